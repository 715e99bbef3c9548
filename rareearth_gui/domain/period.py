"""Periods as printed: a year, a month, a day, a span, or nothing; canonical text and bounds for plots."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """The time a figure speaks of, as precise as known. Both ends are ISO (`2015`, `2017-09`); blank: not stated."""

    start: str = ""
    end: str = ""

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2015`, `2017-09-28`, `2011/2015` or blank; ValueError says what is wrong."""
        text = text.strip()
        if not text:
            return cls()
        start, slash, end = text.partition("/")
        for part in (start, end) if slash else (start,):
            _bounds(part)
        if slash and _bounds(start)[0] > _bounds(end)[1]:
            raise ValueError(f"period {text!r} ends before it starts")
        return cls(start, end if slash else start)

    @property
    def key(self) -> str:
        """Give the canonical text, which `parse` reads back."""
        return self.start if self.start == self.end else f"{self.start}/{self.end}"

    def bounds(self) -> tuple[date, date] | None:
        """Give the first and the last day, or None when no period is stated."""
        if not self.start:
            return None
        return _bounds(self.start)[0], _bounds(self.end)[1]

    @property
    def label(self) -> str:
        """Give the words for a person."""
        if not self.start:
            return "period not stated"
        return self.start if self.start == self.end else f"{self.start} to {self.end}"


def _bounds(part: str) -> tuple[date, date]:
    match = _PART.match(part)
    if match is None:
        raise ValueError(f"period {part!r} is not a year, year-month or date (2015, 2017-09, 2017-09-28)")
    year, month, day = (int(group) if group else None for group in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
