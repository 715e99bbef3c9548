"""Counts what the bundled catalogue holds, as the tables that `docs/catalogue.md` quotes between its markers.

`python -m tools.catalogue_counts` prints them; with `--write` they take the place of those in the page.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rareearth_gui.store.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "db" / "catalogue"
PAGE = ROOT / "docs" / "catalogue.md"
OPENS, CLOSES = "<!-- counts -->\n", "<!-- /counts -->\n"

KINDS = ("stated", "derived")
MODALITIES = ("actual", "share", "growth", "capacity", "plan", "target", "cap", "forecast")


def tables(folder: Path) -> str:
    """Write all counts of the catalogue in `folder`, one table under the other."""
    catalogue = Catalogue(folder)
    figures = catalogue.rows["figures"]
    documents = [row["key"] for row in catalogue.rows["sources"] if row["sha256"]]
    relations = Counter(row["kind"] for row in catalogue.rows["relations"])
    kinds = sorted(relations)
    parts = (
        table(("file", "rows"), files(folder)),
        table(("figures of", *KINDS, *MODALITIES, "all"), by_source(figures, documents)),
        table(("relations", *kinds, "all"), [("all files", *_counted(relations, kinds))]),
    )
    return "\n".join(parts)


def files(folder: Path) -> Iterator[tuple[str, int]]:
    """Give every file with its number of rows, the header left out, and then the sum."""
    total = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        total += rows
        yield f"`{path.name}`", rows
    yield "all", total


def by_source(figures: Iterable[dict[str, str]], documents: Sequence[str]) -> Iterator[tuple[str | int, ...]]:
    """Count figures by kind and by modality: a row for each document, for all other sources, for all."""
    counts = {name: Counter[str]() for name in (*(f"`{key}`" for key in documents), "other sources", "all")}
    for figure in figures:
        home = f"`{figure['source']}`" if figure["source"] in documents else "other sources"
        for name in (home, "all"):
            counts[name].update((figure["kind"], figure["modality"]))
    for name, count in counts.items():
        kinds = [count[kind] for kind in KINDS]
        yield name, *kinds, *(count[modality] for modality in MODALITIES), sum(kinds)


def _counted(counts: Counter[str], names: Iterable[str]) -> Iterator[int]:
    yield from (counts[name] for name in names)
    yield counts.total()


def table(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Write one Markdown table: words to the left, numbers to the right."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def quoted(page: str) -> str:
    """Give what a page quotes between its markers; ValueError when one is missing."""
    before, after = _around(page)
    return page[len(before) : len(page) - len(after)]


def _around(page: str) -> tuple[str, str]:
    start, end = page.index(OPENS) + len(OPENS), page.index(CLOSES)
    return page[:start], page[end:]


def main(arguments: Sequence[str]) -> None:
    counts = tables(FOLDER)
    if list(arguments) == ["--write"]:
        page = PAGE.read_text(encoding="utf-8")
        before, after = _around(page)
        PAGE.write_text(before + counts + after, encoding="utf-8", newline="\n")
    elif arguments:
        sys.exit("usage: python -m tools.catalogue_counts [--write]")
    else:
        print(counts, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
