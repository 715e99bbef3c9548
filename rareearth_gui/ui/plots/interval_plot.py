"""The interval plot of a question: one row a figure, what is counted above, what is not below and apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QLinearGradient, QPainter

from rareearth_gui.ui.plots import key, strokes
from rareearth_gui.ui.plots.bands import Bands, Ends
from rareearth_gui.ui.plots.rows import Row, RowPlot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.evidence import Figure

COPIES = "Copies, not counted as witnesses"
APART = "Not comparable"
OFF = "Switched off, not weighed"
FARTHEST = 3.0
"""Figures apart widen the axis by no more than this; the words of those beyond stand at its edge."""
LEAST = 0.08
"""The narrowest axis, as a part of the value, when all figures are one number."""


class IntervalPlot(RowPlot):
    """What each source prints, what its digits leave open, and what its hedge leaves open."""

    nothing = "There is no figure on this question."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: list[key.Entry] = []

    def show_figures(
        self,
        counted: Sequence[Sequence[Figure]],
        copies: Sequence[Figure],
        apart: Sequence[tuple[Figure, str]],
        unit_label: str,
        off: Sequence[Figure] = (),
    ) -> None:
        """Show groups of equal value, copies, and figures apart with the reason, as `SideBySide` holds them.

        `unit_label` says what the axis measures; the plot adds the unit that it draws in. `off` are figures that are
        switched off: they stay listed.
        """
        groups = [[Bands.of(figure) for figure in group] for group in counted]
        copied = [Bands.of(figure) for figure in copies]
        kept = [*(bands for group in groups for bands in group), *copied]
        dimension = next((bands.figure.quantity.unit.dimension for bands in kept), "")
        others = [
            (Bands.of(figure), reason)
            for figure, reason in apart
            if not dimension or figure.quantity.unit.dimension == dimension
        ]
        gone = [Bands.of(figure) for figure in off if not dimension or figure.quantity.unit.dimension == dimension]
        around = _around(kept, [*(bands for bands, _ in others), *gone])
        rows = [*_counted(groups), *_copied(copied, groups), *_switched_off(gone), *_apart(others)]
        in_view = [bands for bands in (*(bands for bands, _ in others), *gone) if bands.near(around)]
        self._kinds = list(self._explained([*kept, *in_view]))
        self.show_rows(rows, unit_label, around)

    def entries(self) -> list[key.Entry]:
        return self._kinds

    def _explained(self, drawn: list[Bands]) -> Iterator[key.Entry]:
        yield key.Entry("as printed", partial(self._sample, "mark"))
        if any(bands.rounding[0] != bands.rounding[1] for bands in drawn):
            yield key.Entry("what its rounding allows", partial(self._sample, "thick"))
        if any(bands.hedge != bands.rounding for bands in drawn):
            yield key.Entry("what its words allow", partial(self._sample, "thin"))
        if any(float("inf") in bands.hedge or float("-inf") in bands.hedge for bands in drawn):
            yield key.Entry("no bound", partial(self._sample, "open"))

    def _sample(self, kind: str, painter: QPainter, room: QRectF) -> None:
        """Draw a sample for the key in the colour of words, for the bands come in many."""
        colour, middle = self.colours.text, room.center()
        if kind == "mark":
            strokes.mark(painter, middle, strokes.Shape.DOT, colour, self.colours.background)
            return
        height = min(strokes.THICK, room.height()) if kind == "thick" else strokes.THIN
        brush = QBrush(strokes.faint(colour, strokes.ROUNDING_ALPHA if kind == "thick" else strokes.HEDGE_ALPHA))
        if kind == "open":
            gradient = QLinearGradient(room.topLeft(), room.topRight())
            gradient.setColorAt(0, brush.color())
            gradient.setColorAt(1, strokes.faint(colour, 0.06))
            brush = QBrush(gradient)
            strokes.arrow(painter, room.right(), middle.y(), colour)
        painter.fillRect(QRectF(room.left(), middle.y() - height / 2, room.width(), height), brush)


def _counted(groups: list[list[Bands]]) -> Iterator[Row]:
    for place, group in enumerate(groups):
        for number, bands in enumerate(group):
            yield Row(bands.figure.source.label, bands, bands.figure.words, place=place, first=number == 0)


def _copied(copied: list[Bands], groups: list[list[Bands]]) -> Iterator[Row]:
    if copied:
        yield Row(COPIES, first=True)
    for bands in copied:
        yield Row(bands.figure.source.label, bands, bands.figure.words, place=_home(bands, groups), used=False)


def _home(bands: Bands, groups: list[list[Bands]]) -> int:
    """Find the group whose shape a copy takes."""
    rounded = bands.figure.rounded
    return next((place for place, group in enumerate(groups) if group[0].figure.rounded.meets(rounded)), 0)


def _apart(others: list[tuple[Bands, str]]) -> Iterator[Row]:
    """Give one block for each reason, so that it is said once."""
    blocks: dict[str, list[Bands]] = {}
    for bands, reason in others:
        blocks.setdefault(reason, []).append(bands)
    for reason, block in blocks.items():
        yield Row(f"{APART}: {reason}" if reason else APART, first=True)
        for bands in block:
            yield Row(bands.figure.source.label, bands, bands.figure.words, reason, used=False)


def _switched_off(gone: list[Bands]) -> Iterator[Row]:
    if gone:
        yield Row(OFF, first=True)
    for bands in gone:
        yield Row(bands.figure.source.label, bands, bands.figure.words, used=False)


def _around(kept: list[Bands], others: list[Bands]) -> Ends:
    """Find the values that the axis must hold: all that is kept, and what is apart when it is not far away."""
    low, high = first = _hull(kept or others)
    for bands in others:
        wider = min(low, bands.outer[0]), max(high, bands.outer[1])
        if wider[1] - wider[0] <= FARTHEST * (first[1] - first[0]):
            low, high = wider
    return low, high


def _hull(drawn: Iterable[Bands]) -> Ends:
    every = [end for bands in drawn for end in bands.outer]
    low, high = min(every, default=0.0), max(every, default=1.0)
    room = max(abs(high) * LEAST - (high - low), 0.0) / 2 or (0.5 if high == low else 0.0)
    return low - room, high + room
