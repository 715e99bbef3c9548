"""Pickers: subject, place, whole and basis of an indicator, only such as there are figures on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from rareearth_gui.ops.topic import PARTS

if TYPE_CHECKING:
    from rareearth_gui.ops.topic import Combination, Topic

TITLES = {"subject": "Su&bject", "place": "&Place", "denominator": "S&hare of", "basis": "B&asis"}
NARROWEST = 9
"""Characters that a picker shows at least."""
WEIGHTS = {"subject": 3, "place": 3, "denominator": 3, "basis": 5}


class IndicatorPickers(QWidget):
    """One list a part; picking in one keeps the others where there are figures for them, and moves them where not."""

    picked = Signal(object)
    """The combination that a person picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic: Topic | None = None
        self._at: Combination | None = None
        self.boxes: dict[str, QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(1)
        for column, part in enumerate(PARTS):
            self._add(layout, column, part)

    def _add(self, layout: QGridLayout, column: int, part: str) -> None:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(NARROWEST)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMaxVisibleItems(24)
        box.setProperty("part", part)
        box.setAccessibleName(TITLES[part].replace("&", ""))
        box.activated.connect(self._on_activated)
        label = QLabel(TITLES[part], self)
        label.setProperty("role", "muted")
        label.setBuddy(box)
        layout.addWidget(label, 0, column)
        layout.addWidget(box, 1, column)
        layout.setColumnStretch(column, WEIGHTS[part])
        self.boxes[part], self._labels[part] = box, label

    def show_topic(self, topic: Topic, at: Combination) -> None:
        """List what can be picked of an indicator, with one combination picked."""
        if topic is not self._topic:
            self._topic = topic
            for part, box in self.boxes.items():
                self._fill(part, box, topic)
        self._at = at
        for part, box in self.boxes.items():
            box.setCurrentIndex(box.findData(at.part(part)))
            box.setToolTip(box.currentText())

    def _fill(self, part: str, box: QComboBox, topic: Topic) -> None:
        choices = topic.choices(part)
        box.clear()
        for number, key in enumerate(choices):
            name = topic.name(key)
            box.addItem(name[:1].upper() + name[1:] if key else name, key)
            box.setItemData(number, box.itemText(number), Qt.ItemDataRole.ToolTipRole)
        several = len(choices) > 1
        box.setEnabled(several)
        needed = several or any(choices)
        box.setVisible(needed)
        self._labels[part].setVisible(needed)
        layout = self.layout()
        assert isinstance(layout, QGridLayout)
        layout.setColumnStretch(PARTS.index(part), WEIGHTS[part] if needed else 0)
        widest = max(
            (box.fontMetrics().horizontalAdvance(box.itemText(n)) for n in range(min(box.count(), 300))), default=0
        )
        box.view().setMinimumWidth(min(520, widest + 40))

    def _on_activated(self, index: int) -> None:
        box = self.sender()
        if not isinstance(box, QComboBox) or self._topic is None or self._at is None:
            return
        part, key = str(box.property("part")), str(box.itemData(index))
        if key == self._at.part(part):
            return
        at = self._topic.nearest(self._at, part, key)
        self.show_topic(self._topic, at)
        self.picked.emit(at)
