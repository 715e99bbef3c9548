"""A comparison in words and as JSON: the three blocks, what the checks say, and the pairs."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.domain.comparison import REASONS, compare
from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.refused import Refused
from rareearth_gui.ops import browse
from rareearth_gui.ops.compare import SideBySide, chosen, question
from rareearth_gui.ops.listing_json import figure_record, finding_record
from rareearth_gui.store.listings import value
from rareearth_gui.store.records import question_of_figure as question_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Figure


def laid_out(connection: sqlite3.Connection, names: Sequence[str]) -> tuple[sqlite3.Connection, SideBySide]:
    """Lay out one question (Q or C id), or two and more figures; Refused otherwise."""
    found = [browse.resolve(connection, name) for name in names]
    if len(found) == 1 and found[0][0] in (Kind.QUESTION, Kind.CONFLICT):
        return connection, question(connection, found[0][1])
    if len(found) == 1 and found[0][0] is Kind.FIGURE:
        return connection, question(connection, question_of(connection, found[0][1]))
    others = [name for name, (kind, _) in zip(names, found, strict=True) if kind is not Kind.FIGURE]
    if others:
        raise Refused(
            f"{', '.join(others)} cannot be compared.", "Give figures (F12 F40), or one question or conflict."
        )
    return connection, chosen(connection, [number for _, number in found])


def as_record(pair: tuple[sqlite3.Connection, SideBySide]) -> dict[str, object]:
    """Write a comparison for scripts."""
    connection, side = pair

    def one(figure: Figure) -> dict[str, object]:
        sha256 = str(value(connection, "source", "sha256", figure.source.id))
        return figure_record(figure, question_of(connection, figure.id), sha256)

    figures = (*side.counted, *(figure for figure, _ in side.apart))
    return {
        "mentions": side.mentions,
        "origins": side.origins,
        "groups": [[one(figure) for figure in group] for group in side.groups],
        "copies": [one(figure) for figure in side.copies],
        "not_comparable": [{"figure": one(figure), "reason": reason} for figure, reason in side.apart],
        "pairs": [_pair(side, *two) for two in combinations(figures[:40], 2)],
        "findings": [
            finding_record(side.case, finding, f"N{number}") for number, finding in enumerate(side.findings, 1)
        ],
        "beyond": side.elsewhere,
    }


def _pair(side: SideBySide, first: Figure, second: Figure) -> dict[str, object]:
    found = compare(first, second, side.case.indicator)
    return {
        "figures": [Kind.FIGURE.id(first.id), Kind.FIGURE.id(second.id)],
        "outcome": found.outcome.value,
        "reasons": [REASONS[reason] for reason in found.reasons],
        "gap": None if found.gap is None else float(found.gap),
        "factor": None if found.factor is None else round(float(found.factor), 4),
    }


def as_text(pair: tuple[sqlite3.Connection, SideBySide]) -> str:
    """Write a comparison for a terminal."""
    _, side = pair
    lines = [side.counts]
    for group in side.groups:
        lines.append("")
        lines += [_line(figure) for figure in group]
    if side.copies:
        lines += ["", "Copies, not counted:", *(_line(figure) for figure in side.copies)]
    if side.apart:
        lines += ["", "Not comparable:", *(f"{_line(figure)}  [{reason}]" for figure, reason in side.apart)]
    if side.findings:
        lines += ["", *(f"{finding.check}: {plain(finding.prose)}" for finding in side.findings)]
    if side.elsewhere:
        lines += ["", side.elsewhere]
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    read = span(figure.band, figure.quantity.unit)
    return f"  F{figure.id:<5} {figure.words:28} read as {read:24} {figure.source.title} ({figure.source.issued})"
