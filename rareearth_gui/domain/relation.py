"""A relation: arithmetic between figures, kept as data with its own source or reason."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("share", "growth", "change", "part", "sum", "conversion", "bound")


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` with its members as (role, figure key) pairs: share, part, whole; start, end, growth; total, part...

    `source` is the document that states the relation; blank when `reason` says why it must hold.
    """

    key: str
    kind: str
    members: tuple[tuple[str, str], ...]
    source: str = ""
    reason: str = ""

    def all(self, role: str) -> tuple[str, ...]:
        """Give the figure keys that play a role, in order."""
        return tuple(key for name, key in self.members if name == role)

    def one(self, role: str) -> str | None:
        """Give the figure key that plays a role, or None."""
        return next(iter(self.all(role)), None)
