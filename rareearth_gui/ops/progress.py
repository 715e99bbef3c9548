"""Progress of long work: written by the worker, read by whoever shows it, and the polite wish to stop."""

from __future__ import annotations

from rareearth_gui.domain.refused import Refused


class Cancelled(Refused):
    """The person stopped the work; what it had begun was taken back."""


class Progress:
    """How far a piece of work has come. `stop` asks it to end at its next step."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.done = self.total = 0
        self.stop = False

    def __call__(self, done: int, total: int) -> None:
        """Note a step; raises Cancelled when the person asked to stop."""
        self.done, self.total = done, total
        if self.stop:
            raise Cancelled(f"{self.words}: stopped.", "Everything is as it was before.")
