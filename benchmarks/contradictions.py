"""Contradictions (C1, C2): all of a library in one process against DuckDB, and one edit against the bare update."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.library import FIGURES, FOLDER, SEED, SOURCES, library
from benchmarks.measure import Result, as_users_have_it, interleaved, percentile, result
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops import edit
from rareearth_gui.store import opening
from rareearth_gui.store.library import transaction

if TYPE_CHECKING:
    import sqlite3

RUNS = 9
EDITS = 60
ROOT = Path(__file__).resolve().parents[1]
OURS = """
import sys
from pathlib import Path
from rareearth_gui.store import conflicts, opening
print(len(conflicts.apart(opening.connect(Path(sys.argv[1]), write=False))))
"""
PEER = """
import sys
import duckdb
print(len(duckdb.connect(sys.argv[1], read_only=True).execute(
    "SELECT question_id FROM figure WHERE withdrawn = '' "
    "GROUP BY question_id HAVING max(low) > min(high)").fetchall()))
"""


def duckdb_file(path: Path) -> Path:
    """Make DuckDB's own file of the same figures, kept beside the library."""
    made = path.with_suffix(".duckdb")
    if not made.exists():
        import duckdb

        making = path.with_suffix(".duckdb-making")
        making.unlink(missing_ok=True)
        source = opening.connect(path, write=False)
        with duckdb.connect(str(making)) as connection, tempfile.TemporaryDirectory(prefix="duckdb-") as folder:
            rows = Path(folder) / "figures.csv"
            with rows.open("w", encoding="utf-8") as file:
                for row in source.execute("SELECT id, question_id, low, high, withdrawn FROM figure"):
                    file.write(",".join("" if value is None else str(value) for value in row) + "\n")
            connection.execute(
                "CREATE TABLE figure (id BIGINT, question_id BIGINT, low DOUBLE, high DOUBLE, withdrawn VARCHAR)"
            )
            connection.execute(
                f"INSERT INTO figure SELECT * REPLACE (coalesce(withdrawn, '') AS withdrawn) FROM "
                f"read_csv('{rows}', header=false, names=['id','question_id','low','high','withdrawn'], "
                "types={'low':'DOUBLE','high':'DOUBLE','withdrawn':'VARCHAR'})"
            )
        source.close()
        making.rename(made)
    return made


def whole_process(script: str, path: Path) -> float:
    """Run a script on a file in a process of its own; ms."""
    began = perf_counter()
    command = [sys.executable, "-c", script, str(path)]
    subprocess.run(command, env=as_users_have_it(), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000


def all_of_them(path: Path) -> Result:
    """Measure C1; both must find the same number."""
    peer = duckdb_file(path)
    found = [
        subprocess.run([sys.executable, "-c", script, str(file)], check=True, cwd=ROOT, capture_output=True).stdout
        for script, file in ((OURS, path), (PEER, peer))
    ]
    if found[0] != found[1]:
        raise ValueError(f"the two disagree: {found}")
    pairs = interleaved(RUNS, lambda: whole_process(OURS, path), lambda: whole_process(PEER, peer))
    return result("C1", f"{int(found[0]):,} contradictions, whole process", pairs, 1.25, "DuckDB")


def one_edit(path: Path) -> list[Result]:
    """Measure C2 on a copy of the library: correct a figure as a person does, and the bare update of the same row."""
    with tempfile.TemporaryDirectory(prefix="edits-", dir=path.parent) as folder:
        copy = Path(folder) / "copy.sqlite"
        shutil.copy(path, copy)
        connection = opening.connect(copy, write=True)
        try:
            numbers = random.Random(SEED).sample(_ids(connection), EDITS)
            pairs = [(_corrected(connection, number), _updated(connection, number)) for number in numbers]
        finally:
            connection.close()
    ours, peer = zip(*pairs[5:], strict=True)
    limits = [(percentile(ours, 0.9), percentile(peer, 0.9))]
    against = "bare update + commit"
    return [
        result("C2", "edit, recheck, commit, median", pairs[5:], 3, against),
        result("C2", "edit, recheck, commit, 9 of 10", limits, 3, against),
    ]


def _ids(connection: sqlite3.Connection) -> list[int]:
    """List the figures that print a plain number of three digits or more."""
    sql = "SELECT id FROM figure WHERE bundled = 0 AND length(number) > 2 AND number NOT LIKE '%.%'"
    return [number for (number,) in connection.execute(sql)]


def _corrected(connection: sqlite3.Connection, number: int) -> float:
    """Let the last digit of a figure be another one, as a person who misread it would."""
    row = edit.form(connection, Kind.FIGURE, number)
    other = row["number"][:-1] + ("7" if row["number"][-1] != "7" else "3")
    changes = {"number": other, "printed": row["printed"].replace(row["number"], other)}
    began = perf_counter()
    edit.correct(connection, Kind.FIGURE, number, changes, "misread")
    return (perf_counter() - began) * 1000


def _updated(connection: sqlite3.Connection, number: int) -> float:
    began = perf_counter()
    with transaction(connection):
        connection.execute("UPDATE figure SET low = low - 0.5, high = high + 0.5 WHERE id = ?", (number,))
    return (perf_counter() - began) * 1000


def results(to: Path = FOLDER) -> list[Result]:
    """Measure the rows C1 and C2."""
    million = library(FIGURES, SOURCES, to)
    return [all_of_them(million), *one_edit(million)]
