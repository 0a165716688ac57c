"""Provisions: every worked case with its verdict and its source, and what holds for all of them."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from dossiers.enums import Discipline, Verdict
from dossiers.queries import story as story_queries
from dossiers.queries.evidence import (
    DossierEvidence,
    HeldAward,
    LineEvidence,
    MemberEvidence,
    NamedMember,
)
from dossiers.rules import eligibility
from dossiers.rules.eligibility import catalogue
from law.enums import Category, HonoureeKind, LeaveKind, Penalty, ProvisionKey, Rating, Scope
from law.models import AwardType, Provision, RuleSet, RuleValue
from law.queries.provision import Law


pytestmark = pytest.mark.django_db

CASES = story_queries.cases()
REGIMES = ("LUAT_2003", "LUAT_2022", "ND_152_2025")
SCENARIOS = {14, 16, 18, 19, 22, 23, 31, 32}
UNVERIFIED = " · chưa kiểm chứng"
SOURCE = Path(eligibility.__file__).parent
# Days of a month, months of a year, the last day: the calendar is no figure of the law.
CALENDAR = {0, 1, 12, 30, 31}
many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def awards():
    return {award.code: award for award in AwardType.objects.all()}


def law_of(line):
    return Law(date(line.merit_year, 12, 31), line.today)


def named(case):
    scenario = f" (kịch bản {case.scenario})" if case.scenario else ""
    return f"{case.key}: {case.story}{scenario}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_worked_case(case, awards):
    dossier = story_queries.dossier_of(case, awards)
    found = catalogue.examine(dossier, Law(case.merit_day, case.decided_on))
    mine = [one for one in (*found.of_dossier, *found.of(1)) if one.key == case.key]
    if not case.is_asked:
        assert mine == []
        return
    part = str(awards[case.award].pk) if case.part == "cap" else case.part
    finding = next((one for one in mine if one.part.partition("-")[0] == part), None)
    assert finding is not None, [(one.part, one.verdict, one.text) for one in mine]
    suffix = UNVERIFIED if case.is_open else ""
    assert (finding.verdict, finding.citation) == (case.verdict, case.citation + suffix)
    assert finding.text.strip(), "a person needs a sentence"
    if finding.verdict == Verdict.FAIL:
        assert finding.short, "a list needs a word"


def test_cases_cover_every_provision_regime_and_scenario():
    assert len(CASES) >= 120
    for key in ProvisionKey:
        verdicts = {case.verdict for case in CASES if case.key == key}
        assert "pass" in verdicts, key
        assert verdicts & {"fail", "warning", "unknown"}, key
    for code in REGIMES:
        regime = RuleSet.objects.get(code=code)
        days = [(case.merit_day, case.decided_on) for case in CASES]
        assert sum(any(map(regime.holds_on, both)) for both in days) >= 20, code
    assert {case.scenario for case in CASES} >= SCENARIOS


def test_every_provision_has_one_function_and_every_row_its_own():
    assert list(catalogue.registered()) == list(ProvisionKey)
    keys = set(Provision.objects.values_list("key", flat=True))
    assert keys == {key.value for key in ProvisionKey}


def test_a_second_function_for_a_provision_is_refused():
    from dossiers.rules.eligibility.provision import of_line  # noqa: PLC0415 - registers

    with pytest.raises(ValueError, match="registered twice"):
        of_line(ProvisionKey.SERVICE)(lambda line, law: ())


def test_unverified_figures_warn_until_the_administrator_marks_them(awards):
    case = next(one for one in CASES if one.key == "service" and one.verdict == "warning")
    line = story_queries.line_of(case, awards)

    def said():
        found = catalogue.examine_line(line, law_of(line))
        return next(one.verdict for one in found if one.key == ProvisionKey.SERVICE)

    assert said() == Verdict.WARNING
    RuleValue.objects.filter(rule_set__code="ND_152_2025", key="ldtt_months").update(
        is_verified=True
    )
    Provision.objects.filter(key="service").update(is_verified=True)
    assert said() == Verdict.FAIL


# Properties ---------------------------------------------------------------------------------------

optional = lambda values: st.sampled_from(["", *values])  # noqa: E731
CODES = ("GK", "LDTT", "CSTDCS", "TTLDTT", "TTLDXS", "CSTDT", "CSTDTQ", "BK_T", "GDVH", "BK_TTG")


@st.composite
def stories(draw, kinds=tuple(HonoureeKind)):
    """Facts of a nominee, and the codes of what hangs on them."""
    year = draw(st.integers(2021, 2025))
    days = st.none() | st.dates(date(year - 3, 1, 1), date(year + 1, 3, 1))
    kind = draw(st.sampled_from(kinds)).value
    return {
        "kind": kind,
        "code": draw(st.sampled_from(CODES)),
        "category": draw(st.sampled_from(Category)).value,
        "merit_year": year,
        "today": draw(st.dates(date(year, 6, 1), date(year + 1, 12, 1))),
        "hired_on": draw(days),
        "leave_kind": draw(optional(LeaveKind.values)),
        "leave_days": draw(st.none() | st.integers(0, 366)),
        "rating": draw(optional(Rating.values)),
        "discipline": draw(optional(Discipline.values)),
        "penalty": draw(optional(Penalty.values)),
        "penalty_on": draw(days),
        "initiative": draw(optional(["Quyết định 15/QĐ"])),
        "initiative_scope": draw(optional(Scope.values)),
        "is_registered": draw(st.sampled_from([None, True, False])),
        "headcount": draw(st.none() | st.integers(1, 12)),
        "named": draw(st.lists(st.tuples(st.booleans(), optional(Rating.values)), max_size=8)),
        "held": draw(
            st.lists(st.tuples(st.sampled_from(CODES), st.integers(year - 4, year)), max_size=5)
        ),
    }


def award_held(awards, code, year):
    award = awards[code]
    return HeldAward(
        award.pk, code, award.name, year, f"{year}/QĐ", date(year, 12, 20), Category.MERIT.value
    )


def line_from(story, awards):
    story = dict(story)
    held = tuple(award_held(awards, *one) for one in story.pop("held"))
    members = tuple(
        NamedMember(f"Người {place}", ("LDTT",) if has else (), rating)
        for place, (has, rating) in enumerate(story.pop("named"))
    )
    return LineEvidence(
        pk=7,
        award=awards[story.pop("code")],
        full_name="Trần Thị Bé",
        held=held,
        members=MemberEvidence(headcount=story.pop("headcount"), named=members),
        **story,
    )


def verdicts(line):
    found = catalogue.examine_line(line, law_of(line))
    return {one.code: one.verdict for one in found}


def more_evidence(line, awards):
    """The same nominee with one thing more that speaks for them."""
    award = line.award.code
    yield (
        "initiative",
        line._replace(
            initiative=line.initiative or "Quyết định 9/QĐ",
            initiative_body="Hội đồng sáng kiến",
            has_initiative_paper=True,
        ),
    )
    yield "assurance", line._replace(discipline=line.discipline or Discipline.CLEAR.value)
    for code in ("LDTT", "CSTDCS", "CSTDT"):
        for year in range(line.merit_year - 3, line.merit_year + 1):
            if code != award:  # the same title twice is no evidence
                more = (*line.held, award_held(awards, code, year))
                yield f"{code} {year}", line._replace(held=more)
    member = NamedMember("Người thêm", ("CSTDCS", "LDTT"), Rating.EXCELLENT.value)
    named_more = (*line.members.named, member)
    if line.members.named:
        yield "member", line._replace(members=line.members._replace(named=named_more))
    yield "paper", line._replace(members=line.members._replace(is_proven=True))
    if not line.rating:
        yield "rating", line._replace(rating=Rating.EXCELLENT.value)


@many
@given(story=stories())
def test_evidence_never_turns_pass_into_fail(story, awards):
    line = line_from(story, awards)
    before = verdicts(line)
    for what, other in more_evidence(line, awards):
        after = verdicts(other)
        turned = {
            code
            for code, verdict in before.items()
            if verdict == Verdict.PASS and after.get(code) == Verdict.FAIL
        }
        assert not turned, what


@many
@given(story=stories())
def test_same_facts_give_the_same_findings_in_the_same_order(story, awards):
    line = line_from(story, awards)
    law = law_of(line)
    first = catalogue.examine_line(line, law)
    shuffled = line._replace(held=tuple(reversed(line.held)))
    assert first == catalogue.examine_line(line, law)
    assert [(one.code, one.verdict) for one in first] == [
        (one.code, one.verdict) for one in catalogue.examine_line(shuffled, law)
    ]
    codes = [one.code for one in first]
    assert len(codes) == len(set(codes)), "an overruling must find its one finding"


@many
@given(told=st.lists(stories(), min_size=2, max_size=5))
def test_a_line_among_others_is_examined_as_it_would_be_alone(told, awards):
    """What was asked of one line is not asked of its equals: none may be taken for another."""
    lines = [line_from(story, awards) for story in told]
    law = law_of(lines[0])
    lines += [other for _, other in more_evidence(lines[0], awards)]
    found = catalogue.examine_lines([*lines, *lines], law)
    assert found == 2 * [catalogue.examine_line(line, law) for line in lines]


@many
@given(story=stories())
def test_every_citation_holds_on_its_day(story, awards):
    line = line_from(story, awards)
    law = law_of(line)
    dossier = DossierEvidence(
        "HS-1", "Phường 1", line.category, line.merit_year, line.today, (line,)
    )
    for key, one in catalogue.registered().items():
        governed = law.of(key)
        if governed is None or (one.kinds and line.kind not in one.kinds):
            continue
        of_day, row = governed
        assert row.holds_on(of_day.day)
        for answer in one.ask(line if one.kinds else dossier, of_day):
            for source in answer.rows:
                assert source.holds_on(of_day.day), (key, source)


@many
@given(story=stories())
def test_unknown_never_blocks_and_unverified_never_fails(story, awards):
    line = line_from(story, awards)
    for one in catalogue.examine_line(line, law_of(line)):
        if one.verdict == Verdict.UNKNOWN:
            assert not one.is_failed
            assert not one.blocks_unit
        if not one.is_verified:
            assert one.verdict != Verdict.FAIL
            assert one.citation.endswith(UNVERIFIED)


# The source ---------------------------------------------------------------------------------------


def modules():
    return sorted(SOURCE.glob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_no_provision_reads_a_constant_figure(path):
    """Months, shares, grades and years are rows of the law, never integers here."""
    tree = ast.parse(path.read_text("utf-8"))
    allowed = CALENDAR if path.name in {"person.py", "authority.py"} else {0, 1}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            assert node.value in allowed, f"{path.name}:{node.lineno}: {node.value}"
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                is_number = isinstance(side, ast.Constant) and type(side.value) in (int, float)
                assert not is_number or side.value in {0, 1}, f"{path.name}:{node.lineno}"


def test_provisions_read_no_table():
    """Rules never ask the database: a provision imports models for its types alone."""
    for path in modules():
        assert ".objects" not in path.read_text("utf-8"), path.name


def test_evidence_stays_plain():
    """A what-if replaces one fact: everything asked of a line is a field of it."""
    assert {"hired_on", "penalty", "rating", "held", "members"} <= set(LineEvidence._fields)
