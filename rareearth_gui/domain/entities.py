"""The reference nouns of the library and the one-letter ids under which records are shown and asked for."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """A kind of record; the value is its table, `letter` begins its ids (F12 is figure 12)."""

    FIGURE = "figure"
    QUESTION = "question"
    CONFLICT = "conflict"
    ENTERPRISE = "enterprise"
    MATERIAL = "material"
    TASK = "task"
    INDICATOR = "indicator"
    SOURCE = "source"
    RELATION = "relation"
    RULING = "ruling"
    PLACE = "place"
    AUDIT = "audit"

    @property
    def letter(self) -> str:
        """Give the letter that begins this kind's ids."""
        return _LETTERS[self]

    def id(self, number: int) -> str:
        """Write the id of a record of this kind."""
        return f"{self.letter}{number}"


EDITABLE = (Kind.FIGURE, Kind.ENTERPRISE, Kind.MATERIAL, Kind.TASK, Kind.INDICATOR, Kind.SOURCE)
"""What a person may add, correct and withdraw."""
_LETTERS = {
    Kind.FIGURE: "F",
    Kind.QUESTION: "Q",
    Kind.CONFLICT: "C",
    Kind.ENTERPRISE: "E",
    Kind.MATERIAL: "M",
    Kind.TASK: "T",
    Kind.INDICATOR: "I",
    Kind.SOURCE: "S",
    Kind.RELATION: "R",
    Kind.RULING: "V",
    Kind.PLACE: "P",
    Kind.AUDIT: "A",
}
_BY_LETTER = {letter: kind for kind, letter in _LETTERS.items()}
_ID = re.compile(r"([A-Z])(\d{1,15})\Z")


def parse_id(text: str) -> tuple[Kind, int] | None:
    """Read `F12` as (figure, 12); None when it is no id."""
    match = _ID.match(text.strip().upper())
    if match is None or match[1] not in _BY_LETTER:
        return None
    return _BY_LETTER[match[1]], int(match[2])
