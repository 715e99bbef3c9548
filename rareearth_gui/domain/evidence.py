"""Evidence: sources, the place in a source, figures, the questions they answer, and a case to judge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rareearth_gui.domain.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from rareearth_gui.domain.interval import Interval
    from rareearth_gui.domain.quantity import Quantity
    from rareearth_gui.domain.reading import Reading
    from rareearth_gui.domain.relation import Relation

SHORT_TITLE = 4
"""Words of a title that stand for a source whose publisher is not named."""
BEHIND = frozenset({"以上", "左右", "以内", "以下"})
"""Chinese hedges that stand behind their number."""
COUNT = "count"
"""The dimension of whole numbers of things."""
QUESTION_PARTS = ("indicator", "subject", "place", "period", "basis", "denominator", "modality")


@dataclass(frozen=True, slots=True)
class Source:
    """One edition of one document. `origin` names the statement it goes back to (itself when it is its own)."""

    id: int
    key: str
    title: str
    publisher: str
    issued: str
    kind: str
    origin: str
    series: str = ""
    edition: str = ""
    copy_of: str = ""

    @property
    def label(self) -> str:
        """Name the source briefly."""
        return label(self.title, self.publisher, self.issued, self.series, self.edition)


def label(title: str, publisher: str, issued: str, series: str, edition: str) -> str:
    """Name a source briefly: by its series and edition, else by its publisher, or its title, and the year."""
    if series:
        return f"{series} {edition}".strip()
    named = publisher and not publisher.casefold().startswith("not named")
    name = re.split(r"[(,;]", publisher)[0].strip() if named else _shortened(title)
    return f"{name} {issued[:4]}".strip()


def _shortened(title: str) -> str:
    words = title.split()
    return title if len(words) <= SHORT_TITLE else " ".join(words[:SHORT_TITLE]) + "…"


@dataclass(frozen=True, slots=True)
class Locator:
    """Where the words stand: Python character offsets into the text with that SHA-256, end exclusive."""

    section: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, which parts of a question must match, and of which indicator it is a share."""

    key: str
    name: str
    dimension: str
    unit: str
    match: tuple[str, ...]
    share_of: str = ""

    @property
    def is_amount(self) -> bool:
        """Say whether its figures are so much of something: mass, money or a number of things."""
        return self.dimension.startswith(("mass", "money")) or self.dimension == COUNT


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as keys. Two figures with equal `key` answer the same question."""

    indicator: str
    subject: str = ""
    place: str = ""
    period: Period = field(default_factory=Period)
    basis: str = ""
    denominator: str = ""
    modality: str = "actual"

    @property
    def key(self) -> str:
        """Give the canonical key: the parts in order, folded, with bars between them."""
        return "|".join(_fold(self.part(name)) for name in QUESTION_PARTS)

    def part(self, name: str) -> str:
        """Give one part as canonical text."""
        return self.period.key if name == "period" else str(getattr(self, name))

    def differing_parts(self, other: Question, match: tuple[str, ...]) -> tuple[str, ...]:
        """Name the parts that keep the two from being one question: those in `match`, and the indicator."""
        names = ("indicator", *(name for name in QUESTION_PARTS if name in match))
        return tuple(name for name in names if _fold(self.part(name)) != _fold(other.part(name)))


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("|", "/").split())


@dataclass(frozen=True, slots=True)
class Figure:
    """One source's answer to one question, printed words first.

    `origin_label` is what the source that `origin` names is called, where the library has that source.
    """

    id: int
    key: str
    source: Source
    question: Question
    quantity: Quantity
    printed: str
    locator: Locator
    hedge_words: str = ""
    kind: str = "stated"
    speaker: str = ""
    own_origin: str = ""
    via: str = ""
    note: str = ""
    of_a_whole: bool = False
    origin_label: str = ""

    @property
    def origin(self) -> str:
        """Give the key of the statement this figure goes back to: its own origin or its source's."""
        return self.own_origin or self.source.origin

    @property
    def origin_name(self) -> str:
        """Name the origin for a person: by the source that it is, else by the words of its key."""
        known = self.source.label if self.origin == self.source.key else self.origin_label
        return known or in_words(self.origin)

    @property
    def reading(self) -> Reading:
        """Read the quantity by the table of rules, in the printed unit."""
        return self.quantity.reading(self.question.modality, of_a_whole=self.of_a_whole)

    @property
    def band(self) -> Interval:
        """Give the band that the hedge allows, in the canonical unit."""
        return self.reading.hedge.scaled(self.quantity.unit.factor)

    @property
    def rounded(self) -> Interval:
        """Give the band that rounding alone allows, in the canonical unit."""
        return self.reading.rounding.scaled(self.quantity.unit.factor)

    @property
    def middle(self) -> Decimal:
        """Give one printed value to compute with: the number, or the middle of a range, canonical unit."""
        interval = self.quantity.printed_interval.scaled(self.quantity.unit.factor)
        assert interval.low is not None
        assert interval.high is not None
        return (interval.low + interval.high) / 2

    @property
    def words(self) -> str:
        """Give the figure with the words of its hedge, as it is shown everywhere (a hedge is never stripped)."""
        if not self.hedge_words or self.hedge_words.casefold() in self.printed.casefold():
            return self.printed
        if self.hedge_words in BEHIND:
            return f"{self.printed}{self.hedge_words}"
        return f"{self.hedge_words} {self.printed}"

    @property
    def said(self) -> str:
        """Give the words, with the unit where the print leaves it to a table's head."""
        bare = not any(letter.isalpha() or letter in "%$" for letter in self.printed)
        unit = self.quantity.unit
        return f"{self.words} {unit.label}" if bare and unit.label else self.words


def in_words(key: str) -> str:
    """Write the key of an origin that is no source of the library (a speech, a table) as words."""
    return key.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Case:
    """What a check looks at: the figures on one question and what the library holds around it.

    `around` are figures on neighbouring questions: the parts, the wholes, the same thing at other times;
    `relations` bind figures by arithmetic; `names` turn keys into words. `shared` are figures on other questions that
    two of its sources both answer. `indicators` are all there are, `parents` say of what town or smaller place a
    place is part, `firms` are the subjects that are companies or groups, and `tasks` give the title of the task that
    a figure (key) is a target of.
    """

    question: Question
    indicator: Indicator
    figures: tuple[Figure, ...]
    around: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[Figure, ...] = ()
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    firms: frozenset[str] = frozenset()
    tasks: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Give the words for a key, or the key itself."""
        return self.names.get(key, key)

    def figure(self, key: str) -> Figure | None:
        """Find a figure of the case by its key."""
        every = (*self.figures, *self.around, *self.shared)
        return next((figure for figure in every if figure.key == key), None)
