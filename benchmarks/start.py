"""Start (S1, S2, S3): launch to painted rows, against a bare PySide6 window and against DB Browser for SQLite."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.launched import BARE
from benchmarks.library import FIGURES, FOLDER, SOURCES, library
from benchmarks.measure import Result, as_users_have_it, interleaved, result
from benchmarks.screen import Screen, stop
from rareearth_gui.ops.start import make

RUNS = 11
ROOT = Path(__file__).resolve().parents[1]
DB_BROWSER = "sqlitebrowser"
ROWS = (100, 240, 1360, 800)
"""Where DB Browser shows rows when it fills the screen; the queue of ours stands there too."""
INK = 3000


def launch(environment: dict[str, str], *what: str) -> tuple[float, float, list[str]]:
    """Launch until painted. Give the wall and the processor time in ms, and the heavy modules that were loaded."""
    before, began = _used(), perf_counter()
    command = [sys.executable, "-m", "benchmarks.launched", *what]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    said = process.stdout.readline().decode().split()
    wall = (perf_counter() - began) * 1000
    process.wait()
    process.stdout.close()
    if said[:1] != ["painted"]:
        raise RuntimeError(f"{what} painted nothing")
    return wall, (_used() - before) * 1000, said[1:]


def _used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def against_bare(name: str, environment: dict[str, str], path: Path) -> list[Result]:
    """Measure S1 in one environment: wall time, and processor time, which other load disturbs less."""
    walls: list[tuple[float, float]] = []
    cpus: list[tuple[float, float]] = []
    for number in range(RUNS + 1):
        ours, peer = launch(environment, str(path)), launch(environment, BARE)
        if number:
            walls.append((ours[0], peer[0]))
            cpus.append((ours[1], peer[1]))
    against = "bare window"
    return [
        result("S1", f"launch to painted, {name}", walls, 1.35, against),
        result("S1", f"launch to painted, {name}, processor time", cpus, 1.35, against),
    ]


def db_browser_home(folder: Path) -> None:
    """Lay out DB Browser as a person would for browsing: its side panes closed."""
    place = folder / ".config" / "sqlitebrowser" / "sqlitebrowser.conf"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(__file__).with_name("db_browser.conf"), place)


def on_screen(screen: Screen, command: list[str]) -> float:
    """Launch a program until there is text where its rows belong; ms."""
    began = perf_counter()
    process = screen.start(command)
    painted = screen.wait_for_ink(ROWS, INK)
    stop(process)
    sleep(0.3)
    return (painted - began) * 1000


def against_db_browser(screen: Screen, path: Path, runs: int = 7) -> Result:
    """Measure S2: both seen on one screen from outside."""
    db_browser_home(screen.folder)
    ours = [sys.executable, "-m", "rareearth_gui", "--db", str(path)]
    peer = [DB_BROWSER, "-t", "figure", str(path)]
    pairs = interleaved(runs, lambda: on_screen(screen, ours), lambda: on_screen(screen, peer))
    return result("S2", "launch to rows on screen, million figures", pairs, 0.6, "DB Browser")


def modules(path: Path) -> Result:
    """Measure S3: how many heavy modules are loaded at the first paint."""
    loaded = launch(offscreen(), str(path))[2]
    return Result("S3", f"heavy modules at first paint {' '.join(loaded)}".rstrip(), len(loaded), 1, "", 0, "allowed 0")


def offscreen() -> dict[str, str]:
    """Give an environment in which Qt paints into memory, and nobody's settings are touched."""
    return {**as_users_have_it(), "QT_QPA_PLATFORM": "offscreen"}


def results(to: Path = FOLDER) -> list[Result]:
    """Measure the rows S1 to S3."""
    million = library(FIGURES, SOURCES, to)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="start-")))
        bundled = folder / "bundled.sqlite"
        make(bundled, str)  # type: ignore[arg-type]
        found = [*against_bare("bundled, offscreen", offscreen(), bundled)]
        found += against_bare("million, offscreen", offscreen(), million)
        if shutil.which("Xvfb") and shutil.which("openbox"):
            screen = stack.enter_context(Screen())
            found += against_bare("bundled, X", screen.environment, bundled)
            found += against_bare("million, X", screen.environment, million)
            if shutil.which(DB_BROWSER):
                found.append(against_db_browser(screen, million))
        return [*found, modules(million)]
