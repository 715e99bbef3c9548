"""A library from the catalogue: made whole beside its final name, or added to, never overwriting."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import chain, leftovers, search
from rareearth_gui.store.catalogue import Catalogue, Row, members, split
from rareearth_gui.store.library import transaction
from rareearth_gui.store.questions import COPIED, Questions, asked, figure_values
from rareearth_gui.store.schema import migrate

if TYPE_CHECKING:
    from pathlib import Path

Progress = Callable[[str], None]
_TABLES = {
    "places": "place",
    "sources": "source",
    "indicators": "indicator",
    "enterprises": "enterprise",
    "materials": "material",
    "links": "material_link",
    "tasks": "task",
    "evidence": "evidence",
    "relations": "relation",
}
_NULL_WHEN_BLANK = frozenset(
    "part_of copy_of share_of place parent source start end lead figure characters atomic_number".split()
)
_NOT_STORED = frozenset({"targets", "members"})
WORDS = {
    "source": "title title_zh publisher series edition address key",
    "indicator": "name name_zh definition key",
    "enterprise": "name name_zh printed_names role code key",
    "material": "name name_zh family formula elements oxide key",
    "task": "title summary section printed key",
}

_KNOWN_FIGURE = f"""SELECT {", ".join(f"f.{name}" for name in COPIED)}, f.start, f."end", f.number_high, f.own_low,
    f.own_high, s.key AS source, q.key AS question
    FROM figure f JOIN source s ON s.id = f.source_id JOIN question q ON q.id = f.question_id WHERE f.key = ?"""
_KNOWN_MEMBERS = """SELECT m.role, f.key FROM relation_member m JOIN figure f ON f.id = m.figure_id
    WHERE m.relation_id = ? ORDER BY m.position"""


@dataclass
class Added:
    """What a catalogue brought: rows added by table, and rows that differ from what the library has."""

    counts: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def build(path: Path, folder: Path, recheck: Callable[[sqlite3.Connection], None], progress: Progress) -> None:
    """Make a new library at `path` from the CSV files in `folder`; nothing is left behind when it fails."""
    temporary = leftovers.unfinished(path)
    with _place_for(path):
        _make(temporary, path, folder, recheck, progress)


@contextmanager
def _place_for(path: Path) -> Iterator[None]:
    """Turn what the place of a new library does not allow (no folder, no permission, no space) into words."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        leftovers.sweep(path)
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # a statement of ours is wrong
        raise Refused(f"No library can be made at {path}: {error}.", "Name another place with --db.") from None


def _make(
    temporary: Path, path: Path, folder: Path, recheck: Callable[[sqlite3.Connection], None], progress: Progress
) -> None:
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")  # a private file until it is renamed
            migrate(connection)
            connection.execute("PRAGMA foreign_keys=ON")
            add(connection, Catalogue(folder), progress)
            progress("Comparing the figures")
            recheck(connection)
        finally:
            connection.close()
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give the library its name, unless a file has taken the name meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise Refused(f"{path} came into being while the library was made.", "Start again.") from None
    except OSError:
        os.replace(temporary, path)


def add(connection: sqlite3.Connection, catalogue: Catalogue, progress: Progress) -> Added:
    """Add what the library does not have yet, by key, in one transaction; differing rows are named, not changed."""
    if catalogue.faults:
        raise Refused("The catalogue breaks a rule: " + str(catalogue.faults[0]), "Nothing was added.")
    try:
        return _add(connection, catalogue, progress)
    except sqlite3.IntegrityError as error:
        raise Refused(f"The catalogue breaks a rule: {error}.", "Nothing was added.") from None


def _add(connection: sqlite3.Connection, catalogue: Catalogue, progress: Progress) -> Added:
    added = Added()
    with transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys=ON")
        for family, table in _TABLES.items():
            if family == "links":
                _add_figures(connection, catalogue, added, progress)
            progress(f"Reading the catalogue: {family}")
            _add_rows(connection, table, catalogue.rows[family], added)
        _add_members(connection, catalogue, added)
        _add_mentions(connection, catalogue)
        search.rebuild(connection)
        chain.append(
            connection,
            act="catalogue",
            record="library",
            title="The bundled catalogue",
            says=", ".join(f"{number} {table}" for table, number in added.counts.items()) or "nothing new",
            detail={"digest": catalogue.digest, "differences": added.differences},
        )
    return added


def _add_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Row], added: Added) -> None:
    known = {row["key"]: row for row in _as_dicts(connection, f"SELECT * FROM {table}")}
    new = 0
    for row in rows:
        values = {name: cell(name, text) for name, text in row.items() if name not in _NOT_STORED}
        if table in WORDS:
            values["words"] = " ".join(row[name] for name in WORDS[table].split())
        if table == "source" and not values["origin"]:
            values["origin"] = row["key"]
        if row["key"] in known:
            _note_difference(added, table, known[row["key"]], values)
            continue
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        new += 1
    if new:
        added.counts[table] = new


def _note_difference(added: Added, table: str, known: dict[str, object], values: dict[str, object]) -> None:
    for name, value in values.items():
        if name != "words" and str(known[name]) != str(value):
            added.differences.append(f"{table} {known['key']}: {name} is {known[name]!r}, catalogue has {value!r}")


def cell(name: str, text: str) -> object:
    """Turn a cell of the catalogue into a value of its column."""
    if not text:
        return None if name in _NULL_WHEN_BLANK else ""
    return int(text) if name in ("start", "end", "characters", "atomic_number") else text


def _as_dicts(connection: sqlite3.Connection, sql: str, values: tuple[object, ...] = ()) -> list[dict[str, object]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _add_figures(connection: sqlite3.Connection, catalogue: Catalogue, added: Added, progress: Progress) -> None:
    progress("Reading the catalogue: figures")
    questions = Questions(connection)
    source_ids = dict(connection.execute("SELECT key, id FROM source"))
    new = 0
    for row in catalogue.rows["figures"]:
        known = _as_dicts(connection, _KNOWN_FIGURE, (row["key"],))
        if known:
            _note_difference(added, "figure", known[0], _comparable(row))
            continue
        values = figure_values(row, questions, source_ids[row["source"]])
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO figure ({names}) VALUES ({marks})", tuple(values.values()))
        new += 1
    if new:
        added.counts["figure"] = new


def _comparable(row: Row) -> dict[str, object]:
    """Give what is compared of a figure that the library has already."""
    values: dict[str, object] = {name: row[name] for name in COPIED}
    values |= {name: cell(name, row[name]) for name in ("start", "end")}
    values |= {
        "number_high": row["number_high"] or None,
        "own_low": row["low"] or None,
        "own_high": row["high"] or None,
    }
    return values | {"source": row["source"], "question": asked(row).key}


def _add_members(connection: sqlite3.Connection, catalogue: Catalogue, added: Added) -> None:
    figure_ids = dict(connection.execute("SELECT key, id FROM figure"))
    relation_ids = dict(connection.execute("SELECT key, id FROM relation"))
    for row in catalogue.rows["relations"]:
        known = connection.execute(_KNOWN_MEMBERS, (relation_ids[row["key"]],)).fetchall()
        if known:
            values: dict[str, object] = {"members": "; ".join(f"{role}={key}" for role, key in members(row))}
            was = "; ".join(f"{role}={key}" for role, key in known)
            _note_difference(added, "relation", {"key": row["key"], "members": was}, values)
            continue
        connection.executemany(
            "INSERT INTO relation_member VALUES (?, ?, ?, ?)",
            [(relation_ids[row["key"]], n, role, figure_ids[key]) for n, (role, key) in enumerate(members(row))],
        )
    task_ids = dict(connection.execute("SELECT key, id FROM task"))
    connection.executemany(
        "INSERT OR IGNORE INTO task_target VALUES (?, ?)",
        [(task_ids[row["key"]], figure_ids[key]) for row in catalogue.rows["tasks"] for key in split(row["targets"])],
    )


def _add_mentions(connection: sqlite3.Connection, catalogue: Catalogue) -> None:
    known = set(connection.execute('SELECT kind, key, source, start, "end" FROM mention'))
    rows = [
        (row["kind"], row["key"], row["source"], int(row["start"]), int(row["end"]), row["printed"])
        for row in catalogue.rows["mentions"]
    ]
    connection.executemany(
        'INSERT INTO mention (kind, key, source, start, "end", printed) VALUES (?, ?, ?, ?, ?, ?)',
        [row for row in rows if row[:5] not in known],
    )
