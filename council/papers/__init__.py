"""Papers of the Council: invitation, minutes, minutes of a count, printed ballots."""

from council.papers.kind import register


__all__ = ["register"]
