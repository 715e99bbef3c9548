"""Echo: printings that go back to one statement are counted once; like odd numbers point to an origin not declared.

Where printings of one statement do not agree, a copy has changed. That wants a person's eye, but it is no quarrel of
witnesses, so it weighs half (CHANGED) of what the same gap between independent figures would.

Model of chance: who writes for himself rounds and hedges for himself, and so prints the same digits with the same
hedge as another in one case of four (SAME). Of two origins that agree here and answer n further questions with odd
numbers, at least one of those agrees by chance with 1 - (1 - SAME) to the power of n; the chances of the pairs are
added up.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, label, mentions, origins
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.prose import safe
from rareearth_gui.domain.quarrel import apart, headline, quarrels, suspicion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure

NAME = "echo"
SAME = Decimal("0.25")
CHANGED = Decimal("0.5")
ODD_DIGITS = 3
"""Significant digits that make a number odd enough to know it again."""
MOST_NAMED = 3


def findings(case: Case) -> Iterator[Finding]:
    """Count mentions and origins, report copies that changed, then look for origins that nobody declares."""
    yield from _declared(case)
    yield from _changed(case)
    yield from _undeclared(case)


def _declared(case: Case) -> Iterator[Finding]:
    groups = [group for group in _by_origin(case.figures) if len(group) > 1]
    if not groups:
        return
    lines = (f"{mentions(case.figures)}: copies are counted once.", *map(_told, groups))
    keys = tuple(figure.key for group in groups for figure in group)
    copies = Decimal(len(case.figures) - origins(case.figures))
    yield Finding(NAME, Outcome.HOLDS, keys, "\n".join(lines), copies)


def _changed(case: Case) -> Iterator[Finding]:
    """Report printings of one statement whose bands do not meet, as one finding, worst pair first."""
    pairs = quarrels(case, independent=False)
    if not pairs:
        return
    worst = headline(pairs)
    one, two = sorted(worst[:2], key=_originals_first)
    alike = one.source.key == two.source.key
    head = "One source prints two values" if alike else "A copy that changed"
    means = (
        "One of the two may be a slip, or they speak of two things."
        if alike
        else "Both go back to one statement, so neither is a second witness against the other: "
        "one was changed on the way, or the statement was renewed."
    )
    prose = f"{head}: {_read(one)}; {_read(two)}: {apart(worst)}. {means}"
    keys = dict.fromkeys(figure.key for figure in (one, two))
    keys |= dict.fromkeys(figure.key for pair in pairs for figure in pair[:2])
    doubt = suspicion(one, two) * CHANGED
    yield Finding(NAME, Outcome.CONTRADICT, tuple(keys), prose, worst[2].gap, suspicion=doubt)


def _read(figure: Figure) -> str:
    return f"{cite(figure)} ({safe(figure.source.title)}) reads as {span(figure.band, figure.quantity.unit)}"


def _by_origin(figures: Iterable[Figure]) -> list[list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=_originals_first):
        found.setdefault(figure.origin, []).append(figure)
    return [found[origin] for origin in sorted(found)]


def _originals_first(figure: Figure) -> tuple[bool, str, int]:
    return bool(figure.source.copy_of), figure.source.issued or "9", figure.id


def _told(group: list[Figure]) -> str:
    """Say who copies whom, where that is declared, and who goes back to the same statement."""
    copies = [figure for figure in group if figure.source.copy_of]
    said = [f"{cite(figure)} of {label(figure)} repeats {_copied(figure, group)}" for figure in copies]
    rest = [figure for figure in group if figure not in copies]
    if len({figure.source.key for figure in rest}) == 1 < len(rest):
        said.append(f"{label(rest[0])} prints it {len(rest)} times: {', '.join(map(cite, rest))}")
    elif len(rest) > 1:
        named = ", ".join(f"{cite(figure)} ({label(figure)})" for figure in rest)
        said.append(f"{named} go back to one statement")
    return "; ".join(said) + "."


def _copied(figure: Figure, group: list[Figure]) -> str:
    first = next((other for other in group if other.source.key == figure.source.copy_of), None)
    return f"{cite(first)} of {label(first)}" if first else "a source that does not print it here"


def _undeclared(case: Case) -> Iterator[Finding]:
    """Report pairs of origins that print the same odd number here, and the same further odd numbers elsewhere."""
    pairs = [pair for pair in combinations(_firsts(case.figures), 2) if _alike(*pair)]
    common = [(pair, _common(case, *pair)) for pair in pairs]
    echoes = [(pair, further) for pair, both in common if (further := [two for two in both if _alike(*two)])]
    if not echoes:
        return
    by_chance = sum((1 - (1 - SAME) ** len(both) for _, both in common), Decimal(0)).quantize(Decimal("0.01"))
    prose = "\n".join(
        (
            *(_told_echo(*pair, further) for pair, further in echoes),
            f"Tried {len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of origins that agree here; {len(echoes)} "
            f"{'agrees' if len(echoes) == 1 else 'agree'} elsewhere too, about {by_chance} would by chance. "
            "Two who are both right agree as well.",
        )
    )
    keys = dict.fromkeys(figure.key for pair, _ in echoes for figure in pair)
    keys |= dict.fromkeys(figure.key for _, further in echoes for two in further for figure in two)
    yield Finding(NAME, Outcome.EXPLAINS, tuple(keys), prose, Decimal(len(echoes)), len(pairs), by_chance)


def _firsts(figures: Iterable[Figure]) -> list[Figure]:
    """Give one figure for each origin, value and hedge."""
    found: dict[tuple[str, Decimal, str], Figure] = {}
    for figure in sorted(figures, key=lambda figure: figure.id):
        found.setdefault((figure.origin, figure.middle, figure.quantity.hedge), figure)
    return list(found.values())


def _alike(first: Figure, second: Figure) -> bool:
    """Say whether two origins print the same odd number with the same hedge."""
    same = first.middle == second.middle and first.quantity.hedge == second.quantity.hedge
    return same and first.origin != second.origin and _is_odd(first) and _is_odd(second)


def _is_odd(figure: Figure) -> bool:
    return len(figure.quantity.number.normalize().as_tuple().digits) >= ODD_DIGITS


def _common(case: Case, first: Figure, second: Figure) -> list[tuple[Figure, Figure]]:
    """Pair the figures that the two sources print on further questions, odd numbers only."""
    mine, theirs = (_by_question(case, one) for one in (first, second))
    both = [(mine[key], theirs[key]) for key in sorted(mine.keys() & theirs.keys())]
    return [(one, other) for one, other in both if _is_odd(one) and _is_odd(other)]


def _by_question(case: Case, one: Figure) -> dict[str, Figure]:
    """Give what the source of a figure prints on shared questions; the figure with the lowest id for each."""
    others = sorted(case.shared, key=lambda figure: -figure.id)
    return {figure.question.key: figure for figure in others if figure.source.key == one.source.key}


def _told_echo(first: Figure, second: Figure, further: list[tuple[Figure, Figure]]) -> str:
    more = ", ".join(f"{cite(one)} and {cite(other)}" for one, other in further[:MOST_NAMED])
    left_out = f" and {len(further) - MOST_NAMED} more" if len(further) > MOST_NAMED else ""
    return (
        f"{cite(first)} ({label(first)}) and {cite(second)} ({label(second)}) are counted as two origins, "
        f"but print the same odd number here and elsewhere: {more}{left_out}. They may go back to one statement."
    )
