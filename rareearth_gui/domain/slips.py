"""Slips of writing, typing and translating, as a table: each turns a printed figure into what may have been meant.

How many candidates fit by chance is counted with one simple model. Two figures that have nothing to do with each other
lie close more often than far: one is at least r times the other with a chance of 1 / r, half of that each way. So half
of all chance pairs lie within a factor of two, and one in ten is ten times apart or more. A candidate catches the other
figure when their bands meet; the chances of all the candidates are added up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import COUNT
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.quantity import EXACT_MODALITIES
from rareearth_gui.domain.reading import half_width

if TYPE_CHECKING:
    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.domain.quantity import Quantity

Repair = Callable[["Quantity"], "Iterator[Quantity]"]
FULL = Decimal(100)
LEAST_DIGITS = 2
"""Digits that a number needs before one of them can be dropped, doubled or swapped."""
GLUED_DIGITS = 5
"""Digits that a whole number needs before its first ones can be the mark of a footnote."""
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_TONNES = ("t", "t REO", "t metal", "t concentrate")
_KILOTONNES = ("kt", "kt REO")
OXIDE_FACTORS = (Decimal("1.1372"), Decimal("1.2284"))
"""Tonnes of oxide that hold a tonne of metal: lutetium and cerium, the ends of the lanthanides."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of slip: `says` what the figure is or has, `repair` gives what may have been meant.

    A slip `in_digits` is known again only by figures that print as many digits.
    """

    key: str
    says: str
    repair: Repair
    in_digits: bool = False


def _times(factor: str, *, scale: str = "", units: tuple[str, ...] = ()) -> Repair:
    """Multiply; only where the figure is printed with that scale word, or in one of those units."""
    by, only = Decimal(factor), Decimal(scale or 0)

    def repair(printed: Quantity) -> Iterator[Quantity]:
        if (not only or printed.scale == only) and (not units or printed.unit.key in units):
            yield replace(printed, scale=printed.scale * by, own=None)

    return repair


def _oxide(*, printed_as_oxide: bool) -> Repair:
    """Turn oxide into metal, or metal into oxide, by any of the oxide factors."""
    least, most = OXIDE_FACTORS
    low, high = (1 / most, 1 / least) if printed_as_oxide else (least, most)

    def repair(printed: Quantity) -> Iterator[Quantity]:
        if printed.unit.dimension.startswith("mass"):
            top = printed.number if printed.number_high is None else printed.number_high
            yield replace(printed, number=printed.number * low, number_high=top * high, own=None)

    return repair


def _digits(rewritten: Callable[[str], Iterator[str]], least: int = LEAST_DIGITS) -> Repair:
    """Write the number with other digits; one in words, or with too few digits, has none to slip."""

    def repair(printed: Quantity) -> Iterator[Quantity]:
        text = f"{printed.number:f}"
        if printed.in_words or printed.number_high is not None or sum(map(str.isdigit, text)) < least:
            return
        for other in dict.fromkeys(rewritten(text)):
            if _NUMBER.fullmatch(other):
                yield replace(printed, number=Decimal(other), own=None)

    return repair


def _neighbours(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of each two digits that stand side by side, across the decimal point too."""
    return pairwise(place for place, sign in enumerate(text) if sign.isdigit())


def swapped(text: str) -> Iterator[str]:
    """Swap each two neighbouring digits."""
    for first, second in _neighbours(text):
        yield f"{text[:first]}{text[second]}{text[first + 1 : second]}{text[first]}{text[second + 1 :]}"


def halved(text: str) -> Iterator[str]:
    """Leave out one of each two equal neighbours."""
    for first, second in _neighbours(text):
        if text[first] == text[second]:
            yield text[:first] + text[first + 1 :]


def filled(text: str) -> Iterator[str]:
    """Put any digit at any place."""
    for place in range(len(text) + 1):
        for digit in "0123456789":
            yield text[:place] + digit + text[place:]


def unglued(text: str) -> Iterator[str]:
    """Leave out the first digit or the first two of a long number."""
    if len(text.partition(".")[0]) >= GLUED_DIGITS:
        yield text[1:]
        yield text[2:]


SLIPS: tuple[Slip, ...] = (
    Slip("wan as thousand", "is 万 (ten thousand) read as thousand", _times("10", scale="1000")),
    Slip("thousand as wan", "is thousand read as 万 (ten thousand)", _times("0.1", scale="10000")),
    Slip("yi as billion", "is 亿 (hundred million) read as billion", _times("0.1", scale="1000000000")),
    Slip("billion as yi", "is billion read as 亿 (hundred million)", _times("10", scale="100000000")),
    Slip("million as billion", "is million read as billion", _times("0.001", scale="1000000000")),
    Slip("billion as million", "is billion read as million", _times("1000", scale="1000000")),
    Slip("wan lost", "has lost its 万 (ten thousand)", _times("10000", scale="1")),
    Slip("wan added", "has 万 (ten thousand) where none belongs", _times("0.0001", scale="10000")),
    Slip("place too high", "stands one place too high (/10)", _times("0.1")),
    Slip("place too low", "stands one place too low (x10)", _times("10")),
    Slip("t for kt", "is thousands of tonnes printed as tonnes", _times("1000", units=_TONNES)),
    Slip("kt for t", "is tonnes printed as thousands of tonnes", _times("0.001", units=_KILOTONNES)),
    Slip("fraction as per cent", "is a fraction printed as per cent", _times("100", units=("%",))),
    Slip("digits swapped", "has two digits swapped", _digits(swapped), in_digits=True),
    Slip("digit doubled", "has a digit doubled", _digits(halved, LEAST_DIGITS + 1), in_digits=True),
    Slip("digit dropped", "has lost a digit", _digits(filled), in_digits=True),
    Slip("mark glued on", "begins with the mark of a footnote", _digits(unglued), in_digits=True),
    Slip("metal for oxide", "is metal where oxide is meant", _oxide(printed_as_oxide=False)),
    Slip("oxide for metal", "is oxide where metal is meant", _oxide(printed_as_oxide=True)),
)


AS_PRINTED = Slip("none", "is what is meant", lambda printed: iter((printed,)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a figure would be had a slip not happened: another quantity, its value and rounding band, canonical unit."""

    slip: Slip
    printed: Figure
    quantity: Quantity
    value: Decimal
    band: Interval

    @classmethod
    def of(cls, slip: Slip, printed: Figure, quantity: Quantity) -> Candidate:
        """Read a quantity as the printed figure would be read, but for its hedge."""
        stands = quantity.printed_interval.scaled(quantity.unit.factor)
        assert stands.low is not None
        assert stands.high is not None
        exact = quantity.unit.dimension == COUNT or printed.question.modality in EXACT_MODALITIES
        known = not exact and quantity.number_high is None
        half = half_width(quantity.number, quantity.scale) * quantity.unit.factor if known else Decimal(0)
        band = Interval(stands.low - half, stands.high + half)
        return cls(slip, printed, quantity, (stands.low + stands.high) / 2, band)

    @property
    def figure(self) -> Figure:
        """Give the printed figure with the other quantity in its place."""
        return replace(self.printed, quantity=self.quantity)

    def can_meet(self, target: Interval) -> bool:
        """Say whether a target is printed finely enough to know the slip by."""
        return not self.slip.in_digits or _width(target) <= _width(self.band)

    def meets(self, target: Interval) -> bool:
        """Say whether the candidate and a target agree: the middle of one lies in the band of the other."""
        middle = _middle(target)
        return target.contains(self.value) or (middle is not None and self.band.contains(middle))


def candidates(printed: Figure) -> tuple[Candidate, ...]:
    """Undo every slip of the table that a figure can have met; each reading once, under the first that gives it."""
    mine = printed.quantity.printed_interval
    found: set[object] = set()
    made = []
    for slip in SLIPS:
        for quantity in slip.repair(printed.quantity):
            value = quantity.printed_interval
            mark = (value.low, value.high, quantity.number.as_tuple().exponent)
            beyond = printed.of_a_whole and value.high is not None and value.high > FULL
            if value != mine and mark not in found and not beyond:
                found.add(mark)
                made.append(Candidate.of(slip, printed, quantity))
    return tuple(made)


def chance(printed: Figure, reading: Candidate, target: Interval) -> Decimal:
    """Give the chance that a target of this width, which has nothing to do with the figure, meets a reading of it."""
    value, middle = printed.middle, _middle(target)
    if value <= 0 or middle is None or middle <= 0:
        return Decimal(0)
    low, high = _ends(reading)
    least = Decimal(0) if target.high is None else min(low, reading.value * middle / target.high)
    most = None if not target.low or target.low <= 0 else max(high, reading.value * middle / target.low)
    return (Decimal(1) if most is None else below(most / value)) - below(least / value)


def below(ratio: Decimal) -> Decimal:
    """Give the chance that one figure is less than `ratio` times another that it has nothing to do with."""
    return max(ratio, Decimal(0)) / 2 if ratio < 1 else 1 - 1 / (2 * ratio)


def _width(interval: Interval) -> Decimal:
    if interval.low is None or interval.high is None:
        return Decimal("Infinity")
    return interval.high - interval.low


def _middle(target: Interval) -> Decimal | None:
    if target.low is None or target.high is None:
        return target.high if target.low is None else target.low
    return (target.low + target.high) / 2


def _ends(reading: Candidate) -> tuple[Decimal, Decimal]:
    """Give the ends of the rounding band; an exact number catches half a unit of its last digit each way."""
    low, high, quantity = reading.band.low, reading.band.high, reading.quantity
    assert low is not None
    assert high is not None
    width = half_width(quantity.number, quantity.scale) * quantity.unit.factor if low == high else Decimal(0)
    return max(low - width, Decimal(0)), high + width
