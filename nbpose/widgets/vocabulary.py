"""What the editor offers for tags and attributes; anything else may be typed as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ArgumentError, ProjectError
from nbpose.project.edits import SetAttribute, TagFrame

TAGS = ("tags", "frame_tags")
ATTRIBUTES = ("attributes", "frame_attributes")


def vocabulary_trait(given: Any) -> dict[str, Any]:
    """Check a vocabulary.

    Parameters
    ----------
    given : mapping
        ``tags`` and ``frame_tags``: lists of texts. ``attributes`` and ``frame_attributes``:
        names and the values they may have, or a list of names.

    Returns
    -------
    dict
        All that is given, as lists and dicts.

    Raises
    ------
    ArgumentError
        When it has other parts, or what it offers could never be set.
    """
    if not isinstance(given, Mapping):
        raise ArgumentError(f'vocabulary is {shown(given)}; give {{"tags": [...]}}.')
    for part in given:
        if part not in (*TAGS, *ATTRIBUTES):
            raise ArgumentError(
                f"vocabulary has the part {shown(part)}; it knows {', '.join(TAGS + ATTRIBUTES)}."
            )
    return {part: _offered(part, offered) for part, offered in given.items()}


def _offered(part: str, offered: Any) -> Any:
    try:
        if part in TAGS:
            return list(TagFrame(frame=0, tags=offered).tags)
        named = offered if isinstance(offered, Mapping) else dict.fromkeys(offered, ())
        return {
            SetAttribute(row=0, name=name, value=None).name: [
                SetAttribute(row=0, name=name, value=value).value for value in values
            ]
            for name, values in named.items()
        }
    except (ProjectError, TypeError) as error:
        raise ArgumentError(f"vocabulary offers {part} that cannot be: {error}") from None
