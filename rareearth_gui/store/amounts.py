"""Amounts: a typed quantity becomes SQL on the figures that print it, round to it or imply it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import UNITS, Unit, same_dimension

if TYPE_CHECKING:
    from rareearth_gui.domain.quantity import Quantity


def condition(quantity: Quantity) -> tuple[str, tuple[object, ...]]:
    """Find figures, of a table named t, that print, round to or allow a typed quantity in its canonical unit."""
    band = quantity.band("actual")
    units = [unit.key for unit in UNITS.values() if _answers(quantity.unit, unit)]
    parts = [f"t.unit IN ({', '.join('?' * len(units))})"]
    values: list[object] = [*units]
    single = quantity.single
    if quantity.hedge.symbol == "=" and single is not None:
        assert band.low is not None
        assert band.high is not None
        parts.append("((t.value BETWEEN ? AND ?) OR (t.low <= ? AND t.high >= ?))")
        values += [float(band.low), float(band.high), float(single), float(single)]
    else:
        if band.low is not None:
            implied = f"(t.low >= ? AND t.hedge IN ('{Hedge.OVER}', '{Hedge.AT_LEAST}'))"
            parts.append(f"(coalesce(t.value, t.high) {'>' if band.low_open else '>='} ? OR {implied})")
            values += [float(band.low)] * 2
        if band.high is not None:
            implied = f"(t.high <= ? AND t.hedge IN ('{Hedge.UNDER}', '{Hedge.AT_MOST}'))"
            parts.append(f"(coalesce(t.value, t.low) {'<' if band.high_open else '<='} ? OR {implied})")
            values += [float(band.high)] * 2
    return f"({' AND '.join(parts)})", tuple(values)


def _answers(asked: Unit, unit: Unit) -> bool:
    """Say whether figures in a unit are meant: of the same dimension, and any mass where just a mass is asked for."""
    return same_dimension(asked, unit) or (asked.dimension == "mass" and unit.dimension.startswith("mass "))
