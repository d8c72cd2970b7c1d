from __future__ import annotations

import copy
import pickle

import pytest

import nbpose as nbp
from nbpose import skeletons
from nbpose.errors import ArgumentError, SkeletonError
from nbpose.skeletons import need_skeleton
from nbpose.skeletons.naming import side_of

NAMES = skeletons.names()


@pytest.fixture(params=NAMES)
def schema(request):
    return nbp.skeleton(request.param)


def test_there_are_fifty_seven_schemas():
    assert len(NAMES) == 57
    assert list(NAMES) == sorted(NAMES)


def test_a_schema_is_named_like_its_entry_and_says_where_it_comes_from(schema):
    assert nbp.skeleton(schema.name) is schema
    assert schema.source
    assert schema.licence
    assert schema.kind


def test_a_schema_has_no_errors(schema):
    assert [finding for finding in schema.lint() if finding.severity == "error"] == []


def test_the_mirror_swaps_left_and_right_and_is_undone_by_itself(schema):
    for index, partner in enumerate(schema.mirror):
        assert schema.mirror[partner] == index
        sides = {schema.sides[index], schema.sides[partner]}
        assert sides in ({"left", "right"}, {""})


def test_sides_are_those_of_the_names(schema):
    assert schema.sides == tuple(side_of(name) for name in schema.keypoints)


def test_groups_name_keypoints_that_are_there(schema):
    for indices in schema.groups.values():
        assert set(indices) <= set(range(len(schema)))


def test_sigmas_are_measured_or_taken_over_or_missing(schema):
    assert (schema.sigmas is None) == (schema.sigma_source == "none")


def test_a_schema_is_found_by_its_names_however_they_are_spelled(schema):
    for names in (schema.keypoints, schema.labels):
        found = skeletons.find(names)
        assert names in (found.keypoints, found.labels)


@pytest.mark.parametrize("name", ["coco17", "mpii16", "ap10k17", "openpose_body25", "halpe26"])
def test_of_several_that_fit_the_best_known_is_found(name):
    schema = nbp.skeleton(name)
    assert skeletons.find(schema.keypoints) is schema
    assert skeletons.find(schema.labels) is schema


def test_names_that_no_schema_has_find_nothing():
    assert skeletons.find(("nose", "tail")) is None


def test_coco_is_the_one_everybody_knows():
    coco = nbp.skeleton("coco17")
    assert coco.keypoints[:5] == ("nose", "left_eye", "right_eye", "left_ear", "right_ear")
    assert coco.keypoints[-2:] == ("left_ankle", "right_ankle")
    assert coco.mirror == (0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15)
    assert len(coco.edges) == 19
    published = (26, 25, 25, 35, 35, 79, 79, 72, 72, 62, 62, 107, 107, 87, 87, 89, 89)
    assert coco.sigmas == tuple(value / 1000 for value in published)
    assert coco.sigma_source == "measured"


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(SkeletonError, match='There is no skeleton "coco71"; did you mean coco17'):
        nbp.skeleton("coco71")
    with pytest.raises(SkeletonError, match=r"nbp\.skeletons\(\) lists them all"):
        nbp.skeleton("")


@pytest.mark.parametrize("name", [None, 5, ["coco17"]])
def test_what_is_no_name_has_no_schema(name):
    with pytest.raises(SkeletonError, match=r"There is no skeleton .*; "):
        nbp.skeleton(name)


@pytest.mark.parametrize("value", [None, 17, ["a", "b"]])
def test_an_argument_that_means_no_skeleton_is_refused(value):
    with pytest.raises(ArgumentError) as caught:
        need_skeleton(value)
    assert str(caught.value) == (
        f'skeleton is {value!r}; give the name of a schema, such as "coco17", or a Skeleton.'
    )


def test_the_table_lists_every_schema():
    table = nbp.skeletons()
    assert tuple(table["name"]) == NAMES
    assert table.set_index("name").loc["coco17", ["keypoints", "edges"]].tolist() == [17, 19]


def test_a_schema_can_be_pickled_and_copied(schema):
    assert pickle.loads(pickle.dumps(schema)) == schema
    assert copy.deepcopy(schema) == schema
