"""Verify: is the file sound, does the chain hold, do the printed words stand where the locators say?"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.counted import counted
from rareearth_gui.store import chain, texts
from rareearth_gui.store.health import foreign_key_faults, integrity_faults

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: what, whether it holds (None: could not be checked), and in words."""

    what: str
    holds: bool | None
    says: str


def verify(connection: sqlite3.Connection) -> Iterator[Checked]:
    """Check the file, the references, the audit chain, and every located figure against its attached text."""
    faults = integrity_faults(connection)
    yield Checked("file", not faults, "; ".join(faults) or "SQLite finds no damage")
    faults = foreign_key_faults(connection)
    yield Checked("references", not faults, "; ".join(faults) or "every reference leads somewhere")
    yield _history(connection)
    for source_id, title, sha256 in texts.located_sources(connection):
        try:
            yield from _source(connection, source_id, title, sha256)
        except sqlite3.DatabaseError as error:
            yield Checked(f"S{source_id}", False, f"{title}: its figures cannot be read: {error}")
    yield _extent(connection)


def _extent(connection: sqlite3.Connection) -> Checked:
    """Say how far the check reached: a green mark says what it checked."""
    every, located, reached = texts.extent(connection)
    says = f"{reached:,} of {every:,} figures were held against an attached text"
    if located > reached:
        says += f"; {located - reached:,} await theirs"
    if every > located:
        says += f"; {every - located:,} are known by citation only and have no text to be held against"
    return Checked("figures", True if reached == located else None, says)


def _history(connection: sqlite3.Connection) -> Checked:
    try:
        bad = chain.broken(connection)
    except sqlite3.DatabaseError as error:
        return Checked("history", False, f"it cannot be read: {error}")
    says = f"broken at entries {', '.join(map(str, bad))}" if bad else "every entry follows from the one before it"
    return Checked("history", not bad, says)


def _source(connection: sqlite3.Connection, source_id: int, title: str, sha256: str) -> Iterator[Checked]:
    marks = texts.marks(connection, source_id)
    text = texts.text(connection, source_id)
    if text is None:
        yield Checked(f"S{source_id}", None, f"{title}: text not attached, {counted(len(marks), 'figure')} not checked")
        return
    same = hashlib.sha256(text.encode()).hexdigest() == sha256
    says = "the attached text is the one the locators refer to" if same else "the attached text was changed"
    yield Checked(f"S{source_id}", same, f"{title}: {says}")
    for mark in marks:
        holds = mark.holds(text)
        where = f"characters {mark.start} to {mark.end}"
        says = f"{mark.printed!r} stands at {where}" if holds else f"{mark.printed!r} does NOT stand at {where}"
        yield Checked(f"F{mark.figure_id}", holds, f"{mark.key}: {says}")
