"""Recheck: run the checks on questions and write down which of them want a person's eye."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rareearth_gui.checks.check import origins, run
from rareearth_gui.domain.finding import Finding, Outcome
from rareearth_gui.domain.quarrel import foremost
from rareearth_gui.domain.ruling import evidence_of, fingerprint
from rareearth_gui.store import conflicts, rulings
from rareearth_gui.store.conflicts import ConflictRow
from rareearth_gui.store.figures import Cases, out_of_proportion
from rareearth_gui.store.library import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from rareearth_gui.domain.evidence import Case
    from rareearth_gui.store.rulings import Ruling

STEP = 200
OWED = 0.5
"""The suspicion of a question whose figures agree by now, but whose ruling saw other evidence."""


def recheck(
    connection: sqlite3.Connection,
    questions: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Check the given questions (all that may hold a conflict when None) in one transaction; give the conflicts."""
    wanted = sorted(suspects(connection)) if questions is None else list(questions)
    with transaction(connection):
        return recheck_in_transaction(connection, wanted, progress)


def suspects(connection: sqlite3.Connection) -> set[int]:
    """Give the questions that may hold a conflict: no other can."""
    return {*conflicts.suspects(connection), *out_of_proportion(connection)}


def recheck_in_transaction(
    connection: sqlite3.Connection,
    questions: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Check the given questions inside the caller's transaction; give how many conflicts they hold.

    `progress(done, all)` is called after every step; an exception that it raises cancels the whole.
    """
    cases = Cases(connection)
    found = 0
    for start in range(0, len(questions), STEP):
        some = questions[start : start + STEP]
        rows = [row for number in some if (row := judge(connection, cases, number)) is not None]
        conflicts.replace(connection, some, rows)
        found += len(rows)
        if progress is not None:
            progress(min(start + STEP, len(questions)), len(questions))
    return found


def state_of(last: Ruling | None, evidence: dict[str, str]) -> str:
    """Give the state in which the last act leaves a question, on the evidence of now."""
    if last is None or last.act == "withdraw":
        return "open"
    if last.act == "snooze":
        return "snoozed" if last.until > datetime.now(UTC).date().isoformat() else "open"
    return "ruled" if last.fingerprint == fingerprint(evidence) else "review owed"


def judge(connection: sqlite3.Connection, cases: Cases, question_id: int) -> ConflictRow | None:
    """Make the conflict row of a question, or None when nothing on it wants a person's eye."""
    case = cases.case(question_id)
    findings = run(case)
    bad = [finding for finding in findings if finding.outcome is Outcome.CONTRADICT and _is_about(case, finding)]
    last = rulings.current(connection, question_id)
    state = "open" if last is None else state_of(last, evidence_of(case))
    if not bad and state != "review owed":
        return None
    title, words = conflicts.question_words(connection, question_id)
    return ConflictRow(
        id=question_id,
        title=f"{title}: {_against(case, bad[0])}" if bad else f"{title}: ruled on evidence that has changed",
        outcome=bad[0].outcome.value if bad else Outcome.SAME.value,
        checks=", ".join(dict.fromkeys(finding.check for finding in findings)),
        figures=len(case.figures),
        values=len({(figure.middle, figure.quantity.hedge) for figure in case.figures}),
        sources=len({figure.source.key for figure in case.figures}),
        origins=origins(case.figures),
        suspicion=float(bad[0].suspicion) if bad else OWED,
        influence=influence(case),
        state=state,
        until=last.until if last is not None else "",
        words=" ".join((words, *dict.fromkeys(figure.said for figure in case.figures))),
    )


def _is_about(case: Case, finding: Finding) -> bool:
    """Say whether a finding is this question's: what a relation breaks stands in one row, that of its first figure."""
    return any(figure.key == finding.figures[0] for figure in case.figures)


def _against(case: Case, worst: Finding) -> str:
    """Put the quarrel in three words: `30% against 38%`."""
    pair = foremost(case)
    if pair is not None:
        low, high = sorted(pair[:2], key=lambda figure: figure.middle)
        return f"{low.said} against {high.said}"
    figures = [figure for key in worst.figures if (figure := case.figure(key)) is not None]
    own = next((figure for figure in figures if figure in case.figures), figures[0])
    others = [figure.said for figure in figures if figure is not own]
    return f"{own.said} against {' + '.join(others[:3]) if worst.check == 'total' else ', '.join(others[:2])}"


def influence(case: Case) -> float:
    """Weigh how much hangs on a question, on a log scale.

    Sources times origins (how widely it is printed, and how independently), and the figures that arithmetic binds
    to it: members of its relations, parts and wholes of a share.
    """
    sources = len({figure.source.key for figure in case.figures})
    bound = {key for relation in case.relations for _, key in relation.members}
    if case.indicator.share_of:
        bound |= {figure.key for figure in case.around if figure.question.indicator == case.indicator.share_of}
    return math.log2(1 + sources * origins(case.figures) + len(bound))
