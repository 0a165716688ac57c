"""The annex (danh sách kèm theo) of a decision, letter or extract, from the same rows."""

from council.papers.result import Heard
from decisions.models import Decision
from decisions.queries.lineup import LineUp, LineUpEntry
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.documents import annex


def annex_of(lineup: LineUp, attached: str, *, is_priced: bool = True) -> dict:
    """The list of everybody who counts; `attached` says which paper it belongs to."""
    decision = lineup.decision
    about = lineup.kinds
    # Beside money there is no room for it: a sentence of the letter says from how many to how many.
    heard = None if is_priced else Heard(lineup.nominations, lineup.council)
    has_votes = heard is not None and heard.differs
    verb = "được" if is_priced else "được đề nghị"
    return annex.annex(
        about=f"{about[:1].upper()}{about[1:]} {verb} {decision.verb} {decision.award_words}",
        attached=attached,
        columns=annex.columns(
            detail="Chức vụ, đơn vị",
            achievement="Phiếu đồng ý của Hội đồng" if has_votes else "",
            prize="Tiền thưởng (đồng)" if is_priced else "",
        ),
        sections=annex.sections(
            (
                (_section_title(decision, award, kind), entries)
                for award, kind, entries in lineup.by_award
            ),
            lambda order, entry: annex.row(
                order,
                entry.nomination.addressed,
                post_of(entry),
                achievement=heard.votes(entry.nomination) if has_votes else "",
                prize=entry.prize_vnd if is_priced else None,
                note=entry.prize_note,
            ),
        ),
        total=lineup.total_vnd if is_priced else None,
    )


def post_of(entry: LineUpEntry) -> str:
    """«Hiệu trưởng, Trường Mầm non Phường 1»."""
    parts = (entry.nomination.position, entry.nomination.working_unit)
    return ", ".join(part for part in parts if part)


def _section_title(decision: Decision, award: AwardType, kind: HonoureeKind) -> str:
    """«CÁ NHÂN»; with its title where several stand in one list."""
    if len(decision.award_types) == 1:
        return kind.section
    return f"{award.full_name.upper()}, {kind.section}"
