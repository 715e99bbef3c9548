"""A plot as a page for print: its title above, its sources wrapped under it, saved as PNG or SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QTextLayout
from PySide6.QtSvg import QSvgGenerator

from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rareearth_gui.ui.plots.frame import Fonts, PlotColours

NARROWEST = 720.0
EDGE = 20.0
SHARPNESS = 2
MOST_SOURCES = 150
RESOLUTION = 96
TITLE_SIZE = 1.35
_FAMILY = re.compile(r'font-family="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds; `height` of the plot at a width, and what draws it into a rectangle."""

    title: str
    sources: list[str]
    width: float
    colours: PlotColours
    fonts: Fonts
    height: Callable[[float], float]
    draw: Callable[[QPainter, QRectF], object]


def save(content: Content, path: Path) -> None:
    """Write the page; the file is replaced only when the picture is complete."""
    if path.suffix.lower() not in (".png", ".svg"):
        raise Refused(f"A plot cannot be saved as {path.name}.", "Give a name that ends in .png or .svg.")
    made = _Page(content)
    data = made.svg() if path.suffix.lower() == ".svg" else made.png()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(f"The plot was not saved: {error.strerror} ({path}).", "Choose another folder.") from error


class _Page:
    """The page laid out: blocks of wrapped text, and the plot between them."""

    def __init__(self, content: Content) -> None:
        self._content, fonts = content, content.fonts
        title = QFont(fonts.strong)
        title.setPointSizeF(QFontInfo(fonts.plain).pointSizeF() * TITLE_SIZE)
        self._width = max(NARROWEST, content.width)
        room = self._width - 2 * EDGE
        y = EDGE
        self._title = _Text(content.title, title, EDGE, y, room)
        y += self._title.height + (EDGE / 2 if content.title else 0)
        self._drawn = QRectF(EDGE, y, room, content.height(room))
        y = self._drawn.bottom() + EDGE / 2
        self._lines = _listing(content.sources)
        self._sources = []
        for number, text in enumerate(self._lines):
            self._sources.append(_Text(text, fonts.plain if number == 0 else fonts.small, EDGE, y, room))
            y += self._sources[-1].height
        self._height = y + EDGE

    def _paint(self, painter: QPainter) -> None:
        colours = self._content.colours
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(QRectF(0, 0, self._width, self._height), QColor(colours.background))
        self._title.draw(painter, colours.text)
        painter.save()
        painter.translate(self._drawn.topLeft())
        self._content.draw(painter, QRectF(0, 0, self._drawn.width(), self._drawn.height()))
        painter.restore()
        for text in self._sources:
            text.draw(painter, colours.muted)

    def png(self) -> bytes:
        """Paint at twice the size, with title and sources in the file's own words too."""
        image = QImage(round(self._width) * SHARPNESS, round(self._height) * SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARPNESS)
        image.setText("Title", self._content.title)
        image.setText("Sources", "\n".join(self._lines))
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def svg(self) -> bytes:
        """Paint as vectors and text; readers without our font get one without serifs."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the older one cannot clip
        generator.setOutputDevice(buffer)
        generator.setResolution(RESOLUTION)
        size = QSize(round(self._width), round(self._height))
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(self._content.title)
        generator.setDescription("\n".join(self._lines))
        painter = QPainter(generator)
        self._paint(painter)
        painter.end()
        return _FAMILY.sub(r'font-family="\1, sans-serif"', bytes(buffer.data().data()).decode()).encode()


def _listing(sources: list[str]) -> list[str]:
    head = "Source" if len(sources) == 1 else "Sources"
    more = [f"and {len(sources) - MOST_SOURCES:,} more sources"] if len(sources) > MOST_SOURCES else []
    return [head, *sources[:MOST_SOURCES], *more] if sources else []


class _Text:
    """Plain text wrapped to a width."""

    def __init__(self, text: str, font: QFont, left: float, top: float, width: float) -> None:
        self._left, self._top = left, top
        self._layout = QTextLayout(text, font)
        leading, self.height = QFontMetricsF(font).leading() + 1, 0.0
        self._layout.beginLayout()
        while text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QRectF(0, self.height, 0, 0).topLeft())
            self.height += line.height() + leading
        self._layout.endLayout()

    def draw(self, painter: QPainter, colour: str) -> None:
        """Draw at its place on the page."""
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QRectF(self._left, self._top, 0, 0).topLeft())
