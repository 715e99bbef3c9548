"""The key of a plot: what its marks, bands and lines mean, in rows above the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from rareearth_gui.ui.plots import strokes
from rareearth_gui.ui.plots.frame import Fonts, Frame, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QPainter

SAMPLE = 22.0
BETWEEN = 16.0
LEADING = 3.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, and how its sample is drawn into a small rectangle (None: words alone)."""

    text: str
    sample: Callable[[QPainter, QRectF], None] | None = None

    def width(self, fonts: Fonts) -> float:
        """Measure the entry with the room after it."""
        return width_of(self.text, fonts.small) + (SAMPLE + strokes.GAP if self.sample else 0) + BETWEEN


def height(entries: Sequence[Entry], width: float, fonts: Fonts) -> float:
    """Give the height that the entries take when they may be so wide."""
    lines = [line for line, _, _ in _placed(entries, width, fonts)]
    return (lines[-1] + 1) * (fonts.small_line + LEADING) if lines else 0


def draw(painter: QPainter, frame: Frame, entries: Sequence[Entry], left: float, top: float, width: float) -> None:
    """Draw the entries from left to right, in as many lines as they need."""
    fonts, colours = frame.fonts, frame.colours
    for line, start, entry in _placed(entries, width, fonts):
        x, y = left + start, top + line * (fonts.small_line + LEADING)
        if entry.sample is not None:
            entry.sample(painter, QRectF(x, y, SAMPLE, fonts.small_line))
            x += SAMPLE + strokes.GAP
        room = QRectF(x, y, left + width - x, fonts.small_line)
        strokes.words(painter, room, entry.text, fonts.small, colours.muted)


def _placed(entries: Sequence[Entry], width: float, fonts: Fonts) -> Iterator[tuple[int, float, Entry]]:
    line, start = 0, 0.0
    for entry in entries:
        need = entry.width(fonts)
        if start and start + need - BETWEEN > width:
            line, start = line + 1, 0.0
        yield line, start, entry
        start += need
