"""Opening a library with care: what is not ours is refused in words and left byte for byte as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from enum import Enum
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import journal
from rareearth_gui.store.journal import Fit
from rareearth_gui.store.lock import WriterLock
from rareearth_gui.store.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from pathlib import Path

HEADER = b"SQLite format 3\x00"
SMALLEST = 512
BUSY_MS = 5000
LOOKS, PAUSE = 3, 0.1
"""How often a journal is looked at before it is called alien, and the seconds between two looks."""


class State(Enum):
    """How a library may be used; the value is the sentence shown when it may only be read."""

    WRITABLE = ""
    READ_ONLY = "This library cannot be written here (the file or its folder is read-only), so it is open for reading."
    IN_USE = "This library is open in another window, so it is open here for reading."
    OUTDATED = "This library is of an older version and could not be brought up to date, so it is open for reading."
    NEWER = "This library was written by a newer version of Rare Earth Desk, so it is open for reading only."


def examine(path: Path) -> int:
    """Look at a file before SQLite does. Give its user_version; Refused when it is no library of ours."""
    _regular(path)
    size = path.stat().st_size
    if size == 0:
        raise Refused(f"{path.name} is empty.", "It was left as it is; choose another file or delete it to start anew.")
    with path.open("rb") as file:
        head = file.read(100)
    if size < SMALLEST or head[:16] != HEADER:
        raise Refused(f"{path.name} is not a library of Rare Earth Desk.", "It was left as it is; choose another file.")
    pages, page_size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    application, version = int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")
    if application != APPLICATION_ID:
        raise Refused(
            f"{path.name} is an SQLite file of another program, not a library of Rare Earth Desk.",
            "It was left as it is; choose another file.",
        )
    if pages * page_size > size and not journal.beside(path).exists():
        raise Refused(
            f"{path.name} is cut short: {size:,} bytes of {pages * page_size:,}.",
            "It was left as it is; restore it from a copy, or choose another file.",
        )
    return version


def _regular(path: Path) -> None:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.", "Check the path.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from None
    if not stat.S_ISREG(mode):
        raise Refused(f"{path} is not a file.", "Give the path of a library file.")
    if not os.access(path, os.R_OK):
        raise Refused(f"{path} may not be read by you.", "Ask its owner for permission to read.")


def recover(path: Path) -> str:
    """Let SQLite play a journal back that a killed writer left behind: a reader may not, and could not read.

    A journal of a writer that is alive is left alone, by its lock and by SQLite's own. One that belongs to another
    file is Refused; where that cannot be told, both are copied first, and a sentence says so.
    """
    if not journal.beside(path).exists() or not may_write(path):
        return ""
    lock = WriterLock(path)
    if not lock.take():
        return ""
    try:
        kept = _kept_before(path)
        connect(path, write=True).close()
    finally:
        lock.release()
    return kept


def _kept_before(path: Path) -> str:
    """Refuse a journal that is not this library's; copy both where that is not sure, and say so."""
    fit = _steady_fit(path)
    name = journal.beside(path).name
    if fit is Fit.ALIEN:
        raise Refused(
            f"{name} is the unfinished work of another state of {path.name}; together they would spoil the library.",
            f"Nothing was changed. If {path.name} was restored from a copy, move {name} away and open it again.",
        )
    if fit is not Fit.UNSURE:
        return ""
    try:
        kept, _ = journal.keep_copies(path)
    except OSError as error:
        raise Refused(
            f"{name} has to be played back, and there is no room for a copy of what is there now: {error}.",
            "Nothing was changed. Make room beside the library and open it again.",
        ) from None
    return f"Unfinished work was taken back when this library was opened; as it was before it is kept as {kept.name}."


def _steady_fit(path: Path) -> Fit:
    """Look again before a journal is called alien: another program may have been at work between two looks."""
    for _ in range(LOOKS - 1):
        if (fit := journal.fit(path)) is not Fit.ALIEN:
            return fit
        time.sleep(PAUSE)
    return journal.fit(path)


def may_write(path: Path) -> bool:
    """Say whether the file and its folder can be written (SQLite needs both)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open an existing, examined library. A reader can never change it; a writer is durable before it returns."""
    mode = "rw" if write else "ro"
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=True
        )
        for pragma in (
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if write:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise Refused(
            f"{path.name} cannot be read as a library: {error}.",
            "It was left as it is; restore it from a copy.",
        ) from None
    return connection


def is_newer(version: int) -> bool:
    """Say whether a library was written by a later program than this one."""
    return version > VERSION
