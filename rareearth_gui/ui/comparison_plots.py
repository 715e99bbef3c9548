"""The plots of a comparison: intervals, and the wholes that shares imply; made when first shown."""

from __future__ import annotations

from pathlib import Path
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
        self._title = ""
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

    def show_comparison(self, side: SideBySide, title: str) -> None:
        """Draw a comparison now, or when the plots come into view; `title` heads a saved plot."""
        self._side, self._title = side, title
        if self.isVisible():
            self._draw()

    def _make(self) -> None:
        """Make the plots; pyqtgraph is loaded here, not when the program starts."""
        from rareearth_gui.ui.plots.denominator_plot import DenominatorPlot
        from rareearth_gui.ui.plots.interval_plot import IntervalPlot

        self._intervals, self._denominators = IntervalPlot(self), DenominatorPlot(self)
        for plot, title in ((self._intervals, "Intervals"), (self._denominators, "Denominators")):
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
        case = side.case
        self._intervals.title = self._title
        self._denominators.title = self._title
        self._intervals.show_figures(side.groups, side.copies, side.apart, case.indicator.name)
        self.setTabVisible(1, side.denominators is not None)
        if side.denominators is not None:
            whole = f"{case.name(case.question.denominator)} total that the share needs"
            self._denominators.show_denominators(side.denominators, whole)

    def _on_themed(self) -> None:
        if not self._plots:
            return
        from rareearth_gui.ui.plots.frame import PlotColours

        for plot in self._plots:
            plot.apply_palette(PlotColours.of(self.desk.theme))

    def _on_save(self) -> None:
        plot = next((plot for plot in self._plots if plot is self.currentWidget()), None)
        if plot is None:
            return
        path, chosen = QFileDialog.getSaveFileName(self, "Save plot", "comparison.png", FORMATS)
        if path:
            ending = ".svg" if "svg" in chosen else ".png"
            plot.save(Path(path if path.endswith((".png", ".svg")) else path + ending))
            self.desk.said.emit(f"Saved {path}.")
