"""Rulings and edits under kill -9 at every named point: the act and its entry in the history, or neither."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rareearth_gui.ops.verify import verify
from rareearth_gui.store import faults
from rareearth_gui.store.library import Library

ROOT = Path(__file__).resolve().parents[2]
ACTS = {
    "ruling": """adjudicate.rule(connection, asked, Verdict("different denominator", (), "two totals"))""",
    "edit": """edit.correct(connection, Kind.FIGURE, figure, {"note": "seen"}, "a look at the page")""",
}
ACTOR = """
import sys
from pathlib import Path
from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.ruling import Verdict
from rareearth_gui.ops import adjudicate, edit
from rareearth_gui.store.library import Library
library = Library.open(Path(sys.argv[1]))
with library.writer() as connection:
    figure, asked = connection.execute("SELECT id, question_id FROM figure WHERE key = 'gazette.03'").fetchone()
    {act}
library.close()
"""
POINTS = [point for point in faults.POINTS if point.partition("-")[0] in ACTS]


def act(path: Path, kind: str, point: str) -> int:
    env = {**os.environ, faults.VARIABLE: point}
    command = [sys.executable, "-c", ACTOR.format(act=ACTS[kind]), str(path)]
    return subprocess.run(command, cwd=ROOT, env=env, check=False, timeout=30).returncode


def trace(path: Path) -> tuple[int, int, int]:
    """Count what an act leaves: rulings and notes, entries in the history, ruled rows of the queue."""
    library = Library.open(path)
    assert library.writable
    with closing(library.reader()) as connection:
        assert [checked for checked in verify(connection) if checked.holds is False] == []
        counts = (
            "SELECT (SELECT count(*) FROM ruling) + (SELECT count(*) FROM figure WHERE note <> '')",
            "SELECT count(*) FROM audit WHERE act IN ('rule', 'correct')",
            "SELECT count(*) FROM conflict WHERE state = 'ruled'",
        )
        made = tuple(connection.execute(sql).fetchone()[0] for sql in counts)
    library.close()
    return made  # type: ignore[return-value]


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("point", POINTS)
def test_act_is_whole_or_nothing(point: str, small_library: Path) -> None:
    kind, _, moment = point.partition("-")
    ruled = int(kind == "ruling")
    assert act(small_library, kind, point) == -9
    assert trace(small_library) == ((1, 1, ruled) if moment == "committed" else (0, 0, 0))
    if moment != "committed":
        assert act(small_library, kind, "") == 0
        assert trace(small_library) == (1, 1, ruled)
    assert [found.name for found in small_library.parent.iterdir()] == [small_library.name]


def test_hot_journal_is_played_back(small_library: Path) -> None:
    before = small_library.read_bytes()
    with closing(sqlite3.connect(small_library, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE figure SET note = note || 'half written'")
        connection.execute("UPDATE mention SET printed = printed || 'half written'")
        journal = small_library.with_name("small.sqlite-journal").read_bytes()
        half = small_library.read_bytes()
        connection.execute("ROLLBACK")
    if half == before:
        pytest.skip("SQLite kept everything in memory, so there is nothing to play back")
    small_library.write_bytes(half)
    small_library.with_name("small.sqlite-journal").write_bytes(journal)
    assert trace(small_library) == (0, 0, 0)
    assert small_library.read_bytes() == before
