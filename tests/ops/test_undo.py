"""Undo: an act of its own that puts back what was there, once, and leaves the history whole."""

import sqlite3
from collections.abc import Callable

import pytest

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import edit
from rareearth_gui.store import chain

Act = Callable[[sqlite3.Connection, int], object]
ACTS: dict[str, Act] = {
    "correct": lambda db, one: edit.correct(
        db, Kind.FIGURE, one, {"printed": "39%", "number": "39", "start": "", "end": ""}, "seen"
    ),
    "withdraw": lambda db, one: edit.withdraw(db, Kind.FIGURE, one, "misread"),
}


def figure(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT id FROM figure WHERE key = 'gazette.03'").fetchone()[0])


def state(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """Read what an undone act must have put back; that the row was once corrected stays written on it."""
    return [
        connection.execute(sql).fetchall()
        for sql in (
            "SELECT id, printed, number, start, value, low, high, withdrawn, question_id, words FROM figure",
            "SELECT * FROM conflict ORDER BY id",
        )
    ]


def last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT max(id) FROM audit").fetchone()[0])


@pytest.mark.parametrize("name", ACTS)
def test_undo_puts_back_what_was_there(name: str, small: sqlite3.Connection) -> None:
    before = state(small)
    ACTS[name](small, figure(small))
    assert state(small) != before
    edit.undo(small, last(small))
    assert state(small) == before
    assert chain.broken(small) == []


@pytest.mark.parametrize("name", ACTS)
def test_act_is_undone_once_even_when_it_was_done_again(name: str, small: sqlite3.Connection) -> None:
    ACTS[name](small, figure(small))
    first = last(small)
    edit.undo(small, first)
    ACTS[name](small, figure(small))
    after = state(small)
    with pytest.raises(Refused, match="undone already"):
        edit.undo(small, first)
    assert state(small) == after
    edit.undo(small, last(small))


@pytest.mark.parametrize("entry", [1, 999])
def test_what_is_no_edit_is_not_undone(entry: int, small: sqlite3.Connection) -> None:
    before = small.execute("SELECT count(*) FROM audit").fetchone()
    with pytest.raises(Refused):
        edit.undo(small, entry)
    assert small.execute("SELECT count(*) FROM audit").fetchone() == before
