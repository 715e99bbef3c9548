"""Share: the denominator detective. Which whole makes a share true, what each implies, what fits by chance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import cite, label
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.printing import short, span
from rareearth_gui.domain.prose import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rareearth_gui.domain.evidence import Case, Figure
    from rareearth_gui.domain.interval import Interval

NAME = "share"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Implied:
    """A share with the part it is taken of, and the whole that the two need, in the part's canonical unit."""

    share: Figure
    part: Figure
    whole: Interval

    def fits(self, candidate: Figure) -> bool:
        """Say whether a writer who divided by the candidate as printed would have come to this share.

        The candidate is taken at its printed value: who uses an edition divides by the number that stands in it.
        """
        if candidate.middle <= 0:
            return False
        return self.part.rounded.scaled(HUNDRED / candidate.middle).meets(self.share.band)

    def share_by(self, candidate: Figure) -> Decimal:
        """Give the share in per cent that the candidate would make."""
        return self.part.middle / candidate.middle * HUNDRED


def findings(case: Case) -> Iterator[Finding]:
    """Explain quarrelling shares by their denominators, or test a lone share against the wholes of the library."""
    implied = implied_wholes(case)
    wholes = candidates(case)
    if not implied or not wholes:
        return
    leads = [lead for group in groups(implied) for lead in printed_values(group)]
    open_to = {lead.share.key: eligible(case, lead, wholes) for lead in leads}
    tried = sum(map(len, open_to.values()))
    chance = sum((chance_of(lead, open_to[lead.share.key]) for lead in leads), Decimal(0))
    fitting = [whole for lead in leads for whole in open_to[lead.share.key] if lead.fits(whole)]
    sentences = [*_same_ground(case, implied), _needs(case, implied), *_judged(case, implied, wholes)]
    later = len(leads) * len(wholes) - tried
    totals = "total printed only after the share was" if later == 1 else "totals printed only after the share were"
    aside = f"; {later} {totals} set aside" if later else ""
    sentences.append(
        f"\nTried {tried} {'combination' if tried == 1 else 'combinations'} of a share with a printed total{aside}; "
        f"{len(fitting)} {'fits' if len(fitting) == 1 else 'fit'}, about {chance:.1f} would by chance."
    )
    keys = dict.fromkeys(figure.key for one in implied for figure in (one.share, one.part))
    keys |= dict.fromkeys(whole.key for whole in fitting)
    several = len(groups(implied)) > 1
    yield Finding(
        NAME,
        Outcome.EXPLAINS if fitting else Outcome.UNEXPLAINED,
        tuple(keys),
        " ".join(sentences).replace(" \n", "\n"),
        _ratio(implied),
        tried,
        chance.quantize(Decimal("0.01")),
        suspicion=Decimal("0.5") if several and not all_fit(case, implied, wholes) else Decimal(0),
    )


def implied_wholes(case: Case) -> tuple[Implied, ...]:
    """Set each share of the question against its part: the same source's where it has one, else another's."""
    if not case.indicator.share_of:
        return ()
    parts = [figure for figure in case.around if _is_part(case, figure)]
    made = []
    for share in case.figures:
        part = min(parts, key=lambda part: _distance(share, part), default=None)
        if part is not None and share.band.high:
            made.append(Implied(share, part, part.rounded.scaled(HUNDRED).over(share.band)))
    return tuple(made)


def _is_part(case: Case, figure: Figure) -> bool:
    asked = figure.question
    same = asked.subject == case.question.subject and asked.place == case.question.place
    return same and asked.indicator == case.indicator.share_of and asked.basis == case.question.basis


def _distance(share: Figure, part: Figure) -> tuple[bool, bool, int]:
    return part.source.key != share.source.key, part.origin != share.origin, part.id


def candidates(case: Case) -> tuple[Figure, ...]:
    """List the wholes in the library: every edition, class and claim for the denominator's place."""
    found = [
        figure
        for figure in case.around
        if figure.question.indicator == case.indicator.share_of
        and figure.question.place == case.question.denominator
        and figure.question.modality == "actual"
        and figure.quantity.single is not None
        and figure.middle > 0
    ]
    return tuple(sorted(found, key=lambda figure: (figure.source.issued, figure.id)))


def eligible(case: Case, one: Implied, wholes: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Leave out what was printed only after the share was: it cannot have been its denominator."""
    issued = one.share.source.issued
    if not issued:
        return wholes
    return tuple(whole for whole in wholes if whole.source.issued[: len(issued)] <= issued[: len(whole.source.issued)])


def chance_of(one: Implied, wholes: tuple[Figure, ...]) -> Decimal:
    """Estimate how many of the wholes would fit if they lay anywhere between the smallest and the largest."""
    values = sorted(whole.middle for whole in wholes)
    if len(values) < 2 or values[0] == values[-1] or one.whole.low is None or one.whole.high is None:
        return Decimal(0)
    low, high = max(one.whole.low, values[0]), min(one.whole.high, values[-1])
    return max(high - low, Decimal(0)) / (values[-1] - values[0]) * len(values)


def groups(implied: tuple[Implied, ...]) -> list[tuple[Implied, ...]]:
    """Group shares that are the same after rounding; in each the one whose words can be opened leads.

    Groups that can be opened come first, then the higher share.
    """
    made: list[list[Implied]] = []
    for one in sorted(implied, key=lambda one: (_hearsay(one), one.share.middle, one.share.id)):
        home = next((group for group in made if group[0].share.rounded.meets(one.share.rounded)), None)
        if home is None:
            made.append([one])
        else:
            home.append(one)
    return [tuple(group) for group in sorted(made, key=lambda group: (_hearsay(group[0]), -group[0].share.middle))]


def printed_values(group: tuple[Implied, ...]) -> list[Implied]:
    """Give one share for each printed value of a group, its lead first: 37.8% needs a narrower total than 38%."""
    lead, *others = group
    found = {lead.share.band: lead}
    for one in sorted(others, key=_first_printed):
        found.setdefault(one.share.band, one)
    return list(found.values())


def _first_printed(one: Implied) -> tuple[bool, bool, str, int]:
    source = one.share.source
    return _hearsay(one), bool(source.copy_of), source.issued.ljust(10, "9"), one.share.id


def _hearsay(one: Implied) -> bool:
    return one.share.locator.start is None


def all_fit(case: Case, implied: tuple[Implied, ...], wholes: tuple[Figure, ...]) -> bool:
    """Say whether every share finds a whole of its time."""
    return all(any(one.fits(whole) for whole in eligible(case, one, wholes)) for one in implied)


def _same_ground(case: Case, implied: tuple[Implied, ...]) -> Iterator[str]:
    """Say what the quarrelling shares agree on: the amount, and the share of another whole."""
    leads = [group[0] for group in groups(implied)]
    if len(leads) < 2:
        return
    parts = _agreeing({one.part.key: one.part for one in leads}.values())
    if len(parts) < 2 and len({one.part.key for one in leads}) > 1:
        yield f"The amounts differ too: {_list(one.part for one in leads)}."
        return
    said = [f"Same amount: {_list(parts)}"]
    for denominator, figures in _sibling_shares(case, {one.share.source.key for one in leads}).items():
        alike = _agreeing(figures)
        if len(alike) > 1:
            said.append(f"same share of {safe(case.name(denominator))}: {_list(alike)}")
    one = len({lead.share.origin for lead in leads}) == 1
    so = "The shares go back to one statement: a copy may have changed" if one else "So the denominators differ"
    yield f"{'; '.join(said)}. {so}."


def _agreeing(figures: Iterable[Figure]) -> list[Figure]:
    """Keep the largest set of figures that are the same after rounding as one of them."""
    every = list(figures)
    return max(([other for other in every if one.rounded.meets(other.rounded)] for one in every), key=len, default=[])


def _sibling_shares(case: Case, sources: set[str]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in case.around:
        asked = figure.question
        alike = asked.indicator == case.question.indicator and asked.basis == case.question.basis
        if alike and asked.place == case.question.place and figure.source.key in sources:
            found.setdefault(asked.denominator, []).append(figure)
    return found


def _list(figures: Iterable[Figure]) -> str:
    return ", ".join(f"{cite(figure)} ({label(figure)})" for figure in figures)


def _needs(case: Case, implied: tuple[Implied, ...]) -> str:
    world = case.question.denominator == "world"
    name = "a world total" if world else f"a total for {safe(case.name(case.question.denominator))}"
    said = []
    for group in groups(implied):
        for place, one in enumerate(printed_values(group)):
            which = ", which is the same after rounding," if place else ""
            total = span(one.whole, one.part.quantity.unit)
            said.append(f"{cite(one.share)}{which} needs {'one' if place else name} of {total}")
    return "; ".join(said) + "."


def _judged(case: Case, implied: tuple[Implied, ...], wholes: tuple[Figure, ...]) -> Iterator[str]:
    for lead in (one for group in groups(implied) for one in printed_values(group)):
        open_to_it = eligible(case, lead, wholes)
        fitting = [whole for whole in open_to_it if lead.fits(whole)]
        verdict = _fit(lead, fitting) if fitting else _no_fit(lead, open_to_it)
        yield "\n" + " ".join((verdict, *_current(lead, open_to_it)))


def _fit(lead: Implied, fitting: list[Figure]) -> str:
    best = min(fitting, key=lambda whole: abs(lead.share_by(whole) - lead.share.middle))
    others = f", as {'does' if len(fitting) == 2 else 'do'} {len(fitting) - 1} more," if len(fitting) > 1 else ""
    return (
        f"{cite(lead.share)}: {cite(best)} of {label(best)} ({_class(best)}){others} fits, for "
        f"{short(lead.part.middle, lead.part.quantity.unit)} of it is {lead.share_by(best):.1f}%."
    )


def _no_fit(lead: Implied, wholes: tuple[Figure, ...]) -> str:
    until = f" up to {lead.share.source.issued}" if lead.share.source.issued else ""
    return f"{cite(lead.share)}: no total printed{until} fits{_nearest(lead, wholes)}."


def _nearest(lead: Implied, wholes: tuple[Figure, ...]) -> str:
    near = min(wholes, key=lambda whole: abs(lead.share_by(whole) - lead.share.middle), default=None)
    if near is None:
        return ", for the library holds none"
    return f"; nearest is {cite(near)} of {label(near)}, which makes {lead.share_by(near):.1f}%"


def _current(one: Implied, wholes: tuple[Figure, ...]) -> Iterator[str]:
    """Say what the share would be by the edition that was current when it was printed."""
    editions = [whole for whole in wholes if whole.source.series and whole.source.issued and whole.kind == "stated"]
    if not editions or not one.share.source.issued:
        return
    last = max(editions, key=lambda whole: (whole.source.issued, -whole.id))
    if not one.fits(last):
        yield f"By {label(last)} ({cite(last)}) it would be {one.share_by(last):.0f}%."


def _class(figure: Figure) -> str:
    return safe(figure.question.basis) or "class not stated"


def _ratio(implied: tuple[Implied, ...]) -> Decimal | None:
    """Measure by what factor the wholes that the shares need differ."""
    values = [group[0].share.middle for group in groups(implied)]
    return max(values) / min(values) if len(values) > 1 and min(values) else None
