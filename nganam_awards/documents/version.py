"""Frozen words know which version of the portal wrote them; readers upgrade them on reading.

What is stored is never rewritten: an issued paper keeps its words and its bytes.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass


KEY = "version"

Step = Callable[[dict], None]  # writes into a copy what the next version has and this one lacks


@dataclass(frozen=True)
class Versions:
    """How one kind of frozen JSON was written so far: `steps[0]` makes version 2 of version 1.

    What carries no version was written before versions were counted: it takes every step, so the
    steps of that time fill in only what is missing.
    """

    steps: tuple[Step, ...] = ()

    @property
    def present(self) -> int:
        """The version that is written today."""
        return len(self.steps) + 1

    def stamped(self, words: dict) -> dict:
        """The words as they are stored."""
        return {**words, KEY: self.present}

    def read(self, stored: dict) -> dict:
        """The stored words as today's version has them, without their version."""
        missing = self.steps[stored.get(KEY, 1) - 1 :]
        words = {key: value for key, value in stored.items() if key != KEY}
        if missing:
            words = copy.deepcopy(words)
        for step in missing:
            step(words)
        return words
