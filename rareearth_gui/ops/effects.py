"""Effects: which questions a change of a record makes stale, by the columns that were changed.

A note on an indicator with ten thousand questions changes no finding; another unit of it changes them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.store import conflicts, edits
from rareearth_gui.store.neighbours import Neighbours
from rareearth_gui.store.questions import Questions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Set

MOVING = frozenset("indicator subject place period basis denominator modality source".split())
"""The columns of a figure that say which question it answers, and who answers it."""
_JUDGED = {
    Kind.SOURCE: frozenset("issued kind origin series edition copy_of".split()),
    Kind.INDICATOR: frozenset("dimension unit match share_of".split()),
    Kind.ENTERPRISE: frozenset(("kind",)),
}
"""The columns of other records that a check reads; of a figure it reads any."""
_NAMES = frozenset(("name", "name_zh"))
"""The columns of which the titles of questions are made."""


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Name the columns in which two forms of a record differ; all of a new one that are filled in."""
    return frozenset(name for name, text in after.items() if before.get(name, "") != text)


def looking(connection: sqlite3.Connection, kind: Kind, number: int) -> set[int]:
    """List the questions of a record and those whose checks look at them, as the library stands now."""
    return Neighbours(connection).of(edits.questions_touched(connection, kind.value, number))


def stale(connection: sqlite3.Connection, kind: Kind, number: int, columns: Set[str]) -> set[int]:
    """Give the questions to be checked again after some columns of a record changed; new titles are written here."""
    if kind is Kind.FIGURE or columns & _JUDGED.get(kind, frozenset()):
        found = looking(connection, kind, number)
    else:
        found = set()
    if kind is not Kind.FIGURE and columns & _NAMES:
        touched = edits.questions_touched(connection, kind.value, number)
        Questions(connection).retitle(touched)
        found |= conflicts.among(connection, touched)  # their rows repeat the title
    return found
