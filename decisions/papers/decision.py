"""The words of a decision: the frozen context that `documents/decision.html` prints."""

from datetime import date

from campaigns.papers.announcement import plan_ground
from decisions.models import Decision
from decisions.papers.lists import annex_of, post_of
from decisions.queries import articles as articles_queries
from decisions.queries.lineup import LineUp, LineUpEntry
from law.models import Authority, AwardType, Signatory
from law.papers import letterhead_of, signature_of
from law.services.number_book import DECISION_KIND
from nganam_awards.core.money import grouped, in_words
from nganam_awards.documents import annex
from nganam_awards.documents.typography import (
    paper_count,
    paper_date,
    paper_symbol,
    subject,
    subject_blockers,
)


INLINE_NAMES = 3  # up to three names stand in Điều 1 without an annex (office practice)


def context(
    lineup: LineUp, *, day: date, authority: Authority, signatory: Signatory | None, symbol: str
) -> dict:
    """Everything the paper prints, as plain JSON (NĐ 30/2020; structure of domain §7.5)."""
    decision = lineup.decision
    said = data_of(lineup)
    inline = is_inline(lineup)
    return {
        **letterhead_of(authority).head("QUYẾT ĐỊNH", DECISION_KIND),
        "about": about(lineup),
        "authority": authority.head_title.upper(),
        "grounds": grounds_of(lineup, day, by_letter=True),
        "articles": [
            _first_article(lineup, said["first"]),
            {"text": articles_queries.block(decision, "money", **said["money"]), "points": []},
            {"text": articles_queries.block(decision, "duty", **said["duty"]), "points": []},
        ],
        "annexes": [] if inline else [_annex(lineup, authority, symbol, day)],
        "recipients": articles_queries.recipients(decision),
        "signature": signature_of(signatory),
    }


def about(lineup: LineUp) -> str:
    """The abstract (trích yếu); a usual one that would be long names the year, not the merit.

    What was done stands in Điều 1, in full.
    """
    decision, data = lineup.decision, data_of(lineup)["about"]
    full = articles_queries.block(decision, "about", **data)
    if decision.wording.get("about"):
        return full
    data["merit"] = in_short(decision)
    return subject(full, articles_queries.block(decision, "about", **data))


def about_blockers(lineup: LineUp) -> list[str]:
    """Three lines at most, where Phòng Nội vụ words it itself."""
    return subject_blockers(about(lineup)) if lineup.decision.wording.get("about") else []


def in_short(decision: Decision) -> str:
    """The merit where there is no room for it."""
    return f"có thành tích năm {decision.merit_year}"


def grounds_of(lineup: LineUp, day: date, *, by_letter: bool) -> list[str]:
    """Legal bases (căn cứ): the law of the day, the plan that allows it, whose letter asks."""
    decision, lines = lineup.decision, list(lineup.bases_on(day))
    if decision.plan_id and decision.plan.approved_on:
        lines.append(plan_ground(decision.plan))
    lines += articles_queries.extra_grounds(decision)
    if not by_letter:
        return lines
    if decision.letter_number and decision.letter_on:
        lines.append(
            "Theo đề nghị của Trưởng phòng Phòng Nội vụ tại Tờ trình số "
            f"{paper_symbol(decision.letter_number)} {paper_date(decision.letter_on)}"
        )
    else:
        lines.append("Theo đề nghị của Trưởng phòng Phòng Nội vụ")
    return lines


def data_of(lineup: LineUp) -> dict[str, dict[str, str]]:
    """What stands in the places of each sentence (`wording.PLACES`), from the rows."""
    decision = lineup.decision
    act = f"{decision.verb} {decision.award_words}"
    who = lineup.kinds
    return {
        # «đã» belongs to the sentence of Điều 1, not to a title.
        "about": {
            "act": act,
            "whom": lineup.counted,
            "merit": decision.reason.removeprefix("đã "),
        },
        "first": {"act": _act_in_full(decision), "whom": _whom(lineup), "merit": decision.reason},
        "money": {
            "award": decision.award_words,
            "amounts": _amounts(lineup),
            "total": f"{grouped(lineup.total_vnd)} đồng (Bằng chữ: {in_words(lineup.total_vnd)})",
            "fund": decision.fund_line,
        },
        "duty": {"named": f"các {who}" if len(lineup.entries) > 1 else who},
    }


def is_inline(lineup: LineUp) -> bool:
    """So few names that they stand in Điều 1."""
    return len(lineup.entries) <= INLINE_NAMES


def _act_in_full(decision: Decision) -> str:
    awards = decision.award_types
    what = awards[0].full_name if len(awards) == 1 else decision.award_words
    return f"{decision.verb} {what}"


def _whom(lineup: LineUp) -> str:
    """Whom Điều 1 names: the one, those who follow, or those of the annex."""
    if not is_inline(lineup):
        return f"{lineup.counted} (có danh sách kèm theo)"
    if len(lineup.entries) == 1:
        return f"{lineup.counted}: {described(lineup.entries[0], says_award=False)}"
    return f"{lineup.counted} sau đây"


def _first_article(lineup: LineUp, said: dict[str, str]) -> dict:
    text = articles_queries.block(lineup.decision, "first", **said)
    several = len(lineup.decision.award_types) > 1
    if is_inline(lineup):
        if len(lineup.entries) == 1:
            return {"text": text, "points": []}
        names = [described(entry, several) for entry in lineup.entries]
        return {
            "text": f"{text}:",
            "points": [f"{order}. {name}" for order, name in enumerate(names, start=1)],
        }
    if not several:
        return {"text": text, "points": []}
    return {
        "text": f"{text}, cụ thể:",
        "points": [
            f"{order}. {_named(award)}: {paper_count(len(entries))} {kind.noun}"
            for order, (award, kind, entries) in enumerate(lineup.by_award, start=1)
        ],
    }


def described(entry: LineUpEntry, says_award: bool) -> str:
    """«Ông Lê Văn An, Trưởng khóm, UBND Phường 4», and the title where there are several."""
    award = _named(entry.nomination.award_type) if says_award else ""
    parts = (entry.nomination.addressed, post_of(entry), award)
    return ", ".join(part for part in parts if part)


def _named(award: AwardType) -> str:
    """«Danh hiệu “Lao động tiên tiến”» at the head of a point."""
    return f"{award.full_name[:1].upper()}{award.full_name[1:]}"


def _amounts(lineup: LineUp) -> str:
    """Each award and kind with its amount; who has several titles is paid once."""
    several = len(lineup.decision.award_types) > 1
    each = []
    for award, kind, entries in lineup.by_award:
        amounts = {entry.prize_vnd for entry in entries if not entry.prize_note}
        what = f"{award.bare_name} " if several else ""
        each += [f"{what}mỗi {kind.noun} {grouped(amount)} đồng" for amount in sorted(amounts)]
    once = (
        "; cá nhân, tập thể được công nhận nhiều danh hiệu chỉ nhận một mức thưởng cao nhất"
        if any(entry.prize_note for entry in lineup.entries)
        else ""
    )
    return f"{', '.join(each)}{once}"


def _annex(lineup: LineUp, authority: Authority, symbol: str, day: date) -> dict:
    attached = annex.attached_to(
        "Quyết định",
        symbol=symbol,
        letters=letterhead_of(authority).letters(DECISION_KIND),
        when=annex.when(day if symbol else None, day.year),
        of=authority.head_title,
    )
    return annex_of(lineup, attached)
