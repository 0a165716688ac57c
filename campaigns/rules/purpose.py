"""The purpose guard of one plan: phrases that sound like an exclusion, and what was said of them.

A hint never refuses; it asks Phòng Nội vụ for a word (`HintRuling`). A word stays for the same
phrase when the plan comes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.enums import Exclusion, HintVerdict
from campaigns.models import AwardPlan, HintRuling, PlanAmendment
from campaigns.queries.exclusion import DECLARATIONS, Find, Hint, Passage, hints_in


@dataclass(frozen=True)
class Question:
    """One hint with the word of Phòng Nội vụ, if there is one."""

    hint: Hint
    ruling: HintRuling | None

    @property
    def exclusion(self) -> Exclusion:
        """What it sounds like."""
        return self.hint.exclusion

    @property
    def phrase(self) -> str:
        """The words, as they are compared."""
        return self.hint.phrase

    @property
    def finds(self) -> tuple[Find, ...]:
        return self.hint.finds

    @property
    def is_confirmed(self) -> bool:
        """The office (Phòng Nội vụ) says it is one."""
        return self.ruling is not None and self.ruling.verdict == HintVerdict.CONFIRMED


def hints(plan: AwardPlan) -> list[Hint]:
    """Phrases in the name of the campaign, in the content, in the criteria."""
    return hints_in(_passages(plan))


def amendment_hints(amendment: PlanAmendment) -> list[Hint]:
    """Phrases in the reason and the new content of an amendment."""
    return hints_in(
        [
            Passage("Lý do điều chỉnh", amendment.reason),
            Passage("Nội dung thi đua", amendment.content),
        ]
    )


def questions(plan: AwardPlan) -> list[Question]:
    """Every hint with its ruling."""
    return _asked(plan, hints(plan))


def amendment_questions(amendment: PlanAmendment) -> list[Question]:
    """The same of an amendment; a word that was said of the plan's phrase stays."""
    return _asked(amendment.plan, amendment_hints(amendment))


def _asked(plan: AwardPlan, found: list[Hint]) -> list[Question]:
    if not found:
        return []
    ruled = {(row.exclusion, row.phrase): row for row in plan.hint_rulings.select_related("by")}
    return [Question(hint, ruled.get((hint.exclusion, hint.phrase))) for hint in found]


def blockers(plan: AwardPlan) -> list[str]:
    """Why the plan cannot be appraised yet: phrases without a word, or confirmed ones."""
    return _sentences(questions(plan), "Từ chối kế hoạch, hoặc trả lại đơn vị để sửa.")


def amendment_blockers(amendment: PlanAmendment) -> list[str]:
    """The same of an amendment."""
    what_to_do = "Không trình điều chỉnh, hoặc trả lại đơn vị để sửa."
    return _sentences(amendment_questions(amendment), what_to_do)


def _sentences(asked: list[Question], what_to_do: str) -> list[str]:
    sentences = []
    if open_ := [q.phrase for q in asked if q.ruling is None]:
        sentences.append(
            f"Còn {len(open_)} cụm từ chưa có kết luận: «{'», «'.join(open_)}». "
            "Kết luận từng cụm từ rồi thẩm định."
        )
    if confirmed := [q.phrase for q in asked if q.is_confirmed]:
        sentences.append(
            f"Phòng Nội vụ đã kết luận «{'», «'.join(confirmed)}» là trường hợp không khen thưởng. "
            f"{what_to_do}"
        )
    return sentences


def reasons_to_refuse(plan: AwardPlan) -> list[Exclusion]:
    """Exclusions that were confirmed or declared, in the order of the letter."""
    found = {q.exclusion for q in questions(plan) if q.is_confirmed}
    found |= {d.exclusion for d in DECLARATIONS if getattr(plan, d.field)}
    return [exclusion for exclusion in Exclusion if exclusion in found]


def _passages(plan: AwardPlan) -> Iterator[Passage]:
    yield Passage("Tên phong trào", plan.campaign.name, is_name=True)
    yield Passage("Nội dung thi đua", plan.content)
    for number, criterion in enumerate(plan.criteria.all(), start=1):
        yield Passage(f"Tiêu chí {number}", criterion.text)
