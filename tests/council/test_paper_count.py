"""A case counted on paper: figures that agree are taken, all others come back beside the figure."""

from itertools import combinations
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies as st

from council.models import CouncilCase, PaperCount
from council.queries.count import Roll, result_of
from council.rules.paper_count import count_blockers
from council.services import paper_count as paper_count_services
from council.transitions import case as case_transitions
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.council.test_ballot_pages import words_of
from tests.factories.council import CaseFactory, the_council
from tests.factories.units import UserFactory


TEAM = ["Lâm Vĩnh Phát", "Kim Hoàng Vũ", "Huỳnh Thị Cẩm Nhung"]


class PlainRoll:
    """A roll of voters 0 … n-1, with who is barred from which line; what the rule asks of one."""

    def __init__(self, count: int, bars: list[set[int]]) -> None:
        self.voters = list(range(count))
        self.bars = bars
        self.lines = [
            SimpleNamespace(pk=place, nomination=SimpleNamespace(full_name=f"Người {place}"))
            for place in range(len(bars))
        ]

    def barred(self, line: SimpleNamespace) -> set[int]:
        return self.bars[line.pk]


def can_be(roll: PlainRoll, figures: tuple[int, int, int, int], rows: list[list[int]]) -> bool:
    """Said by counting ballots: some voters handed in a valid one, and all lines agree with it."""
    issued, returned, valid, invalid = figures
    if min(figures) < 0 or any(min(row) < 0 for row in rows):
        return False
    if issued > len(roll.voters) or returned > issued or valid + invalid != returned:
        return False
    return any(
        all(
            sum(row) == valid - len(bars.intersection(who))
            for row, bars in zip(rows, roll.bars, strict=True)
        )
        for who in combinations(roll.voters, valid)
    )


@st.composite
def counted(draw: st.DrawFn) -> tuple[PlainRoll, tuple[int, int, int, int], list[list[int]]]:
    """Figures near the truth, so that both answers are common."""
    count = draw(st.integers(1, 6))
    lines = draw(st.integers(1, 3))
    people = st.sets(st.integers(0, count - 1), max_size=3)
    roll = PlainRoll(count, [draw(people) for _ in range(lines)])
    issued = draw(st.integers(max(count - 2, 0), count + 1))
    returned = draw(st.integers(max(issued - 2, 0), issued + 1))
    invalid = draw(st.integers(0, 2))
    valid = max(returned - invalid + draw(st.sampled_from([0, 0, 0, 0, 1, -1])), 0)
    rows = []
    for bars in roll.bars:
        total = max(
            valid - draw(st.integers(0, len(bars))) + draw(st.sampled_from([0, 0, 0, 1])), 0
        )
        agree = draw(st.integers(0, total))
        disagree = draw(st.integers(0, total - agree))
        rows.append([agree, disagree, total - agree - disagree])
    return roll, (issued, returned, valid, invalid), rows


CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}  # a busy machine


@settings(max_examples=400, **CALM)
@given(counted())
def test_exactly_the_figures_that_can_be_are_taken(case):
    roll, figures, rows = case
    issued, returned, valid, invalid = figures
    blockers = count_blockers(
        roll,
        team=TEAM,
        issued=issued,
        returned=returned,
        valid=valid,
        invalid=invalid,
        counts=dict(enumerate(rows)),
    )
    assert (blockers == []) == can_be(roll, figures, rows)


@settings(**CALM)
@given(
    st.lists(st.sampled_from(["", " ", "Kim Vũ", "KIM VŨ ", "Lâm Phát", "Thạch Phia"]), max_size=4)
)
def test_a_team_is_three_people(team):
    roll = PlainRoll(1, [set()])
    blockers = count_blockers(
        roll, team=team, issued=1, returned=1, valid=1, invalid=0, counts={0: [1, 0, 0]}
    )
    first = [name.strip().casefold() for name in team[:3]]
    assert (blockers == []) == (len(set(first) - {""}) == 3)
    assert all(blocker.fields[0].startswith("team") for blocker in blockers)


# --- in the database ----------------------------------------------------------------------------

db = pytest.mark.django_db


def paper(**given: object) -> CouncilCase:
    the_council(5)
    return CaseFactory(voting=True, on_paper=True, **given)


def figures(case: CouncilCase, rows: list[list[int]], **more: object) -> dict[str, object]:
    keys = case.lines.values_list("pk", flat=True)
    usual = {"team": TEAM, "issued": 5, "returned": 5, "valid": 5, "invalid": 0}
    return usual | {"counts": dict(zip(keys, rows, strict=True))} | more


def enter(case: CouncilCase, rows: list[list[int]], **more: object) -> PaperCount:
    by = more.pop("by", None) or the_council().secretary
    seen = more.pop("seen", None)
    return paper_count_services.enter(case, **figures(case, rows, **more), by=by, seen=seen)


@db
def test_the_count_of_a_paper_vote_decides():
    case = paper(persons=2)
    enter(case, [[4, 1, 0], [3, 1, 1]])
    results = result_of(case, Roll(case))
    assert [(one.agree, one.base, one.is_passed) for one in results] == [
        (4, 5, True),
        (3, 5, False),
    ]
    case_transitions.close_vote(CouncilCase.objects.get(pk=case.pk), by=the_council().chair)
    assert list(case.lines.values_list("agree", "disagree", "abstain", "outcome")) == [
        (4, 1, 0, "passed"),
        (3, 1, 1, "failed"),
    ]


@db
def test_nothing_is_closed_before_it_is_counted():
    case = paper()
    with pytest.raises(Refused, match="ghi kết quả kiểm phiếu trước khi đóng"):
        case_transitions.close_vote(case, by=the_council().chair)


@db
@pytest.mark.parametrize(
    ("more", "rows", "field", "words"),
    [
        ({"issued": 6}, [[5, 0, 0]], "issued", "Phát ra nhiều nhất 5 phiếu"),
        ({"issued": 4}, [[5, 0, 0]], "returned", "nhiều hơn 4 phiếu phát ra"),
        ({"invalid": 1}, [[5, 0, 0]], "valid", "là 6, khác 5 phiếu thu vào"),
        ({}, [[4, 0, 0]], "agree-", "ba số cộng lại là 4, phải là 5"),
        ({}, [[6, 0, 0]], "agree-", "ba số cộng lại là 6, phải là 5"),
        ({}, [[6, -1, 0]], "agree-", "mỗi số từ 0 trở lên"),
        ({"valid": -1, "invalid": 6}, [[0, 0, 0]], "valid", "từ 0 trở lên"),
        ({"team": [*TEAM[:2], ""]}, [[5, 0, 0]], "team3", "ghi đủ họ và tên"),
        ({"team": [*TEAM[:2], TEAM[0].upper()]}, [[5, 0, 0]], "team3", "ba người khác nhau"),
    ],
)
def test_sums_that_do_not_agree_are_refused_beside_the_figure(more, rows, field, words):
    case = paper(persons=1)
    with pytest.raises(Refused) as told:
        enter(case, rows, **more)
    found = [reason for reason in told.value.reasons if words in reason]
    assert found, told.value.reasons
    assert found[0].fields[0].startswith(field)
    assert not PaperCount.objects.exists()


@db
def test_members_without_a_vote_on_a_line_leave_it_blank():
    council = the_council(5)
    case = paper(persons=2, barred=[(0, council.members[0])])
    for first in ([4, 0, 0], [3, 1, 0]):
        enter(case, [first, [5, 0, 0]])
    with pytest.raises(Refused, match="phải là 4"):
        enter(case, [[5, 0, 0], [5, 0, 0]])
    enter(case, [[4, 0, 0], [4, 0, 0]], returned=4, valid=4)  # he handed in none
    with pytest.raises(Refused, match="từ 3 đến 4"):
        enter(case, [[2, 0, 0], [4, 0, 0]], returned=4, valid=4)


@db
def test_one_member_cannot_be_there_for_one_line_and_away_for_another():
    one = the_council(5).members[0]
    case = paper(persons=2, barred=[(0, one), (1, one)])
    enter(case, [[3, 0, 0], [3, 0, 0]], returned=4, valid=4)
    with pytest.raises(Refused, match="không khớp nhau"):
        enter(case, [[3, 0, 0], [4, 0, 0]], returned=4, valid=4)


@db
def test_figures_are_corrected_until_the_vote_is_closed():
    case = paper(persons=1)
    first = enter(case, [[4, 1, 0]])
    second = enter(case, [[5, 0, 0]], seen=first.mark)
    assert (first.pk, PaperCount.objects.get().counts) == (second.pk, second.counts)
    case_transitions.close_vote(CouncilCase.objects.get(pk=case.pk), by=the_council().chair)
    with pytest.raises(Refused, match="không sửa được nữa"):
        enter(case, [[4, 1, 0]])
    assert case.lines.get().agree == 5


@db
def test_two_who_correct_at_once_read_each_other():
    case = paper(persons=1)
    enter(case, [[4, 1, 0]], seen=0)
    with pytest.raises(AlreadyDone):
        enter(case, [[4, 1, 0]], seen=0)
    with pytest.raises(Stale, match="người khác ghi"):
        enter(case, [[5, 0, 0]], seen=0)
    assert list(PaperCount.objects.get().counts.values()) == [[4, 1, 0]]


@db
@pytest.mark.parametrize("who", ["chair", "member", "stranger"])
def test_only_who_keeps_the_council_counts(who):
    case, council = paper(persons=1), the_council()
    person = {"chair": council.chair, "member": council.members[0]}.get(who) or UserFactory()
    with pytest.raises(PermissionDenied):
        enter(case, [[5, 0, 0]], by=person)


@db
def test_a_case_voted_on_in_the_portal_is_not_counted_by_hand():
    the_council(5)
    case = CaseFactory(voting=True, persons=1)
    with pytest.raises(Refused, match="bỏ phiếu trên cổng"):
        enter(case, [[5, 0, 0]])


# --- the page -----------------------------------------------------------------------------------


def page_of(case: CouncilCase) -> str:
    return reverse("council:paper_count", args=[case.pk])


def typed(case: CouncilCase, rows: list[list[object]], **more: object) -> dict[str, object]:
    found = {"seen": 0, "issued": 5, "returned": 5, "valid": 5, "invalid": 0}
    found |= {f"team{n}": name for n, name in enumerate(TEAM, start=1)}
    for pk, row in zip(case.lines.values_list("pk", flat=True), rows, strict=True):
        names = (f"agree-{pk}", f"disagree-{pk}", f"abstain-{pk}")
        found |= dict(zip(names, row, strict=True))
    return found | more


@db
def test_the_page_takes_the_figures_and_shows_them_again(client_of):
    case = paper(persons=2)
    browser = client_of(the_council().secretary)
    assert browser.get(page_of(case)).status_code == 200
    answer = browser.post(page_of(case), typed(case, [[4, 1, 0], [3, 1, 1]]))
    assert answer.status_code == 302
    page = browser.get(page_of(case))
    assert TEAM[0] in page.content.decode()
    assert f'name="seen" value="{PaperCount.objects.get().mark}"' in page.content.decode()


@db
def test_a_wrong_sum_stands_in_its_row_and_nothing_typed_is_lost(client_of):
    case = paper(persons=2)
    page = client_of(the_council().secretary).post(
        page_of(case), typed(case, [[4, 0, 0], ["", "x", 1]], valid=4)
    )
    assert page.status_code == 422
    assert "ghi đủ ba số, không có thì ghi 0" in words_of(page)
    assert 'value="x"' in page.content.decode()
    page = client_of(the_council().secretary).post(
        page_of(case), typed(case, [[4, 0, 0], [3, 1, 1]])
    )
    assert page.status_code == 422
    assert "ba số cộng lại là 4, phải là 5" in words_of(page)
    assert page.content.decode().count('aria-invalid="true"') == 3
    assert not PaperCount.objects.exists()


@db
def test_a_stale_count_keeps_what_was_typed(client_of):
    case = paper(persons=1)
    enter(case, [[4, 1, 0]])
    page = client_of(the_council().secretary).post(page_of(case), typed(case, [[5, 0, 0]]))
    assert page.status_code == 409
    assert "vừa được người khác ghi" in words_of(page)
    assert 'value="5"' in page.content.decode()


@db
def test_where_nothing_is_counted_by_hand_the_page_says_so(client_of):
    the_council(5)
    case = CaseFactory(voting=True, persons=1)
    browser = client_of(the_council().secretary)
    for answer in (browser.get(page_of(case)), browser.post(page_of(case), {})):
        assert "bỏ phiếu trên cổng, không kiểm phiếu giấy" in words_of(answer)


@db
@pytest.mark.parametrize("who", ["member", "stranger"])
def test_the_page_is_there_for_who_keeps_the_council_alone(who, client_of):
    case = paper(persons=1)
    person = the_council().members[0] if who == "member" else UserFactory(officer=True)
    assert client_of(person).get(page_of(case)).status_code == 404
    assert client_of(person).post(page_of(case), {}).status_code == 404
