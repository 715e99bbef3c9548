"""The one writer: transactions are whole, and what the disk or another program denies is said in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import opening
from rareearth_gui.store.library import Library, transaction


@pytest.fixture
def library(small_library: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr(opening, "BUSY_MS", 50)
    opened = Library.open(small_library)
    yield opened
    opened.close()


def write(connection: sqlite3.Connection, note: str = "x") -> None:
    with transaction(connection):
        connection.execute("UPDATE figure SET note = ?", (note,))


def noted(library: Library) -> int:
    with closing(library.reader()) as connection:
        return int(connection.execute("SELECT count(*) FROM figure WHERE note <> ''").fetchone()[0])


def test_what_is_written_is_there_for_a_reader(library: Library) -> None:
    with library.writer() as connection:
        write(connection)
    assert noted(library) > 0


def test_other_program_that_writes_is_waited_for_and_then_named(library: Library) -> None:
    with library.writer() as connection, closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="Another program is writing to this library"):
            write(connection)
        other.execute("COMMIT")
        write(connection)
    assert noted(library) > 0


def test_reader_that_keeps_a_commit_waiting_leaves_no_transaction_open(library: Library) -> None:
    with library.writer() as connection, closing(library.reader()) as reader:
        reading = reader.execute("SELECT id FROM figure")
        reading.fetchone()
        with pytest.raises(Refused, match="Another program"):
            write(connection)
        assert not connection.in_transaction
        reading.close()
        write(connection)
    assert noted(library) > 0


def test_commit_that_breaks_a_reference_leaves_nothing(library: Library) -> None:
    def act(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("PRAGMA defer_foreign_keys=ON")
            connection.execute("UPDATE figure SET note = 'x', source_id = 999")

    with library.writer() as connection:
        with pytest.raises(sqlite3.IntegrityError):
            act(connection)
        assert not connection.in_transaction
    assert noted(library) == 0


def test_full_disk_is_said_and_changes_nothing(library: Library) -> None:
    with library.writer() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Refused, match="no space left"):
            write(connection, "x" * 10**6)
        assert not connection.in_transaction
    assert noted(library) == 0


def test_library_that_was_moved_under_us_is_said(library: Library) -> None:
    moved = library.path.with_name("elsewhere.sqlite")
    with library.writer() as connection:
        library.path.rename(moved)
        with pytest.raises(Refused, match="moved, deleted or made read-only"):
            write(connection)
    moved.rename(library.path)
    assert noted(library) == 0


def test_our_own_mistake_is_no_refusal(library: Library) -> None:
    def act(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("UPDATE figure SET colour = 'red'")

    with library.writer() as connection:
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            act(connection)
        assert not connection.in_transaction


def test_transaction_in_a_transaction_is_our_mistake_and_keeps_the_outer_one(library: Library) -> None:
    with library.writer() as connection:
        with transaction(connection):
            connection.execute("UPDATE figure SET note = 'x'")
            with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
                write(connection)
        assert not connection.in_transaction
    assert noted(library) > 0


def test_lock_says_who_holds_it(library: Library) -> None:
    from rareearth_gui.store.lock import WriterLock

    lock = WriterLock(library.path)
    assert not lock.take()
    assert lock.holder().startswith("process ")
    library.close()
    assert lock.holder() == "another process"
    assert lock.take()
    lock.release()
    lock.release()


def test_lock_taken_away_meanwhile_is_no_lock(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from rareearth_gui.store import lock

    library.close()
    taken = lock._lock

    def too_late(handle: object) -> bool:
        library.path.with_name("small.sqlite.lock").unlink()
        return taken(handle)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_lock", too_late)
    assert not lock.WriterLock(library.path).take()
