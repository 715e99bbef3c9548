"""The explanation: what the checks say, strongest first, in prose whose every number leads to its words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rareearth_gui.domain.finding import Outcome
from rareearth_gui.ui.panel import LinkText, html_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rareearth_gui.domain.finding import Finding
    from rareearth_gui.ops.compare import SideBySide
    from rareearth_gui.ui.desk import Desk

CHECKS = {
    "spread": "The figures quarrel",
    "share": "Shares and their denominators",
    "total": "Parts, totals and limits",
    "growth": "Growth",
    "convert": "Conversion",
    "slip": "A slip that would mend it",
    "trend": "Out of proportion",
    "impossible": "Cannot all be true",
    "echo": "Copies and origins",
    "vintage": "Edition and age",
    "plan": "Target and outcome",
}
FOLLOWS = "impossible"
NOTHING = "The checks have nothing to say about these figures: they agree, or nothing binds them."


class Explanation(LinkText):
    """Shows the findings of a comparison."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: SideBySide | None = None
        self.setAccessibleName("Explanation")
        desk.themed.connect(self._on_themed)

    def show_comparison(self, side: SideBySide) -> None:
        """Write the findings down, what wants an eye before what holds."""
        self._shown = side
        findings = sorted(side.findings, key=_rank)
        said = "".join(self._paragraph(finding) for finding in findings) or f"<p>{NOTHING}</p>"
        beyond = f"<p style='color:{self._desk.theme.muted}'>{escape(side.elsewhere)}</p>" if side.elsewhere else ""
        self.setHtml(said + beyond)

    def _paragraph(self, finding: Finding) -> str:
        theme = self._desk.theme
        colour = {Outcome.CONTRADICT: theme.bad, Outcome.HOLDS: theme.good}.get(finding.outcome, theme.muted)
        title = CHECKS.get(finding.check, finding.check.capitalize())
        head = (
            f"<p style='margin-bottom:1px'><b>{escape(title)}</b> "
            f"<span style='color:{colour}'>{escape(finding.outcome.value)}</span></p>"
        )
        lines = "".join(f"<p style='margin-top:2px;margin-bottom:4px'>{html_of(line)}</p>" for line in _lines(finding))
        return head + lines

    def _on_themed(self) -> None:
        if self._shown is not None:
            self.show_comparison(self._shown)


def _lines(finding: Finding) -> list[str]:
    return [line for line in finding.prose.split("\n") if line]


def _rank(finding: Finding) -> tuple[int, float]:
    """Put the quarrel first, then what may explain it, then what follows from it, then what holds."""
    order = (Outcome.CONTRADICT, Outcome.EXPLAINS, Outcome.UNEXPLAINED)
    place = order.index(finding.outcome) if finding.outcome in order else len(order) + 1
    return len(order) if finding.check == FOLLOWS else place, -float(finding.suspicion)
