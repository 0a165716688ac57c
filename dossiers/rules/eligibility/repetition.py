"""The same title, the same deed, two of the State in one year, and a name in two dossiers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from dossiers.enums import Verdict
from dossiers.queries.evidence import HeldAward, LineEvidence, OpenLine
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from honourees.queries.ladder import NO_GROUND
from law.enums import AwardKind, Category, Level, ProvisionKey
from law.queries.provision import LawOfDay
from nganam_awards.core.text import plain_words


GROWN = (Category.MERIT, Category.FORWARD)  # by what grew over the year, not by one deed
_NO_STATE_TWICE = Category.UNSCHEDULED


def named(kind: str, rows: Iterable[HeldAward | OpenLine]) -> Iterator[tuple]:
    """Each with the name of its finding, which stays its own whatever is added before or after.

    By that name an officer's reason finds it again: «the second award» would become another one
    when two records are merged.
    """
    seen: Counter[str] = Counter()
    for one in sorted(rows, key=lambda one: one.mark):
        part = f"{kind}-{one.mark}"
        seen[part] += 1
        yield part if seen[part] == 1 else f"{part}-{seen[part]}", one


def decision(award: HeldAward) -> str:
    """«Quyết định 412/QĐ-UBND ngày 15/12/2023»."""
    return f"Quyết định {award.symbol} ngày {award.decided_on:%d/%m/%Y}"


@of_line(ProvisionKey.SAME_TITLE)
def same_title(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A title of a year is had once, and asked for once."""
    if line.award.kind != AwardKind.TITLE:
        return
    year, name = line.merit_year, line.award.name
    had = [
        one for one in line.held if one.award_type_id == line.award.pk and one.merit_year == year
    ]
    beside = [one for one in line.asked if one.award_type_id == line.award.pk and not one.is_near]
    for part, one in named("held", had):
        yield Answer(
            Verdict.FAIL,
            f"Đã được công nhận {name} năm {year} theo {decision(one)}.",
            fact=decision(one),
            part=part,
            url=one.url,
            short=f"Đã có danh hiệu năm {year}",
            reason=f"Đã được {name} năm {year}, {decision(one)}.",
        )
    for part, one in named("asked", beside):
        where = "trong cùng hồ sơ" if one.is_here else f"trong hồ sơ {one.ref} của {one.unit}"
        yield Answer(
            Verdict.FAIL if one.is_here else Verdict.WARNING,
            f"{name} năm {year} đang được đề nghị thêm một lần {where}.",
            fact=where,
            mend="lines",
            part=part,
            url=one.url,
            short="Đề nghị hai lần",
        )
    alike = [
        one
        for one in line.namesakes
        if one.award_type_id == line.award.pk and one.merit_year == year
    ]
    for part, one in named("name", alike):
        yield Answer(
            Verdict.WARNING,
            f"Người cùng tên ở {one.unit} đã được {name} năm {year} theo {decision(one)}. Xem có "
            "phải một người không.",
            fact=decision(one),
            part=part,
            url=one.url,
            short="Người cùng tên đã có",
        )
    if not had and not beside and not alike:
        yield Answer(Verdict.PASS, f"Chưa có {name} năm {year}.")


@of_line(ProvisionKey.SAME_DEED)
def same_deed(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """One achievement has one form; another achievement of the year may have its own."""
    if line.award.kind != AwardKind.COMMENDATION:
        return
    said = False
    # Of most nobody knows anything: their deed, which is only theirs, is not read.
    deed = plain_words(line.achievement) if line.held or line.asked or line.namesakes else ""
    for part, one in named("held", line.held):
        if law.is_form(one.award_type_id):
            answer = _held_form(line, deed, one, part)
            if answer is not None:
                said = True
                yield answer
    for part, one in named("asked", line.asked):
        # Of other dossiers `elsewhere` tells; Thủy and Thúy are two people.
        if one.is_here and not one.is_near and law.is_form(one.award_type_id):
            said = True
            yield _asked_form(line, deed, one, part)
    for part, one in named("name", line.namesakes):
        if law.is_form(one.award_type_id):
            answer = _held_form(line, deed, one, part)
            if answer is not None:
                said = True
                yield _of_namesake(answer, one)
    if not said:
        yield Answer(Verdict.PASS, "Không thấy hình thức khen nào khác cho thành tích này.")


def _held_form(line: LineEvidence, deed: str, one: HeldAward, part: str) -> Answer | None:
    same = bool(deed) and plain_words(one.achievement) == deed
    told = f"Năm {one.merit_year} đã được {one.name} theo {decision(one)}"
    if same:
        return Answer(
            Verdict.FAIL,
            f"{told} cho cùng thành tích này.",
            fact=decision(one),
            part=part,
            url=one.url,
            short="Đã khen cùng thành tích",
            reason=f"Đã được khen cho cùng thành tích: {one.name}, {decision(one)}.",
        )
    if one.merit_year != line.merit_year or (one.category and one.category != line.category):
        return None
    return Answer(
        Verdict.WARNING,
        f"{told}; chuyên viên xem có phải cùng thành tích không.",
        fact=decision(one),
        part=part,
        url=one.url,
        short=f"Đã khen năm {one.merit_year}",
    )


def _of_namesake(answer: Answer, one: HeldAward) -> Answer:
    """Maybe somebody else: an officer may go on, and says so."""
    where = f" ({one.unit})" if one.unit else ""
    text = f"Người cùng tên{where}: {answer.text} Xem có phải một người không."
    return answer._replace(text=text, can_overrule=True)


def _asked_form(line: LineEvidence, deed: str, one: OpenLine, part: str) -> Answer:
    where = "trong cùng hồ sơ" if one.is_here else f"trong hồ sơ {one.ref} của {one.unit}"
    same = bool(deed) and plain_words(one.achievement) == deed
    told = f"{one.name} cũng đang được đề nghị {where}"
    return Answer(
        Verdict.FAIL if same and one.is_here else Verdict.WARNING,
        f"{told} cho cùng thành tích này."
        if same
        else f"{told}; chuyên viên xem có phải cùng thành tích không.",
        fact=where,
        mend="lines",
        part=part,
        url=one.url,
        short="Đề nghị hai hình thức",
    )


@of_line(ProvisionKey.STATE_TWICE)
def state_twice(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Two forms of the State in one year, but for what came unforeseen."""
    power = law.power(line.award.pk)
    is_state = power is not None and power.level == Level.STATE
    if not is_state or line.award.kind != AwardKind.COMMENDATION:
        return
    if line.category == _NO_STATE_TWICE:
        yield Answer(Verdict.PASS, "Khen đột xuất không tính vào giới hạn một năm một lần.")
        return
    year = line.merit_year
    had = [
        one
        for one in line.held
        if one.level == Level.STATE
        and one.merit_year == year
        and one.category != _NO_STATE_TWICE
        and law.is_form(one.award_type_id)
    ]
    for part, one in named("held", had):
        yield Answer(
            Verdict.FAIL,
            f"Năm {year} đã có {one.name} cấp Nhà nước theo {decision(one)}.",
            fact=decision(one),
            part=part,
            url=one.url,
            short="Hai lần cấp Nhà nước",
            reason=f"Năm {year} đã có hình thức khen cấp Nhà nước: {one.name}.",
        )
    open_ones = [
        one for one in line.asked if _is_state(one, law) and one.category != _NO_STATE_TWICE
    ]
    for part, one in named("asked", open_ones):
        yield Answer(
            Verdict.WARNING,
            f"{one.name} cấp Nhà nước cũng đang được đề nghị trong năm {year}.",
            fact=one.ref or "cùng hồ sơ",
            part=part,
            url=one.url,
            short="Hai lần cấp Nhà nước",
        )
    if not had and not open_ones:
        yield Answer(Verdict.PASS, f"Chưa có hình thức khen cấp Nhà nước nào trong năm {year}.")


def _is_state(one: OpenLine, law: LawOfDay) -> bool:
    power = law.power(one.award_type_id)
    return power is not None and power.level == Level.STATE and law.is_form(one.award_type_id)


@of_line(ProvisionKey.ELSEWHERE)
def elsewhere(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Both officers know: who has the name on their desk, and for what.

    Two campaigns, or a yearly title and a campaign's form, are two achievements: that is told and
    holds nobody up.
    """
    others = [
        one
        for one in line.asked
        if not one.is_here and not _is_same_title(line, one)  # `same_title` tells that
    ]
    for part, one in named("asked", others):
        officer = f", chuyên viên {one.officer}" if one.officer else ""
        yield Answer(
            Verdict.WARNING if _may_be_one_deed(line, one) else Verdict.UNKNOWN,
            f"Cũng được {one.unit} đề nghị {one.name} trong hồ sơ {one.ref}{officer}.",
            fact=one.ref,
            part=part,
            url=one.url,
            short="Có trong hồ sơ khác",
            reason=f"Đã được {one.unit} đề nghị trong hồ sơ {one.ref}.",
        )
    is_form = line.award.kind == AwardKind.COMMENDATION
    alike = [  # of a form for the same deed `same_deed` tells
        one for one in line.namesakes if not (is_form and law.is_form(one.award_type_id))
    ]
    for part, one in named("name", alike):
        yield _namesake(line, one, part)
    if not others and not alike:
        yield Answer(Verdict.PASS, "Không có tên trong hồ sơ đang xét nào khác của năm.")


def _is_same_title(line: LineEvidence, one: OpenLine) -> bool:
    return line.award.kind == AwardKind.TITLE and one.award_type_id == line.award.pk


def _may_be_one_deed(line: LineEvidence, one: OpenLine) -> bool:
    """In one campaign, or in the same category where neither has a campaign."""
    return (one.category, one.campaign_id) == (line.category, line.campaign_id)


def _namesake(line: LineEvidence, one: HeldAward, part: str) -> Answer:
    same = bool(line.achievement) and plain_words(one.achievement) == plain_words(line.achievement)
    what = "lời ghi thành tích giống hệt" if same else "xem có phải cùng một người không"
    return Answer(
        Verdict.FAIL if same else Verdict.WARNING,
        f"Cùng tên ở {one.unit}: năm {one.merit_year} đã được {one.name} theo {decision(one)}; "
        f"{what}.",
        fact=decision(one),
        part=part,
        url=one.url,
        short="Đã khen cùng thành tích" if same else f"Cùng tên, đã khen năm {one.merit_year}",
        reason=(
            f"Đã được khen cho cùng thành tích: {one.name}, {decision(one)}."
            if same
            else f"Đã được khen trong năm: {one.name}, {decision(one)}."
        ),
        can_overrule=True,  # a name is no proof
    )


@of_line(ProvisionKey.MERIT_GROUND)
def merit_ground(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A higher award by merit does not grow out of thematic and unscheduled ones."""
    if line.category not in GROWN or not _is_higher(line, law):
        return
    lent = [one for one in line.held if one.category in NO_GROUND]
    own = [one for one in line.held if one.category not in NO_GROUND]
    if own or not lent:
        text = "Căn cứ không gồm kết quả khen chuyên đề, đột xuất."
        if lent:
            text = "Có lần khen theo công trạng; khen chuyên đề, đột xuất không tính làm căn cứ."
        yield Answer(Verdict.PASS, text)
        return
    names = "; ".join(f"{one.name} năm {one.merit_year}" for one in lent)
    yield Answer(
        Verdict.WARNING,
        f"Sổ khen thưởng chỉ có khen chuyên đề, đột xuất ({names}); các lần này không làm căn cứ "
        "khen theo công trạng ở mức cao hơn.",
        fact=names,
        short="Chỉ có khen chuyên đề, đột xuất",
    )


def _is_higher(line: LineEvidence, law: LawOfDay) -> bool:
    """Decided above the town, or standing on earlier awards."""
    power = law.power(line.award.pk)
    above = power is not None and power.level in (Level.PROVINCE, Level.STATE)
    needs = (row for rows in law.needs(line.award.pk).values() for row in rows)
    return above or any(row.years for row in needs)
