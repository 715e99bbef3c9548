"""Series: which combinations of subject, place, whole and basis an indicator has figures on, and those figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.store.figures import load

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Figure

_PARTS = ("subject", "place", "denominator", "basis")


def combinations(connection: sqlite3.Connection, indicator: str) -> list[tuple[str, str, str, str, int, int]]:
    """List subject, place, denominator, basis with their numbers of figures and of periods, longest series first."""
    return connection.execute(
        "SELECT q.subject, q.place, q.denominator, q.basis, count(*), count(DISTINCT nullif(q.period, '')) "
        "FROM question q JOIN figure f ON f.question_id = q.id WHERE q.indicator = ? AND f.withdrawn = '' "
        "GROUP BY 1, 2, 3, 4 ORDER BY 6 DESC, 5 DESC, min(f.id)",
        (indicator,),
    ).fetchall()


def figures(connection: sqlite3.Connection, indicator: str, parts: Sequence[str], limit: int) -> tuple[Figure, ...]:
    """Load the figures of one combination, the first `limit` by period, in order of id."""
    same = " AND ".join(f"q.{name} = ?" for name in ("indicator", *_PARTS))
    chosen = f"SELECT f.id FROM figure f JOIN question q ON q.id = f.question_id WHERE {same} AND f.withdrawn = ''"
    return load(connection, f"f.id IN ({chosen} ORDER BY q.period, f.id LIMIT ?)", (indicator, *parts, limit))
