"""Opening a library with care: what is not ours is refused in words and left byte for byte as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
from enum import Enum
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from pathlib import Path

HEADER = b"SQLite format 3\x00"
SMALLEST = 512
BUSY_MS = 5000


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
    if pages * page_size > size and not journal_of(path).exists():
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


def journal_of(path: Path) -> Path:
    """Name the journal that a writer keeps beside a library, or left there when it was killed."""
    return path.with_name(path.name + "-journal")


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
