from __future__ import annotations

import numpy as np
import pytest
from stick import stick_figure

import nbpose as nbp
from nbpose import plots
from nbpose.errors import ArgumentError, PosesError
from nbpose.plots import theme
from nbpose.skeletons.palette import SIDE_COLORS

BLAZEPOSE = nbp.skeleton("mediapipe_pose33")
LEFT_BONES, LEFT_JOINTS, RIGHT_BONES, RIGHT_JOINTS, MIDDLE_BONES, MIDDLE_JOINTS, FLOOR = range(7)
LEFT = [i for i, side in enumerate(BLAZEPOSE.sides) if side == "left"]


def squatting(frames=20):
    """World coordinates of a person who goes down, as a model gives them: hips at the origin."""
    bends = np.linspace(0.0, 90.0, frames)
    flat = np.stack(
        [stick_figure({"knee": b, "hip": b / 2}, {"knee": b, "hip": b / 2}) for b in bends]
    )
    hips = flat[:, [BLAZEPOSE.index("left_hip"), BLAZEPOSE.index("right_hip")]].mean(axis=1)
    flat = (flat - hips[:, None]) / 200.0
    aside = np.array([{"left": -0.15, "right": 0.15, "": 0.0}[s] for s in BLAZEPOSE.sides])
    world = np.concatenate([flat, np.tile(aside, (frames, 1))[..., None]], axis=2)
    count = np.arange(frames)
    return nbp.Poses.build(
        BLAZEPOSE,
        np.zeros((frames, 33, 2)),
        world=world,
        frame=count,
        time=count / 30.0,
        track=np.zeros(frames),
        fps=30.0,
    )


def heights(figure, joint, trace=LEFT_JOINTS):
    place = LEFT.index(BLAZEPOSE.index(joint))
    return np.array([frame.data[trace].z[place] for frame in figure.frames])


def test_the_person_stands_upright_on_the_floor_and_goes_down():
    figure = plots.skeleton_3d(squatting())
    assert (heights(figure, "left_shoulder") > heights(figure, "left_hip")).all()
    assert (heights(figure, "left_knee") > heights(figure, "left_ankle")).all()
    lowest = [min(np.nanmin(trace.z) for trace in frame.data) for frame in figure.frames]
    np.testing.assert_allclose(lowest, 0.0, atol=1e-6)
    assert heights(figure, "left_hip")[-1] < heights(figure, "left_hip")[0] - 0.1
    np.testing.assert_allclose(figure.data[FLOOR].z, 0.0, atol=1e-6)


def test_nothing_is_stretched_and_nothing_wobbles():
    scene = plots.skeleton_3d(squatting()).layout.scene
    sizes = [np.ptp(scene[f"{name}axis"].range) for name in "xyz"]
    ratios = [scene.aspectratio[name] for name in "xyz"]
    np.testing.assert_allclose(np.divide(ratios, sizes), ratios[0] / sizes[0])
    assert scene.aspectmode == "manual"
    assert scene.xaxis.autorange is False


def test_everything_stays_inside_the_ranges():
    figure = plots.skeleton_3d(squatting())
    for name in "xyz":
        low, high = figure.layout.scene[f"{name}axis"].range
        values = np.concatenate([t[name] for f in figure.frames for t in f.data])
        assert low <= np.nanmin(values)
        assert np.nanmax(values) <= high


def test_left_and_right_have_their_colours_and_shapes():
    data = plots.skeleton_3d(squatting()).data
    for bones, joints, side in ((0, 1, "left"), (2, 3, "right"), (4, 5, "")):
        assert data[bones].line.color == data[joints].marker.color == SIDE_COLORS[side]
    shapes = {data[joints].marker.symbol for joints in (LEFT_JOINTS, RIGHT_JOINTS, MIDDLE_JOINTS)}
    assert len(shapes) == 3
    assert "left_knee" in data[LEFT_JOINTS].text


def test_bones_do_not_join_each_other():
    bones = plots.skeleton_3d(squatting()).data[LEFT_BONES]
    assert np.isnan(bones.x[2::3]).all()
    assert np.isfinite(bones.x[1::3]).any()


@pytest.mark.parametrize(("unit", "scale"), [("m", 1.0), ("mm", 1000.0), ("px", 300.0)])
def test_the_floor_has_a_readable_number_of_squares_in_any_unit(unit, scale):
    points = squatting().world * scale
    captured = squatting().world_poses().replace(points=points, unit=unit)
    lines = len(plots.skeleton_3d(captured).data[FLOOR].x) / 3
    assert 5 <= lines <= 30


def test_a_long_way_has_larger_squares():
    points = squatting().world + np.linspace(0, 900, 20)[:, None, None] * [1.0, 0.0, 0.0]
    far = squatting().world_poses().replace(points=points)
    assert len(plots.skeleton_3d(far).data[FLOOR].x) / 3 < 60


def milliseconds_a_frame(figure):
    return figure.layout.updatemenus[0].buttons[0].args[1]["frame"]["duration"]


def test_a_long_clip_is_strided_and_the_title_says_so():
    figure = plots.skeleton_3d(squatting(400))
    assert len(figure.frames) == 134
    assert [frame.name for frame in figure.frames[:3]] == ["0", "3", "6"]
    assert "one frame in 3" in figure.layout.title.text
    assert milliseconds_a_frame(figure) == pytest.approx(100)
    assert len(figure.to_json()) < 600_000


def test_every_third_frame_plays_as_long_as_it_lasts():
    figure = plots.skeleton_3d(squatting(60)[::3])
    assert milliseconds_a_frame(figure) == pytest.approx(100)


def test_the_slider_names_frames_and_seconds():
    steps = plots.skeleton_3d(squatting(4)).layout.sliders[0].steps
    assert steps[3].label == "frame 3 (0.10 s)"
    assert list(steps[3].args[0]) == ["3"]


def test_captured_points_keep_their_height():
    world = squatting()
    captured = world.world_poses().replace(points=world.world - np.array([0.0, 2.0, 0.0]))
    feet = heights(plots.skeleton_3d(captured), "left_ankle")
    assert feet[0] == pytest.approx(2.0 - 170 / 200, abs=1e-6)


@pytest.mark.parametrize(("axes", "up"), [("y-down", -1), ("y-up", 1)])
def test_which_way_is_up_is_taken_from_the_axes(axes, up):
    points = squatting().world * [1.0, -up, 1.0]
    figure = plots.skeleton_3d(squatting().world_poses().replace(points=points, axes=axes))
    assert (heights(figure, "left_shoulder") > heights(figure, "left_hip")).all()


def test_a_missing_joint_is_only_missing_there():
    world = squatting().world.copy()
    world[0, BLAZEPOSE.index("left_wrist")] = np.nan
    figure = plots.skeleton_3d(squatting().replace(world=world))
    assert np.isnan(heights(figure, "left_wrist")[0])
    assert np.isfinite(heights(figure, "left_wrist")[1:]).all()


def test_pictures_alone_have_no_view_in_space():
    with pytest.raises(PosesError, match="world coordinates"):
        plots.skeleton_3d(squatting().replace(world=None))


def test_an_unknown_way_up_is_asked_for():
    with pytest.raises(ArgumentError, match=r"replace\(axes="):
        plots.skeleton_3d(squatting().world_poses().replace(axes=None))


def test_a_track_that_is_not_there_is_named():
    with pytest.raises(PosesError, match="no track 7"):
        plots.skeleton_3d(squatting(), track=7)


def test_a_person_without_any_position_is_refused():
    nowhere = squatting().replace(world=np.full((20, 33, 3), np.nan))
    with pytest.raises(ArgumentError, match="no position in space"):
        plots.skeleton_3d(nowhere)


@pytest.mark.parametrize("unit", ["m", "mm"])
def test_points_that_all_coincide_can_still_be_drawn(unit):
    poses = squatting(3).replace(world=np.full((3, 33, 3), 2.0)).world_poses().replace(unit=unit)
    figure = plots.skeleton_3d(poses)
    ratio = figure.layout.scene.aspectratio
    assert (ratio.x, ratio.y, ratio.z) == (1.0, 1.0, 1.0)
    low, high = figure.layout.scene.xaxis.range
    assert low < 2.0 < high


def test_colours_of_the_skeleton_come_before_those_of_the_sides():
    own = {"nose": "#112233", "nose-neck": "#445566"}
    skeleton = nbp.Skeleton("head", ["nose", "neck", "left_ear"], [(0, 1), (0, 2)], colors=own)
    points = np.arange(9, dtype=float).reshape(1, 3, 3)
    poses = nbp.Poses.build(skeleton, points, unit="m", axes="z-up", track=[0])
    traces = {(t.mode, t.name): t for t in plots.skeleton_3d(poses).data if t.mode}
    bones, joints = (traces[mode, theme.SIDE_TITLE[""]] for mode in ("lines", "markers"))
    assert joints.marker.color == ("#112233", SIDE_COLORS[""])
    assert set(bones.line.color) == {"#445566", SIDE_COLORS[""]}
    assert len(bones.line.color) == len(bones.x)
