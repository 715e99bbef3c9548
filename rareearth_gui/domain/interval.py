"""An interval of decimals with ends that may be open or missing, and the arithmetic checks need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """What a figure may be: from `low` to `high`; `None` is no bound; `*_open` leaves the end itself out."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse an interval whose ends are the wrong way round (ValueError)."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval cannot run from {self.low} down to {self.high}")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Give the interval that holds `value` alone."""
        return cls(value, value)

    @classmethod
    def around(cls, value: Decimal, half_width: Decimal) -> Interval:
        """Give `value` plus and minus `half_width`, both ends included."""
        return cls(value - half_width, value + half_width)

    def contains(self, value: Decimal) -> bool:
        """Say whether `value` lies inside, respecting open ends."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Say whether the two intervals share at least one value."""
        return not (self._lies_below(other) or other._lies_below(self))

    def _lies_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    def gap(self, other: Interval) -> Decimal | None:
        """Give the distance between two intervals that do not meet (0 when only open ends touch), else None."""
        if self.meets(other):
            return None
        first, second = (self, other) if self._lies_below(other) else (other, self)
        assert first.high is not None
        assert second.low is not None
        return second.low - first.high

    def clipped(self, low: Decimal | None, high: Decimal | None) -> Interval:
        """Close missing or excessive ends at logical bounds, such as 0 and 100 for a share of a whole."""
        new_low, low_open = self.low, self.low_open
        new_high, high_open = self.high, self.high_open
        if low is not None and (new_low is None or new_low < low):
            new_low, low_open = low, False
        if high is not None and (new_high is None or new_high > high):
            new_high, high_open = high, False
        if new_low is not None and new_high is not None and new_low > new_high:
            return self
        return Interval(new_low, new_high, low_open, high_open)

    def scaled(self, factor: Decimal) -> Interval:
        """Multiply both ends by a positive `factor`."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, other: Interval) -> Interval:
        """Divide two non-negative intervals; an end that cannot be known is missing."""
        low = None if self.low is None or not other.high else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, high)

    def plus(self, other: Interval) -> Interval:
        """Add two intervals."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def hull(self, other: Interval) -> Interval:
        """Give the smallest interval that holds both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        low_open = (self.low_open or self.low != low) and (other.low_open or other.low != low)
        high_open = (self.high_open or self.high != high) and (other.high_open or other.high != high)
        return Interval(low, high, low_open and low is not None, high_open and high is not None)
