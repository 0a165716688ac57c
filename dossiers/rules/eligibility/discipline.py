"""Discipline of the year of merit by its grade, and whoever is being looked into."""

from collections.abc import Iterator

from dossiers.enums import Discipline, Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from honourees.queries.restart import reaches
from law.enums import AwardKind, Category, HonoureeKind, Penalty, ProvisionKey
from law.figures import RuleKey
from law.models import RuleValue
from law.queries.provision import LawOfDay


@of_line(ProvisionKey.DISCIPLINE, HonoureeKind.PERSON)
def discipline(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A title of the year bears no penalty of its year; a form is weighed by an officer."""
    if not line.penalty:
        yield _nothing_said(line)
        return
    is_title = line.award.kind == AwardKind.TITLE
    floor = law.figure(RuleKey.TITLE_PENALTY if is_title else RuleKey.FORM_PENALTY)
    name = Penalty(line.penalty).label.lower()
    on = f" ngày {line.penalty_on:%d/%m/%Y}" if line.penalty_on else ""
    fact = f"kỷ luật {name}{on}"
    year = line.penalty_on.year if line.penalty_on else line.merit_year
    if year != line.merit_year or not reaches(line.penalty, floor):
        yield _outside(line, floor, year, fact)
        return
    if is_title:
        text = (
            f"Bị kỷ luật {name}{on}; danh hiệu thi đua năm {line.merit_year} không xét người bị "
            f"kỷ luật từ mức {floor.words.lower()} trở lên."
        )
    else:
        text = (
            f"Bị kỷ luật {name}{on}: thành tích tính lại từ khi hết kỷ luật. Chuyên viên xem "
            "thành tích có sau đó không và ghi lý do."
        )
    is_deed = not is_title and line.category == Category.UNSCHEDULED
    yield Answer(
        Verdict.WARNING if is_deed else Verdict.FAIL,
        text,
        fact=fact,
        mend="penalty",
        rows=(floor,),
        short=f"Kỷ luật {name}",
        reason=f"Bị kỷ luật {name}{on} trong năm thành tích.",
    )


def _nothing_said(line: LineEvidence) -> Answer:
    if line.discipline == Discipline.CLEAR:
        text = "Đơn vị cam đoan không bị kỷ luật trong năm."
        return Answer(Verdict.PASS, text, fact=Discipline.CLEAR.label.lower(), mend="discipline")
    if line.discipline == Discipline.UNDER:
        text = "Đơn vị ghi đang bị xem xét hoặc thi hành kỷ luật; ghi hình thức và ngày kỷ luật."
        mend = "penalty"
    else:
        text, mend = "Đơn vị chưa ghi có bị kỷ luật trong năm hay không.", "discipline"
    return Answer(Verdict.UNKNOWN, text, mend=mend, short="Chưa rõ kỷ luật")


def _outside(line: LineEvidence, floor: RuleValue, year: int, fact: str) -> Answer:
    """A penalty of another year, or a lighter one."""
    if year > line.merit_year:
        text = (
            f"Bị kỷ luật năm {year}, sau năm thành tích {line.merit_year}; chuyên viên xem trước "
            "khi trình."
        )
        return Answer(
            Verdict.WARNING, text, fact=fact, mend="penalty", rows=(floor,), short="Kỷ luật sau đó"
        )
    text = f"Kỷ luật đã ghi không ảnh hưởng đến việc xét cho năm {line.merit_year}."
    return Answer(Verdict.PASS, text, fact=fact, mend="penalty", rows=(floor,))


@of_line(ProvisionKey.UNDER_REVIEW)
def under_review(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Held until it is known: this nominee alone, the others of the dossier go on."""
    if line.suspended_for:
        yield Answer(
            Verdict.FAIL,
            f"Đang tạm dừng xét: {line.suspended_for}. Xét tiếp khi có kết luận; các trường hợp "
            "khác của hồ sơ vẫn đi tiếp.",
            fact=line.suspended_for,
            short="Đang tạm dừng xét",
            reason=f"Đang tạm dừng xét: {line.suspended_for}.",
        )
    elif line.discipline == Discipline.UNDER:
        yield Answer(
            Verdict.FAIL,
            "Đơn vị ghi đang bị xem xét hoặc thi hành kỷ luật; chưa khen cho đến khi có kết luận.",
            fact=Discipline.UNDER.label.lower(),
            mend="discipline",
            short="Đang bị xem xét",
            reason="Đang bị xem xét hoặc thi hành kỷ luật, chưa khen.",
        )
    elif line.discipline == Discipline.CLEAR:
        text = "Đơn vị cam đoan không đang bị xem xét, thanh tra, điều tra."
        fact = Discipline.CLEAR.label.lower()
        yield Answer(Verdict.PASS, text, fact=fact, mend="discipline")
    elif line.kind == HonoureeKind.PERSON:
        text = "Đơn vị chưa cam đoan người này không đang bị xem xét kỷ luật."
        yield Answer(Verdict.UNKNOWN, text, mend="discipline", short="Chưa có cam đoan")
