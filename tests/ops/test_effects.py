"""Effects: a change that no check reads has nothing checked again; one that some check reads has all it concerns."""

import sqlite3

import pytest

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import edit, effects
from rareearth_gui.ops.recheck import recheck
from rareearth_gui.store import edits
from rareearth_gui.store.questions import Questions


def first(db: sqlite3.Connection, kind: Kind) -> int:
    """Give the first record of a kind that some question hangs on."""
    numbers = [number for (number,) in db.execute(f"SELECT id FROM {kind.value} ORDER BY id")]
    return next(number for number in numbers if edits.questions_touched(db, kind.value, number))


@pytest.mark.parametrize("kind", [Kind.SOURCE, Kind.INDICATOR, Kind.MATERIAL])
def test_note_makes_nothing_stale(kind: Kind, small: sqlite3.Connection) -> None:
    assert effects.stale(small, kind, first(small, kind), {"note"}) == set()


@pytest.mark.parametrize("kind, column", [(Kind.SOURCE, "origin"), (Kind.INDICATOR, "unit"), (Kind.FIGURE, "note")])
def test_what_a_check_reads_makes_its_questions_stale(kind: Kind, column: str, small: sqlite3.Connection) -> None:
    number = first(small, kind)
    touched = edits.questions_touched(small, kind.value, number)
    assert touched
    assert touched <= effects.stale(small, kind, number, {column})


def titles(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """Give the titles of all questions and of all rows of the queue."""
    return [db.execute(f"SELECT id, title FROM {table} ORDER BY id").fetchall() for table in ("question", "conflict")]


@pytest.mark.parametrize("kind", [Kind.INDICATOR, Kind.MATERIAL, Kind.ENTERPRISE])
def test_new_name_stands_wherever_the_old_one_stood(kind: Kind, small: sqlite3.Connection) -> None:
    before = titles(small)
    for (number,) in small.execute(f"SELECT id FROM {kind.value}").fetchall():
        edit.correct(small, kind, number, {"name": f"Cubits {number}"}, "renamed")
    renamed = titles(small)
    Questions(small).retitle([number for (number,) in small.execute("SELECT id FROM question").fetchall()])
    recheck(small)
    assert titles(small) == renamed
    assert renamed != before or kind is Kind.ENTERPRISE
