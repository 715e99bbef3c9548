"""Tallies: how many questions, figures and conflicts an indicator or a subject has, kept by triggers.

Counted when a list is read, they would take seconds in a library of a million figures.
"""

from __future__ import annotations

TABLE = """CREATE TABLE tally (
        kind TEXT NOT NULL CHECK (kind IN ('indicator','subject')), key TEXT NOT NULL,
        questions INTEGER NOT NULL DEFAULT 0, figures INTEGER NOT NULL DEFAULT 0, conflicts INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID"""
_COUNTED = (("questions", "question", "id"), ("figures", "figure", "question_id"), ("conflicts", "conflict", "id"))
"""What is counted: the column of the tally, the table, and the column that says on which question a row stands."""


def _step(column: str, which: str, question: str) -> str:
    """Write the statements that move a count by one, up or down (`which`), for the parts of a question."""
    return " ".join(
        f"INSERT INTO tally (kind, key, {column}) SELECT '{part}', q.{part}, {which} FROM question q "
        f"WHERE q.id = {question} ON CONFLICT (kind, key) DO UPDATE SET {column} = {column} + excluded.{column};"
        for part in ("indicator", "subject")
    )


def _trigger(column: str, table: str, question: str, event: str) -> str:
    gone, come = _step(column, "-1", f"OLD.{question}"), _step(column, "1", f"NEW.{question}")
    name, body = {
        "INSERT": ("added", come),
        "DELETE": ("deleted", gone),
        f"UPDATE OF {question}": ("moved", f"{gone} {come}"),
    }[event]
    when = "BEFORE" if event == "DELETE" else "AFTER"  # a question that is deleted must still be read
    return f"CREATE TRIGGER tally_{table}_{name} {when} {event} ON {table} BEGIN {body} END"


TRIGGERS = (
    *(_trigger(*counted, event) for counted in _COUNTED for event in ("INSERT", "DELETE")),
    _trigger("figures", "figure", "question_id", "UPDATE OF question_id"),
)
FILL = tuple(
    f"INSERT INTO tally (kind, key, {column}) SELECT '{part}', q.{part}, sum(n) FROM "
    f"(SELECT {question} AS id, count(*) AS n FROM {table} GROUP BY 1) x JOIN question q ON q.id = x.id GROUP BY 2 "
    f"ON CONFLICT (kind, key) DO UPDATE SET {column} = excluded.{column}"
    for column, table, question in _COUNTED
    for part in ("indicator", "subject")
)


def of(kind: str, key: str, column: str) -> str:
    """Write the expression of one count in a view."""
    return f"coalesce((SELECT {column} FROM tally WHERE kind = '{kind}' AND key = {key}), 0) AS {column}"
