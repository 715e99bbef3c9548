"""Sources: to be built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import SOURCES
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk

ORDER = 6
TITLE = "Sources"
KINDS = frozenset({Kind.SOURCE})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return ListTab(desk, Kind.SOURCE, SOURCES)
