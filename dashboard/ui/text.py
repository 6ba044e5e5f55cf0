"""Text of the record or of an address, made safe to stand in Markdown."""

from __future__ import annotations

_ACTING = frozenset("\\`*_{}[]()<>#+!|$~:")


def markdown(text: str) -> str:
    """Text as Markdown that shows it letter by letter, whatever it holds."""
    return "".join("\\" + c if c in _ACTING else c for c in text)
