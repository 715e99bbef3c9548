"""A small catalogue of an invented land, with a text of our own: all families of rows, and a quarrel."""

from __future__ import annotations

import csv
import hashlib
from copy import deepcopy
from typing import TYPE_CHECKING

from rareearth_gui.store.catalogue import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

Families = dict[str, list[dict[str, str]]]

TEXT = """Salt in Ardale

Ardale counts 43 salt houses.
Its stock of 5,000 tons is 38% of the stock of the land, which the writer calls over 13 thousand tons.
盐都有43家盐场。
"""
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def row(family: str, **cells: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS[family], "") | cells


def figure(key: str, source: str, printed: str, number: str, unit: str, indicator: str, **cells: str) -> dict[str, str]:
    """Make a figure on salt in the town, found in the text when its source is the gazette."""
    made = {"scale": "1", "modality": "actual", "kind": "stated", "subject": "salt", "place": "town", "basis": "all"}
    if source == "gazette":
        start = TEXT.index(printed)
        made |= {"start": str(start), "end": str(start + len(printed)), "section": "1"}
    made |= {"key": key, "source": source, "printed": printed, "number": number, "unit": unit, "indicator": indicator}
    return row("figures", **{**made, "confidence": "high", **cells})


def share(key: str, source: str, printed: str, number: str, **cells: str) -> dict[str, str]:
    return figure(key, source, printed, number, "%", "share-of-stock", denominator="land", modality="share", **cells)


_MATCH = "subject place period basis modality"
_FAMILIES: Families = {
    "places": [
        row("places", key="land", name="The land", name_zh="国", kind="country"),
        row("places", key="town", name="Ardale", name_zh="盐都", kind="city", part_of="land"),
    ],
    "sources": [
        row("sources", key="gazette", title="Salt in Ardale", publisher="Gazette", issued="2017", kind="news")
        | {"sha256": SHA256, "characters": str(len(TEXT)), "language": "en"},
        row("sources", key="almanac", title="Almanac of salt", publisher="Bureau", issued="2016", kind="statistics"),
        row("sources", key="reprint", title="Salt again", issued="2018", kind="news", copy_of="almanac")
        | {"origin": "almanac"},
    ],
    "indicators": [
        row(
            "indicators",
            key="stock",
            name="Stock",
            dimension="mass",
            unit="t",
            match=_MATCH,
            definition="Salt in store.",
        ),
        row("indicators", key="share-of-stock", name="Share of stock", dimension="share", unit="%", share_of="stock")
        | {"match": f"{_MATCH} denominator", "definition": "Part of the stock."},
        row("indicators", key="houses", name="Houses", dimension="count", unit="1", match=_MATCH, definition="Houses."),
    ],
    "enterprises": [
        row("enterprises", key="works", name="Works of 100% salt_ltd", name_zh="盐都盐场", kind="company", place="town")
        | {"certainty": "high", "printed_names": "Wörks; Worx"},
        row("enterprises", key="guild", name="Guild", name_zh="盐会", kind="association", certainty="low"),
    ],
    "materials": [
        row("materials", key="salt", name="Salt", name_zh="盐", kind="compound", stage="ore", formula="NaCl"),
        row("materials", key="brine", name="Brine", kind="material", stage="material"),
    ],
    "links": [
        row("links", key="salt.brine", start_material="salt", end_material="brine", relation="yields", status="known")
    ],
    "figures": [
        figure("gazette.01", "gazette", "43", "43", "1", "houses"),
        figure("gazette.02", "gazette", "5,000 tons", "5000", "t", "stock"),
        share("gazette.03", "gazette", "38%", "38"),
        figure("gazette.04", "gazette", "13 thousand tons", "13", "t", "stock", scale="1000", place="land")
        | {"hedge": "over", "hedge_words": "over"},
        share("almanac.01", "almanac", "30%", "30"),
        figure("almanac.02", "almanac", "13.2 kt", "13.2", "kt", "stock", place="land"),
        figure("almanac.03", "almanac", "45", "45", "1", "houses", period="2010"),
        share("reprint.01", "reprint", "30%", "30"),
    ],
    "tasks": [row("tasks", key="gazette.t1", source="gazette", kind="goal", title="More houses", targets="gazette.01")],
    "relations": [
        row("relations", key="r1", kind="share", source="gazette")
        | {"members": "share=gazette.03; part=gazette.02; whole=gazette.04"},
        row("relations", key="r2", kind="bound", members="value=gazette.02; limit=almanac.02", reason="Part of it."),
    ],
    "mentions": [
        row("mentions", kind="place", key="town", source="gazette", start="8", end="14", printed="Ardale"),
    ],
}


def families() -> Families:
    """Give the rows of the small catalogue, to change at will."""
    return deepcopy(_FAMILIES)


def write(folder: Path, rows: Families | None = None) -> Path:
    """Write a catalogue into a folder, one file a family."""
    folder.mkdir(parents=True, exist_ok=True)
    for family, found in (families() if rows is None else rows).items():
        with (folder / f"{family}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[family], lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    return folder
