"""Two COCO files in one."""

from __future__ import annotations

import copy
import json
import re

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import PosesError

PERSON = {"id": 1, "name": "person", "keypoints": ["nose", "left_ear", "right_ear"], "skeleton": []}
DOG = PERSON | {"id": 2, "name": "dog"}
LICENCE = {"id": 1, "name": "CC0", "url": ""}


def image(number, name, **more):
    return {"id": number, "file_name": name, "width": 64, "height": 48, **more}


def person(number, on, x, **more):
    """An annotation; x tells it from the others."""
    points = [x, 1, 2, x, 2, 2, x, 3, 1]
    known = {"id": number, "image_id": on, "category_id": 1, "keypoints": points}
    return known | {"num_keypoints": 3, "iscrowd": 0, "bbox": [x, 1, 5, 5], "area": 25} | more


@pytest.fixture
def load(tmp_path):
    """Write a COCO file and load it."""

    def write_and_load(name, images, annotations, categories=(PERSON,), category=None, **more):
        path = tmp_path / name
        parts = {"images": images, "annotations": annotations, "categories": list(categories)}
        path.write_text(json.dumps({"info": {"description": name}, **parts, **more}))
        return nbp.load(path, category=category)

    return write_and_load


@pytest.fixture
def saved(tmp_path):
    """Put tables together, save them, and give the file and what is loaded from it."""

    def save(*tables):
        path = nbp.save(nbp.Poses.concat(tables), tmp_path / "both.json")
        return json.loads(path.read_text()), nbp.load(path)

    return save


def placed(file):
    """Picture, category and x of each annotation of a file."""
    names = {entry["id"]: entry["file_name"] for entry in file["images"]}
    return [
        (names[entry["image_id"]], entry["category_id"], entry["keypoints"][0])
        for entry in file["annotations"]
    ]


def test_two_files_whose_ids_collide_become_one(load, saved):
    first = load(
        "a.json",
        [image(1, "a1.png"), image(2, "a2.png", license=1)],
        [person(1, 2, 10), person(2, 1, 20), person(3, 1, 30, segmentation=[[1, 2, 3]])],
        licenses=[LICENCE],
    )
    second = load(
        "b.json",
        [image(2, "b2.png"), image(1, "b1.png", camera="left"), image(7, "b7.png")],
        [person(2, 1, 40, note="kept"), person(9, 7, 50), person(1, 2, 60)],
        licenses=[LICENCE, {"id": 2, "name": "own"}],
    )
    file, both = saved(first, second)
    names = [entry["file_name"] for entry in file["images"]]
    assert names == ["a1.png", "a2.png", "b2.png", "b1.png", "b7.png"]
    ids = [entry["id"] for entry in file["images"]]
    assert ids[:2] == [1, 2] and ids[4] == 7 and len(set(ids)) == 5
    assert file["images"][3]["camera"] == "left"
    assert placed(file) == [
        ("a2.png", 1, 10), ("a1.png", 1, 20), ("a1.png", 1, 30),
        ("b1.png", 1, 40), ("b7.png", 1, 50), ("b2.png", 1, 60),
    ]  # fmt: skip
    ids = [entry["id"] for entry in file["annotations"]]
    assert ids[:3] == [1, 2, 3] and ids[4] == 9 and len(set(ids)) == 6
    assert file["annotations"][2]["segmentation"] == [[1, 2, 3]]
    assert file["annotations"][3]["note"] == "kept"
    assert file["categories"] == [PERSON]
    assert [licence["id"] for licence in file["licenses"]] == [1, 2]
    assert file["info"] == {"description": "a.json"}
    assert "nbpose" not in file
    assert both.frame.tolist() == [1, 0, 0, 3, 4, 2]
    assert both.points[:, 0, 0].tolist() == [10, 20, 30, 40, 50, 60]


def test_what_is_odd_about_an_annotation_stays_with_it(load, saved):
    first = load("a.json", [image(1, "a.png")], [person(1, 1, 10)])
    bare = {"id": 2, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]}
    second = load("b.json", [image(1, "b.png")], [person(1, 1, 20, num_keypoints=9), bare])
    file, _ = saved(first, second)
    assert [entry.get("num_keypoints") for entry in file["annotations"]] == [3, 9, None]
    assert "keypoints" not in file["annotations"][2]


def test_annotations_of_other_categories_follow_their_images(load, saved):
    people = {"categories": (PERSON, DOG), "category": "person"}
    annotations = [person(1, 1, 5), person(2, 1, 6, category_id=2)]
    first = load("a.json", [image(1, "a.png")], annotations, **people)
    annotations = [person(1, 1, 8, category_id=2), person(2, 1, 7)]
    second = load("b.json", [image(1, "b.png")], annotations, **people)
    file, _ = saved(first, second)
    assert placed(file) == [("a.png", 1, 5), ("a.png", 2, 6), ("b.png", 2, 8), ("b.png", 1, 7)]
    assert len({entry["id"] for entry in file["annotations"]}) == 4


def test_two_categories_of_one_file_are_put_together_without_doubles(load, saved, tmp_path):
    annotations = [person(4, 1, 5), person(5, 1, 6, category_id=2), person(6, 1, 7)]
    people = load("a.json", [image(1, "a.png")], annotations, (PERSON, DOG), "person")
    file, _ = saved(people, nbp.load(tmp_path / "a.json", category="dog"))
    assert file == json.loads((tmp_path / "a.json").read_text())


def test_poses_of_a_model_go_beside_a_file(load, saved):
    first = load("a.json", [image(1, "a.png")], [person(1, 1, 10, note="kept")])
    images = nbp.Images.of_pictures(["b.png"], [(64, 48)])
    model = nbp.Poses.build(first.skeleton, np.full((1, 3, 2), 7.0), images=images)
    for tables in ((first, model), (model, first)):
        file, _ = saved(*tables)
        assert sorted(placed(file)) == [("a.png", 1, 10), ("b.png", 1, 7)]
        assert [entry.get("note") for entry in file["annotations"]].count("kept") == 1
        assert file["categories"] == [PERSON]


@pytest.mark.parametrize(
    ("part", "entry", "sentence"),
    [
        ("categories", DOG | {"id": 1}, "category 1 \"person\": its name is 'person' and 'dog'"),
        ("categories", PERSON | {"id": 2}, 'category 1 "person": its id is 1 and 2'),
        ("licenses", {"id": 1, "name": "MIT"}, "license 1 \"CC0\": its name is 'CC0' and 'MIT'"),
    ],
)
def test_an_id_that_means_two_things_is_refused(load, part, entry, sentence):
    parts = {"categories": [PERSON], "licenses": [LICENCE]}
    first = load("a.json", [image(1, "a.png")], [person(1, 1, 10)], **parts)
    number = entry["id"] if part == "categories" else 1
    other = [person(1, 1, 20, category_id=number)]
    second = load("b.json", [image(1, "b.png")], other, **parts | {part: [entry]})
    whole = f"The files differ in {sentence}; make it the same in both files."
    with pytest.raises(PosesError, match=re.escape(whole)):
        nbp.Poses.concat([first, second])


def test_copied_tables_can_be_put_together_too(load, saved):
    first = copy.deepcopy(load("a.json", [image(1, "a.png")], [person(1, 1, 10)]))
    second = copy.deepcopy(load("b.json", [image(1, "b.png")], [person(1, 1, 20)]))
    assert placed(saved(first, second)[0]) == [("a.png", 1, 10), ("b.png", 1, 20)]
