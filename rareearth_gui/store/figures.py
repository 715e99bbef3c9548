"""Figures and cases: rows of the library made into the values that checks and screens work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.evidence import Case, Figure, Indicator, Locator, Question, Source
from rareearth_gui.domain.period import Period
from rareearth_gui.domain.refused import Refused
from rareearth_gui.domain.relation import Relation
from rareearth_gui.store import questions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

MOST_AROUND = 400
_FIGURE = """SELECT f.id, f.key, f.section, f.start, f."end", f.printed, f.number, f.number_high, f.scale, f.unit,
    f.hedge, f.hedge_words, f.own_low, f.own_high, f.reading_reason, f.kind, f.speaker, f.origin, f.via, f.note,
    q.indicator, q.subject, q.place, q.period, q.basis, q.denominator, q.modality,
    s.id AS s_id, s.key AS s_key, s.title AS s_title, s.publisher AS s_publisher, s.issued AS s_issued,
    s.kind AS s_kind, s.origin AS s_origin, s.series AS s_series, s.edition AS s_edition,
    coalesce(s.copy_of, '') AS s_copy_of, i.dimension
    FROM figure f JOIN question q ON q.id = f.question_id JOIN source s ON s.id = f.source_id
    JOIN indicator i ON i.key = q.indicator"""


def load(connection: sqlite3.Connection, where: str, values: Sequence[object] = ()) -> tuple[Figure, ...]:
    """Load the figures that a condition on f (figure), q (question), s (source) selects, in order of id."""
    cursor = connection.execute(f"{_FIGURE} WHERE {where} ORDER BY f.id", tuple(values))
    names = [column[0] for column in cursor.description]
    return tuple(_figure(dict(zip(names, row, strict=True))) for row in cursor)


def by_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Figure, ...]:
    """Load figures by id, in the order given; Refused when one is not there."""
    wanted = list(dict.fromkeys(ids))
    found = {figure.id: figure for figure in load(connection, f"f.id IN ({_marks(wanted)})", wanted)}
    missing = [f"F{number}" for number in wanted if number not in found]
    if missing:
        raise Refused(f"There is no figure {', '.join(missing)}.", "List the figures to see their ids.")
    return tuple(found[number] for number in wanted)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _figure(row: Mapping[str, object]) -> Figure:
    text = {name: str(value) for name, value in row.items() if value is not None}
    source = Source(
        int(text["s_id"]),
        text["s_key"],
        text["s_title"],
        text["s_publisher"],
        text["s_issued"],
        text["s_kind"],
        text["s_origin"] or text["s_key"],
        text["s_series"],
        text["s_edition"],
        text["s_copy_of"],
    )
    question = Question(
        text["indicator"],
        text["subject"],
        text["place"],
        Period.parse(text["period"]),
        text["basis"],
        text["denominator"],
        text["modality"],
    )
    start, end = row["start"], row["end"]
    return Figure(
        id=int(text["id"]),
        key=text["key"],
        source=source,
        question=question,
        quantity=questions.quantity_of(row, row["own_low"], row["own_high"]),
        printed=text["printed"],
        locator=Locator(
            text["section"], start if isinstance(start, int) else None, end if isinstance(end, int) else None
        ),
        hedge_words=text["hedge_words"],
        kind=text["kind"],
        speaker=text["speaker"],
        own_origin=text["origin"],
        via=text["via"],
        note=text["note"],
        of_a_whole=text["dimension"] == "share",
    )


class Cases:
    """Makes the case of a question: its figures, what stands around them, and the relations that bind them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._indicators = questions.indicators(connection)
        self._names = questions.names(connection)

    def indicator(self, key: str) -> Indicator:
        """Give an indicator by key."""
        return self._indicators[key]

    def case(self, question_id: int) -> Case:
        """Load the case of one question; Refused when there is none."""
        question = self._question(question_id)
        figures = load(self._connection, "f.question_id = ? AND f.withdrawn = ''", (question_id,))
        indicator = self._indicators[question.indicator]
        relations = self._relations(figures)
        around = self._around(question_id, question, indicator, relations)
        return Case(question, indicator, figures, around, relations, self._names)

    def _question(self, question_id: int) -> Question:
        row = self._connection.execute(
            "SELECT indicator, subject, place, period, basis, denominator, modality FROM question WHERE id = ?",
            (question_id,),
        ).fetchone()
        if row is None:
            raise Refused(f"There is no question Q{question_id}.", "List the questions to see their ids.")
        indicator, subject, place, period, basis, denominator, modality = row
        return Question(indicator, subject, place, Period.parse(period), basis, denominator, modality)

    def _relations(self, figures: tuple[Figure, ...]) -> tuple[Relation, ...]:
        ids = [figure.id for figure in figures]
        rows = self._connection.execute(
            f"""SELECT r.id, r.key, r.kind, coalesce(r.source, ''), r.reason, m.role, f.key
            FROM relation r JOIN relation_member m ON m.relation_id = r.id JOIN figure f ON f.id = m.figure_id
            WHERE r.id IN (SELECT relation_id FROM relation_member WHERE figure_id IN ({_marks(ids)}))
            ORDER BY r.id, m.position""",
            ids,
        )
        made: dict[int, Relation] = {}
        for number, key, kind, source, reason, role, figure in rows:
            members = made[number].members if number in made else ()
            made[number] = Relation(key, kind, (*members, (role, figure)), source, reason)
        return tuple(made.values())

    def _around(
        self, question_id: int, question: Question, indicator: Indicator, relations: tuple[Relation, ...]
    ) -> tuple[Figure, ...]:
        """Load what stands near: members of its relations, sibling questions, parts and wholes of a share."""
        keys = [key for relation in relations for _, key in relation.members]
        same_place = "q.indicator = ? AND q.subject = ? AND q.place = ?"
        parts: list[tuple[str, tuple[object, ...]]] = [(same_place, (indicator.key, question.subject, question.place))]
        if indicator.share_of:
            whole = (indicator.share_of, question.subject, question.denominator)
            part = (indicator.share_of, question.subject, question.place)
            parts += [(same_place, whole), (same_place, part)]
        if keys:
            parts.append((f"f.key IN ({_marks(keys)})", tuple(keys)))
        found: dict[int, Figure] = {}
        for condition, values in parts:
            limited = f"f.id IN (SELECT f.id FROM figure f JOIN question q ON q.id = f.question_id WHERE {condition} "
            limited += f"AND f.question_id <> ? AND f.withdrawn = '' ORDER BY f.id LIMIT {MOST_AROUND})"
            for figure in load(self._connection, limited, (*values, question_id)):
                found[figure.id] = figure
        return tuple(found[number] for number in sorted(found))
