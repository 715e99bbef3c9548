"""A quantity as printed: decimals, scale word, unit and hedge, and the bands that it is read as."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.reading import HALF, Hedge, Reading, half_width, read

if TYPE_CHECKING:
    from rareearth_gui.domain.unit import Unit

SHARE_BOUNDS = (Decimal(0), Decimal(100))
NO_BOUNDS = (None, None)
WHOLE_PERCENT = "rounded to whole percent"
EXACT_MODALITIES = frozenset({"target", "cap"})


@dataclass(frozen=True, slots=True)
class OwnReading:
    """A reading that one figure carries itself, in its unit, with the reason that is shown beside it."""

    low: Decimal | None
    high: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """`number` (to `number_high` for a range) times `scale`, in `unit`, as the `hedge` leaves it open.

    `in_words` says that the number is printed without digits ("half"), which widens "about".
    """

    number: Decimal
    unit: Unit
    scale: Decimal = Decimal(1)
    number_high: Decimal | None = None
    hedge: Hedge = Hedge.NONE
    in_words: bool = False
    own: OwnReading | None = field(default=None)

    @property
    def printed_interval(self) -> Interval:
        """Give the printed number or range, multiplied out, in the printed unit."""
        high = self.number if self.number_high is None else self.number_high
        return Interval(self.number * self.scale, high * self.scale)

    @property
    def single(self) -> Decimal | None:
        """Give the one printed value in the canonical unit, or None for a range or an open word."""
        if self.number_high is not None or self.hedge is Hedge.HUNDREDS:
            return None
        return self.number * self.scale * self.unit.factor

    def reading(self, modality: str, *, of_a_whole: bool = False) -> Reading:
        """Read the quantity in its own unit. Shares of a whole end at 0 and 100; growth does not."""
        exact = self.unit.dimension == "count" or modality in EXACT_MODALITIES
        whole = self.unit.key == "%" and (of_a_whole or modality == "share")
        half = Decimal(0) if exact else None if self.number_high is not None else half_width(self.number, self.scale)
        bounds = SHARE_BOUNDS if whole else NO_BOUNDS
        reading = read(self.printed_interval, half, self.hedge, in_words=self.in_words, bounds=bounds)
        if self.own is None:
            to_percent = whole and half == HALF and not self.hedge and self.number_high is None
            return replace(reading, says=WHOLE_PERCENT) if to_percent else reading
        return Reading(
            reading.printed,
            reading.rounding,
            Interval(self.own.low, self.own.high),
            None,
            self.own.reason,
        )

    def band(self, modality: str, *, of_a_whole: bool = False) -> Interval:
        """Give the widest band (hedge) in the canonical unit."""
        return self.reading(modality, of_a_whole=of_a_whole).hedge.scaled(self.unit.factor)
