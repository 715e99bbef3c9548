"""The frame of a plot: its colours and fonts, and where a value lies on it in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTransform

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ui.theme import Theme

SMALLER = 0.9


@dataclass(frozen=True, slots=True)
class PlotColours:
    """The colours of a plot; `accents` are told apart by the colour-blind too (Okabe-Ito)."""

    background: str
    text: str
    grid: str
    muted: str
    accents: tuple[str, ...]

    @classmethod
    def of(cls, theme: Theme) -> PlotColours:
        """Take the colours of the window's theme."""
        return cls(theme.base, theme.text, theme.line, theme.muted, theme.accents)

    def accent(self, place: int) -> str:
        """Give the accent of the group in that place; there are more groups than accents at times."""
        return self.accents[place % len(self.accents)]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a plot: for words, for ticks and keys, for headings."""

    plain: QFont
    small: QFont
    strong: QFont

    @classmethod
    def of(cls, base: QFont) -> Fonts:
        """Derive them from the font of the widget."""
        plain, small, strong = QFont(base), QFont(base), QFont(base)
        for font in (plain, small, strong):
            font.setFeature(QFont.Tag("tnum"), 1)
        small.setPointSizeF(QFontInfo(base).pointSizeF() * SMALLER)
        strong.setWeight(QFont.Weight.DemiBold)
        return cls(plain, small, strong)

    @property
    def line(self) -> float:
        """Give the height of a line of words."""
        return QFontMetricsF(self.plain).height()

    @property
    def small_line(self) -> float:
        """Give the height of a line of ticks or keys."""
        return QFontMetricsF(self.small).height()


def width_of(text: str, font: QFont) -> float:
    """Measure a line of text."""
    return QFontMetricsF(font).horizontalAdvance(text)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot is drawn: the whole `page`, the `view` for the data, and the values at the view's edges.

    `xs` are the values at its left and right, `ys` those at its bottom and top (rows count downwards).
    """

    page: QRectF
    view: QRectF
    xs: tuple[float, float]
    ys: tuple[float, float]
    colours: PlotColours
    fonts: Fonts

    def x(self, value: float) -> float:
        """Give the pixel of a value along the bottom."""
        return self.view.left() + (value - self.xs[0]) * self.view.width() / (self.xs[1] - self.xs[0])

    def y(self, value: float) -> float:
        """Give the pixel of a value along the side."""
        return self.view.bottom() - (value - self.ys[0]) * self.view.height() / (self.ys[1] - self.ys[0])

    def value_at(self, pixel_x: float, pixel_y: float) -> tuple[float, float]:
        """Give the values at a pixel."""
        across = (pixel_x - self.view.left()) / self.view.width()
        up = (self.view.bottom() - pixel_y) / self.view.height()
        return self.xs[0] + across * (self.xs[1] - self.xs[0]), self.ys[0] + up * (self.ys[1] - self.ys[0])

    def to_pixels(self) -> QTransform:
        """Give the same as a transform, for what draws by the thousand."""
        across = self.view.width() / (self.xs[1] - self.xs[0])
        down = -self.view.height() / (self.ys[1] - self.ys[0])
        return QTransform(
            across, 0, 0, down, self.view.left() - self.xs[0] * across, self.view.bottom() - self.ys[0] * down
        )

    def values(self) -> QRectF:
        """Give the part of the values that is in view."""
        (left, right), (bottom, top) = self.xs, self.ys
        return QRectF(left, min(bottom, top), right - left, abs(top - bottom))


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a figure can be pointed at: the area, the spot of its mark, and a word on why it stands apart."""

    area: QRectF
    spot: QPointF
    figure: Figure
    aside: str = ""
