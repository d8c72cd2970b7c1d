from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, NbposeWarning, ReportError
from nbpose.report.extremes import PictureBudget

from .page import LIBRARY, Page


@pytest.fixture
def write(tmp_path, clip):
    """Write a report and read it back: `write(poses, ...)`."""

    def write_and_read(poses, media=clip, **options):
        path = nbp.report(tmp_path / "report.html", media, poses, **options)
        return Page(path.read_text(encoding="utf-8"))

    return write_and_read


def test_a_clip_gives_tables_curves_pictures_and_a_view_in_space(write, people):
    page = write(people())
    assert page.libraries == 1
    assert len([i for i in page.ids if i.startswith("curve-0-")]) == 7
    assert "space-0" in page.ids
    assert len(page.figures) == 8
    assert len(page.pictures) == 26
    assert all(picture.startswith("data:image/jpeg;base64,") for picture in page.pictures)
    assert len(page.ids) == len(set(page.ids))


def test_every_number_has_its_convention_beside_it(write, people):
    page = write(people())
    assert "0 = straight, + = flexion" in page.text
    assert "in the picture plane, the person seen from the side, signed by the side" in page.text
    assert "faces right" in page.text
    assert "24 of 24 (100 %)" in page.text
    assert "p2 and p98 leave 2 % of the valid frames out at each end" in page.text
    assert "raw max" in page.text


def test_the_numbers_are_those_of_the_analysis(write, people):
    poses = people()
    knee = nbp.analysis.range_of_motion(nbp.analysis.joint_angles(poses)).iloc[0]
    text = write(poses).text
    assert f"{knee['range_p2_p98']:.1f}°" in text
    assert f"{knee['max']:.1f}°, frame {knee['max_frame']}" in text


def test_it_says_what_was_measured_and_with_what(write, people, clip):
    text = write(people().replace(file_info={"model": "blazepose"})).text
    assert re.search(r"Model\W.{0,40}blazepose", text, re.DOTALL)
    for fact in ("360 × 480 pixels", "24 frames a second", "1.00 s", clip.fingerprint):
        assert fact in text
    assert "mediapipe_pose33, 33 keypoints" in text
    assert "100 % by the model" in text
    assert f"nbpose {nbp.__version__}" in text
    assert "not a medical device" in text


def test_the_page_asks_no_server_for_anything(write, people):
    page = write(people(2))
    assert all(link.startswith("data:") for link in page.links)
    outside = [s for s in page.scripts if len(s) < LIBRARY] + page.texts
    assert not [s for s in outside if re.search(r"https?://|url\(|@import|//cdn", s)]


def test_names_are_shown_as_they_are_and_do_nothing(write, people):
    page = write(people(), title='<script>alert("x")</script> & <b>bold</b>')
    assert '<script>alert("x")</script> & <b>bold</b>' in page.text
    assert "b" not in page.tags


def test_given_tables_are_used_as_they_are(write, people):
    poses = people()
    angles = nbp.analysis.joint_angles(poses, ["knee_flexion"])
    page = write(poses, angles=angles, rom=nbp.analysis.range_of_motion(angles, percentile=5))
    assert [i for i in page.ids if i.startswith("curve")] == ["curve-0-knee_flexion"]
    assert "p5 and p95 leave 5 %" in page.text


def test_ranges_of_other_angles_are_named(write, people):
    poses = people()
    rom = nbp.analysis.range_of_motion(nbp.analysis.joint_angles(poses))
    assert "not made from these poses" not in write(poses, rom=rom).text
    points = poses.points.copy()
    points[3, poses.skeleton.index("left_ankle")] += [60.0, -60.0]
    with pytest.warns(
        NbposeWarning, match=r"track 0, left .*, m.. .*° in the table, .*° in the poses"
    ):
        page = write(poses.replace(points=points), rom=rom)
    assert "was not made from these poses as they are" in page.text


def test_angles_of_other_poses_are_named(write, people):
    poses = people()
    angles = nbp.analysis.joint_angles(poses)
    points = poses.points.copy()
    points[3, poses.skeleton.index("left_ankle")] += [60.0, -60.0]
    with pytest.warns(NbposeWarning, match=r"angles was not made .* frame 3, .*° in the table"):
        page = write(poses.replace(points=points), angles=angles)
    assert "The table of angles was not made from these poses" in page.text


def test_rounded_tables_and_angles_in_space_are_of_the_poses(write, people):
    poses = people()
    angles = nbp.analysis.joint_angles(poses)
    rom = nbp.analysis.range_of_motion(angles)
    spatial = nbp.analysis.joint_angles(poses.world_poses())
    for tables in ({"rom": rom.round(0), "angles": angles.round(0)}, {"angles": spatial}):
        assert "not made from these poses" not in write(poses, **tables).text


def test_angles_without_attrs_are_said_to_be_so(write, people, tmp_path):
    poses = people()
    angles = nbp.analysis.with_conventions(nbp.analysis.joint_angles(poses))
    angles.to_csv(tmp_path / "angles.csv", index=False)
    text = write(poses, angles=pd.read_csv(tmp_path / "angles.csv")).text
    assert "came without its attrs" in text
    assert "in the picture plane" in text and "faces right" in text


def test_a_table_read_back_from_a_file_serves_without_its_attrs(write, people, tmp_path):
    poses = people()
    rom = nbp.analysis.range_of_motion(nbp.analysis.joint_angles(poses))
    rom.to_csv(tmp_path / "rom.csv", index=False)
    text = write(poses, rom=pd.read_csv(tmp_path / "rom.csv")).text
    assert "Knee flexion" in text and "Trunk lean" in text
    assert not re.search(r"\bnan\b", text)


def test_angles_in_space_are_called_so(write, people):
    poses = people()
    angles = nbp.analysis.joint_angles(poses.world_poses())
    text = write(poses, angles=angles).text
    assert "0 = straight, + = bent either way; included angles in space" in text
    assert "in the picture plane" not in text


def test_a_frontal_person_is_warned_about_and_gets_no_numbers(write, people):
    poses = people()
    flat = poses.points.copy()
    skeleton = poses.skeleton
    for side, x in (("left", 45.0), ("right", -45.0)):
        for joint in ("shoulder", "hip"):
            flat[:, skeleton.index(f"{side}_{joint}"), 0] += x
        flat[:, skeleton.index(f"{side}_foot_index")] = flat[:, skeleton.index(f"{side}_heel")] + 1
    flat[:, skeleton.index("nose"), 0] = flat[:, skeleton.index("left_ear"), 0]
    page = write(poses.replace(points=flat))
    assert "the person faces the camera or turns the back to it" in page.text
    assert "Measured in less than half of the frames" in page.text
    assert page.pictures == []


def test_a_jump_of_one_frame_is_marked(write, people):
    poses = people()
    points = poses.points.copy()
    points[3, poses.skeleton.index("left_ankle")] += [-70.0, -70.0]
    assert "jumps there: check the keypoints" in write(poses.replace(points=points)).text
    assert "jumps there" not in write(poses).text


def test_still_pictures_have_their_angles_beside_them(write, clip, people):
    stills = nbp.open(np.stack([clip[0], clip[12]]))
    poses = people(2)[[0, 36, 12]].replace(
        frame=[0, 0, 1], time=np.full(3, np.nan), track=np.full(3, -1)
    )
    page = write(poses, media=stills)
    assert len(page.pictures) == 2
    assert "2 people" in page.text
    assert page.libraries == 0
    knees = nbp.analysis.joint_angles(poses, ["knee_flexion"])
    for value in knees["value"]:
        assert f"{value:.1f}°".replace("-", "−") in page.text


def test_an_empty_clip_says_so(write):
    page = write(nbp.Poses.empty(nbp.skeleton("coco17")))
    assert "Nobody was found" in page.text
    assert page.libraries == 0


def test_a_crowd_is_cut_and_the_page_says_by_how_much(write, people):
    page = write(people(40))
    assert "40 people were followed; this report shows the 8" in page.text
    assert page.text.count("Range of motion") == 8
    assert len([i for i in page.ids if i.startswith("space-")]) == 3


def test_pictures_without_room_are_counted(write, people, monkeypatch):
    monkeypatch.setattr("nbpose.report.people.PictureBudget", lambda: PictureBudget(2))
    page = write(people())
    assert len(set(page.pictures)) == 2
    assert re.search(r"\d+ pictures of extremes are left out", page.text)


def test_hundreds_of_tracks_stay_a_file_that_opens(tmp_path, people, clip):
    path = nbp.report(tmp_path / "crowd.html", clip, people(120))
    assert path.stat().st_size < 12e6


def test_nameless_people_in_one_frame_are_not_mixed(write, people):
    poses = people(2).replace(track=np.full(48, -1))
    page = write(poses)
    assert "give each person a track of its own" in page.text
    assert "Range of motion" not in page.text


def test_one_nameless_person_in_a_clip_is_measured(write, people):
    page = write(people().replace(track=np.full(24, -1)))
    assert "Person without a track" in page.text
    assert "Range of motion" in page.text


def test_a_skeleton_without_joint_angles_still_gives_a_report(write):
    hand = nbp.skeleton("mediapipe_hand21")
    poses = nbp.Poses.build(hand, np.full((3, 21, 2), 50.0), frame=[0, 1, 2], track=[0, 0, 0])
    page = write(poses)
    assert "has no joint angles" in page.text
    assert "Track 0" in page.text


def test_gait_is_shown_as_its_summary(write, people):
    summary = pd.DataFrame({"parameter": ["cadence"], "left": [112.34567], "right": [np.nan]})
    page = write(people(), gait=SimpleNamespace(summary=summary))
    assert "Gait" in page.text
    assert "112.3" in page.text


def test_writing_again_replaces_the_report_whole(tmp_path, clip, people):
    path = tmp_path / "report.html"
    path.write_text("old")
    nbp.report(path, clip, people())
    assert path.read_text(encoding="utf-8").endswith("</html>")
    assert list(tmp_path.iterdir()) == [path]


def test_poses_of_another_clip_are_refused_and_nothing_is_written(tmp_path, clip, people):
    with pytest.raises(ArgumentError, match="frame 39"):
        nbp.report(tmp_path / "report.html", clip, people(frames=40))
    assert list(tmp_path.iterdir()) == []


def test_poses_in_space_are_refused_and_their_angles_are_taken(write, people):
    with pytest.raises(ArgumentError) as caught:
        write(people().world_poses())
    assert str(caught.value) == (
        "report needs 2-D poses in pixels, these are 3-D in m; give the poses that they were made "
        "from, and angles=nbp.analysis.joint_angles(poses.world_poses()) for angles in space."
    )
    page = write(people(), angles=nbp.analysis.joint_angles(people().world_poses()))
    assert "Range of motion" in page.text


@pytest.mark.parametrize("gait", [{}, 1, SimpleNamespace(summary="fast")])
def test_a_gait_without_a_summary_is_refused(write, people, gait):
    with pytest.raises(ArgumentError, match=r"^gait is .*, which has no table \.summary; give a g"):
        write(people(), gait=gait)


@pytest.mark.parametrize("path", ["walk.pdf", "walk", "walk.html.zip"])
def test_a_name_that_promises_another_format_is_refused(tmp_path, clip, people, path):
    with pytest.raises(ArgumentError, match=r"^path is .*, but a report is HTML; end it in \.html"):
        nbp.report(tmp_path / path, clip, people())
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_path_or_no_media_is_refused(tmp_path, clip, people):
    with pytest.raises(ArgumentError, match="path is None; give the path of a file"):
        nbp.report(None, clip, people())
    with pytest.raises(ArgumentError, match=r"report needs the media, as nbp\.open gives it; None"):
        nbp.report(tmp_path / "report.html", None, people())


def test_a_folder_that_is_not_there_is_named(tmp_path, clip, people):
    with pytest.raises(ReportError, match="nowhere"):
        nbp.report(tmp_path / "nowhere" / "report.html", clip, people())
