"""The words of a decision: the frozen context that `documents/decision.html` prints."""

from datetime import date

from campaigns import law
from campaigns.enums import HonoureeKind
from campaigns.models import Authority, AwardPlan, AwardType, Signatory
from campaigns.papers import plan_paper
from decisions.lineup import COUNTED, Entry, LineUp
from decisions.models import Decision
from decisions.numbers import DECISION_KIND
from decisions.rules import can_view, sees_drafts
from nganam_awards.core.money import grouped, in_words
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from nganam_awards.documents.words import paper_count, paper_date, roman
from units.models import User


PAPER = "decision"
INLINE_NAMES = 3  # up to three names stand in Điều 1 without an annex (office practice)
SECTIONS = {
    HonoureeKind.COLLECTIVE: "TẬP THỂ",
    HonoureeKind.PERSON: "CÁ NHÂN",
    HonoureeKind.HOUSEHOLD: "HỘ GIA ĐÌNH",
}


def register() -> None:
    """Called once when the apps are loaded."""
    registry.register(
        registry.PaperKind(
            PAPER,
            "documents/decision.html",
            "Quyết định khen thưởng",
            registry.symbol_filename,
            origin,
        )
    )
    document_readers.add(may_read)


def origin(document: Document) -> tuple[str, str] | None:
    """The way back from the paper to its decision."""
    decision = _of(document)
    return ("Quyết định", decision.get_absolute_url()) if decision else None


def may_read(user: User, document: Document) -> bool | None:
    """Whoever may see the decision may read its paper; drafts stay with Nội vụ and the Chairman."""
    if document.kind != PAPER:
        return None
    decision = _of(document)
    if decision is None or not can_view(user, decision):
        return False
    return not document.is_draft or sees_drafts(user)


def _of(document: Document) -> Decision | None:
    """The decision whose present draft, or whose issued paper, this is."""
    decisions = Decision.objects.with_names()
    if document.is_draft:
        return decisions.filter(draft=document).first()
    return decisions.filter(document=document).first()


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
        "grounds": _grounds(decision, day),
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


def _grounds(decision: Decision, day: date) -> list[str]:
    lines = law.bases_on(day, decision.category)
    if decision.plan_id and decision.plan.approved_on:
        lines.append(_plan_ground(decision.plan))
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
    parts = (entry.nomination.addressed, _place(entry), award)
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
    decision = lineup.decision
    about = ", ".join(COUNTED[kind] for kind, _ in lineup.counts)
    number = symbol or f"…/{DECISION_KIND}-{authority.symbol}"
    when = paper_date(day) if symbol else f"ngày … tháng … năm {day.year}"
    return {
        "heading": "DANH SÁCH",
        "about": f"{about[:1].upper()}{about[1:]} được {decision.verb} {decision.award_words}",
        "attached": f"Kèm theo Quyết định số {number} {when} của {authority.head_title}",
        "columns": {
            "name": "Họ và tên / Tên tập thể",
            "detail": "Chức vụ, đơn vị",
            "achievement": "",
            "prize": "Tiền thưởng (đồng)",
        },
        "sections": [
            {
                "roman": roman(number),
                "title": _section_title(decision, award, kind),
                "rows": [
                    {
                        "order": order,
                        "name": entry.nomination.addressed,
                        "detail": _place(entry),
                        "achievement": "",
                        "prize": entry.prize_vnd,
                        "note": entry.prize_note,
                    }
                    for order, entry in enumerate(entries, start=1)
                ],
            }
            for number, (award, kind, entries) in enumerate(lineup.by_award, start=1)
        ],
        "total": lineup.total_vnd,
    }


def _section_title(decision: Decision, award: AwardType, kind: str) -> str:
    """«CÁ NHÂN»; with its title where several stand in one list."""
    if len(decision.award_types) == 1:
        return SECTIONS[kind]
    return f"{award.full_name.upper()}, {SECTIONS[kind]}"


def _place(entry: Entry) -> str:
    parts = (entry.nomination.position, entry.nomination.working_unit)
    return ", ".join(part for part in parts if part)
