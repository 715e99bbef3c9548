"""Recheck: what it writes down can be made again at any time and is the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.recheck import recheck
from rareearth_gui.store.conflicts import suspects
from rareearth_gui.store.library import Library


@pytest.fixture
def bundled(library_path: Path) -> Iterator[sqlite3.Connection]:
    library = Library.open(library_path)
    with library.writer() as connection:
        yield connection
    library.close()


def queue(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM conflict ORDER BY id").fetchall()


def test_checking_again_changes_nothing(bundled: sqlite3.Connection) -> None:
    before = queue(bundled)
    assert recheck(bundled) == len(before) > 0
    assert queue(bundled) == before
    for number in sorted(suspects(bundled))[:40]:
        recheck(bundled, [number])
    assert queue(bundled) == before


def test_search_of_conflicts_stays_sound(bundled: sqlite3.Connection) -> None:
    recheck(bundled)
    bundled.execute("INSERT INTO conflict_search(conflict_search) VALUES ('integrity-check')")
    found = bundled.execute("SELECT count(*) FROM conflict_search WHERE conflict_search MATCH 'world'").fetchone()
    words = bundled.execute("SELECT count(*) FROM conflict WHERE words LIKE '%world%'").fetchone()
    assert found == words


def test_nothing_but_suspects_is_a_conflict(bundled: sqlite3.Connection) -> None:
    everything = [number for (number,) in bundled.execute("SELECT id FROM question")]
    before = queue(bundled)
    recheck(bundled, everything)
    assert queue(bundled) == before


def test_conflict_goes_with_the_figure_that_made_it(small: sqlite3.Connection) -> None:
    (number,) = small.execute("SELECT question_id FROM figure WHERE key = 'gazette.03'").fetchone()
    assert number in [row[0] for row in queue(small)]
    small.execute("UPDATE figure SET withdrawn = 'misread' WHERE key = 'gazette.03'")
    recheck(small, [number])
    assert number not in [row[0] for row in queue(small)]
    small.execute("UPDATE figure SET withdrawn = '' WHERE key = 'gazette.03'")
    recheck(small, [number])
    assert number in [row[0] for row in queue(small)]


def test_copies_count_as_mentions_and_not_as_origins(small: sqlite3.Connection) -> None:
    row = small.execute(
        """SELECT figures, "values", sources, origins FROM conflict WHERE id =
        (SELECT question_id FROM figure WHERE key = 'gazette.03')"""
    ).fetchone()
    assert row == (3, 2, 3, 2)


def test_progress_is_told_and_an_exception_in_it_cancels_the_whole(bundled: sqlite3.Connection) -> None:
    told: list[tuple[int, int]] = []
    recheck(bundled, progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] >= len(suspects(bundled))
    before = queue(bundled)
    bundled.execute("UPDATE conflict SET title = 'old'")
    old = queue(bundled)

    def cancel(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        recheck(bundled, progress=cancel)
    assert queue(bundled) == old
    recheck(bundled)
    assert queue(bundled) == before


def test_unknown_question_is_refused(small: sqlite3.Connection) -> None:
    before = queue(small)
    with pytest.raises(Refused, match="There is no question Q9999"):
        recheck(small, [1, 9999])
    assert queue(small) == before


def test_reader_cannot_recheck(small_library: Path) -> None:
    library = Library.open(small_library, write=False)
    with closing(library.reader()) as connection, pytest.raises(Refused, match="Nothing was changed"):
        recheck(connection)
    library.close()
