"""What is said about a source's text: figures that are astray, how it is displayed, what attaching it would give."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rareearth_gui.ui.offsets import MOST_LINES

if TYPE_CHECKING:
    from rareearth_gui.ops.read_source import Mark, OpenSource
    from rareearth_gui.ui.offsets import Laid

MOST_TOLD, MOST_NAMED = 8, 40
LONGEST_PRINTED = 60


def astray(opened: OpenSource) -> str:
    """Name, as HTML with links, the figures that do not stand where they should; blank when all do."""
    said = []
    if opened.changed and opened.text is not None:
        said.append("The attached text is not the one that the locators refer to: its SHA-256 differs.")
    if opened.astray:
        told = [_told(mark) for mark in opened.astray[:MOST_TOLD]]
        told += [_link(mark) for mark in opened.astray[MOST_TOLD:MOST_NAMED]]
        if len(opened.astray) > MOST_NAMED:
            told.append(f"and {len(opened.astray) - MOST_NAMED:,} more")
        one = len(opened.astray) == 1
        head = "1 figure does not stand where it should" if one else _many(len(opened.astray))
        said.append(f"{head}: {'; '.join(told)}. Nothing was moved to other words.")
    return " ".join(said)


def _many(number: int) -> str:
    return f"{number:,} figures do not stand where they should"


def _link(mark: Mark) -> str:
    return f'<a href="F{mark.figure_id}">F{mark.figure_id}</a>'


def _told(mark: Mark) -> str:
    return f"{_link(mark)} “{escape(mark.printed[:LONGEST_PRINTED])}” at {mark.start:,}–{mark.end:,}"


def note(laid: Laid) -> str:
    """Say where the display is not the file line by line; blank when it is."""
    said = []
    if laid.cuts:
        said.append("Very long lines are broken for the display only; places and copies are those of the file.")
    if laid.shown < len(laid.text):
        said.append(f"Only the first {MOST_LINES:,} lines are shown.")
    return " ".join(said)


def place(current: int | None, marks: int) -> str:
    """Say which of the marked figures is framed, or how many there are."""
    if current is not None:
        return f"figure {current + 1:,} of {marks:,}"
    return "no figure marked" if not marks else "1 figure marked" if marks == 1 else f"{marks:,} figures marked"


def what_attaching_gives(opened: OpenSource) -> str:
    """Say what the person would gain, or why there is nothing to attach."""
    if not opened.known:
        return "This source is a citation only. The library knows no text of it that could be attached."
    if not opened.figures:
        return (
            f"The text of “{opened.title}” is not attached. Attach it to read it here; the library has no figure of it."
        )
    what = "its figure is" if opened.figures == 1 else f"its {opened.figures:,} figures are"
    return (
        f"The text of “{opened.title}” is not attached. Attach it, and {what} shown at the very words, "
        "and every number that rests on them leads there."
    )
