"""The row of tabs: one file a tab, loaded when it is first shown, so that its title and kinds stand here as well."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

from rareearth_gui.domain.entities import Kind

if TYPE_CHECKING:
    from types import ModuleType


class Declared(NamedTuple):
    """A tab by its module's name, with what the module declares as TITLE and KINDS; the tests compare the two."""

    name: str
    title: str
    kinds: frozenset[Kind]

    def module(self) -> ModuleType:
        """Load the module, which makes the tab."""
        return importlib.import_module(f"{__name__}.{self.name}")


ROW = (
    Declared("conflicts", "Conflicts", frozenset({Kind.CONFLICT, Kind.QUESTION})),
    Declared("enterprises", "Enterprises", frozenset({Kind.ENTERPRISE})),
    Declared("materials", "Materials", frozenset({Kind.MATERIAL})),
    Declared("plan_tasks", "Plan tasks", frozenset({Kind.TASK})),
    Declared("indicators", "Indicators", frozenset({Kind.INDICATOR})),
    Declared("sources", "Sources", frozenset({Kind.SOURCE, Kind.FIGURE})),
    Declared("history", "History", frozenset({Kind.AUDIT, Kind.RULING})),
)
