"""The plots of a comparison: intervals, implied wholes, the waterfall, the copies; each drawn when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from rareearth_gui.ui import plot_saving

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.plots.plot import Plot

INTERVALS, DENOMINATORS, WATERFALL, COPIES = range(4)
TITLES = ("Intervals", "Denominators", "Waterfall", "Copies")


class ComparisonPlots(QTabWidget):
    """Draws a comparison. A mark that is clicked leads to its figure."""

    figure_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._side: SideBySide | None = None
        self._title = ""
        self._plots: list[Plot] = []
        self._stale: set[int] = set()
        self.setDocumentMode(True)
        self.setAccessibleName("Plots")
        save = QToolButton(self)
        save.setText("Save…")
        save.setToolTip("Save the plot in view as PNG or SVG, with its title and sources")
        save.setAutoRaise(True)
        save.clicked.connect(self._on_save)
        self.setCornerWidget(save)
        self.currentChanged.connect(self._on_turned)
        desk.themed.connect(self._on_themed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def show_comparison(self, side: SideBySide, title: str) -> None:
        """Draw a comparison now, or when the plots come into view; `title` heads a saved plot."""
        self._side, self._title = side, title
        self._stale = {INTERVALS, DENOMINATORS, WATERFALL, COPIES}
        if self.isVisible():
            self._draw()

    @property
    def plot(self) -> Plot | None:
        """Give the plot that is in view."""
        return self._plots[self.currentIndex()] if self._plots else None

    def _make(self) -> None:
        """Make the plots; pyqtgraph is loaded with the first that has something to draw."""
        from rareearth_gui.ui.plots.copies_plot import CopiesPlot
        from rareearth_gui.ui.plots.denominator_plot import DenominatorPlot
        from rareearth_gui.ui.plots.interval_plot import IntervalPlot
        from rareearth_gui.ui.plots.waterfall_plot import WaterfallPlot
        from rareearth_gui.ui.waterfall_page import WaterfallPage

        self._intervals, self._denominators = IntervalPlot(self), DenominatorPlot(self)
        self._waterfall, self._copies = WaterfallPage(WaterfallPlot(self), self), CopiesPlot(self)
        pages: tuple[QWidget, ...] = (self._intervals, self._denominators, self._waterfall, self._copies)
        for page, title in zip(pages, TITLES, strict=True):
            self.addTab(page, title)
        self._plots = [self._intervals, self._denominators, self._waterfall.plot, self._copies]
        for plot in self._plots:
            plot.figure_chosen.connect(self.figure_chosen)
        self._on_themed()

    def _draw(self) -> None:
        """Draw the plot that is in view, if it has not been drawn since the figures changed."""
        side = self._side
        if side is None:
            return
        if not self._plots:
            self._make()
        self.setTabVisible(DENOMINATORS, side.denominators is not None)
        if (place := self.currentIndex()) in self._stale:
            self._stale.discard(place)
            self._draw_at(place, side)

    def _draw_at(self, place: int, side: SideBySide) -> None:
        case = side.case
        self._plots[place].title = self._title
        if place == INTERVALS:
            self._intervals.show_figures(side.groups, side.copies, side.apart, case.indicator.name, side.off)
        elif place == DENOMINATORS:
            whole = f"{case.name(case.question.denominator)} total that the share needs"
            self._denominators.show_denominators(side.denominators, whole)
        elif place == WATERFALL:
            self._waterfall.show_comparison(side, self._title)
        else:
            self._copies.show_mentions(side, case.indicator.name)

    def _on_turned(self, _place: int) -> None:
        if self._plots and self.isVisible():
            self._draw()

    def _on_themed(self) -> None:
        if not self._plots:
            return
        from rareearth_gui.ui.plots.frame import PlotColours

        for plot in self._plots:
            plot.apply_palette(PlotColours.of(self.desk.theme))

    def _on_save(self) -> None:
        plot_saving.ask_and_save(self, self.desk, self.plot)
