"""Journals that killed writers leave: played back where they belong, and never into another file."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.store import journal
from rareearth_gui.store.journal import Fit
from rareearth_gui.store.library import Library, transaction
from rareearth_gui.store.opening import State, journal_of

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for statement in sys.argv[2:]:
    connection.execute(statement)
os.kill(os.getpid(), signal.SIGKILL)
"""
GROWS = "UPDATE figure SET note = note || 'half written, and longer than it was before'"
STAYS = "UPDATE figure SET bundled = 1 - bundled"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")


def kill_in(path: Path, *statements: str) -> dict[str, bytes]:
    """Have another process killed in the middle of a transaction; give the files that it leaves."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), *statements], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == -9
    assert journal_of(path).stat().st_size > 0
    return files(path)


def files(path: Path) -> dict[str, bytes]:
    return {found.name: found.read_bytes() for found in path.parent.iterdir() if found.is_file()}


def commit(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, transaction(connection):
        connection.execute("UPDATE figure SET note = 'a later word'")


@pytest.mark.parametrize("statements", [(GROWS,), (STAYS,), ()], ids=["page 1 in it", "page 1 not in it", "not begun"])
def test_work_of_a_killed_writer_is_taken_back(statements: tuple[str, ...], library_path: Path) -> None:
    commit(library_path)
    before = library_path.read_bytes()
    if not statements:
        with closing(sqlite3.connect(library_path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE figure SET note = 'begun' WHERE id = 1")
            begun = journal_of(library_path).read_bytes()
            connection.execute("ROLLBACK")
        journal_of(library_path).write_bytes(begun)
    else:
        left = kill_in(library_path, *statements)
        assert left[library_path.name] != before
    unsure = journal.fit(library_path) is Fit.UNSURE
    library = Library.open(library_path)
    assert library.writable
    assert library_path.read_bytes() == before
    assert journal_of(library_path).exists() == (not statements), "SQLite has no eye for one that was never synced"
    assert unsure == (statements == (STAYS,))
    assert ("kept as library.sqlite.before-recovery-1" in library.says) == unsure
    if unsure:
        kept = library_path.with_name("library.sqlite.before-recovery-1")
        assert kept.read_bytes() == left["library.sqlite"]
        assert journal_of(kept).read_bytes() == left["library.sqlite-journal"]
    library.close()


@pytest.mark.parametrize("statements", [(GROWS,), (STAYS, GROWS)], ids=["grown", "page 1 late in it"])
def test_journal_is_not_played_into_a_backup_that_was_put_in_its_place(
    statements: tuple[str, ...], library_path: Path, tmp_path: Path
) -> None:
    backup = Path(shutil.copyfile(library_path, tmp_path / "backup"))
    commit(library_path)
    kill_in(library_path, *statements)
    shutil.copyfile(backup, library_path)
    before = files(library_path)
    for write in (True, False):
        with pytest.raises(Refused, match="unfinished work of another state") as refused:
            Library.open(library_path, write=write)
        assert "move library.sqlite-journal away" in str(refused.value)
        assert files(library_path) == before
    journal_of(library_path).rename(tmp_path / "aside")
    library = Library.open(library_path)
    assert library.writable
    library.close()
    assert library_path.read_bytes() == backup.read_bytes()


def test_journal_of_another_library_is_refused(library_path: Path, small_library: Path) -> None:
    kill_in(small_library, GROWS, "UPDATE mention SET printed = printed || 'half written'")
    shutil.copyfile(journal_of(small_library), journal_of(library_path))
    before = library_path.read_bytes()
    with pytest.raises(Refused, match="Nothing was changed"):
        Library.open(library_path)
    assert library_path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", bytes(2000), b"not a journal" * 100], ids=["empty", "zeros", "words"])
def test_what_is_no_journal_does_no_harm(content: bytes, small_library: Path) -> None:
    before = small_library.read_bytes()
    journal_of(small_library).write_bytes(content)
    assert journal.fit(small_library) is Fit.NOTHING
    library = Library.open(small_library)
    assert library.says == ""
    library.close()
    assert small_library.read_bytes() == before


def test_copies_take_names_that_are_free(small_library: Path) -> None:
    journal_of(small_library).write_bytes(b"x")
    names = [journal.keep_copies(small_library)[0].name for _ in range(2)]
    assert names == ["small.sqlite.before-recovery-1", "small.sqlite.before-recovery-2"]


def test_journal_of_a_living_writer_is_left_alone(small_library: Path) -> None:
    library = Library.open(small_library)
    with library.writer() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE figure SET note = 'x'")
        left = journal_of(small_library).read_bytes()
        other = Library.open(small_library)
        assert other.state is State.IN_USE
        assert journal_of(small_library).read_bytes() == left
        connection.execute("COMMIT")
    library.close()


# -- An older library that cannot be brought up to date ---------------------------------------------------------


def test_library_whose_migration_fails_is_open_for_reading_as_it_was(small_library: Path) -> None:
    with closing(sqlite3.connect(small_library, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'tallies'")  # whose table is there already
    before = files(small_library)
    library = Library.open(small_library)
    assert library.state is State.OUTDATED
    assert not library.writable
    assert "could not be brought up to date" in library.says
    assert "table tally already exists" in library.says
    assert files(small_library) == before
    with closing(library.reader()) as connection:
        assert connection.execute("SELECT count(*) FROM v_figure").fetchone()[0] > 0
    with pytest.raises(Refused, match="Nothing was changed"), library.writer():
        pass
    library.close()
    assert Library.open(small_library).state is State.OUTDATED, "no lock is left behind"
