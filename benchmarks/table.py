"""The list of a million figures (T1 to T6): sorting, jumping, filtering, memory, painting, gaps of the event loop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from time import sleep
from typing import TYPE_CHECKING

from benchmarks.library import FIGURES, FOLDER, SOURCES, library
from benchmarks.measure import Result, private_memory, result
from benchmarks.screen import HEIGHT, WIDTH, Region, Screen, stop
from benchmarks.start import DB_BROWSER, ROOT, ROWS, db_browser_home

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SESSIONS = 3
WORD, PART = "smelti", "summar"
"""What is typed: the beginning of a word, and a part of a note."""
KEY_MS = 20
TYPED_MS = KEY_MS * (len(WORD) - 1)
"""The time of typing itself, the same for both, which is taken off: what counts is the wait after the last key."""
Times = tuple[float, float, float]
"""ms to the first and the last change of the rows, and until the process is at rest."""


class Viewer:
    """A window over the figures, worked by mouse and keyboard; `places` are the heads of columns and the boxes."""

    def __init__(
        self, screen: Screen, process: subprocess.Popen[bytes], rows: Region, places: Mapping[str, tuple[int, int]]
    ):
        self.screen, self.process, self.rows, self.places = screen, process, rows, places

    def click(self, name: str) -> Times:
        """Click on the head of a column."""
        self._point(name)
        return self.screen.changes(self.rows, self.process.pid, "click 1")

    def press(self, key: str) -> Times:
        """Press a key in the rows."""
        self.focus("rows")
        return self.screen.changes(self.rows, self.process.pid, f"key {key}")

    def type(self, box: str, text: str) -> Times:
        """Type into a box as a person does."""
        self.focus(box)
        return self.typed(text)

    def typed(self, text: str) -> Times:
        """Type where the cursor stands; ms from the last key on."""
        first, last, rest = self.screen.changes(self.rows, self.process.pid, f"type --delay {KEY_MS} {text}")
        return first - TYPED_MS, last - TYPED_MS, rest - TYPED_MS

    def focus(self, name: str) -> None:
        """Click somewhere and wait until that has been drawn."""
        self._point(name)
        self.screen.do("click 1")
        sleep(0.5)

    def _point(self, name: str) -> None:
        x, y = self.places[name]
        self.screen.do(f"mousemove {x} {y}")
        sleep(0.3)

    def memory(self) -> float:
        """Give the MiB that the program has to itself."""
        return private_memory(self.process.pid)

    def close(self) -> None:
        """End the program."""
        stop(self.process)
        sleep(0.5)


def ours(screen: Screen, path: Path) -> Viewer:
    """Start our list; it says itself where its columns stand."""
    command = [sys.executable, "-m", "benchmarks.figures_window", str(path)]
    process = subprocess.Popen(
        command,
        env=screen.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    places = json.loads(process.stdout.readline())
    (left, top), (right, bottom) = places["first"], places["last"]
    places |= {"indexed": places["value"], "number": places["low"], "text": places["printed"]}
    places |= {"rows": (left + 200, top + 200), "word": places["filter"], "part": places["filter"]}
    sleep(1)
    return Viewer(screen, process, (left, top, min(right, WIDTH), min(bottom, HEIGHT)), places)


def db_browser(screen: Screen, path: Path) -> Viewer:
    """Start DB Browser on the table of figures, laid out by our file of settings."""
    db_browser_home(screen.folder)
    process = screen.start([DB_BROWSER, "-t", "figure", str(path)])
    screen.wait_for_ink(ROWS, 3000)
    sleep(4)
    screen.do("key Escape")  # it asks whether to abort its own reading of rows
    sleep(2)
    places = {"indexed": (507, 158), "number": (858, 158), "text": (1090, 158), "rows": (600, 400)}
    places |= {"word": (1230, 180), "part": (385, 180)}  # once it is scrolled to its last columns
    return Viewer(screen, process, ROWS, places)


def sorting(viewer: Viewer) -> dict[str, Times]:
    """Jump, sort in three ways, and jump again."""
    times = {"end by id": viewer.press("ctrl+End")}
    viewer.press("ctrl+Home")
    for name in ("indexed", "number"):
        times[name] = viewer.click(name)
    times["text"] = viewer.click("text")
    times["end sorted"] = viewer.press("ctrl+End")
    return times


def filtering(viewer: Viewer) -> dict[str, Times]:
    """Type a word, and, in place of it, a part of a note."""
    viewer.press("End")
    times = {"word": viewer.type("word", WORD)}
    viewer.screen.do("key ctrl+a", "key BackSpace")
    sleep(4)
    if "filter" in viewer.places:
        viewer.screen.do("type --delay 10 note:")
        sleep(2)
        times["part"] = viewer.typed(PART)
    else:
        times["part"] = viewer.type("part", PART)
    return times


def session(viewer: Viewer) -> dict[str, Times]:
    """Filter, then sort; memory is read at the end and, in the place of times, once."""
    try:
        times = filtering(viewer)
        viewer.screen.do("key ctrl+a", "key BackSpace")
        sleep(5)
        times |= sorting(viewer)
        times["memory"] = (viewer.memory(),) * 3
    finally:
        viewer.close()
    return times


def on_screen(path: Path, sessions: int = SESSIONS) -> Iterator[Result]:
    """Measure T1, T2, T3 and T5 beside DB Browser, in turn on one screen."""
    with Screen() as screen:
        runs = [(session(ours(screen, path)), session(db_browser(screen, path))) for _ in range(sessions)]
    against = "DB Browser"

    def paired(name: str, mine: int, other: int) -> list[tuple[float, float]]:
        return [(one[name][mine], two[name][other]) for one, two in runs]

    for name, goal in (("indexed", 0.45), ("number", 0.15), ("text", 0.15)):
        kind = name if name == "indexed" else f"un-indexed {name}"
        yield result("T1", f"sort {kind}, first screen", paired(name, 0, 1), goal, against)
    yield result("T2", "jump to the end, sorted", paired("end sorted", 1, 1), 0.01, against)
    yield result("T2", "jump to the end, by id", paired("end by id", 1, 1), 0.2, against)
    yield result("T3", "type a word, last key to settled", paired("word", 2, 2), 0.08, against)
    yield result("T3", "type a part of a note, last key to settled", paired("part", 2, 2), 0.2, against)
    yield result("T5", "private memory after all that", paired("memory", 0, 0), 0.6, against, "MiB")


def painted(path: Path) -> list[Result]:
    """Measure T4 and T6 in a process of its own, where nothing else has run before."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.painting", str(path)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    results = [result("T4", "repaint of all rows", found["repaint"], 0.9, "QStandardItemModel")]
    stock = [peer for _, peer in found["repaint"]]
    for name, gap in found["gaps"].items():
        pairs = [(gap, one) for one in stock]
        results.append(result("T6", f"longest gap: {name}", pairs, 2, "one repaint of that"))
    return results


def results(to: Path = FOLDER) -> list[Result]:
    """Measure the rows T1 to T6."""
    million = library(FIGURES, SOURCES, to)
    return [*on_screen(million), *painted(million)]
