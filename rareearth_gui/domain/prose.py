"""Prose with links: sentences in which a number leads to its words, as `[words](key)`; the one markup we use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = re.compile(r"\[([^\[\]]*)\]\(([A-Za-z0-9.\-]+)\)")
_ESCAPES = str.maketrans({"[": "⁅", "]": "⁆"})


def link(words: str, key: str) -> str:
    """Write `words` so that they lead to the record named `key`; brackets in the words are replaced."""
    return f"[{words.translate(_ESCAPES)}]({key})"


def safe(words: str) -> str:
    """Write words that are not ours (a title, a name, a reason) so that nothing in them is read as a link."""
    return words.replace("](", "⁆(")


def pieces(prose: str) -> Iterator[tuple[str, str]]:
    """Split prose into (words, key) pairs in order; the key is blank for plain text."""
    position = 0
    for match in _LINK.finditer(prose):
        if match.start() > position:
            yield prose[position : match.start()], ""
        yield match.group(1), match.group(2)
        position = match.end()
    if position < len(prose):
        yield prose[position:], ""


def plain(prose: str) -> str:
    """Give the words alone."""
    return "".join(words for words, _ in pieces(prose))
