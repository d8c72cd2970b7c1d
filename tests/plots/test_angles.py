from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from nbpose import plots
from nbpose.errors import AnalysisError, ArgumentError


def table(frames=20, track=0, angles=("knee_flexion", "ankle_dorsiflexion"), timed=True):
    """Angles as `joint_angles` gives them, with a gap on the left side."""
    count = np.arange(frames)
    parts = [
        pd.DataFrame(
            {
                "frame": count + 5,
                "time": (count + 5) / 10.0 if timed else np.nan,
                "track": track,
                "angle": angle,
                "side": side,
                "value": np.where(
                    (count > 5) & (count < 9) & (side == "left"), np.nan, count * 2.0
                ),
                "sd": np.nan,
            }
        )
        for angle in angles
        for side in ("left", "right")
    ]
    return pd.concat(parts, ignore_index=True)


def test_each_angle_has_a_panel_whose_axis_states_zero_and_sign():
    figure = plots.angles(table())
    titles = [figure.layout.yaxis.title.text, figure.layout.yaxis2.title.text]
    assert "Knee flexion (deg)" in titles[0]
    assert "0 = straight, + = flexion" in titles[0]
    assert "0 = foot square to shank, + = dorsiflexion" in titles[1]


def test_left_and_right_differ_in_colour_dash_and_marker():
    left, right = plots.angles(table(), "knee_flexion").data
    assert (left.name, right.name) == ("left", "right")
    assert left.line.color != right.line.color
    assert left.line.dash != right.line.dash
    assert left.marker.symbol != right.marker.symbol


def test_a_side_stands_in_the_legend_once():
    figure = plots.angles(table())
    assert [t.name for t in figure.data if t.showlegend] == ["left", "right"]


def test_gaps_stay_gaps():
    left, right = plots.angles(table(), "knee_flexion").data
    assert np.isnan(left.y[6:9]).all()
    assert left.connectgaps is False
    assert np.isfinite(right.y).all()


def test_no_line_crosses_frames_where_the_person_is_away():
    angles = table()
    left = plots.angles(angles[~angles["frame"].between(16, 20)], "knee_flexion").data[0]
    gap = np.flatnonzero(np.isnan(left.y) & (left.customdata == 15))
    assert len(gap) == 1
    assert left.customdata[gap + 1] == [21]


def test_every_third_frame_is_no_gap():
    angles = table(30)
    thirds = plots.angles(angles[angles["frame"] % 3 == 0], "knee_flexion").data[1]
    assert np.isfinite(thirds.y).all()


def test_samples_without_a_time_make_the_axis_count_frames():
    angles = table()
    angles.loc[angles["frame"] == 7, "time"] = np.nan
    figure = plots.angles(angles, "knee_flexion")
    assert figure.layout.xaxis.title.text == "frame"
    assert figure.data[0].x[0] == 5


def test_the_title_states_plane_and_facing():
    angles = table()
    stretch = {"track": 0, "start": 5, "stop": 25, "facing": "left", "view": 12.0}
    angles.attrs.update(dimensions=2, facing=[stretch])
    title = plots.angles(angles).layout.title.text
    assert "in the picture plane" in title
    assert "frames 5 to 24: faces left, 12° away from a side view" in title


def test_the_rows_of_a_table_may_come_in_any_order():
    angles = table()
    mixed = plots.angles(angles.sample(frac=1, random_state=0), "knee_flexion").data
    for curve in plots.angles(angles, "knee_flexion").data:
        (same,) = [other for other in mixed if other.name == curve.name]
        np.testing.assert_array_equal(same.y, curve.y)


def test_angles_in_space_do_not_tell_which_way_a_knee_bends():
    angles = table(angles=("knee_flexion",))
    angles.attrs.update(dimensions=3, facing=[])
    figure = plots.angles(angles)
    assert "0 = straight, + = bent either way" in figure.layout.yaxis.title.text
    assert "in space" in figure.layout.title.text


def test_the_axis_counts_seconds_and_each_sample_knows_its_frame():
    figure = plots.angles(table(), "knee_flexion")
    assert figure.layout.xaxis.title.text == "time (s)"
    assert figure.data[0].x[0] == 0.5
    assert figure.data[0].customdata[0] == 5


def test_without_times_the_axis_counts_frames():
    figure = plots.angles(table(timed=False), "knee_flexion")
    assert figure.layout.xaxis.title.text == "frame"
    assert figure.data[0].x[0] == 5


def test_a_stated_uncertainty_is_drawn():
    angles = table(angles=("knee_flexion",))
    angles["sd"] = 2.5
    assert plots.angles(angles).data[0].error_y.array[0] == 2.5
    assert plots.angles(table()).data[0].error_y.array is None


def test_of_several_tracks_the_fullest_is_shown_and_a_menu_has_the_others():
    figure = plots.angles(pd.concat([table(10, track=4), table(30, track=9)]))
    shown = {trace.meta for trace in figure.data if trace.visible}
    assert shown == {9}
    menu = figure.layout.updatemenus[0]
    assert [button.label for button in menu.buttons] == ["Track 9", "Track 4"]
    other = menu.buttons[1].args[0]["visible"]
    assert {t.meta for t, on in zip(figure.data, other, strict=True) if on} == {4}


def test_one_track_can_be_asked_for():
    figure = plots.angles(pd.concat([table(track=4), table(track=9)]), track=4)
    assert {trace.meta for trace in figure.data} == {4}
    assert not figure.layout.updatemenus
    assert "track 4" in figure.layout.title.text


def test_a_crowd_is_cut_and_the_title_says_so():
    crowd = pd.concat([table(3, track=t, angles=("knee_flexion",)) for t in range(30)])
    figure = plots.angles(crowd)
    assert len(figure.layout.updatemenus[0].buttons) == 20
    assert "10 tracks with fewer values are not in the menu" in figure.layout.title.text


def test_a_click_calls_back_with_the_frame():
    clicked = []
    figure = plots.angles(table(), on_click=clicked.append)
    assert isinstance(figure, go.FigureWidget)
    figure._js2py_pointsCallback = {  # what the browser sends
        "event_type": "plotly_click",
        "points": {"trace_indexes": [1], "point_indexes": [3], "xs": [0.8], "ys": [6.0]},
        "device_state": None,
        "selector": None,
    }
    assert clicked == [8]


def test_without_a_callback_the_figure_needs_no_kernel():
    assert type(plots.angles(table())) is go.Figure


def test_an_empty_table_gives_a_figure_that_says_so():
    figure = plots.angles(table(0))
    assert figure.layout.title.text == "No joint angles to show"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"angle": "hip_flexion"}, "hip_flexion.*it has knee_flexion"),
        ({"angle": 5}, 'angle is 5; give a name such as "knee_flexion", several, or None for all'),
        ({"angle": []}, r"angle is \[\]; give a name"),
        ({"track": 3}, "track 3"),
    ],
)
def test_what_the_table_lacks_is_named(options, message):
    with pytest.raises(ArgumentError, match=message):
        plots.angles(table(), **options)


def test_a_side_that_is_none_is_refused():
    with pytest.raises(AnalysisError, match="angles has the side 'L'; there are"):
        plots.angles(table().assign(side="L"))
