"""Tool tips of words that come from the library: plain, whatever they look like."""

from __future__ import annotations

from html import escape


def tip(text: str) -> str:
    """Make a tool tip that is never taken for markup; none of no words."""
    return text and f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
