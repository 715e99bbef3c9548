"""Pickers: subject, place, whole and basis of an indicator, only such as there are figures on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from rareearth_gui.ops.topic import PARTS
from rareearth_gui.ui.elided_label import ElidedLabel
from rareearth_gui.ui.tip import tip

if TYPE_CHECKING:
    from rareearth_gui.ops.topic import Combination, Topic

TITLES = {"subject": "Su&bject", "place": "&Place", "denominator": "S&hare of", "basis": "B&asis"}
NARROWEST = 9
"""Characters that a picker shows at least."""
WEIGHTS = {"subject": 3, "place": 3, "denominator": 3, "basis": 5}
WIDEST_LIST = 520
MOST_MEASURED = 300


class IndicatorPickers(QWidget):
    """One list a part; picking in one keeps the others where there are figures for them, and moves them where not.

    A part that has but one value stands there as words.
    """

    picked = Signal(object)
    """The combination that a person picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic: Topic | None = None
        self._at: Combination | None = None
        self.boxes: dict[str, QComboBox] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._only: dict[str, ElidedLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(1)
        for column, part in enumerate(PARTS):
            self._add(column, part)

    def _add(self, column: int, part: str) -> None:
        box = self.boxes[part] = QComboBox(self)
        box.setModel(QStringListModel(box))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(NARROWEST)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMaxVisibleItems(24)
        box.setProperty("part", part)
        box.setAccessibleName(TITLES[part].replace("&", ""))
        box.activated.connect(self._on_activated)
        label = self._labels[part] = QLabel(TITLES[part], self)
        label.setProperty("role", "muted")
        label.setBuddy(box)
        only = self._only[part] = ElidedLabel(self)
        self._grid.addWidget(label, 0, column)
        self._grid.addWidget(box, 1, column)
        self._grid.addWidget(only, 1, column)

    def show_topic(self, topic: Topic, at: Combination) -> None:
        """List what can be picked of an indicator, with one combination picked."""
        if topic is not self._topic:
            self._topic = topic
            for column, part in enumerate(PARTS):
                self._fill(column, part, topic)
            self._grid.setRowMinimumHeight(1, self.boxes[PARTS[0]].sizeHint().height())
        self._at = at
        for part, box in self.boxes.items():
            box.setCurrentIndex(self._keys[part].index(at.part(part)))
            box.setToolTip(tip(box.currentText()))

    def _fill(self, column: int, part: str, topic: Topic) -> None:
        box, choices = self.boxes[part], topic.choices(part)
        words = [(name := topic.name(key))[:1].upper() + name[1:] for key in choices]
        self._keys[part] = choices
        model = box.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(words)  # thousands at once
        several, needed = len(choices) > 1, any(choices)
        self._only[part].setText(box.itemText(0))
        self._only[part].setToolTip(tip(box.itemText(0)))
        self._only[part].setVisible(needed and not several)
        self._labels[part].setVisible(needed)
        box.setVisible(several)
        box.setEnabled(several)
        self._grid.setColumnStretch(column, WEIGHTS[part] if needed else 0)
        widest = max(map(box.fontMetrics().horizontalAdvance, words[:MOST_MEASURED]), default=0)
        box.view().setMinimumWidth(min(WIDEST_LIST, widest + 40))

    def _on_activated(self, index: int) -> None:
        box = self.sender()
        if not isinstance(box, QComboBox) or self._topic is None or self._at is None:
            return
        part = str(box.property("part"))
        key = self._keys[part][index]
        if key == self._at.part(part):
            return
        at = self._topic.nearest(self._at, part, key)
        self.show_topic(self._topic, at)
        self.picked.emit(at)
