"""The library of the benchmarks is one of ours: it opens, it lists, and its conflicts are those of the checks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.library import library
from rareearth_gui.checks import spread
from rareearth_gui.ops import browse
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ops.listings import CONFLICTS, LISTINGS
from rareearth_gui.ops.recheck import judge, suspects
from rareearth_gui.ops.start import start, unheard
from rareearth_gui.store import conflicts, opening
from rareearth_gui.store.figures import Cases

FIGURES, SOURCES = 2_000, 60
SAMPLE = 150


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(FIGURES, SOURCES, tmp_path_factory.mktemp("libraries"))


@pytest.fixture
def opened(made: Path) -> Iterator[sqlite3.Connection]:
    with closing(opening.connect(made, write=False)) as connection:
        yield connection


def test_same_library_is_not_made_twice(made: Path) -> None:
    before = made.stat().st_mtime_ns
    assert library(FIGURES, SOURCES, made.parent) == made
    assert made.stat().st_mtime_ns == before


def test_opens_as_it_is(made: Path) -> None:
    before = made.read_bytes()
    start(made, unheard).close()
    assert made.read_bytes() == before


def test_is_sound(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("SELECT count(*) FROM figure").fetchone() == (FIGURES,)


@pytest.mark.parametrize("name", LISTINGS)
def test_lists(name: str, opened: sqlite3.Connection) -> None:
    asked = Asked(LISTINGS[name])
    rows = browse.first_rows(opened, asked, 50)
    assert [row[0] for row in rows] == list(browse.in_order(opened, asked))[:50]
    assert rows or name in ("rulings", "history")


def test_word_and_quantity_are_found(opened: sqlite3.Connection) -> None:
    for typed in ("tons", "ton rare", "万吨", "38%", ">30%", "unit:t"):
        assert browse.first_rows(opened, Asked(LISTINGS["figures"], typed), 5), typed


def test_conflicts_are_those_of_the_check(opened: sqlite3.Connection) -> None:
    asked = [n for (n,) in opened.execute("SELECT DISTINCT question_id FROM figure WHERE bundled = 0 ORDER BY 1")]
    listed = {number for (number,) in opened.execute("SELECT id FROM conflict")}
    cases = Cases(opened)
    sample = asked[:: max(len(asked) // SAMPLE, 1)]
    found = {number for number in sample if next(spread.findings(cases.case(number)), None) is not None}
    assert found == listed & set(sample)
    assert 0 < len(found) < len(sample)


def test_nothing_is_found_where_nothing_was_suspected(opened: sqlite3.Connection) -> None:
    cases, suspected = Cases(opened), suspects(opened)
    asked = [number for (number,) in opened.execute("SELECT id FROM question ORDER BY id")]
    found = {number for number in asked[:: len(asked) // SAMPLE] if judge(opened, cases, number) is not None}
    assert found
    assert found <= suspected < set(asked)


def test_queue_begins_with_the_worst(opened: sqlite3.Connection) -> None:
    rows = browse.first_rows(opened, Asked(CONFLICTS, "todo:yes", "rank", True), 20)
    rank = [column.key for column in CONFLICTS.columns].index("rank") + 1
    ranks = [float(str(row[rank])) for row in rows]
    assert ranks == sorted(ranks, reverse=True)
    assert set(conflicts.apart(opened)) & {row[0] for row in rows}
