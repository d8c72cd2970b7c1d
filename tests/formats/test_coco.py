"""COCO files come back as they were, and what is changed is all that changes."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given

import nbpose as nbp
from nbpose.poses import AreaSource, Images, Origin

from .strategies import SKELETON, alike, documents, tables

REAL = [
    ("benchmarks/coco_mini/test_coco.json", {}, "coco17"),
    ("benchmarks/coco_mini/test_coco_wholebody.json", {}, "coco17"),
    ("benchmarks/coco_1img/gt_dataset.json", {}, "coco17"),
    ("benchmarks/ap10k/test_ap10k.json", {}, "ap10k17"),
    ("benchmarks/h36m/h36m_coco.json", {}, "person"),
    ("benchmarks/halpe/test_halpe.json", {"skeleton": "halpe136"}, "halpe136"),
    ("benchmarks/face_300w/test_300w.json", {"skeleton": "face300w68"}, "face300w68"),
    ("benchmarks/face_wflw/test_wflw.json", {"skeleton": "wflw98"}, "wflw98"),
    ("benchmarks/hand_onehand10k/test_onehand10k.json", {}, "coco_wholebody_hand21"),
    ("benchmarks/mpii/test_mpii_trb.json", {}, "mpii_trb40"),
    ("benchmarks/posetrack18/annotations/test_posetrack18_val.json", {}, "posetrack18_17"),
    ("benchmarks/posetrack18/annotations/val/012834_mpii_test.json", {}, "posetrack18_17"),
    ("formats/coco_variants/flat_images/annotations.json", {}, "mouse"),
    ("formats/coco_variants/mixed_animals/annotations.json", {"category": "fly"}, "fly"),
    ("formats/coco_variants/visibility_ternary/annotations.json", {}, "mouse"),
    (
        "formats/coco_variants/datumaro_person_keypoints/annotations/person_keypoints_val.json",
        {},
        "a",
    ),
    (
        "formats/coco_variants/datumaro_person_keypoints/annotations/person_keypoints_train.json",
        {},
        "a",
    ),
]


@pytest.fixture
def coco17(testdata):
    return testdata / "benchmarks/coco_mini/test_coco.json"


@pytest.fixture
def rewritten(tmp_path):
    """Save poses and give the JSON back."""

    def write(poses):
        return json.loads(nbp.save(poses, tmp_path / "out.json").read_text())

    return write


def write_json(path, value):
    path.write_text(json.dumps(value))
    return path


@pytest.mark.parametrize(("name", "options", "skeleton"), REAL, ids=[name for name, _, _ in REAL])
def test_a_real_file_comes_back_to_the_last_type(testdata, rewritten, name, options, skeleton):
    poses = nbp.load(testdata / name, **options)
    assert poses.skeleton.name == skeleton
    assert alike(rewritten(poses), json.loads((testdata / name).read_text()))


@pytest.mark.filterwarnings("ignore:.*negative size")
@given(documents())
def test_any_file_comes_back_to_the_last_type(tmp_path_factory, document):
    path = tmp_path_factory.getbasetemp() / "any.json"
    write_json(path, document)
    nbp.save(nbp.load(path), path)
    assert alike(json.loads(path.read_text()), document)


@pytest.mark.filterwarnings("ignore:.*negative size")
@given(tables())
def test_any_table_comes_back_equal(tmp_path_factory, table):
    path = nbp.save(table, tmp_path_factory.getbasetemp() / "table.json")
    read = nbp.load(path)
    assert_same_rows(read, table)
    given_ids = table.id if (table.id >= 0).all() else np.arange(1, len(table) + 1)
    np.testing.assert_array_equal(read.id, given_ids)
    assert read.skeleton == table.skeleton
    assert (read.fps, read.axes, read.unit) == (table.fps, table.axes, table.unit)
    assert_same_images(read.images, table.images)
    assert {key: read.file_info[key] for key in table.file_info} == dict(table.file_info)
    assert read.extra is None
    again = nbp.save(read, path.with_name("again.json"))
    assert alike(json.loads(again.read_text()), json.loads(path.read_text()))


def assert_same_rows(read, table):
    for name in ("points", "visibility", "confidence", "origin", "frame", "time", "track", "score"):
        np.testing.assert_array_equal(getattr(read, name), getattr(table, name), err_msg=name)
    for name in ("bbox", "area", "area_source", "category"):
        np.testing.assert_array_equal(getattr(read, name), getattr(table, name), err_msg=name)
    if table.world is None:
        assert read.world is None
    else:
        np.testing.assert_array_equal(read.world, table.world)


def assert_same_images(read, images):
    assert read.name == images.name
    np.testing.assert_array_equal(read.id, images.id)
    np.testing.assert_array_equal(read.size, images.size)
    assert [dict(extra) for extra in read.extra] == [dict(extra) for extra in images.extra]


def test_columns_hold_what_the_file_says(coco17):
    poses = nbp.load(coco17)
    first = json.loads(coco17.read_text())["annotations"][0]
    x, y, v = np.reshape(first["keypoints"], (17, 3)).T
    np.testing.assert_array_equal(poses.points[0][v > 0], np.stack([x, y], axis=1)[v > 0])
    np.testing.assert_array_equal(poses.visibility[0], v)
    assert np.isnan(poses.points[0][v == 0]).all()
    assert (poses.id[0], poses.area[0], poses.category[0]) == (first["id"], first["area"], 1)
    assert poses.bbox[0].tolist() == first["bbox"]
    assert poses.area_source[0] == AreaSource.SEGMENT
    assert np.isnan(poses.score).all()
    assert np.isnan(poses.confidence).all()
    assert poses.extra[0]["iscrowd"] == first["iscrowd"]


def test_frames_are_images_whether_or_not_somebody_is_there(testdata, tmp_path):
    path = testdata / "benchmarks/coco_mini/test_coco.json"
    document = json.loads(path.read_text())
    document["images"].insert(1, {"id": 5, "file_name": "empty.jpg", "width": 3, "height": 4})
    poses = nbp.load(write_json(tmp_path / "more.json", document))
    assert poses.images.name[1] == "empty.jpg"
    assert poses.images.size[1].tolist() == [3, 4]
    assert len(poses.at(1)) == 0
    assert len(poses.at(0)) + len(poses.at(2)) > 0
    ids = [document["images"][frame]["id"] for frame in poses.frame]
    assert ids == [annotation["image_id"] for annotation in document["annotations"]]


def test_tracks_come_from_track_id(testdata):
    path = testdata / "benchmarks/posetrack18/annotations/test_posetrack18_val.json"
    poses = nbp.load(path)
    expected = [entry["track_id"] for entry in json.loads(path.read_text())["annotations"]]
    assert poses.track.tolist() == expected
    assert (poses.area_source == AreaSource.NONE).all()


def changes(before, after):
    """Paths of the values that differ between two JSON values of one shape."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = before.keys() | after.keys()
        return [
            (key, *rest)
            for key in sorted(keys)
            for rest in changes(before.get(key, ...), after.get(key, ...))
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [(k, *rest) for k, pair in pairs for rest in changes(*pair)]
    return [] if alike(before, after) else [()]


def test_moving_a_point_changes_two_numbers(coco17, rewritten):
    poses = nbp.load(coco17)
    row, keypoint = np.argwhere(poses.visibility == 2)[7]
    points = poses.points.copy()
    points[row, keypoint] = (12.5, 99)
    place = ("annotations", row, "keypoints")
    assert changes(json.loads(coco17.read_text()), rewritten(poses.replace(points=points))) == [
        (*place, 3 * keypoint),
        (*place, 3 * keypoint + 1),
    ]


def test_num_keypoints_follows_where_it_was_the_count(coco17, rewritten):
    poses = nbp.load(coco17)
    row, keypoint = np.argwhere(poses.visibility == 2)[0]
    points, visibility = poses.points.copy(), poses.visibility.copy()
    points[row, keypoint], visibility[row, keypoint] = np.nan, 0
    before = json.loads(coco17.read_text())
    after = rewritten(poses.replace(points=points, visibility=visibility))
    assert {path[2] for path in changes(before, after)} == {"keypoints", "num_keypoints"}
    count = before["annotations"][row]["num_keypoints"]
    assert after["annotations"][row]["num_keypoints"] == count - 1


def test_num_keypoints_stays_where_it_counted_something_else(testdata, rewritten):
    path = testdata / "benchmarks/halpe/test_halpe.json"
    poses = nbp.load(path, skeleton="halpe136")
    row = poses.file_info["coco"]["uncounted"] and 0
    visibility = poses.visibility.copy()
    keypoint = int(np.flatnonzero(visibility[row] == 2)[0])
    visibility[row, keypoint] = 1
    after = rewritten(poses.replace(visibility=visibility))
    assert {path[2] for path in changes(json.loads(path.read_text()), after)} == {"keypoints"}


def test_an_edit_by_hand_is_marked_and_read_back(coco17, rewritten, tmp_path):
    poses = nbp.load(coco17)
    origin = poses.origin.copy()
    origin[3, 4] = Origin.PERSON
    after = rewritten(poses.replace(origin=origin))
    assert changes(json.loads(coco17.read_text()), after) == [
        ("annotations", 3, "keypoint_origins"),
        ("nbpose",),
    ]
    np.testing.assert_array_equal(nbp.load(tmp_path / "out.json").origin, origin)


def test_people_taken_away_and_added_leave_the_others_alone(coco17, rewritten):
    poses = nbp.load(coco17)
    new = nbp.Poses.build(poses.skeleton, np.full((1, 17, 2), 7.0), row=[900], frame=[2])
    after = rewritten(nbp.Poses.concat([poses[1:], new]))
    before = json.loads(coco17.read_text())["annotations"]
    assert after["annotations"][:-1] == before[1:]
    added = after["annotations"][-1]
    assert added["id"] == max(entry["id"] for entry in before) + 1
    assert (added["num_keypoints"], added["iscrowd"], added["bbox"]) == (17, 0, [7, 7, 0, 0])
    assert added["keypoints"] == [7, 7, 2] * 17


def test_a_table_that_was_sorted_anew_comes_back_in_the_order_of_the_file(coco17, rewritten):
    poses = nbp.load(coco17)
    shuffled = poses[np.random.default_rng(0).permutation(len(poses))]
    assert alike(rewritten(shuffled), json.loads(coco17.read_text()))


def test_annotations_of_other_categories_are_kept_while_one_is_edited(testdata, rewritten):
    path = testdata / "formats/coco_variants/mixed_animals/annotations.json"
    poses = nbp.load(path, category="mouse")
    assert len(poses) == 3
    assert len(poses.skeleton) == 17
    before = json.loads(path.read_text())
    after = rewritten(poses.replace(score=[0.5, np.nan, np.nan]))
    [(part, position, key)] = changes(before, after)
    assert (part, key, after[part][position][key]) == ("annotations", "score", 0.5)
    assert before[part][position]["category_id"] == 1


def test_pycocotools_opens_what_a_model_gave(tmp_path, capsys):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    rng = np.random.default_rng(0)
    skeleton = nbp.skeleton("coco17")
    points = rng.uniform(0, 400, (6, 2, 17, 2))
    poses = nbp.Poses.from_arrays(points, skeleton=skeleton, fps=30)
    images = Images.of_clip("walk.mp4", 6, (640, 480))
    truth = COCO(nbp.save(poses.replace(images=images), tmp_path / "truth.json"))
    assert (len(truth.imgs), len(truth.anns)) == (6, 12)
    assert truth.loadImgs(1)[0]["file_name"] == "walk_000000.jpg"
    first = truth.loadAnns(1)[0]
    np.testing.assert_allclose(np.reshape(first["keypoints"], (17, 3))[:, :2], points[0, 0])
    lowest, highest = points[0, 0].min(axis=0), points[0, 0].max(axis=0)
    np.testing.assert_allclose(first["bbox"], [*lowest, *(highest - lowest)])
    assert first["area"] == pytest.approx(np.prod(highest - lowest))
    results = [{**entry, "score": 1.0} for entry in truth.anns.values()]
    evaluation = COCOeval(truth, truth.loadRes(results), "keypoints")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)


def test_pycocotools_sees_the_same_in_a_file_written_again(coco17, tmp_path, capsys):
    from pycocotools.coco import COCO

    first, second = COCO(str(coco17)), COCO(str(nbp.save(nbp.load(coco17), tmp_path / "a.json")))
    assert first.anns == second.anns
    assert first.imgs == second.imgs
    assert first.cats == second.cats


def test_edges_of_a_category_count_from_one_unless_a_zero_stands_there(tmp_path):
    document = {
        "images": [],
        "annotations": [],
        "categories": [{"id": 1, "name": "b", "keypoints": ["p", "q", "r"]}],
    }
    for edges, expected in (
        ([[1, 2], [2, 3]], ((0, 1), (1, 2))),
        ([[0, 1], [1, 2]], ((0, 1), (1, 2))),
    ):
        document["categories"][0]["skeleton"] = edges
        poses = nbp.load(write_json(tmp_path / "edges.json", document))
        assert poses.skeleton.edges == expected
        assert f"count from {edges[0][0]}" in poses.skeleton.note


def test_edges_that_join_nothing_are_left_out_with_a_warning_and_written_back(tmp_path, rewritten):
    edges = [[1, 2], [2, 17], [3, 3]]
    category = {"id": 1, "name": "crowd", "keypoints": ["p", "q", "r"], "skeleton": edges}
    document = {"images": [], "annotations": [], "categories": [category]}
    path = write_json(tmp_path / "edges.json", document)
    message = r'category "crowd" has 3 keypoints, so the edges \(2, 17\), \(3, 3\) join nothing'
    with pytest.warns(UserWarning, match=message):
        poses = nbp.load(path)
    assert poses.skeleton.edges == ((0, 1),)
    assert alike(rewritten(poses), document)


def test_another_skeleton_is_written_into_the_category(coco17, rewritten):
    poses = nbp.load(coco17)[:1]
    body = poses.replace(
        skeleton=SKELETON,
        points=poses.points[:, :3],
        visibility=poses.visibility[:, :3],
        confidence=poses.confidence[:, :3],
        origin=poses.origin[:, :3],
    )
    after = rewritten(body)
    assert after["categories"][0]["keypoints"] == ["nose", "left_ear", "right_ear"]
    assert after["categories"][0]["skeleton"] == [[1, 2], [1, 3]]
    assert after["categories"][0]["supercategory"] == "person"


def test_a_skeleton_with_more_than_names_and_edges_is_described(tmp_path):
    skeleton = nbp.Skeleton(
        "pair", ["left_a", "right_a"], [(0, 1)], sigmas=[0.1, 0.1], kind="beast"
    )
    for known in (skeleton, nbp.skeleton("ochuman17")):
        poses = nbp.Poses.build(known, np.ones((1, len(known), 2)))
        assert nbp.load(nbp.save(poses, tmp_path / "a.json")).skeleton == known


def test_numbers_are_written_without_needless_digits(rewritten):
    poses = nbp.Poses.build(
        SKELETON,
        [[[1.0, 2.5], [0.1, 1e-7], [np.nan, np.nan]]],
        confidence=np.array([[0.9, np.nan, 0.25]], np.float32),
    )
    [annotation] = rewritten(poses)["annotations"]
    assert annotation["keypoints"] == [1, 2.5, 2, 0.1, 1e-07, 2, 0, 0, 0]
    assert annotation["keypoint_scores"] == [0.9, None, 0.25]


def test_what_another_format_left_in_extra_is_not_written(rewritten):
    extra = np.array([{"likelihood": np.float32(1)}], object)
    poses = nbp.Poses.build(SKELETON, np.ones((1, 3, 2)), extra=extra)
    assert "likelihood" not in rewritten(poses)["annotations"][0]


def test_colours_and_template_of_a_skeleton_come_back(tmp_path):
    skeleton = nbp.Skeleton(
        "pair", ["a", "b"], [(0, 1)], colors={"a": "#112233"}, template=[(0.1, 0.2), (0.3, 0.4)]
    )
    poses = nbp.Poses.build(skeleton, [[[1, 2], [3, 4]]])
    back = nbp.load(nbp.save(poses, tmp_path / "own.json")).skeleton
    assert back == skeleton
    assert (back.colors, back.template) == (skeleton.colors, skeleton.template)
