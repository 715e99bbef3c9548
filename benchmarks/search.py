"""Search (F1): from a keystroke to the first fifty rows of the list, against one LIKE over the words of all figures."""

from __future__ import annotations

from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.library import FIGURES, FOLDER, SEED, SOURCES, library
from benchmarks.measure import Result, percentile, result
from rareearth_gui.ops import browse
from rareearth_gui.ops.browse import Asked
from rareearth_gui.ops.listings import FIGURES as LISTING
from rareearth_gui.store import opening

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

ROWS, WORDS, SCANS = 50, 60, 5
SHORTEST = 2


def typed(connection: sqlite3.Connection) -> list[str]:
    """Give what stands in the filter after each keystroke of some words, from the second letter on."""
    random = Random(SEED)
    words: set[str] = set()
    while len(words) < WORDS:
        number = random.randrange(1, FIGURES)
        found = connection.execute("SELECT words FROM figure WHERE id = ?", (number,)).fetchone()
        if found is not None:
            words.add(
                random.choice([word for word in found[0].split() if word.isascii() and word.isalpha()] or ["tons"])
            )
    return [word[:length] for word in sorted(words) for length in range(SHORTEST, len(word) + 1)]


def keystroke(connection: sqlite3.Connection, text: str) -> float:
    """List the first rows for a filter; ms."""
    began = perf_counter()
    browse.first_rows(connection, Asked(LISTING, text), ROWS)
    return (perf_counter() - began) * 1000


def scan(connection: sqlite3.Connection, text: str) -> float:
    """Look through the words of all figures; ms."""
    began = perf_counter()
    connection.execute("SELECT count(*) FROM figure WHERE words LIKE ?", (f"%{text}%",)).fetchone()
    return (perf_counter() - began) * 1000


def results(to: Path = FOLDER) -> list[Result]:
    """Measure the row F1: the median and the 99th of a hundred keystrokes."""
    connection = opening.connect(library(FIGURES, SOURCES, to), write=False)
    try:
        texts = typed(connection)
        times = [keystroke(connection, text) for text in texts]
        scans = [scan(connection, text) for text in texts[:: len(texts) // SCANS]]
    finally:
        connection.close()
    pairs = [(percentile(times, 0.99), one) for one in scans]
    middle = [(percentile(times, 0.5), one) for one in scans]
    against = "LIKE scan"
    return [
        result("F1", f"keystroke to {ROWS} rows, 99th of 100", pairs, 0.05, against),
        result("F1", f"keystroke to {ROWS} rows, median", middle, 0.05, against),
    ]
