"""Danh sách kèm theo: the annex of a decision, a letter or an extract, from the same rows."""

from decisions.models import Decision
from decisions.queries.lineup import LineUp, LineUpEntry
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.documents.typography import roman


def annex_of(lineup: LineUp, attached: str, *, is_priced: bool = True) -> dict:
    """The list of everybody who counts; `attached` says which paper it belongs to."""
    decision = lineup.decision
    about = lineup.kinds
    verb = "được" if is_priced else "được đề nghị"
    return {
        "heading": "DANH SÁCH",
        "about": f"{about[:1].upper()}{about[1:]} {verb} {decision.verb} {decision.award_words}",
        "attached": attached,
        "columns": {
            "name": "Họ và tên / Tên tập thể",
            "detail": "Chức vụ, đơn vị",
            "achievement": "",
            "prize": "Tiền thưởng (đồng)" if is_priced else "",
        },
        "sections": [
            {
                "roman": roman(number),
                "title": _section_title(decision, award, kind),
                "rows": [
                    {
                        "order": order,
                        "name": entry.nomination.addressed,
                        "detail": post_of(entry),
                        "achievement": "",
                        "prize": entry.prize_vnd if is_priced else None,
                        "note": entry.prize_note,
                    }
                    for order, entry in enumerate(entries, start=1)
                ],
            }
            for number, (award, kind, entries) in enumerate(lineup.by_award, start=1)
        ],
        "total": lineup.total_vnd if is_priced else None,
    }


def post_of(entry: LineUpEntry) -> str:
    """«Hiệu trưởng, Trường Mầm non Phường 1»."""
    parts = (entry.nomination.position, entry.nomination.working_unit)
    return ", ".join(part for part in parts if part)


def _section_title(decision: Decision, award: AwardType, kind: HonoureeKind) -> str:
    """«CÁ NHÂN»; with its title where several stand in one list."""
    if len(decision.award_types) == 1:
        return kind.section
    return f"{award.full_name.upper()}, {kind.section}"
