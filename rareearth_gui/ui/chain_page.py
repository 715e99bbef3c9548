"""The chain as a page for print: title, picture, legend, notes and sources, saved as PNG or SVG."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import chain
from rareearth_gui.ops.chain_layout import HEAD
from rareearth_gui.ui import chain_paint

if TYPE_CHECKING:
    from pathlib import Path

    from rareearth_gui.ops.chain import Chain
    from rareearth_gui.ops.chain_picture import Picture
    from rareearth_gui.ui.chain_paint import Look

EDGE = 20.0
SHARPNESS = 2
RESOLUTION = 96
TITLE_SIZE = 1.35
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


def save(path: Path, known: Chain, picture: Picture, notes: list[tuple[str, list[int]]], look: Look) -> None:
    """Write the page; the file is replaced only when the picture is complete."""
    if path.suffix.lower() not in (".png", ".svg"):
        raise Refused(f"A picture cannot be saved as {path.name}.", "Give a name that ends in .png or .svg.")
    page = _Page(known, picture, notes, chain_paint.Look(look.theme, look.font))
    data = page.svg() if path.suffix.lower() == ".svg" else page.png()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(f"The picture was not saved: {error.strerror} ({path}).", "Choose another folder.") from error


class _Page:
    """The page laid out: words above and below, and between them the part of the picture that has anything in it."""

    def __init__(self, known: Chain, picture: Picture, notes: list[tuple[str, list[int]]], look: Look) -> None:
        self._picture, self._look = picture, look
        self.title = f"{known.name(picture.focus)}: from ore to use"
        self._title_font = QFont(look.font)
        self._title_font.setPointSizeF(QFontInfo(look.font).pointSizeF() * TITLE_SIZE)
        self._title_font.setWeight(QFont.Weight.DemiBold)
        tops = [box.y for box in picture.boxes]
        ends = [box.y + box.height for box in picture.boxes]
        self._cut = min(tops) - EDGE - HEAD
        self._drawn = max(ends) + EDGE - self._cut
        self._width = math.ceil(max(picture.width, chain_paint.legend_width(look)) + 2 * EDGE)
        self.lines = [f"{words}: {', '.join(known.name(number) for number in ids)}" for words, ids in notes]
        printed = chain.sources(edge.link for edge in picture.edges)
        self.lines += [f"Printed in: {'; '.join(printed)}"] if printed else []
        self._title_height = self._tall(self.title, self._title_font) + EDGE / 2
        below = sum(self._tall(line, look.font) + 3 for line in self.lines)
        words = self._title_height + look.metrics.height() + EDGE / 2 + below
        self._height = math.ceil(self._drawn + words + 2 * EDGE)

    def _tall(self, text: str, font: QFont) -> float:
        room = QRectF(0, 0, self._width - 2 * EDGE, 10_000)
        return QFontMetricsF(font).boundingRect(room, WRAPPED, text).height()

    def _paint(self, painter: QPainter) -> None:
        look, theme, room = self._look, self._look.theme, self._width - 2 * EDGE
        painter.fillRect(QRectF(0, 0, self._width, self._height), QColor(theme.window))
        painter.setFont(self._title_font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(EDGE, EDGE, room, self._title_height), WRAPPED, self.title)
        painter.save()
        painter.translate((self._width - self._picture.width) / 2, EDGE + self._title_height)
        chain_paint.draw_headings(painter, self._picture, look)
        painter.translate(0, -self._cut)
        chain_paint.draw(painter, self._picture, look)
        painter.restore()
        y = EDGE + self._title_height + self._drawn
        chain_paint.draw_legend(painter, EDGE, y, look)
        y += look.metrics.height() + EDGE / 2
        painter.setPen(QColor(theme.muted))
        for line in self.lines:
            tall = self._tall(line, look.font)
            painter.drawText(QRectF(EDGE, y, room, tall), WRAPPED, line)
            y += tall + 3

    def png(self) -> bytes:
        """Paint at twice the size, with title and sources in the file's own words too."""
        size = QSize(self._width * SHARPNESS, self._height * SHARPNESS)
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARPNESS)
        image.setText("Title", self.title)
        image.setText("Description", "\n".join(self.lines))
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def svg(self) -> bytes:
        """Paint as vectors and text."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        generator.setOutputDevice(buffer)
        generator.setResolution(RESOLUTION)
        size = QSize(self._width, self._height)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(self.title)
        generator.setDescription("\n".join(self.lines))
        painter = QPainter(generator)
        self._paint(painter)
        painter.end()
        return bytes(buffer.data().data())
