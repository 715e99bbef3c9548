"""Plots (P1): panning a million intervals, and as many points, against panning empty axes of the same size."""

from __future__ import annotations

import os
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.library import FIGURES, FOLDER
from benchmarks.measure import Result, interleaved, result

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

RUNS = 60
WIDTH, HEIGHT = 1200, 800
SPAN = 1000.0


def axes(item: Any | None) -> Any:
    """Make a plot of a fixed size that holds one item, or nothing."""
    import pyqtgraph

    made = pyqtgraph.PlotWidget()
    made.resize(WIDTH, HEIGHT)
    if item is not None:
        made.addItem(item)
    made.setYRange(0, SPAN, padding=0)
    made.show()
    return made


class Panned:
    """Pans a plot by a thousandth of its span at each call, and lets Qt lay it out and paint it."""

    def __init__(self, plot: Any) -> None:
        self.plot, self.at = plot, 0

    def __call__(self) -> float:
        """Give the milliseconds of one step."""
        from PySide6.QtWidgets import QApplication

        self.at += 1
        start = perf_counter()
        self.plot.setXRange(self.at, self.at + SPAN, padding=0)
        QApplication.processEvents()
        return (perf_counter() - start) * 1000


def results(_to: Path = FOLDER) -> list[Result]:
    """Measure the row P1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import numpy
    from PySide6.QtWidgets import QApplication

    from rareearth_gui.ui.plots.many import IntervalItem

    app = QApplication.instance() or QApplication([])
    random = numpy.random.default_rng(1)
    at = numpy.sort(random.uniform(0, 2 * SPAN, FIGURES))
    low = random.uniform(0, SPAN, FIGURES)
    empty = Panned(axes(None))
    found = []
    for what, item in (
        ("intervals", IntervalItem(at, low, low + 5, "#0072B2")),
        ("points", IntervalItem.of_points(at, low, "#0072B2")),
    ):
        pairs = interleaved(RUNS, Panned(axes(item)), empty, warm=5)
        found.append(result("P1", f"pan of {FIGURES:,} {what}", pairs, 1.25, "empty axes"))
    del app
    return found
