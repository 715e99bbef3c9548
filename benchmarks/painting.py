"""Painting and gaps: our list beside Qt's own table of the same cells; the longest pause of the event loop in each act.

Run as a process of its own by `benchmarks.table`; the numbers go to stdout as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from benchmarks.figures_window import FiguresWindow
from rareearth_gui import app
from rareearth_gui.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from rareearth_gui.ui.list_view import ListView

REPAINTS, STEPS, FRAME_MS = 60, 40, 16
QUIET_MS, REPEATS = 80, 3


class Beat:
    """A timer that should fire every millisecond; the longest time between two is the longest gap."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._last = self.longest = 0.0

    def _on_beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def gap(self, act: Callable[[], None], view: ListView) -> float:
        """Do something and let the list settle; give the longest gap in ms."""
        self._last, self.longest = perf_counter(), 0.0
        self._timer.start(1)
        act()
        settle(view)
        self._timer.stop()
        return self.longest * 1000


def wait(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(view: ListView) -> None:
    """Wait until nothing is on its way."""
    wait(QUIET_MS)
    while view.desk.jobs.busy:
        wait(10)
    wait(QUIET_MS)


def stock(view: ListView) -> QTableView:
    """Make Qt's own table with the cells, the columns and the size of ours."""
    header, model = view.table.horizontalHeader(), view.model
    shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
    made = QStandardItemModel(model.total and 300, len(shown))
    for row in range(100):
        for at, number in enumerate(shown):
            made.setItem(row, at, QStandardItem(model.text(row, number)))
    table = QTableView()
    table.setModel(made)
    table.setFont(view.table.font())
    table.resize(view.table.size())
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(view.table.verticalHeader().defaultSectionSize())
    for at, number in enumerate(shown):
        table.setColumnWidth(at, view.table.columnWidth(number))
    table.show()
    return table


def repainted(table: QTableView) -> float:
    """Give the ms that one repaint of all rows takes."""
    began = perf_counter()
    table.viewport().repaint()
    return (perf_counter() - began) * 1000


def repaints(view: ListView) -> list[tuple[float, float]]:
    """Repaint ours and Qt's own in turn, each time one row further, as under a thumb that is dragged."""
    peer = stock(view)
    wait(300)
    pairs = []
    for step in range(REPAINTS):
        for table in (view.table, peer):
            table.verticalScrollBar().setValue(step)
        pairs.append((repainted(view.table), repainted(peer)))
    peer.close()
    return pairs


def acts(view: ListView) -> dict[str, Callable[[], None]]:
    """Name what a person does to a list."""
    columns = [column.key for column in view.listing.columns]

    def sort(key: str) -> Callable[[], None]:
        return lambda: view.table.horizontalHeader().sectionClicked.emit(columns.index(key))

    def drag() -> None:
        bar = view.table.verticalScrollBar()
        for step in range(STEPS):
            bar.setValue(bar.maximum() * step // STEPS)
            wait(FRAME_MS)

    def typing() -> None:
        for length in range(1, 7):
            view.filter.setText("smelti"[:length])
            wait(70)

    return {
        "jump to the end": view.table.scrollToBottom,
        "drag the thumb": drag,
        "type a word": typing,
        "clear the filter": view.filter.clear,
        "sort, indexed": sort("value"),
        "sort, un-indexed number": sort("low"),
        "sort, un-indexed text": sort("printed"),
        "sort by source": sort("source"),
    }


def main() -> None:
    """Measure on the library named on the command line."""
    application = app.application()
    theme.apply(application, theme.LIGHT)
    window = FiguresWindow(Path(sys.argv[1]))
    window.show()
    view = window.list
    view.refresh()
    settle(view)
    found: dict[str, object] = {"repaint": repaints(view)[5:]}
    beat = Beat()
    gaps: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        for name, act in acts(view).items():
            gaps.setdefault(name, []).append(beat.gap(act, view))
    found["gaps"] = {name: sorted(times)[REPEATS // 2] for name, times in gaps.items()}
    print(json.dumps(found), flush=True)
    window.desk.close()
    os._exit(0)


if __name__ == "__main__":
    main()
