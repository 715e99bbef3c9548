"""The solver's speed: how long a case of 50 and of 200 figures takes to weigh anew when one of them is switched off.

Run it as `python -m benchmarks.solver`. Each figure is tied: parts add up to a total, shares are of it, growths tie the
years to each other, limits bound it, and every tenth figure or so quarrels with the rest.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter

from rareearth_gui.domain.evidence import Case, Figure, Indicator, Locator, Question, Source
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.quantity import Quantity
from rareearth_gui.domain.relation import Relation
from rareearth_gui.domain.unit import UNITS
from rareearth_gui.ops.what_if import Web, weigh

SEED, TIMES = 20170929, 15
SIZES = (50, 200)
STOCK = Indicator("stock", "Stock", "mass REO", "t REO", ("place", "period"))


class Inventor:
    """Invents one year after another: four parts and their total, printed twice, two shares, a limit and a growth."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.figures: list[Figure] = []
        self.relations: list[Relation] = []

    def year(self, year: int, last: Figure | None) -> Figure:
        """Add a year and give its total."""
        parts = [self._random.randint(100, 999) * 10 for _ in range(4)]
        wrong = self._random.choice((0, 0, 500))
        stated = [self._figure(str(part), "t REO", year, place) for part, place in zip(parts, "abcd", strict=True)]
        total = self._figure(str(sum(parts) + wrong), "t REO", year, "land")
        again = self._figure(str(sum(parts)), "t REO", year, "land")
        self._relate("sum", total=[total], part=stated)
        self._relate("sum", total=[again], part=stated)
        for part, number in zip(stated[:2], parts, strict=False):
            share = self._figure(f"{Decimal(number) * 100 / sum(parts):.1f}", "%", year, part.question.place, "land")
            self._relate("share", share=[share], part=[part])
        self._relate("bound", value=[total], limit=[self._figure(str(sum(parts) + 90), "t REO", year, "limit")])
        if last is not None:
            change = (total.middle / last.middle - 1) * 100
            growth = self._figure(f"{change:.0f}", "%", year, "land", "growth")
            self._relate("growth", start=[last], end=[total], growth=[growth])
        return total

    def _figure(self, number: str, unit: str, year: int, place: str, denominator: str = "") -> Figure:
        id = len(self.figures) + 1
        source = Source(id % 9, f"paper-{id % 9}", f"Paper {id % 9}", "Printer", "2016", "news", f"paper-{id % 9}")
        period = Period(str(year), str(year))
        asked = Question("share" if denominator else "stock", "salt", place, period, "", denominator)
        stated = Quantity(Decimal(number), UNITS[unit])
        self.figures.append(Figure(id, f"f.{id}", source, asked, stated, number, Locator("", None, None)))
        return self.figures[-1]

    def _relate(self, kind: str, **members: list[Figure]) -> None:
        pairs = tuple((role, figure.key) for role, figures in members.items() for figure in figures)
        self.relations.append(Relation(f"r{len(self.relations)}", kind, pairs))


def web(figures: int) -> Web:
    """Invent a web of so many figures, about the total of its first year."""
    inventor = Inventor(SEED)
    first = last = inventor.year(2000, None)
    while len(inventor.figures) < figures:
        last = inventor.year(2000 + len(inventor.relations), last)
    kept = tuple(inventor.figures[:figures])
    return Web(Case(first.question, STOCK, (first,)), kept, tuple(inventor.relations))


def main() -> None:
    """Print the time to weigh a web with one figure off, the median of several figures."""
    for size in SIZES:
        invented = web(size)
        times = []
        for figure in invented.figures[:: max(1, size // TIMES)]:
            start = perf_counter()
            weighed = weigh(invented, frozenset({figure.key}))
            times.append((perf_counter() - start) * 1000)
        known = "all" if weighed.complete else "some"
        print(f"{size:4} figures, {len(invented.relations)} relations: {median(times):.1f} ms (median), ", end="")
        print(f"{max(times):.1f} ms (longest); {known} sets found, {len(weighed.sets)} about the question")


if __name__ == "__main__":
    main()
