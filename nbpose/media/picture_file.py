"""One picture file: is it one, is it whole, and its pixels."""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from nbpose import _files
from nbpose.errors import MediaError
from nbpose.media.media import Frame

_ENDINGS = "bmp dib jp2 jpe jpeg jpg pbm pgm png pnm ppm tif tiff webp"
SUFFIXES = frozenset(f".{ending}" for ending in _ENDINGS.split())
"""Endings of the files that a folder of pictures is made of."""

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_HEADS = (_JPEG, _PNG, b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_SILENT = 0
_JPEG_START_OF_SCAN = 0xDA
_JPEG_END = b"\xff\xd9"


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a picture.

    Parameters
    ----------
    head : bytes
        Its first 16 bytes or more.

    Returns
    -------
    bool
        True for JPEG, PNG, BMP, TIFF, WebP, JPEG 2000 and PNM.
    """
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    pnm = head[:1] == b"P" and head[1:2] in b"123456" and head[2:3].isspace()
    return head.startswith(_HEADS) or webp or pnm


def read_picture(path: Path) -> Frame:
    """Read a picture as 8-bit RGB, turned the way its EXIF orientation says.

    Parameters
    ----------
    path : Path
        Of a JPEG, PNG, BMP, TIFF, WebP, JPEG 2000 or PNM file. Grey and palettes become RGB, of 16
        bits the upper 8 are kept, and alpha is left out.

    Returns
    -------
    (H, W, 3) uint8
        RGB.

    Raises
    ------
    MediaError
        When the file is missing, empty, damaged, holds several pictures, or pixels that are no
        integers.
    """
    data = _content(path)
    if _is_cut(data):
        raise MediaError(f"The picture {path} is cut off or damaged; copy or export it again.")
    with _quiet_cv2():
        several = cv2.imcount(str(path)) if _may_hold_several(data) else 1
        if several > 1:
            raise MediaError(
                f"The file {path} holds {several} pictures; split it into one file each, "
                f"or convert it to a video."
            )
        picture = _decode(np.frombuffer(data, np.uint8))
    if picture is None:
        raise MediaError(
            f"The picture {path} cannot be decoded; it is damaged or of an unusual kind, so "
            f"export it again as 8-bit PNG or JPEG."
        )
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def _content(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise MediaError(_files.missing(path)) from None
    except OSError as error:
        raise MediaError(f"The picture {path} cannot be read: {error.strerror}.") from None
    if not data:
        raise MediaError(f"The picture {path} is empty (0 bytes); copy or export it again.")
    return data


def _decode(encoded: Any) -> Any:
    """Decode to 8-bit BGR; None when that cannot be done without inventing a scale."""
    try:
        picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
    except cv2.error:
        return None
    if picture is not None and picture.dtype == np.uint16:
        return np.right_shift(picture, 8).astype(np.uint8)
    return picture if picture is not None and picture.dtype == np.uint8 else None


def _may_hold_several(data: bytes) -> bool:
    return data[:4] in (b"II*\0", b"MM\0*") or b"ANIM" in data[:64] or b"acTL" in data[:64]


def _is_cut(data: bytes) -> bool:
    """Whether a JPEG or PNG ends early: some decoders would fill the rest with grey."""
    if data.startswith(_JPEG):
        return _JPEG_END not in data[_jpeg_scan(data) :]
    return data.startswith(_PNG) and not _png_is_whole(data)


def _jpeg_scan(data: bytes) -> int:
    """Where the pixels of a JPEG begin: behind the headers, which may hold a whole thumbnail."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        if data[position + 1] == _JPEG_START_OF_SCAN:
            break
        if data[position + 1] == 0xFF:  # padding before a marker
            position += 1
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return position


def _png_is_whole(data: bytes) -> bool:
    position = len(_PNG)
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        end = position + 8 + length
        if data[end : end + 4] != zlib.crc32(data[position + 4 : end]).to_bytes(4, "big"):
            return False
        if kind == b"IEND":
            return True
        position = end + 4
    return False


@contextlib.contextmanager
def _quiet_cv2() -> Iterator[None]:
    """Keep OpenCV from printing what becomes an error of ours anyway."""
    log = getattr(cv2.utils, "logging", cv2)  # where OpenCV 4 had it
    before = log.getLogLevel()
    log.setLogLevel(_SILENT)
    try:
        yield
    finally:
        log.setLogLevel(before)
