"""Conditions: a typed filter becomes SQL; every typed value is bound, never written into the statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rareearth_gui.store.ddl import SEARCHED
from rareearth_gui.store.reach import reach

if TYPE_CHECKING:
    from rareearth_gui.domain.listing import Filter, Listing, Token

TRIGRAM = 3
_OPERATORS = {"=": "=", "!=": "<>", ">": ">", ">=": ">=", "<": "<", "<=": "<="}
_UNASKABLE = re.compile("[\0\ud800-\udfff]")
_ESCAPE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
LIKE = "LIKE ? ESCAPE '\\'"


class Condition(NamedTuple):
    """What rows of a table, named t, are wanted: SQL with its values and joins, and words for its full-text index."""

    sql: str = ""
    values: tuple[object, ...] = ()
    joins: tuple[str, ...] = ()
    match: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether everything is wanted."""
        return not (self.sql or self.match)


def condition(listing: Listing, wanted: Filter) -> Condition:
    """Turn a filter into a condition on the listing's table."""
    parts = [_token(listing, token) for token in wanted.tokens]
    parts += [_word(listing, word) for word in dict.fromkeys(wanted.words)]
    if wanted.quantity is not None:
        from rareearth_gui.store import amounts  # on first use: a queue is listed at the start without it

        parts.append(Condition(*amounts.condition(wanted.quantity)))
    return Condition(
        " AND ".join(part.sql for part in parts if part.sql),
        tuple(storable(value) for part in parts for value in part.values),
        tuple(join for part in parts for join in part.joins),
        str(storable(" AND ".join(part.match for part in parts if part.match))),
    )


def storable(value: object) -> object:
    """Put a sign that no library holds in place of those that SQLite cannot be asked for."""
    return _UNASKABLE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _token(listing: Listing, token: Token) -> Condition:
    column = listing.column(token.column)
    assert column is not None
    found = reach(listing.kind.value, column.key)
    if token.operator == ":":
        return Condition(f"{found.sql} {LIKE}", (_anywhere(token.value),), found.joins)
    operator = _OPERATORS[token.operator]
    if column.is_number:
        return Condition(f"{found.sql} {operator} CAST(? AS REAL)", (token.value.replace(",", ""),), found.joins)
    return Condition(f"{found.sql} {operator} ? COLLATE NOCASE", (token.value,), found.joins)


def _anywhere(text: str) -> str:
    return f"%{text.translate(_ESCAPE)}%"


def _word(listing: Listing, word: str) -> Condition:
    """Search one word: by index where there is one that can, else by comparing the words of every row."""
    table = listing.kind.value
    if table not in SEARCHED:
        reached = [reach(table, column.key) for column in listing.columns]
        columns = " || ' ' || ".join(f"coalesce({one.sql}, '')" for one in reached)
        return Condition(
            f"({columns}) {LIKE}", (_anywhere(word),), tuple(join for one in reached for join in one.joins)
        )
    literal = Condition(f"t.words {LIKE}", (_anywhere(word),))
    quoted = '"' + word.replace('"', '""') + '"'
    if table != "figure":
        return Condition(match=quoted) if len(word) >= TRIGRAM else literal
    if not (word.isascii() and any(letter.isalnum() for letter in word)):
        return literal
    if word.isalnum():
        return Condition(match=f"{quoted} *")
    return Condition(literal.sql, literal.values, match=f"{quoted} *")  # the index knows words and digits only
