"""The verbs without a window: list, show, compare, attach, verify; errors are one line, exit status 0, 1 or 2."""

from __future__ import annotations

import argparse
import io
import itertools
import json
import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rareearth_gui import __version__, settings
from rareearth_gui.domain.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LISTS = (
    "figures",
    "questions",
    "conflicts",
    "findings",
    "enterprises",
    "materials",
    "tasks",
    "indicators",
    "sources",
    "relations",
    "rulings",
)
WIDEST = 60


def parser() -> argparse.ArgumentParser:
    """Describe the commands; the help is the manual."""
    top = argparse.ArgumentParser(
        prog="rareearth-gui",
        description="Rare Earth Desk: figures that disagree, side by side. Without a command the window opens.",
    )
    top.add_argument("--db", type=Path, metavar="FILE", help="the library; default: yours, in the data folder")
    top.add_argument("--version", action="version", version=f"rareearth-gui {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND")
    for name in LISTS:
        verb = verbs.add_parser(name, help=f"list the {name}")
        verb.add_argument("--json", action="store_true", help="one JSON array on standard output")
        verb.add_argument("--where", default="", metavar="TEXT", help="a filter as typed in the window")
    show = verbs.add_parser("show", help="show one record: F12, C3, S1, or its key")
    show.add_argument("id", metavar="ID")
    compare = verbs.add_parser("compare", help="set figures (or one question) side by side")
    compare.add_argument("id", metavar="ID", nargs="+")
    compare.add_argument("--json", action="store_true", help="one JSON object on standard output")
    attach = verbs.add_parser("attach", help="give sources their text")
    attach.add_argument("path", metavar="PATH", nargs="+", type=Path)
    verbs.add_parser("verify", help="check the file, the history, and every figure against its attached text")
    pictures = verbs.add_parser("pictures", help="save every tab as PNG, light and dark")
    pictures.add_argument("folder", metavar="DIR", type=Path)
    return top


def run(asked: argparse.Namespace) -> int:
    """Do what a parsed command line with a verb says; Refused when it cannot be done."""
    path = library_path(asked)
    return _list(asked, path) if asked.verb in LISTS else _VERBS[asked.verb](asked, path)


def library_path(asked: argparse.Namespace) -> Path:
    """Give the library that `--db` names, or the person's own."""
    return asked.db or settings.library_path()


def guarded(work: Callable[[], int]) -> int:
    """Run a verb. 0 done, 1 refused (one line on standard error); a closed pipe is no error.

    Standard output is UTF-8 on every system, so that what a script reads has the same bytes everywhere.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        status = work()
        if sys.stdout is not None:
            sys.stdout.flush()
    except Refused as refused:
        return _refuse(str(refused))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # a statement of ours is wrong
        return _refuse(f"The library cannot be read: {error}. The command verify says what is damaged.")
    except BrokenPipeError:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # nobody reads what is left to flush
        return 0
    return status


def _refuse(message: str) -> int:
    print("rareearth-gui:", " ".join(message.splitlines()), file=sys.stderr)
    return 1


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text} ...", end="", file=sys.stderr, flush=True)


@contextmanager
def _reader(path: Path) -> Iterator[sqlite3.Connection]:
    from rareearth_gui.ops.start import start

    library = start(path, _progress, write=False)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    if library.told:
        print(f"rareearth-gui: {library.told}", file=sys.stderr)
    connection = library.reader()
    try:
        yield connection
    finally:
        connection.close()
        library.close()


def _list(asked: argparse.Namespace, path: Path) -> int:
    from rareearth_gui.ops import listing_json

    for column in listing_json.unknown_columns(asked.verb, asked.where):
        print(f"rareearth-gui: no column {column!r}; its words were searched for instead", file=sys.stderr)
    with _reader(path) as connection:
        if asked.json:
            _write_array(listing_json.records(connection, asked.verb, asked.where))
        elif asked.verb == "findings":
            for record in listing_json.records(connection, asked.verb, asked.where):
                print(f"{record['id']}  {record['check']}: {record['outcome']}. {record['explanation']}")
        else:
            _print_table(*listing_json.table(connection, asked.verb, asked.where))
    return 0


def _write_array(records: Iterable[object]) -> None:
    out = sys.stdout
    out.write("[")
    for number, record in enumerate(records):
        out.write(",\n " if number else "\n ")
        out.write(json.dumps(record, ensure_ascii=False, allow_nan=False))
    out.write("\n]\n")


def _print_table(titles: list[str], rows: Iterator[list[str]]) -> None:
    first = list(itertools.islice(rows, 200))
    widths = [
        min(WIDEST, max([len(title), *(len(row[n]) for row in first)], default=0)) for n, title in enumerate(titles)
    ]
    for row in itertools.chain([titles], first, rows):
        cells = (_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _show(asked: argparse.Namespace, path: Path) -> int:
    from rareearth_gui.domain.entities import Kind
    from rareearth_gui.domain.prose import plain
    from rareearth_gui.ops import browse, record, report_comparison

    with _reader(path) as connection:
        kind, number = browse.resolve(connection, asked.id)
        for name, value in record.in_words(connection, browse.record(connection, kind, number)).items():
            if value not in (None, ""):
                print(f"{name:14} {kind.id(number) if name == 'id' else value}")
        for section in record.tell(connection, kind, number).sections[1:]:
            print(f"\n{section.title}")
            for label, words in section.rows:
                print(f"  {plain(label):28} {plain(words)}".rstrip())
        if kind in (Kind.CONFLICT, Kind.QUESTION):
            print(f"\n{report_comparison.as_text(report_comparison.laid_out(connection, [kind.id(number)]))}")
    return 0


def _compare(asked: argparse.Namespace, path: Path) -> int:
    from rareearth_gui.ops import report_comparison

    with _reader(path) as connection:
        laid_out = report_comparison.laid_out(connection, asked.id)
        if asked.json:
            print(json.dumps(report_comparison.as_record(laid_out), ensure_ascii=False, allow_nan=False, indent=1))
        else:
            print(report_comparison.as_text(laid_out))
    return 0


def _attach(asked: argparse.Namespace, path: Path) -> int:
    from rareearth_gui.ops.attach import attach
    from rareearth_gui.ops.start import start

    library = start(path, _progress)
    refusals = []
    try:
        with library.writer() as connection:
            for file in asked.path:
                try:
                    done = attach(connection, file)
                except Refused as refused:
                    refusals.append(str(refused))
                    continue
                print(f"{file.name}: attached to {done.title}; {done.says}")
    finally:
        library.close()
    if refusals:
        raise Refused(" ".join(refusals))
    return 0


def _verify(asked: argparse.Namespace, path: Path) -> int:
    from rareearth_gui.ops.verify import verify

    marks = {True: "ok", False: "FAULT", None: "not checked"}
    faults = 0
    with _reader(path) as connection:
        for checked in verify(connection):
            faults += checked.holds is False
            print(f"{marks[checked.holds]:12} {checked.what:8} {checked.says}")
    if faults:
        raise Refused(f"{faults} {'check' if faults == 1 else 'checks'} failed.", "See the lines marked FAULT.")
    return 0


_VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "show": _show,
    "compare": _compare,
    "attach": _attach,
    "verify": _verify,
}
