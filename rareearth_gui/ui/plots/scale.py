"""The scale of an axis: the unit that its numbers are written in, and round numbers to mark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rareearth_gui.domain.unit import Unit

Tick = tuple[float, str]
APART = 40.0
"""Pixels between the words of two ticks."""
MOST_TICKS = 200
_STEPS = {
    "t": ((1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g")),
    "CNY": ((1e9, "bn yuan"), (1e6, "million yuan"), (1.0, "yuan")),
    "USD": ((1e9, "US$ bn"), (1e6, "US$ million"), (1.0, "US$")),
    "1": ((1.0, "number"),),
    "year": ((1.0, "years"),),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How an axis writes canonical values: divided by `step`, with `label` after the words of its title."""

    step: float
    label: str

    @classmethod
    def of(cls, unit: Unit, highest: float) -> Scale:
        """Choose the unit that people use for amounts of that size: Mt rather than millions of t."""
        steps = _STEPS.get(unit.canonical, ((1.0, unit.canonical),))
        step, label = next(((step, label) for step, label in steps if abs(highest) >= step), steps[-1])
        kind = unit.dimension.removeprefix("mass").strip() if unit.dimension.startswith("mass ") else ""
        return cls(step, f"{label} {kind}".strip())

    def titled(self, words: str) -> str:
        """Write the title of the axis, its unit always with it."""
        return f"{words} ({self.label})" if words else self.label

    def between(self, low: float, high: float) -> str:
        """Write two values as `112.9–116.1`, with two digits of what lies between them."""
        width = (high - low) / self.step
        places = max(0, 1 - math.floor(math.log10(width))) if 0 < width < math.inf else 1
        if math.isinf(low) or math.isinf(high):
            known, word = (high, "up to") if math.isinf(low) else (low, "at least")
            return "any" if math.isinf(known) else f"{word} {_written(known / self.step, places)}"
        return f"{_written(low / self.step, places)}\N{EN DASH}{_written(high / self.step, places)}"

    def ticks(
        self, low: float, high: float, pixels: float, width: Callable[[str], float], apart: float = APART
    ) -> list[Tick]:
        """Mark round numbers between two values, as close as their words leave room for."""
        first, last = low / self.step, high / self.step
        if not (math.isfinite(first) and math.isfinite(last) and last > first and pixels > 0):
            return []
        made: list[Tick] = []
        for step in _round_steps(last - first):
            places = max(0, -math.floor(math.log10(step) + 1e-9)) + (step / 10 ** math.floor(math.log10(step)) == 2.5)
            numbers = range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)
            if len(numbers) > MOST_TICKS:
                continue
            made = [(number * step * self.step, _written(number * step, places)) for number in numbers]
            room = step / (last - first) * pixels
            if all(width(label) + apart <= room for _, label in made):
                break
        return made


def _round_steps(span: float) -> Iterator[float]:
    """Count up through 1, 2, 5, 10, 20, 50 and so on, from far too fine to the whole span."""
    power = math.floor(math.log10(span)) - 3
    while 10.0**power <= span:
        for number in (1, 2, 5):
            yield number * 10.0**power
        power += 1


def _written(value: float, places: int) -> str:
    text = f"{abs(value):,.{places}f}"
    return f"\N{MINUS SIGN}{text}" if value < 0 and any(digit in text for digit in "123456789") else text
