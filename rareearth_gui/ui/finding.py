"""Find in a text: every place that holds the typed words, case and kind of white space aside, at most so many."""

from __future__ import annotations

MOST_HITS = 10_000
_BLANKS = "\n\r\t\u00a0\u2028\u2029\u3000"


def folded(text: str) -> str:
    """Fold a text for searching, one character to one, so that offsets stay what they are."""
    text = text.replace("İ", "i").lower().replace("ς", "σ")
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text


def places(text: str, words: str) -> list[int]:
    """List where a folded text holds the words, MOST_HITS of them; plain search, so its time is bounded."""
    wanted = folded(words)
    found: list[int] = []
    at = text.find(wanted) if wanted.strip() else -1
    while at >= 0 and len(found) < MOST_HITS:
        found.append(at)
        at = text.find(wanted, at + len(wanted))
    return found
