"""The rules in force on a day: every provision with the figures and conditions it reads."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from law.enums import ProvisionKey
from law.figures import RuleKey
from law.models import Prerequisite, Provision, RuleValue
from law.queries.provision import LawOfDay, law_on


# Which figures of the rule set a provision reads.
FIGURES = {
    ProvisionKey.SERVICE: (RuleKey.LDTT_MONTHS, RuleKey.LDTT_LEAVE),
    ProvisionKey.RATING: (RuleKey.LDTT_RATING,),
    ProvisionKey.DISCIPLINE: (RuleKey.TITLE_PENALTY, RuleKey.FORM_PENALTY),
    ProvisionKey.MEMBER_SHARE: (RuleKey.TTLDTT_SHARE, RuleKey.TTLDXS_SHARE),
    ProvisionKey.MEMBER_DISCIPLINE: (RuleKey.MEMBER_PENALTY,),
    ProvisionKey.RATIO: (RuleKey.CSTDCS_PERCENT, RuleKey.CSTDCS_BASE),
    ProvisionKey.BODY_ENDED: (RuleKey.ENDED_COLLECTIVE,),
}


class InForce(NamedTuple):
    """One provision in force, with what of the catalogue it is asked with."""

    row: Provision
    figures: list[RuleValue]
    needs: list[Prerequisite]

    @property
    def key(self) -> ProvisionKey:
        """Its name in addresses."""
        return ProvisionKey(self.row.key)


def in_force_on(day: date) -> list[InForce]:
    """In reading order; nothing on a day of which the catalogue knows no law."""
    law = law_on(day)
    if law.rules is None:
        return []
    rows = ((key, law.provision(key)) for key in ProvisionKey)
    return [
        InForce(row, list(_figures(law, key)), list(_needs(law, key)))
        for key, row in rows
        if row is not None
    ]


def _figures(law: LawOfDay, key: ProvisionKey) -> Iterable[RuleValue]:
    return (law.figure(one) for one in FIGURES.get(key, ()) if law.rules.has(one))


def _needs(law: LawOfDay, key: ProvisionKey) -> Iterable[Prerequisite]:
    """Conditions of single awards: members, evidence, earlier awards; each stands once."""
    wanted = {
        ProvisionKey.MEMBER_SHARE: lambda rows: any(row.share for row in rows),
        ProvisionKey.EVIDENCE: lambda rows: any(row.evidence for row in rows),
        ProvisionKey.NEEDED_AWARD: lambda rows: not any(row.evidence or row.share for row in rows),
    }.get(key)
    if wanted is None:
        return
    for rows in law.all_needs():
        if wanted(rows):
            yield from rows
