"""Adjudicate: rule on a question, withdraw a ruling, snooze, note, log a search; each act whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.ruling import Verdict, difference, evidence_of, fingerprint
from rareearth_gui.ops import ruled
from rareearth_gui.ops.recheck import recheck_in_transaction, state_of
from rareearth_gui.store import chain, conflicts, faults, notes, rulings
from rareearth_gui.store.figures import Cases
from rareearth_gui.store.library import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from rareearth_gui.domain.evidence import Case
    from rareearth_gui.store.rulings import Ruling

CHANGED = frozenset({Kind.CONFLICT, Kind.RULING})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: its last act, every act, and what has changed since the evidence was seen."""

    state: str
    last: Ruling | None
    acts: tuple[Ruling, ...]
    changes: tuple[str, ...]


def rule(
    connection: sqlite3.Connection, question_id: int, verdict: Verdict, *, author: str = "", seen: str = ""
) -> frozenset[Kind]:
    """Write a verdict down. Refused when something is missing, or the evidence is no longer the one that was `seen`.

    `seen` is the fingerprint of the evidence on the person's screen; blank: whatever stands now.
    """
    case = Cases(connection).case(question_id)
    missing = verdict.faults(case)
    if missing:
        raise Refused(" ".join(missing), "Nothing was written down.")
    if seen and seen != fingerprint(evidence_of(case)):
        raise Refused(
            "The evidence has changed since this question was opened.", "Look at it again; nothing was ruled."
        )
    _append(connection, question_id, "rule", verdict, case, author=author)
    return CHANGED


def withdraw(connection: sqlite3.Connection, question_id: int, reason: str, *, author: str = "") -> frozenset[Kind]:
    """Take the current ruling or snooze back: an act of its own, after which the question is open again."""
    last = rulings.current(connection, question_id)
    if last is None or last.act == "withdraw":
        raise Refused("There is no ruling on this question to withdraw.", "Nothing was changed.")
    verdict = Verdict("", (), _reason(reason))
    _append(connection, question_id, "withdraw", verdict, Cases(connection).case(question_id), author=author)
    return CHANGED


def snooze(
    connection: sqlite3.Connection, question_id: int, until: str, reason: str, *, author: str = ""
) -> frozenset[Kind]:
    """Set a question aside until a day, with a reason; it comes back by itself."""
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise Refused(f"{until!r} is not a date.", "Write it as 2027-01-31.") from None
    if day <= datetime.now(UTC).date():
        raise Refused("A question can be snoozed only until a later day.", "Choose a day after today.")
    verdict = Verdict("", (), _reason(reason))
    case = Cases(connection).case(question_id)
    _append(connection, question_id, "snooze", verdict, case, author=author, until=until)
    return CHANGED


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("Write the reason.", "Nothing was changed.")
    return text.strip()


def _append(
    connection: sqlite3.Connection,
    question_id: int,
    act: str,
    verdict: Verdict,
    case: Case,
    *,
    author: str,
    until: str = "",
) -> None:
    evidence, figures = evidence_of(case), ruled.seen(case, verdict.stands)
    title, _ = conflicts.question_words(connection, question_id)
    who, at = author.strip() or chain.person(), now()
    with transaction(connection):
        faults.hit("ruling-begun")
        number = rulings.append(
            connection,
            question_id,
            act,
            verdict,
            until=until,
            author=who,
            at=at,
            fingerprint=fingerprint(evidence),
            evidence=evidence,
        )
        faults.hit("ruling-written")
        chain.append(
            connection,
            act=act,
            record=Kind.QUESTION.id(question_id),
            who=who,
            title=title,
            says=_says(act, verdict, until, figures),
            detail={"ruling": Kind.RULING.id(number), "figures": figures},
        )
        faults.hit("ruling-audited")
        recheck_in_transaction(connection, [question_id])
        faults.hit("ruling-rechecked")
    faults.hit("ruling-committed")


def _says(act: str, verdict: Verdict, until: str, figures: Sequence[ruled.Seen]) -> str:
    about = f" (on {ruled.named(figures)})" if figures else ""
    if act == "rule":
        standing = [figure for figure in figures if figure["stands"] == "yes"]
        stands = f"; stands: {ruled.named(standing)}" if standing else ""
        return f"{verdict.outcome}{stands}: {verdict.reason}{about}"
    return f"{f'until {until}: ' if until else ''}{verdict.reason}{about}"


def standing(connection: sqlite3.Connection, question_id: int) -> Standing:
    """Tell how a question stands and, when a review is owed, what has changed."""
    last = rulings.current(connection, question_id)
    if last is None:
        return Standing("open", None, (), ())
    now_seen = evidence_of(Cases(connection).case(question_id))
    changes = difference(last.evidence, now_seen)
    return Standing(state_of(last, now_seen), last, tuple(rulings.all_of(connection, question_id)), changes)


def note(connection: sqlite3.Connection, record: str, text: str, *, author: str = "") -> frozenset[Kind]:
    """Put a note on a record (an id such as F12)."""
    if not text.strip():
        raise Refused("The note is empty.", "Nothing was written down.")
    who = author.strip() or chain.person()
    with transaction(connection):
        notes.append(connection, record, text.strip(), who, now())
        chain.append(connection, act="note", record=record, title=record, says=text.strip(), who=who)
    return frozenset({Kind.RULING})


def searched(
    connection: sqlite3.Connection, question_id: int, fact: str, looked_in: str, *, found: bool
) -> frozenset[Kind]:
    """Log that a missing fact was looked for: "searched, not found" is a result that others need."""
    if not looked_in.strip():
        raise Refused("Write where you looked.", "Nothing was written down.")
    who, result = chain.person(), "found" if found else "not found"
    with transaction(connection):
        notes.log_search(connection, question_id, fact, looked_in.strip(), result, who, now())
        says = f"{fact}: looked in {looked_in.strip()}, {result}"
        record = Kind.QUESTION.id(question_id)
        title, _ = conflicts.question_words(connection, question_id)
        chain.append(connection, act="search", record=record, title=title, says=says, who=who)
    return frozenset({Kind.RULING})


def searches(connection: sqlite3.Connection, question_id: int) -> Sequence[tuple[str, str, str, str, str]]:
    """List what was looked for on a question: fact, where, result, who, when."""
    return notes.searches(connection, question_id)


def now() -> str:
    """Give this moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
