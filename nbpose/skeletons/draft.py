"""A skeleton in the making: it may be unfinished or wrong, and still nothing of it is lost.

Joints have an id that stays when they are renamed or moved in the order, so that the labels of an
older skeleton can follow them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose.skeletons.files import parts
from nbpose.skeletons.lint import SkeletonFinding, lint_parts
from nbpose.skeletons.parts import mirror_by_name
from nbpose.skeletons.registry import names as registered
from nbpose.skeletons.registry import skeleton as registry_skeleton
from nbpose.skeletons.skeleton import Skeleton

_DIGITS = 5
"""Of the fractions of a template: a hundredth of a pixel in a small picture."""


@dataclass(frozen=True)
class Joint:
    """A joint: its id, name, place in pixels of the template picture, and own colour or ""."""

    id: int
    name: str
    x: float
    y: float
    color: str = ""


@dataclass(frozen=True)
class Bone:
    """An edge between two joints, by their ids, and its own colour or ""."""

    a: int
    b: int
    color: str = ""


@dataclass(frozen=True)
class Draft:
    """A skeleton in the making.

    Parameters
    ----------
    name : str
        Of the skeleton.
    joints : tuple of Joint
        In the order of the keypoints.
    bones : tuple of Bone
        Edges.
    pairs : tuple of (int, int)
        Ids of left/right partners that the names do not tell; the same id twice: no partner.
    next : int
        A number above every id given so far.
    """

    name: str
    joints: tuple[Joint, ...] = ()
    bones: tuple[Bone, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    next: int = 0

    @classmethod
    def of(cls, skeleton: Skeleton, places: ArrayLike) -> Draft:
        """Begin with a skeleton; the id of each joint is its index.

        Parameters
        ----------
        skeleton : Skeleton
            Any.
        places : (K, 2)
            Pixels of the template picture.

        Returns
        -------
        Draft
        """
        colors = skeleton.colors
        joints = tuple(
            Joint(index, name, round(float(x), 2), round(float(y), 2), colors.get(name, ""))
            for index, (name, (x, y)) in enumerate(
                zip(skeleton.keypoints, np.asarray(places), strict=True)
            )
        )
        bones = tuple(
            Bone(a, b, colors.get(f"{skeleton.keypoints[a]}-{skeleton.keypoints[b]}", ""))
            for a, b in skeleton.edges
        )
        by_name = mirror_by_name(skeleton.keypoints)
        pairs = tuple(
            (index, partner)
            for index, partner in enumerate(skeleton.mirror)
            if partner != by_name[index] and index <= partner
        )
        return cls(skeleton.name, joints, bones, pairs, len(joints))

    @property
    def keypoints(self) -> tuple[str, ...]:
        """Names of the joints."""
        return tuple(joint.name for joint in self.joints)

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Edges by index of the joints."""
        index = self._index
        return tuple((index[bone.a], index[bone.b]) for bone in self.bones)

    @property
    def mirror(self) -> tuple[int, ...]:
        """Index of each joint's partner, or its own."""
        mirror, index = list(mirror_by_name(self.keypoints)), self._index
        for pair in self.pairs:
            for one in (index[each] for each in pair):
                former = mirror[one]
                if 0 <= former < len(mirror) and mirror[former] == one:
                    mirror[former] = former
        for a, b in self.pairs:
            mirror[index[a]], mirror[index[b]] = index[b], index[a]
        return tuple(mirror)

    @property
    def _index(self) -> dict[int, int]:
        return {joint.id: index for index, joint in enumerate(self.joints)}

    def places(self) -> NDArray[np.float64]:
        """Pixels of the template picture: (K, 2)."""
        return np.array([(joint.x, joint.y) for joint in self.joints]).reshape(-1, 2)

    def lint(self, start: Skeleton | None = None) -> list[SkeletonFinding]:
        """List what is wrong or strange; the errors keep it from being a skeleton.

        Parameters
        ----------
        start : Skeleton, optional
            What it began with.

        Returns
        -------
        list of SkeletonFinding
            Errors first.
        """
        findings = lint_parts(self.keypoints, self.edges, self.mirror, None)
        return findings + self._lint_sigmas(start) + self._lint_name(findings)

    def _lint_name(self, findings: Sequence[SkeletonFinding]) -> list[SkeletonFinding]:
        if not self.name.strip():
            text = "the skeleton has no name; give it one, like mouse9"
            return [SkeletonFinding("warning", "name", text)]
        broken = any(finding.severity == "error" for finding in findings)
        if broken or self.name not in registered():
            return []
        known = registry_skeleton(self.name)
        if all(getattr(self, part) == getattr(known, part) for part in _MEANING):
            return []
        text = f'the schema "{self.name}" of the registry is another one; give this its own name'
        return [SkeletonFinding("warning", "name", text)]

    def _lint_sigmas(self, start: Skeleton | None) -> list[SkeletonFinding]:
        if start is None or start.sigmas is None:
            return []
        new = [(i, joint) for i, joint in enumerate(self.joints) if joint.id >= len(start)]
        if not new:
            return []
        text = (
            f'"{new[0][1].name}" has no sigma, so the sigmas of "{start.name}" are left out; '
            f"scores by OKS need them"
        )
        return [SkeletonFinding("warning", "sigmas", text, tuple(i for i, _ in new))]

    def skeleton(self, start: Skeleton | None = None, longer_side: float = 1.0) -> Skeleton:
        """Make the skeleton.

        Parameters
        ----------
        start : Skeleton, optional
            What it began with: sigmas, groups, labels and the rest follow its joints.
        longer_side : float
            Pixels of the template picture's longer side.

        Returns
        -------
        Skeleton

        Raises
        ------
        SkeletonError
            When it is not sound.
        """
        values: dict[str, Any] = {
            "name": self.name,
            "keypoints": self.keypoints,
            "edges": self.edges,
            "mirror": self.mirror,
        }
        if start is not None:
            values = parts(start) | self._followed(start) | values
            if any(values[name] != getattr(start, name) for name in _MEANING):
                values["note"] = f'made from "{start.name}"'
        # checked before colours and template, whose errors would hide what is wrong
        sound = Skeleton(**{k: v for k, v in values.items() if k not in ("colors", "template")})
        return Skeleton(**parts(sound) | self._looks(sound, longer_side))

    def _followed(self, start: Skeleton) -> dict[str, Any]:
        """What the start says of its joints, in the order that they have now."""
        index = self._index
        ids = [joint.id for joint in self.joints]
        known = all(each < len(start) for each in ids)
        sigmas = [start.sigmas[each] for each in ids] if start.sigmas and known else None
        groups = {
            name: [index[each] for each in part if each in index]
            for name, part in start.groups.items()
        }
        labels = [
            start.labels[joint.id]
            if joint.id < len(start) and joint.name == start.keypoints[joint.id]
            else joint.name
            for joint in self.joints
        ]
        return {
            "sigmas": sigmas,
            "sigma_source": start.sigma_source if sigmas or not start.sigmas else None,
            "groups": {n: part for n, part in groups.items() if part or not start.groups[n]},
            "labels": labels,
        }

    def _looks(self, sound: Skeleton, longer_side: float) -> dict[str, Any]:
        colors: dict[Any, str] = {joint.name: joint.color for joint in self.joints if joint.color}
        for bone, edge in zip(self.bones, sound.edges, strict=True):
            if bone.color:
                colors[tuple(sound.keypoints[index] for index in edge)] = bone.color
        return {"colors": colors, "template": self.template(longer_side)}

    def template(self, longer_side: float) -> NDArray[np.float64]:
        """Places as fractions of the picture's longer side: (K, 2)."""
        return np.asarray(np.round(self.places() / longer_side, _DIGITS))

    def renamed(self, start: Skeleton) -> dict[str, str]:
        """New names of the joints of the start that have one."""
        return {
            start.keypoints[joint.id]: joint.name
            for joint in self.joints
            if joint.id < len(start) and joint.name != start.keypoints[joint.id]
        }

    def moved(self, scale: float, x: float = 0.0, y: float = 0.0) -> Draft:
        """Put all joints elsewhere, for another template picture."""
        joints = tuple(
            replace(joint, x=round(joint.x * scale + x, 2), y=round(joint.y * scale + y, 2))
            for joint in self.joints
        )
        return replace(self, joints=joints)


_MEANING = ("name", "keypoints", "edges", "mirror")


def to_dict(draft: Draft) -> Mapping[str, Any]:
    """Give a draft as plain data for a message; `draft_message.read` takes it back."""
    return {
        "name": draft.name,
        "next": draft.next,
        "joints": [[joint.id, joint.name, joint.x, joint.y, joint.color] for joint in draft.joints],
        "bones": [[bone.a, bone.b, bone.color] for bone in draft.bones],
        "pairs": [list(pair) for pair in draft.pairs],
    }
