"""What the regime of a day chooses for single awards: asked about, posted, before whom."""

from datetime import date
from typing import NamedTuple

from law.figures import Audience, AwardKey, YesNo
from law.models import AwardRule, RuleSet


class AwardChoice(NamedTuple):
    """The choices for one award, with where the two procedures are written."""

    is_consulted: bool = False
    posting_days: int = 0  # of the calendar; 0: not posted
    audience: str = Audience.UNITS.value
    takes_unsigned: bool = False
    consultation_source: str = ""
    posting_source: str = ""


def choices_on(day: date) -> dict[int, AwardChoice]:
    """{award type: its choices} of the newest regime in force, in one query.

    An award without rows is neither asked about nor posted.
    """
    in_force = RuleSet.objects.valid_on(day)
    rows = list(
        AwardRule.objects.valid_on(day)
        .filter(rule_set__in=in_force)
        .order_by("rule_set__valid_from", "valid_from")
    )
    newest = rows[-1].rule_set_id if rows else None
    found: dict[int, dict[str, AwardRule]] = {}
    for row in rows:
        if row.rule_set_id == newest:
            found.setdefault(row.award_type_id, {})[row.key] = row
    return {award: _choice(chosen) for award, chosen in found.items()}


def _choice(rows: dict[str, AwardRule]) -> AwardChoice:
    def read(key: AwardKey, otherwise: object) -> object:
        return rows[key].read if key in rows else otherwise

    def source(key: AwardKey) -> str:
        if key not in rows:
            return ""
        return rows[key].citation + ("" if rows[key].is_verified else " · chưa kiểm chứng")

    return AwardChoice(
        is_consulted=read(AwardKey.CONSULTATION, YesNo.NO) == YesNo.YES,
        posting_days=read(AwardKey.POSTING_DAYS, 0),
        audience=read(AwardKey.POSTING_AUDIENCE, Audience.UNITS).value,
        takes_unsigned=read(AwardKey.UNSIGNED_OBJECTION, YesNo.NO) == YesNo.YES,
        consultation_source=source(AwardKey.CONSULTATION),
        posting_source=source(AwardKey.POSTING_DAYS),
    )
