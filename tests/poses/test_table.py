from __future__ import annotations

import copy
import dataclasses
import pickle
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses import AreaSource, Images, Origin, Visibility
from nbpose.poses.columns import column_names

SKELETON = nbp.Skeleton("three", ["nose", "left_ear", "right_ear"])


def numbered(count, **columns):
    """A table whose point k of row n is at (n, k)."""
    points = np.stack(np.meshgrid(np.arange(count), np.arange(3), indexing="ij"), axis=-1)
    return nbp.Poses.build(SKELETON, points.astype(float), **columns)


def test_what_is_not_said_has_its_default():
    points = [[[1, 2], [np.nan, np.nan], [5, 6]]] * 2
    poses = nbp.Poses.build(SKELETON, points)
    assert poses.row.tolist() == [0, 1]
    assert poses.frame.tolist() == [0, 0]
    assert (
        poses.visibility.tolist()
        == [[Visibility.VISIBLE, Visibility.ABSENT, Visibility.VISIBLE]] * 2
    )
    assert (poses.origin == Origin.UNKNOWN).all()
    assert (poses.area_source == AreaSource.NONE).all()
    assert (poses.track == -1).all()
    assert (poses.id == -1).all()
    assert (poses.category == 1).all()
    for name in ("time", "score", "area", "confidence", "bbox"):
        assert np.isnan(getattr(poses, name)).all()
    assert (poses.extra, poses.world, poses.fps, poses.unit) == (None, None, None, "px")
    assert poses.tracks == ()


def test_columns_have_their_types():
    poses = numbered(2, frame=[0.0, 3.0], confidence=np.zeros((2, 3)))
    assert poses.points.dtype == np.float64
    assert poses.confidence.dtype == np.float32
    assert poses.visibility.dtype == np.uint8
    assert poses.frame.dtype == np.int64
    assert poses.frame.tolist() == [0, 3]


@pytest.mark.parametrize(
    "name", [name for name in column_names() if name not in ("extra", "world")]
)
def test_no_column_can_be_written_to(name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(numbered(2), name)[0] = 0


def test_a_table_cannot_be_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        numbered(2).fps = 30


def test_the_callers_array_stays_writable_and_the_table_as_it_is():
    points = np.ones((2, 3, 2))
    poses = nbp.Poses.build(SKELETON, points)
    points[0] = 99
    assert poses.points[0].tolist() == [[1, 1]] * 3
    view = np.ones((4, 3, 2))
    poses = nbp.Poses.build(SKELETON, view[::2])
    view[0] = 99
    assert poses.points[0].tolist() == [[1, 1]] * 3


def test_a_slice_shares_memory_and_keeps_the_rows():
    poses = numbered(10, frame=np.arange(10))
    part = poses[2:8:2]
    assert np.shares_memory(part.points, poses.points)
    assert part.row.tolist() == [2, 4, 6]
    assert part.frame.tolist() == [2, 4, 6]
    assert part.points[:, 0, 0].tolist() == [2, 4, 6]


@given(st.lists(st.integers(-5, 4), unique_by=lambda index: index % 5))
def test_rows_are_taken_by_position_or_mask(positions):
    poses = numbered(5)
    taken = poses[positions]
    assert taken.row.tolist() == [position % 5 for position in positions]
    mask = np.isin(np.arange(5), [position % 5 for position in positions])
    assert poses[mask].row.tolist() == np.flatnonzero(mask).tolist()
    assert taken.points.flags.writeable is False


def test_one_row_is_a_table_of_one():
    assert numbered(5)[3].row.tolist() == [3]


@pytest.mark.parametrize("index", [5, [True, False], [0, 9]])
def test_rows_that_are_not_there_are_named(index):
    with pytest.raises(PosesError, match="The table has 3 rows, so "):
        numbered(3)[index]


def test_a_row_cannot_be_taken_twice():
    with pytest.raises(PosesError, match="row 1 stands more than once"):
        numbered(3)[[1, 1]]


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_the_rows_of_a_frame_are_found_whatever_the_order(order):
    poses = numbered(6, frame=[0, 1, 1, 3, 3, 3])[order]
    assert [len(poses.at(frame)) for frame in range(5)] == [1, 2, 0, 3, 0]
    assert set(poses.at(3).row.tolist()) == {3, 4, 5}


def test_the_rows_of_a_track_keep_their_order():
    poses = numbered(5, track=[1, -1, 0, 1, 1])
    assert poses.of_track(1).row.tolist() == [0, 3, 4]
    assert poses.tracks == (0, 1)
    assert len(poses.of_track(7)) == 0


def test_replacing_leaves_the_rest_alone():
    poses = numbered(2, fps=30)
    moved = poses.replace(score=[0.5, 0.6], unit="mm")
    assert moved.score.tolist() == [0.5, 0.6]
    assert (moved.unit, moved.fps) == ("mm", 30)
    assert np.shares_memory(moved.points, poses.points)
    assert np.isnan(poses.score).all()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"points": np.zeros((2, 4, 2))}, r"points has the shape \(2, 4, 2\), .* 3 keypoints"),
        ({"points": np.zeros((2, 3, 4))}, r"give \(N, 3, 2\) or \(N, 3, 3\)"),
        ({"points": 5}, r"points has the shape \(\)"),
        ({"points": np.zeros(3)}, r"points has the shape \(3,\)"),
        ({"points": "abc"}, "points cannot be made an array of numbers"),
        ({"points": [[1], [1, 2]]}, "points cannot be made an array of numbers"),
        ({"frame": [0]}, r"frame has the shape \(1,\), but 2 rows need \(2,\)"),
        ({"frame": [0, -1]}, "frame -1 is negative; frames count from 0"),
        ({"frame": [0, 0.5]}, "frame has the value 0.5; it must be a whole number"),
        ({"frame": [0, np.nan]}, "frame has the value nan; it must be a whole number"),
        ({"row": [4, 4]}, "row 4 stands more than once; row ids are unique and never reused"),
        ({"visibility": np.full((2, 3), 3)}, r"visibility 3 is none of 0 \(absent\), 1 \(hidden\)"),
        ({"visibility": np.full((2, 3), 256)}, "visibility has the value 256; .* from 0 to 255"),
        ({"visibility": np.full((2, 3), -1)}, "visibility has the value -1; .* from 0 to 255"),
        ({"visibility": np.full((2, 3), 1.5)}, "visibility has the value 1.5"),
        ({"origin": np.full((2, 3), 6)}, r"origin 6 is none of 0 \(unknown\), 1 \(model\)"),
        ({"area_source": [0, 7]}, r"area_source 7 is none of 0 \(none\), 1 \(segment\)"),
        ({"bbox": np.zeros((2, 3))}, r"bbox has the shape \(2, 3\), but 2 rows need \(2, 4\)"),
        ({"world": np.zeros((2, 3, 2))}, r"world has the shape .* need \(2, 3, 3\)"),
        ({"extra": [None]}, "extra has the shape"),
        ({"colour": [1, 2]}, 'A pose table has no column "colour"; it has points, visibility'),
        ({"fps": 0}, "fps is 0; give a positive number"),
        ({"fps": float("nan")}, "fps is nan; give a positive number"),
        ({"fps": "fast"}, "fps is 'fast'; give a positive number"),
        ({"unit": "cm"}, "unit is 'cm'; give one of px, m, mm"),
        ({"points": np.full((2, 3, 2), np.inf)}, "points has infinite values; write NaN"),
    ],
)
def test_columns_that_do_not_fit_are_refused_by_name(columns, message):
    with pytest.raises(PosesError, match=message):
        nbp.Poses.build(SKELETON, **{"points": np.zeros((2, 3, 2))} | columns)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"foo": 1}, 'A pose table has no column "foo"; it has points, visibility'),
        ({"skeleton": 5}, r"skeleton is 5; give a Skeleton, such as nbp\.skeleton"),
        ({"axes": 5}, "axes is 5; give a text, such as 'y-down', or None"),
        ({"images": 5}, "images is 5; give Images"),
        ({"file_info": 5}, "file_info is 5; give a mapping"),
        ({"extra": 5}, "extra is a int; give a list of one entry a row"),
    ],
)
def test_what_no_table_has_cannot_be_exchanged(values, message):
    with pytest.raises(PosesError, match=message):
        numbered(2).replace(**values)


@pytest.mark.parametrize("make", [nbp.Poses.empty, lambda skeleton: nbp.Poses.build(skeleton, [])])
def test_a_table_needs_a_skeleton(make):
    with pytest.raises(ArgumentError, match="skeleton is None; give the name of a schema"):
        make(None)


def test_frames_and_tracks_are_whole_numbers():
    with pytest.raises(ArgumentError, match="frame is 'a'; give the number of a frame"):
        numbered(2).at("a")
    with pytest.raises(ArgumentError, match="track is None; give a whole number, -1 for none"):
        numbered(2).of_track(None)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Images(5), "names of images are 5; give a list of file names"),
        (lambda: Images.of_pictures(5, []), "names of images are 5; give a list of file names"),
        (
            lambda: Images(("a",), 5, [[1, 1]]),
            r"1 names, ids of shape \(\) and sizes of shape ",
        ),
        (lambda: Images(("a",), [1], [[1, 1]], 5), "extra is 5; give a mapping for each name"),
        (lambda: Images.of_clip(5, 1, (6, 4)), "name is 5; give the file name of the clip"),
        (lambda: Images.of_clip("a", "b", (6, 4)), "count is 'b'; give a number of frames"),
        (lambda: Images.of_clip("a", 1, 5), "size is 5; give width and height in pixels"),
        (lambda: Images.of_media("a.mp4"), "of_media needs the media, as nbp.open gives it; 'a.mp"),
    ],
)
def test_what_describes_no_images_is_refused(make, message):
    with pytest.raises(nbp.NbposeError, match=message):
        make()


def test_extra_may_hold_anything_even_lists_of_one_length():
    poses = numbered(2, extra=[[1, 2], [3, 4]])
    assert poses.extra.tolist() == [[1, 2], [3, 4]]
    assert poses.extra.shape == (2,)


def test_a_table_can_be_pickled_and_copied():
    poses = numbered(3, fps=30, images=Images.of_clip("a.mp4", 3, (6, 4)))
    for copied in (pickle.loads(pickle.dumps(poses)), copy.deepcopy(poses)):
        assert copied.skeleton == poses.skeleton
        assert (copied.fps, copied.images.name) == (30, poses.images.name)
        for name in column_names():
            np.testing.assert_array_equal(getattr(copied, name), getattr(poses, name))
        with pytest.raises(ValueError, match="read-only"):
            copied.points[0] = 0


def test_world_coordinates_become_the_points_of_a_table_in_metres():
    world = np.random.default_rng(0).normal(size=(2, 3, 3))
    poses = numbered(2, world=world).world_poses()
    np.testing.assert_array_equal(poses.points, world)
    assert (poses.unit, poses.axes, poses.world) == ("m", "y-down", None)
    with pytest.raises(PosesError, match="have no world coordinates; estimate them"):
        numbered(2).world_poses()


def test_a_table_says_what_it_is():
    assert repr(numbered(3, frame=[0, 0, 4])) == "Poses(3 rows in 2 frames, three, px)"
    assert "1 tracks" in repr(numbered(3, track=[-1, 7, 7]))
    odd = nbp.Skeleton("<b>", ["p"])
    assert "&lt;b&gt;" in nbp.Poses.empty(odd)._repr_html_()


def test_an_empty_table_is_a_table():
    poses = nbp.Poses.empty(SKELETON, fps=30)
    assert (len(poses), poses.tracks, poses.frame_count, poses.fps) == (0, (), 0, 30)
    assert len(poses.at(0)) == 0
    assert poses.to_dataframe().empty


def test_the_table_speaks_of_the_frames_of_its_images_and_of_its_rows():
    clip = Images.of_clip("a.mp4", 9, (6, 4))
    assert numbered(2, images=clip).frame_count == 9
    assert numbered(2, frame=[0, 12], images=clip).frame_count == 13


def test_a_million_rows_take_what_their_numbers_take():
    count, keypoints = 1_000_000, 17
    points = np.zeros((count, keypoints, 2))
    tracemalloc.start()
    try:
        poses = nbp.Poses.build(nbp.skeleton("coco17"), points, frame=np.arange(count))
        del points
        part = poses[1000:-1000]
        picked = poses.at(500_000)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(part) == count - 2000
    assert picked.row.tolist() == [500_000]
    numbers = sum(getattr(poses, n).nbytes for n in column_names() if getattr(poses, n) is not None)
    assert numbers < 0.6e9
    assert kept < 1.1 * numbers
    assert peak < 2.2 * numbers


def test_tables_are_put_below_each_other():
    first = numbered(2, extra=[{"a": 1}, None])
    second = numbered(3, row=[7, 8, 9], world=np.ones((3, 3, 3)))
    joined = nbp.Poses.concat([first, second])
    assert joined.row.tolist() == [0, 1, 7, 8, 9]
    assert joined.extra.tolist() == [{"a": 1}, None, None, None, None]
    assert np.isnan(joined.world[:2]).all()
    assert (joined.world[2:] == 1).all()
    assert joined.points.flags.writeable is False


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_a_table_cut_in_pieces_is_put_together_again(lengths):
    poses = numbered(sum(lengths), frame=np.arange(sum(lengths)), track=np.ones(sum(lengths)))
    stops = np.cumsum(lengths)
    pieces = [poses[stop - n : stop] for n, stop in zip(lengths, stops, strict=True)]
    joined = nbp.Poses.concat(pieces)
    for name in column_names():
        np.testing.assert_array_equal(getattr(joined, name), getattr(poses, name))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (nbp.Poses.empty(nbp.Skeleton("b", ["p"])), "differ in skeleton"),
        (nbp.Poses.empty(SKELETON, unit="m"), "differ in unit: px and m; convert one first"),
        (nbp.Poses.build(SKELETON, np.zeros((1, 3, 3))), "differ in dimension: 2 and 3"),
        (numbered(1), "row 0 stands more than once"),
    ],
)
def test_tables_that_do_not_fit_are_not_put_together(other, message):
    with pytest.raises(PosesError, match=message):
        nbp.Poses.concat([numbered(1), other])


def test_nothing_cannot_be_put_together():
    with pytest.raises(PosesError, match="There is nothing to put together"):
        nbp.Poses.concat([])


@pytest.mark.parametrize("options", [{}, {"keypoints": ["Nose"]}])
def test_from_arrays_needs_to_know_which_point_is_which(options):
    if not options:
        with pytest.raises(ArgumentError, match="give skeleton= or keypoints="):
            nbp.Poses.from_arrays(np.zeros((2, 1, 2)))
    else:
        with pytest.raises(nbp.NbposeError, match='"Nose" is not lower_snake'):
            nbp.Poses.from_arrays(np.zeros((2, 1, 2)), **options)
