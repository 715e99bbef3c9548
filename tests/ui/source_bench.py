"""A window on the Sources tab over a library of its own, and the person before it."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from rareearth_gui import settings
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.start import make, start
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.source_view import SourceView
from rareearth_gui.ui.tabs import sources
from rareearth_gui.ui.tabs.sources import SourcesTab
from rareearth_gui.ui.window import Window
from tests import small_catalogue
from tests.small_catalogue import TEXT

if TYPE_CHECKING:
    from rareearth_gui.domain.refused import Refused

SEEDS = "RAREEARTH_SEEDS"
DOCUMENT = "gazette.txt"
GAZETTE, ALMANAC = "gazette", "almanac"
LINE = "Salt lies 7 km under the long line. "


class Bench:
    """A window on a library, and the person before it."""

    def __init__(self, bot: QtBot, window: Window, path: Path) -> None:
        self.bot, self.window, self.desk, self.path = bot, window, window.desk, path
        self.refusals: list[Refused] = []
        self.said: list[str] = []
        self.changes: list[frozenset[Kind]] = []
        self.desk.jobs.refused.connect(self.refusals.append)
        self.desk.said.connect(self.said.append)
        self.desk.changed.connect(self.changes.append)

    @property
    def tab(self) -> SourcesTab:
        made = self.window.show_tab(self.window.titles().index(sources.TITLE))
        assert isinstance(made, SourcesTab)
        return made

    @property
    def view(self) -> SourceView:
        return self.tab.view

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.desk.jobs.busy and self.view.text.filled)
        self.bot.wait(30)
        self.bot.waitUntil(lambda: not self.desk.jobs.busy and self.view.text.filled)

    def id(self, table: str, key: str) -> int:
        with sqlite3.connect(self.path) as connection:
            (number,) = connection.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()
        connection.close()
        return int(number)

    def source(self, key: str) -> int:
        return self.id("source", key)

    def figure(self, key: str) -> int:
        return self.id("figure", key)

    def go(self, kind: Kind, number: int) -> None:
        self.desk.go(kind, number)
        self.settle()

    def attach(self, *paths: Path) -> None:
        self.tab.attach_files(paths)
        self.settle()

    def middle_of(self, number: int) -> QPoint:
        return self.view.text.boxes(number)[0].center().toPoint()

    def click_mark(self, number: int) -> None:
        self.bot.mouseClick(self.view.text.viewport(), Qt.MouseButton.LeftButton, pos=self.middle_of(number))
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()


Open = Callable[..., Bench]


Open = Callable[..., Bench]


def opening(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a window over a library of its own, of the small catalogue or of changed rows of it."""
    opened: list[Window] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)  # a box would wait for a click

    def build(
        rows: small_catalogue.Families | None = None, *, catalogue: Path | None = None, first: str = sources.TITLE
    ) -> Bench:
        folder = catalogue or small_catalogue.write(tmp_path / "catalogue", rows)
        monkeypatch.setattr(settings, "catalogue_dir", lambda: folder)
        path = tmp_path / "library.sqlite"
        make(path, lambda _words: None)
        kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
        kept.setValue("window/tab", first)
        window = Window(Desk(start(path, lambda _words: None)), kept)
        opened.append(window)
        window.show()
        qtbot.waitActive(window)
        bench = Bench(qtbot, window, path)
        if first == sources.TITLE:
            bench.settle()
        return bench

    yield build
    for window in opened:
        window.close()
        window.deleteLater()


def written(folder: Path) -> Path:
    """Write the gazette's text as the catalogue knows it."""
    path = folder / DOCUMENT
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def with_document(bench: Bench, folder: Path) -> Bench:
    """Attach the gazette's text and show it."""
    bench.attach(written(folder))
    bench.go(Kind.SOURCE, bench.source(GAZETTE))
    return bench


def with_text(text: str, printed: list[tuple[str, int]]) -> small_catalogue.Families:
    """Give the small catalogue with a gazette of another text, whose figures stand at these places."""
    rows = small_catalogue.families()
    rows["sources"][0] |= {"sha256": hashlib.sha256(text.encode()).hexdigest(), "characters": str(len(text))}
    rows["mentions"], rows["relations"] = [], []
    for number, (words, place) in enumerate(printed, 1):
        made = small_catalogue.figure(
            f"text.{number:04}", GAZETTE, "43", "43", "1", "houses", period=str(1000 + number)
        )
        rows["figures"].append(made | {"printed": words, "start": str(place), "end": str(place + len(words))})
    rows["figures"] = [row for row in rows["figures"] if not row["key"].startswith("gazette.")]
    rows["tasks"] = []
    return rows
