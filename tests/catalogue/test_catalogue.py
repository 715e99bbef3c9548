"""The bundled catalogue: it keeps its rules, breaches are named, words stand where it says, the counts are right."""

import csv
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import catalogue_counts
import pytest

from rareearth_gui import settings
from rareearth_gui.store.catalogue import COLUMNS, MOST_WORDS, Catalogue, Row

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "catalogue.md"
SEEDS = "RAREEARTH_SEEDS"
FIGURES = "figures-baotou-2017.csv"
LATIN = re.compile(r"[A-Za-z0-9']+")


@pytest.fixture(scope="module")
def bundled() -> Catalogue:
    return Catalogue(settings.catalogue_dir())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.catalogue_dir(), tmp_path / "catalogue"))


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def line_of(rows: list[list[str]], key: str) -> int:
    """Give the line of the row with this key; no cell of these files holds a line end."""
    return 1 + next(number for number, row in enumerate(rows) if row[rows[0].index("key")] == key)


def messages(folder: Path, name: str, line: int) -> list[str]:
    faults = Catalogue(folder).faults
    return [fault.message for fault in faults if (fault.file, fault.line) == (name, line)]


# -- Rules --------------------------------------------------------------------------------------------------


def test_bundled_catalogue_keeps_every_rule(bundled: Catalogue) -> None:
    assert [str(fault) for fault in bundled.faults] == []


def test_every_family_has_rows(bundled: Catalogue) -> None:
    assert [family for family, rows in bundled.rows.items() if not rows] == []


@pytest.mark.parametrize(
    "name, key, column, text, says",
    [
        (FIGURES, "baotou-2017.04", "subject", "nobody", "subject 'nobody' is not a key of materials or enterprises"),
        (FIGURES, "baotou-2017.04", "indicator", "luck", "indicator 'luck' is not a key of indicators"),
        (FIGURES, "baotou-2017.04", "place", "atlantis", "place 'atlantis' is not a key of places"),
        (FIGURES, "baotou-2017.04", "source", "hearsay", "source 'hearsay' is not a key of sources"),
        (FIGURES, "baotou-2017.04", "key", "Baotou 4", "key 'Baotou 4' is not lower case letters, digits, dots"),
        (FIGURES, "baotou-2017.05", "key", "baotou-2017.04", "key 'baotou-2017.04' stands twice"),
        (FIGURES, "baotou-2017.04", "unit", "", "unit '' is missing or unknown"),
        (FIGURES, "baotou-2017.04", "unit", "stones", "unit 'stones' is missing or unknown"),
        (FIGURES, "baotou-2017.04", "printed", "", "the printed words are missing"),
        (FIGURES, "baotou-2017.04", "printed", "word " * 13, "printed words are over 12"),
        (FIGURES, "baotou-2017.04", "end", "773", "the locator's length is not that of the printed words"),
        (FIGURES, "baotou-2017.04", "start", "", "start and end must both be character offsets, or both be blank"),
        (FIGURES, "baotou-2017.04", "start", "-3", "start and end must both be character offsets, or both be blank"),
        (FIGURES, "baotou-2017.12", "hedge_words", "", "a hedge needs the words that carry it"),
        (FIGURES, "baotou-2017.12", "hedge", "perhaps", "hedge 'perhaps' is unknown"),
        (FIGURES, "baotou-2017.04", "low", "37.8", "an own reading needs its reason"),
        ("figures-smm-2020.csv", "smm-2020.15", "reading_reason", "", "an own reading needs its reason"),
        (FIGURES, "baotou-2017.04", "number", "", "number '' is not a plain decimal"),
        (FIGURES, "baotou-2017.04", "number", "3.8e1", "number '3.8e1' is not a plain decimal"),
        (FIGURES, "baotou-2017.04", "scale", "NaN", "scale 'NaN' is not a plain decimal"),
        (FIGURES, "baotou-2017.04", "period", "last year", "period 'last year' is not a year"),
        (FIGURES, "baotou-2017.04", "period", "2017-13", "month must be in 1..12"),
        (FIGURES, "baotou-2017.04", "period", "2017/2016", "period '2017/2016' ends before it starts"),
        ("relations-plan.csv", "plan-2016.r01", "members", "start=plan-2016.1000", "is not a figure"),
        ("relations-plan.csv", "plan-2016.r01", "members", "plan-2016.01", "is not a figure"),
        ("relations-plan.csv", "plan-2016.r01", "source", "plan-1916", "source 'plan-1916' is not a key of sources"),
        ("tasks.csv", "ecns-2016.f1", "targets", "ecns-2016.1000", "target 'ecns-2016.1000' is not a figure"),
        ("tasks.csv", "ecns-2016.f1", "parent", "nothing", "parent 'nothing' is not a key of tasks"),
        ("indicators.csv", "output", "unit", "heaps", "unit 'heaps' is unknown"),
    ],
)
def test_broken_cell_is_named(copy: Path, name: str, key: str, column: str, text: str, says: str) -> None:
    rows = read(copy / name)
    line = line_of(rows, key)
    rows[line - 1][rows[0].index(column)] = text
    write(copy / name, rows)
    assert any(says in message for message in messages(copy, name, line))


def test_repeated_figure_is_named(copy: Path) -> None:
    rows = read(copy / FIGURES)
    again = rows[line_of(rows, "baotou-2017.04") - 1].copy()
    again[rows[0].index("key")] = "baotou-2017.1000"
    write(copy / FIGURES, [*rows, again])
    assert messages(copy, FIGURES, len(rows) + 1) == ["baotou-2017.1000 repeats baotou-2017.04"]


def test_unknown_mention_is_named(copy: Path) -> None:
    name = "mentions-enterprises.csv"
    rows = read(copy / name)
    rows[1][rows[0].index("key")] = "nobody"
    write(copy / name, rows)
    assert messages(copy, name, 2) == [f"{rows[1][0]} 'nobody' is not known"]


def test_bad_header_is_named(copy: Path) -> None:
    rows = read(copy / FIGURES)
    rows[0][rows[0].index("printed")] = "words"
    write(copy / FIGURES, rows)
    assert messages(copy, FIGURES, 1) == [f"the header must be {','.join(COLUMNS['figures'])}"]


@pytest.mark.parametrize("change", [list.pop, lambda row: row.append("more")], ids=["too few", "too many"])
def test_wrong_number_of_cells_is_named(copy: Path, change: Callable[[list[str]], None]) -> None:
    rows = read(copy / FIGURES)
    change(rows[1])
    write(copy / FIGURES, rows)
    assert messages(copy, FIGURES, 2) == ["the row has too many or too few cells"]


def test_unknown_family_is_named(copy: Path) -> None:
    (copy / "rumours-2017.csv").write_text("key\n", encoding="utf-8")
    assert messages(copy, "rumours-2017.csv", 1) == ["no family of files is called 'rumours'"]


@pytest.mark.parametrize("path", sorted(settings.catalogue_dir().glob("*.csv")), ids=lambda path: path.name)
def test_file_is_utf_8_with_plain_line_ends(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text


# -- Documents ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def documents(bundled: Catalogue) -> dict[str, str]:
    """Give the text of each document by the key of its source, known by its digest alone."""
    folder = Path(os.environ.get(SEEDS, ROOT.parent / "shared" / "seeds"))
    files = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    if not files:
        pytest.skip(f"the documents are not here: {folder} has no .txt file; name their folder in {SEEDS}")
    texts = {hashlib.sha256(content).hexdigest(): content.decode("utf-8") for content in files}
    digests = {row["key"]: row["sha256"] for row in bundled.rows["sources"] if row["sha256"]}
    assert {key for key, digest in digests.items() if digest not in texts} == set()
    return {key: texts[digest] for key, digest in digests.items()}


def test_lengths_are_those_of_the_texts(bundled: Catalogue, documents: dict[str, str]) -> None:
    stated = {row["key"]: row["characters"] for row in bundled.rows["sources"] if row["sha256"]}
    assert stated == {key: str(len(text)) for key, text in documents.items()}


@pytest.mark.parametrize("family", ["figures", "mentions", "links", "tasks"])
def test_locators_hold_the_printed_words(bundled: Catalogue, documents: dict[str, str], family: str) -> None:
    located = [row for row in bundled.rows[family] if row["start"]]
    assert located
    assert [row for row in located if words_at(row, documents) != row["printed"]] == []


def words_at(row: Row, documents: dict[str, str]) -> str | None:
    text = documents.get(row["source"])
    return None if text is None else text[int(row["start"]) : int(row["end"])]


def test_figures_stand_in_document_order_and_apart(bundled: Catalogue) -> None:
    located = [row for row in bundled.rows["figures"] if row["start"]]
    neighbours = [(a, b) for a, b in pairwise(located) if a["source"] == b["source"]]
    assert [b["key"] for a, b in neighbours if int(a["end"]) > int(b["start"])] == []


def test_catalogue_and_its_page_borrow_no_sentence(documents: dict[str, str]) -> None:
    borrowed = {run for text in documents.values() for run in runs(text)}
    for path in (PAGE, *sorted(settings.catalogue_dir().glob("*.csv"))):
        found = borrowed.intersection(runs(path.read_text(encoding="utf-8")))
        assert not found, f"{path.name} repeats more than {MOST_WORDS} words of a document"


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in LATIN.findall(text)]
    return zip(*(words[start:] for start in range(MOST_WORDS + 1)), strict=False)


# -- Counts -------------------------------------------------------------------------------------------------


def test_page_quotes_the_counts() -> None:
    counts = catalogue_counts.tables(settings.catalogue_dir())
    hint = "run `python -m tools.catalogue_counts --write`"
    assert catalogue_counts.quoted(PAGE.read_text(encoding="utf-8")) == counts, hint


def test_counts_leave_no_figure_out(bundled: Catalogue) -> None:
    figures = bundled.rows["figures"]
    *sources, everything = catalogue_counts.by_source(figures, ["baotou-2017", "plan-2016"])
    kinds, modalities = everything[1:3], everything[3:-1]
    assert sum(kinds) == sum(modalities) == everything[-1] == len(figures)
    assert [sum(column) for column in zip(*(row[1:] for row in sources), strict=True)] == list(everything[1:])
