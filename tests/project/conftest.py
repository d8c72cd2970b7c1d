from __future__ import annotations

import pytest
from studies import frames

from nbpose.media import open as open_media


@pytest.fixture
def media():
    return open_media(frames(), fps=10)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "study.nbpose"
