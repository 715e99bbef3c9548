"""The error that is the person's to mend; anything else that is raised is our bug."""

from __future__ import annotations


class Refused(Exception):
    """Something cannot be done: `message` says what happened, `hint` what is safe and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint
