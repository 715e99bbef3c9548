"""Echo: printings that go back to one statement are counted once; like odd numbers point to an origin not declared.

Model of chance: who writes for himself on the same thing chooses how to round and hedge it, and prints the same digits
and the same hedge as another in one case of FREE. For a pair of origins that agree on this question, each further odd
number that both print alike leaves one chance in FREE; the chances of the pairs are added up.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, origins
from rareearth_gui.domain.finding import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure

NAME = "echo"
FREE = Decimal(4)
ODD_DIGITS = 3
"""Significant digits that make a number odd enough to know it again."""


def findings(case: Case) -> Iterator[Finding]:
    """Count mentions and origins, then look for origins that nobody declares."""
    yield from _declared(case)
    yield from _undeclared(case)


def _declared(case: Case) -> Iterator[Finding]:
    groups = [group for group in _by_origin(case.figures) if len(group) > 1]
    if not groups:
        return
    mentions, counted = len(case.figures), origins(case.figures)
    lines = (
        f"{mentions} mentions, {counted} {'origin' if counted == 1 else 'origins'}: copies are counted once.",
        *map(_told, groups),
    )
    keys = tuple(figure.key for group in groups for figure in group)
    yield Finding(NAME, Outcome.HOLDS, keys, "\n".join(lines), Decimal(mentions - counted))


def _by_origin(figures: Iterable[Figure]) -> list[list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda figure: (bool(figure.source.copy_of), figure.source.issued or "9", figure.id)):
        found.setdefault(figure.origin, []).append(figure)
    return [found[origin] for origin in sorted(found)]


def _told(group: list[Figure]) -> str:
    """Say who copies whom, where that is declared, and who goes back to the same statement."""
    copies = [figure for figure in group if figure.source.copy_of]
    said = [f"{cite(figure)} of {figure.source.label} repeats {_copied(figure, group)}" for figure in copies]
    rest = [figure for figure in group if figure not in copies]
    if len(rest) > 1:
        named = ", ".join(f"{cite(figure)} ({figure.source.label})" for figure in rest)
        said.append(f"{named} go back to one statement")
    return "; ".join(said) + "."


def _copied(figure: Figure, group: list[Figure]) -> str:
    first = next((other for other in group if other.source.key == figure.source.copy_of), None)
    return f"{cite(first)} of {first.source.label}" if first else "a source that does not print it here"


def _undeclared(case: Case) -> Iterator[Finding]:
    """Report pairs of origins that print the same odd number here, and the same further odd numbers elsewhere."""
    pairs = [pair for pair in combinations(_firsts(case.figures), 2) if _alike(*pair)]
    echoes = [(pair, further) for pair in pairs if (further := _further(case, *pair))]
    if not echoes:
        return
    by_chance = sum((FREE ** -len(further) for _, further in echoes), Decimal(0))
    by_chance += len(pairs) - len(echoes)
    lines = [_echo(*pair, further) for pair, further in echoes]
    lines.append(
        f"Tried {len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of origins that agree here; {len(echoes)} agree "
        f"on more, about {_chance(echoes):.2f} would by chance. Two who are both right agree, too."
    )
    keys = dict.fromkeys(figure.key for pair, _ in echoes for figure in pair)
    keys |= dict.fromkeys(figure.key for _, further in echoes for two in further for figure in two)
    yield Finding(
        NAME,
        Outcome.EXPLAINS,
        tuple(keys),
        "\n".join(lines),
        Decimal(len(echoes)),
        len(pairs),
        _chance(echoes).quantize(Decimal("0.01")),
    )
