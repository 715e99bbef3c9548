"""Run the benchmarks, all or those that are named, and print one table of ratios, both sides measured in this run."""

from __future__ import annotations

import argparse
import importlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.library import FOLDER
from benchmarks.measure import Result, table

NAMES = ("start", "table", "contradictions", "search", "plots", "text")


def main() -> None:
    """Read the names, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, []], help=f"any of {', '.join(NAMES)}; all when none is named"
    )
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the big libraries are made and kept")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:  # none in the heap of another
        found = [one for name in asked.names or NAMES for one in alone.submit(results, name, asked.to).result()]
    print(table(found))


def results(name: str, to: Path) -> list[Result]:
    """Measure the rows of one benchmark."""
    found: list[Result] = importlib.import_module(f"benchmarks.{name}").results(to)
    return found


if __name__ == "__main__":
    main()
