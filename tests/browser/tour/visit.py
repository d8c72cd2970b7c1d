"""One stop of the tour: opens an editor, drives it as a user would, and takes the picture."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbpose as nbp
from nbpose.errors import NbposeWarning
from nbpose.widgets.pose_editor import PoseEditor

from . import walk
from .host import Host

KEYS = walk.COCO.keypoints
PROJECT = "study.nbpose"


@dataclass(frozen=True)
class View:
    """How a stop is looked at."""

    theme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.theme}-{self.width}"


LIGHT, DARK = View("light", 1200), View("dark", 700)
EVERY = tuple(View(theme, width) for theme in ("light", "dark") for width in (1200, 700, 420))


@dataclass(frozen=True)
class Stop:
    """What is shown, by whom, and where it is worth looking at."""

    name: str
    chapter: str
    caption: str
    show: Callable[[Visit], None]
    views: tuple[View, ...]


STOPS: list[Stop] = []


def stop(chapter: str, caption: str, views: tuple[View, ...] = (LIGHT, DARK)) -> Callable:
    """Register a function as a stop; it leaves the page as the picture is to show it."""

    def register(show: Callable[[Visit], None]) -> Callable[[Visit], None]:
        STOPS.append(Stop(show.__name__, chapter, caption, show, views))
        return show

    return register


class Visit:
    """A page, an editor on it, and hands."""

    def __init__(self, page: Any, url: str, folder: Path, clip: Path) -> None:
        self.page = page
        self.folder = folder
        self.host = Host(page, url)
        self._clip = clip
        self.editor: Any = None
        self.frame = 0

    # opening

    def open(self, media: Any = None, poses: Any = None, **more: Any) -> PoseEditor:
        """Show an editor on the walk, or on something else, kept in a project."""
        media = self._clip if media is None else media
        more.setdefault("project", self.folder / PROJECT)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NbposeWarning)
            editor = nbp.annotate(media, poses, **more)
        self.show(editor)
        return editor

    def walk(self, person: int = -1, joint: str = "", frame: int = 8, **more: Any) -> PoseEditor:
        """Show the walk with the model's poses, and pick somebody, or a joint."""
        editor = self.open(poses=walk.estimated(), frame=frame, **more)
        if person >= 0:
            self.pick(person)
        if joint:
            self.click_joint(joint)
        return editor

    def show(self, editor: PoseEditor) -> None:
        """Put an editor on a fresh page."""
        self.editor = editor
        self.host.show(editor)
        self.canvas = self.page.locator("canvas.nbp-overlay[data-ready='1']")
        self.canvas.wait_for()
        self.canvas.focus()
        self.wait(frame=editor.frame)

    # waiting

    def wait(self, **data: object) -> None:
        """Wait until the canvas publishes these values."""
        selector = "".join(f"[data-{name}='{value}']" for name, value in data.items())
        self.page.locator(f"canvas.nbp-overlay{selector}").wait_for()

    def saved(self, edits: int) -> None:
        """Wait until Python has that many commits and the page knows it."""
        self.wait(pending=0, seq=edits)
        assert self.editor.document.seq == edits

    def says(self, text: str) -> None:
        """Wait until the status line says so."""
        self.page.locator(".nbp-status").get_by_text(text).first.wait_for()

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name)

    # hands

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pick(self, person: int) -> None:
        self.press(str(person + 1))
        self.page.locator(".nbp-person[aria-selected='true']").wait_for()

    def at(self, point: Any) -> tuple[float, float]:
        """Place on the page of an image point."""
        box = self.canvas.bounding_box()
        zoom, x, y = (
            float(self.canvas.get_attribute(f"data-{name}")) for name in ("zoom", "x", "y")
        )
        left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return (left + (point[0] + 0.5 - x) * zoom, top + (point[1] + 0.5 - y) * zoom)

    def joint(self, name: str, person: int = 0, frame: int | None = None) -> Any:
        """Where Python has a joint, in image pixels."""
        rows = self.editor.poses.at(self.editor.frame if frame is None else frame)
        return rows.points[person, rows.skeleton.index(name)].copy()

    def state(self, column: str, name: str, person: int = 0) -> Any:
        """Visibility, origin or confidence that Python has of a joint."""
        rows = self.editor.poses.at(self.editor.frame)
        return getattr(rows, column)[person, rows.skeleton.index(name)]

    def point_at(self, point: Any) -> None:
        self.page.mouse.move(*self.at(point))

    def click(self, point: Any, **how: Any) -> None:
        self.page.mouse.click(*self.at(point), **how)

    def click_joint(self, name: str, person: int = 0) -> None:
        self.click(self.joint(name, person))
        self.page.locator(".nbp-joint[aria-selected='true']").get_by_text(
            name.replace("_", " "), exact=True
        ).wait_for()

    def hold(self, key: str) -> None:
        self.page.keyboard.down(key)

    def let_go(self, *keys: str) -> None:
        self.page.mouse.up()
        for key in keys:
            self.page.keyboard.up(key)

    def drag(self, start: Any, end: Any) -> None:
        """Press at an image point and move to another, without letting go."""
        self.pull(self.at(start), self.at(end))

    def pull(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """The same for points of the page."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=5)
