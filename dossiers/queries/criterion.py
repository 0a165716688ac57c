"""Criteria and standards of the plan, as one line is asked them, each with the officer's answer."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import BigIntegerField, F, QuerySet, Value

from campaigns.models import Criterion, Standard
from dossiers.enums import CriterionVerdict
from dossiers.models import CriterionAnswer, Dossier, Nomination
from dossiers.queries.presence import has_any
from nganam_awards.core.query_text import Blank, Prepared


class CriterionAsked(NamedTuple):
    """One criterion (tiêu chí) or standard (tiêu chuẩn), and the answer that holds for the line."""

    number: int
    text: str
    evidence: str  # what the plan wants to see
    answer: CriterionAnswer | None

    @property
    def verdict(self) -> str:
        """As the findings beside it: «pass», «fail», «ask»; unanswered is a question."""
        return _VERDICTS[self.answer.verdict] if self.answer else "ask"

    @property
    def is_of_all(self) -> bool:
        """Answered for the whole dossier."""
        return self.answer is not None and self.answer.line_id is None


_VERDICTS = {
    CriterionVerdict.MET: "pass",
    CriterionVerdict.UNMET: "fail",
    CriterionVerdict.UNCLEAR: "ask",
}


class Criteria:
    """All that the plan of a dossier asks; rows and answers are read once for the whole list."""

    def __init__(self, dossier: Dossier) -> None:
        self._criteria, self._standards = [], []
        self._answers: dict[tuple[int | None, str], CriterionAnswer] = {}
        if dossier.plan_id is None:
            return
        for award, text, evidence, *_ in _ASKED_BY.answer(dossier.plan_id):
            if award is None:
                self._criteria.append((text, evidence))
            else:
                self._standards.append((award, text))
        if not has_any(dossier, CriterionAnswer):
            return
        for answer in dossier.criterion_answers.select_related("by", "file").order_by("pk"):
            self._answers[answer.line_id, answer.asked] = answer

    def of(self, line: Nomination) -> list[CriterionAsked]:
        """What is asked of this line: every criterion, and the standards of its award."""
        standards = [(text, "") for award, text in self._standards if award == line.award_type_id]
        return [
            CriterionAsked(number, text, evidence, self._answer(line, text))
            for number, (text, evidence) in enumerate([*self._criteria, *standards], start=1)
        ]

    def of_all(self) -> list[CriterionAsked]:
        """What is asked of anybody, with the answers for the whole list alone."""
        texts = dict.fromkeys(text for _, text in self._standards)
        asked = [*self._criteria, *((text, "") for text in texts)]
        return [
            CriterionAsked(number, text, evidence, self._answers.get((None, text)))
            for number, (text, evidence) in enumerate(asked, start=1)
        ]

    def tallies(self, lines: list[Nomination]) -> dict[str, str]:
        """{criterion: «đạt 58, không đạt 1»} of those that were answered line by line."""
        pks = {line.pk for line in lines}
        counted: defaultdict[str, Counter] = defaultdict(Counter)
        for (line, text), answer in self._answers.items():
            if line in pks:
                counted[text][answer.get_verdict_display()] += 1
        return {
            text: ", ".join(f"{word} {count}" for word, count in found.items())
            for text, found in counted.items()
        }

    def number_of(self, line: Nomination, number: int | None) -> CriterionAsked | None:
        """The criterion that a form names by its number."""
        return next((one for one in self.of(line) if one.number == number), None)

    def _answer(self, line: Nomination, text: str) -> CriterionAnswer | None:
        """The line's own answer; else that for the whole dossier."""
        return self._answers.get((line.pk, text)) or self._answers.get((None, text))

    def unmet(self) -> Iterator[CriterionAnswer]:
        """Answers of single lines that are not «Đạt»; what holds for the whole list marks none."""
        for answer in self._answers.values():
            if answer.line_id and answer.verdict != CriterionVerdict.MET:
                yield answer


def _asked_by(plan: Blank) -> QuerySet:
    """(award or None, words, evidence) of criteria, then of standards, in one query."""
    nobody = Value(None, output_field=BigIntegerField())
    criteria, standards = Criterion.objects.filter(plan=plan), Standard.objects.filter(plan=plan)
    criteria = criteria.annotate(rank=Value(0), award=nobody, proof=F("evidence"))
    standards = standards.annotate(rank=Value(1), award=F("award_type"), proof=Value(""))
    columns = ("award", "text", "proof", "rank", "order", "pk")
    both = (
        criteria.order_by()
        .values_list(*columns)
        .union(standards.order_by().values_list(*columns), all=True)
    )
    return both.order_by("rank", "order", "pk")


_ASKED_BY = Prepared(_asked_by, BigIntegerField())
