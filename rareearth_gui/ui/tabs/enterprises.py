"""Enterprises: groups, companies, institutes, agencies and people, with all their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rareearth_gui.domain.entities import Kind
from rareearth_gui.ops.listings import ENTERPRISES
from rareearth_gui.ui.tabs.tab import ListTab, Tab

if TYPE_CHECKING:
    from rareearth_gui.ui.desk import Desk

ORDER = 2
TITLE = "Enterprises"
KINDS = frozenset({Kind.ENTERPRISE})


def make(desk: Desk) -> Tab:
    """Build the tab."""
    return ListTab(desk, Kind.ENTERPRISE, ENTERPRISES)
