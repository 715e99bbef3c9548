"""Reach: how a listed column is read with no more joins than it needs, where its view would join them all.

The long lists (a million figures) are filtered and put in order by these expressions; only the rows of a page are
read through their view. `tests/store/test_reach.py` holds the two together: each gives what the view gives.
"""

from __future__ import annotations

from typing import NamedTuple

from rareearth_gui.store import ddl


class Reach(NamedTuple):
    """A column as SQL over its table, named t, and the joins that the SQL speaks of."""

    sql: str
    joins: tuple[str, ...] = ()


_OF_FIGURE = "JOIN question q ON q.id = t.question_id"
_OF_CONFLICT = "JOIN question q ON q.id = t.id"
_SOURCE = "JOIN source s ON s.id = t.source_id"
_INDICATOR = "JOIN indicator i ON i.key = q.indicator"
_PLACE = "LEFT JOIN place p ON p.key = q.place"
_WHOLE = "LEFT JOIN place d ON d.key = q.denominator"
_SUBJECT = "LEFT JOIN material m ON m.key = q.subject LEFT JOIN enterprise e ON e.key = q.subject"


def _own(names: str) -> dict[str, Reach]:
    return {name: Reach(f't."{name}"') for name in names.split()}


def _asked(*first: str) -> dict[str, Reach]:
    """Reach what belongs to the question, over the joins that lead to it."""
    return {
        "indicator": Reach("i.name", (*first, _INDICATOR)),
        "subject": Reach("coalesce(m.name, e.name, q.subject)", (*first, _SUBJECT)),
        "place": Reach("coalesce(p.name, q.place)", (*first, _PLACE)),
        **{name: Reach(f'q."{name}"', first) for name in ("period", "basis", "modality")},
    }


_FIGURE = {
    **_own("value low high unit speaker hedge kind confidence section via note withdrawn"),
    **_asked(_OF_FIGURE),
    "printed": Reach(ddl.PRINTED.replace("f.", "t.")),
    "question": Reach("q.title", (_OF_FIGURE,)),
    "denominator": Reach("coalesce(d.name, q.denominator)", (_OF_FIGURE, _WHOLE)),
    "source": Reach("s.title", (_SOURCE,)),
    "publisher": Reach("s.publisher", (_SOURCE,)),
    "issued": Reach("s.issued", (_SOURCE,)),
    "origin": Reach("coalesce(nullif(t.origin, ''), nullif(s.origin, ''), s.key)", (_SOURCE,)),
    "conflict": Reach(ddl.BADGE, ("LEFT JOIN conflict c ON c.id = t.question_id",)),
}
_CONFLICT = {
    **_own("title outcome values sources origins figures checks"),
    **{name: Reach(f"round(t.{name}, 2)") for name in ("suspicion", "influence", "rank")},
    **_asked(_OF_CONFLICT),
    "conflict": Reach("CASE WHEN t.state = 'snoozed' AND t.until <= date('now') THEN 'open' ELSE t.state END"),
    "todo": Reach(
        "CASE WHEN t.state = 'ruled' OR (t.state = 'snoozed' AND t.until > date('now')) THEN 'no' ELSE 'yes' END"
    ),
}
_QUESTION = {
    **_own("title period basis modality"),
    "figures": Reach("(SELECT count(*) FROM figure f WHERE f.question_id = t.id)"),
}
_LONG = {"figure": _FIGURE, "conflict": _CONFLICT, "question": _QUESTION}


def reach(table: str, column: str) -> Reach:
    """Give the shortest way to a column of a table's view; through the view itself where no shorter one is known."""
    found = _LONG.get(table, {}).get(column)
    return found or Reach(f'v."{column}"', (f"JOIN v_{table} v ON v.id = t.id",))


def known(table: str) -> tuple[str, ...]:
    """Name the columns of a table's view that have a way of their own."""
    return tuple(_LONG.get(table, ()))
