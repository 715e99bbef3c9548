"""The entry of a ruling: which figures it was about and how they read then, whatever becomes of them later."""

import sqlite3

from rareearth_gui.domain.entities import Kind
from rareearth_gui.domain.prose import plain
from rareearth_gui.domain.ruling import Verdict
from rareearth_gui.ops import adjudicate, edit, record
from rareearth_gui.ops.listing_json import records
from rareearth_gui.store import chain


def place(connection: sqlite3.Connection, key: str) -> tuple[int, int]:
    found: tuple[int, int] = connection.execute("SELECT id, question_id FROM figure WHERE key = ?", (key,)).fetchone()
    return found


def entry(connection: sqlite3.Connection, act: str) -> int:
    return int(connection.execute("SELECT max(id) FROM audit WHERE act = ?", (act,)).fetchone()[0])


def told(connection: sqlite3.Connection, kind: Kind, number: int) -> str:
    section = next(one for one in record.tell(connection, kind, number).sections if "as they read then" in one.title)
    return "\n".join(f"{label} {plain(words)}" for label, words in section.rows)


def test_entry_shows_ids_words_sources_and_readings(small: sqlite3.Connection) -> None:
    figure, asked = place(small, "gazette.03")
    adjudicate.rule(small, asked, Verdict("one figure stands", ("gazette.03",), "seen in print"))
    number = entry(small, "rule")
    said = told(small, Kind.AUDIT, number)
    assert f"F{figure} 38% read as 37.5 to 38.5% (rounded to whole percent), Salt in Ardale (2017); stands" in said
    assert "30% read as 29.5 to 30.5% (rounded to whole percent), Almanac of salt (2016)\n" in said
    assert len(said.splitlines()) == 3
    says = small.execute("SELECT says FROM audit WHERE id = ?", (number,)).fetchone()[0]
    assert says.startswith(f"one figure stands; stands: F{figure} 38%: seen in print (on F{figure} 38%, ")
    assert chain.broken(small) == []


def test_readings_stay_those_of_the_time(small: sqlite3.Connection) -> None:
    figure, asked = place(small, "gazette.03")
    adjudicate.rule(small, asked, Verdict("different denominator", (), "two totals"))
    number = entry(small, "rule")
    before = told(small, Kind.AUDIT, number)
    edit.correct(small, Kind.FIGURE, figure, {"printed": "39%", "number": "39", "start": "", "end": ""}, "misread")
    assert told(small, Kind.AUDIT, number) == before == told(small, Kind.RULING, 1)
    adjudicate.withdraw(small, asked, "the page says 39")
    assert "39% read as 38.5 to 39.5%" in told(small, Kind.AUDIT, entry(small, "withdraw"))


def test_scripts_find_the_figures_of_a_ruling(small: sqlite3.Connection) -> None:
    figure, asked = place(small, "gazette.03")
    adjudicate.rule(small, asked, Verdict("different denominator", (), "two totals"))
    (made,) = records(small, "rulings", "")
    figures = made["figures"]
    assert isinstance(figures, list)
    assert figures[0] == {
        "id": f"F{figure}",
        "key": "gazette.03",
        "words": "38%",
        "source": "Salt in Ardale",
        "issued": "2017",
        "read": "37.5 to 38.5%",
        "by": "rounded to whole percent",
        "stands": "no",
    }


def test_entry_of_another_act_has_no_figures(small: sqlite3.Connection) -> None:
    edit.correct(small, Kind.FIGURE, place(small, "gazette.03")[0], {"note": "seen"}, "a look at the page")
    sections = record.tell(small, Kind.AUDIT, entry(small, "correct")).sections
    assert not any("as they read then" in section.title for section in sections)
