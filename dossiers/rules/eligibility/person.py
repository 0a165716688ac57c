"""What is asked of a person in the year of merit: months of service, the rating."""

from collections.abc import Iterator
from datetime import date

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from law.enums import HonoureeKind, LeaveKind, ProvisionKey
from law.figures import RuleKey
from law.queries.provision import LawOfDay


YEARLY_TITLES = ("LDTT", "CSTT")  # by their months of service
MONTHS_OF_A_YEAR = 12
_DAYS_OF_A_MONTH = 30


def months_of_service(line: LineEvidence) -> int | None:
    """Whole months of the merit year: from the day of hiring, else as stated; None: unknown."""
    if line.hired_on is None:
        return line.service_months
    if line.hired_on <= date(line.merit_year, 1, 1):
        return MONTHS_OF_A_YEAR
    if line.hired_on.year > line.merit_year:
        return 0
    whole = MONTHS_OF_A_YEAR - line.hired_on.month
    return whole + (line.hired_on.day == 1)


@of_line(ProvisionKey.SERVICE, HonoureeKind.PERSON)
def service(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """New hires are not considered for the year's title; leave that the regime counts is work."""
    if line.award.code not in YEARLY_TITLES:
        return
    row, mend = law.figure(RuleKey.LDTT_MONTHS), "hired_on"
    months = months_of_service(line)
    if months is None:
        text = f"Chưa ghi ngày vào làm việc hay số tháng công tác; danh hiệu này xét {row.words}."
        yield Answer(Verdict.UNKNOWN, text, mend=mend, rows=(row,), short="Chưa rõ số tháng")
        return
    counted = law.figure(RuleKey.LDTT_LEAVE)
    away = (line.leave_days or 0) // _DAYS_OF_A_MONTH
    is_counted = not line.leave_kind or LeaveKind(line.leave_kind) in counted.read
    worked = months if is_counted else max(months - away, 0)
    rows = (row, counted) if line.leave_kind else (row,)
    fact = f"vào làm {line.hired_on:%d/%m/%Y}" if line.hired_on else f"đơn vị ghi {months} tháng"
    told = f"Công tác {worked} tháng trong năm {line.merit_year}"
    if worked >= row.read:
        yield Answer(Verdict.PASS, f"{told}, đủ {row.words}.", fact=fact, mend=mend, rows=rows)
        return
    yield Answer(
        Verdict.FAIL,
        f"{told}; danh hiệu này xét người làm việc {row.words}.",
        fact=fact,
        mend=mend,
        rows=rows,
        short=f"Công tác {worked} tháng",
        reason=f"Công tác {worked} tháng trong năm, chưa đủ {row.words}.",
    )
