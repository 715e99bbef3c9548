"""Edit: add, correct and withdraw records, and undo an act; validated, audited, rechecked, in one transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from rareearth_gui.domain.entities import Kind, parse_id
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.unit import UNITS
from rareearth_gui.ops import effects
from rareearth_gui.ops.recheck import recheck_in_transaction
from rareearth_gui.store import chain, edits, faults
from rareearth_gui.store.library import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

NOTHING = "Nothing was changed."
UNDONE = ("add", "correct", "withdraw record")
"""The acts that an undo can take back; a ruling is withdrawn or superseded instead."""
DEFAULTS = {
    "figure": {"scale": "1", "kind": "stated", "modality": "actual", "confidence": "high"},
    "enterprise": {"kind": "company", "certainty": "unknown"},
    "material": {"kind": "material"},
    "task": {"kind": "measure"},
    "indicator": {"match": "subject place period basis modality", "unit": "t", "dimension": "mass"},
    "source": {"kind": "news"},
}


CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("figure", "unit"): tuple(UNITS),
    ("figure", "hedge"): tuple(hedge.value for hedge in Hedge),
    ("figure", "modality"): ("actual", "target", "cap", "capacity", "plan", "forecast", "share", "growth"),
    ("figure", "kind"): ("stated", "derived"),
    ("figure", "confidence"): ("high", "medium", "low"),
    ("figure", "scale"): ("1", "1000", "10000", "1000000", "100000000", "1000000000"),
    ("enterprise", "certainty"): ("high", "medium", "low", "unknown"),
    ("enterprise", "kind"): (
        "group",
        "company",
        "institute",
        "agency",
        "association",
        "zone",
        "university",
        "media",
        "person",
        "body",
    ),
    ("material", "stage"): ("", "ore", "oxide", "metal", "material", "device", "use"),
    ("indicator", "unit"): tuple(UNITS),
    ("source", "kind"): ("government", "statistics", "news", "trade", "company", "research"),
}
"""The closed lists, by kind and column; everything else is typed."""


class Choice(NamedTuple):
    """A record that another may refer to: its key, its name, and what tells it from others of that name."""

    key: str
    name: str
    more: str


def blank(kind: Kind) -> dict[str, str]:
    """Give an empty record of a kind with what is usual filled in."""
    return dict.fromkeys(edits.columns(kind.value), "") | DEFAULTS[kind.value]


def form(connection: sqlite3.Connection, kind: Kind, number: int) -> dict[str, str]:
    """Give a record as it may be edited, every cell a text; Refused when there is none."""
    row = edits.read(connection, kind.value, number)
    if row is None:
        raise Refused(f"There is no {kind.value} {kind.id(number)}.", NOTHING)
    return row


def original(connection: sqlite3.Connection, kind: Kind, number: int) -> Mapping[str, str]:
    """Give the record as the catalogue brought it; empty when it was never corrected."""
    return edits.original(connection, kind.value, number)


def wrong(connection: sqlite3.Connection, kind: Kind, values: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with a record as it is typed, by column; empty when it may be saved."""
    row = blank(kind) | {name: text.strip() for name, text in values.items()}
    row["key"] = row["key"] or "new"
    found: dict[str, str] = {}
    for column, message in edits.faults(connection, kind.value, row):
        found.setdefault(column, message)
    return found


def choices(connection: sqlite3.Connection, kind: Kind) -> dict[str, tuple[Choice, ...]]:
    """List by column the records that a record may refer to."""
    columns = dict(edits.references(kind.value))
    if kind is Kind.FIGURE:
        columns["denominator"] = ("place",)  # or words, for a whole that is no place
    known = {
        table: tuple(Choice(*found) for found in edits.names(connection, table))
        for table in dict.fromkeys(table for tables in columns.values() for table in tables)
    }
    return {column: tuple(one for table in tables for one in known[table]) for column, tables in columns.items()}


def add(connection: sqlite3.Connection, kind: Kind, values: Mapping[str, str], reason: str) -> int:
    """Add a record; give its id. Refused with what is wrong when it breaks a rule."""
    row = blank(kind) | {name: text.strip() for name, text in values.items()}
    if not row["key"]:
        row["key"] = edits.free_key(
            connection, kind.value, row.get("name") or row.get("title") or row.get("printed", "")
        )
    return _write(connection, kind, None, row, {}, "add", reason)


def correct(connection: sqlite3.Connection, kind: Kind, number: int, changes: Mapping[str, str], reason: str) -> int:
    """Correct a record; what the catalogue brought stays readable as bundled. Refused when it breaks a rule."""
    before = form(connection, kind, number)
    after = before | {name: text.strip() for name, text in changes.items() if name != "key"}
    if after == before:
        raise Refused("Nothing differs from what is there.", NOTHING)
    return _write(connection, kind, number, after, before, "correct", reason)


def _write(
    connection: sqlite3.Connection,
    kind: Kind,
    number: int | None,
    row: dict[str, str],
    before: dict[str, str],
    act: str,
    reason: str,
) -> int:
    wrong = [message for _, message in edits.faults(connection, kind.value, row)]
    if wrong:
        said = "; ".join(wrong)
        raise Refused(f"{said[:1].upper()}{said[1:]}.", NOTHING)
    if not reason.strip():
        raise Refused("Write the reason of the change.", NOTHING)
    columns = effects.changed(before, row)
    try:
        with transaction(connection):
            faults.hit("edit-begun")
            looked = _looked(connection, kind, number, columns) if number is not None else set()
            number = edits.write(connection, kind.value, number, row)
            faults.hit("edit-written")
            changes = [f"{name}: {before.get(name, '')!r} to {row[name]!r}" for name in row if name in columns]
            _audit(connection, act, kind, number, f"{reason.strip()} ({'; '.join(changes)})", before, row)
            faults.hit("edit-audited")
            _recheck(connection, kind, number, columns, looked)
            faults.hit("edit-rechecked")
    except sqlite3.IntegrityError as error:
        raise Refused(f"The library does not take this record: {error}.", NOTHING) from None
    faults.hit("edit-committed")
    return number


def _audit(
    connection: sqlite3.Connection,
    act: str,
    kind: Kind,
    number: int,
    says: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    **more: object,
) -> None:
    title = after.get("name") or after.get("title") or after.get("printed") or kind.id(number)
    detail: dict[str, object] = {"before": dict(before), "after": dict(after), **more}
    chain.append(connection, act=act, record=kind.id(number), title=title, says=says, detail=detail)


def _looked(connection: sqlite3.Connection, kind: Kind, number: int, columns: Set[str]) -> set[int]:
    """List the questions that look at a figure which is about to answer another question."""
    moves = kind is Kind.FIGURE and columns & effects.MOVING
    return effects.looking(connection, kind, number) if moves else set()


def _recheck(
    connection: sqlite3.Connection, kind: Kind, number: int, columns: Set[str], looked: Set[int] = frozenset()
) -> None:
    """Check again what a change of columns made stale, and what looked at the record before."""
    recheck_in_transaction(connection, sorted(looked | effects.stale(connection, kind, number, columns)))


def withdraw(connection: sqlite3.Connection, kind: Kind, number: int, reason: str) -> None:
    """Withdraw a record: it stays on screen as withdrawn, and counts no more."""
    if not reason.strip():
        raise Refused("Write why it is withdrawn.", NOTHING)
    _set_withdrawn(connection, kind, number, reason.strip(), "withdraw record", reason.strip())


def _set_withdrawn(
    connection: sqlite3.Connection, kind: Kind, number: int, mark: str, act: str, says: str, **more: object
) -> None:
    row = form(connection, kind, number)
    was = edits.withdrawn(connection, kind.value, number)
    if was == mark:
        raise Refused("It is so already.", NOTHING)
    with transaction(connection):
        faults.hit("edit-begun")
        edits.set_withdrawn(connection, kind.value, number, mark)
        faults.hit("edit-written")
        _audit(connection, act, kind, number, says, row, row, withdrawn=[was, mark], **more)
        faults.hit("edit-audited")
        _recheck(connection, kind, number, {"withdrawn"})
        faults.hit("edit-rechecked")
    faults.hit("edit-committed")


class Undoable(NamedTuple):
    """An edit that an undo would take back: its entry in the history, what was done, and to which record."""

    entry: int
    act: str
    record: str
    title: str


def last_edit(connection: sqlite3.Connection) -> Undoable | None:
    """Give the last edit that was not undone; None when there is none."""
    found = edits.last_not_undone(connection, UNDONE)
    return None if found is None else Undoable(*found)


def undo(connection: sqlite3.Connection, entry_id: int) -> None:
    """Undo an edit by an act of its own that puts back what was there. Refused when it cannot be put back."""
    found = edits.entry(connection, entry_id)
    if found is None:
        raise Refused(f"There is no entry A{entry_id} in the history.", NOTHING)
    act, record, _, detail = found
    place = parse_id(record)
    if act not in UNDONE or place is None:
        raise Refused(f"An act of the kind {act!r} is not undone here.", "A ruling is withdrawn or superseded instead.")
    if edits.undone_by(connection, entry_id) is not None:
        raise Refused("This act has been undone already.", NOTHING)
    kind, number = place
    if act == "add":
        _set_withdrawn(connection, kind, number, "added and undone", "undo", "the addition was undone", undoes=entry_id)
        return
    if act == "withdraw record":
        was = detail["withdrawn"]
        assert isinstance(was, list)
        _set_withdrawn(connection, kind, number, str(was[0]), "undo", "the withdrawal was undone", undoes=entry_id)
        return
    before, after = _row_of(detail, "before"), _row_of(detail, "after")
    now = form(connection, kind, number)
    changed = effects.changed(before, after)
    if any(now[name] != after[name] for name in changed):
        raise Refused("The record was changed again since.", "Undo the later change first.")
    back = now | {name: before[name] for name in changed}
    with transaction(connection):
        faults.hit("edit-begun")
        looked = _looked(connection, kind, number, changed)
        edits.write(connection, kind.value, number, back)
        faults.hit("edit-written")
        _audit(connection, "undo", kind, number, "the correction was undone", now, back, undoes=entry_id)
        faults.hit("edit-audited")
        _recheck(connection, kind, number, changed, looked)
        faults.hit("edit-rechecked")
    faults.hit("edit-committed")


def _row_of(detail: Mapping[str, object], name: str) -> dict[str, str]:
    found = detail[name]
    assert isinstance(found, dict)
    return found
