from __future__ import annotations

import json
import pickle
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given

import nbpose as nbp
from nbpose import skeletons
from nbpose.errors import SkeletonError

from .strategies import skeletons as any_skeletons

DATA = Path(skeletons.__file__).parent / "data"


def parts(skeleton):
    return {part.name: getattr(skeleton, part.name) for part in fields(skeleton)}


@given(any_skeletons())
def test_json_and_back_is_the_same_skeleton_looks_included(skeleton):
    back = nbp.Skeleton.from_json(skeleton.to_json())
    assert parts(back) == parts(skeleton)
    assert parts(pickle.loads(pickle.dumps(skeleton))) == parts(skeleton)


@pytest.mark.parametrize("name", skeletons.names())
def test_every_schema_of_the_registry_goes_there_and_back(name):
    schema = nbp.skeleton(name)
    assert parts(nbp.Skeleton.from_json(schema.to_json())) == parts(schema)
    assert nbp.Skeleton.from_json(DATA / f"{name}.json") == schema


def test_a_file_is_written_whole_in_the_form_of_the_registry(tmp_path):
    path = tmp_path / "mouse.json"
    skeleton = nbp.Skeleton(["Nose", "Tail"], [(0, 1)], colors={"nose": "#D55E00"})
    assert path.write_text(skeleton.to_json(path)) and nbp.Skeleton.from_json(str(path)) == skeleton
    value = json.loads(path.read_text(encoding="utf-8"))
    assert list(value) == ["name", "keypoints", "edges", "mirror", "labels", "colors"]
    assert value["colors"] == {"nose": "#d55e00"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "The text is no JSON: "),
        ("[" * 100_000, "The text is no JSON: "),
        ("[1]", "The text holds a list; a skeleton is an object"),
        ("{}", 'The text has no "name"; a skeleton needs a name and keypoints'),
        ('{"name": "a"}', 'The text has no "keypoints"'),
        ('{"name": 5, "keypoints": ["a"]}', "The name of a skeleton is 5"),
        ('{"name": "a", "keypoint": ["a"]}', 'field .keypoint., which is unknown; did you mean "k'),
        ('{"name": "a", "keypoints": "nose"}', "keypoints is 'nose'; give a list of names"),
        ('{"name": "a", "keypoints": ["a"], "note": 5}', 'as "note" 5; give a text'),
        ('{"name": "a", "keypoints": ["a"], "sigma_source": "me"}', "it is measured, analogy or"),
        ('{"name": "a", "keypoints": ["a"], "sigmas": [NaN]}', 'the sigma of "a" is nan'),
        (
            '{"name": "a", "keypoints": ["a"], "mirror": [1e999]}',
            "mirror is .inf.; give one",
        ),
        ('{"name": "a", "keypoints": ["a"], "groups": {"b": [1e999]}}', "groups is .*; give indic"),
        ('{"name": "a", "keypoints": ["a"], "template": [[NaN, 1]]}', "template must hold x and y"),
        ('{"name": "a", "keypoints": ["a"], "template": 5}', "template must hold x and y for each"),
        ('{"name": "a", "keypoints": ["a"], "template": []}', "for each of the 1 keypoints"),
        ('{"name": "a", "keypoints": ["a"], "colors": {"a": "red"}}', "'red'; give six hex digits"),
        (
            '{"name": "a", "keypoints": ["a"], "colors": {"b": "#000000"}}',
            "'b', which is no",
        ),
        ('{"name": "a", "keypoints": ["a"], "colors": [1]}', r"colors is \[1\]; give hex colours"),
    ],
)
def test_what_is_no_skeleton_is_refused_by_name(text, message):
    with pytest.raises(SkeletonError, match=message):
        nbp.Skeleton.from_json(text)


def test_files_that_are_not_there_or_no_text_are_named(tmp_path):
    (tmp_path / "mouse.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SkeletonError, match=r"no mouse2\.json in .*did you mean mouse\.json"):
        nbp.Skeleton.from_json(tmp_path / "mouse2.json")
    with pytest.raises(SkeletonError, match="is no text in UTF-8"):
        nbp.Skeleton.from_json(tmp_path / "mouse.json")
    with pytest.raises(SkeletonError, match="cannot be read"):
        nbp.Skeleton.from_json(tmp_path)
    with pytest.raises(SkeletonError, match="is a folder; add a file name"):
        nbp.Skeleton(["a"]).to_json(tmp_path)


def test_colours_of_edges_go_by_either_direction_and_looks_make_no_other_skeleton():
    plain = nbp.Skeleton("ab", ["a", "b"], [(0, 1)])
    dressed = nbp.Skeleton(
        "ab", ["a", "b"], [(0, 1)], colors={("b", "a"): "#112233"}, template=[[0, 0], [1, 1]]
    )
    assert dressed.colors == {"a-b": "#112233"}
    assert dressed == plain and hash(dressed) == hash(plain)
    assert dressed.template == ((0.0, 0.0), (1.0, 1.0))
