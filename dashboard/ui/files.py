"""One button for every file that can be taken away: made when it is asked for, without a rerun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from dashboard.language import language, speaking

GRID = 172  # pixels of a button among others of its kind: two fit a phone, and none moves when its words come
_MIME = {"csv": "text/csv", "png": "image/png", "svg": "image/svg+xml", "html": "text/html", "md": "text/markdown"}


def file_button(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    key: str,
    *,
    mime: str = "",
    icon: str = ":material/download:",
    width: int | Literal["content"] = "content",
    disabled: bool = False,
) -> None:
    """Draw the button; ``mime``: the media type, by default that of the name's ending, else plain text; ``width`` in pixels."""
    code = language()

    def made() -> bytes:
        with speaking(code):  # Streamlit makes the file in a thread of its own, which speaks English
            return make()

    st.download_button(
        label,
        data=made,
        file_name=file_name,
        mime=mime or _MIME.get(file_name.rpartition(".")[2], "text/plain"),
        on_click="ignore",
        key=key,
        icon=icon,
        width=width,
        disabled=disabled,
    )
