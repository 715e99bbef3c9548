"""Attach all: several files one after the other, what was taken and what was refused told together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops.attach import NO_FIGURES, Attached, attach

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several files."""

    attached: tuple[Attached, ...]
    refused: tuple[Refused, ...]

    @property
    def says(self) -> str:
        """Tell in a sentence what was attached; blank when nothing was."""
        if not self.attached:
            return ""
        titles = {one.title for one in self.attached}
        what = f"“{next(iter(titles))}”" if len(titles) == 1 else f"{len(titles)} documents"
        figures = sum(one.figures for one in self.attached)
        resolved = sum(one.resolved for one in self.attached)
        if not figures:
            return f"Attached {what}: {NO_FIGURES}."
        if figures == resolved:
            stand = "figure now stands at its words" if figures == 1 else "figures now stand at their words"
            return f"Attached {what}: {figures:,} {stand}."
        astray = f"{figures - resolved:,} do not"
        return f"Attached {what}: {resolved:,} of {figures:,} figures stand at their words, {astray}."

    @property
    def refusal(self) -> Refused | None:
        """Give the refusals as one."""
        if not self.refused:
            return None
        if len(self.refused) == 1:
            return self.refused[0]
        lines = [f"• {one.message}" for one in self.refused[:MOST_TOLD]]
        if len(self.refused) > MOST_TOLD:
            lines.append(f"• and {len(self.refused) - MOST_TOLD:,} more")
        of = len(self.refused) + len(self.attached)
        head = f"{len(self.refused):,} of {of:,} files were not attached:"  # two at least
        return Refused("\n".join([head, *lines]), "Nothing of them was attached and no locator was moved.")


def attach_all(connection: sqlite3.Connection, paths: Iterable[Path]) -> Taken:
    """Attach each file that the catalogue knows; a refused one keeps none of the others out."""
    attached: list[Attached] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            attached.append(attach(connection, path))
        except Refused as error:
            refused.append(error)
    return Taken(tuple(attached), tuple(refused))
