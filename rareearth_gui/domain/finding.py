"""A finding: what a check has to say on a set of figures, with its arithmetic in prose and its measure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """What a comparison or a check comes to."""

    SAME = "same"
    SAME_ROUNDED = "same after rounding"
    COMPATIBLE = "compatible through a hedge"
    CONTRADICT = "contradict"
    NOT_COMPARABLE = "not comparable"
    HOLDS = "holds"
    EXPLAINS = "may explain"
    UNEXPLAINED = "not explained"
    IMPLIES = "implies"
    MISSED = "missed"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Finding:
    """`figures` are keys; `prose` carries links as [words](figure key); `measure` is what the check measured.

    `tried` and `by_chance` belong to a proposed explanation: how many of its kind were tried, and how many
    of them would be expected to fit by coincidence alone. `about` is a machine-readable remainder for plots.
    """

    check: str
    outcome: Outcome
    figures: tuple[str, ...]
    prose: str
    measure: Decimal | None = None
    tried: int | None = None
    by_chance: Decimal | None = None
    suspicion: Decimal = Decimal(0)
