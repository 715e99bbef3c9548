"""Conflicts: the queue, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import CONFLICTS
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk

ORDER = 1
TITLE = "Conflicts"
KINDS = frozenset({Kind.CONFLICT, Kind.QUESTION, Kind.FIGURE})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return ListTab(desk, Kind.CONFLICT, CONFLICTS)
