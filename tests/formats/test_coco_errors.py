"""A broken COCO file is refused in one sentence that names the place, the value and the mend."""

from __future__ import annotations

import copy
import json
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import FormatError, NbposeError, NbposeWarning

from .strategies import alike, documents, mutated

VALID = {
    "info": {"year": 2024},
    "images": [{"id": 10, "file_name": "a.jpg", "width": 64, "height": 48}, {"id": 11}],
    "annotations": [
        {
            "id": 5,
            "image_id": 10,
            "category_id": 1,
            "keypoints": [1, 2, 2, 3.5, 4, 1, 0, 0, 0],
            "num_keypoints": 2,
            "bbox": [1, 2, 3, 4],
            "area": 12.5,
            "iscrowd": 0,
            "segmentation": [[1, 2, 3, 4, 5, 6]],
        },
        {"id": 6, "image_id": 11, "category_id": 1, "keypoints": [1, 2, 2] * 3},
    ],
    "categories": [
        {"id": 1, "name": "person", "keypoints": ["p", "q", "r"], "skeleton": [[1, 2]]},
        {"id": 2, "name": "car"},
    ],
}


def changed(way, value=...):
    """The valid file with one value replaced, or taken away."""
    document = copy.deepcopy(VALID)
    holder = document
    for key in way[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value
    return document


def message_of(path, document, **options):
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    with pytest.raises(FormatError) as caught:
        nbp.load(path, **options)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert text.endswith(".")
    assert "\n" not in text
    return text.removeprefix(str(path))


FIRST = ("annotations", 0)

BROKEN = [
    (
        (*FIRST, "keypoints"),
        [1, 2],
        "annotation 5 has the keypoints [1, 2]; these are 2 numbers where",
    ),
    ((*FIRST, "keypoints"), "1 2 2", "annotation 5 has the keypoints '1 2 2'; give a list of x, y"),
    ((*FIRST, "keypoints", 2), 7, "annotation 5 has the v of p 7; v is 0 (not labelled), 1"),
    ((*FIRST, "keypoints", 5), 0.3, "annotation 5 has the v of q 0.3; v is 0 (not labelled), 1"),
    ((*FIRST, "keypoints", 0), None, "number 0 of it is not finite"),
    ((*FIRST, "keypoints", 4), True, "number 4 of it is not finite"),
    ((*FIRST, "keypoints", 1), float("nan"), "number 1 of it is not finite"),
    ((*FIRST, "keypoints", 3), float("inf"), "number 3 of it is not finite"),
    ((*FIRST, "id"), 6, "annotations[1] has the id 6; another annotation has it too"),
    ((*FIRST, "id"), ..., "annotations[0] has no id; give a whole number"),
    ((*FIRST, "id"), "5", "annotations[0] has the id '5'; give a whole number"),
    ((*FIRST, "id"), 2**63, "give a whole number"),
    (
        (*FIRST, "image_id"),
        12,
        "annotation 5 has the image_id 12; no image of the file has that id",
    ),
    ((*FIRST, "image_id"), ..., "annotation 5 has no image_id; give a whole number"),
    (
        (*FIRST, "category_id"),
        9,
        "annotation 5 has the category_id 9; the file has the categories 1, 2",
    ),
    (
        (*FIRST, "bbox"),
        [1, 2, 3],
        "annotation 5 has the bbox [1, 2, 3]; give x, y, width and height",
    ),
    ((*FIRST, "bbox", 2), "3", "number 2 of it is not finite"),
    ((*FIRST, "area"), "12", "annotation 5 has the area '12'; give a finite number"),
    ((*FIRST, "area"), float("-inf"), "annotation 5 has the area -inf; give a finite number"),
    ((*FIRST, "score"), [], "annotation 5 has the score []; give a finite number"),
    ((*FIRST, "track_id"), "a", "annotation 5 has the track_id 'a'; give a whole number"),
    ((*FIRST, "iscrowd"), "no", "annotation 5 has the iscrowd 'no'; give a number or boolean"),
    ((*FIRST, "num_keypoints"), [], "annotation 5 has the num_keypoints []; give a number"),
    ((*FIRST, "segmentation"), 4, "annotation 5 has the segmentation 4; give a list or object"),
    (FIRST, 3, "annotations[0] is a int; it must be an object"),
    (("images", 0, "id"), 11, "images[1] has the id 11; another image has it too"),
    (("images", 0, "file_name"), 3, "images[0] has the file_name 3; give a text"),
    (("images", 0, "width"), -1, "images[0] has the width -1; give a whole number of pixels"),
    (("images", 0, "height"), 1.5, "images[0] has the height 1.5; give a whole number of pixels"),
    (("images", 1), "b.jpg", "images[1] is a str; it must be an object"),
    (("categories", 0, "id"), 2, "categories[1] has the id 2; another category has it too"),
    (
        ("categories", 0, "keypoints"),
        "pqr",
        "category \"person\" has the keypoints 'pqr'; give a list",
    ),
    (("categories", 0, "skeleton"), [[1]], 'category "person" has the skeleton [[1]]; give pairs'),
    (("categories", 0, "keypoints"), [], "no category names its keypoints"),
    (("categories", 0, "keypoints"), ["p", "q", "p"], 'it names "p" twice, so give each its own'),
    (("categories",), [], "is JSON, but no COCO file: it has no categories"),
    ((*FIRST, "my_score"), float("nan"), "holds NaN, which is no JSON; write null instead"),
    (("categories",), ..., "is JSON, but no COCO file: it has no categories"),
    (("images",), {}, ": images is a dict; it must be a list"),
    (("annotations",), None, ": annotations is a NoneType; it must be a list"),
]


@pytest.mark.parametrize(("way", "value", "message"), BROKEN)
def test_a_value_that_cannot_be_is_named_with_its_place(tmp_path, way, value, message):
    assert message in message_of(tmp_path / "broken.json", changed(way, value))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"images": [', "is no JSON: .* in line 1, column"),
        ('{"a": 1}', "is JSON, but no COCO file: it has no images"),
        ('{"a": ' * 100_000, "is no JSON that can be read"),
        ('{"a": ' + "9" * 5000 + "}", "is no JSON that can be read"),
    ],
)
def test_what_is_no_coco_file_is_called_so(tmp_path, content, message):
    path = tmp_path / "other.json"
    path.write_text(content)
    with pytest.raises(FormatError, match=rf"other\.json {message}"):
        nbp.load(path)


def test_results_are_not_taken_for_annotations(tmp_path):
    path = tmp_path / "results.json"
    path.write_text("[1, 2, 3]")
    with pytest.raises(FormatError, match="is a list, as COCO results are, and no data set"):
        nbp.load(path, format="coco")


def test_names_that_differ_by_spelling_alone_are_numbered_and_it_is_said(tmp_path):
    path = tmp_path / "alike.json"
    names = ("categories", 0, "keypoints")
    path.write_text(json.dumps(changed(names, ["Left Eye", "left_eye", "nose"])))
    with pytest.warns(NbposeWarning, match='"Left Eye" is called left_eye_1 and "left_eye" is'):
        poses = nbp.load(path)
    assert poses.skeleton.keypoints == ("left_eye_1", "left_eye_2", "nose")
    assert poses.skeleton.labels == ("Left Eye", "left_eye", "nose")


def test_an_inverted_box_is_kept_and_said(tmp_path):
    path = tmp_path / "inverted.json"
    path.write_text(json.dumps(changed((*FIRST, "bbox"), [5, 5, -1, -1])))
    with pytest.warns(NbposeWarning, match="1 box has a negative size, the first of annotation 5"):
        poses = nbp.load(path)
    assert poses.bbox[0].tolist() == [5, 5, -1, -1]


def test_letters_of_another_encoding_are_named(tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes(b'{"a": "\xe4"}')
    with pytest.raises(FormatError, match=r"is no JSON in UTF-8: byte 7 fits no letter"):
        nbp.load(path)


def test_a_file_without_names_says_which_skeletons_would_fit(testdata):
    message = r'if its 136 keypoints are those of halpe136, say skeleton="halpe136"'
    with pytest.raises(FormatError, match=message):
        nbp.load(testdata / "benchmarks/halpe/test_halpe.json")


def test_lists_of_another_length_say_which_skeletons_would_fit(testdata):
    message = r'399 numbers where 17 keypoints have 51; .* say skeleton="coco_wholebody133"'
    with pytest.raises(FormatError, match=message):
        nbp.load(testdata / "benchmarks/coco_mini/test_keypoint_partition_metric.json")


def test_several_skeletons_are_named_with_the_option_that_chooses(testdata):
    path = testdata / "formats/coco_variants/mixed_animals/annotations.json"
    message = r'several skeletons: "mouse" \(17 keypoints\), "fly" \(13 .* category="mouse"'
    with pytest.raises(FormatError, match=message):
        nbp.load(path)


def test_an_unknown_category_or_skeleton_is_named(tmp_path):
    path = tmp_path / "valid.json"
    message = ' has no category "cat"; it has person, car.'
    assert message_of(path, VALID, category="cat") == message
    with pytest.raises(NbposeError, match='There is no skeleton "coco71"; did you mean coco17'):
        nbp.load(path, skeleton="coco71")


def test_a_file_of_a_newer_nbpose_is_left_to_it(tmp_path):
    document = VALID | {"nbpose": {"version": 2}}
    message = 'the section "nbpose" has the version 2; this nbpose reads version 1, so update it'
    assert message in message_of(tmp_path / "newer.json", document)


OWN = {"version": 1, "keys": ["keypoint_scores", "keypoint_origins", "world", "area_source"]}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("keypoint_scores", [1], "give 3 numbers or nulls"),
        ("keypoint_scores", [1, "2", 3], "give a finite number"),
        ("keypoint_origins", [0, 0, 9], "give 3 codes from 0 to 5"),
        ("keypoint_origins", [0, 0, True], "give 3 codes from 0 to 5"),
        ("world", [[1, 2]], "give 3 points of x, y and z"),
        ("world", [[1, 2], None, None], "give 3 numbers or nulls"),
        ("area_source", "guess", "it is one of none, segment, box, points, file"),
    ],
)
def test_keys_of_our_own_are_checked_too(tmp_path, key, value, message):
    document = changed((*FIRST, key), value) | {"nbpose": OWN}
    assert message in message_of(tmp_path / "own.json", document)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fps", -1),
        ("fps", "30"),
        ("keys", ["id"]),
        ("keys", 3),
        ("axes", 3),
        ("images", "2"),
        ("skeleton", "nothing"),
        ("skeleton", {"name": "a"}),
        ("file_info", []),
    ],
)
def test_the_section_of_our_own_is_checked_too(tmp_path, key, value):
    document = VALID | {"nbpose": OWN | {key: value}}
    assert f'the section "nbpose" has the {key}' in message_of(tmp_path / "own.json", document)


def test_the_keys_of_others_are_not_taken_for_ours(tmp_path):
    path = tmp_path / "foreign.json"
    path.write_text(json.dumps(changed((*FIRST, "world"), "flat") | {"nbpose": "rocks"}))
    poses = nbp.load(path)
    assert poses.extra[0]["world"] == "flat"
    assert poses.world is None


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_refused_in_words_or_comes_back(tmp_path_factory, data):
    document = data.draw(st.one_of(st.just(VALID), documents()).flatmap(mutated))
    path = tmp_path_factory.getbasetemp() / "mutated.json"
    path.write_text(json.dumps(document))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            poses = nbp.load(path)
        except FormatError as error:
            assert str(error).startswith(str(path))
            return
        nbp.save(poses, path)
    assert alike(json.loads(path.read_text()), document)


def three(**columns):
    skeleton = nbp.Skeleton("three", ["nose", "left_ear", "right_ear"])
    values = {"points": [[[1, 2], [3, 4], [5, 6]]]} | columns
    return nbp.Poses.build(skeleton, **values)


NAN = float("nan")


@pytest.mark.parametrize(
    ("poses", "message"),
    [
        (three(points=[[[1, 2, 3]] * 3], unit="m"), "these poses are 3-D in m; save them as .csv"),
        (three(unit="mm"), "2-D in mm"),
        (three(points=[[[1, NAN], [3, 4], [5, 6]]]), "nose of row 0 has half a position"),
        (
            three(points=[[[NAN, NAN], [3, 4], [5, 6]]], visibility=[[2, 2, 2]], row=[8]),
            "nose of row 8 has a visibility, but no position; place it, or set its visibility to 0",
        ),
        (three(bbox=[[1, 2, NAN, 4]]), "the bbox of row 0 is [1.0, 2.0, nan, 4.0]; give all four"),
        (three(area=[float("inf")]), "something that JSON cannot hold"),
        (three(file_info={"model": object()}), "something that JSON cannot hold"),
    ],
)
def test_what_coco_cannot_hold_is_said_and_no_file_is_left(tmp_path, poses, message):
    with pytest.raises(FormatError) as caught:
        nbp.save(poses, tmp_path / "out.json")
    assert message in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_one_id_for_two_people_is_refused(tmp_path):
    poses = nbp.Poses.concat([three(row=[0], id=[4]), three(row=[1], id=[4])])
    with pytest.raises(FormatError, match="the id 4 stands more than once; give each row its own"):
        nbp.save(poses, tmp_path / "out.json")


def test_a_key_of_the_file_that_ours_would_overwrite_is_named(tmp_path):
    path = tmp_path / "time.json"
    path.write_text(json.dumps(changed((*FIRST, "time"), "noon")))
    poses = nbp.load(path)
    with pytest.raises(FormatError, match="row 0 has the key time of its file, which nbpose needs"):
        nbp.save(poses.replace(time=[0.5, 0.6]), path)
