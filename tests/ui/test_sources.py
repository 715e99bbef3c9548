"""The Sources tab under the hand: attaching, marks, figure to words and words to figure."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import SOURCES
from rareearth_gui.ui import theme
from rareearth_gui.ui.tabs import sources
from tests import small_catalogue
from tests.small_catalogue import TEXT
from tests.ui.source_bench import ALMANAC, DOCUMENT, GAZETTE, Bench, Open, opening, with_document, with_text, written


@pytest.fixture
def open_bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    yield from opening(qtbot, tmp_path, monkeypatch)


@pytest.fixture
def bench(open_bench: Open) -> Bench:
    return open_bench()


@pytest.fixture
def attached(bench: Bench, tmp_path: Path) -> Bench:
    return with_document(bench, tmp_path)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return written(tmp_path)


# -- The list -----------------------------------------------------------------------------------------------


def test_newest_sources_come_first_and_the_undated_last(open_bench: Open) -> None:
    rows = small_catalogue.families()
    issued = ["", "2011-05", "2019", "2011", "2019-03-02"]
    first = rows["sources"][0]
    rows["sources"] += [
        first | {"key": f"more{n}", "title": f"More {n}", "issued": day, "sha256": "", "characters": ""}
        for n, day in enumerate(issued)
    ]
    model, keys = open_bench(rows).tab.list.model, [column.key for column in SOURCES.columns]
    shown = [model.text(row, keys.index("issued")) for row in range(model.total)]
    dated = [day for day in shown if day]
    assert dated == sorted(dated, reverse=True)
    assert set(issued) <= set(shown)
    assert shown[-1] == ""


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


def test_record_has_the_room_where_there_is_no_text(attached: Bench) -> None:
    tab = attached.tab
    divided = tab.upright.sizes()
    attached.go(Kind.FIGURE, attached.figure("almanac.01"))
    record, citation = tab.upright.sizes()
    assert record > 3 * citation
    assert "30%" in tab.panel.toPlainText()
    assert attached.view.empty.citation.isVisible()
    needed = attached.view.empty.layout().totalHeightForWidth(attached.view.empty.width())
    assert attached.view.empty.height() >= needed
    attached.go(Kind.SOURCE, attached.source(GAZETTE))
    assert tab.upright.sizes() == divided


def test_figure_without_a_text_is_copied_with_its_citation(bench: Bench) -> None:
    bench.go(Kind.FIGURE, bench.figure("almanac.01"))
    bench.bot.mouseClick(bench.view.empty.copy, Qt.MouseButton.LeftButton)
    bench.settle()
    copied = QApplication.clipboard().text()
    assert copied.startswith("“30%")
    assert bench.view.empty.citation.text().removesuffix(".") in copied


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
