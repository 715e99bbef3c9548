"""Share: the denominator detective. Which whole makes a share true, what each implies, what fits by chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rareearth_gui.checks.check import cite
from rareearth_gui.domain.evidence import Case, Figure
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import short, span

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
    tried = sum(len(eligible(case, one, wholes)) for one in implied)
    chance = sum((chance_of(one, eligible(case, one, wholes)) for one in implied), Decimal(0))
    fitting = [whole for one in implied for whole in eligible(case, one, wholes) if one.fits(whole)]
    sentences = [*_same_ground(case, implied), _needs(case, implied), *_judged(case, implied, wholes)]
    sentences.append(
        f"Tried {tried} {'combination' if tried == 1 else 'combinations'} of a share with a printed total; "
        f"about {chance:.1f} would fit by chance."
    )
    keys = dict.fromkeys(figure.key for one in implied for figure in (one.share, one.part))
    keys |= dict.fromkeys(whole.key for whole in fitting)
    several = len(groups(implied)) > 1
    yield Finding(
        NAME,
        Outcome.EXPLAINS if fitting else Outcome.UNEXPLAINED,
        tuple(keys),
        " ".join(sentences),
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
            made.append(Implied(share, part, part.rounded.over(share.band)))
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
    """Group shares that are the same after rounding, lowest first, then as printed."""
    made: list[list[Implied]] = []
    for one in sorted(implied, key=lambda one: (one.share.middle, one.share.id)):
        home = next((group for group in made if group[0].share.rounded.meets(one.share.rounded)), None)
        if home is None:
            made.append([one])
        else:
            home.append(one)
    return [tuple(group) for group in made]


def all_fit(case: Case, implied: tuple[Implied, ...], wholes: tuple[Figure, ...]) -> bool:
    """Say whether every share finds a whole of its time."""
    return all(any(one.fits(whole) for whole in eligible(case, one, wholes)) for one in implied)


def _same_ground(case: Case, implied: tuple[Implied, ...]) -> Iterator[str]:
    """Say what the quarrelling shares agree on: the amount, and the share of another whole."""
    if len(groups(implied)) < 2:
        return
    parts = {one.part.key: one.part for one in implied}
    first = next(iter(parts.values()))
    if not all(first.rounded.meets(part.rounded) for part in parts.values()):
        yield f"The amounts differ too: {_list(parts.values())}."
        return
    said = [f"Same amount: {_list(parts.values())}"]
    sources = {one.share.source.key for one in implied}
    for denominator, figures in _sibling_shares(case, sources).items():
        if len(figures) > 1 and all(figures[0].rounded.meets(other.rounded) for other in figures):
            said.append(f"same share of {case.name(denominator)}: {_list(figures)}")
    yield "; ".join(said) + ". So the denominators differ."


def _sibling_shares(case: Case, sources: set[str]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in case.around:
        asked = figure.question
        alike = asked.indicator == case.question.indicator and asked.basis == case.question.basis
        if alike and asked.place == case.question.place and figure.source.key in sources:
            found.setdefault(asked.denominator, []).append(figure)
    return found


def _list(figures: Iterable[Figure]) -> str:
    return ", ".join(f"{cite(figure)} ({figure.source.publisher or figure.source.title})" for figure in figures)


def _needs(case: Case, implied: tuple[Implied, ...]) -> str:
    whole = case.name(case.question.denominator).lower() if case.question.denominator == "world" else None
    name = f"a {whole} total" if whole else f"a total for {case.name(case.question.denominator)}"
    said = [
        f"{cite(one.share)} needs {name} of {span(one.whole, one.part.quantity.unit)}"
        for one in reversed([group[0] for group in groups(implied)])
    ]
    return "; ".join(said) + "."


def _judged(case: Case, implied: tuple[Implied, ...], wholes: tuple[Figure, ...]) -> Iterator[str]:
    for group in reversed(groups(implied)):
        one = group[0]
        open_to_it = eligible(case, one, wholes)
        fitting = [whole for whole in open_to_it if one.fits(whole)]
        later = len(wholes) - len(open_to_it)
        if fitting:
            best = min(fitting, key=lambda whole: abs(one.share_by(whole) - one.share.middle))
            others = f" and {len(fitting) - 1} more" if len(fitting) > 1 else ""
            yield (
                f"{cite(best)} of {best.source.title} ({_class(best)}){others} fits {cite(one.share)}: "
                f"{short(one.part.middle, one.part.quantity.unit)} of it is {one.share_by(best):.1f}%."
            )
        else:
            yield f"No printed total in the library up to {one.share.source.issued or 'any date'} fits {cite(one.share)}"
            yield _nearest(one, open_to_it)
        yield from _current(one, open_to_it)
        if later:
            yield f"({later} later totals set aside for {cite(one.share)}.)"


def _nearest(one: Implied, wholes: tuple[Figure, ...]) -> str:
    near = min(wholes, key=lambda whole: abs(one.share_by(whole) - one.share.middle), default=None)
    if near is None:
        return "because there is none."
    return f"(nearest: {cite(near)} of {near.source.title}, which makes {one.share_by(near):.1f}%)."


def _current(one: Implied, wholes: tuple[Figure, ...]) -> Iterator[str]:
    """Say what the share would be by the edition that was current when it was printed."""
    editions = [whole for whole in wholes if whole.source.series and whole.source.issued and whole.kind == "stated"]
    if not editions or not one.share.source.issued:
        return
    last = max(editions, key=lambda whole: (whole.source.issued, -whole.id))
    if not one.fits(last):
        yield f"By {last.source.series} {last.source.edition} ({cite(last)}) it would be {one.share_by(last):.0f}%."


def _class(figure: Figure) -> str:
    return figure.question.basis or "class not stated"


def _ratio(implied: tuple[Implied, ...]) -> Decimal | None:
    """Measure by what factor the wholes that the shares need differ."""
    ordered = [group[0] for group in groups(implied)]
    first, last = ordered[0], ordered[-1]
    if len(ordered) < 2 or not first.share.middle:
        return None
    return last.share.middle / first.share.middle
