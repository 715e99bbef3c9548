"""Units: what may be added to what, and the canonical unit in which figures of one dimension meet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `factor` turns an amount in it into the `canonical` unit of its `dimension`.

    Mass of oxide, of metal and of concentrate are different dimensions although all are weighed in tonnes:
    they meet only over a stated conversion (oxide factors: Nd 1.1664, La 1.1728 and so on).
    """

    key: str
    label: str
    dimension: str
    canonical: str
    factor: Decimal = Decimal(1)


def _unit(key: str, dimension: str, canonical: str, factor: str = "1", label: str | None = None) -> Unit:
    return Unit(key, key if label is None else label, dimension, canonical, Decimal(factor))


UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        _unit("t", "mass", "t"),
        _unit("kt", "mass", "t", "1000"),
        _unit("Mt", "mass", "t", "1000000"),
        _unit("kg", "mass", "t", "0.001"),
        _unit("g", "mass", "t", "0.000001"),
        _unit("t REO", "mass REO", "t"),
        _unit("kt REO", "mass REO", "t", "1000"),
        _unit("Mt REO", "mass REO", "t", "1000000"),
        _unit("t metal", "mass metal", "t"),
        _unit("t concentrate", "mass concentrate", "t"),
        _unit("CNY", "money CNY", "CNY", label="yuan"),
        _unit("USD", "money USD", "USD", label="US$"),
        _unit("%", "share", "%"),
        _unit("1", "count", "1", label=""),
        _unit("year", "time", "year", label="years"),
        _unit("lm/W", "efficacy", "lm/W"),
        _unit("t/t", "oxide factor", "t/t"),
    )
}


def unit(key: str) -> Unit:
    """Give the unit named `key`; KeyError with the list of known units when there is none."""
    try:
        return UNITS[key]
    except KeyError:
        raise KeyError(f"unknown unit {key!r}; known: {', '.join(UNITS)}") from None


def same_dimension(first: Unit, second: Unit) -> bool:
    """Say whether two amounts may be set against each other without a bridge."""
    return first.dimension == second.dimension
