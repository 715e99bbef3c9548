"""A crowd: figures by the hundred or thousand, as bars of one pixel in the colours of their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rareearth_gui.ui.plots.many import IntervalItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from rareearth_gui.ui.plots.bands import Bands
    from rareearth_gui.ui.plots.frame import Frame

UNUSED = -1
PALE = 0.4


@dataclass(frozen=True, slots=True)
class Member:
    """One figure of a crowd: where it stands, its bands, and the place of its group."""

    at: float
    bands: Bands
    place: int


class Crowd:
    """For each group an item of what the hedges allow, and one over it of what rounding does."""

    def __init__(self, members: Iterable[Member], *, upright: bool) -> None:
        groups: dict[int, list[Member]] = {}
        for member in sorted(members, key=_place):
            groups.setdefault(member.place, []).append(member)
        self._pale = {place: _item(group, "hedge", upright=upright) for place, group in groups.items()}
        self._full = {place: _item(group, "rounding", upright=upright) for place, group in groups.items()}

    def draw(self, painter: QPainter, frame: Frame) -> None:
        """Draw what is in view."""
        to_pixels, visible = frame.to_pixels(), frame.values()
        painter.save()
        painter.setClipRect(frame.view, Qt.ClipOperation.IntersectClip)
        for items, opacity in ((self._pale, PALE), (self._full, 1.0)):
            painter.setOpacity(opacity)
            for place, item in items.items():
                item.set_colour(frame.colours.muted if place == UNUSED else frame.colours.accent(place))
                item.draw(painter, to_pixels, visible)
        painter.restore()


def _place(member: Member) -> float:
    return member.at


def _item(group: list[Member], band: str, *, upright: bool) -> IntervalItem:
    ends = [getattr(member.bands, band) for member in group]
    places = [member.at for member in group]
    return IntervalItem(places, [low for low, _ in ends], [high for _, high in ends], upright=upright)
