"""Whether an initiative, research or a rating is proved, as one row of the law asks it."""

from typing import NamedTuple

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from law.enums import Evidence, Rating, Scope
from law.models import Prerequisite, RuleValue


class Said(NamedTuple):
    """What one alternative comes to."""

    verdict: Verdict
    text: str
    fact: str = ""
    mend: str = ""
    short: str = ""
    url: str = ""
    rows: tuple[RuleValue, ...] = ()


def proven(line: LineEvidence, row: Prerequisite) -> Said:
    """Of the year itself, or of so many years."""
    if row.evidence == Evidence.EXCELLENT:
        return _excellent_years(line, row) if row.years else _excellent(line)
    return _initiatives(line, row) if row.years else _initiative(line, row)


def _excellent(line: LineEvidence) -> Said:
    wanted = str(Rating.EXCELLENT.label).lower()
    if not line.rating:
        text = f"Chưa ghi xếp loại năm {line.merit_year}; cần {wanted}."
        return Said(Verdict.UNKNOWN, text, mend="rating", short="Chưa ghi xếp loại")
    name = str(Rating(line.rating).label)
    fact = f"xếp loại: {name.lower()}"
    if line.rating == Rating.EXCELLENT:
        return Said(Verdict.PASS, f"{name} năm {line.merit_year}.", fact, "rating")
    text = f"{name} năm {line.merit_year}; cần {wanted}."
    return Said(Verdict.FAIL, text, fact, "rating", "Xếp loại chưa đủ")


def _excellent_years(line: LineEvidence, row: Prerequisite) -> Said:
    rated = {one.merit_year: one.rating for one in line.held if one.rating}
    if line.rating:
        rated[line.merit_year] = line.rating
    best = Verdict.FAIL
    for last in (line.merit_year, line.merit_year - 1):
        years = [last - back for back in range(row.years)]
        known = [rated.get(year, "") for year in years]
        if all(one == Rating.EXCELLENT for one in known):
            told = ", ".join(map(str, reversed(years)))
            return Said(
                Verdict.PASS, f"Hoàn thành xuất sắc nhiệm vụ các năm {told}.", told, "rating"
            )
        if all(one in ("", Rating.EXCELLENT) for one in known):
            best = Verdict.UNKNOWN
    good = sorted(year for year, rating in rated.items() if rating == Rating.EXCELLENT)
    told = ", ".join(map(str, good)) or "chưa có năm nào"
    text = f"Cần {row.years} năm liên tục hoàn thành xuất sắc nhiệm vụ; cổng đã biết: {told}."
    return Said(best, text, f"xuất sắc: {told}", "rating", "Chưa đủ năm xuất sắc")


def _initiative(line: LineEvidence, row: Prerequisite) -> Said:
    is_research = row.evidence == Evidence.RESEARCH
    wanted = "đề tài được nghiệm thu" if is_research else "sáng kiến được công nhận"
    is_other = bool(line.initiative_kind) and line.initiative_kind != row.evidence
    if not line.initiative or is_other or (is_research and not line.initiative_kind):
        if line.has_initiative_paper and not line.initiative:
            text = f"Có giấy tờ đính kèm, chưa ghi số quyết định của {wanted}."
            return Said(Verdict.UNKNOWN, text, mend="initiative", short="Chưa ghi sáng kiến")
        text = f"Chưa ghi {wanted}."
        return Said(Verdict.FAIL, text, f"chưa có {wanted}", "initiative", f"Chưa có {_short(row)}")
    fact = _told(line)
    too_narrow = _too_narrow(line, row)
    if too_narrow is not None:
        return too_narrow
    if line.initiative_body or line.initiative_on or line.has_initiative_paper:
        return Said(Verdict.PASS, f"Có {wanted}: {fact}.", fact, "initiative")
    text = f"Có ghi {wanted} ({fact}); chưa ghi cơ quan công nhận và chưa đính kèm quyết định."
    return Said(Verdict.UNKNOWN, text, fact, "initiative", "Chưa có quyết định sáng kiến")


def _short(row: Prerequisite) -> str:
    return "đề tài" if row.evidence == Evidence.RESEARCH else "sáng kiến"


def _told(line: LineEvidence) -> str:
    body = f" của {line.initiative_body}" if line.initiative_body else ""
    on = f" ngày {line.initiative_on:%d/%m/%Y}" if line.initiative_on else ""
    return f"{line.initiative}{body}{on}".rstrip(".")


def _too_narrow(line: LineEvidence, row: Prerequisite) -> Said | None:
    """Where the law asks for influence beyond the base; None: far enough."""
    if not row.initiative_scope:
        return None
    wanted = Scope(row.initiative_scope)
    words = f"phạm vi ảnh hưởng {str(wanted.label).lower()}"
    if not line.initiative_scope:
        text = f"Có sáng kiến ({_told(line)}), chưa ghi {words}."
        return Said(Verdict.UNKNOWN, text, _told(line), "initiative_scope", "Chưa rõ phạm vi")
    own = Scope(line.initiative_scope)
    if own.reach >= wanted.reach:
        return None
    text = f"Sáng kiến có phạm vi {str(own.label).lower()}; cần {words}."
    fact = f"phạm vi: {str(own.label).lower()}"
    return Said(Verdict.FAIL, text, fact, "initiative_scope", "Phạm vi sáng kiến hẹp")


def _initiatives(line: LineEvidence, row: Prerequisite) -> Said:
    """One a year within the years asked; of years before the portal nobody knows."""
    years = range(line.merit_year - row.years, line.merit_year)
    before = {one.merit_year for one in line.held if one.has_initiative and one.merit_year in years}
    count = len(before) + bool(line.initiative)
    fact = f"{count}/{row.years} sáng kiến"
    if count >= row.years:
        return Said(
            Verdict.PASS, f"Có {fact} được công nhận trong thời gian xét.", fact, "initiative"
        )
    text = f"Cổng mới biết {fact} được công nhận trong {row.years} năm; bổ sung quyết định."
    return Said(Verdict.UNKNOWN, text, fact, "initiative", "Chưa đủ sáng kiến")
