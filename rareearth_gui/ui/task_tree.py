"""The tree of the plan documents: it unfolds, keeps its place when the plan is read anew, and copies its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.plan import ROOT
from rareearth_gui.ui.list_view import CHARACTER
from rareearth_gui.ui.task_model import COLUMNS, TREE_COLUMN, TaskModel, TaskPainter
from rareearth_gui.ui.theme import figures_font

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QResizeEvent

    from rareearth_gui.ops.plan import Plan
    from rareearth_gui.ui.desk import Desk

WIDTHS = {"section": 70, "title": 230, "kind": 68, "lead": 70, "deadline": 70, "target": 70, "evidence": 128}
"""Narrower than in a list, for the record stands beside the tree; tool tips have what is cut."""
GROWING = {"title": 0.45, "lead": 0.25, "target": 0.2}
"""Which columns share the room that is left, until a person gives a column a width."""
INDENT = 16


class TaskTree(QTreeView):
    """Shows a plan. `chosen` gives (kind, id) under the cursor, a task or a document; `opened` comes on Enter."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = TaskModel(desk, self)
        self._unfolded: set[int] | None = None
        self._own_widths, self._arranging = False, True
        self._build()
        self._build_header()
        self._build_actions()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        desk.themed.connect(self._on_themed)

    def _build(self) -> None:
        self.setModel(self.tasks)
        self.setTreePosition(TREE_COLUMN)
        self.setIndentation(INDENT)
        self.setFont(figures_font(self.font()))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(TaskPainter(self.desk, self))
        self.setAccessibleName("Plan tasks")

    def _build_header(self) -> None:
        header = self.header()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self.columns = QMenu("Columns", self)
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, not column.shown)
            action = self.columns.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.shown)
            action.setEnabled(place != TREE_COLUMN)
            action.setData(place)
        self.columns.triggered.connect(self._on_column)
        header.sectionResized.connect(self._on_section_resized)

    def _build_actions(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, keys, slot in (
            ("Open", QKeySequence(Qt.Key.Key_Return), self.opened),
            ("Go to the figure of the target", QKeySequence("Ctrl+Return"), self.go_to_target),
            ("Copy rows with headers", QKeySequence(QKeySequence.StandardKey.Copy), self.copy),
            ("Expand all", QKeySequence("Ctrl+Shift+Right"), self.expandAll),
            ("Fold to chapters and tasks", QKeySequence("Ctrl+Shift+Left"), self.fold),
        ):
            action = QAction(words, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    @property
    def plan(self) -> Plan:
        """Give the plan that is shown."""
        return self.tasks.plan

    def show_plan(self, plan: Plan, matched: Collection[int] | None, wanted: int | None) -> None:
        """Show a plan, or what a filter leaves of it, with the cursor on a node, or where it was, or on the first."""
        self.keep_unfolded()
        at = self.current() if wanted is None else wanted
        self.tasks.show_plan(plan, matched)
        if self._unfolded is None:
            self._unfolded = set(plan.opening())
        if matched is not None:
            self.expandAll()
        else:
            for node in self._unfolded:
                self.expand(self.tasks.index_of(node))
        if at is None or not self.tasks.index_of(at).isValid():
            at = self._first()
        if at is not None:
            self.reveal(at)

    def keep_unfolded(self) -> None:
        """Remember what is unfolded, unless a filter has unfolded everything."""
        if self._unfolded is not None and self.tasks.matched is None:
            nodes = self.tasks.nodes()
            self._unfolded = {node for node in nodes if self.isExpanded(self.tasks.index_of(node))}

    def _first(self) -> int | None:
        """Find the first task, or the first that a filter found."""
        matched = self.tasks.matched
        return next((n for n in self.tasks.in_order() if n > ROOT and (matched is None or n in matched)), None)

    def reveal(self, node: int) -> None:
        """Unfold what a node is part of, and put the cursor on it."""
        for above in self.plan.above(node):
            self.expand(self.tasks.index_of(above))
        index = self.tasks.index_of(node)
        choose = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, choose.ClearAndSelect | choose.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def current(self) -> int | None:
        """Give the node under the cursor."""
        index = self.currentIndex()
        return self.tasks.node(index) if index.isValid() else None

    def fold(self) -> None:
        """Fold to what is shown at first: chapters, tasks and boxes."""
        at, opening = self.current(), self.plan.opening()
        self.collapseAll()
        for node in opening:
            self.expand(self.tasks.index_of(node))
        if at is None:
            return
        hidden_by = [node for node in self.plan.above(at) if node not in opening]
        self.reveal(hidden_by[-1] if hidden_by else at)

    def go_to_target(self) -> None:
        """Go to the figure that is the target of the task under the cursor."""
        targets = self.plan.targets.get(self.current() or ROOT)
        if targets:
            self.desk.go(Kind.FIGURE, targets[0].figure)
        else:
            self.desk.said.emit("This task has no target that is a figure.")

    def copy(self) -> None:
        """Copy the selected rows, shown columns with their headers, as tab-separated text."""
        order = sorted(range(len(COLUMNS)), key=self.header().visualIndex)
        shown = [place for place in order if not self.isColumnHidden(place)]
        nodes = [self.tasks.node(index) for index in self.selectionModel().selectedRows()]
        lines = ["\t".join(COLUMNS[place].title for place in shown)]
        lines += ["\t".join(self.tasks.text(node, place) for place in shown) for node in nodes]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.desk.said.emit(f"Copied {counted(len(nodes), 'row')} with headers.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._own_widths:
            self._arrange()

    def _arrange(self) -> None:
        """Give every column its width, and what is left to those that can use it."""
        shown = [place for place in range(len(COLUMNS)) if not self.isColumnHidden(place)]
        widths = {place: WIDTHS.get(COLUMNS[place].key, COLUMNS[place].width * CHARACTER) for place in shown}
        left = max(0, self.viewport().width() - sum(widths.values()))
        self._arranging = True
        for place, width in widths.items():
            self.setColumnWidth(place, width + int(left * GROWING.get(COLUMNS[place].key, 0.0)))
        self._arranging = False

    def _on_section_resized(self, place: int) -> None:
        last = max((p for p in range(len(COLUMNS)) if not self.isColumnHidden(p)), key=self.header().visualIndex)
        if not self._arranging and place != last:  # the last one takes what is left, whoever asks
            self._own_widths = True

    def restore_columns(self, state: object) -> None:
        """Take up remembered columns; what does not fit this version is left out."""
        if isinstance(state, QByteArray) and self.header().restoreState(state):
            self._own_widths = True
            for action in self.columns.actions():
                action.setChecked(not self.isColumnHidden(action.data()))

    def _on_current(self) -> None:
        if (node := self.current()) is not None:
            self.chosen.emit((Kind.TASK, node) if node > ROOT else (Kind.SOURCE, -node))

    def _on_column(self, action: QAction) -> None:
        self._arranging = True
        self.setColumnHidden(action.data(), not action.isChecked())
        self._arranging = False
        if not self._own_widths:
            self._arrange()

    def _on_header_menu(self, point: QPoint) -> None:
        self.columns.popup(self.header().mapToGlobal(point))

    def _on_themed(self) -> None:
        self.viewport().update()
