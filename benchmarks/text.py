"""Source text (X1): five million characters with two thousand marks against the plain load; one line against many."""

from __future__ import annotations

import os
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.library import FOLDER, SEED
from benchmarks.measure import Result, interleaved, result

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QPlainTextEdit

    from rareearth_gui.store.texts import Mark

RUNS = 7
CHARACTERS, MARKS = 5_000_000, 2_000
SENTENCE = "Output of rare earth oxides in the zone came to 43.5 thousand tons, 包头 2016, and 38% of it was sold. "


def marks(length: int) -> list[Mark]:
    """Mark words all over a text."""
    from rareearth_gui.store.texts import Mark

    random = Random(SEED)
    starts = sorted(random.sample(range(length - 20), MARKS))
    return [Mark(number, f"invented.{number}", start, start + 8, "eight ch") for number, start in enumerate(starts)]


def opened(view: QPlainTextEdit) -> None:
    """Show a text until all of it is in and the window is painted."""
    from PySide6.QtWidgets import QApplication

    view.resize(900, 800)
    view.show()
    QApplication.processEvents()
    while not getattr(view, "filled", True):
        QApplication.processEvents()
    view.viewport().repaint()


def ours(text: str) -> float:
    """Load a text with its marks; ms."""
    from rareearth_gui.ui.offsets import lay_out
    from rareearth_gui.ui.source_text import SourceText

    wanted = marks(len(text))
    began = perf_counter()
    view = SourceText()
    view.show_text(lay_out(text), wanted)
    opened(view)
    spent = (perf_counter() - began) * 1000
    view.deleteLater()
    return spent


def plain(text: str) -> float:
    """Load a text into Qt's own view; ms."""
    from PySide6.QtWidgets import QPlainTextEdit

    began = perf_counter()
    view = QPlainTextEdit()
    view.setPlainText(text)
    opened(view)
    spent = (perf_counter() - began) * 1000
    view.deleteLater()
    return spent


def results(_to: Path = FOLDER) -> list[Result]:
    """Measure the row X1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    one_line = (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[:CHARACTERS]
    lines = (SENTENCE * 4 + "\n") * (CHARACTERS // (4 * len(SENTENCE) + 1))
    marked = interleaved(RUNS, lambda: ours(lines), lambda: plain(lines))
    unbroken = interleaved(RUNS, lambda: ours(one_line), lambda: ours(lines))
    del app
    return [
        result("X1", f"text of 5 MB with {MARKS:,} marks", marked, 1.6, "plain load"),
        result("X1", "the same in one line", unbroken, 1.5, "wrapped text"),
    ]
