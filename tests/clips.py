"""Bar-coded clips: every frame carries its own number, readable after lossy coding.

One row of bars shows the 12 bits of the frame number, another the complement, so that a misread
bar or a blend of two frames is noticed and not mistaken for a number.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np

os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder greets on stderr otherwise

BITS = 12
COUNT = 60
SIZE = (320, 180)
RATE = 30
TICK = Fraction(1, 90_000)
FRAME_TICKS = 3000


@dataclass(frozen=True)
class Clip:
    """How to write a clip.

    `shift` moves all time stamps by so many frames when muxing: below 0 it makes an edit list that
    trims, above 0 one that delays. `cut_of` names a clip to copy from its second keyframe on.
    `turned` sets the display matrix (a, b, c, d) of the track.
    """

    codec: str = "libx264"
    options: dict[str, str] = field(default_factory=dict)
    suffix: str = ".mp4"
    pixels: str = "yuv420p"
    size: tuple[int, int] = SIZE
    variable_rate: bool = False
    coarse_ticks: bool = False  # for codecs that cannot count in 1/90000 s
    shift: int = 0
    cut_of: str = ""
    turned: tuple[int, int, int, int] | None = None
    mux: dict[str, str] = field(default_factory=dict)


X264 = {"preset": "veryfast", "crf": "23", "sc_threshold": "0"}
X265 = {"preset": "ultrafast", "crf": "28", "g": "25", "x265-params": "log-level=none"}
VP9 = {"b": "600k", "g": "25", "deadline": "realtime", "cpu-used": "8"}
OPEN_GOP = {"bf": "3", "g": "20", "x264-params": "open-gop=1:b-adapt=0"}
MPEG4 = {"bf": "2", "g": "12", "b": "800k"}
EDIT_LIST = {"avoid_negative_ts": "disabled", "use_editlist": "1"}

CLIPS = {
    "h264_no_b": Clip(options=X264 | {"bf": "0", "g": "25"}),
    "h264_b_frames": Clip(options=X264 | {"bf": "3", "g": "250"}),
    "h264_variable_rate": Clip(options=X264 | {"bf": "2", "g": "25"}, variable_rate=True),
    "h264_open_gop": Clip(options=X264 | OPEN_GOP),
    "h264_cut_open_gop": Clip(cut_of="h264_open_gop"),
    "h264_trimmed": Clip(options=X264 | {"bf": "3", "g": "25"}, shift=-10, mux=EDIT_LIST),
    "h264_trimmed_groups": Clip(options=X264 | {"bf": "3", "g": "10"}, shift=-25, mux=EDIT_LIST),
    "h264_delayed": Clip(options=X264 | {"bf": "3", "g": "25"}, shift=10, mux=EDIT_LIST),
    "h264_intra_refresh": Clip(options=X264 | {"bf": "0", "g": "20", "intra-refresh": "1"}),
    "h264_fragmented": Clip(
        options=X264 | {"bf": "3", "g": "20"}, mux={"movflags": "frag_keyframe+empty_moov"}
    ),
    "h264_index_first": Clip(options=X264 | {"bf": "3", "g": "25"}, mux={"movflags": "+faststart"}),
    "h264_10_bit": Clip(options=X264, pixels="yuv420p10le"),
    "h264_turned": Clip(options=X264, turned=(0, -1, 1, 0)),
    "h264_mirrored": Clip(options=X264, turned=(-1, 0, 0, 1)),
    "h264_ts": Clip(options=X264 | {"bf": "2", "g": "25"}, suffix=".ts"),
    "h264_mkv": Clip(options=X264 | {"bf": "3", "g": "20"}, suffix=".mkv"),
    "h264_avi": Clip(options=X264 | {"bf": "2", "g": "20"}, suffix=".avi", coarse_ticks=True),
    "h264_raw": Clip(options=X264 | {"bf": "3", "g": "20"}, suffix=".h264"),
    "hevc": Clip("libx265", X265),
    "vp9": Clip("libvpx-vp9", VP9 | {"lag-in-frames": "16", "auto-alt-ref": "1"}, ".webm"),
    "av1": Clip("libsvtav1", {"preset": "10", "crf": "30", "g": "25"}),
    "mpeg4_avi": Clip("mpeg4", MPEG4, ".avi", coarse_ticks=True),
    "mpeg4_mp4": Clip("mpeg4", MPEG4, coarse_ticks=True),
    "mpeg2_ps": Clip("mpeg2video", MPEG4, ".mpg", coarse_ticks=True),
    "mjpeg_avi": Clip("mjpeg", {"b": "4M"}, ".avi", "yuvj420p", coarse_ticks=True),
    "png_rgb": Clip("png", {}, ".mov", "rgb24", coarse_ticks=True),
    "ffv1_odd_size": Clip("ffv1", {}, ".mkv", "yuv444p", size=(321, 181)),
}

FIRST_BAR = {"h264_cut_open_gop": 20, "h264_trimmed": 10, "h264_trimmed_groups": 25}
"""Number painted on frame 0, where the clip does not begin with the first one painted."""


def bar_boxes(width, height):
    """(x, y, w, h) of the bars: those of the number, then those of the complement."""
    w, h = width // (BITS + 4), height // 9
    return [(2 * w + b * w, h + row * 2 * h, w, h) for row in range(2) for b in range(BITS)]


def paint(number, size=SIZE):
    """(H, W, 3) uint8 picture that carries a number, over a texture that moves."""
    width, height = size
    coarse = np.random.default_rng(0).integers(40, 216, (height // 8 + 1, width // 8 + 1, 3))
    texture = np.kron(coarse, np.ones((8, 8, 1))).astype(np.uint8)[:height, :width]
    picture = np.roll(texture, (3 * number, 5 * number), axis=(0, 1))
    for k, (x, y, w, h) in enumerate(bar_boxes(width, height)):
        bit = (number >> (k % BITS)) & 1
        picture[y : y + h, x : x + w] = 235 if bit ^ (k >= BITS) else 20
    return picture


def read_bars(picture):
    """Number painted on an (H, W, 3) picture, or -1 when bars and complement disagree."""
    height, width = picture.shape[:2]
    bits = [
        picture[y + h // 4 : y + 3 * h // 4, x + w // 4 : x + 3 * w // 4].mean() > 128
        for x, y, w, h in bar_boxes(width, height)
    ]
    if any(bits[b] == bits[b + BITS] for b in range(BITS)):
        return -1
    return sum(1 << b for b in range(BITS) if bits[b])


def painted_ticks(variable_rate):
    """(COUNT,) time stamps of the frames in 1/90000 s, before any shift."""
    if not variable_rate:
        return FRAME_TICKS * np.arange(COUNT)
    gaps = np.random.default_rng(0).choice([1500, 3000, 3000, 4500, 12000], COUNT - 1)
    return np.concatenate([[0], np.cumsum(gaps)])


def write_clip(name, path):
    """Write the clip of that name."""
    clip = CLIPS[name]
    if clip.cut_of:
        original = path.with_name(f"{clip.cut_of}_whole{clip.suffix}")
        write_clip(clip.cut_of, original)
        _copy_from_second_keyframe(original, path)
    else:
        _encode(clip, path)
    if clip.turned:
        _set_display_matrix(path, clip.turned)


def _encode(clip, path):
    tick = Fraction(1, RATE) if clip.coarse_ticks else TICK
    stamps = painted_ticks(clip.variable_rate) * int(1 / tick) // int(1 / TICK)
    with av.open(str(path), "w", options=clip.mux) as out:
        stream = out.add_stream(clip.codec, rate=RATE, options=clip.options)
        stream.width, stream.height = clip.size
        stream.pix_fmt = clip.pixels
        stream.codec_context.time_base = tick

        def mux(packets):
            for packet in packets:
                shift = int(clip.shift / RATE / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                out.mux(packet)

        for number, stamp in enumerate(stamps):
            frame = av.VideoFrame.from_ndarray(paint(number, clip.size), format="rgb24")
            frame.pts, frame.time_base = int(stamp), tick
            mux(stream.encode(frame))
        mux(stream.encode(None))


def _copy_from_second_keyframe(source, path):
    """A lossless cut: the first pictures shown refer to frames that are gone."""
    with av.open(str(source)) as src, av.open(str(path), "w") as out:
        stream = src.streams.video[0]
        copy = out.add_stream_from_template(stream)
        packets = [packet for packet in src.demux(stream) if packet.size]
        second = [k for k, packet in enumerate(packets) if packet.is_keyframe][1]
        for packet in packets[second:]:
            packet.stream = copy
            out.mux(packet)


def _set_display_matrix(path, turn):
    """Overwrite a, b, c and d of the matrix in the header of an MP4 track (16.16 fixed point)."""
    content = bytearray(path.read_bytes())
    start = content.index(b"tkhd") + 4 + 4 + 20 + 8 + 8  # flags, times and ids, reserved, layer
    for position, value in zip((0, 4, 12, 16), turn, strict=True):
        number = (value << 16).to_bytes(4, "big", signed=True)
        content[start + position : start + position + 4] = number
    path.write_bytes(content)
