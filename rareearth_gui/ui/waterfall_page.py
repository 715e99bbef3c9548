"""The waterfall with its two pickers: from which figure to which other one the difference is taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rareearth_gui.ops.waterfall import headline, waterfall

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.plots.waterfall_plot import WaterfallPlot

FEW = 2
"""So many figures need no choice."""


class WaterfallPage(QWidget):
    """Shows the pair of the heading first. `paired` tells that the person has chosen another."""

    paired = Signal()

    def __init__(self, plot: WaterfallPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = plot
        self._side: SideBySide | None = None
        self._title = ""
        self.start, self.end = QComboBox(self), QComboBox(self)
        self.pickers = QWidget(self)
        line = QHBoxLayout(self.pickers)
        line.setContentsMargins(8, 4, 8, 2)
        for words, picker, name in (("From", self.start, "First figure"), ("to", self.end, "Second figure")):
            label = QLabel(words, self.pickers)
            label.setProperty("role", "muted")
            picker.setAccessibleName(name)
            picker.setMinimumContentsLength(8)
            picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            picker.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            picker.activated.connect(self._on_picked)
            line.addWidget(label)
            line.addWidget(picker, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pickers)
        layout.addWidget(plot, 1)

    def show_comparison(self, side: SideBySide, title: str) -> None:
        """Show the difference of the pair that heads a comparison; `title` says its question."""
        self._side, self._title = side, title
        pair = headline(side)
        for picker, chosen in zip((self.start, self.end), pair or (None, None), strict=True):
            picker.clear()
            for figure in side.counted:
                picker.addItem(f"{figure.words}, {figure.source.label}", figure.id)
            picker.setCurrentIndex(-1 if chosen is None else picker.findData(chosen.id))
        self.pickers.setVisible(len(side.counted) > FEW)
        self._draw()

    def _draw(self) -> None:
        side = self._side
        first, second = self._figure(self.start), self._figure(self.end)
        if side is None or first is None or second is None:
            self.plot.title = self._title
            self.plot.show_waterfall(None, "")
            return
        way = " to ".join(f"{figure.said} ({figure.source.label})" for figure in (first, second))
        self.plot.title = f"{self._title}: from {way}"
        self.plot.show_waterfall(waterfall(side.case, first, second), side.case.indicator.name)

    def _figure(self, picker: QComboBox) -> Figure | None:
        number = picker.currentData()
        counted = self._side.counted if self._side is not None else ()
        return next((figure for figure in counted if figure.id == number), None)

    def _on_picked(self, _index: int) -> None:
        self._draw()
        self.paired.emit()
