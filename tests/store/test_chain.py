"""The audit chain: it holds for whatever is written, and shows where it was tampered with."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rareearth_gui.store import chain, schema

WORDS = st.text(alphabet="ab'\"\\\x1f\n包 ", max_size=8)


@pytest.fixture
def history() -> Iterator[sqlite3.Connection]:
    with closing(new()) as connection:
        for number in range(4):
            chain.append(
                connection, act="note", record=f"F{number}", title="A", says=f"said {number}", detail={"n": number}
            )
        yield connection


def new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    return connection


def test_chain_holds(history: sqlite3.Connection) -> None:
    assert chain.broken(history) == []
    assert [row[0] for row in history.execute("SELECT previous = '' FROM audit ORDER BY id")] == [1, 0, 0, 0]


@pytest.mark.parametrize("column", [*chain.FIELDS, "digest"])
def test_changed_cell_is_found(column: str, history: sqlite3.Connection) -> None:
    history.execute(f"UPDATE audit SET {column} = {column} || 'x' WHERE id = 2")
    assert chain.broken(history)[0] == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_entry_that_was_taken_out_is_missed(number: int, history: sqlite3.Connection) -> None:
    history.execute("DELETE FROM audit WHERE id = ?", (number,))
    assert chain.broken(history) == [number + 1]


def test_entry_that_was_written_anew_with_its_digest_is_found(history: sqlite3.Connection) -> None:
    row = history.execute(f"SELECT {', '.join(chain.FIELDS)} FROM audit WHERE id = 2").fetchone()
    entry = dict(zip(chain.FIELDS, row, strict=True)) | {"who": "somebody else"}
    history.execute("UPDATE audit SET who = ?, digest = ? WHERE id = 2", (entry["who"], chain.digest(entry)))
    assert chain.broken(history) == [3]


def test_entries_that_changed_places_are_found(history: sqlite3.Connection) -> None:
    history.execute("UPDATE audit SET id = CASE id WHEN 2 THEN 30 WHEN 3 THEN 20 WHEN 4 THEN 40 ELSE id END")
    assert chain.broken(history)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5))
def test_chain_holds_for_any_words(entries: list[tuple[str, str, str]]) -> None:
    with closing(new()) as connection:
        for record, title, says in entries:
            chain.append(
                connection, act="note", record=record, title=title, says=says, detail={says: [title]}, who=record
            )
        assert chain.broken(connection) == []


@given(st.tuples(*[WORDS] * len(chain.FIELDS)), st.tuples(*[WORDS] * len(chain.FIELDS)))
def test_no_two_entries_share_a_digest(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    digests = {chain.digest(dict(zip(chain.FIELDS, entry, strict=True))) for entry in (one, other)}
    assert len(digests) == len({one, other})


def test_words_moved_over_the_edge_of_a_cell_make_another_digest() -> None:
    entry = dict.fromkeys(chain.FIELDS, "")
    one, other = entry | {"title": "a\x1fb", "says": "c"}, entry | {"title": "a", "says": "b\x1fc"}
    assert chain.digest(one) != chain.digest(other)


def test_act_and_entry_stand_or_fall_together(history: sqlite3.Connection) -> None:
    history.execute("BEGIN IMMEDIATE")
    chain.append(history, act="note", record="F9", title="", says="")
    history.execute("ROLLBACK")
    assert history.execute("SELECT count(*) FROM audit").fetchone() == (4,)


def test_somebody_is_always_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chain.person()

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 65534")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert chain.person() == "unknown"
