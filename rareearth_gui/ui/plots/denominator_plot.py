"""The denominator plot: the wholes that shares imply as bands, and under them the wholes that sources print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt

from rareearth_gui.ui.plots import key, lanes, strokes
from rareearth_gui.ui.plots.bands import Bands, Ends, alike, ends
from rareearth_gui.ui.plots.frame import Fonts, Frame, Hit, width_of
from rareearth_gui.ui.plots.rows import EDGE, Row, RowPlot
from rareearth_gui.ui.plots.scale import Scale
from rareearth_gui.ui.plots.strokes import GAP, RADIUS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.domain.unit import Unit
    from rareearth_gui.ops.compare import Denominators

LANES = 4
TOTALS = "Printed totals"
MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Total:
    """One printed whole and all the figures that print it; derived: added up by us from a source's rows."""

    value: float
    figures: tuple[Figure, ...]
    label: str
    derived: bool
    fits: bool

    @property
    def shape(self) -> Shape:
        """Give the mark."""
        return Shape.DIAMOND if self.derived else Shape.DOT


class DenominatorPlot(RowPlot):
    """Which of the printed wholes makes which share true."""

    nothing = "No share here can be set against an amount, so no whole is implied."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: tuple[Total, ...] = ()
        self._wholes: tuple[Figure, ...] = ()
        self._fitting: frozenset[tuple[str, str]] = frozenset()
        self._series = ""
        self._unit: Unit | None = None
        self._feet: dict[tuple[float, float], float] = {}

    def show_denominators(self, denominators: Denominators | None, unit_label: str, unit: Unit | None = None) -> None:
        """Show what each share implies. `unit_label` says of what the wholes are; the plot adds the unit.

        `unit` is that of the wholes; without it, that of the printed ones, if there are any.
        """
        bands = sorted(denominators.bands, key=_implied) if denominators else []
        ticks = denominators.ticks if denominators else ()
        self._fitting = denominators.fitting if denominators else frozenset()
        self._wholes = tuple(figure for figure in ticks if bands)
        self._series = _main_series(self._wholes)
        self._totals = tuple(self._merged())
        self._unit = unit or (self._wholes[0].quantity.unit if self._wholes else None)
        self._feet = {}
        places = alike(figure for figure, _ in bands)
        drawn = [(figure, ends(whole), places[figure.id]) for figure, whole in bands]
        around = self._hull([end for _, pair, _ in drawn for end in pair if math.isfinite(end)])
        scale = self._scaled(around[1])
        self.show_rows([_row(*one, scale) for one in drawn], unit_label, around)

    @property
    def figures(self) -> Sequence[Figure]:
        return [*super().figures, *self._wholes]

    def entries(self) -> list[key.Entry]:
        made = [key.Entry("total needed", self._sample_band)]
        if any(not total.derived for total in self._totals):
            made.append(key.Entry("total printed", partial(self._sample_mark, Shape.DOT, hollow=True)))
        if any(total.derived for total in self._totals):
            made.append(key.Entry("total derived from print", partial(self._sample_mark, Shape.DIAMOND, hollow=True)))
        if any(total.fits for total in self._totals):
            made.append(key.Entry("filled: fits a share", partial(self._sample_mark, Shape.DOT, hollow=False)))
        return made

    def _sample_band(self, painter: QPainter, room: QRectF) -> None:
        middle = QRectF(room.left(), room.center().y() - strokes.THICK / 2, room.width(), strokes.THICK)
        painter.fillRect(middle, strokes.faint(self.colours.text, strokes.ROUNDING_ALPHA))

    def _sample_mark(self, shape: Shape, painter: QPainter, room: QRectF, *, hollow: bool) -> None:
        strokes.mark(painter, room.center(), shape, self.colours.text, self.colours.background, hollow=hollow)

    # -- Totals ------------------------------------------------------------------------------------------------

    def _merged(self) -> Iterator[Total]:
        """Merge the editions that print one total."""
        fitting = {whole for _, whole in self._fitting}
        for value, group in groupby(sorted(self._wholes, key=_value), _value):
            figures = tuple(group)
            fits = any(figure.key in fitting for figure in figures)
            derived = all(figure.kind == "derived" for figure in figures)
            yield Total(value, figures, _names(figures, self._series), derived, fits)

    def _hull(self, every: list[float]) -> Ends:
        every += [total.value for total in self._totals]
        low, high = min(every, default=0.0), max(every, default=1.0)
        spare = (high - low) * MARGIN or abs(high) * MARGIN or 1.0
        return low - spare, high + spare

    def scale(self) -> Scale:
        return self._scaled(self._around[1])

    def _scaled(self, highest: float) -> Scale:
        return Scale.of(self._unit, highest) if self._unit else Scale(1.0, "unit not known")

    def foot(self, width: float, fonts: Fonts) -> float:
        """Give the totals as many lanes for their labels as they need, when everything is in view."""
        size = width, fonts.small_line
        if self._totals and size not in self._feet:
            low, high = self.fitted(width, fonts)
            labels = [self._label(total, (total.value - low) * width / (high - low), fonts) for total in self._totals]
            used = max((placed.lane for placed in lanes.place(labels, LANES, 0, width)), default=0) + 1
            self._feet[size] = fonts.line * 1.6 + used * fonts.small_line + strokes.HEADROOM
        return self._feet.get(size, 0.0)

    def _label(self, total: Total, x: float, fonts: Fonts) -> lanes.Label:
        return lanes.Label(x, width_of(total.label, fonts.small) + 1, 2 * total.fits + (not total.derived))

    def margins(self, width: float, fonts: Fonts) -> QMarginsF:
        made = super().margins(width, fonts)
        made.setLeft(max(made.left(), width_of(TOTALS, fonts.plain) + EDGE + GAP))
        return made

    # -- Drawing -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, frame: Frame) -> list[Hit]:
        hits = super().draw(painter, frame)
        if not self._totals:
            return hits
        top = frame.view.bottom() - self.foot(frame.view.width(), frame.fonts)
        y = top + frame.fonts.line * 0.8
        left, right = frame.page.left(), frame.page.right()
        strokes.line(painter, QPointF(left, top), QPointF(right, top), frame.colours.muted)
        self._draw_heading(painter, frame, y)
        self._draw_labels(painter, frame, y)
        self._draw_fits(painter, frame, hits)
        return [*hits, *self._draw_totals(painter, frame, y)]

    def draw_under(self, painter: QPainter, frame: Frame) -> None:
        """Tie each total to the shares that it makes true."""
        foot = frame.view.bottom() - self.foot(frame.view.width(), frame.fonts)
        for number, row in enumerate(self._rows):
            for total in self._fitting_totals(row.bands.figure) if row.bands else ():
                x = frame.x(total.value)
                colour = frame.colours.accent(row.place)
                strokes.line(painter, QPointF(x, frame.y(number + 0.5)), QPointF(x, foot), colour)

    def _fitting_totals(self, share: Figure) -> list[Total]:
        return [
            total
            for total in self._totals
            if total.fits and any((share.key, whole.key) in self._fitting for whole in total.figures)
        ]

    def _draw_heading(self, painter: QPainter, frame: Frame, y: float) -> None:
        fonts, colours = frame.fonts, frame.colours
        left, right = frame.page.left() + EDGE, frame.view.left() - GAP
        room = QRectF(left, y - fonts.line / 2, right - left, fonts.line)
        strokes.words(painter, room, TOTALS, fonts.plain, colours.text, Qt.AlignmentFlag.AlignRight)
        if self._series:
            room.translate(0, fonts.line * 0.95)
            text = f"by edition of {self._series}"
            strokes.words(painter, room, text, fonts.small, colours.muted, Qt.AlignmentFlag.AlignRight)

    def _draw_fits(self, painter: QPainter, frame: Frame, hits: Sequence[Hit]) -> None:
        """Mark where a total meets the band of a share that it makes true."""
        places = {row.bands.figure.id: row.place for row in self._rows if row.bands}
        for hit in hits:
            for total in self._fitting_totals(hit.figure):
                spot = QPointF(frame.x(total.value), hit.spot.y())
                if frame.view.contains(spot):
                    colour = frame.colours.accent(places[hit.figure.id])
                    strokes.mark(painter, spot, total.shape, colour, frame.colours.background)

    def _draw_totals(self, painter: QPainter, frame: Frame, y: float) -> Iterator[Hit]:
        for total in sorted(self._totals, key=_fits):
            spot = QPointF(frame.x(total.value), y)
            if not frame.view.left() <= spot.x() <= frame.view.right():
                continue
            pointed = self.pointed is not None and self.pointed.figure in total.figures
            colour = frame.colours.text if total.fits or pointed else frame.colours.muted
            strokes.mark(painter, spot, total.shape, colour, frame.colours.background, hollow=not total.fits)
            area = QRectF(spot.x() - RADIUS * 1.5, y - RADIUS * 2, RADIUS * 3, RADIUS * 4)
            also = [figure.source.label for figure in total.figures[1:]]
            yield Hit(area, spot, total.figures[0], f"also printed by {', '.join(also)}" if also else "")

    def _draw_labels(self, painter: QPainter, frame: Frame, y: float) -> None:
        fonts, colours = frame.fonts, frame.colours
        shown = [total for total in self._totals if frame.view.left() <= frame.x(total.value) <= frame.view.right()]
        labels = [self._label(total, frame.x(total.value), fonts) for total in shown]
        top = y + fonts.line * 0.8
        count = max(1, math.floor((frame.view.bottom() - top) / fonts.small_line))
        for placed in lanes.place(labels, count, frame.view.left(), frame.view.right()):
            total, label = shown[placed.number], labels[placed.number]
            lane = top + placed.lane * fonts.small_line
            strokes.line(painter, QPointF(label.x, y + RADIUS), QPointF(label.x, lane + 1), colours.muted)
            room = QRectF(placed.left, lane, label.width, fonts.small_line)
            colour = colours.text if total.fits else colours.muted
            strokes.words(painter, room, total.label, fonts.small, colour, ground=colours.background)


def _row(share: Figure, whole: Ends, place: int, scale: Scale) -> Row:
    said = f"{share.words}: {scale.between(*whole)}"
    return Row(share.source.label, Bands(share, whole, whole, whole), said, place=place, marked=False)


def _implied(band: tuple[Figure, object]) -> tuple[object, int]:
    return -band[0].middle, band[0].id


def _value(whole: Figure) -> float:
    return float(whole.middle)


def _fits(total: Total) -> bool:
    return total.fits


def _main_series(wholes: Sequence[Figure]) -> str:
    """Name the series that most totals are of, whose editions then need only their years."""
    series = [figure.source.series for figure in wholes if figure.source.series]
    return max(dict.fromkeys(series), key=series.count, default="")


def _names(figures: Sequence[Figure], main: str) -> str:
    """Name who prints a total: `2011, 2012` for editions of the main series, others in full."""
    editions = list(dict.fromkeys(f.source.edition for f in figures if f.source.series == main and f.source.edition))
    others = list(dict.fromkeys(f.source.label for f in figures if f.source.series != main or not f.source.edition))
    return ", ".join([*_runs(editions), *others])


def _runs(editions: Sequence[str]) -> Iterator[str]:
    """Write years that follow each other as a run: `2017–2022`."""
    years = sorted(int(edition) for edition in editions if edition.isdecimal())
    for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        first, *rest = [year for _, year in run]
        yield f"{first}\N{EN DASH}{rest[-1]}" if len(rest) > 1 else ", ".join(map(str, [first, *rest]))
    yield from (edition for edition in editions if not edition.isdecimal())
