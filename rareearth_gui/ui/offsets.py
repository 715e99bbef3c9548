"""Offsets: from characters of a source's text to places of its display, and back; pure arithmetic, no widget.

A locator counts characters (code points) of the file; a display counts UTF-16 units of a text whose line ends are all
alike and whose very long lines are cut, because one unbroken line of a megabyte freezes the layout for a minute.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONG = 8_000
"""A line of more units than this is cut; the paragraphs of an ordinary document are not."""
WIDEST = 2_000
"""The most units on one line of those it is cut into."""
SEEK = 200
"""How far before that a white space is looked for, so that no word is cut."""
MOST_LINES = 1_000_000
"""The most display lines; the display says so when there are more."""
PART_LINES, PART_UNITS = 20_000, 2_000_000
"""The display is handed over in parts of at most this size, so that none of them holds up the window."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]+")
_LONE_RETURN = re.compile("\r(?!\n)")
_SHOWN_AS = (("\u2028", "\n"), ("\u2029", "\n"), ("\0", "␀"), ("\ufdd0", "�"), ("\ufdd1", "�"), ("\ufffc", "�"))
"""What a text widget would take for its own marks; each is shown as one other character."""


class Offsets:
    """A map in stretches: from `char` on, each character takes `width` units, and the first stands at `unit`."""

    def __init__(self) -> None:
        self._chars, self._units, self._widths = array("q", [0]), array("q", [0]), array("b", [1])
        self.length = 0

    def __len__(self) -> int:
        return len(self._chars)

    def begin(self, char: int, unit: int, width: int) -> None:
        """Begin a stretch; stretches come in order, a second one at the same character replaces the first."""
        if self._chars[-1] == char:
            self._units[-1], self._widths[-1] = unit, width
            return
        self._chars.append(char)
        self._units.append(unit)
        self._widths.append(width)

    def unit(self, char: int) -> int:
        """Give the place of a character in the display."""
        at = bisect_right(self._chars, char) - 1
        return self._units[at] + (char - self._chars[at]) * self._widths[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the first place of a run of characters and the one after its last; a cut at its edge is left out."""
        at = bisect_right(self._chars, end - 1) - 1
        return self.unit(start), self._units[at] + (end - self._chars[at]) * self._widths[at]

    def char(self, unit: int) -> int:
        """Give the character that stands at a place of the display; a cut belongs to the character after it."""
        at = max(bisect_left(self._units, unit) - 1, 0)
        found = self._chars[at] + (unit - self._units[at]) // self._widths[at]
        limit = self._chars[at + 1] if at + 1 < len(self._chars) else self.length
        return min(found, limit)


class Runs:
    """Runs of display places, sorted by their start, asked for those that touch a stretch; runs may lie in runs."""

    def __init__(self, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.starts = array("q", (first for first, _ in spans))
        self.ends = array("q", (last for _, last in spans))
        self._furthest = array("q", accumulate(self.ends, max))

    def touching(self, first: int, last: int) -> Iterator[int]:
        """Give the numbers of the runs that touch [first, last)."""
        for number in range(bisect_right(self._furthest, first), bisect_left(self.starts, last)):
            if self.ends[number] > first:
                yield number


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out for the display: the text itself, the display in parts, and the map between the two."""

    text: str
    parts: tuple[str, ...]
    offsets: Offsets
    cuts: int
    shown: int
    """How many characters the display holds; fewer than the text has only beyond MOST_LINES lines."""


class _Layer:
    """Lays lines one after the other."""

    def __init__(self) -> None:
        self.offsets = Offsets()
        self.char = self.unit = self.lines = self.cuts = 0
        self._parts: list[str] = []
        self._waiting: list[str] = []
        self._begun = 0

    def line(self, line: str, *, astral: bool) -> None:
        """Lay one line of the text, cut where it is too long."""
        half = 1 + astral  # a character may take two units
        for number, piece in enumerate(_pieces(line, WIDEST // half) if len(line) > LONG // half else (line,)):
            if number:
                self._break()
                self.cuts += 1
                self.offsets.begin(self.char, self.unit, 1)
            self._waiting.append(piece)
            self._lay(piece, astral=astral)

    def _lay(self, piece: str, *, astral: bool) -> None:
        done = 0
        for found in _ASTRAL.finditer(piece) if astral else ():
            first, last = found.span()
            self._step(first - done, 1)
            self.offsets.begin(self.char, self.unit, 2)
            self._step(last - first, 2)
            self.offsets.begin(self.char, self.unit, 1)
            done = last
        self._step(len(piece) - done, 1)

    def _step(self, characters: int, width: int) -> None:
        self.char += characters
        self.unit += characters * width

    def end_line(self, *, carriage_return: bool) -> None:
        """Lay a line end; of the two characters that Windows writes the display has one."""
        if carriage_return:
            self.char += 1
            self.offsets.begin(self.char, self.unit, 1)
        self.char += 1
        self._break()

    def _break(self) -> None:
        self.unit += 1
        self.lines += 1
        if len(self._waiting) >= PART_LINES or self.unit - self._begun >= PART_UNITS:
            self._close("\n")

    def _close(self, end: str) -> None:
        self._parts.append("\n".join(self._waiting) + end)
        self._waiting.clear()
        self._begun = self.unit

    def finish(self) -> tuple[str, ...]:
        """Give the parts."""
        self._close("")
        self.offsets.length = self.char
        return tuple(self._parts)


def lay_out(text: str) -> Laid:
    """Lay a text out for the display."""
    shown = _without_marks_of_the_widget(text)
    astral = not text.isascii() and len(text.encode("utf-16-le")) != 2 * len(text)
    lines = shown.split("\n")
    if not astral and "\r" not in shown and len(lines) <= MOST_LINES and max(map(len, lines)) <= LONG:
        return _as_it_is(text, shown, lines)
    layer = _Layer()
    for number, line in enumerate(lines):
        if layer.lines >= MOST_LINES:
            break
        last = number + 1 == len(lines)
        returned = not last and line.endswith("\r")
        layer.line(line[:-1] if returned else line, astral=astral and _ASTRAL.search(line) is not None)
        if not last:
            layer.end_line(carriage_return=returned)
    parts = layer.finish()
    return Laid(text, parts, layer.offsets, layer.cuts, layer.char)


def _as_it_is(text: str, shown: str, lines: list[str]) -> Laid:
    """Lay out a text whose every character is one unit of the display: only the parts are to be cut out of it."""
    offsets = Offsets()
    offsets.length = len(text)
    ends = array("q", accumulate(map(len, lines)))
    parts: list[str] = []
    at = start = 0
    while at < len(lines):
        at = min(at + PART_LINES, bisect_left(ends, (ends[at - 1] if at else 0) + PART_UNITS) + 1, len(lines))
        end = ends[at - 1] + at  # with the line ends, the last of which goes with its line
        parts.append(shown[start:end])
        start = end
    return Laid(text, tuple(parts), offsets, 0, len(text))


def _without_marks_of_the_widget(text: str) -> str:
    text = _LONE_RETURN.sub("\n", text) if "\r" in text else text  # first: a separator after it is a line end too
    for special, other in _SHOWN_AS:
        if special in text:
            text = text.replace(special, other)
    return text


def _pieces(line: str, longest: int) -> Iterator[str]:
    """Cut a line, after white space where there is any in reach, never between a letter and its accent."""
    at = 0
    while len(line) - at > longest:
        end = line.rfind(" ", at + longest - SEEK, at + longest) + 1 or _whole(line, at + longest)
        yield line[at:end]
        at = end
    yield line[at:]


def _whole(line: str, end: int) -> int:
    for place in range(end, end - 16, -1):
        if not unicodedata.combining(line[place]):
            return place
    return end
