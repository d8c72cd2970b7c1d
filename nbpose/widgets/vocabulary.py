"""What the editor offers for tags and attributes; anything else may be typed as well."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ArgumentError, ProjectError
from nbpose.project.edits import SetAttribute, TagFrame

TAGS = ("tags", "frame_tags")
ATTRIBUTES = ("attributes", "frame_attributes")
MOST = 5000
"""Letters in all: what panels offer lies in the saved notebook."""


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
        When it has other parts, is too long, or what it offers could never be set.
    """
    if not isinstance(given, Mapping):
        raise ArgumentError(f'vocabulary is {shown(given)}; give {{"tags": [...]}}.')
    for part in given:
        if part not in (*TAGS, *ATTRIBUTES):
            raise ArgumentError(
                f"vocabulary has the part {shown(part)}; it knows {', '.join(TAGS + ATTRIBUTES)}."
            )
    offers = {part: _offered(part, offered) for part, offered in given.items()}
    letters = len(json.dumps(offers))
    if letters > MOST:
        raise ArgumentError(
            f"vocabulary has {letters} letters, and all of it is kept in the notebook; give at "
            f"most {MOST}, anything else may still be typed."
        )
    return offers


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
