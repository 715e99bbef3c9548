"""Series: what the figures of one combination show over time, and what one source changes in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.comparison import compare
from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.finding import Outcome
from rareearth_gui.domain.interval import Interval
from rareearth_gui.domain.printing import span
from rareearth_gui.domain.unit import UNITS, unit
from rareearth_gui.ops.topic import PARTS
from rareearth_gui.store import series as shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from rareearth_gui.domain.evidence import Figure, Indicator
    from rareearth_gui.domain.unit import Unit
    from rareearth_gui.ops.topic import Combination

MOST_DRAWN = 5000
"""Figures of one combination that are read for a plot; the table lists them all."""
MOST_NAMED = 6
MOST_SOURCES_NAMED = 3
Figures = tuple["Figure", ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the source switch: a source, or all editions of one series, and what it alone changes.

    `settles` counts the periods that would no longer disagree without it; `place` is its rank by figures,
    by which the plot colours it.
    """

    name: str
    titles: tuple[str, ...]
    figures: int
    settles: int
    place: int


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one combination: those that stand on one axis, with a period and without, and the others."""

    indicator: Indicator
    unit: Unit
    dated: Figures
    undated: Figures
    other_units: Figures
    left_out: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def has_course(self) -> bool:
        """Say whether there is more than one period, so that an axis of time says something."""
        return len(periods(self.dated)) > 1

    @property
    def drawn(self) -> Figures:
        """Give the figures of the plot: over time, or side by side when time has nothing to say."""
        return self.dated if self.has_course else (*self.dated, *self.undated)


def series(connection: sqlite3.Connection, indicator: Indicator, combination: Combination) -> Series:
    """Read the figures of one combination."""
    parts = tuple(combination.part(name) for name in PARTS)
    figures = shelf.figures(connection, indicator.key, parts, MOST_DRAWN)
    return sort_out(indicator, figures, max(0, combination.figures - MOST_DRAWN))


def sort_out(indicator: Indicator, figures: Figures, left_out: int = 0) -> Series:
    """Part the figures into those with a period, those without, and those in units that do not meet the others'."""
    dimensions = Counter(figure.quantity.unit.dimension for figure in figures)
    usual = dimensions.most_common(1)[0][0] if dimensions else unit(indicator.unit).dimension
    axis = next(one for one in UNITS.values() if one.dimension == usual and one.factor == 1)
    alike = sorted((one for one in figures if one.quantity.unit.dimension == usual), key=_by_period)
    dated = tuple(one for one in alike if one.question.period.start)
    undated = tuple(one for one in alike if not one.question.period.start)
    others = tuple(one for one in figures if one.quantity.unit.dimension != usual)
    drawn = Series(indicator, axis, dated, undated, others).drawn
    return Series(indicator, axis, dated, undated, others, left_out, lines(drawn, indicator))


def _by_period(figure: Figure) -> tuple[str, str, str, int]:
    period = figure.question.period
    return period.start, period.end, figure.source.label, figure.id


def periods(figures: Iterable[Figure]) -> tuple[str, ...]:
    """List the periods of figures in order of time."""
    return tuple(sorted({figure.question.period.key for figure in figures if figure.question.period.start}))


def disagreeing(figures: Iterable[Figure], indicator: Indicator) -> frozenset[str]:
    """Give the periods (blank: not stated) on which two figures contradict each other."""
    return frozenset(some[0].question.period.key for some in quarrels(figures, indicator))


def quarrels(figures: Iterable[Figure], indicator: Indicator) -> list[list[Figure]]:
    """Group figures by their question, and keep the groups in which two contradict each other."""
    asked: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        asked[figure.question.key].append(figure)
    return [some for some in asked.values() if contradict(some, indicator)]


def contradict(figures: list[Figure], indicator: Indicator) -> bool:
    """Find out whether any two contradict; the likeliest pairs, the lowest against the highest, are tried first."""
    if _all_meet([figure.band for figure in figures]):
        return False  # and thousands need not be compared with thousands
    upwards = sorted(figures, key=lambda figure: (figure.middle, figure.id))
    return any(
        compare(low, high, indicator).outcome is Outcome.CONTRADICT
        for place, low in enumerate(upwards)
        for high in reversed(upwards[place + 1 :])
    )


def _all_meet(bands: list[Interval]) -> bool:
    lows = [band.low for band in bands if band.low is not None]
    highs = [band.high for band in bands if band.high is not None]
    if not lows or not highs or max(lows) < min(highs):
        return True
    return max(lows) == min(highs) and not any(band.low_open or band.high_open for band in bands)


def source_name(figure: Figure) -> str:
    """Name a source as the switch and the key of the plot do: the series of which it is an edition, else its label."""
    return figure.source.series or figure.source.label


def lines(figures: Figures, indicator: Indicator) -> tuple[Line, ...]:
    """List the sources for the switch; what settles most comes first, then what has most figures."""
    apart = quarrels(figures, indicator)
    by_name: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_name[source_name(figure)].append(figure)
    ranked = sorted(by_name, key=lambda name: -len(by_name[name]))
    made = [
        Line(name, _titles(by_name[name]), len(by_name[name]), _settled(name, apart, indicator), place)
        for place, name in enumerate(ranked)
    ]
    return tuple(sorted(made, key=lambda line: (-line.settles, line.place)))


def _titles(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(sorted({figure.source.title for figure in figures}))


def _settled(name: str, apart: list[list[Figure]], indicator: Indicator) -> int:
    touched = [some for some in apart if any(source_name(figure) == name for figure in some)]
    return sum(not contradict([one for one in some if source_name(one) != name], indicator) for some in touched)


def left(series: Series, hidden: frozenset[str]) -> Figures:
    """Give the drawn figures that are left when the sources of some names are switched off."""
    return tuple(figure for figure in series.drawn if source_name(figure) not in hidden)


def told(series: Series, hidden: frozenset[str] = frozenset()) -> str:
    """Say in a sentence what is drawn, or what the sources that are switched off change in it."""
    hidden &= {line.name for line in series.lines}
    if not series.drawn:
        return "There are no figures to draw."
    return _without(series, hidden) if hidden else _whole(series)


def _whole(series: Series) -> str:
    figures, times = series.drawn, periods(series.drawn)
    sources, origins = {figure.source.key for figure in figures}, {figure.origin for figure in figures}
    said = f"{counted(len(figures), 'figure')} from {counted(len(sources), 'source')}"
    said += f" ({counted(len(origins), 'origin')})" if len(origins) < len(sources) else ""
    said += f" on {len(times)} periods" if len(times) > 1 else ""
    apart = disagreeing(figures, series.indicator)
    if len(figures) == 1:
        return f"{said}."
    if not apart:
        return f"{said}; no two on one question contradict each other."
    if len(times) < 2:
        return f"{said}; they contradict each other."
    return f"{said}; {counted(len(apart), 'period')} {_verb(len(apart), 'disagrees', 'disagree')} ({_named(apart)})."


def _without(series: Series, hidden: frozenset[str]) -> str:
    rest = left(series, hidden)
    if not rest:
        return "Every source is switched off: tick one to draw its figures."
    clauses = [_settlement(series, rest), *_losses(series, rest), *_narrowing(series, rest)]
    if {figure.origin for figure in rest} == {figure.origin for figure in series.drawn}:
        clauses.append("no origin is lost")
    return f"Without {_sources(series, hidden)}: {'; '.join(clauses)}."


def _settlement(series: Series, rest: Figures) -> str:
    """Say which disagreements end."""
    before, after = disagreeing(series.drawn, series.indicator), disagreeing(rest, series.indicator)
    every = len(periods(series.drawn))
    if not before:
        return "still no contradiction"
    if every < 2:
        return f"the figures {'still' if after else 'no longer'} contradict each other"
    if before == after:
        return f"still {len(after)} of {every} periods {_verb(len(after), 'disagrees', 'disagree')}"
    settled = before - after
    verb = _verb(len(settled), "disagrees", "disagree")
    remaining = f", {len(after)} still {_verb(len(after), 'does', 'do')}" if after else ""
    return f"{len(settled)} of {every} periods no longer {verb} ({_named(settled)}){remaining}"


def _losses(series: Series, rest: Figures) -> list[str]:
    """Say which periods lose all their figures, and how many are left with a single origin."""
    gone = set(periods(series.drawn)) - set(periods(rest))
    before, after = _witnesses(series.drawn), _witnesses(rest)
    alone = [time for time, origins in after.items() if origins == 1 and before[time] > 1]
    said = []
    if gone:
        said.append(f"{counted(len(gone), 'period')} {_verb(len(gone), 'has', 'have')} no figure left ({_named(gone)})")
    if alone and len(after) > 1:
        said.append(f"{counted(len(alone), 'period')} {_verb(len(alone), 'rests', 'rest')} on one origin alone")
    elif alone:
        said.append("what is left rests on one origin alone")
    return said


def _witnesses(figures: Figures) -> dict[str, int]:
    origins: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        origins[figure.question.period.key].add(figure.origin)
    return {time: len(found) for time, found in origins.items()}


def _narrowing(series: Series, rest: Figures) -> list[str]:
    """Say how the span of the printed values changes."""
    before, after = (_reach(figures) for figures in (series.drawn, rest))
    return [] if before == after else [f"values left: {span(after, series.unit)} (all: {span(before, series.unit)})"]


def _reach(figures: Figures) -> Interval:
    values = [figure.middle for figure in figures]
    return Interval(min(values), max(values))


def aside(series: Series) -> str:
    """Say which figures of the combination are not drawn, and why; blank when all are."""
    said = []
    if series.has_course and series.undated:
        said.append(f"{counted(len(series.undated), 'figure')} without a period")
    if series.other_units:
        labels = ", ".join(sorted({figure.quantity.unit.key for figure in series.other_units}))
        said.append(f"{counted(len(series.other_units), 'figure')} in {labels}, which no stated bridge converts")
    if series.left_out:
        said.append(f"{counted(series.left_out, 'later figure')} beyond the first {MOST_DRAWN:,}")
    return f"Not drawn, but in the table: {'; '.join(said)}." if said else ""


def _sources(series: Series, hidden: frozenset[str]) -> str:
    """Name the sources that are switched off."""
    names = [_with_editions(line) for line in series.lines if line.name in hidden]
    if len(names) > MOST_SOURCES_NAMED:
        return f"{len(names)} sources"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_editions(line: Line) -> str:
    return f"{line.name} ({len(line.titles)} editions)" if len(line.titles) > 1 else line.name


def _named(times: Iterable[str]) -> str:
    known = sorted(times)
    return ", ".join(known if len(known) <= MOST_NAMED else [*known[:3], "…", known[-1]])


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
