"""What is asked of a nominee in the year of merit: registered, real days, service, rating."""

from collections.abc import Iterator

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.queries.year_fact import months_from
from dossiers.rules.eligibility.authority import last_day_of
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from law.enums import AwardKind, HonoureeKind, LeaveKind, ProvisionKey, Rating
from law.figures import RuleKey
from law.queries.provision import LawOfDay


YEARLY_TITLES = ("LDTT", "CSTT")  # by their months of service
RATED_TITLES = ("LDTT", "TTLDTT")  # by their rating alone; higher ones ask it as evidence
_DAYS_OF_A_MONTH = 30


def months_of_service(line: LineEvidence) -> int | None:
    """Whole months of the merit year: from the day of hiring, else as stated; None: unknown."""
    if line.hired_on is None:
        return line.service_months
    return months_from(line.hired_on, line.merit_year)


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
    if not line.leave_kind and months - away < row.read <= months:
        text = f"Nghỉ {line.leave_days} ngày trong năm, chưa ghi lý do nghỉ để biết có được tính."
        yield Answer(
            Verdict.UNKNOWN,
            text,
            mend="leave_kind",
            rows=(row, counted),
            short="Chưa rõ lý do nghỉ",
        )
        return
    is_counted = not line.leave_kind or LeaveKind(line.leave_kind) in counted.read
    worked = months if is_counted else max(months - away, 0)
    rows = (row, counted) if line.leave_kind else (row,)
    fact = f"vào làm {line.hired_on:%d/%m/%Y}" if line.hired_on else f"đơn vị ghi {months} tháng"
    if line.leave_kind and line.leave_days:
        how = "được tính" if is_counted else "không tính"
        fact += f"; {LeaveKind(line.leave_kind).label.lower()} {line.leave_days} ngày, {how}"
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


@of_line(ProvisionKey.RATING, HonoureeKind.PERSON, HonoureeKind.COLLECTIVE)
def rating(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """The lowest rating that a title of the year bears."""
    if line.award.code not in RATED_TITLES:
        return
    row = law.figure(RuleKey.LDTT_RATING)
    floor = f"{row.words.lower()} trở lên"
    if not line.rating:
        text = f"Chưa ghi xếp loại năm {line.merit_year}; danh hiệu này xét {floor}."
        yield Answer(Verdict.UNKNOWN, text, mend="rating", rows=(row,), short="Chưa ghi xếp loại")
        return
    own = Rating(line.rating)
    name = str(own.label)
    fact = f"xếp loại: {name.lower()}"
    if own.rank <= row.read.rank:
        text = f"{name}, đủ mức {floor}."
        yield Answer(Verdict.PASS, text, fact=fact, mend="rating", rows=(row,))
        return
    yield Answer(
        Verdict.FAIL,
        f"{name}; danh hiệu này xét {floor}.",
        fact=fact,
        mend="rating",
        rows=(row,),
        short="Xếp loại chưa đủ",
        reason=f"{name}, chưa đủ mức {floor}.",
    )


@of_line(ProvisionKey.REGISTRATION, HonoureeKind.PERSON, HonoureeKind.COLLECTIVE)
def registration(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A title goes to whoever registered; where no list was confirmed nobody can say."""
    if line.award.kind != AwardKind.TITLE:
        return
    year, url = line.merit_year, line.registration_url
    if line.is_registered is None:
        text = f"Chưa có danh sách đăng ký thi đua năm {year} của đơn vị được xác nhận."
        yield Answer(Verdict.UNKNOWN, text, mend="registration", url=url, short="Chưa rõ đăng ký")
    elif line.is_registered:
        text = f"Có tên trong danh sách đăng ký thi đua năm {year}."
        yield Answer(Verdict.PASS, text, fact="có đăng ký", mend="registration", url=url)
    else:
        yield Answer(
            Verdict.FAIL,
            f"Không có tên trong danh sách đăng ký thi đua năm {year} của đơn vị.",
            fact="không có trong danh sách đăng ký",
            mend="registration",
            url=url,
            short="Không đăng ký thi đua",
            reason=f"Không đăng ký thi đua năm {year}.",
        )


@of_line(ProvisionKey.FUTURE_DAY)
def future_day(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A day that has not come is a slip of the pen; one after the year is looked at."""
    stated = [
        ("hired_on", "Ngày vào làm việc", line.hired_on),
        ("penalty_on", "Ngày kỷ luật", line.penalty_on),
        ("initiative_on", "Ngày công nhận sáng kiến", line.initiative_on),
    ]
    stated = [(key, name, day) for key, name, day in stated if day is not None]
    strange = False
    for key, name, day in stated:
        fact = f"{name.lower()}: {day:%d/%m/%Y}"
        if day > line.today:
            strange = True
            yield Answer(
                Verdict.FAIL,
                f"{name} {day:%d/%m/%Y} chưa đến; kiểm tra lại ngày, tháng, năm đã ghi.",
                fact=fact,
                mend=key,
                part=key,
                short="Ngày chưa đến",
            )
        elif day > last_day_of(line.merit_year):
            strange = True
            text = f"{name} {day:%d/%m/%Y} sau năm thành tích {line.merit_year}; cần xem lại."
            yield Answer(
                Verdict.WARNING, text, fact=fact, mend=key, part=key, short="Ngày sau năm xét"
            )
    if stated and not strange:
        yield Answer(Verdict.PASS, "Các ngày đã ghi đều trước hôm nay và trong kỳ xét.")
