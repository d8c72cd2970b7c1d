"""Pose files: read any format into `Poses`, write `Poses` into any format, without loss."""

from nbpose.formats.registry import Format as Format
from nbpose.formats.registry import load as load
from nbpose.formats.registry import names as names
from nbpose.formats.registry import save as save
