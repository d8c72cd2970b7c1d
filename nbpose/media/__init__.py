"""Media: pictures, clips and arrays behind one face, with exact frame numbers and times."""

from nbpose.media.check import need_media as need_media
from nbpose.media.check import need_picture as need_picture
from nbpose.media.frame_index import FrameIndex as FrameIndex
from nbpose.media.jpeg import encode_jpeg as encode_jpeg
from nbpose.media.media import Frame as Frame
from nbpose.media.media import Media as Media
from nbpose.media.open import open as open
from nbpose.media.write import VideoWriter as VideoWriter
