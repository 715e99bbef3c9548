"""Plan tasks: to be built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import TASKS
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk

ORDER = 4
TITLE = "Plan tasks"
KINDS = frozenset({Kind.TASK})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return ListTab(desk, Kind.TASK, TASKS)
