"""The tree of the plan as a model: nodes are known by number, so that no index holds on to what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rareearth_gui.ops.listings import TASKS
from rareearth_gui.ops.plan import ROOT, Plan
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rareearth_gui.ops.plan import Branches
    from rareearth_gui.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(column for column in TASKS.columns if column.key not in ("source", "parent"))
"""The columns of the list of tasks; document and parent are told by the tree itself."""
BADGE = Qt.ItemDataRole.UserRole + 1
UNEQUAL = "≠"
"""The badge where there is no room for its words, which the tool tip then has."""
TREE_COLUMN = next(place for place, column in enumerate(COLUMNS) if column.key == "title")
TARGET_COLUMN = next(place for place, column in enumerate(COLUMNS) if column.key == "target")
_DOCUMENT = 1 << 40


def _inner(node: int) -> int:
    """Write a node as what an index can carry, which has no sign."""
    return node if node >= ROOT else _DOCUMENT - node


class TaskModel(QAbstractItemModel):
    """Shows the branches of a plan that a filter leaves."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.plan = Plan((), {}, {})
        self.matched: Collection[int] | None = None
        self._branches: Branches = {}
        self._rows: dict[int, int] = {}

    def show_plan(self, plan: Plan, matched: Collection[int] | None) -> None:
        """Show a plan, or what is left of it; `matched` are the tasks that a filter found, None without a filter."""
        self.beginResetModel()
        self.plan, self.matched = plan, matched
        self._branches = plan.branches if matched is None else plan.narrowed(matched)
        self._rows = {node: row for nodes in self._branches.values() for row, node in enumerate(nodes)}
        self.endResetModel()

    def node(self, index: Index) -> int:
        """Give the node at an index; 0 where there is none."""
        if not index.isValid():
            return ROOT
        inner = int(index.internalId())
        return inner if inner < _DOCUMENT else _DOCUMENT - inner

    def index_of(self, node: int, column: int = 0) -> QModelIndex:
        """Give the index of a node; an invalid one when the filter hides it."""
        row = self._rows.get(node)
        return QModelIndex() if row is None else self.createIndex(row, column, _inner(node))

    def nodes(self) -> list[int]:
        """List all nodes that are shown."""
        return list(self._rows)

    def in_order(self, parent: int = ROOT) -> Iterator[int]:
        """Give all nodes that are shown, as they stand below each other."""
        for node in self._branches.get(parent, ()):
            yield node
            yield from self.in_order(node)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        nodes = self._branches.get(self.node(parent), ())
        if 0 <= row < len(nodes) and 0 <= column < len(COLUMNS):
            return self.createIndex(row, column, _inner(nodes[row]))
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        parent = self.plan.parents.get(self.node(index), ROOT)
        return self.index_of(parent) if parent != ROOT else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._branches.get(self.node(parent), ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def text(self, node: int, column: int) -> str:
        """Give the text of a cell."""
        targets = self.plan.targets.get(node)
        if column == TARGET_COLUMN and targets:
            return "; ".join(target.printed for target in targets)
        return self.plan.cell(node, COLUMNS[column].key)

    def badge(self, node: int) -> str:
        """Say how sources quarrel over the targets of a task; blank when they do not."""
        quarrels = dict.fromkeys(target.conflict for target in self.plan.targets.get(node, ()) if target.conflict)
        return "; ".join(quarrels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node, column = self.node(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(node, column)
        if role == BADGE:
            return self.badge(node) if column == TARGET_COLUMN else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self._said(node, column)
            return (tip(said) if said else None) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.FontRole and column == TREE_COLUMN and self._is_head(node):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and self._is_muted(node, column):
            return QColor(self._desk.theme.muted)
        return None

    def _said(self, node: int, column: int) -> str:
        badge = self.badge(node) if column == TARGET_COLUMN else ""
        text = self.text(node, column)
        return f"{text}\nIn conflict: {badge}" if badge else text

    def _is_head(self, node: int) -> bool:
        return node < ROOT or self.plan.cell(node, "kind") == "chapter"

    def _is_muted(self, node: int, column: int) -> bool:
        """Set back the places, and what is only shown because something in it matches."""
        only_above = self.matched is not None and node not in self.matched
        return only_above or COLUMNS[column].key == "section"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(COLUMNS[section].help or COLUMNS[section].title)
        return None


class TaskPainter(QStyledItemDelegate):
    """Draws a row as high as those of the lists; behind a target stands the badge of the conflict on its question."""

    GAP, INSIDE, HIGHER = 6, 5, 8

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + self.HIGHER)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badge = str(index.data(BADGE) or "")
        if not badge:
            super().paint(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        text, whole.text = whole.text, ""
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, self._view)
        metrics, inside = option.fontMetrics, option.rect.adjusted(self.GAP // 2, 0, -self.GAP, 0)
        wide = metrics.horizontalAdvance(badge) + 2 * self.INSIDE
        if metrics.horizontalAdvance(text) + self.GAP + wide > inside.width():
            badge, wide = UNEQUAL, metrics.horizontalAdvance(UNEQUAL) + 2 * self.INSIDE
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width() - wide - self.GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(option.palette.highlightedText().color() if chosen else option.palette.text().color())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        left = inside.left() + metrics.horizontalAdvance(shown) + self.GAP
        where = QRectF(left + 0.5, inside.top() + 2.5, wide - 1, inside.height() - 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not chosen:
            painter.setPen(QPen(QColor(self._desk.theme.bad), 1))
        painter.drawRoundedRect(where, 4, 4)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), badge)
        painter.restore()
