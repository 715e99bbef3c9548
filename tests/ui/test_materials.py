"""The materials tab by its real clicks and keys: list, record, and the chain that one walks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAction, QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui import theme
from rareearth_gui.ui.desk import Desk
from rareearth_gui.ui.tabs.materials import MaterialsTab, make

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from rareearth_gui.ui.chain_canvas import ChainCanvas

LONG = 10_000


@pytest.fixture
def ids(library_path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(library_path)) as connection:
        return dict(connection.execute("SELECT key, id FROM material"))


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> MaterialsTab:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    made = make(desk)
    assert isinstance(made, MaterialsTab)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    desk.opened.connect(walk_to(made))
    made.show()
    settle(qtbot, made)
    return made


def walk_to(tab: MaterialsTab) -> object:
    """Do what the window does when a record is opened."""

    def opened(place: tuple[Kind, int]) -> None:
        tab.show_record(*place)

    return opened


def settle(qtbot: QtBot, tab: MaterialsTab) -> None:
    for _ in range(2):
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not tab.desk.jobs.busy, timeout=LONG)


def show(qtbot: QtBot, tab: MaterialsTab, number: int) -> ChainCanvas:
    tab.desk.go(Kind.MATERIAL, number)
    settle(qtbot, tab)
    return tab.chain.canvas


def spot(canvas: ChainCanvas, number: int) -> QPoint:
    place = canvas.place_of(number)
    assert place is not None
    return place.toPoint()


def click(qtbot: QtBot, canvas: ChainCanvas, number: int) -> None:
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(canvas, number))


def test_it_begins_with_a_chain_and_its_record(tab: MaterialsTab) -> None:
    assert tab.chain.heading.text() == "Rare earth permanent magnets"
    assert tab.panel.toPlainText().startswith("Rare earth permanent magnets")
    assert tab.list.current_id() == tab.chain.number
    picture = tab.chain.canvas.picture
    assert picture is not None
    assert len({box.column for box in picture.boxes}) == 6


def test_row_of_the_list_is_drawn_with_its_surroundings(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    qtbot.keyClicks(tab.list.filter, "polishing powder")
    qtbot.waitUntil(lambda: tab.list.model.total == 1, timeout=LONG)
    settle(qtbot, tab)
    assert tab.list.count.text().startswith("1 of ")
    assert tab.chain.number == ids["polishing-powder"]
    canvas = tab.chain.canvas
    assert canvas.place_of(ids["cerium-oxide"]) is not None
    assert canvas.place_of(ids["optical-lenses"]) is not None
    assert canvas.place_of(ids["ndfeb"]) is None


def test_click_on_a_box_walks_there_and_back(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    click(qtbot, canvas, ids["neodymium-metal"])
    settle(qtbot, tab)
    assert tab.chain.number == tab.list.current_id() == ids["neodymium-metal"]
    assert tab.panel.toPlainText().startswith("Neodymium metal")
    tab.desk.back()
    settle(qtbot, tab)
    assert tab.chain.number == ids["ndfeb"]


def test_walking_lifts_a_filter_that_hides_where_it_leads(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    tab.list.set_filter("polishing powder")
    settle(qtbot, tab)
    click(qtbot, tab.chain.canvas, ids["cerium-oxide"])
    settle(qtbot, tab)
    settle(qtbot, tab)
    assert tab.chain.number == tab.list.current_id() == ids["cerium-oxide"]
    assert tab.list.filter.text() == ""


def test_arrow_keys_move_between_neighbours_and_enter_opens(
    tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]
) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    metal = canvas.cursor_id
    assert metal is not None
    assert canvas.picture is not None
    assert canvas.picture.box(metal).column == 2  # type: ignore[union-attr]
    assert tab.chain.said.toolTip(), "what the cursor is on is told"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.cursor_id == ids["ndfeb"]
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    settle(qtbot, tab)
    assert tab.chain.number == canvas.cursor_id == metal
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert canvas.cursor_id == metal, "Alt and an arrow is the way back, not a step"


def test_box_for_more_opens_its_column(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["cerium-oxide"])
    assert canvas.picture is not None
    before = len(canvas.picture.boxes)
    more = next(box for box in canvas.picture.boxes if box.more)
    click(qtbot, canvas, more.id)
    assert len(canvas.picture.column(more.column)) > more.more
    assert not [box for box in canvas.picture.column(more.column) if box.more]
    assert len(canvas.picture.boxes) > before
    assert canvas.verticalScrollBar().maximum() > 0
    canvas.fit()
    assert canvas.verticalScrollBar().maximum() == 0 or canvas.zoom == pytest.approx(0.4)
    assert tab.chain.number == ids["cerium-oxide"]


def test_pointer_is_told_relation_and_source(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["polishing-powder"])
    place = canvas.place_of(ids["cerium-oxide"])
    assert place is not None
    qtbot.mouseMove(canvas.viewport(), place.toPoint())
    said = tab.chain.said.toolTip()
    assert "Cerium oxide → Rare earth polishing powder (is made into), printed in Twelfth China" in said
    assert len(canvas.look().lit_edges) == len(canvas.picture.edges_of(ids["cerium-oxide"]))  # type: ignore[union-attr]
    point = place.toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, point, canvas.viewport().mapToGlobal(point))
    QApplication.sendEvent(canvas.viewport(), event)
    assert "Cerium oxide" in QToolTip.text()
    QToolTip.hideText()


def test_pointer_on_a_line_is_told_the_printed_words(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["polishing-powder"])
    assert canvas.picture is not None
    edge = next(e for e in canvas.picture.edges if e.link.end == ids["optical-lenses"])
    (x, y), (right, level) = edge.points[:2]
    qtbot.mouseMove(canvas.viewport(), QPoint(round((x + right) / 2), round((y + level) / 2)))
    assert "Printed: “" in tab.chain.said.toolTip()


def test_drag_pans_and_does_not_walk(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    for _ in range(3):
        canvas.zoom_in()
    before, start = canvas.horizontalScrollBar().value(), QPoint(200, 150)
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (5, 30, 60):
        qtbot.mouseMove(canvas.viewport(), start - QPoint(step, 0))
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(60, 0))
    assert canvas.horizontalScrollBar().value() == before + 60
    assert tab.chain.number == ids["ndfeb"]


def test_control_and_the_wheel_zoom_about_the_pointer(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    about = QPointF(spot(canvas, ids["ndfeb"]))
    for modifier, zoomed in (
        (Qt.KeyboardModifier.NoModifier, False),
        (Qt.KeyboardModifier.ControlModifier, True),
    ):
        event = QWheelEvent(
            about,
            QPointF(canvas.viewport().mapToGlobal(about.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), event)
        assert (canvas.zoom > 1) is zoomed
    assert (QPointF(spot(canvas, ids["ndfeb"])) - about).manhattanLength() <= 3
    canvas.fit()
    assert canvas.zoom == 1


def test_notes_lead_to_what_is_not_drawn(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    show(qtbot, tab, ids["ndfeb"])
    assert "contains" in tab.chain.notes.text()
    tab.chain.notes.linkActivated.emit(str(ids["neodymium"]))
    settle(qtbot, tab)
    assert tab.chain.number == ids["neodymium"]
    assert tab.chain.canvas.picture is not None
    assert tab.chain.canvas.picture.headings[0].title == "Element"


def test_material_without_links_says_so(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    show(qtbot, tab, ids["high-tech-zones"])
    assert tab.chain.said.text() == "No link of the chain leads to it or on from it."


def test_picture_follows_the_window(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    tab.resize(1024, 560)
    qtbot.wait(20)
    assert canvas.picture is not None
    assert canvas.picture.width <= canvas.viewport().width()
    assert canvas.picture.height <= canvas.viewport().height() + 1
    assert canvas.accessibleDescription().startswith("Neodymium-iron-boron (NdFeB)\nOre: ")


def test_looks_are_followed(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    canvas = show(qtbot, tab, ids["ndfeb"])
    light = canvas.grab().toImage().pixelColor(2, 2)
    tab.desk.set_theme(theme.DARK)
    dark = canvas.grab().toImage().pixelColor(2, 2)
    assert (light.name().upper(), dark.name().upper()) == (theme.LIGHT.window, theme.DARK.window)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_picture_is_saved_with_its_sources(
    tab: MaterialsTab,
    qtbot: QtBot,
    ids: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    show(qtbot, tab, ids["polishing-powder"])
    path = tmp_path / "chain"
    chosen = "SVG drawing (*.svg)" if ending == "svg" else "PNG picture (*.png)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), chosen))
    with qtbot.waitSignal(tab.desk.said, timeout=LONG):
        save_action(tab).trigger()
    saved = path.with_suffix(f".{ending}")
    if ending == "png":
        image = QImage(str(saved))
        assert image.width() > 1500
        assert "Twelfth China Baotou rare earth forum" in image.text("Description")
    else:
        text = saved.read_text(encoding="utf-8")
        assert "Rare earth polishing powder: from ore to use" in text
        assert "Cerium oxide" in text


def test_folder_that_is_not_there_is_refused_in_words(
    tab: MaterialsTab,
    qtbot: QtBot,
    ids: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(qtbot, tab, ids["ndfeb"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "chain.png"), ""))
    with qtbot.waitSignal(tab.desk.jobs.refused, timeout=LONG) as refused:
        save_action(tab).trigger()
    assert "was not saved" in str(refused.args[0])


def save_action(tab: MaterialsTab) -> QAction:
    return next(action for action in tab.chain.canvas.actions() if action.text().startswith("Save"))


def test_filter_and_split_come_back(tab: MaterialsTab, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    tab.list.set_filter("stage:metal")
    settle(qtbot, tab)
    tab.rows.setSizes([200, 600])
    tab.save(settings)
    again = make(desk)
    assert isinstance(again, MaterialsTab)
    qtbot.addWidget(again)
    again.restore(settings)
    again.resize(1280, 800)
    again.show()
    settle(qtbot, again)
    assert again.list.filter.text() == "stage:metal"
    assert again.list.current_id() == again.chain.number
    top, bottom = again.rows.sizes()
    assert top < bottom


def test_later_chain_is_read_anew(tab: MaterialsTab, qtbot: QtBot, ids: dict[str, int]) -> None:
    show(qtbot, tab, ids["high-tech-zones"])

    def link(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO material_link (key, start_material, end_material, relation, status) "
            "VALUES ('new', 'ndfeb', 'high-tech-zones', 'is used in', 'known')"
        )
        connection.commit()

    tab.desk.jobs.write(link, None)
    settle(qtbot, tab)
    tab.desk.changed.emit(frozenset({Kind.MATERIAL}))
    settle(qtbot, tab)
    assert tab.chain.number == ids["high-tech-zones"]
    assert tab.chain.canvas.place_of(ids["ndfeb"]) is not None
