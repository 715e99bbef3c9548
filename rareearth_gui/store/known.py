"""What keys stand for: names, parents and firms, each read when it is first spoken of, for an edit speaks of few."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

TOWNS = ("city", "county", "zone", "mine")
"""Kinds of place whose parts are told from one another in a series."""
FIRMS = ("company", "group")
_TOWNS = ", ".join(f"'{kind}'" for kind in TOWNS)
_FIRMS = ", ".join(f"'{kind}'" for kind in FIRMS)
PARENTS = f"SELECT p.key, p.part_of FROM place p JOIN place w ON w.key = p.part_of WHERE w.kind IN ({_TOWNS})"
FIRM_KEYS = f"SELECT key FROM enterprise WHERE kind IN ({_FIRMS})"
_READ = f"""SELECT key, name, name_zh, '', kind IN ({_FIRMS}) FROM enterprise WHERE key IN ({{0}})
    UNION ALL SELECT key, name, name_zh, '', 0 FROM material WHERE key IN ({{0}})
    UNION ALL SELECT p.key, p.name, p.name_zh, coalesce(w.key, ''), 0
        FROM place p LEFT JOIN place w ON w.key = p.part_of AND w.kind IN ({_TOWNS}) WHERE p.key IN ({{0}})"""


class Meaning(NamedTuple):
    """What a key of a place, a material or an enterprise stands for; the town or smaller place that it is part of."""

    name: str
    chinese: str
    parent: str
    is_firm: bool


class Known:
    """Reads the meaning of keys once for all who ask over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, Meaning | None] = {"": None}
        self._parts: dict[str, tuple[str, ...]] = {"": ()}
        self._indicators: dict[str, str] = {}

    def of(self, keys: Iterable[str]) -> dict[str, Meaning]:
        """Give what keys stand for; what nothing is called is left out."""
        wanted = dict.fromkeys(keys)
        unread = tuple(key for key in wanted if key not in self._read)
        if unread:
            self._read |= dict.fromkeys(unread)
            marks = ", ".join("?" * len(unread))
            for key, name, chinese, parent, firm in self._connection.execute(_READ.format(marks), unread * 3):
                before = self._read[key]
                self._read[key] = Meaning(name, chinese, parent, bool(firm) or (before is not None and before.is_firm))
        return {key: meaning for key in wanted if (meaning := self._read[key]) is not None}

    def names(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Give the words for keys."""
        return {key: meaning.name for key, meaning in self.of(keys).items()}

    def parent(self, place: str) -> str:
        """Give the town or smaller place that a place is part of, or nothing."""
        found = self.of((place,))
        return found[place].parent if found else ""

    def parts(self, town: str) -> tuple[str, ...]:
        """List the places that are part of a town or smaller place."""
        if town not in self._parts:
            rows = self._connection.execute(f"{PARENTS} AND p.part_of = ?", (town,))
            self._parts[town] = tuple(key for key, _ in rows)
        return self._parts[town]

    def indicator_in_chinese(self, key: str) -> str:
        """Give the Chinese name of an indicator, whose key may be a material's too; blank when it has none."""
        if key not in self._indicators:
            row = self._connection.execute("SELECT name_zh FROM indicator WHERE key = ?", (key,)).fetchone()
            self._indicators[key] = row[0] if row else ""
        return self._indicators[key]
