"""All that is shown on one question at once: side by side, standing, safe sentence, missing facts; read together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rareearth_gui.domain.counted import counted
from rareearth_gui.domain.ruling import evidence_of, fingerprint
from rareearth_gui.ops import adjudicate, compare, sentence, settle

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.ops.adjudicate import Standing
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ops.sentence import SafeSentence
    from rareearth_gui.ops.settle import MissingFact


@dataclass(frozen=True, slots=True)
class Opinion:
    """A comparison with its heading; for a question also how it stands. `seen` is the evidence's fingerprint."""

    title: str
    side: SideBySide
    question: int | None = None
    standing: Standing | None = None
    sentence: SafeSentence | None = None
    missing: tuple[MissingFact, ...] = ()
    seen: str = ""


def of_question(connection: sqlite3.Connection, number: int) -> Opinion:
    """Read everything on a question."""
    side = compare.question(connection, number)
    return Opinion(
        compare.title(connection, number),
        side,
        number,
        adjudicate.standing(connection, number),
        sentence.strongest(connection, number),
        settle.missing(connection, number),
        fingerprint(evidence_of(side.case)),
    )


def of_chosen(connection: sqlite3.Connection, ids: Sequence[int]) -> Opinion:
    """Read figures that a person picked; they are compared, not ruled on."""
    return Opinion(f"{counted(len(ids), 'figure')} that you chose", compare.chosen(connection, ids))
