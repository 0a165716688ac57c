"""Letters (tờ trình): of Phòng Nội vụ to the Chairman, and of UBND thị xã to the province.

Both print `documents/letter.html`; the number of the first is the office's own, typed by its head.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.text import capfirst

from council.papers.result import Heard
from decisions.papers.decision import described, grounds_of, in_short, is_inline
from decisions.papers.lists import annex_of
from decisions.queries import eligibility as eligibility_queries
from decisions.queries.lineup import LineUp
from law.models import Authority, Signatory
from law.papers import letterhead_of, signature_of
from law.queries import regime as regime_queries
from nganam_awards.core.money import grouped, in_words
from nganam_awards.documents import annex
from nganam_awards.documents.typography import paper_count, subject


FORWARD_SERIES = "TTr"
PROVINCE = ("Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng", "Sở Nội vụ (Ban Thi đua - Khen thưởng)")
MEETS_ALL = ", đủ điều kiện, tiêu chuẩn theo quy định"
ON_BEHALF = "TM. ỦY BAN NHÂN DÂN"  # the collective authority speaks to the province


def letter_context(
    lineup: LineUp,
    *,
    day: date,
    authority: Authority,
    signed: dict,
    symbol: str,
    remarks: Iterable[str] = (),
) -> dict:
    """Phòng Nội vụ's letter: what the Chairman is asked to decide or to send on, and its cost.

    `remarks`: what he must know of whoever submits.
    """
    decision, town = lineup.decision, regime_queries.authority_on(day)
    units = ", ".join(unit.short_name for unit, _ in lineup.by_unit)
    count = paper_count(len(lineup.by_unit))
    act = f"{decision.verb} {decision.award_words}"
    # What the town may not award itself its Chairman does not decide: he signs the next letter.
    step = "quyết định" if decision.is_award else f"ký Tờ trình của {town.name} đề nghị"
    asked = (
        f"{authority.name} kính trình {town.head_title} xem xét, {step} {act} cho {_whom(lineup)}"
    )
    attached = _attached(authority, symbol, day)
    money = (
        f"Tổng tiền thưởng: {grouped(lineup.total_vnd)} đồng "
        f"(Bằng chữ: {in_words(lineup.total_vnd)}), trích từ {decision.fund_line}"
    )
    return {
        **_head(authority),
        "about": _about(lineup, act if decision.is_award else f"đề nghị {act}"),
        "addressees": [town.head_title],
        "grounds": grounds_of(lineup, day, by_letter=False),
        "paragraphs": [
            f"{authority.name} đã thẩm định hồ sơ đề nghị khen thưởng của {count} đơn vị: {units}",
            *Heard(lineup.nominations, lineup.council).sentences(),
            asked,
            *_points(lineup),
            *([money] if decision.is_award else []),
            *remarks,
            *_standards(lineup),
            f"Kính trình {town.head_title} xem xét, quyết định",
        ],
        "annexes": []
        if is_inline(lineup)
        else [annex_of(lineup, attached, is_priced=decision.is_award)],
        "recipients": ["Như trên", "Lưu: NV"],
        "signature": signed,
    }


def _standards(lineup: LineUp) -> list[str]:
    """Whose standards were followed, where merit and decision fall under two laws."""
    decision, laws = lineup.decision, lineup.laws
    if laws is None or not decision.standards:
        return []
    told = (
        f"Về tiêu chuẩn áp dụng: thành tích năm {decision.merit_year} thuộc {laws.merit}; quyết "
        f"định thuộc {laws.decision}. {capfirst(decision.standards)}"
    )
    return [told]


def forward_context(
    lineup: LineUp, *, day: date, authority: Authority, signatory: Signatory | None, symbol: str
) -> dict:
    """The letter of UBND thị xã: what the town asks the province to award, with the list."""
    decision = lineup.decision
    asked = f"{decision.verb} {decision.award_words}"
    found = eligibility_queries.examined(lineup)
    # Whom an officer recommended in spite of a provision is not told to meet them all.
    how = " theo quy định" if found and found.has_overruled else MEETS_ALL
    examined = f"{authority.name} đã xét hồ sơ của {lineup.counted} {decision.reason}{how}"
    request = (
        f"{authority.name} kính trình {PROVINCE[0]} xem xét, {asked} cho {lineup.counted} "
        "(có danh sách và hồ sơ kèm theo)"
    )
    return {
        **_head(authority),
        "about": _about(lineup, f"đề nghị {asked}"),
        "addressees": list(PROVINCE),
        "grounds": grounds_of(lineup, day, by_letter=True),
        "paragraphs": [
            examined,
            *Heard(lineup.nominations, lineup.council).sentences(),
            request,
            "Kính trình cấp có thẩm quyền xem xét, quyết định",
        ],
        "annexes": [annex_of(lineup, _attached(authority, symbol, day), is_priced=False)],
        "recipients": ["Như trên", "CT, các PCT UBND thị xã", "Phòng Nội vụ", "Lưu: VT"],
        "signature": signature_of(signatory, above=[ON_BEHALF]),
    }


def _head(authority: Authority) -> dict:
    return letterhead_of(authority).head("TỜ TRÌNH", FORWARD_SERIES)


def _attached(authority: Authority, symbol: str, day: date) -> str:
    return annex.attached_to(
        "Tờ trình",
        symbol=symbol,
        letters=letterhead_of(authority).letters(FORWARD_SERIES),
        when=annex.when(day if symbol else None, day.year),
        of=authority.name,
    )


def _about(lineup: LineUp, what: str) -> str:
    decision = lineup.decision
    merits = (decision.reason.removeprefix("đã "), in_short(decision))
    return subject(*(f"Về việc {what} cho {lineup.counted} {merit}" for merit in merits))


def _whom(lineup: LineUp) -> str:
    """Who and for what: the one by name, up to three below the sentence, more in the list."""
    reason = lineup.decision.reason
    if not is_inline(lineup):
        return f"{lineup.counted} {reason} (có danh sách kèm theo)"
    if len(lineup.entries) == 1:
        return f"{lineup.counted}: {described(lineup.entries[0], says_award=False)}, {reason}"
    return f"{lineup.counted} {reason}, gồm:"


def _points(lineup: LineUp) -> list[str]:
    """Two or three names stand in the letter itself, with their titles where these differ."""
    if not is_inline(lineup) or len(lineup.entries) == 1:
        return []
    several = len(lineup.decision.award_types) > 1
    names = [described(entry, several) for entry in lineup.entries]
    return [f"{order}. {name}" for order, name in enumerate(names, start=1)]
