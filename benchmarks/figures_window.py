"""The list of all figures of a library in a window, as the program makes it; where things stand on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from rareearth_gui import app
from rareearth_gui.ops.listings import FIGURES
from rareearth_gui.ops.start import start
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.list_view import ListView


class FiguresWindow(QMainWindow):
    """A list of figures on a desk of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.desk = Desk(start(path, _silent, write=False))
        self.desk.set_theme(theme.LIGHT)
        self.list = ListView(self.desk, FIGURES, self)
        self._show_unindexed()
        self.setCentralWidget(self.list)
        self.resize(1400, 900)

    def _show_unindexed(self) -> None:
        """Bring columns of numbers and of text that have no index to where they can be clicked on."""
        header = self.list.table.horizontalHeader()
        keys = [column.key for column in FIGURES.columns]
        for at, key in enumerate(("low", "printed"), 2):
            header.setSectionHidden(keys.index(key), False)
            header.moveSection(header.visualIndex(keys.index(key)), at)

    def places(self) -> dict[str, tuple[int, int]]:
        """Give the middle of each shown column's head, of the filter box and the rows' corners, on the screen."""
        table, header = self.list.table, self.list.table.horizontalHeader()
        found: dict[str, QPoint] = {"filter": self.list.filter.mapToGlobal(self.list.filter.rect().center())}
        for number, column in enumerate(FIGURES.columns):
            if not table.isColumnHidden(number):
                x = header.sectionViewportPosition(number) + min(header.sectionSize(number) // 2, 60)
                found[column.key] = header.viewport().mapToGlobal(QPoint(x, header.height() // 2))
        rows = table.viewport().rect()
        found["first"] = table.viewport().mapToGlobal(rows.topLeft())
        found["last"] = table.viewport().mapToGlobal(rows.bottomRight())
        return {key: (point.x(), point.y()) for key, point in found.items()}

    def say(self) -> None:
        """Write the places down; called once the window stands."""
        print(json.dumps(self.places()), flush=True)


def _silent(_words: str) -> None:
    pass


def main() -> int:
    """Show the figures of the library named on the command line."""
    application = app.application()
    application.setCursorFlashTime(0)  # a blinking cursor would be a change of the screen
    theme.apply(application, theme.LIGHT)
    window = FiguresWindow(Path(sys.argv[1]))
    window.show()
    window.list.refresh()
    QTimer.singleShot(1500, window.say)
    return QApplication.exec()


if __name__ == "__main__":
    sys.exit(main())
