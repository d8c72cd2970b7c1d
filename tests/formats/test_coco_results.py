from __future__ import annotations

import json

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import FormatError
from nbpose.poses import Images, Origin


@pytest.fixture
def truth(testdata):
    return nbp.load(testdata / "benchmarks/coco_mini/test_coco.json")


@pytest.mark.parametrize(
    ("folder", "name", "annotations"),
    [
        ("coco_mini", "example_coco_preds.json", "test_coco.json"),
        ("coco_1img", "dt_dataset.json", "gt_dataset.json"),
    ],
)
def test_real_results_find_their_images_points_and_confidences(testdata, folder, name, annotations):
    truth = nbp.load(testdata / "benchmarks" / folder / annotations)
    poses = nbp.load(testdata / "benchmarks" / folder / name, truth=truth)
    results = json.loads((testdata / "benchmarks" / folder / name).read_text())
    assert len(poses) == len(results)
    assert poses.skeleton is truth.skeleton
    assert poses.images is truth.images
    triples = np.reshape([result["keypoints"] for result in results], (-1, 17, 3))
    np.testing.assert_array_equal(poses.points, triples[..., :2])
    np.testing.assert_array_equal(poses.confidence, triples[..., 2].astype(np.float32))
    assert (poses.origin == Origin.MODEL).all()
    assert poses.score.tolist() == [result["score"] for result in results]
    assert truth.images.id[poses.frame].tolist() == [result["image_id"] for result in results]


def test_pycocotools_scores_written_results_as_the_original(testdata, truth, tmp_path, capsys):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    folder = testdata / "benchmarks/coco_mini"
    poses = nbp.load(folder / "example_coco_preds.json", truth=truth)
    with pytest.warns(UserWarning, match="has no place for extra"):
        path = nbp.save(poses, tmp_path / "results.json", format="coco_results")
    known = COCO(str(folder / "test_coco.json"))
    evaluation = COCOeval(known, known.loadRes(str(path)), "keypoints")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    expected = json.loads((folder / "expected.json").read_text())["stats_area_from_annotation"][
        "stats"
    ]
    np.testing.assert_allclose(evaluation.stats, expected, rtol=0, atol=1e-12)


def table(**columns):
    skeleton = nbp.Skeleton("three", ["nose", "left_ear", "right_ear"])
    values = {
        "points": [[[1.5, 2], [np.nan, np.nan], [5, 6]]],
        "score": [0.5],
        "images": Images.of_clip("a.mp4", 3, (6, 4)),
    }
    return nbp.Poses.build(skeleton, **values | columns)


def test_points_without_a_confidence_are_flagged_as_coco_asks(tmp_path):
    path = nbp.save(table(frame=[2]), tmp_path / "a.json", format="coco_results")
    [result] = json.loads(path.read_text())
    assert result == {
        "image_id": 3,
        "category_id": 1,
        "keypoints": [1.5, 2, 1, 0, 0, 0, 5, 6, 1],
        "score": 0.5,
    }
    read = nbp.load(path, truth=table())
    np.testing.assert_array_equal(read.points, table().points)
    assert np.isnan(read.confidence).all()
    assert read.frame.tolist() == [2]


def test_results_alone_mean_nothing(testdata):
    with pytest.raises(FormatError, match="name neither skeleton nor images; give the poses"):
        nbp.load(testdata / "benchmarks/coco_mini/example_coco_preds.json")


def test_boxes_alone_are_no_poses(testdata, truth):
    with pytest.raises(FormatError, match="result 0 has no keypoints; a result without them is"):
        nbp.load(testdata / "benchmarks/coco_mini/test_coco_det_AP_H_56.json", truth=truth)


RESULT = {"image_id": 1, "category_id": 1, "keypoints": [1, 2, 0.5] * 3, "score": 0.5}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"image_id": 9}, "result 0 has the image_id 9; the truth has no image of that id"),
        ({"image_id": "1"}, "result 0 has the image_id '1'; give a whole number"),
        ({"score": None}, "result 0 has the score None; give the confidence of the whole pose"),
        ({"score": float("nan")}, "result 0 has the score nan; give a finite number"),
        ({"keypoints": [1, 2]}, "these are 2 numbers where 3 keypoints have 9"),
        ({"keypoints": [1, 2, 0.5] * 17}, "3 keypoints have 9; give the truth that they belong to"),
        ({"keypoints": ["a"] * 9}, "number 0 of it is not finite"),
        ({"bbox": [1]}, "give x, y, width and height"),
        ({"category_id": None}, "has the category_id None; give a whole number"),
        ({"mine": float("inf")}, "holds Infinity, which is no JSON"),
    ],
)
def test_a_result_that_does_not_fit_is_named(tmp_path, change, message):
    path = tmp_path / "results.json"
    path.write_text(json.dumps([RESULT | change]))
    with pytest.raises(FormatError) as caught:
        nbp.load(path, truth=table())
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("poses", "message"),
    [
        (table(score=[np.nan]), r"row 0 has no score; give poses\.replace\(score=\.\.\.\)"),
        (table(frame=[5]), "frame 5 has no image"),
        (table(unit="m"), "COCO results hold 2-D pixels"),
    ],
)
def test_what_results_cannot_hold_is_said(tmp_path, poses, message):
    with pytest.raises(FormatError, match=message):
        nbp.save(poses, tmp_path / "a.json", format="coco_results")
    assert list(tmp_path.iterdir()) == []
