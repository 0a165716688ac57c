"""Whose decision an award needs on the day, what goes there instead, and which law governs."""

from collections.abc import Iterator
from datetime import date

from dossiers.enums import Verdict
from dossiers.queries.evidence import DossierEvidence, LineEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.household import homeward
from dossiers.rules.eligibility.provision import of_dossier, of_line
from law.enums import Category, Level, ProvisionKey
from law.models import AwardPower
from law.queries.provision import LawOfDay


ABOVE = (Level.PROVINCE, Level.STATE)
_LAST_MONTH, _LAST_DAY = 12, 31


def last_day_of(year: int) -> date:
    """The day whose law governs a year of merit."""
    return date(year, _LAST_MONTH, _LAST_DAY)


@of_line(ProvisionKey.AUTHORITY)
def authority(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """The town decides what is its own; the rest goes up in a letter or back with an answer."""
    power = law.power(line.award.pk)
    if power is None:
        yield Answer(
            Verdict.FAIL,
            f"Ngày {law.day:%d/%m/%Y} thị xã không còn thẩm quyền tặng {line.award.name}; hồ sơ "
            "chuyển cơ quan kế thừa.",
            fact=f"ngày quyết định {law.day:%d/%m/%Y}",
            mend="award",
            short="Không có thẩm quyền",
            reason=f"Ngày {law.day:%d/%m/%Y} thị xã không có thẩm quyền tặng {line.award.name}.",
        )
        return
    level, is_forward = Level(power.level), line.category == Category.FORWARD
    fact = f"người quyết định: {power.words}"
    if level == Level.TOWN:
        text = f"{line.award.name} thuộc thẩm quyền của {power.words}."
        if is_forward:
            text += " Thị xã quyết định được, không cần trình cấp trên."
        verdict = Verdict.WARNING if is_forward else Verdict.PASS
        yield Answer(verdict, text, fact=fact, mend="award", rows=(power,))
    elif level in ABOVE and is_forward:
        yield Answer(Verdict.PASS, _upward(line, power), fact=fact, mend="award", rows=(power,))
    else:
        yield _not_of_the_town(line, power, level, fact)


def _upward(line: LineEvidence, power: AwardPower) -> str:
    return (
        f"{line.award.name} thuộc thẩm quyền của {_spoken(power)}: thị xã không ra quyết định mà "
        "gửi tờ trình của Ủy ban nhân dân thị xã tới Sở Nội vụ (Ban Thi đua – Khen thưởng tỉnh)."
    )


def _not_of_the_town(line: LineEvidence, power: AwardPower, level: Level, fact: str) -> Answer:
    whose = f"{line.award.name} thuộc thẩm quyền của {_spoken(power)}"
    if level in ABOVE:
        text = f"{_upward(line, power)} Lập hồ sơ loại «{Category.FORWARD.label}»."
        short = "Phải trình cấp trên"
    elif level == Level.COMMUNE:
        text, short = f"{whose}. {homeward(line)}", "Thẩm quyền của xã, phường"
    else:
        text = f"{whose}; đơn vị gửi đề nghị theo ngành, hồ sơ này được trả lại."
        short = "Thẩm quyền của ngành"
    return Answer(
        Verdict.FAIL,
        text,
        fact=fact,
        mend="award",
        rows=(power,),
        short=short,
        reason=f"{whose}.",
    )


def _spoken(power: AwardPower) -> str:
    return power.words if power.level != Level.STATE else "cấp Nhà nước"


@of_dossier(ProvisionKey.REGIME_GAP)
def regime_gap(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A merit of the year before, decided under a law that did not exist then."""
    if law.rules is None:
        return
    began = law.rules.rule_set.valid_from
    fact = f"thành tích năm {dossier.merit_year}, quyết định ngày {law.day:%d/%m/%Y}"
    if began <= last_day_of(dossier.merit_year):
        text = "Thành tích và quyết định theo cùng một thời kỳ của luật."
        yield Answer(Verdict.PASS, text, fact=fact)
        return
    yield Answer(
        Verdict.WARNING,
        f"Thành tích năm {dossier.merit_year} quyết định theo luật áp dụng từ {began:%d/%m/%Y}: "
        "điều kiện xét theo năm thành tích, thẩm quyền và tiền thưởng theo ngày quyết định. Phòng "
        "Nội vụ xem và ghi lý do.",
        fact=fact,
        short="Hai thời kỳ của luật",
    )
