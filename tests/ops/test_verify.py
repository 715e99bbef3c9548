"""Verify: it says of each thing that it holds, that it does not, or that it could not be checked."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rareearth_gui.ops.attach import attach
from rareearth_gui.ops.verify import Checked, verify
from rareearth_gui.store.library import Library
from tests.small_catalogue import TEXT


@pytest.fixture
def small(small_library: Path) -> Iterator[sqlite3.Connection]:
    library = Library.open(small_library)
    with library.writer() as connection:
        (small_library.parent / "salt.txt").write_bytes(TEXT.encode())
        attach(connection, small_library.parent / "salt.txt")
        yield connection
    library.close()


def faults(connection: sqlite3.Connection) -> list[Checked]:
    return [checked for checked in verify(connection) if checked.holds is False]


def test_sound_library_has_no_fault(small: sqlite3.Connection) -> None:
    assert faults(small) == []
    assert {"file", "references", "history"} <= {checked.what for checked in verify(small)}
    assert any("'38%' stands at characters" in checked.says for checked in verify(small))


def test_text_that_is_not_attached_is_not_called_sound(small: sqlite3.Connection) -> None:
    small.execute("DELETE FROM source_text")
    unchecked = [checked for checked in verify(small) if checked.holds is None]
    source, extent = unchecked
    assert "text not attached, 4 figures not checked" in source.says
    assert extent.says.startswith("0 of ")
    assert "4 await theirs" in extent.says


def test_words_that_are_not_where_they_were_are_called_out(small: sqlite3.Connection) -> None:
    small.execute("""UPDATE figure SET start = start + 1, "end" = "end" + 1 WHERE key = 'gazette.03'""")
    (found,) = faults(small)
    assert "gazette.03: '38%' does NOT stand at characters" in found.says


def test_changed_text_is_called_out(small: sqlite3.Connection) -> None:
    small.execute("UPDATE source_text SET text = replace(text, 'Salt', 'SALT')")
    (found,) = faults(small)
    assert "the attached text was changed" in found.says


def test_changed_history_is_called_out(small: sqlite3.Connection) -> None:
    small.execute("UPDATE audit SET who = 'nobody' WHERE id = 1")
    (found,) = faults(small)
    assert (found.what, found.says) == ("history", "broken at entries 1")


def test_reference_that_leads_nowhere_is_called_out(small: sqlite3.Connection) -> None:
    small.execute("PRAGMA foreign_keys=OFF")
    small.execute("DELETE FROM source WHERE key = 'almanac'")
    assert "references" in [found.what for found in faults(small)]


def test_damaged_file_is_called_out(small: sqlite3.Connection) -> None:
    small.execute("PRAGMA writable_schema=ON")
    small.execute("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'figure_by_value'")
    (path,) = [row[2] for row in small.execute("PRAGMA database_list") if row[1] == "main"]
    library = Library.open(Path(path), write=False)
    connection = library.reader()
    assert "file" in [found.what for found in faults(connection)]
    connection.close()
    library.close()


def test_text_that_is_no_text_is_called_out_and_not_raised(small: sqlite3.Connection) -> None:
    small.execute("UPDATE audit SET says = CAST(x'ff41' AS TEXT) WHERE id = 1")
    assert "history" in [found.what for found in faults(small)]
    small.execute("UPDATE figure SET printed = CAST(x'ff41' AS TEXT) WHERE key = 'gazette.03'")
    assert any("cannot be read" in found.says for found in faults(small))
