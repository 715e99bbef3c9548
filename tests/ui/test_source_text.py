"""A source's text under the hand: finding, copying, texts of any size, and the real documents."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from rareearth_gui import settings
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui.tabs import sources
from rareearth_gui.ui.tabs.sources import SourcesTab
from tests.small_catalogue import TEXT
from tests.ui.source_bench import ALMANAC, LINE, SEEDS, Bench, Open, opening, with_document, with_text


@pytest.fixture
def open_bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    yield from opening(qtbot, tmp_path, monkeypatch)


@pytest.fixture
def bench(open_bench: Open) -> Bench:
    return open_bench()


@pytest.fixture
def attached(bench: Bench, tmp_path: Path) -> Bench:
    return with_document(bench, tmp_path)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


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
