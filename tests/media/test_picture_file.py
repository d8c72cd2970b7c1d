from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest

from nbpose.errors import MediaError
from nbpose.media.picture_file import is_picture, read_picture

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 61, 3), dtype=np.uint8)
LOSSLESS = [".png", ".bmp", ".tif", ".ppm"]


def encoded(suffix, picture):
    return cv2.imencode(suffix, picture)[1].tobytes()


def written(path, picture):
    path.write_bytes(encoded(path.suffix, picture))
    return path


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_pixels_come_back_in_the_order_red_green_blue(tmp_path, suffix):
    path = written(tmp_path / f"a{suffix}", PICTURE)
    np.testing.assert_array_equal(read_picture(path), PICTURE[..., ::-1])


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".tif", ".webp", ".jp2", ".ppm"])
def test_every_kind_is_told_by_its_content(suffix):
    assert is_picture(encoded(suffix, PICTURE)[:16])


@pytest.mark.parametrize(
    "head", [b"", b"P", b"hello world, text", b"\0\0\0\x20ftypisom....", b"GIF89a"]
)
def test_what_is_no_still_picture_is_not_taken_for_one(head):
    assert not is_picture(head)


def test_grey_becomes_rgb(tmp_path):
    path = written(tmp_path / "grey.png", PICTURE[..., 0])
    np.testing.assert_array_equal(read_picture(path), np.repeat(PICTURE[..., :1], 3, axis=2))


def test_of_sixteen_bits_the_upper_eight_are_kept(tmp_path):
    deep = np.array([[0, 255, 256, 32767, 65535]], np.uint16)
    path = written(tmp_path / "deep.png", deep)
    np.testing.assert_array_equal(read_picture(path)[0, :, 0], [0, 0, 1, 127, 255])


def test_alpha_leaves_the_colours_as_they_are(tmp_path):
    alpha = np.zeros((40, 61, 1), np.uint8)
    path = written(tmp_path / "alpha.png", np.concatenate([PICTURE, alpha], axis=2))
    np.testing.assert_array_equal(read_picture(path), PICTURE[..., ::-1])


def test_a_palette_becomes_its_colours(tmp_path):
    def chunk(kind, data):
        crc = zlib.crc32(kind + data).to_bytes(4, "big")
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", 2, 1, 8, 3, 0, 0, 0)  # 2x1 pixels, 8 bits, palette
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    content += chunk(b"PLTE", bytes([10, 20, 30, 40, 50, 60]))
    content += chunk(b"IDAT", zlib.compress(b"\0\1\0")) + chunk(b"IEND", b"")
    path = tmp_path / "palette.png"
    path.write_bytes(content)
    assert read_picture(path).tolist() == [[[40, 50, 60], [10, 20, 30]]]


def with_orientation(jpeg, value):
    """Put an EXIF segment with just the orientation behind the start of a JPEG."""
    tags = struct.pack("<HHHIHH", 1, 0x0112, 3, 1, value, 0) + struct.pack("<I", 0)
    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + tags
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


@pytest.mark.parametrize(
    ("value", "turn"),
    [
        (1, lambda a: a),
        (2, lambda a: a[:, ::-1]),
        (3, lambda a: a[::-1, ::-1]),
        (6, lambda a: np.rot90(a, -1)),
        (8, lambda a: np.rot90(a)),
    ],
)
def test_a_photo_stands_the_way_its_camera_was_held(tmp_path, value, turn):
    smooth = cv2.GaussianBlur(PICTURE, (0, 0), 4)
    plain, turned = tmp_path / "plain.jpg", tmp_path / "turned.jpg"
    plain.write_bytes(encoded(".jpg", smooth))
    turned.write_bytes(with_orientation(plain.read_bytes(), value))
    np.testing.assert_array_equal(read_picture(turned), turn(read_picture(plain)))


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".tif", ".webp", ".jp2"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_picture_cut_off_is_refused_by_name(tmp_path, capfd, suffix, part):
    path = tmp_path / f"cut{suffix}"
    content = encoded(suffix, PICTURE)
    path.write_bytes(content[: int(part * len(content))])
    with pytest.raises(MediaError, match=f"The picture .*cut{suffix} "):
        read_picture(path)
    assert capfd.readouterr() == ("", "")


def test_a_thumbnail_inside_does_not_hide_that_a_photo_is_cut(tmp_path):
    thumbnail = encoded(".jpg", PICTURE)
    app = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    photo = encoded(".jpg", cv2.resize(PICTURE, (310, 200)))
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo[:2] + app + photo[2 : len(photo) // 2])
    with pytest.raises(MediaError, match="cut off or damaged"):
        read_picture(path)


def test_a_flipped_byte_in_a_png_is_noticed(tmp_path, capfd):
    content = bytearray(encoded(".png", PICTURE))
    content[len(content) // 2] ^= 1
    (tmp_path / "flipped.png").write_bytes(content)
    with pytest.raises(MediaError, match=r"flipped\.png is cut off or damaged"):
        read_picture(tmp_path / "flipped.png")
    assert capfd.readouterr() == ("", "")


def test_several_pictures_in_one_file_are_not_passed_over(tmp_path):
    path = tmp_path / "stack.tif"
    cv2.imwritemulti(str(path), [PICTURE, PICTURE])
    with pytest.raises(MediaError, match=r"stack\.tif holds 2 pictures; split it"):
        read_picture(path)


def test_pixels_that_are_no_integers_are_refused(tmp_path):
    path = written(tmp_path / "float.tif", PICTURE.astype(np.float32) / 255)
    with pytest.raises(MediaError, match=r"float\.tif cannot be decoded; .* 8-bit PNG"):
        read_picture(path)


@pytest.mark.parametrize(
    ("name", "message"), [("none.png", "There is no none.png"), ("empty.png", "is empty")]
)
def test_a_missing_or_empty_file_is_named(tmp_path, name, message):
    (tmp_path / "empty.png").write_bytes(b"")
    with pytest.raises(MediaError, match=message):
        read_picture(tmp_path / name)


def test_a_single_pixel_is_a_picture(tmp_path):
    path = written(tmp_path / "dot.png", np.array([[[3, 2, 1]]], np.uint8))
    assert read_picture(path).tolist() == [[[1, 2, 3]]]


def test_photos_equal_what_opencv_reads(testdata):
    for path in sorted((testdata / "media/photos_openpose").glob("*.jpg"))[:3]:
        np.testing.assert_array_equal(read_picture(path), cv2.imread(str(path))[..., ::-1])
