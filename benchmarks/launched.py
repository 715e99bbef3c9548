"""A launch that says when it was painted and ends: of the program over a library, or of a bare PySide6 window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEAVY = ("numpy", "pyqtgraph", "sqlite_utils", "openpyxl", "rareearth_gui.formats", "rareearth_gui.reports")
BARE = "bare"


def bare() -> None:
    """Show a label in a main window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Label(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, _painted)

    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(Label("painted", window))
    window.resize(1280, 800)
    window.show()
    application.exec()


def program(path: Path) -> None:
    """Open the program's own window, by its own door; the first painted row of the queue ends it."""
    from rareearth_gui import __main__ as program

    sys.argv = ["rareearth-gui", "--db", str(path)]
    sys.meta_path.insert(0, _Watch())
    program.main()


class _Watch:
    """Waits for the import of the rows that are drawn, to be told of the first one."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "rareearth_gui.ui.list_view":  # which imports the rows in turn
            sys.meta_path.remove(self)
            _watch_rows()


def _watch_rows() -> None:
    from PySide6.QtCore import QTimer

    from rareearth_gui.ui import grid

    drawn = grid.Grid._paint_row

    def draw(*given: object) -> None:
        drawn(*given)  # type: ignore[arg-type]
        QTimer.singleShot(0, _painted)

    grid.Grid._paint_row = draw  # type: ignore[assignment,method-assign]


def _painted() -> None:
    """Say so, name the heavy modules that are loaded, and leave without clearing up."""
    loaded = [name for name in HEAVY if name in sys.modules]
    os.write(1, f"painted {' '.join(loaded)}\n".encode())
    os._exit(0)


if __name__ == "__main__":
    bare() if sys.argv[1] == BARE else program(Path(sys.argv[1]))
