"""Files and tables for hypothesis."""

from __future__ import annotations

import copy

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import nbpose as nbp
from nbpose.poses import AreaSource, Images, Origin

SKELETON = nbp.Skeleton("three", ["nose", "left_ear", "right_ear"], edges=[(0, 1), (0, 2)])

FINITE = st.floats(-1e6, 1e6, allow_nan=False, width=64)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | FINITE | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NUMBER = st.integers(-1000, 1000) | FINITE | st.integers(-1000, 1000).map(float)


def alike(first, second):
    """Whether two JSON values are the same down to the types: 1, 1.0 and true are three."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(alike(first[k], second[k]) for k in first)
    if isinstance(first, list):
        return len(first) == len(second) and all(map(alike, first, second))
    return first == second


@st.composite
def keypoint_lists(draw):
    values = []
    for _ in range(3):
        v = draw(st.sampled_from([0, 1, 2, 0.0, 1.0, 2.0]))
        values += [0, 0, v] if v == 0 and draw(st.booleans()) else [draw(NUMBER), draw(NUMBER), v]
    return values


@st.composite
def documents(draw):
    """COCO files in many dialects: keys missing, null, or spelled as float."""
    unknown = st.dictionaries(st.text(max_size=4).map("x_".__add__), JSON, max_size=2)
    ids = st.integers(-5, 2**40)
    images = [
        {"id": number}
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "file_name": st.text(max_size=5) | st.none(),
                    "width": st.sampled_from([640, 640.0, 0, None]),
                    "height": st.integers(0, 5000),
                },
            )
        )
        | draw(unknown)
        for number in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    ]
    numbers = draw(st.lists(ids, max_size=4, unique=True))
    annotations = [
        {
            "id": number,
            "image_id": draw(st.sampled_from(images))["id"],
            "category_id": draw(st.sampled_from([1, 7])),
        }
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "keypoints": keypoint_lists() | st.just([]) | st.none(),
                    "num_keypoints": st.integers(0, 3) | st.sampled_from([2.0, None]),
                    "bbox": st.lists(NUMBER, min_size=4, max_size=4) | st.none(),
                    "area": NUMBER | st.none(),
                    "score": NUMBER | st.none(),
                    "track_id": st.integers(-3, 2**40) | st.none(),
                    "iscrowd": st.sampled_from([0, 1, True, None]),
                    "segmentation": st.sampled_from([[], [[1.0, 2, 3, 4]], {"counts": "ab"}]),
                },
            )
        )
        | draw(unknown)
        for number in numbers
    ]
    category = {"name": "beast", "keypoints": ["Nose", "LEar", "REar"], "skeleton": [[1, 2]]}
    return {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": 1, **category}, {"id": 7, **category} | draw(unknown)],
    } | draw(unknown)


def places(value, path=()):
    """Paths of every value inside a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, key))


@st.composite
def mutated(draw, document):
    """The document with one to three values replaced or taken away."""
    changed = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([place for place in places(changed) if place]))
        *way, last = path
        holder = changed
        for key in way:
            holder = holder[key]
        if draw(st.booleans()):
            holder[last] = draw(JSON | NUMBER | st.sampled_from([float("inf"), 10**400, -1, 0]))
        else:
            del holder[last]
        if not changed:
            break
    return changed


@st.composite
def tables(draw):
    """Tables as they come from a model, an editor or a conversion."""
    count = draw(st.integers(0, 5))
    keypoints = len(SKELETON)
    placed = draw(hnp.arrays(bool, (count, keypoints)))
    xy = draw(hnp.arrays(np.float64, (count, keypoints, 2), elements=FINITE))
    seen = draw(hnp.arrays(np.uint8, (count, keypoints), elements=st.integers(1, 2)))
    xy[(xy == 0).all(axis=-1)] = 0.5  # at (0, 0) COCO cannot tell a place from none
    odd = draw(hnp.arrays(bool, (count, keypoints)))
    visibility = np.where(placed, np.where(odd, 0, seen), 0).astype(np.uint8)

    def per_row(elements, dtype=np.float64):
        return draw(hnp.arrays(dtype, count, elements=elements))

    probability = st.floats(0, 1, width=32) | st.just(np.nan)
    optional = st.floats(0, 1e6) | st.just(np.nan)
    bbox = draw(hnp.arrays(np.float64, (count, 4), elements=FINITE))
    bbox[draw(hnp.arrays(bool, count))] = np.nan
    area = per_row(optional)
    sources = per_row(st.integers(1, max(AreaSource)), np.uint8)
    world = draw(hnp.arrays(np.float64, (count, keypoints, 3), elements=FINITE | st.just(np.nan)))
    scores = hnp.arrays(np.float32, (count, keypoints), elements=probability)
    origins = hnp.arrays(np.uint8, (count, keypoints), elements=st.integers(0, max(Origin)))
    frame = per_row(st.integers(0, 4), np.int64)
    clip = Images.of_clip("walk.mp4", 5, (640, 480))
    return nbp.Poses.build(
        SKELETON,
        np.where(placed[..., None], xy, np.nan),
        visibility=visibility,
        confidence=draw(scores),
        origin=draw(origins),
        frame=frame,
        time=np.where(draw(st.booleans()), frame / 30, np.nan),
        track=per_row(st.integers(-1, 5), np.int64),
        score=per_row(optional),
        bbox=bbox,
        area=area,
        area_source=np.where(np.isnan(area), sources - 1, sources),
        category=per_row(st.integers(1, 2), np.int64),
        id=np.arange(count) * 3 + 1 if draw(st.booleans()) else np.full(count, -1),
        world=world if count and draw(st.booleans()) else None,
        fps=draw(st.sampled_from([None, 30.0, 29.97])),
        axes=draw(st.sampled_from([None, "y-down"])),
        images=draw(st.sampled_from([Images(), clip])),
        file_info=draw(st.sampled_from([{}, {"model": "blazepose", "seed": 3}])),
    )
