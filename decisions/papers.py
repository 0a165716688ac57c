"""The words of a decision: the frozen context that `documents/decision.html` prints."""

from datetime import date

from campaigns import law
from campaigns.enums import HonoureeKind
from campaigns.models import Authority, Signatory
from decisions.enums import DecisionState
from decisions.lineup import Entry, LineUp
from decisions.models import Decision
from decisions.numbers import DECISION_KIND
from decisions.rules import can_view
from nganam_awards.core.money import grouped, in_words
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from nganam_awards.documents.words import paper_date
from units.models import User


PAPER = "decision"
INLINE_NAMES = 3  # up to three names stand in Điều 1 without an annex (office practice)
COUNTED = {
    HonoureeKind.COLLECTIVE: "tập thể",
    HonoureeKind.PERSON: "cá nhân",
    HonoureeKind.HOUSEHOLD: "hộ gia đình",
}
SECTIONS = {
    HonoureeKind.COLLECTIVE: "TẬP THỂ",
    HonoureeKind.PERSON: "CÁ NHÂN",
    HonoureeKind.HOUSEHOLD: "HỘ GIA ĐÌNH",
}
ROMAN = ("I", "II", "III")


def register() -> None:
    """Called once when the apps are loaded."""
    registry.register(
        registry.PaperKind(
            PAPER, "documents/decision.html", "Quyết định khen thưởng", registry.symbol_filename
        )
    )
    document_readers.add(may_read)


def may_read(user: User, document: Document) -> bool | None:
    """Whoever may see the decision may read its paper; drafts stay with Nội vụ and the Chairman."""
    if document.kind != PAPER:
        return None
    if document.is_draft:
        decision = Decision.objects.filter(draft=document).first()
        staff = user.has_perm("dossiers.appraise_any") or user.has_perm(
            "decisions.approve_decision"
        )
        return decision is not None and staff and can_view(user, decision)
    decision = Decision.objects.filter(document=document).first()
    return decision is not None and can_view(user, decision)


def context(
    lineup: LineUp, *, day: date, authority: Authority, signatory: Signatory | None, symbol: str
) -> dict:
    """Everything the paper prints, as plain JSON (NĐ 30/2020; structure of domain §7.5)."""
    decision = lineup.decision
    verb = decision.award_type.verb
    counted = _counted(lineup)
    inline = len(lineup.entries) <= INLINE_NAMES
    return {
        "issuer": {"parent": [], "name": authority.issuer_lines.splitlines()},
        "symbol_letters": f"/{DECISION_KIND}-{authority.symbol}",
        "place": authority.place,
        "kind": "QUYẾT ĐỊNH",
        "about": f"Về việc {verb} {decision.award_type.name} cho {counted} {decision.reason}",
        "authority": authority.head_title.upper(),
        "grounds": _grounds(decision, day),
        "articles": [
            _first_article(lineup, counted, inline=inline),
            {"text": _money_article(lineup), "points": []},
            {"text": _duty_article(lineup, inline=inline), "points": []},
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


def _counted(lineup: LineUp) -> str:
    return ", ".join(f"{n:02d} {COUNTED[kind]}" for kind, n in lineup.counts)


def _grounds(decision: Decision, day: date) -> list[str]:
    lines = law.bases_on(day, decision.category)
    if decision.letter_number and decision.letter_on:
        lines.append(
            "Theo đề nghị của Trưởng phòng Phòng Nội vụ tại Tờ trình số "
            f"{decision.letter_number} {paper_date(decision.letter_on)}"
        )
    else:
        lines.append("Theo đề nghị của Trưởng phòng Phòng Nội vụ")
    return lines


def _first_article(lineup: LineUp, counted: str, *, inline: bool) -> dict:
    decision = lineup.decision
    verb = decision.award_type.verb
    head = f"{verb[:1].upper()}{verb[1:]} {decision.award_type.full_name} cho {counted}"
    if not inline:
        return {
            "text": f"{head} (có danh sách kèm theo), {decision.reason}",
            "points": [],
        }
    names = [_described(entry) for entry in lineup.entries]
    if len(names) == 1:
        return {"text": f"{head}: {names[0]}, {decision.reason}", "points": []}
    return {
        "text": f"{head} {decision.reason}, gồm các ông (bà), tập thể sau",
        "points": [f"{order}. {name}" for order, name in enumerate(names, start=1)],
    }


def _described(entry: Entry) -> str:
    parts = (entry.nomination.addressed, entry.nomination.position, entry.nomination.working_unit)
    return ", ".join(part for part in parts if part)


def _money_article(lineup: LineUp) -> str:
    decision = lineup.decision
    each = []
    for kind, _ in lineup.counts:
        amounts = {entry.prize_vnd for entry in lineup.of(kind)}
        each += [f"{COUNTED[kind]} {grouped(amount)} đồng" for amount in sorted(amounts)]
    thing = "Giấy khen" if decision.award_type.has_certificate else decision.award_type.name
    total = f"{grouped(lineup.total_vnd)} đồng (Bằng chữ: {in_words(lineup.total_vnd)})"
    return (
        f"Kèm theo {thing} là tiền thưởng: {', '.join(each)}; tổng cộng {total}, "
        f"trích từ {decision.fund_line}"
    )


def _duty_article(lineup: LineUp, *, inline: bool) -> str:
    who = " và ".join(COUNTED[kind] for kind, _ in lineup.counts)
    named = "nêu tại Điều 1" if inline else "có tên tại Điều 1"
    return (
        "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã, Trưởng phòng Phòng Nội vụ, "
        "Trưởng phòng Phòng Tài chính - Kế hoạch, thủ trưởng các cơ quan, đơn vị có liên quan và "
        f"{who} {named} chịu trách nhiệm thi hành Quyết định này kể từ ngày ký"
    )


def _annex(lineup: LineUp, authority: Authority, symbol: str, day: date) -> dict:
    decision = lineup.decision
    kinds = [COUNTED[kind] for kind, _ in lineup.counts]
    about = ", ".join(kinds)
    # A paper decision is filled in by hand on the annex; here the number is known at issue.
    number = symbol or f"        /{DECISION_KIND}-{authority.symbol}"
    when = paper_date(day) if symbol else f"ngày     tháng     năm {day.year}"
    return {
        "heading": "DANH SÁCH",
        "about": f"{about[:1].upper()}{about[1:]} được {decision.award_type.verb} "
        f"{decision.award_type.name}",
        "attached": f"Kèm theo Quyết định số {number} {when} của {authority.head_title}",
        "columns": {
            "name": "Họ và tên / Tên tập thể",
            "detail": "Chức vụ, đơn vị",
            "achievement": "",
            "prize": "Tiền thưởng (đồng)",
        },
        "sections": [
            {
                "roman": ROMAN[index],
                "title": SECTIONS[kind],
                "rows": [
                    {
                        "order": order,
                        "name": entry.nomination.addressed,
                        "detail": _detail(entry),
                        "achievement": "",
                        "prize": entry.prize_vnd,
                    }
                    for order, entry in enumerate(lineup.of(kind), start=1)
                ],
            }
            for index, (kind, _) in enumerate(lineup.counts)
        ],
        "total": lineup.total_vnd,
    }


def _detail(entry: Entry) -> str:
    parts = (entry.nomination.position, entry.nomination.working_unit)
    return ", ".join(part for part in parts if part)


def is_public(document: Document) -> bool:
    """May the verification page speak of it? Only of what was issued."""
    return Decision.objects.filter(document=document, state=DecisionState.ISSUED).exists()
