"""The words of a decision: the frozen context that `documents/decision.html` prints."""

from datetime import date

from campaigns import law
from campaigns.models import Authority, AwardPlan, AwardType, Signatory
from campaigns.papers import plan_paper
from decisions.lineup import COUNTED, Entry, LineUp
from decisions.models import Decision
from decisions.numbers import DECISION_KIND
from decisions.papers.lists import annex_of, place_of
from nganam_awards.core.money import grouped, in_words
from nganam_awards.documents.words import paper_count, paper_date


INLINE_NAMES = 3  # up to three names stand in Điều 1 without an annex (office practice)


def context(
    lineup: LineUp, *, day: date, authority: Authority, signatory: Signatory | None, symbol: str
) -> dict:
    """Everything the paper prints, as plain JSON (NĐ 30/2020; structure of domain §7.5)."""
    decision = lineup.decision
    counted = lineup.counted
    inline = len(lineup.entries) <= INLINE_NAMES
    return {
        "issuer": {
            "parent": authority.parent_lines.splitlines(),
            "name": authority.issuer_lines.splitlines(),
        },
        "symbol_letters": f"/{DECISION_KIND}-{authority.symbol}",
        "place": authority.place,
        "kind": "QUYẾT ĐỊNH",
        # «đã» belongs to the sentence of Điều 1, not to a title.
        "about": f"Về việc {decision.verb} {decision.award_words} cho {counted} "
        f"{decision.reason.removeprefix('đã ')}",
        "authority": authority.head_title.upper(),
        "grounds": grounds_of(decision, day, by_letter=True),
        "articles": [
            _first_article(lineup, counted, inline=inline),
            {"text": _money_article(lineup), "points": []},
            {"text": _duty_article(lineup), "points": []},
        ],
        "annexes": [] if inline else [_annex(lineup, authority, symbol, day)],
        "recipients": [
            "Như Điều 3",
            "TT. Thị ủy",
            "TT. HĐND thị xã",
            "CT, các PCT UBND thị xã",
            "Lưu: VT, NV",
        ],
        "signature": {
            "titles": (signatory.title_lines if signatory else "CHỦ TỊCH").splitlines(),
            "name": signatory.full_name if signatory else "",
        },
    }


def grounds_of(decision: Decision, day: date, *, by_letter: bool) -> list[str]:
    """Căn cứ: the law of the day, the plan that allows it, and whose letter asks for it."""
    lines = law.bases_on(day, decision.category)
    if decision.plan_id and decision.plan.approved_on:
        lines.append(_plan_ground(decision.plan))
    if not by_letter:
        return lines
    if decision.letter_number and decision.letter_on:
        lines.append(
            "Theo đề nghị của Trưởng phòng Phòng Nội vụ tại Tờ trình số "
            f"{decision.letter_number} {paper_date(decision.letter_on)}"
        )
    else:
        lines.append("Theo đề nghị của Trưởng phòng Phòng Nội vụ")
    return lines


def _plan_ground(plan: AwardPlan) -> str:
    """The plan whose approval at the start of the year allows the decision (letter, point 1)."""
    return (
        f"Căn cứ {plan_paper(plan)} của {plan.campaign.organiser.name} được "
        f"Chủ tịch Ủy ban nhân dân thị xã phê duyệt {paper_date(plan.approved_on)}"
    )


def _first_article(lineup: LineUp, counted: str, *, inline: bool) -> dict:
    decision = lineup.decision
    awards = decision.award_types
    what = awards[0].full_name if len(awards) == 1 else decision.award_words
    head = f"{decision.verb[:1].upper()}{decision.verb[1:]} {what} cho {counted}"
    if not inline:
        text = f"{head} (có danh sách kèm theo), {decision.reason}"
        if len(awards) == 1:
            return {"text": text, "points": []}
        return {
            "text": f"{text}, cụ thể:",
            "points": [
                f"{order}. {_named(award)}: {paper_count(len(entries))} {COUNTED[kind]}"
                for order, (award, kind, entries) in enumerate(lineup.by_award, start=1)
            ],
        }
    names = [_described(entry, len(awards) > 1) for entry in lineup.entries]
    if len(names) == 1:
        return {"text": f"{head}: {names[0]}, {decision.reason}", "points": []}
    return {
        "text": f"{head} sau đây, {decision.reason}:",
        "points": [f"{order}. {name}" for order, name in enumerate(names, start=1)],
    }


def _described(entry: Entry, says_award: bool) -> str:
    award = _named(entry.nomination.award_type) if says_award else ""
    parts = (entry.nomination.addressed, place_of(entry), award)
    return ", ".join(part for part in parts if part)


def _named(award: AwardType) -> str:
    """«Danh hiệu “Lao động tiên tiến”» at the head of a point."""
    return f"{award.full_name[:1].upper()}{award.full_name[1:]}"


def _money_article(lineup: LineUp) -> str:
    decision = lineup.decision
    several = len(decision.award_types) > 1
    each = []
    for award, kind, entries in lineup.by_award:
        amounts = {entry.prize_vnd for entry in entries if not entry.prize_note}
        what = f"{award.bare_name} " if several else ""
        each += [f"{what}mỗi {COUNTED[kind]} {grouped(amount)} đồng" for amount in sorted(amounts)]
    total = f"{grouped(lineup.total_vnd)} đồng (Bằng chữ: {in_words(lineup.total_vnd)})"
    once = (
        "; cá nhân, tập thể được công nhận nhiều danh hiệu chỉ nhận một mức thưởng cao nhất"
        if any(entry.prize_note for entry in lineup.entries)
        else ""
    )
    return (
        f"Kèm theo {decision.award_words} là tiền thưởng: {', '.join(each)}{once}; "
        f"tổng cộng {total}, trích từ {decision.fund_line}"
    )


def _duty_article(lineup: LineUp) -> str:
    who = ", ".join(COUNTED[kind] for kind, _ in lineup.counts)
    many = "các " if len(lineup.entries) > 1 else ""
    return (
        "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã, Trưởng phòng Phòng Nội vụ, "
        "Trưởng phòng Phòng Tài chính - Kế hoạch, thủ trưởng các cơ quan, đơn vị có liên quan và "
        f"{many}{who} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký"
    )


def _annex(lineup: LineUp, authority: Authority, symbol: str, day: date) -> dict:
    number = symbol or f"…/{DECISION_KIND}-{authority.symbol}"
    when = paper_date(day) if symbol else f"ngày … tháng … năm {day.year}"
    return annex_of(lineup, f"Kèm theo Quyết định số {number} {when} của {authority.head_title}")
