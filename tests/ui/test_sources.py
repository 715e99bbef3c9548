"""The Sources tab under the hand: attaching, marks, figure to words and words to figure, finding, copying."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from rareearth_gui import settings
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.start import make, start
from rareearth_gui.ui import theme
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


@pytest.fixture
def open_bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
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


@pytest.fixture
def bench(open_bench: Open) -> Bench:
    return open_bench()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / DOCUMENT
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.fixture
def attached(bench: Bench, document: Path) -> Bench:
    bench.attach(document)
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


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# -- Attaching ----------------------------------------------------------------------------------------------


def test_source_without_its_text_says_what_attaching_gives_and_has_the_button(bench: Bench) -> None:
    bench.go(Kind.SOURCE, bench.source(GAZETTE))
    assert "is not attached" in bench.view.empty_words.text()
    assert "its 4 figures are shown at the very words" in bench.view.empty_words.text()
    assert bench.view.attach.isVisible()
    assert not bench.view.text.isVisible()


def test_citation_only_offers_nothing_to_attach(bench: Bench) -> None:
    bench.go(Kind.SOURCE, bench.source(ALMANAC))
    assert "citation only" in bench.view.empty_words.text()
    assert not bench.view.attach.isVisible()


def test_button_attaches_what_the_person_chooses(bench: Bench, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(document)], ""))
    bench.go(Kind.SOURCE, bench.source(GAZETTE))
    bench.bot.mouseClick(bench.view.attach, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.view.text.isVisible()
    assert bench.view.text.toPlainText() == TEXT
    assert bench.said[-1] == "Attached “Salt in Ardale”: 4 figures now stand at their words."
    assert bench.changes == [frozenset({Kind.SOURCE})]
    assert bench.refusals == []


def test_choosing_nothing_does_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    bench.bot.mouseClick(bench.tab.attach, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.changes == bench.refusals == []


def test_drop_on_any_part_of_the_tab_attaches(bench: Bench, document: Path) -> None:
    bench.go(Kind.SOURCE, bench.source(ALMANAC))
    tab = bench.tab
    for widget in (tab.list.filter, tab.list.table.viewport(), tab.panel.viewport(), tab.view.text.viewport()):
        assert not widget.acceptDrops()  # so that Qt asks the tab
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(document))])
    here, copy = QPoint(9, 9), Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(here, copy, data, buttons, none)
    QApplication.sendEvent(tab, entering)
    assert entering.isAccepted()
    assert tab.hint.text() == f"Drop to attach {DOCUMENT}"
    QApplication.sendEvent(tab, QDropEvent(QPointF(here), copy, data, buttons, none))
    bench.settle()
    assert tab.hint.text() == sources.HINT
    assert tab.source == bench.source(GAZETTE)  # what was attached is shown
    assert bench.view.text.toPlainText() == TEXT


def test_drag_of_no_local_file_is_left_alone(bench: Bench) -> None:
    data = QMimeData()
    data.setUrls([QUrl("ftp://example.org/a.txt")])
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    entering.ignore()
    QApplication.sendEvent(bench.tab, entering)
    assert not entering.isAccepted()


def test_unknown_and_changed_files_are_told_in_one_message_and_the_known_one_is_taken(
    bench: Bench, document: Path, tmp_path: Path
) -> None:
    other, changed, empty = (tmp_path / name for name in ("other.txt", "changed.txt", "empty.txt"))
    other.write_text("Ardale counts 43 salt houses.", encoding="utf-8")
    changed.write_bytes(TEXT.replace("\n", "\r\n").encode())
    empty.touch()
    bench.attach(other, document, changed, empty, tmp_path / "missing.txt", tmp_path)
    (refusal,) = bench.refusals
    lines = refusal.message.splitlines()
    assert lines[0] == "5 of 6 files were not attached:"
    assert "other.txt is not a document that the library knows" in lines[1]
    assert "changed.txt is the text of 'Salt in Ardale' but its line ends were changed" in lines[2]
    assert "empty.txt is empty" in lines[3]
    assert "missing.txt cannot be read" in lines[4]
    assert "is not a file" in lines[5]
    assert "no locator was moved" in refusal.hint
    assert bench.said[-1].startswith("Attached “Salt in Ardale”")


def test_file_that_is_refused_alone_keeps_its_own_words_and_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    other = tmp_path / "a & b <i>.txt"
    other.write_text("38%", encoding="utf-8")
    bench.attach(other)
    (refusal,) = bench.refusals
    assert refusal.message.startswith("a & b <i>.txt is not a document")
    assert bench.said[-1] == "Nothing was attached."
    assert bench.changes == []


def test_refusal_comes_as_a_box(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text()) or 0)
    bench.attach(tmp_path / "missing.txt")
    assert len(shown) == 1
    assert "missing.txt cannot be read" in shown[0]


# -- Marks --------------------------------------------------------------------------------------------------


def test_every_located_figure_is_marked_at_its_words(attached: Bench) -> None:
    view = attached.view
    assert [mark.printed for mark in view.text.marks] == ["43", "5,000 tons", "38%", "13 thousand tons"]
    assert all(view.text.boxes(number) for number in range(4))
    assert view.place.text() == "4 figures marked"
    assert not view.astray.isVisible()


def pixels(bench: Bench, number: int) -> set[str]:
    """Give the colours near the left edge of a mark, where no letter is."""
    picture = bench.view.text.viewport().grab().toImage()
    box = bench.view.text.boxes(number)[0].toRect()
    return {
        picture.pixelColor(x, y).name() for x in (box.left(), box.left() + 1) for y in (box.top() + 2, box.top() + 3)
    }


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_marks_are_painted_in_the_colours_of_the_theme(attached: Bench, look: theme.Theme) -> None:
    attached.window.set_look(look.name)
    attached.settle()
    assert look.marked.lower() in pixels(attached, 2)
    attached.view.frame(attached.figure("gazette.03"))
    assert look.marked.lower() not in pixels(attached, 2)
    assert look.marked.lower() in pixels(attached, 1)


def test_figure_leads_to_its_words(attached: Bench) -> None:
    attached.go(Kind.SOURCE, attached.source(ALMANAC))
    attached.go(Kind.FIGURE, attached.figure("gazette.03"))
    tab = attached.tab
    assert tab.list.current_id() == attached.source(GAZETTE)
    assert attached.view.framed == attached.figure("gazette.03")
    assert attached.view.place.text() == "figure 3 of 4"
    assert "38%" in tab.panel.toPlainText()
    assert f"F{attached.figure('gazette.03')}" in tab.panel.toPlainText()


def test_figure_is_shown_when_the_tab_was_never_open(open_bench: Open) -> None:
    bench = open_bench(first="Materials")
    bench.desk.go(Kind.FIGURE, bench.figure("almanac.01"))  # builds the tab; its list has no row yet
    bench.settle()
    assert bench.tab.list.current_id() == bench.source(ALMANAC)
    assert "30%" in bench.tab.panel.toPlainText()
    assert "citation only" in bench.view.empty_words.text()
    bench.desk.back()
    bench.settle()
    assert bench.tab.figure == bench.figure("almanac.01")  # nothing but the figure is on the way


def test_figure_that_the_filter_hides_is_still_found(attached: Bench) -> None:
    attached.tab.list.set_filter("almanac")
    attached.settle()
    attached.go(Kind.FIGURE, attached.figure("gazette.02"))
    assert attached.tab.list.current_id() == attached.source(GAZETTE)
    assert attached.view.framed == attached.figure("gazette.02")


def test_words_lead_to_their_figure_and_are_remembered_on_the_way(attached: Bench) -> None:
    attached.click_mark(2)
    assert attached.tab.figure == attached.figure("gazette.03")
    assert f"F{attached.figure('gazette.03')}" in attached.tab.panel.toPlainText()
    attached.click_mark(0)
    attached.desk.back()
    attached.settle()
    assert attached.view.framed == attached.figure("gazette.03")


def test_click_beside_the_marks_leaves_the_record(attached: Bench) -> None:
    attached.click_mark(2)
    attached.bot.mouseClick(attached.view.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(600, 300))
    attached.settle()
    assert attached.tab.figure == attached.figure("gazette.03")


def test_click_on_the_row_of_the_source_gives_its_own_record_back(attached: Bench) -> None:
    attached.click_mark(2)
    table = attached.tab.list.table
    pos = table.visualRect(table.currentIndex()).center()
    attached.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    attached.settle()
    assert attached.tab.figure is None
    assert attached.view.framed is None
    assert "Gazette" in attached.tab.panel.toPlainText()


def test_keys_step_from_figure_to_figure_and_round(attached: Bench) -> None:
    attached.view.text.setFocus()
    seen = []
    for _ in range(5):
        attached.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        seen.append(attached.view.place.text())
    assert seen == [f"figure {n} of 4" for n in (1, 2, 3, 4, 1)]
    attached.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert attached.view.place.text() == "figure 4 of 4"


def test_enter_on_marked_words_opens_their_figure(attached: Bench) -> None:
    attached.view.text.go_to(TEXT.index("38%"), TEXT.index("38%"))
    attached.view.text.setFocus()
    attached.press(Qt.Key.Key_Return)
    assert attached.tab.figure == attached.figure("gazette.03")


def test_words_of_two_figures_lead_to_one_after_the_other(open_bench: Open, tmp_path: Path) -> None:
    text = "There are 43 salt houses.\n"
    bench = open_bench(with_text(text, [("43", 10), ("43 salt houses", 10), ("43", 10)]))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    bench.attach(tmp_path / "a.txt")
    seen = []
    for _ in range(4):
        bench.click_mark(1)
        seen.append(bench.tab.figure)
    first, long, second = (bench.figure(f"text.000{n}") for n in (1, 2, 3))
    assert seen == [first, second, long, first]


def test_words_that_do_not_stand_where_they_should_are_told_and_never_marked(attached: Bench, document: Path) -> None:
    with sqlite3.connect(attached.path) as connection:
        connection.execute('UPDATE figure SET start = start + 1, "end" = "end" + 1 WHERE key = ?', ("gazette.03",))
    connection.close()
    attached.tab.refresh()
    attached.settle()
    astray = attached.figure("gazette.03")
    assert astray not in [mark.figure_id for mark in attached.view.text.marks]
    assert attached.view.astray.isVisible()
    assert "1 figure does not stand where it should" in attached.view.astray.text()
    assert f"F{astray}" in attached.view.astray.text()
    attached.go(Kind.FIGURE, astray)
    assert attached.view.framed is None
    assert "38%" in attached.tab.panel.toPlainText()
    attached.view.astray.linkActivated.emit(f"F{astray}")
    attached.settle()
    assert attached.tab.figure == astray


def test_text_that_is_not_the_one_the_locators_mean_is_told(attached: Bench) -> None:
    with sqlite3.connect(attached.path) as connection:
        connection.execute("UPDATE source_text SET text = replace(text, 'Ardale', 'Erdale')")
    connection.close()
    attached.tab.refresh()
    attached.settle()
    assert "its SHA-256 differs" in attached.view.astray.text()


def test_source_and_figure_that_are_gone_are_let_go(attached: Bench) -> None:
    attached.click_mark(2)
    with sqlite3.connect(attached.path) as connection:
        connection.execute("DELETE FROM relation_member")
        connection.execute("DELETE FROM figure WHERE key = 'gazette.03'")
    connection.close()
    attached.tab.refresh()
    attached.settle()
    assert attached.tab.figure is None
    assert len(attached.view.text.marks) == 3
    attached.go(Kind.FIGURE, 999)
    assert attached.tab.source == attached.source(GAZETTE)


# -- Finding and copying ------------------------------------------------------------------------------------


def test_ctrl_f_in_the_text_finds_there_and_elsewhere_filters_the_list(attached: Bench) -> None:
    view = attached.view
    view.text.setFocus()
    attached.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.bar.box.hasFocus()
    attached.bot.keyClicks(view.bar.box, "SALT")
    assert view.bar.count.text() == "1 of 2"
    assert view.text.selected() == (0, 4)
    attached.press(Qt.Key.Key_Return)
    assert view.bar.count.text() == "2 of 2"
    attached.press(Qt.Key.Key_F3)
    assert view.bar.count.text() == "1 of 2"
    attached.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.bar.count.text() == "2 of 2"
    attached.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.bar.box.selectedText() == "SALT"
    attached.press(Qt.Key.Key_Escape)
    assert not view.bar.isVisible()
    assert view.text.hasFocus()
    attached.tab.list.table.setFocus()
    attached.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert attached.tab.list.filter.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Slash, Qt.Key.Key_F3])
def test_other_keys_open_the_find_bar_too(attached: Bench, key: Qt.Key) -> None:
    attached.view.text.setFocus()
    attached.press(key)
    assert attached.view.bar.box.hasFocus()


def test_words_that_are_nowhere_are_said_to_be(attached: Bench) -> None:
    attached.view.find(0)
    attached.bot.keyClicks(attached.view.bar.box, "gold")
    assert attached.view.bar.count.text() == "not in this text"


def test_next_place_is_the_one_after_the_cursor(attached: Bench) -> None:
    attached.view.find(0)
    attached.bot.keyClicks(attached.view.bar.box, "a")
    attached.view.text.go_to(40, 40)
    attached.bot.mouseClick(attached.view.bar.after, Qt.MouseButton.LeftButton)
    assert attached.view.text.selected()[0] == TEXT.lower().index("a", 40)
    attached.view.text.go_to(40, 40)
    attached.bot.mouseClick(attached.view.bar.before, Qt.MouseButton.LeftButton)
    assert attached.view.text.selected()[0] == TEXT.lower().rindex("a", 0, 40)


def test_selection_is_copied_with_its_citation(attached: Bench) -> None:
    start = TEXT.index("Its stock")
    attached.view.text.go_to(start, TEXT.index(" of the stock"))
    attached.view.text.setFocus()
    attached.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert clipboard() == (
        "“Its stock of 5,000 tons is 38%”\n"
        f"— Salt in Ardale, Gazette, 2017, section 1, characters {start}–{TEXT.index(' of the stock')}."
    )


def test_words_of_the_framed_figure_are_copied_with_their_hedge(attached: Bench) -> None:
    attached.go(Kind.FIGURE, attached.figure("gazette.04"))
    attached.bot.mouseClick(attached.view.citing, Qt.MouseButton.LeftButton)
    attached.settle()
    assert clipboard().startswith("“over 13 thousand tons”\n— Salt in Ardale")


def test_nothing_to_copy_is_told(attached: Bench) -> None:
    attached.view.cite()
    assert attached.said[-1].startswith("Select words")


def test_plain_copy_gives_the_words_of_the_file(open_bench: Open, tmp_path: Path) -> None:
    text = "One\r\ntwo 😀 43\u2028three\r\n" + LINE * 400
    bench = open_bench(with_text(text, [("43", text.index("43"))]))
    (tmp_path / "a.txt").write_bytes(text.encode())
    bench.attach(tmp_path / "a.txt")
    assert "broken for the display" in bench.view.note.text()
    bench.view.text.setFocus()
    bench.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bench.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert bench.view.text.createMimeDataFromSelection().text() == text
    bench.click_mark(0)
    assert bench.tab.figure == bench.figure("text.0001")


# -- Size and the real documents ----------------------------------------------------------------------------


def test_figure_in_a_line_of_a_megabyte_opens_at_once_in_the_middle(open_bench: Open, tmp_path: Path) -> None:
    text = LINE * (1_000_000 // len(LINE))
    places = [LINE.index("7 km") + len(LINE) * number for number in range(0, 27_000, 100)]
    bench = open_bench(with_text(text, [("7 km", place) for place in places]))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    bench.attach(tmp_path / "a.txt")
    bench.go(Kind.SOURCE, bench.source(ALMANAC))
    begun = perf_counter()
    bench.desk.go(Kind.FIGURE, bench.figure("text.0200"))
    bench.bot.waitUntil(lambda: bench.view.framed is not None)
    bench.view.text.viewport().grab()
    assert perf_counter() - begun < 1
    bench.settle()
    (box,) = bench.view.text.boxes(bench.view.text.current or 0)
    height = bench.view.text.viewport().height()
    assert height / 3 < box.center().y() < 2 * height / 3
    bench.window.resize(1000, 700)  # and stays there when the window changes
    bench.settle()
    assert bench.view.text.boxes(bench.view.text.current or 0)


def test_a_long_text_comes_in_parts_and_the_figure_at_its_end_is_reached(open_bench: Open, tmp_path: Path) -> None:
    text = "short line\n" * 60_000 + "and 43 houses"
    bench = open_bench(with_text(text, [("43", text.index("43"))]))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    bench.attach(tmp_path / "a.txt")
    bench.go(Kind.SOURCE, bench.source(ALMANAC))
    bench.go(Kind.FIGURE, bench.figure("text.0001"))
    assert bench.view.text.toPlainText() == text
    assert bench.view.text.boxes(0)


def test_reading_place_stays_when_something_else_changes(open_bench: Open, tmp_path: Path) -> None:
    text = "short line\n" * 500 + "and 43 houses\n" + "short line\n" * 500
    bench = open_bench(with_text(text, [("43", text.index("43"))]))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    bench.attach(tmp_path / "a.txt")
    bench.go(Kind.FIGURE, bench.figure("text.0001"))
    bar = bench.view.text.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
    place = bar.value()
    bench.desk.changed.emit(frozenset({Kind.RULING, Kind.CONFLICT}))
    bench.settle()
    assert bar.value() == place
    assert bench.tab.figure == bench.figure("text.0001")


def test_layout_and_filter_are_remembered(bench: Bench, tmp_path: Path) -> None:
    bench.tab.list.set_filter("salt")
    bench.settle()
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    bench.tab.save(kept)
    other = sources.make(bench.desk)
    bench.bot.addWidget(other)
    assert isinstance(other, SourcesTab)
    other.restore(kept)
    assert other.list.filter.text() == "salt"
    assert other.list.model.asked.text == "salt"


@pytest.fixture
def documents() -> list[Path]:
    folder = os.environ.get(SEEDS, "")
    found = sorted(Path(folder).glob("*.txt")) if folder else []
    if not found:
        pytest.skip(f"{SEEDS} names no folder with the five documents")
    return found


def test_every_figure_of_the_real_documents_resolves_to_its_words(
    open_bench: Open, documents: list[Path], tmp_path: Path
) -> None:
    bundled = Path(shutil.copytree(settings.catalogue_dir(), tmp_path / "bundled"))
    bench = open_bench(catalogue=bundled)
    bench.attach(*documents)
    assert bench.refusals == []
    with sqlite3.connect(bench.path) as connection:
        figures = connection.execute(
            'SELECT f.id, f.printed, f.source_id FROM figure f JOIN source_text t USING (source_id) WHERE "end" > 0'
        ).fetchall()
    connection.close()
    assert len(figures) > 90
    for number, printed, source in figures:
        bench.desk.go(Kind.FIGURE, number)
        bench.bot.waitUntil(lambda number=number: bench.view.framed == number and not bench.desk.jobs.busy)
        assert bench.tab.source == source
        text = bench.view.text
        mark = text.marks[text.current or 0]
        first, last = text.laid.offsets.span(mark.start, mark.end)
        assert text.toPlainText()[first:last].replace("\xa0", " ") == printed.replace("\xa0", " ")
        assert text.boxes(text.current or 0)
