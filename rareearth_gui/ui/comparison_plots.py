"""The plots of a comparison: intervals, and the wholes that shares imply; made when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QTabWidget, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.plots.plot import Plot

FORMATS = "PNG picture (*.png);;SVG drawing (*.svg)"


class ComparisonPlots(QTabWidget):
    """Draws a comparison. A mark that is clicked leads to its figure."""

    figure_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._side: SideBySide | None = None
        self._plots: list[Plot] = []
        self.setDocumentMode(True)
        self.setAccessibleName("Plots")
        save = QToolButton(self)
        save.setText("Save plot…")
        save.setAutoRaise(True)
        save.clicked.connect(self._on_save)
        self.setCornerWidget(save)
        desk.themed.connect(self._on_themed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def show_comparison(self, side: SideBySide) -> None:
        """Draw a comparison now, or when the plots come into view."""
        self._side = side
        if self.isVisible():
            self._draw()

    def _make(self) -> None:
        """Make the plots; pyqtgraph is loaded here, not when the program starts."""
        import importlib.util  # TODO drop when the plots are there

        if importlib.util.find_spec("rareearth_gui.ui.plots.denominator_plot") is None:
            return
        from rareearth_gui.ui.plots.denominator_plot import DenominatorPlot
        from rareearth_gui.ui.plots.interval_plot import IntervalPlot

        for plot, title in ((IntervalPlot(self), "Intervals"), (DenominatorPlot(self), "Denominators")):
            plot.figure_chosen.connect(self.figure_chosen)
            self._plots.append(plot)
            self.addTab(plot, title)

    def _draw(self) -> None:
        side = self._side
        if side is None:
            return
        if not self._plots:
            self._make()
            self._on_themed()
        if not self._plots:
            return
        intervals, denominators = self._plots
        intervals.show_comparison(side)
        denominators.show_comparison(side)
        self.setTabVisible(1, side.denominators is not None)

    def _on_themed(self) -> None:
        for plot in self._plots:
            plot.apply_theme(self.desk.theme)

    def _on_save(self) -> None:
        plot = self.currentWidget()
        if plot is None:
            return
        path, chosen = QFileDialog.getSaveFileName(self, "Save plot", "comparison.png", FORMATS)
        if path:
            ending = ".svg" if "svg" in chosen else ".png"
            plot.save(path if path.endswith((".png", ".svg")) else path + ending)
            self.desk.said.emit(f"Saved {path}.")
