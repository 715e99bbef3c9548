"""The desk: what the tabs share. The library's jobs, the way to a record and back, the theme, and one `changed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ui.jobs import Jobs
from rareearth_gui.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from rareearth_gui.ops.start import Library

Place = tuple[Kind, int]
LONGEST_WAY = 200


class Desk(QObject):
    """Passed by hand to every tab; there is no other way to the library or to another tab."""

    changed = Signal(object)
    """Fired once after an act: the set of kinds that it changed."""
    opened = Signal(object)
    """A record is to be shown: (kind, id)."""
    compared = Signal(object)
    """Figures are to be set side by side: their ids."""
    said = Signal(str)
    """A sentence for the status line."""
    themed = Signal(object)
    """The theme changed."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.jobs = Jobs(library, self)
        self.theme: Theme = LIGHT
        self._way: list[Place] = []
        self._at = -1

    def go(self, kind: Kind, number: int) -> None:
        """Show a record and remember the way to it."""
        place = (kind, number)
        if self._at < 0 or self._way[self._at] != place:
            self._way = [*self._way[: self._at + 1], place][-LONGEST_WAY:]
            self._at = len(self._way) - 1
        self.opened.emit(place)

    def compare(self, ids: list[int]) -> None:
        """Set figures side by side that a person picked."""
        if len(ids) < 2:
            self.said.emit("Select two figures or more to compare them.")
        else:
            self.compared.emit(ids)

    def back(self) -> None:
        """Go back to the record before."""
        if self._at > 0:
            self._at -= 1
            self.opened.emit(self._way[self._at])

    def forward(self) -> None:
        """Undo one step back."""
        if self._at + 1 < len(self._way):
            self._at += 1
            self.opened.emit(self._way[self._at])

    def passed(self, kind: Kind, number: int) -> None:
        """Remember a record that the person chose in a list, without showing it anew."""
        place = (kind, number)
        if self._at < 0 or self._way[self._at] != place:
            self._way = [*self._way[: self._at + 1], place][-LONGEST_WAY:]
            self._at = len(self._way) - 1

    def set_theme(self, theme: Theme) -> None:
        """Change the look of everything."""
        self.theme = theme
        self.themed.emit(theme)

    def close(self) -> None:
        """End the jobs and let the library go."""
        self.jobs.close()
        self.library.close()
