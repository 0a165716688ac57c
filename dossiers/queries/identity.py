"""Nominees against the register: who may be known already, with what they were awarded."""

from collections.abc import Sequence

from dossiers.enums import Identity
from dossiers.models import Dossier, Nomination
from honourees.queries import match as match_queries
from honourees.queries.match import Candidate, Known


def candidate_of(line: Nomination) -> Candidate:
    """A line on its way into the register."""
    return Candidate(
        line.honouree_kind,
        line.full_name,
        line.gender,
        line.birth_year or (line.birth_date.year if line.birth_date else None),
        line.birth_date,
        is_new=line.identity == Identity.NEW,
    )


def known_of(dossier: Dossier, lines: Sequence[Nomination]) -> dict[int, list[Known]]:
    """{line: records it may mean}; of a line that was settled, the record it means.

    Of somebody said to be new the records that were offered: a wrong press can be taken back.
    """
    matches = match_queries.likely([candidate_of(line) for line in lines], unit=dossier.unit)
    found = {}
    for line, known in zip(lines, matches, strict=True):
        meant = [one for one in known if one.honouree.pk == line.honouree_id]
        if rows := meant if line.identity == Identity.KNOWN else known:
            found[line.pk] = rows
    return found
