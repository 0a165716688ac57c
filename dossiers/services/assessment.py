"""Keeps what the provisions said when it counted: filed, appraised, submitted, issued."""

from collections.abc import Iterable

from dossiers.enums import Stage
from dossiers.models import Assessment, Dossier, Nomination
from dossiers.rules import assessment as assessment_rules
from dossiers.rules.eligibility.examination import Examination
from units.models import User


def keep(dossier: Dossier, examined: Examination, stage: Stage, *, by: User | None) -> Assessment:
    """One more row; call inside the transaction of the step."""
    return Assessment.objects.create(
        dossier=dossier,
        stage=stage,
        rules_stamp=examined.rules_stamp,
        data_sha=examined.data_sha,
        findings=assessment_rules.kept(examined.findings),
        made_by=by,
    )


def keep_of_decision(
    lines: Iterable[Nomination], examined: Examination, stage: Stage, *, by: User | None
) -> None:
    """A row for every dossier of a decision's lines, in one statement."""
    of_dossier: dict[int, list[int]] = {}
    for line in lines:
        of_dossier.setdefault(line.dossier_id, []).append(line.pk)
    told, sha = assessment_rules.kept(examined.findings), examined.data_sha
    Assessment.objects.bulk_create(
        Assessment(
            dossier_id=dossier,
            stage=stage,
            rules_stamp=examined.rules_stamp,
            data_sha=sha,
            findings={str(pk): told[str(pk)] for pk in keys if str(pk) in told},
            made_by=by,
        )
        for dossier, keys in sorted(of_dossier.items())
    )
