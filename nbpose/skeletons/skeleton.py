"""The skeleton: which keypoints there are, how they join, and which are each other's mirror."""

from __future__ import annotations

import difflib
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, TypedDict, Unpack, overload

from nbpose.errors import SkeletonError
from nbpose.skeletons.labelled import given_by
from nbpose.skeletons.lint import SkeletonFinding, lint_parts
from nbpose.skeletons.naming import side_of
from nbpose.skeletons.parts import (
    colors_of,
    edge_of,
    edges_of,
    groups_of,
    mirror_by_name,
    names_of,
    numbers_of,
    template_of,
)

SigmaSource = Literal["measured", "analogy", "none"]
Edge = tuple[int, int] | tuple[str, str]


class About(TypedDict, total=False):
    """What may be said of a skeleton beside its keypoints and edges; see `Skeleton`."""

    sigma_source: SigmaSource | None
    groups: Mapping[str, Iterable[int]] | None
    angles: Iterable[str]
    kind: str
    source: str
    licence: str
    note: str
    colors: Mapping[Any, str]
    template: Iterable[Iterable[float]] | None


@dataclass(frozen=True)
class Skeleton:
    """Names, edges and left/right partners of K keypoints; checked when it is made.

    Either ``Skeleton(name, keypoints, edges)``, or in short ``Skeleton(labels, edges)``: the
    labels may be spelled freely (``"Left Knee"``) and are kept; the keypoints (``left_knee``) and
    the name (``custom5``) are made from them.

    Parameters
    ----------
    name : str
        Name of the schema, such as ``"coco17"``.
    keypoints : sequence of str
        K lower_snake names, such as ``"left_big_toe"``.
    edges : sequence of pairs
        Pairs of keypoints to join, by 0-based index or by name.
    mirror : sequence of int, optional
        Index of each keypoint's left/right partner, or its own. Found from the names
        (``left_x`` and ``right_x``) when left out.
    sigmas : sequence of float, optional
        K OKS sigmas: the annotators' spread as a fraction of the object's scale (the square root
        of its area).
    sigma_source : {"measured", "analogy", "none"}
        Whether the sigmas come from repeated labels or from another schema.
    groups : mapping of str to indices
        Parts such as ``body``, ``left_hand``.
    angles : sequence of str
        Joint angles that make sense on it, by the names of `nbpose.analysis`.
    labels : sequence of str
        The names as the source spells them; the keypoints themselves when left out.
    kind, source, licence, note : str
        What it is a skeleton of, and where it comes from.
    colors : mapping to str, optional
        Hex colours (``"#d55e00"``) of keypoints by name and of edges by ``"one-other"`` or a pair;
        the palette's where left out.
    template : (K, 2) numbers, optional
        Where each keypoint lies in a template picture, as fractions of its longer side: x to the
        right, y down.

    Notes
    -----
    Colours and template are how a skeleton looks: skeletons that differ in nothing else are equal.

    Raises
    ------
    SkeletonError
        When the parts do not fit together.
    """

    name: str
    keypoints: tuple[str, ...]
    edges: tuple[tuple[int, int], ...] = ()
    mirror: tuple[int, ...] = ()
    sigmas: tuple[float, ...] | None = None
    sigma_source: SigmaSource = "none"
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    angles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kind: str = ""
    source: str = ""
    licence: str = ""
    note: str = ""
    colors: Mapping[str, str] = field(default_factory=dict, compare=False)
    template: tuple[tuple[float, float], ...] | None = field(default=None, compare=False)

    @overload
    def __init__(
        self,
        name: str,
        keypoints: Sequence[str],
        edges: Iterable[Edge] = (),
        mirror: Sequence[int] | None = None,
        sigmas: Sequence[float] | None = None,
        *,
        labels: Iterable[str] | None = None,
        **about: Unpack[About],
    ) -> None: ...

    @overload
    def __init__(
        self,
        labels: Sequence[str],
        edges: Iterable[Edge] = (),
        /,
        *,
        mirror: Sequence[int] | None = None,
        sigmas: Sequence[float] | None = None,
        **about: Unpack[About],
    ) -> None: ...

    @overload
    def __init__(
        self,
        *,
        labels: Sequence[str],
        edges: Iterable[Edge] = (),
        mirror: Sequence[int] | None = None,
        sigmas: Sequence[float] | None = None,
        **about: Unpack[About],
    ) -> None: ...

    def __init__(
        self,
        name: Any = None,
        keypoints: Any = None,
        edges: Any = (),
        mirror: Sequence[int] | None = None,
        sigmas: Sequence[float] | None = None,
        *,
        sigma_source: SigmaSource | None = None,
        groups: Mapping[str, Iterable[int]] | None = None,
        angles: Iterable[str] = (),
        labels: Any = None,
        kind: str = "",
        source: str = "",
        licence: str = "",
        note: str = "",
        colors: Mapping[Any, str] = MappingProxyType({}),
        template: Iterable[Iterable[float]] | None = None,
    ) -> None:
        name, keypoints, edges, labels = given_by(name, keypoints, edges, labels)
        if not isinstance(name, str):
            raise SkeletonError(f"The name of a skeleton is {name!r}; give a text, like 'mouse9'.")
        names = names_of(name, "keypoints", keypoints)
        pairs = tuple(edge_of(name, names, edge) for edge in edges_of(name, edges))
        values = {
            "name": name,
            "keypoints": names,
            "edges": pairs,
            "mirror": mirror_by_name(names)
            if mirror is None
            else numbers_of(name, "mirror", mirror, int),
            "sigmas": None if sigmas is None else numbers_of(name, "sigmas", sigmas, float),
            "sigma_source": sigma_source or ("none" if sigmas is None else "analogy"),
            "groups": MappingProxyType(groups_of(name, groups)),
            "angles": names_of(name, "angles", angles),
            "labels": names if labels is None else names_of(name, "labels", labels),
            "kind": kind,
            "source": source,
            "licence": licence,
            "note": note,
            "colors": MappingProxyType(colors_of(name, names, pairs, colors)),
            "template": None if template is None else template_of(name, len(names), template),
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)
        if len(self.labels) != len(names):
            raise SkeletonError(
                f'The skeleton "{name}": {len(self.labels)} labels stand for {len(names)} '
                f"keypoints; give one for each, or leave them out."
            )
        wrong = [finding for finding in self.lint() if finding.severity == "error"]
        if wrong:
            raise SkeletonError(f'The skeleton "{name}": {wrong[0].text}.')

    def __reduce__(self) -> tuple[Any, ...]:  # read-only mappings cannot be pickled
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return _rebuilt, (parts | {"groups": dict(self.groups), "colors": dict(self.colors)},)

    @classmethod
    def from_json(cls, source: str | os.PathLike[str]) -> Skeleton:
        """Read a skeleton from JSON.

        Parameters
        ----------
        source : str or path
            The text itself (it begins with a brace), or the path of a file.

        Returns
        -------
        Skeleton

        Raises
        ------
        SkeletonError
            When there is no such file, or it holds no sound skeleton.
        """
        from nbpose.skeletons.files import read

        return cls(**read(source))

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give the skeleton as JSON, in the form of the registry's files.

        Parameters
        ----------
        path : str or path, optional
            A file to write it to, too.

        Returns
        -------
        str
            What `from_json` reads.

        Raises
        ------
        SkeletonError
            When the file cannot be written.
        """
        from nbpose.skeletons.files import write

        return write(self, path)

    def __len__(self) -> int:
        """Number of keypoints, K."""
        return len(self.keypoints)

    def __repr__(self) -> str:
        return f'Skeleton("{self.name}", {len(self)} keypoints, {len(self.edges)} edges)'

    @functools.cached_property
    def sides(self) -> tuple[str, ...]:
        """For each keypoint "left", "right" or "" for the middle."""
        return tuple(side_of(name) for name in self.keypoints)

    def index(self, keypoint: str) -> int:
        """Index of a keypoint.

        Parameters
        ----------
        keypoint : str
            Its name.

        Returns
        -------
        int
            0-based index.

        Raises
        ------
        SkeletonError
            When no keypoint has that name; the message names the nearest one.
        """
        if keypoint in self.keypoints:
            return self.keypoints.index(keypoint)
        near = difflib.get_close_matches(str(keypoint), self.keypoints, n=1)
        hint = (
            f'did you mean "{near[0]}"?' if near else f"it has {', '.join(self.keypoints[:6])} ..."
        )
        raise SkeletonError(f'The skeleton "{self.name}" has no keypoint "{keypoint}"; {hint}')

    def has(self, *keypoints: str) -> bool:
        """Whether the skeleton has all keypoints named."""
        return all(keypoint in self.keypoints for keypoint in keypoints)

    def lint(self) -> list[SkeletonFinding]:
        """List what is wrong or strange about the skeleton.

        Returns
        -------
        list of SkeletonFinding
            Only warnings: a skeleton with errors cannot be made.
        """
        return lint_parts(self.keypoints, self.edges, self.mirror, self.sigmas)


def _rebuilt(parts: dict[str, Any]) -> Skeleton:
    return Skeleton(**parts)
