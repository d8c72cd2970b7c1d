"""Tables of different images below each other; those of one clip are in test_table.py."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, NbposeWarning, PosesError
from nbpose.poses import Images
from nbpose.poses.columns import column_names

PAIR = nbp.Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


def of_pictures(*names, **columns):
    """One person in each picture; both points are at (place in the list, 0)."""
    points = np.array([[[i, 0.0]] * 2 for i in range(len(names))])
    images = Images.of_pictures(names, [(30, 20)] * len(names))
    values = {"frame": np.arange(len(names)), "images": images}
    return nbp.Poses.build(PAIR, points, **values | columns)


def below(*tables):
    """Put together without any warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return nbp.Poses.concat(tables)


def test_the_images_of_the_second_come_after_those_of_the_first_and_its_frames_with_them():
    both = below(of_pictures("a.png", "b.png", "c.png"), of_pictures("d.png", "e.png"))
    assert both.images.name == ("a.png", "b.png", "c.png", "d.png", "e.png")
    assert both.frame.tolist() == [0, 1, 2, 3, 4]
    assert both.points[:, 0, 0].tolist() == [0, 1, 2, 0, 1]
    assert both.images.size.tolist() == [[30, 20]] * 5


def test_image_ids_that_collide_get_new_numbers_and_the_others_stay():
    first, second = of_pictures("a.png", "b.png"), of_pictures("c.png", "d.png")
    images = Images(second.images.name, [2, 90], second.images.size, ({}, {"camera": "left"}))
    both = below(first, second.replace(images=images))
    assert both.images.id.tolist() == [1, 2, 91, 90]
    assert both.images.extra == ({}, {}, {}, {"camera": "left"})


def test_rows_come_after_those_before_and_stay_where_they_do_already():
    first, second = of_pictures("a.png", "b.png"), of_pictures("c.png", "d.png")
    assert below(first, second).row.tolist() == [0, 1, 2, 3]
    assert below(first, second.replace(row=[7, 5])).row.tolist() == [0, 1, 7, 5]
    assert below(first, second.replace(row=[-3, 5])).row.tolist() == [0, 1, 2, 10]


def test_ids_that_collide_are_none_and_the_others_stay():
    both = below(of_pictures("a.png", "b.png", id=[4, 5]), of_pictures("c.png", "d.png", id=[5, 6]))
    assert both.id.tolist() == [4, 5, -1, 6]


def test_people_of_different_clips_are_not_taken_for_one():
    first = of_pictures("a.png", "b.png", track=[0, 3])
    for tracks, kept in (([3, -1], [7, -1]), ([8, -1], [8, -1])):
        both = below(first, of_pictures("c.png", "d.png", track=tracks))
        assert both.track.tolist() == [0, 3, *kept]


def test_three_clips_and_parts_of_one_go_together():
    first, second, third = (of_pictures(f"{n}0.png", f"{n}1.png", track=[0, 1]) for n in "abc")
    both = below(first[:1], second, third, first[1:])
    assert both.frame.tolist() == [0, 2, 3, 4, 5, 1]
    assert both.row.tolist() == [0, 2, 3, 4, 5, 1]
    assert both.track.tolist() == [0, 2, 3, 4, 5, 1]
    assert len(both.images) == 6


def test_a_size_that_is_not_known_makes_no_other_clip():
    known = of_pictures("a.png", "b.png")
    bare = Images.of_pictures(["a.png", "b.png"], [(0, 0)] * 2)
    both = below(known, known.replace(images=bare, row=known.row + 2, track=[1, 1]))
    assert len(both.images) == 2
    assert both.frame.tolist() == [0, 1, 0, 1]


def test_the_frame_rate_is_kept_where_it_is_one():
    first, second = of_pictures("a.png", fps=30.0), of_pictures("b.png", fps=30.0)
    assert below(first, second).fps == 30.0
    assert below(first, second.replace(fps=25.0)).fps is None


def test_a_table_without_images_is_of_the_same_clip():
    named = of_pictures("a.png", "b.png").replace(file_info={"model": "blazepose"})
    parts = named[:1], named[1:].replace(images=Images(), file_info={})
    for tables in (parts, parts[::-1]):
        both = below(*tables)
        assert both.images.name == ("a.png", "b.png")
        assert both.file_info == {"model": "blazepose"}
        assert sorted(both.frame.tolist()) == [0, 1]


def test_of_several_files_a_table_without_images_could_be_of_any():
    loose = of_pictures("a.png").replace(images=Images())
    with pytest.raises(PosesError, match=r"Table 1 has no images, .* of 2 files: say which frames"):
        nbp.Poses.concat([of_pictures("a.png"), loose, of_pictures("b.png")])


def test_frames_that_are_no_images_cannot_be_placed():
    longer = of_pictures("a.png", frame=[4])
    with pytest.raises(PosesError, match="speaks of frame 4, but has 1 images; name all of its"):
        nbp.Poses.concat([longer, of_pictures("b.png")])


def test_images_of_one_name_are_kept_apart_and_it_is_said():
    tables = [of_pictures("a.png", "b.png"), of_pictures("b.png", "c.png")]
    with pytest.warns(NbposeWarning, match=r"^1 file name stands .* the first is b\.png") as caught:
        both = nbp.Poses.concat(tables)
    assert both.images.name == ("a.png", "b.png", "b.png", "c.png")
    assert [warning.filename for warning in caught] == [__file__]


def test_the_tables_given_stay_as_they_are():
    tables = of_pictures("a.png", id=[1]), of_pictures("b.png", id=[1])
    nbp.Poses.concat(tables)
    assert [table.id.tolist() for table in tables] == [[1], [1]]
    assert [table.frame.tolist() for table in tables] == [[0], [0]]


def test_one_table_comes_back_as_it_is():
    table = of_pictures("a.png", "b.png")
    again = below(table)
    for name in column_names():
        np.testing.assert_array_equal(getattr(again, name), getattr(table, name))
    assert again.images is table.images and again.file_info is table.file_info


def test_rows_of_one_clip_that_repeat_are_refused_with_the_mend():
    table = of_pictures("a.png", "b.png")
    mend = r"row 0 stands .*, by table\.replace\(row=table\.row \+ 2\)"
    with pytest.raises(PosesError, match=rf"{mend}, or, where it is of another clip, other names"):
        nbp.Poses.concat([table, table])
    nameless = table.replace(images=Images())
    with pytest.raises(PosesError, match=rf"{mend}\.$"):
        nbp.Poses.concat([nameless, nameless])
    both = below(table, table.replace(row=table.row + 2))
    assert both.frame.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize("tables", [None, 5, "ab", of_pictures("a.png")])
def test_what_is_no_list_of_tables_is_refused(tables):
    with pytest.raises(ArgumentError, match=r"concat needs a list of Poses, such as \[first, sec"):
        nbp.Poses.concat(tables)


def test_what_is_no_table_is_refused():
    with pytest.raises(ArgumentError, match=r"concat needs Poses, .* given a NoneType"):
        nbp.Poses.concat([of_pictures("a.png"), None])


def test_axes_that_differ_are_refused():
    up, down = (of_pictures("a.png", row=[row], axes=a) for row, a in ((0, "y-up"), (1, "y-down")))
    with pytest.raises(PosesError, match="differ in axes: y-up and y-down; convert one first"):
        nbp.Poses.concat([up, down])
    assert below(up, down.replace(axes=None)).axes == "y-up"
