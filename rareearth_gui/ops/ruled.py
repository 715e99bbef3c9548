"""Ruled: the figures that an act on a question was about, with their readings at the time, for its entry in history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.prose import link, safe
from rareearth_gui.store import rulings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from rareearth_gui.domain.evidence import Case, Figure

MOST_NAMED = 4
Seen = dict[str, str]
"""One figure as it was seen: id, key, words, source, read (as), by (which rule), stands (yes or no)."""


def seen(case: Case, stands: Iterable[str] = ()) -> list[Seen]:
    """Write down the figures of a question as they read now."""
    standing = frozenset(stands)
    return [_seen(figure, standing) for figure in case.figures]


def _seen(figure: Figure, standing: frozenset[str]) -> Seen:
    return {
        "id": Kind.FIGURE.id(figure.id),
        "key": figure.key,
        "words": figure.said,
        "source": figure.source.title,
        "issued": figure.source.issued,
        "read": span(figure.band, figure.quantity.unit),
        "by": figure.reading.says,
        "stands": "yes" if figure.key in standing else "no",
    }


def named(figures: Iterable[Seen]) -> str:
    """Name figures in a line, the first few of them: `F4 38%, F22 30 percent and 4 more`."""
    words = [f"{figure['id']} {figure['words']}" for figure in figures]
    more = len(words) - MOST_NAMED
    return ", ".join(words) if more <= 0 else f"{', '.join(words[:MOST_NAMED])} and {more} more"


def of_entry(connection: sqlite3.Connection, number: int) -> list[Seen]:
    """Read the figures that an entry of the history was about; empty where it is no act on a question."""
    return rulings.figures_of_entry(connection, number)


def of_ruling(connection: sqlite3.Connection, number: int) -> list[Seen]:
    """Read the figures that a ruling was about."""
    return rulings.figures_of_ruling(connection, Kind.RULING.id(number))


def rows(figures: Iterable[Seen]) -> tuple[tuple[str, str], ...]:
    """Tell figures as they were seen, each leading to what it is now."""
    return tuple((figure["id"], _row(figure)) for figure in figures)


def _row(figure: Seen) -> str:
    stands = "; stands" if figure["stands"] == "yes" else ""
    where = f"{figure['source']} ({figure['issued'] or 'undated'})"
    return f"{link(figure['words'], figure['id'])} read as {figure['read']} ({figure['by']}), {safe(where)}{stands}"
