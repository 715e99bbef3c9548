"""The plots of an indicator: a series over time, or intervals side by side where time has nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QWidget

from rareearth_gui.ui import plot_saving

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ops.series import Series
    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.plots.interval_plot import IntervalPlot
    from rareearth_gui.ui.plots.plot import Plot
    from rareearth_gui.ui.plots.series_plot import SeriesPlot


class IndicatorPlots(QStackedWidget):
    """Draws one thing at a time; a clicked mark leads to its figure. pyqtgraph is loaded with the first plot."""

    figure_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._series: SeriesPlot | None = None
        self._intervals: IntervalPlot | None = None
        self._waiting: Callable[[], None] | None = None
        self._pointed: int | None = None
        self.words = QLabel(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "muted")
        self.addWidget(self.words)
        self.setMinimumHeight(160)
        self._build_menu()
        desk.themed.connect(self._on_themed)

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.go = self._action("Go to this figure", self._on_go)
        self.fit = self._action("Show everything again", self._on_fit)
        self.menu.addSeparator()
        self.saving = self._action("Save plot…", self.ask_and_save)

    def _action(self, words: str, slot: object) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(slot)
        self.menu.addAction(action)
        return action

    def say(self, words: str) -> None:
        """Show a sentence instead of a plot."""
        self._waiting = None
        self.words.setText(words)
        self.setCurrentWidget(self.words)

    def show_series(self, series: Series, hidden: frozenset[str], title: str) -> None:
        """Draw figures over time without the sources of the `hidden` names."""

        def draw() -> None:
            plot = self._series_plot()
            plot.title = title
            plot.show_series(series.drawn, series.indicator.name, hidden)
            self.setCurrentWidget(plot)

        self._draw(draw)

    def show_beside(self, side: SideBySide, title: str) -> None:
        """Draw figures one under the other."""

        def draw() -> None:
            plot = self._interval_plot()
            plot.title = title
            plot.show_figures(side.groups, side.copies, side.apart, side.case.indicator.name)
            self.setCurrentWidget(plot)

        self._draw(draw)

    def _draw(self, draw: Callable[[], None]) -> None:
        """Draw now, or when the plot comes into view."""
        self._waiting = draw
        if self.isVisible():
            self._draw_waiting()

    def _draw_waiting(self) -> None:
        if self._waiting is not None:
            draw, self._waiting = self._waiting, None
            draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw_waiting()

    def _series_plot(self) -> SeriesPlot:
        if self._series is None:
            from rareearth_gui.ui.plots.series_plot import SeriesPlot

            self._series = SeriesPlot(self)
            self._take_in(self._series)
        return self._series

    def _interval_plot(self) -> IntervalPlot:
        if self._intervals is None:
            from rareearth_gui.ui.plots.interval_plot import IntervalPlot

            self._intervals = IntervalPlot(self)
            self._take_in(self._intervals)
        return self._intervals

    def _take_in(self, plot: Plot) -> None:
        plot.figure_chosen.connect(self.figure_chosen)
        plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        plot.customContextMenuRequested.connect(self._on_menu)
        self.addWidget(plot)
        self._on_themed()

    @property
    def plot(self) -> Plot | None:
        """Give the plot that is in view, None where there are only words."""
        shown = self.currentWidget()
        return next((plot for plot in (self._series, self._intervals) if plot is not None and plot is shown), None)

    def _on_themed(self) -> None:
        from rareearth_gui.ui.plots.frame import PlotColours

        for plot in (self._series, self._intervals):
            if plot is not None:
                plot.apply_palette(PlotColours.of(self.desk.theme))

    def _on_menu(self, point: QPoint) -> None:
        plot = self.plot
        if plot is None:
            return
        figure = plot.figure_at(point)
        self._pointed = None if figure is None else figure.id
        self.go.setEnabled(figure is not None)
        self.menu.popup(plot.mapToGlobal(point))

    def _on_go(self) -> None:
        if self._pointed is not None:
            self.figure_chosen.emit(self._pointed)

    def _on_fit(self) -> None:
        if (plot := self.plot) is not None:
            plot.fit()

    def ask_and_save(self) -> None:
        """Ask for a name and save the plot that is in view, its title above it and its sources under it."""
        plot_saving.ask_and_save(self, self.desk, self.plot)
