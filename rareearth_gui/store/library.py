"""The library: one file, opened once; it hands out read-only readers and the one writer."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import opening, schema
from rareearth_gui.store.lock import WriterLock
from rareearth_gui.store.opening import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DENIED = {
    sqlite3.SQLITE_BUSY: "Another program is writing to this library",
    sqlite3.SQLITE_READONLY: "This library can no longer be written: it was moved, deleted or made read-only",
    sqlite3.SQLITE_FULL: "There is no space left for this library",
    sqlite3.SQLITE_IOERR: "The disk of this library does not answer",
}
"""What keeps a transaction from being written and is no bug of ours, by SQLite's primary code."""


class Library:
    """An open library. Thread-safe in what it hands out: each connection belongs to the thread that asked.

    `told` is what happened when it was opened, where a person has to know.
    """

    def __init__(self, path: Path, state: State, lock: WriterLock | None, told: str = "") -> None:
        self.path = path
        self.state = state
        self._lock = lock
        self.told = told

    @classmethod
    def open(cls, path: Path, *, write: bool = True) -> Library:
        """Open an existing library; when it cannot be written `state` says why. Refused when it is none of ours."""
        opening.examine(path)
        path = path.resolve()
        told = cls._recovered(path) if opening.journal_of(path).exists() else ""
        version = opening.examine(path)
        if not write:
            return cls(path, State.NEWER if opening.is_newer(version) else State.READ_ONLY, None, told)
        if opening.is_newer(version):
            return cls(path, State.NEWER, None, told)
        if not opening.may_write(path):
            return cls(path, State.READ_ONLY, None, told)
        lock = WriterLock(path)
        if not lock.take():
            return cls(path, State.IN_USE, None, told)
        library = cls(path, State.WRITABLE, lock, told)
        return library if version >= schema.VERSION else library._brought_up_to_date()

    @staticmethod
    def _recovered(path: Path) -> str:
        from rareearth_gui.store import recovery  # on need: a start reads nothing that it can do without

        return recovery.recover(path)

    def _brought_up_to_date(self) -> Library:
        """Bring an older library to this version; where that fails it is as it was, and may be read."""
        try:
            with self.writer() as connection:
                schema.migrate(connection)
        except Exception as error:
            self.close()
            return Library(self.path, State.OUTDATED, None, f"What went wrong: {error}.")
        except BaseException:
            self.close()
            raise
        return self

    @property
    def says(self) -> str:
        """Say what a person has to know of how the library was opened; blank when there is nothing."""
        return " ".join(filter(None, (self.state.value, self.told)))

    @property
    def writable(self) -> bool:
        """Say whether acts can be written."""
        return self.state is State.WRITABLE

    def reader(self) -> sqlite3.Connection:
        """Open a read-only connection for the calling thread, which closes it."""
        return opening.connect(self.path, write=False)

    @contextmanager
    def writer(self) -> Iterator[sqlite3.Connection]:
        """Lend the write connection to the calling thread; Refused when the library is open for reading."""
        if not self.writable:
            raise Refused(self.says, "Nothing was changed.")
        connection = opening.connect(self.path, write=True)
        try:
            yield connection
        finally:
            connection.close()

    def close(self) -> None:
        """Give up the right to write."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one immediate transaction: committed whole, or rolled back whole on any exception.

    What the disk or another program does not allow is Refused in words; anything else is our bug.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite has rolled back by itself when the disk failed
                connection.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as error:
        says = _DENIED.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if says is None:
            raise
        raise Refused(f"{says} ({error}).", "Nothing was changed; the library is as it was before.") from error
