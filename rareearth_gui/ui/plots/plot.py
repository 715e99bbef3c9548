"""The plot that all plots are: a canvas made on first use, hover and click, a look, an empty state, and saving."""

from __future__ import annotations

import html
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMarginsF, QObject, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolTip, QWidget

from rareearth_gui.ui.plots import page
from rareearth_gui.ui.plots.bands import Ends, listed, told
from rareearth_gui.ui.plots.canvas import Layer, made
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, PlotColours
from rareearth_gui.ui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rareearth_gui.domain.evidence import Figure

__all__ = ["Plot", "PlotColours"]

REACH = 4.0
"""Pixels by which the pointer may miss."""
FURTHEST_OUT = 3.0
"""How many times the fitted width one can pan or zoom out."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class Plot(QWidget):
    """A plot of figures. Subclasses say how much room they need, which values are in view, and draw.

    Drag pans, Ctrl and the wheel zoom, a double click fits again; arrow keys go from mark to mark, Enter chooses.
    """

    figure_chosen = Signal(object)
    """A mark was clicked, or chosen by Enter: the figure's id."""

    nothing = "There is nothing to draw."
    y_moves = False
    rows_down = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.colours = PlotColours.of(LIGHT)
        self.pointed: Hit | None = None
        self._canvas: Any = None
        self._layer: Layer | None = None
        self._hits: tuple[Hit, ...] = ()
        self._moved = False
        self._hint: QSize | None = None
        self._empty = QLabel(self.nothing, self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self._empty)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.apply_palette(self.colours)

    # -- What a subclass says ----------------------------------------------------------------------------------

    @property
    @abstractmethod
    def figures(self) -> Sequence[Figure]:
        """Give the figures drawn, in the order in which their sources are listed."""

    @abstractmethod
    def margins(self, width: float, fonts: Fonts) -> QMarginsF:
        """Say how much room the words around the view take."""

    @abstractmethod
    def ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        """Say which values stand at the left and right, and at the bottom and top, when all is to be seen."""

    @abstractmethod
    def draw(self, painter: QPainter, frame: Frame) -> list[Hit]:
        """Draw all of the plot and give what can be pointed at."""

    @abstractmethod
    def wanted_height(self, width: float) -> float:
        """Give the height at which everything stands well."""

    def hit_at(self, point: QPointF) -> Hit | None:
        """Find what is pointed at, in the pixels of the canvas."""
        around = QRectF(point.x() - REACH, point.y() - REACH, 2 * REACH, 2 * REACH)
        near = [hit for hit in self._hits if hit.area.intersects(around)]
        return min(near, key=lambda hit: (hit.spot - point).manhattanLength(), default=None)

    # -- What a tab asks of it ---------------------------------------------------------------------------------

    def apply_palette(self, palette: PlotColours) -> None:
        """Take the colours of a theme."""
        self.colours = palette
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(palette.background))
        ground.setColor(QPalette.ColorRole.WindowText, QColor(palette.muted))
        self.setPalette(ground)
        if self._canvas is not None:
            self._canvas.setBackground(palette.background)
            self.redraw()

    def save(self, path: Path) -> None:
        """Save as PNG or SVG, by the ending of the name: the title above, the sources under the plot."""
        content = page.Content(
            self.title,
            self.sources(),
            float(self.width()),
            self.colours,
            self.fonts(),
            self.wanted_height,
            self._draw_page,
        )
        page.save(content, path)

    def _draw_page(self, painter: QPainter, whole: QRectF) -> None:
        if self.figures:
            self.draw(painter, self.frame_of(whole))

    def figure_at(self, position: QPoint) -> Figure | None:
        """Give the figure at a position of this widget, for a context menu."""
        if self._canvas is None:
            return None
        hit = self.hit_at(QPointF(self._canvas.mapFrom(self, position)))
        return hit.figure if hit else None

    def place_of(self, figure_id: int) -> QPoint | None:
        """Give where the mark of a figure stands in this widget, None when it is out of view."""
        for hit in self._hits:
            if hit.figure.id == figure_id:
                place: QPoint = self._canvas.mapTo(self, hit.spot.toPoint())
                return place
        return None

    def fit(self) -> None:
        """Show everything again, after a pan or a zoom."""
        self._moved = False
        self._arrange()

    def sources(self) -> list[str]:
        """List the sources of what is drawn, each once."""
        return list(dict.fromkeys(listed(figure) for figure in self.figures))

    # -- Showing -----------------------------------------------------------------------------------------------

    def show_content(self) -> None:
        """Draw what a subclass has been given, or say that it is nothing."""
        self._moved, self.pointed, self._hits, self._hint = False, None, (), None
        if self.figures and self._canvas is None:
            self._build()
        self._empty.setText(self.nothing)
        self._empty.setVisible(not self.figures)
        if self._canvas is not None:
            self._canvas.setVisible(bool(self.figures))
            self._canvas.getViewBox().setMouseEnabled(x=True, y=self.y_moves)
            self._arrange()
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("\n\n".join(told(figure) for figure in self.figures[:50]))
        self.updateGeometry()

    def _build(self) -> None:
        canvas = self._canvas = made(self, self.colours.background, rows_down=self.rows_down)
        self._layer = Layer(canvas, self.painted)
        canvas.viewport().installEventFilter(self)
        box = canvas.getViewBox()
        box.sigRangeChanged.connect(self.redraw)
        box.sigRangeChangedManually.connect(self._on_moved)
        box.sigResized.connect(self._on_resized)
        canvas.scene().sigMouseClicked.connect(self._on_clicked)
        self._line.insertWidget(0, canvas, 1, Qt.AlignmentFlag(0))

    def frame(self) -> Frame:
        """Give the frame as it stands on screen."""
        item, box = self._canvas.getPlotItem(), self._canvas.getViewBox()
        (left, right), (low, high) = box.viewRange()
        view = box.mapRectToItem(item, box.rect())
        ys = (high, low) if self.rows_down else (low, high)
        return Frame(item.rect(), view, (left, right), ys, self.colours, self.fonts())

    def frame_of(self, whole: QRectF) -> Frame:
        """Give the frame of a picture of that size: what is in view on screen, yet always every row."""
        fonts = self.fonts()
        view = whole.marginsRemoved(self.margins(whole.width(), fonts))
        xs, ys = self.ranges(view.size(), fonts)
        if self._moved:
            live = self.frame()
            xs, ys = live.xs, ys if self.rows_down else live.ys
        return Frame(whole, view, xs, ys, self.colours, fonts)

    def fonts(self) -> Fonts:
        """Give the fonts, which follow the widget's own."""
        return Fonts.of(self.font())

    def redraw(self) -> None:
        """Draw anew, where the values or the look have changed."""
        if self._layer is not None:
            self._layer.changed()

    def _arrange(self) -> None:
        """Give the words their room and, unless the person has moved the view, show everything."""
        if self._canvas is None or not self.figures:
            return
        fonts, item = self.fonts(), self._canvas.getPlotItem()
        margins = self.margins(self._canvas.width(), fonts)
        spare = max(0.0, self._canvas.height() - self.wanted_height(self._canvas.width()))
        item.layout.setContentsMargins(margins.left(), margins.top(), margins.right(), margins.bottom() + spare)
        item.layout.activate()
        self.show_ranges()

    def live_ranges(self, view: QSizeF, fonts: Fonts) -> tuple[Ends, Ends]:
        """Say which values are in view on screen; rows may be scrolled."""
        return self.ranges(view, fonts)

    def show_ranges(self) -> None:
        """Show the fitted values; what the person has moved stays."""
        box = self._canvas.getViewBox()
        if not box.rect().isEmpty():
            (left, right), ys = self.live_ranges(box.rect().size(), self.fonts())
            low, high = min(ys), max(ys)
            across, up = (right - left) * FURTHEST_OUT, 0 if self.rows_down else (high - low) * FURTHEST_OUT
            box.setLimits(xMin=left - across, xMax=right + across, yMin=low - up, yMax=high + up)
            if not self._moved:
                box.setRange(xRange=(left, right), yRange=(low, high), padding=0)
            elif not self.y_moves:  # rows scroll all the same
                box.setYRange(low, high, padding=0)
        self.redraw()

    # -- Events ------------------------------------------------------------------------------------------------

    def painted(self, painter: QPainter) -> None:
        """Draw on screen, where what was drawn can be pointed at."""
        if self.figures:
            self._hits = tuple(self.draw(painter, self.frame()))

    def _on_moved(self, _axes: object) -> None:
        self._moved = True

    def _on_resized(self, _box: object) -> None:
        self.show_ranges()

    def _on_clicked(self, event: Any) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.double():
            self.fit()
        elif (hit := self.hit_at(event.scenePos())) is not None:
            self._point(hit)
            self.figure_chosen.emit(hit.figure.id)

    def _on_pointed(self, position: QPointF) -> None:
        """Say what the pointer is on. pyqtgraph's own signal leaves out moves that follow each other fast."""
        hit = self.hit_at(position)
        self._canvas.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
        if hit is not None:
            self._tell(hit, position)
        elif self.pointed is not None:
            QToolTip.hideText()
        self._point(hit)

    def _tell(self, hit: Hit, position: QPointF) -> None:
        """Show the words of a figure, never taken for markup."""
        said = html.escape(told(hit.figure, hit.aside)).replace("\n", "<br>")
        QToolTip.showText(self._canvas.viewport().mapToGlobal(position.toPoint()), f"<qt>{said}</qt>", self)

    def _point(self, hit: Hit | None) -> None:
        if hit != self.pointed:
            self.pointed = hit
            self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._hits:
            self._step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pointed is not None:
            self.figure_chosen.emit(self.pointed.figure.id)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        hits = {hit.figure.id: hit for hit in reversed(self._hits)}  # a figure may be pointed at in two places
        ids = list(reversed(hits))
        at = ids.index(self.pointed.figure.id) + step if self.pointed and self.pointed.figure.id in ids else 0
        hit = hits[ids[max(0, min(at, len(ids) - 1))]]
        self._tell(hit, hit.spot)
        self._point(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.scrolled(event)
            return True
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and not event.buttons():
            self._on_pointed(event.position())
        elif event.type() is QEvent.Type.Leave:
            self._point(None)
        return super().eventFilter(watched, event)

    def scrolled(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever this plot stands in."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._hint = None
            self._arrange()

    def sizeHint(self) -> QSize:
        if self._hint is None:  # layouts ask a thousand times, and each answer measures every label
            self._hint = QSize(640, round(self.wanted_height(640)) if self.figures else 160)
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 160)
