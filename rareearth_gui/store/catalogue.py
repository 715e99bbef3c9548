"""The bundled catalogue: CSV files read strictly, every broken rule named with its file and line."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rareearth_gui.domain.period import Period
from rareearth_gui.domain.reading import Hedge
from rareearth_gui.domain.unit import UNITS
from rareearth_gui.store.edition import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_WORDS = 12
_KEY = re.compile(r"[a-z0-9][a-z0-9.\-]*\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?\Z")
_DIGITS = re.compile(r"[0-9]+\Z")
_LATIN = re.compile(r"[A-Za-z0-9']+")
FIGURE_COLUMNS = (
    "key,source,section,start,end,printed,number,number_high,scale,unit,hedge,hedge_words,low,high,reading_reason,"
    "modality,kind,indicator,subject,place,period,period_how,basis,denominator,speaker,origin,via,confidence,note"
).split(",")
COLUMNS: dict[str, list[str]] = {
    "places": "key,name,name_zh,kind,part_of,note".split(","),
    "sources": (
        "key,title,title_zh,publisher,issued,issued_how,kind,language,translated_from,series,edition,copy_of,origin,"
        "sha256,characters,address,note"
    ).split(","),
    "indicators": "key,name,name_zh,dimension,unit,match,share_of,tolerance,definition,note".split(","),
    "enterprises": "key,name,name_zh,kind,place,parent,role,code,printed_names,certainty,why,note".split(","),
    "materials": (
        "key,name,name_zh,kind,family,stage,formula,atomic_number,elements,oxide,oxide_factor,class,certainty,note"
    ).split(","),
    "links": "key,start_material,end_material,relation,status,source,start,end,printed,note".split(","),
    "figures": FIGURE_COLUMNS,
    "tasks": ("key,parent,source,section,kind,title,summary,lead,deadline,start,end,printed,targets,note").split(","),
    "relations": "key,kind,members,source,reason,note".split(","),
    "evidence": "key,task,source,start,end,printed,figure,verdict,reason".split(","),
    "mentions": "kind,key,source,start,end,printed".split(","),
}
_REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "places": {"part_of": ("places",)},
    "sources": {"copy_of": ("sources",)},
    "indicators": {"share_of": ("indicators",)},
    "enterprises": {"place": ("places",), "parent": ("enterprises",)},
    "links": {"start_material": ("materials",), "end_material": ("materials",), "source": ("sources",)},
    "figures": {
        "source": ("sources",),
        "indicator": ("indicators",),
        "place": ("places",),
        "subject": ("materials", "enterprises"),
    },
    "tasks": {"parent": ("tasks",), "source": ("sources",), "lead": ("enterprises",)},
    "relations": {"source": ("sources",)},
    "evidence": {"task": ("tasks",), "source": ("sources",), "figure": ("figures",)},
    "mentions": {"source": ("sources",)},
}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: where, and what is wrong."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Write it as `file:line: message`."""
        return f"{self.file}:{self.line}: {self.message}"


class Catalogue:
    """The rows of all files, by family, with the faults met on the way."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, list[Row]] = {family: [] for family in COLUMNS}
        self.faults: list[Fault] = []
        self._places: dict[int, tuple[str, int]] = {}
        for path in sorted(folder.glob("*.csv")):
            self._read(path)
        self.digest = digest_of(folder)
        self._check()

    def _read(self, path: Path) -> None:
        family = path.stem.partition("-")[0]
        if family not in COLUMNS:
            self.faults.append(Fault(path.name, 1, f"no family of files is called {family!r}"))
            return
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            try:
                self._read_rows(path.name, family, reader)
            except (UnicodeDecodeError, csv.Error) as error:
                self.faults.append(Fault(path.name, reader.line_num, f"the file cannot be read: {error}"))

    def _read_rows(self, name: str, family: str, reader: csv.DictReader[str]) -> None:
        if reader.fieldnames != COLUMNS[family]:
            self.faults.append(Fault(name, 1, f"the header must be {','.join(COLUMNS[family])}"))
            return
        for row in reader:
            if None in row or None in row.values():
                self.faults.append(Fault(name, reader.line_num, "the row has too many or too few cells"))
                continue
            self.rows[family].append(row)
            self._places[id(row)] = (name, reader.line_num)

    def _fault(self, row: Row, message: str) -> None:
        self.faults.append(Fault(*self._places[id(row)], message))

    def _check(self) -> None:
        keys = {family: {row["key"] for row in rows} for family, rows in self.rows.items() if family != "mentions"}
        for family, rows in self.rows.items():
            self._check_keys(family, rows)
            for row in rows:
                self._check_references(family, row, keys)
                for message in row_faults(family, row):
                    self._fault(row, message)
        self._check_members(keys["figures"])
        self._check_duplicates()

    def _check_keys(self, family: str, rows: Iterable[Row]) -> None:
        seen: set[str] = set()
        for row in rows if family != "mentions" else ():
            if not _KEY.match(row["key"]):
                self._fault(row, f"key {row['key']!r} is not lower case letters, digits, dots and hyphens")
            if row["key"] in seen:
                self._fault(row, f"key {row['key']!r} stands twice")
            seen.add(row["key"])

    def _check_references(self, family: str, row: Row, keys: dict[str, set[str]]) -> None:
        for column, families in _REFERENCES.get(family, {}).items():
            if row[column] and not any(row[column] in keys[other] for other in families):
                self._fault(row, f"{column} {row[column]!r} is not a key of {' or '.join(families)}")
        if family == "mentions" and row["key"] not in keys.get(f"{row['kind']}s", ()):
            self._fault(row, f"{row['kind']} {row['key']!r} is not known")

    def _check_members(self, figures: set[str]) -> None:
        for row in self.rows["relations"]:
            for role, key in members(row):
                if not role or key not in figures:
                    self._fault(row, f"member {role}={key!r} is not a figure")
        for row in self.rows["tasks"]:
            for key in split(row["targets"]):
                if key not in figures:
                    self._fault(row, f"target {key!r} is not a figure")

    def _check_duplicates(self) -> None:
        seen: dict[tuple[str, ...], str] = {}
        for row in self.rows["figures"]:
            place = (row["start"], row["end"]) if row["start"] else (row["via"], row["printed"])
            parts = ("source", "indicator", "subject", "place", "period", "basis", "denominator", "modality")
            mark = (*place, *(row[part] for part in parts))
            if mark in seen:
                self._fault(row, f"{row['key']} repeats {seen[mark]}")
            seen[mark] = row["key"]


def split(cell: str) -> list[str]:
    """Take a list inside a cell apart."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def members(row: Row) -> Iterator[tuple[str, str]]:
    """Give the (role, figure key) pairs of a relation's row."""
    for part in split(row["members"]):
        role, _, key = part.partition("=")
        yield role.strip(), key.strip()


def row_faults(family: str, row: Row) -> Iterator[str]:
    """Say what is wrong with one row by itself."""
    return (message for _, message in cell_faults(family, row))


def cell_faults(family: str, row: Row) -> Iterator[tuple[str, str]]:
    """Say what is wrong with one row by itself, each fault with the column where it is to be mended."""
    if "printed" in row and len(_LATIN.findall(row["printed"])) > MOST_WORDS:
        yield "printed", f"printed words are over {MOST_WORDS}"
    if "start" in row:
        yield from _locator_faults(row)
    if family == "mentions" and not row["start"]:
        yield "start", "a mention needs the place where it stands"
    if family == "figures":
        yield from _figure_faults(row)
    if family == "indicators" and row["unit"] not in UNITS:
        yield "unit", f"unit {row['unit']!r} is unknown"


def _locator_faults(row: Row) -> Iterator[tuple[str, str]]:
    if not row["start"] and not row["end"]:
        return
    if not (_DIGITS.match(row["start"]) and _DIGITS.match(row["end"])):
        yield "start", "start and end must both be character offsets, or both be blank"
    elif int(row["end"]) - int(row["start"]) != len(row["printed"]):
        yield "end", "the locator's length is not that of the printed words"


def _figure_faults(row: Row) -> Iterator[tuple[str, str]]:
    if not row["printed"]:
        yield "printed", "the printed words are missing"
    if row["unit"] not in UNITS:
        yield "unit", f"unit {row['unit']!r} is missing or unknown"
    if row["hedge"] not in set(Hedge):
        yield "hedge", f"hedge {row['hedge']!r} is unknown"
    if row["hedge"] and row["start"] and not row["hedge_words"]:
        yield "hedge_words", "a hedge needs the words that carry it"
    for column in ("number", "number_high", "scale", "low", "high"):
        if (column in ("number", "scale") or row[column]) and not _is_decimal(row[column]):
            yield column, f"{column} {row[column]!r} is not a plain decimal"
    for low, high in (("number", "number_high"), ("low", "high")):
        if _is_decimal(row[low]) and _is_decimal(row[high]) and Decimal(row[low]) > Decimal(row[high]):
            yield high, f"{low} {row[low]} is above {high} {row[high]}"
    if (row["low"] or row["high"]) and not row["reading_reason"]:
        yield "reading_reason", "an own reading needs its reason"
    try:
        Period.parse(row["period"])
    except ValueError as error:
        yield "period", str(error)


def _is_decimal(text: str) -> bool:
    return _DECIMAL.match(text) is not None
