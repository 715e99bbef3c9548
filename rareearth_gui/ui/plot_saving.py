"""Saving a plot: ask for a name, write PNG or SVG with title and sources, and say how it went."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rareearth_gui.ui.desk import Desk
    from rareearth_gui.ui.plots.plot import Plot

FORMATS = "PNG picture (*.png);;SVG drawing (*.svg)"
LONGEST_NAME = 80


def ask_and_save(parent: QWidget, desk: Desk, plot: Plot | None) -> None:
    """Ask for a name and save a plot, its title above it and its sources under it."""
    if plot is None or not plot.figures:
        desk.said.emit("There is no plot to save.")
        return
    path, chosen = QFileDialog.getSaveFileName(parent, "Save plot", f"{file_name(plot.title)}.png", FORMATS)
    if path:
        save(desk, plot, Path(with_ending(path, chosen)))


def save(desk: Desk, plot: Plot, path: Path) -> None:
    """Save a plot as PNG or SVG, and say so; a path that cannot be written is refused in words."""
    try:
        plot.save(path)
    except Refused as refused:
        desk.jobs.refused.emit(refused)
    else:
        desk.said.emit(f"Saved {path}.")


def file_name(title: str) -> str:
    """Make a file name of a title: letters and digits, hyphens for the rest."""
    return re.sub(r"[\W_]+", "-", title.casefold()).strip("-")[:LONGEST_NAME].strip("-") or "plot"


def with_ending(path: str, chosen: str) -> str:
    """Give a path the ending of the format that was chosen, unless it has one."""
    if path.casefold().endswith((".png", ".svg")):
        return path
    return path + (".svg" if "svg" in chosen else ".png")
