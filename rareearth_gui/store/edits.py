"""Rows that a person may add, correct and withdraw: read and written in the catalogue's own form."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rareearth_gui.store.build import WORDS, cell
from rareearth_gui.store.catalogue import COLUMNS, Row, cell_faults
from rareearth_gui.store.questions import Questions, figure_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

FAMILIES = {
    "enterprise": "enterprises",
    "material": "materials",
    "task": "tasks",
    "indicator": "indicators",
    "source": "sources",
    "figure": "figures",
}
LEFT_OUT = frozenset({"targets"})
_REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "enterprise": {"place": ("place",), "parent": ("enterprise",)},
    "task": {"parent": ("task",), "source": ("source",), "lead": ("enterprise",)},
    "indicator": {"share_of": ("indicator",)},
    "source": {"copy_of": ("source",)},
    "material": {},
    "figure": {
        "source": ("source",),
        "indicator": ("indicator",),
        "place": ("place",),
        "subject": ("material", "enterprise"),
    },
}
_REQUIRED = {
    "enterprise": ("key", "name"),
    "material": ("key", "name"),
    "indicator": ("key", "name"),
    "source": ("key", "title"),
    "task": ("title", "source"),
    "figure": ("printed", "source", "indicator"),
}
_NAMED = {"source": ("title", "issued"), "task": ("title", "section")}
_FIGURE_ROW = """SELECT f.key, s.key, f.section, f.start, f."end", f.printed, f.number, f.number_high, f.scale, f.unit,
    f.hedge, f.hedge_words, f.own_low, f.own_high, f.reading_reason, q.modality, f.kind, q.indicator, q.subject,
    q.place, q.period, f.period_how, q.basis, q.denominator, f.speaker, f.origin, f.via, f.confidence, f.note
    FROM figure f JOIN source s ON s.id = f.source_id JOIN question q ON q.id = f.question_id WHERE f.id = ?"""


def columns(table: str) -> list[str]:
    """Name the columns that a person may write, key first, as in the catalogue."""
    return [name for name in COLUMNS[FAMILIES[table]] if name not in LEFT_OUT]


def read(connection: sqlite3.Connection, table: str, number: int) -> Row | None:
    """Read a record in the catalogue's form, every cell a text; None when there is none."""
    names = columns(table)
    if table == "figure":
        found = connection.execute(_FIGURE_ROW, (number,)).fetchone()
    else:
        quoted = ", ".join(f'"{name}"' for name in names)
        found = connection.execute(f"SELECT {quoted} FROM {table} WHERE id = ?", (number,)).fetchone()
    if found is None:
        return None
    return {name: "" if value is None else str(value) for name, value in zip(names, found, strict=True)}


def faults(connection: sqlite3.Connection, table: str, row: Row) -> list[tuple[str, str]]:
    """Say what is wrong with a record by the catalogue's own rules, each fault with its column; empty when nothing."""
    made = list(cell_faults(FAMILIES[table], row))
    for column, others in references(table).items():
        if row[column] and not any(_exists(connection, other, row[column]) for other in others):
            made.append((column, f"{column} {row[column]!r} is not the key of a known {' or '.join(others)}"))
    made += [(name, f"{name} is missing") for name in _REQUIRED[table] if not row[name].strip()]
    return made


def references(table: str) -> Mapping[str, tuple[str, ...]]:
    """Name the columns that hold the key of another record, with the tables in which it is looked for."""
    return _REFERENCES[table]


def names(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    """List the records of a table that are not withdrawn by key, name and what tells like names apart."""
    name, more = _NAMED.get(table, ("name", "name_zh"))
    held = "WHERE withdrawn = ''" if table in FAMILIES else ""
    return connection.execute(
        f"SELECT key, {name}, {more} FROM {table} {held} ORDER BY {name} COLLATE NOCASE"
    ).fetchall()


def _exists(connection: sqlite3.Connection, table: str, key: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone() is not None


def write(connection: sqlite3.Connection, table: str, number: int | None, row: Row) -> int:
    """Write a record inside the caller's transaction, new when `number` is None; its search words follow it."""
    values = _values(connection, table, row)
    if number is None:
        values |= {"bundled": 0} if table in ("source", "figure") else {}
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        assert cursor.lastrowid is not None
        number = cursor.lastrowid
    else:
        _forget_words(connection, table, number)
        _keep_original(connection, table, number)
        names = ", ".join(f'"{name}" = ?' for name in values)
        connection.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), number))
    connection.execute(
        f"INSERT INTO {table}_search(rowid, words) SELECT id, words FROM {table} WHERE id = ?", (number,)
    )
    return number


def _values(connection: sqlite3.Connection, table: str, row: Row) -> dict[str, object]:
    if table == "figure":
        (source_id,) = connection.execute("SELECT id FROM source WHERE key = ?", (row["source"],)).fetchone()
        return figure_values(row, Questions(connection, searchable=True), source_id)
    values: dict[str, object] = {name: cell(name, text) for name, text in row.items()}
    values["words"] = " ".join(row[name] for name in WORDS[table].split())
    if table == "source" and not values["origin"]:
        values["origin"] = row["key"]
    return values


def _forget_words(connection: sqlite3.Connection, table: str, number: int) -> None:
    connection.execute(
        f"INSERT INTO {table}_search({table}_search, rowid, words) "
        f"SELECT 'delete', id, words FROM {table} WHERE id = ?",
        (number,),
    )


def _keep_original(connection: sqlite3.Connection, table: str, number: int) -> None:
    """Keep what the catalogue brought, once, so that it stays visible as bundled."""
    old = read(connection, table, number)
    connection.execute(
        f"UPDATE {table} SET original = ? WHERE id = ? AND original = ''", (json.dumps(old, ensure_ascii=False), number)
    )


def set_withdrawn(connection: sqlite3.Connection, table: str, number: int, reason: str) -> None:
    """Mark a record as withdrawn with the reason, or as back with a blank one."""
    connection.execute(f"UPDATE {table} SET withdrawn = ? WHERE id = ?", (reason, number))


def withdrawn(connection: sqlite3.Connection, table: str, number: int) -> str:
    """Give the reason for which a record was withdrawn; blank when it was not."""
    row = connection.execute(f"SELECT withdrawn FROM {table} WHERE id = ?", (number,)).fetchone()
    return str(row[0]) if row else ""


def original(connection: sqlite3.Connection, table: str, number: int) -> Mapping[str, str]:
    """Give the record as the catalogue brought it; empty when it was never corrected."""
    row = connection.execute(f"SELECT original FROM {table} WHERE id = ?", (number,)).fetchone()
    found: Mapping[str, str] = json.loads(row[0]) if row and row[0] else {}
    return found


def free_key(connection: sqlite3.Connection, table: str, words: str) -> str:
    """Make a key that is not taken yet from some words."""
    base = "own." + (re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:40] or table)
    key, number = base, 2
    while _exists(connection, table, key):
        key, number = f"{base}-{number}", number + 1
    return key


def questions_touched(connection: sqlite3.Connection, table: str, number: int) -> set[int]:
    """List the questions whose figures or titles depend on a record."""
    if table == "figure":
        rows = connection.execute("SELECT question_id FROM figure WHERE id = ?", (number,))
    elif table == "source":
        rows = connection.execute("SELECT DISTINCT question_id FROM figure WHERE source_id = ?", (number,))
    elif table == "indicator":
        rows = connection.execute(
            """SELECT q.id FROM indicator i JOIN indicator o ON i.key IN (o.key, o.share_of)
            JOIN question q ON q.indicator = o.key WHERE i.id = ?""",  # its shares read it, and are named after it
            (number,),
        )
    elif table in ("enterprise", "material"):
        rows = connection.execute(
            f"SELECT q.id FROM question q JOIN {table} t ON t.key = q.subject WHERE t.id = ?", (number,)
        )
    else:
        return set()
    return {found for (found,) in rows}


def entry(connection: sqlite3.Connection, number: int) -> tuple[str, str, str, dict[str, object]] | None:
    """Read an audit entry: act, record, title, detail; None when there is none."""
    row = connection.execute("SELECT act, record, title, detail FROM audit WHERE id = ?", (number,)).fetchone()
    return (row[0], row[1], row[2], json.loads(row[3])) if row else None


def undone_by(connection: sqlite3.Connection, number: int) -> int | None:
    """Find the entry that undid an entry; None when it still holds."""
    row = connection.execute(
        "SELECT id FROM audit WHERE act = 'undo' AND json_extract(detail, '$.undoes') = ? ORDER BY id DESC LIMIT 1",
        (number,),
    ).fetchone()
    return int(row[0]) if row else None


def last_not_undone(connection: sqlite3.Connection, acts: Sequence[str]) -> tuple[int, str, str, str] | None:
    """Find the newest of some acts that still holds: its id, act, record and title; None when there is none."""
    marks = ", ".join("?" * len(acts))
    row = connection.execute(
        f"SELECT id, act, record, title FROM audit WHERE act IN ({marks}) AND id NOT IN "
        "(SELECT json_extract(detail, '$.undoes') FROM audit WHERE act = 'undo') ORDER BY id DESC LIMIT 1",
        acts,
    ).fetchone()
    return (row[0], row[1], row[2], row[3]) if row else None


def later_than(connection: sqlite3.Connection, at: str) -> list[tuple[str, str, dict[str, object]]]:
    """List the edits made after a moment, newest first: act, record, detail."""
    rows = connection.execute(
        "SELECT act, record, detail FROM audit WHERE at > ? AND act IN ('add','correct','withdraw record','undo') "
        "ORDER BY id DESC",
        (at,),
    )
    return [(act, record, json.loads(detail)) for act, record, detail in rows]
