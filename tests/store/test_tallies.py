"""Tallies: whatever comes, goes or moves, they equal what is counted; an older library gets them when it is opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rareearth_gui.store import schema, tallies
from rareearth_gui.store.library import Library

COUNTED = """SELECT {part}, count(*), sum(figures), sum(conflicts) FROM (SELECT q.{part},
    (SELECT count(*) FROM figure f WHERE f.question_id = q.id) AS figures,
    (SELECT count(*) FROM conflict c WHERE c.id = q.id) AS conflicts FROM question q) GROUP BY 1 ORDER BY 1"""
KEPT = "SELECT key, questions, figures, conflicts FROM tally WHERE kind = '{part}' AND questions > 0 ORDER BY 1"
PARTS = ("indicator", "subject")


def counted(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [db.execute(COUNTED.format(part=part)).fetchall() for part in PARTS]


def kept(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [db.execute(KEPT.format(part=part)).fetchall() for part in PARTS]


def test_new_library_is_counted(small: sqlite3.Connection) -> None:
    assert kept(small) == counted(small)
    assert any(row[3] for row in kept(small)[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.data())
def test_whatever_happens_they_are_what_is_counted(small: sqlite3.Connection, data: st.DataObject) -> None:
    figures = [number for (number,) in small.execute("SELECT id FROM figure")]
    questions = [number for (number,) in small.execute("SELECT id FROM question")]
    small.execute("BEGIN")
    try:
        for _ in range(data.draw(st.integers(1, 8))):
            act = data.draw(st.sampled_from(["move", "drop", "quarrel", "settle"]))
            figure, question = data.draw(st.sampled_from(figures)), data.draw(st.sampled_from(questions))
            if act == "move":
                small.execute("UPDATE figure SET question_id = ? WHERE id = ?", (question, figure))
            elif act == "drop":
                small.execute("DELETE FROM relation_member WHERE figure_id = ?", (figure,))
                small.execute("DELETE FROM task_target WHERE figure_id = ?", (figure,))
                small.execute("UPDATE evidence SET figure = NULL")
                small.execute("DELETE FROM figure WHERE id = ?", (figure,))
            elif act == "settle":
                small.execute("DELETE FROM conflict WHERE id = ?", (question,))
            else:
                small.execute(
                    """INSERT INTO conflict (id, title, outcome, checks, figures, "values", sources, origins,
                    suspicion, influence, rank) VALUES (?, 'x', 'x', 'x', 1, 1, 1, 1, 0.1, 0.1, 0.1)
                    ON CONFLICT DO NOTHING""",
                    (question,),
                )
        assert kept(small) == counted(small)
    finally:
        small.execute("ROLLBACK")


def test_library_without_them_gets_them(small_library: Path) -> None:
    with closing(sqlite3.connect(small_library)) as connection:
        before = kept(connection)
        dump = schema.dump(connection)
        for view in ("v_enterprise", "v_material", "v_indicator"):
            connection.execute(f"DROP VIEW {view}")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DROP TABLE tally")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'tallies'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    assert len(names) == len(tallies.TRIGGERS)
    Library.open(small_library).close()
    with closing(sqlite3.connect(small_library)) as connection:
        assert kept(connection) == before == counted(connection)
        assert sorted(schema.dump(connection).split(";\n\n")) == sorted(dump.split(";\n\n"))
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
