"""The sentences of a decision: as the office usually words them, or as Phòng Nội vụ changed them.

A sentence is edited with its places, written «[đối tượng]». What stands in a place comes from the
rows; a sentence is only taken with every one of its places, once, and with no other.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from campaigns.enums import ReviewKind
from campaigns.models import AwardPlan
from decisions.models import Decision
from law.enums import AwardKind, Category
from nganam_awards.documents import placeholders


# What the program calls a place: what the page calls it.
PLACES = {
    "act": "khen thưởng",
    "award": "hình thức",
    "whom": "đối tượng",
    "merit": "thành tích",
    "amounts": "mức thưởng",
    "total": "tổng tiền",
    "fund": "nguồn tiền",
    "named": "người được khen",
}
LABELS = {
    "about": "Trích yếu",
    "first": "Mở đầu Điều 1",
    "money": "Điều 2, tiền thưởng",
    "duty": "Điều 3, trách nhiệm thi hành",
}
GROUNDS = "grounds"  # lines of the preamble that the officer added
_DUTY = (
    "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã, Trưởng phòng Phòng Nội vụ, "
    "Trưởng phòng Phòng Tài chính - Kế hoạch, thủ trưởng các cơ quan, đơn vị có liên quan và "
    "[người được khen] có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký"
)
USUAL = {
    "about": "Về việc [khen thưởng] cho [đối tượng] [thành tích]",
    "first": "[khen thưởng] cho [đối tượng], [thành tích]",
    "money": (
        "Kèm theo [hình thức] là tiền thưởng: [mức thưởng]; tổng cộng [tổng tiền], "
        "trích từ [nguồn tiền]"
    ),
    "duty": _DUTY,
}
# Where a category and a verb have words of their own.
_USUAL_OF = {
    (Category.UNSCHEDULED, AwardKind.COMMENDATION): {
        "about": "Về việc [khen thưởng] đột xuất cho [đối tượng] [thành tích]",
    },
    (Category.MERIT, AwardKind.TITLE): {
        "money": (
            "Tiền thưởng kèm theo [hình thức]: [mức thưởng]; tổng cộng [tổng tiền], "
            "trích từ [nguồn tiền]"
        ),
    },
}
_REASONS = {
    (Category.MERIT, AwardKind.TITLE): "đã có thành tích trong phong trào thi đua năm {year}",
    (Category.MERIT, AwardKind.COMMENDATION): "đã hoàn thành xuất sắc nhiệm vụ năm {year}",
    (Category.UNSCHEDULED, AwardKind.COMMENDATION): "đã có thành tích xuất sắc đột xuất",
}
USUAL_RECIPIENTS = [
    "Như Điều 3",
    "TT. Thị ủy",
    "TT. HĐND thị xã",
    "CT, các PCT UBND thị xã",
    "Lưu: VT, NV",
]


def usual(decision: Decision, name: str) -> str:
    """The sentence that the office uses for this category and verb, with its places."""
    own = _USUAL_OF.get((Category(decision.category), AwardKind(decision.award_kind)), {})
    return own.get(name, USUAL[name])


def sentence(decision: Decision, name: str) -> str:
    """The sentence that this decision uses, with its places."""
    return decision.wording.get(name) or usual(decision, name)


def block(decision: Decision, name: str, **data: str) -> str:
    """The sentence as the paper prints it; a place at its head begins with a capital."""
    values = {PLACES[key]: value for key, value in data.items()}
    return placeholders.filled(sentence(decision, name), values)


def extra_grounds(decision: Decision) -> list[str]:
    """Lines of the preamble besides the law, the plan and the letter."""
    return decision.wording.get(GROUNDS, "").splitlines()


def recipients(decision: Decision) -> list[str]:
    """The recipients (nơi nhận), line by line."""
    return decision.recipients or USUAL_RECIPIENTS


def changed(decision: Decision, typed: Mapping[str, str]) -> dict[str, str]:
    """What of the typed words differs from the usual ones: all that a decision keeps."""
    return {
        name: words
        for name, words in typed.items()
        if words and (name == GROUNDS or words != usual(decision, name))
    }


def blockers(decision: Decision, name: str, typed: str) -> list[str]:
    """Why a sentence cannot stand so."""
    return placeholders.blockers(usual(decision, name), typed)


class ShownSentence(NamedTuple):
    """A place of a sentence and what stands in it now."""

    place: str
    value: str


def shown(data: Mapping[str, str]) -> list[ShownSentence]:
    """The data of a sentence as the edit page explains them."""
    return [ShownSentence(f"[{PLACES[key]}]", value) for key, value in data.items()]


_READS_ON = re.compile(r"(?:đã|vì|do|có)\b", re.IGNORECASE)
_DOUBLED = re.compile(
    r"\bphong trào(?:\s+thi đua)?\s+[“\"«]?\s*phong trào\b|\bđã(?:\s+có)?\s+đã\b", re.IGNORECASE
)


def reads_on(reason: str) -> bool:
    """Whether it continues «Tặng Giấy khen cho …,» as one sentence."""
    return bool(_READS_ON.match(reason)) and not _DOUBLED.search(reason)


def usual_reason(category: str, award_kind: str, plan: AwardPlan | None, year: int) -> str:
    """The common achievement as most decisions word it; the officer may change it."""
    if plan is None:
        usual_words = _REASONS.get(
            (category, award_kind), "đã hoàn thành xuất sắc nhiệm vụ năm {year}"
        )
        return usual_words.format(year=year)
    if plan.review_kind == ReviewKind.CONGRESS:
        name = plan.campaign.name
        return f"đã có thành tích xuất sắc trong nhiệm kỳ, góp phần tổ chức thành công {name}"
    return f"đã có thành tích xuất sắc trong {plan.campaign.spoken(plan.review_year)}"
