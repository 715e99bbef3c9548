"""Measuring: medians of interleaved runs, a process's own memory and time, and one row of the table of ratios."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what was measured, ours and the peer's (with their unit), and the ratio that was to be reached."""

    row: str
    what: str
    ours: float
    peer: float
    unit: str
    goal: float
    against: str

    @property
    def ratio(self) -> float:
        """Give ours as a multiple of the peer's."""
        return self.ours / self.peer if self.peer else float("inf")


def result(
    row: str, what: str, pairs: Sequence[tuple[float, float]], goal: float, against: str, unit: str = "ms"
) -> Result:
    """Make a line of paired runs: medians of both sides; the ratio is that of the medians."""
    return Result(row, what, median(ours for ours, _ in pairs), median(peer for _, peer in pairs), unit, goal, against)


def interleaved(
    runs: int, ours: Callable[[], float], peer: Callable[[], float], *, warm: int = 1
) -> list[tuple[float, float]]:
    """Run both sides in turn, the first `warm` times for nothing, so that load from elsewhere meets both."""
    pairs = [(ours(), peer()) for _ in range(warm + runs)]
    return pairs[warm:]


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def as_users_have_it() -> dict[str, str]:
    """Give the environment without what keeps Python from keeping its bytecode, as a developer's may have it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def private_memory(pid: int) -> float:
    """Give the MiB that a process has to itself (RssAnon)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


def processor_time(pid: int) -> float:
    """Give the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def table(results: Iterable[Result]) -> str:
    """Write the lines as one table."""
    lines = [
        "| row | what | ours | peer or limit | ratio | goal | met |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in results:
        met = "yes" if one.ratio <= one.goal else "NO"
        lines.append(
            f"| {one.row} | {one.what} | {_amount(one.ours)} {one.unit} | {_amount(one.peer)} {one.unit} "
            f"{one.against} | {one.ratio:.3g} | {one.goal:g} | {met} |"
        )
    return "\n".join(lines)


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
