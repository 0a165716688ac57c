"""What the rules say of a dossier under appraisal, each finding with where it is written.

Findings help the officer; none of them decides. Whole lists are asked at once, never line by line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import starmap
from typing import NamedTuple

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from campaigns.enums import PlanState
from campaigns.models import Quota
from campaigns.queries import cap as cap_queries
from dossiers.enums import CriterionVerdict
from dossiers.models import CriterionAnswer, Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.queries import testimony as testimony_queries
from dossiers.queries.checklist import merit_day
from dossiers.queries.criterion import Criteria
from dossiers.workflow import NO_LONGER_ASKED
from honourees.models import Award
from law.figures import RuleKey
from law.models import ChecklistItem
from law.queries import regime as regime_queries
from nganam_awards.core.text import fold, plain_words
from nganam_awards.core.word_list import as_rows
from units.models import Unit


TOWN_LETTER = "Công văn của UBND thị xã về thi đua, khen thưởng, điểm 1"
LDTT = "LDTT"  # Lao động tiên tiến in the catalogue
ONE_FORM_PER_DEED = "Thông tư 12/2019/TT-BNV, Điều 3"


class Finding(NamedTuple):
    """One check: passed, failed, or a question for the officer («pass», «fail», «ask»)."""

    verdict: str
    text: str
    citation: str

    @property
    def sign(self) -> str:
        """The drawing beside it."""
        return {"pass": "circle-check", "fail": "circle-x", "ask": "help"}[self.verdict]

    @property
    def word(self) -> str:
        """The drawing in words."""
        return {"pass": "Đạt", "fail": "Không đạt", "ask": "Chưa rõ"}[self.verdict]


class LineNote(NamedTuple):
    """Why an officer should look at a nominee; `url` leads to what it was compared with.

    `reason` says to the unit why not, where this note is the reason; `short` stands under a name
    in a list.
    """

    verdict: str  # «fail» or «ask»
    text: str
    citation: str
    url: str = ""
    reason: str = ""
    short: str = ""

    @property
    def label(self) -> str:
        """The badge's word."""
        return "Không đạt" if self.verdict == "fail" else "Chưa rõ"

    @property
    def tone(self) -> str:
        """As a colour."""
        return "stop" if self.verdict == "fail" else "wait"


def standing(notes: list[LineNote]) -> str:
    """One word for all notes of a line: what failed weighs more than what is unclear."""
    return min((note.verdict for note in notes), key=("fail", "ask").index, default="pass")


def findings(
    dossier: Dossier,
    *,
    checklist: list[ChecklistItem],
    there: set[str],
    places: list[Quota],
    lines: list[Nomination],
    notes: dict[int, list[LineNote]],
) -> list[Finding]:
    """Every check of the dossier, what failed first."""
    found = [
        *_plan(dossier),
        _parts(checklist, there),
        *_places(places, lines),
        *_caps(dossier, lines),
        _doubles(notes),
    ]
    order = {"fail": 0, "ask": 1, "pass": 2}
    return sorted(found, key=lambda finding: order[finding.verdict])


def line_notes(
    dossier: Dossier, lines: Iterable[Nomination], criteria: Criteria | None = None
) -> dict[int, list[LineNote]]:
    """What the register and other open dossiers of the campaign know of the same names.

    `criteria`: if the answers to them were read already.
    """
    lines = [line for line in lines if line.state not in NO_LONGER_ASKED]
    notes: defaultdict[int, list[LineNote]] = defaultdict(list)
    if not lines:
        return notes
    folded = {line.full_name: fold(line.full_name) for line in lines}
    asked: defaultdict[tuple[str, str], list[Nomination]] = defaultdict(list)
    for line in lines:
        asked[line.honouree_kind, folded[line.full_name]].append(line)
    note_of = cache(_note_of_line)  # one note a dossier and award, however many namesakes
    for other in _elsewhere(dossier, folded):
        for line in asked.get((other.kind, folded[other.full_name]), ()):
            if _may_be_same(line.birth_year, other.birth_year):
                notes[line.pk].append(note_of(other.unit, other.ref, other.award))
    born = {(folded[line.full_name], line.birth_year) for line in lines}
    for award in _awarded_this_year(dossier, born):
        for line in asked.get((award.kind, award.name_fold), ()):
            if _may_be_same(line.birth_year, award.birth_year):
                notes[line.pk].append(_note_of_award(award, line))
    for line, note in short_years(dossier, lines):
        notes[line.pk].append(note)
    for line, told in testimony_queries.line_notes(dossier, lines):
        notes[line.pk].append(LineNote(*told))
    asked_pks = {line.pk for line in lines}
    for answer in (criteria or Criteria(dossier)).unmet():
        if answer.line_id in asked_pks:
            notes[answer.line_id].append(_note_of_answer(answer))
    return notes


def short_years(dossier: Dossier, lines: list[Nomination]) -> Iterator[tuple[Nomination, LineNote]]:
    """Who worked fewer months of the year than «Lao động tiên tiến» asks; some absences count."""
    stated = [
        line for line in lines if line.service_months is not None and line.award_type.code == LDTT
    ]
    if not stated:
        return
    rule = regime_queries.rule_set_on(merit_day(dossier)).row(RuleKey.LDTT_MONTHS)
    for line in stated:
        if line.service_months < rule.read:
            text = (
                f"Công tác {line.service_months} tháng trong năm; danh hiệu này xét người làm việc "
                f"{rule.words}. Thời gian nghỉ theo chế độ có thể được tính, cần xem."
            )
            reason = f"Công tác {line.service_months} tháng trong năm, chưa đủ theo quy định."
            short = f"Công tác {line.service_months} tháng"
            yield line, LineNote("ask", text, rule.citation, reason=reason, short=short)


def award_notes(lines: list[Nomination]) -> dict[int, list[LineNote]]:
    """What the register knows of these names in the year of their merit, in one query.

    Titles asked in one dossier belong together: they are no second award for one deed.
    """
    asked: defaultdict[tuple[str, str, int], list[Nomination]] = defaultdict(list)
    for line in lines:
        asked[line.honouree_kind, fold(line.full_name), line.dossier.merit_year].append(line)
    notes: defaultdict[int, list[LineNote]] = defaultdict(list)
    awards = Award.objects.filter(
        honouree__name_fold__in={name for _, name, _ in asked},
        merit_year__in={year for *_, year in asked},
        revoked_on=None,
    )
    for award in _given(awards):
        for line in asked.get((award.kind, award.name_fold, award.merit_year), ()):
            is_other = award.dossier is None or award.dossier != line.dossier_id
            if is_other and _may_be_same(line.birth_year, award.birth_year):
                notes[line.pk].append(_note_of_award(award, line))
    return notes


def _plan(dossier: Dossier) -> list[Finding]:
    """No thematic award without a plan approved at the beginning of its year."""
    plan = dossier.plan
    if plan is None:
        return []
    if plan.state not in {PlanState.APPROVED, PlanState.CLOSED}:
        text = f"Kế hoạch khen thưởng đang ở trạng thái «{plan.get_state_display()}»."
        return [Finding("fail", text, TOWN_LETTER)]
    if plan.was_late:
        text = f"Kế hoạch được duyệt muộn ({plan.approved_on:%d/%m/%Y}): {plan.late_reason}"
        return [Finding("ask", text, TOWN_LETTER)]
    text = (
        "Phong trào có kế hoạch, tiêu chí, chỉ tiêu được duyệt đầu năm "
        f"({plan.approved_on:%d/%m/%Y})."
    )
    return [Finding("pass", text, TOWN_LETTER)]


def _parts(checklist: list[ChecklistItem], there: set[str]) -> Finding:
    """The checklist: every required part is there, as a file or signed on the portal."""
    required = [item for item in checklist if item.is_required]
    missing = [item.get_part_display().lower() for item in required if item.part not in there]
    citation = next((item.citation for item in checklist), "")
    if any(not item.is_verified for item in required):
        citation += " · chưa kiểm chứng"
    if missing:
        return Finding("fail", f"Thiếu {', '.join(missing)}.", citation)
    names = ", ".join(item.get_part_display().lower() for item in required)
    return Finding("pass", f"Đủ thành phần hồ sơ: {names}.", citation)


def _places(places: list[Quota], lines: list[Nomination]) -> list[Finding]:
    """The quota (chỉ tiêu): what this dossier asks, and what all dossiers ask together."""
    asked = Counter(line.quota_id for line in lines if line.counter)
    found = []
    for row in places:
        together = row.proposed + row.recommended + row.with_chairman + row.awarded
        if asked[row.pk] > row.limit:
            text = f"{row.label}: hồ sơ này đề nghị {asked[row.pk]}/{row.limit}."
            found.append(Finding("fail", text, TOWN_LETTER))
        elif asked[row.pk] and together > row.limit:
            text = (
                f"{row.label}: cùng các hồ sơ khác là {together}/{row.limit}, "
                f"phải bớt {together - row.limit} trường hợp trước khi trình."
            )
            found.append(Finding("ask", text, TOWN_LETTER))
    homeless = asked[None]
    if homeless and places:
        text = f"{homeless} trường hợp không thuộc chỉ tiêu nào của kế hoạch."
        found.append(Finding("fail", text, TOWN_LETTER))
    if places and not found:
        found.append(Finding("pass", "Số lượng đề nghị trong chỉ tiêu đã duyệt.", TOWN_LETTER))
    return found


def _caps(dossier: Dossier, lines: list[Nomination]) -> list[Finding]:
    """Ratio caps of titles for the year of merit; they warn, the decision refuses."""
    limited = [
        line
        for line in lines
        if line.counter and regime_queries.is_limited_by_ratio(line.award_type)
    ]
    if not limited:
        return []
    asked = {line.award_type_id for line in limited}
    found = []
    for reading in cap_queries.readings(dossier.merit_year, [dossier.unit]):
        if reading.cap.award_type_id not in asked:
            continue
        verdict = "ask" if reading.held > reading.limit else "pass"
        text = f"{reading.label}: {reading.basis}; đang đề nghị và đã khen {reading.held}."
        found.append(Finding(verdict, text, reading.rule.citation))
    return found


def _doubles(notes: dict[int, list[LineNote]]) -> Finding:
    """One achievement, one form of commendation."""
    if notes:
        text = f"{len(notes)} trường hợp có thể trùng với hồ sơ hoặc lần khen khác trong năm."
        return Finding("ask", text, ONE_FORM_PER_DEED)
    text = "Không thấy tên trùng trong hồ sơ khác của phong trào và sổ khen thưởng năm nay."
    return Finding("pass", text, ONE_FORM_PER_DEED)


class _Other(NamedTuple):
    """A line of another dossier, as far as a note tells it."""

    kind: str
    full_name: str
    birth_year: int | None
    unit: str
    ref: str
    award: str


class _Given(NamedTuple):
    """An award of the register, as far as a note tells it."""

    kind: str
    name_fold: str
    birth_year: int | None
    unit: str
    award: str
    merit_year: int
    symbol: str
    decided_on: date
    achievement: str
    dossier: int | None


def _elsewhere(dossier: Dossier, names: Iterable[str]) -> Iterator[_Other]:
    """Lines of the same names in other filed dossiers of the campaign.

    Columns, not models: a big list meets thousands of namesakes, and their rows, dossiers and
    units cost more than all the rest of its page.
    """
    if dossier.plan is None:
        return iter(())
    found = (
        Nomination.objects.filter(
            dossier__plan__campaign=dossier.plan.campaign_id,
            full_name__in=as_rows(names),
        )
        .exclude(dossier=dossier)
        .exclude(dossier__state__in=UNIT_STATES)
        .exclude(state__in=NO_LONGER_ASKED)
        .order_by("pk")
    )
    columns = ("honouree_kind", "full_name", "birth_year", "dossier__unit__name", "dossier__ref")
    return starmap(_Other, found.values_list(*columns, "award_type__name"))


def _awarded_this_year(dossier: Dossier, born: set[tuple[str, int | None]]) -> Iterator[_Given]:
    """Awards of the same year to the same names outside this dossier; twin of `_may_be_same`."""
    name, year = "honouree__name_fold", "honouree__birth_year"
    pair = Concat(name, Value(" "), Cast(year, CharField()), output_field=CharField())
    awards = Award.objects.alias(born_then=pair).filter(
        Q(**{year: None})
        | Q(**{f"{name}__in": as_rows({one for one, then in born if then is None})})
        | Q(born_then__in=as_rows({f"{one} {then}" for one, then in born})),
        **{f"{name}__in": as_rows({one for one, _ in born})},
        merit_year=dossier.merit_year,
        revoked_on=None,
    )
    return _given(awards.exclude(nomination__dossier=dossier))


def _given(awards: QuerySet[Award]) -> Iterator[_Given]:
    columns = (
        "honouree__kind",
        "honouree__name_fold",
        "honouree__birth_year",
        "honouree__unit__name",
        "award_type__name",
        "merit_year",
        "decision_symbol",
        "decided_on",
        "achievement",
        "nomination__dossier",
    )
    return starmap(_Given, awards.order_by("pk").values_list(*columns))


def _may_be_same(one: int | None, other: int | None) -> bool:
    """Two records of one name are one person unless their years of birth say otherwise."""
    return one is None or other is None or one == other


def _short(unit: str) -> str:
    return Unit(name=unit).short_name


def _note_of_line(unit: str, ref: str, award: str) -> LineNote:
    return LineNote(
        "ask",
        f"Cũng được {_short(unit)} đề nghị {award} trong hồ sơ {ref} của phong trào này.",
        ONE_FORM_PER_DEED,
        reverse("dossiers:dossier", args=[ref]),
        f"Đã được {_short(unit)} đề nghị trong cùng phong trào.",
        "Có trong hồ sơ khác",
    )


def _note_of_award(award: _Given, line: Nomination) -> LineNote:
    by = f"Quyết định {award.symbol} ngày {award.decided_on:%d/%m/%Y}"
    is_same = _is_same_deed(award, line)
    return LineNote(
        "fail" if is_same else "ask",
        f"Năm {award.merit_year} đã được {award.award} theo {by} ({_short(award.unit)}).",
        ONE_FORM_PER_DEED,
        reason=f"Đã được khen cho cùng thành tích: {award.award}, {by}.",
        short="Đã khen cùng thành tích" if is_same else f"Đã khen năm {award.merit_year}",
    )


def _note_of_answer(answer: CriterionAnswer) -> LineNote:
    is_unmet = answer.verdict == CriterionVerdict.UNMET
    word = "Chưa đạt" if is_unmet else "Chưa rõ"
    return LineNote(
        "fail" if is_unmet else "ask",
        f"{word} tiêu chí «{answer.asked}»: {answer.words}",
        "Kế hoạch khen thưởng được duyệt",
        reason=f"Chưa đạt tiêu chí «{answer.asked}»: {answer.words}" if is_unmet else "",
        short=f"{word} tiêu chí",
    )


def _is_same_deed(award: _Given, line: Nomination) -> bool:
    """The register tells this very deed in the same words; others are the officer's to weigh."""
    return bool(award.achievement) and plain_words(award.achievement) == plain_words(
        line.achievement
    )
