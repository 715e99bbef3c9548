"""What would settle it: the missing facts of a quarrel, the one that would decide most first, and the search log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.ops import compare
from rareearth_gui.store import notes, records

if TYPE_CHECKING:
    import sqlite3

    from rareearth_gui.domain.evidence import Figure
    from rareearth_gui.ops.compare import SideBySide


_LANGUAGES = {"zh": "Chinese", "en": "English", "ja": "Japanese", "ru": "Russian", "de": "German"}


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that nobody in the library states: what it is, why it would help, how many conflicts hang on it."""

    words: str
    why: str
    decides: int
    searched: tuple[tuple[str, str, str, str], ...]
    """Searches for it so far: looked in, result, who, when."""


def missing(connection: sqlite3.Connection, question_id: int) -> tuple[MissingFact, ...]:
    """List the missing facts of a question, the one that would decide most conflicts first."""
    side = compare.question(connection, question_id)
    log = notes.searches(connection, question_id)
    found: dict[str, MissingFact] = {}
    for words, why, figure in _facts(side, records.translated(connection)):
        decides = records.conflicts_of_source(connection, figure.source.id)
        searched = tuple((where, result, who, at) for fact, where, result, who, at in log if fact == words)
        found.setdefault(words, MissingFact(words, why, max(decides, 1), searched))
    return tuple(sorted(found.values(), key=lambda fact: (-fact.decides, fact.words)))


def _facts(side: SideBySide, translated: dict[int, str]) -> list[tuple[str, str, Figure]]:
    """Name what is missing for each quarrelling witness: a denominator, an original, a basis, a date, a place."""
    made = []
    quarrelling = len(side.groups) > 1
    for figure in side.counted if quarrelling else ():
        label = figure.source.label
        if side.denominators is not None:
            made.append(
                (
                    f"the {side.case.name(figure.question.denominator).lower()} total that {label} divided by",
                    f"it would show whether {figure.said} rests on another denominator or is a slip",
                    figure,
                )
            )
        language = translated.get(figure.source.id, "")
        if language:
            made.append(
                (
                    f"the {_LANGUAGES.get(language, language)} original of {label}",
                    f"it would show whether {figure.said} is what was said, or came in with the translation",
                    figure,
                )
            )
        if not figure.question.basis:
            made.append(
                (f"what exactly {label} counts", "without a basis the figures may not answer one question", figure)
            )
        if not figure.source.issued:
            made.append((f"the date of {label}", "an edition can be told only from a date", figure))
        if figure.via and figure.locator.start is None:
            made.append(
                (f"the printed page of {label}", f"{figure.said} was read at second hand, in {figure.via}", figure)
            )
    return made
