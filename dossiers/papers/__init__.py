"""Papers that write themselves: their facts, their sentences, their pages (domain: T1 to T7)."""

from dossiers.papers.readers import register


__all__ = ["register"]
