"""The command line as scripts rely on it: exit status 0, 1 or 2, one line when refused, stable JSON fields."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rareearth_gui import settings
from rareearth_gui.__main__ import main
from rareearth_gui.cli import LISTS
from tests import small_catalogue
from tests.small_catalogue import TEXT

ROOT = Path(__file__).resolve().parents[1]
FIELDS = {
    "figures": "id source source_sha256 start end printed value low high unit hedge modality indicator subject place "
    "period question origin",
    "conflicts": "id title outcome checks figures explanation suspicion status",
    "findings": "id check outcome figures explanation measure",
}
"""The fields that section 9 of the design promises; there may be more."""
HEDGES = {"=", ">", ">=", "<", "<=", "<~", "~"}
CANONICAL = {"t", "CNY", "USD", "%", "1", "year", "lm/W", "t/t"}


class Done:
    """What one run came to."""

    def __init__(self, status: object, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_constant=pytest.fail)


Run = Callable[..., Done]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Give a function that runs the command line in this process, the small catalogue bundled with it."""
    folder = small_catalogue.write(tmp_path_factory.mktemp("catalogue"))
    monkeypatch.setattr(settings, "catalogue_dir", lambda: folder)

    def command(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["rareearth-gui", *map(str, arguments)])
        try:
            status: object = main()
        except SystemExit as left:
            status = left.code
        return Done(status, *capsys.readouterr())

    return command


def process(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rareearth_gui", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **more}, capture_output=True, check=False, timeout=60)


def refused(done: Done) -> str:
    """Give the one line of a refusal."""
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("rareearth-gui: ")
    assert done.err.count("\n") == 1
    return done.err


# -- Exit status, through a process -------------------------------------------------------------------------


def test_status_0_with_the_array_alone_on_standard_output(small_library: Path) -> None:
    done = process("--db", small_library, "figures", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)) == 8


def test_status_1_with_one_line_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"")
    done = process("--db", tmp_path / "x.sqlite", "figures")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [
        "rareearth-gui: x.sqlite is empty. It was left as it is; choose another file or delete it to start anew."
    ]


def test_status_2_for_wrong_usage(tmp_path: Path) -> None:
    done = process("--db", tmp_path / "x.sqlite", "gossip")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"invalid choice: 'gossip'" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_first_start_makes_the_library_where_the_platform_keeps_data(home: Path) -> None:
    done = process("conflicts", "--json", HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["title"].startswith("Baotou, share of world reserves: 30")
    assert [path.name for path in home.rglob("*.sqlite*")] == ["library.sqlite"]


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar"])
def test_output_is_the_same_in_every_locale(locale: str, small_library: Path) -> None:
    arguments = ("--db", small_library, "figures", "--json", "--where", "value>=5,000")
    expected = process(*arguments, LC_ALL="en_US.UTF-8")
    assert process(*arguments, LC_ALL=locale).stdout == expected.stdout
    assert len(json.loads(expected.stdout)) == 3


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_output_is_utf_8_whatever_the_terminal_takes(encoding: str, small_library: Path) -> None:
    for more in ((), ("--json",)):
        done = process("--db", small_library, "enterprises", *more, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "盐都盐场" in done.stdout.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
def test_closed_pipe_is_no_error(bundled_library: Path) -> None:
    command = [sys.executable, "-m", "rareearth_gui", "--db", str(bundled_library), "figures", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.read(10)
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait(30) == 0


def test_damaged_library_is_refused_in_one_line(small_library: Path) -> None:
    data = bytearray(small_library.read_bytes())
    data[4096 * 3 :] = b"\xa5" * (len(data) - 4096 * 3)
    small_library.write_bytes(data)
    done = process("--db", small_library, "figures")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("rareearth-gui: ")
    assert done.stderr.count(b"\n") == 1


# -- Lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_list_is_an_array_of_objects_with_ids(name: str, bundled_library: Path, run: Run) -> None:
    done = run("--db", bundled_library, name, "--json")
    assert (done.status, done.err) == (0, "")
    ids = [record["id"] for record in done.json]
    assert len(ids) == len(set(ids))
    assert ids or name == "rulings"
    for record in done.json:
        assert set(FIELDS.get(name, "id").split()) <= set(record)
    assert run("--db", bundled_library, name).out.startswith("id  " if name != "findings" else "N")


def test_figures_have_their_fields_in_canonical_units(bundled_library: Path, run: Run) -> None:
    for record in run("--db", bundled_library, "figures", "--json").json:
        assert record["id"][0] + record["source"][0] + record["question"][0] == "FSQ"
        assert record["printed"]
        assert record["hedge"] in HEDGES
        assert record["unit"] in CANONICAL
        assert (record["start"] is None) == (record["end"] is None)
        for name in ("value", "low", "high"):
            assert record[name] is None or isinstance(record[name], int | float)
        if record["low"] is not None and record["high"] is not None:
            assert record["low"] <= record["high"]
        if record["start"] is not None:
            assert len(record["source_sha256"]) == 64
            assert record["end"] - record["start"] == len(record["printed"])


def test_figure_says_what_its_words_support(small_library: Path, run: Run) -> None:
    figures = {one["key"]: one for one in run("--db", small_library, "figures", "--json").json}
    over, share, count = figures["gazette.04"], figures["gazette.03"], figures["gazette.01"]
    assert (over["value"], over["low"], over["high"], over["hedge"], over["unit"]) == (13000, 13000, None, ">", "t")
    assert (share["value"], share["low"], share["high"], share["unit"]) == (38, 37.5, 38.5, "%")
    assert (count["value"], count["low"], count["high"], count["unit"]) == (43, 43, 43, "1")
    assert figures["almanac.02"]["value"] == 13200
    assert figures["almanac.01"]["source_sha256"] is None
    assert figures["reprint.01"]["origin"] == "almanac"
    assert TEXT[share["start"] : share["end"]] == share["printed"]


def test_conflict_tells_its_story(small_library: Path, run: Run) -> None:
    conflicts = run("--db", small_library, "conflicts", "--json").json
    (share,) = [one for one in conflicts if "30% against 38%" in one["title"]]
    assert (share["outcome"], share["status"]) == ("contradict", "open")
    assert {"spread", "share"} <= set(share["checks"])
    assert len(share["figures"]) == 3
    assert all(number.startswith("F") for number in share["figures"])
    assert "The bands do not meet: 7 points apart" in share["explanation"]
    assert "](" not in share["explanation"]
    assert 0 < share["suspicion"] <= 1


def test_findings_name_their_figures(small_library: Path, run: Run) -> None:
    findings = run("--db", small_library, "findings", "--json").json
    spread = next(one for one in findings if one["check"] == "spread")
    assert spread["measure"] == 7
    assert len(spread["figures"]) == 3
    assert spread["outcome"] == "contradict"


@pytest.mark.parametrize(
    "name, where, ids",
    [
        ("figures", "38%", ["gazette.03"]),
        ("figures", "unit:kt", ["almanac.02"]),
        ("figures", "", None),
        ("enterprises", "盐会", ["guild"]),
        ("enterprises", "100%", ["works"]),
        ("enterprises", "s_lt", []),
        ("enterprises", "colour:red", []),
        ("sources", "'; DROP TABLE source; --", []),
        ("materials", "NEAR(", []),
    ],
)
def test_where_filters_as_typed_in_the_window(
    name: str, where: str, ids: list[str] | None, small_library: Path, run: Run
) -> None:
    found = run("--db", small_library, name, "--json", "--where", where)
    assert found.status == 0
    assert ids is None or [record["key"] for record in found.json] == ids


def test_where_of_any_bytes_is_no_error(small_library: Path) -> None:
    if os.name == "nt":
        pytest.skip("arguments are text on Windows")
    command = [
        sys.executable,
        "-m",
        "rareearth_gui",
        "--db",
        str(small_library),
        "figures",
        "--json",
        "--where",
        b"\xff\xfe",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, b"", [])


# -- Records ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["F1", "f1", " F1 ", "Q1", "S1", "E1", "M1", "T1", "I1", "R1", "P1", "gazette.03", "salt"]
)
def test_record_is_shown(name: str, small_library: Path, run: Run) -> None:
    done = run("--db", small_library, "show", name)
    assert (done.status, done.err) == (0, "")
    assert "id " in done.out


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("show", "F999"), "There is no figure F999."),
        (("show", "E999"), "There is no enterprise E999."),
        (("show", "V1"), "There is no ruling V1."),
        (("show", "gossip"), "Nothing in the library is called 'gossip'."),
        (("show", ""), "Nothing in the library is called ''."),
        (("show", "a\nb"), "Nothing in the library is called"),
        (("show", "\udcff"), "Nothing in the library is called"),
        (("compare", "F999"), "There is no figure F999."),
        (("compare", "F1", "F999"), "There is no figure F999."),
        (("compare", "S1"), "S1 cannot be compared."),
        (("attach", "none.txt"), "none.txt cannot be read"),
        (("attach", "."), "is not a file"),
    ],
)
def test_what_is_not_there_is_refused(arguments: tuple[str, ...], sentence: str, small_library: Path, run: Run) -> None:
    assert sentence in refused(run("--db", small_library, *arguments))


def test_path_with_a_line_end_is_refused_in_one_line(tmp_path: Path, run: Run) -> None:
    if os.name == "nt":
        pytest.skip("no such names on Windows")
    (tmp_path / "a\nb").write_text("x", "utf-8")
    refused(run("--db", tmp_path / "a\nb", "figures"))


def test_place_where_no_library_can_be_made_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert "No library can be made" in refused(run("--db", tmp_path / "file" / "x.sqlite", "figures"))


@pytest.mark.parametrize(
    "arguments", [("compare",), ("show",), ("attach",), ("figures", "--colour"), ("show", "F1", "F2")]
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], small_library: Path, run: Run) -> None:
    done = run("--db", small_library, *arguments)
    assert (done.status, done.out) == (2, "")
    assert "usage: rareearth-gui" in done.err


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("figures", "--help")])
def test_help_is_no_error(arguments: tuple[str, ...], run: Run) -> None:
    assert run(*arguments).status == 0


def test_comparison_as_words_and_as_record(small_library: Path, run: Run) -> None:
    assert "Copies, not counted:" in run("--db", small_library, "compare", "gazette.03").out
    record = run("--db", small_library, "compare", "gazette.03", "almanac.01", "--json").json
    assert [pair["outcome"] for pair in record["pairs"]] == ["contradict"]


def test_attach_and_verify(small_library: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "salt.txt").write_bytes(TEXT.encode())
    (tmp_path / "other.txt").write_bytes(b"other")
    before = run("--db", small_library, "verify")
    assert before.status == 0
    assert "not checked" in before.out
    attached = run("--db", small_library, "attach", tmp_path / "other.txt", tmp_path / "salt.txt")
    assert attached.status == 1
    assert "attached to Salt in Ardale; 4 of 4 figures resolve" in attached.out
    assert "other.txt is not a document that the library knows" in attached.err
    after = run("--db", small_library, "verify")
    assert after.status == 0
    assert "not checked" not in after.out


def test_verify_with_a_fault_is_status_1(small_library: Path, run: Run) -> None:
    with closing(sqlite3.connect(small_library)) as connection, connection:
        connection.execute("UPDATE audit SET who = 'nobody'")
    done = run("--db", small_library, "verify")
    assert done.status == 1
    assert "FAULT        history  broken at entries 1" in done.out
    assert done.err == "rareearth-gui: 1 check failed. See the lines marked FAULT.\n"


def test_listing_changes_nothing(small_library: Path, run: Run) -> None:
    before = small_library.read_bytes()
    for name in LISTS:
        run("--db", small_library, name)
    run("--db", small_library, "verify")
    assert small_library.read_bytes() == before
    assert [path.name for path in small_library.parent.iterdir()] == [small_library.name]
