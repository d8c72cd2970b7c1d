"""A picture that stays in the saved notebook, with words for those who do not see it."""

from __future__ import annotations

import base64
import html
from typing import Any

from IPython.display import Image

from nbpose._texts import plain

LONGEST_ALT = 600


class Still(Image):
    """A JPEG that says what it shows, wherever a notebook is read.

    JupyterLab gives no alternative text to pictures, only to HTML; a PDF has no HTML. So it comes
    as both.

    Parameters
    ----------
    jpeg : bytes
        The picture.
    alt : str
        What is seen in it.
    """

    def __init__(self, jpeg: bytes, alt: str) -> None:
        super().__init__(data=jpeg, format="jpeg", alt=plain(alt, LONGEST_ALT))

    def figure(self, name: str = "", caption: str = "") -> str:
        """Give the picture as HTML.

        Parameters
        ----------
        name : str
            Class of its element.
        caption : str
            A line below it; none when empty.

        Returns
        -------
        str
        """
        below = f'<figcaption style="{_CAPTION}">{html.escape(caption)}</figcaption>'
        return (
            f'<figure class="{html.escape(name)}" style="margin: 0">'
            f'<img src="data:image/jpeg;base64,{self._encoded()}" alt="{html.escape(self.alt)}" '
            f'style="max-width: 100%; height: auto">{below if caption else ""}</figure>'
        )

    def bundle(self, name: str = "", caption: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
        """Give all its forms by MIME type, and what is said of them.

        Parameters
        ----------
        name : str
            Class of the HTML's element.
        caption : str
            A line below it; none when empty.

        Returns
        -------
        data, metadata : dict
        """
        data = {
            "text/plain": self.alt,
            "text/html": self.figure(name, caption),
            "image/jpeg": self.data,  # the kernel encodes it
        }
        return data, {"image/jpeg": {"alt": self.alt}}

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.bundle()

    def _encoded(self) -> str:
        return base64.b64encode(self.data).decode("ascii")


_CAPTION = "font: 13px system-ui, sans-serif; opacity: 0.75; margin-top: 4px"
