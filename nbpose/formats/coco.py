"""COCO keypoints: JSON with images, annotations and categories, and its many dialects."""

from __future__ import annotations

from nbpose.formats.coco_read import read
from nbpose.formats.coco_write import write
from nbpose.formats.format import Format


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is a COCO data set, or a JSON that may be one.

    The telling keys may come after more than the first bytes, so any JSON object passes: reading
    it says what is missing.
    """
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


FORMAT = Format(
    name="coco",
    title="a COCO file",
    extensions=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    options=("skeleton", "category"),
)
