"""The window: the row of tabs, menus, status line, and the way between records. Everything else is the tabs'."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.entities import EDITABLE, Kind
from rareearth_gui.ops.progress import Cancelled, Progress
from rareearth_gui.ops.start import catch_up, is_behind, unheard
from rareearth_gui.ui import theme
from rareearth_gui.ui.errors import ErrorBox
from rareearth_gui.ui.tabs import ROW
from rareearth_gui.ui.undo import UndoAction

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from rareearth_gui.domain.refused import Refused
    from rareearth_gui.ui.desk import Desk, Place
    from rareearth_gui.ui.progress import ProgressLine
    from rareearth_gui.ui.tabs.tab import Tab

NAME = "Rare Earth Desk"
SAID_MS = 8000


class Window(QMainWindow):
    """The main window over one library."""

    def __init__(self, desk: Desk, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._settings = desk, settings
        self._made: dict[int, Tab] = {}
        self._insides: list[QVBoxLayout] = []
        self.setMinimumSize(900, 560)
        self._build()
        self._build_menus()
        desk.opened.connect(self._on_opened)
        desk.said.connect(self._on_said)
        desk.compared.connect(self._on_compared)
        self.errors = ErrorBox(self)
        desk.jobs.refused.connect(self._on_refused)
        desk.jobs.failed.connect(self._on_failed)
        self._restore()

    def _build(self) -> None:
        self.setWindowTitle(
            f"{self.desk.library.path.name}{'' if self.desk.library.writable else ' (read-only)'} — {NAME}"
        )
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for declared in ROW:
            page = QWidget(self.tabs)
            inside = QVBoxLayout(page)
            inside.setContentsMargins(0, 0, 0, 0)
            self._insides.append(inside)
            self.tabs.addTab(page, declared.title)
        central = QWidget(self)
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        says = self.desk.library.says
        if says:
            banner = QLabel(says, central)
            banner.setWordWrap(True)
            banner.setTextFormat(Qt.TextFormat.PlainText)
            banner.setProperty("role", "banner")
            layout.addWidget(banner)
        layout.addWidget(self.tabs, 1)
        self.setCentralWidget(central)
        self.path = QLabel(str(self.desk.library.path), self)
        self.path.setProperty("role", "muted")
        self.path.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addPermanentWidget(self.path)
        self.tabs.currentChanged.connect(self._on_tab)

    @cached_property
    def progress(self) -> ProgressLine:
        """Give the line that shows long work, made when there is some."""
        from rareearth_gui.ui.progress import ProgressLine

        line = ProgressLine(self)
        self.statusBar().insertPermanentWidget(0, line)
        return line

    def _build_menus(self) -> None:
        file = self.menuBar().addMenu("&File")
        self._action(file, "&Quit", QKeySequence(QKeySequence.StandardKey.Quit), self.close)
        go = self.menuBar().addMenu("&Go")
        self._action(go, "&Back", QKeySequence("Alt+Left"), self.desk.back)
        self._action(go, "&Forward", QKeySequence("Alt+Right"), self.desk.forward)
        self._action(go, "F&ind", QKeySequence(QKeySequence.StandardKey.Find), self._on_find)
        go.addSeparator()
        for number, declared in enumerate(ROW):
            action = self._action(go, declared.title, QKeySequence(f"Ctrl+{number + 1}"), self._on_go)
            action.setData(number)
        change = self.menuBar().addMenu("&Edit")
        change.setToolTipsVisible(True)
        self.undo = UndoAction(self.desk, self)
        change.addAction(self.undo)
        change.addSeparator()
        for kind in EDITABLE:
            action = self._action(change, f"Add {kind.value}…", QKeySequence(), self._on_add)
            action.setData(kind)
            action.setEnabled(self.desk.library.writable)
        self.recheck = self._action(change, "&Recheck everything", QKeySequence("F5"), self._on_recheck)
        self.recheck.setEnabled(self.desk.library.writable)
        view = self.menuBar().addMenu("&View")
        self._build_themes(view.addMenu("&Look"))
        help_menu = self.menuBar().addMenu("&Help")
        self._action(help_menu, "&Keys and filters", QKeySequence(QKeySequence.StandardKey.HelpContents), self._on_help)

    def _build_themes(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        chosen = str(self._settings.value("look", "system"))
        for choice in theme.CHOICES:
            action = menu.addAction({"system": "As the &system", "light": "&Light", "dark": "&Dark"}[choice])
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(self._on_look)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_look)

    def _action(self, menu: QMenu, words: str, keys: QKeySequence, slot: object) -> QAction:
        action = QAction(words, self)
        action.setShortcut(keys)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def tab(self, number: int) -> Tab:
        """Give a tab, built when it is first wanted."""
        if number not in self._made:
            made: Tab = ROW[number].module().make(self.desk)
            made.restore(self._settings)
            made.ask_ahead()
            self._made[number] = made
            self._insides[number].addWidget(made)
        return self._made[number]

    def show_tab(self, number: int) -> Tab:
        """Bring a tab to the front."""
        made = self.tab(number)
        self.tabs.setCurrentIndex(number)
        return made

    def titles(self) -> list[str]:
        """Give the titles of the tabs in order."""
        return [declared.title for declared in ROW]

    def _home(self, kind: Kind) -> int | None:
        return next((n for n, declared in enumerate(ROW) if kind in declared.kinds), None)

    def _on_opened(self, place: Place) -> None:
        home = self._home(place[0])
        if home is not None:
            self.show_tab(home).show_record(*place)

    def _on_compared(self, ids: list[int]) -> None:
        home = self._home(Kind.CONFLICT)
        assert home is not None
        self.show_tab(home).show_chosen(ids)

    def _on_tab(self, number: int) -> None:
        self.tab(number)

    def _on_go(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_tab(action.data())

    def _on_add(self) -> None:
        from rareearth_gui.ui.edit_dialog import adding

        action = self.sender()
        if isinstance(action, QAction):
            adding(self.desk, Kind(action.data()), self).open()  # Qt keeps the bare word of it

    def _on_recheck(self) -> None:
        """Run every check on every question, as one act that can be stopped."""
        from rareearth_gui.ops.recheck import recheck

        if self.progress.busy:
            return
        progress = Progress("Checking the questions")
        self.progress.watch(progress)
        self.desk.jobs.write(lambda db: recheck(db, None, progress), self._on_rechecked)

    def _on_rechecked(self, conflicts: int) -> None:
        self.progress.end()
        self.desk.said.emit(f"Checked everything: {counted(conflicts, 'conflict')}.")
        self.desk.changed.emit(frozenset({Kind.CONFLICT}))

    def catch_up(self) -> None:
        """Do what the first screen had not to wait for: find the last edit, take in what a later catalogue brings."""
        if self.desk.library.writable:
            self.undo.refresh()
            self.desk.jobs.read(is_behind, self._on_behind)

    def _on_behind(self, behind: bool) -> None:
        if behind:
            self.desk.said.emit("Taking in a later catalogue …")
            self.desk.jobs.write(lambda db: catch_up(db, unheard), self._on_caught_up)

    def _on_caught_up(self, _nothing: None) -> None:
        self.desk.said.emit("A later catalogue was taken in; the history says what it brought.")
        self.desk.changed.emit(frozenset(Kind))

    def _on_refused(self, refused: Refused) -> None:
        if isinstance(refused, Cancelled):
            self.progress.end()
            self.desk.said.emit(str(refused))
        else:
            self.errors.show_error(refused)

    def _on_failed(self, error: BaseException) -> None:
        self.progress.end()
        self.errors.show_error(error)

    def _on_find(self) -> None:
        self._made[self.tabs.currentIndex()].find()

    def _on_help(self) -> None:
        from rareearth_gui.ui.help import HelpBox

        HelpBox(self).exec()

    def _on_said(self, words: str) -> None:
        self.statusBar().showMessage(words, SAID_MS)

    def _on_look(self, action: QAction) -> None:
        self._settings.setValue("look", action.data())
        self.set_look(action.data())

    def _on_system_look(self) -> None:
        if str(self._settings.value("look", "system")) == "system":
            self.set_look("system")

    def set_look(self, choice: str) -> None:
        """Take on a look: system, light or dark."""
        wanted = theme.wanted(choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, wanted)
        self.desk.set_theme(wanted)

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        last = str(self._settings.value("window/tab", ""))
        titles = self.titles()
        self.show_tab(titles.index(last) if last in titles else 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/tab", self.titles()[self.tabs.currentIndex()])
        for made in self._made.values():
            made.save(self._settings)
        self._settings.sync()
        self.desk.close()
        _leave_clipboard_to_qt()
        super().closeEvent(event)


def _leave_clipboard_to_qt() -> None:
    """Turn what we copied into Qt's own text: data made in Python outlives Python at exit, and Qt crashes on it."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())
