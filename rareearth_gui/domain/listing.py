"""A list of records described once: its columns draw the table, fill the clipboard and write the export."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rareearth_gui.domain.entities import Kind
    from rareearth_gui.domain.quantity import Quantity


class Column(NamedTuple):
    """One column: `key` is its name in the view; `kind` is text, number, count or badge; `width` in characters."""

    key: str
    title: str
    kind: str = "text"
    width: int = 16
    shown: bool = True
    help: str = ""

    @property
    def is_number(self) -> bool:
        """Say whether values stand right-aligned and compare as numbers."""
        return self.kind in ("number", "count")


class Listing(NamedTuple):
    """Which view is listed, with which columns, first order, facets, and what to say when it is empty."""

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    sort: str
    descending: bool = False
    facets: tuple[str, ...] = ()
    empty: str = ""
    lines: int = 1
    """How many lines of text a row has room for; more than one wraps its words."""

    @property
    def view(self) -> str:
        """Name the readable view of the library that this listing shows."""
        return f"v_{self.kind.value}"

    def column(self, key: str) -> Column | None:
        """Find a column by its key, or by its title as it is shown (blanks written as underscores)."""
        found = next((column for column in self.columns if column.key == key), None)
        titled = (column for column in self.columns if column.title.casefold().replace(" ", "_") == key)
        return found or next(titled, None)


class Token(NamedTuple):
    """One condition of a filter: a column, one of `: = != > >= < <=`, and what was typed."""

    column: str
    operator: str
    value: str


class Filter(NamedTuple):
    """A filter as typed, taken apart. `quantity` is set when the whole text is a quantity such as `38%`."""

    text: str = ""
    words: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()
    quantity: Quantity | None = None
    unknown: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is filtered."""
        return not (self.words or self.tokens or self.quantity)

    def narrowed(self, token: Token) -> str:
        """Write the filter with `token` in place of those on its column; a token with no value lifts them."""
        kept = [other for other in self.tokens if other.column != token.column]
        tokens = [*kept, token] if token.value else kept
        words = [f'"{word}"' if " " in word else word for word in self.words]
        return " ".join([*words, *(f"{one.column}{one.operator}{_quoted(one.value)}" for one in tokens)])


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or not value else value


_PIECE = re.compile(r'(\w+)(:|>=|<=|!=|=|>|<)("[^"]*"|\S+)|(>=|<=|>|<)(\d\S*)|"([^"]*)"|(\S+)')
_NUMBER = re.compile(r"[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
MAX_TYPED = 1000


def parse_filter(text: str, listing: Listing) -> Filter:
    """Take a typed filter apart: words, `column:value`, `column>number`, `>1000`, or one quantity.

    An unknown column is searched for as a word and named in `unknown`, so that nothing typed is dropped in silence.
    """
    text = text[:MAX_TYPED].strip()
    if not text:
        return Filter()
    has_value = listing.column("value") is not None
    quantity = _quantity(text) if has_value else None
    if quantity is not None and (quantity.unit.key != "1" or quantity.scale != 1):
        return Filter(text, quantity=quantity)
    words: list[str] = []
    tokens: list[Token] = []
    unknown: list[str] = []
    for match in _PIECE.finditer(text):
        name, operator, value, bare, number, phrase, word = match.groups()
        column = listing.column(name.casefold()) if name else None
        if column is not None and _fits(column, operator, value):
            tokens.append(Token(column.key, operator, _plain(column, operator, value)))
        elif bare and has_value and _is_number(number):
            tokens.append(Token("value", bare, number.replace(",", "")))
        elif name:
            unknown.append(name)
            words.append(match.group(0))
        else:
            words.append(phrase or word or match.group(0))
    return Filter(text, tuple(filter(None, words)), tuple(tokens), None, tuple(unknown))


def _quantity(text: str) -> Quantity | None:
    from rareearth_gui.domain.printing import parse  # on first use: a queue without values is painted before

    return parse(text)


def _fits(column: Column, operator: str, value: str) -> bool:
    return operator == ":" or not column.is_number or _is_number(value.strip('"'))


def _plain(column: Column, operator: str, value: str) -> str:
    value = value.strip('"')
    return value.replace(",", "") if column.is_number and operator != ":" else value


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None
