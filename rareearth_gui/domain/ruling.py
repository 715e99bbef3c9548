"""A ruling: a person's verdict on a question, on the evidence as it stood; appended, superseded, never edited."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rareearth_gui.domain.evidence import Case, Figure

OUTCOMES = (
    "same",
    "same after rounding",
    "compatible through a hedge",
    "different period",
    "different scope",
    "different basis",
    "different denominator",
    "different edition",
    "copied",
    "transcription or translation slip",
    "source error",
    "one figure stands",
    "both right",
    "neither",
    "cannot tell yet",
)
NEEDS_A_BRIDGE = frozenset({"both right"})
NEEDS_A_FIGURE = frozenset({"one figure stands"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides: an outcome of the closed list, the figures that stand (keys), bridge, reason."""

    outcome: str
    stands: tuple[str, ...]
    reason: str
    bridge: str = ""
    consulted: str = ""

    def faults(self, case: Case) -> tuple[str, ...]:
        """Say in words what keeps the verdict from being written down; empty when nothing does."""
        known = {figure.key for figure in case.figures}
        made = []
        if self.outcome not in OUTCOMES:
            made.append("Choose an outcome.")
        if not self.reason.strip():
            made.append("Write the reason: it is what others will rely on.")
        if self.outcome in NEEDS_A_BRIDGE and not self.bridge.strip():
            made.append("Both can be right only over a bridge: write what joins them.")
        if self.outcome in NEEDS_A_FIGURE and len(self.stands) != 1:
            made.append("Mark the one figure that stands.")
        if not known.issuperset(self.stands):
            made.append("A figure that is marked to stand is no longer among the figures of this question.")
        return tuple(made)


def evidence_of(case: Case) -> dict[str, str]:
    """Write down what a verdict rests on: every figure of the question, the wholes around it, the relations."""
    wholes = [figure for figure in case.around if figure.question.indicator == case.indicator.share_of]
    seen = {f"figure {figure.key}": _told(figure) for figure in (*case.figures, *wholes)}
    for relation in case.relations:
        members = ", ".join(f"{role} {key}" for role, key in relation.members)
        seen[f"relation {relation.key}"] = f"{relation.kind}: {members}"
    return dict(sorted(seen.items()))


def _told(figure: Figure) -> str:
    quantity = figure.quantity
    parts = (figure.words, quantity.number, quantity.number_high, quantity.scale, quantity.unit.key, quantity.hedge)
    return " / ".join(str(part) for part in (*parts, figure.question.key, figure.origin) if part not in (None, ""))


def fingerprint(evidence: Mapping[str, str]) -> str:
    """Give the SHA-256 of the evidence; it changes with any figure, edition or relation in scope."""
    text = json.dumps(dict(sorted(evidence.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def difference(seen: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Say in words how the evidence has changed since a verdict saw it."""
    told = [f"new: {name}, {now[name]}" for name in now if name not in seen]
    told += [f"gone: {name}, {seen[name]}" for name in seen if name not in now]
    told += [
        f"changed: {name}, was {seen[name]}, is {now[name]}" for name in now if name in seen and seen[name] != now[name]
    ]
    return tuple(told)
