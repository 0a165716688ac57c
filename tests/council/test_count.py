"""Counting in integers: shares, bases with barred and absent members, ties."""

import pytest
from hypothesis import given, strategies as st

from council.enums import BallotChoice, LineOutcome
from council.models import CouncilCase
from council.queries import count as count_queries
from council.queries.count import Roll, result_of
from council.services import ballot as ballot_services
from law.figures import VoteBase, VoteForm
from tests.factories.council import CaseFactory, all_of, the_council
from units.models import User


AGREE, DISAGREE, ABSTAIN = BallotChoice
ALL, PRESENT = VoteBase


@pytest.mark.parametrize(
    ("percent", "base", "needed"),
    [(90, 11, 10), (80, 11, 9), (90, 9, 9), (80, 10, 8), (50, 10, 5), (50, 11, 6), (100, 7, 7)],
)
def test_a_share_is_a_whole_number_of_members(percent, base, needed):
    assert count_queries.needed(percent, base) == needed
    assert count_queries.is_reached(needed, percent, base)
    assert not count_queries.is_reached(needed - 1, percent, base)


@given(st.integers(1, 100), st.integers(1, 60), st.integers(0, 60))
def test_the_share_is_reached_from_the_needed_number_on(percent, base, agree):
    assert count_queries.is_reached(agree, percent, base) == (
        agree >= count_queries.needed(percent, base)
    )


def test_nobody_reaches_a_share_of_nobody():
    assert not count_queries.is_reached(0, 80, 0)
    assert count_queries.percent_words(0, 0) == "0 %"


@pytest.mark.parametrize(
    ("agree", "base", "words"),
    [
        (10, 11, "90,9 %"),
        (11, 11, "100 %"),
        (8, 9, "88,8 %"),
        (1, 2, "50 %"),
        (899, 1000, "89,9 %"),
    ],
)
def test_a_share_is_told_rounded_down(agree, base, words):
    assert count_queries.percent_words(agree, base) == words


def voted(case: CouncilCase, said: dict[User, str]) -> CouncilCase:
    for person, choice in said.items():
        ballot_services.cast(case, all_of(case, person, choice), by=person)
    return CouncilCase.objects.get(pk=case.pk)


def open_case(percent: int, base: str, **given: object) -> CouncilCase:
    case = CaseFactory(form=VoteForm.OPEN, voting=True, persons=1, **given)
    CouncilCase.objects.filter(pk=case.pk).update(percent=percent, base=base)
    return CouncilCase.objects.get(pk=case.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("percent", "base", "chair", "votes", "passes"),
    [
        (80, ALL, AGREE, (9, 2), True),
        (80, ALL, AGREE, (8, 3), False),
        (80, ALL, AGREE, (8, 0), False),  # who is silent is in the base of all
        (80, PRESENT, AGREE, (8, 0), False),  # so is who is present and does not vote
        (50, ALL, AGREE, (5, 5), True),  # a tie: the side of the chair
        (50, ALL, DISAGREE, (5, 5), False),
        (50, ALL, AGREE, (4, 4), True),
        (50, ALL, DISAGREE, (4, 4), False),
        (50, ALL, ABSTAIN, (5, 5), False),  # no side: the share decides, 5 of 11
        (50, ALL, DISAGREE, (6, 5), True),  # no tie, whatever the chair said
        (51, ALL, AGREE, (5, 5), False),  # above a half a tie is too few
    ],
)
def test_the_rule_of_an_open_case_decides(percent, base, chair, votes, passes):
    council, (agree, disagree) = the_council(11), votes
    case = open_case(percent, base)
    left = {AGREE: agree, DISAGREE: disagree, ABSTAIN: 11 - agree - disagree}
    said = {council.chair: chair}
    left[chair] = max(left[chair] - 1, 0)
    others = iter(council.voters[1:])
    for choice in (AGREE, DISAGREE):
        said |= {next(others): choice for _ in range(left[choice])}
    case = voted(case, said)
    [one] = result_of(case, Roll(case))
    assert (one.agree, one.disagree, one.base) == (agree, disagree, 11)
    assert one.is_passed is passes
    assert one.outcome == (LineOutcome.PASSED if passes else LineOutcome.FAILED)


@pytest.mark.django_db
def test_without_the_rule_a_tie_is_decided_by_the_share():
    council = the_council(11)
    case = open_case(50, ALL)
    CouncilCase.objects.filter(pk=case.pk).update(tie_with_chair=False)
    sides = [AGREE] * 5 + [DISAGREE] * 5
    case = voted(case, dict(zip(council.voters, sides, strict=False)))
    [one] = result_of(case, Roll(case))
    assert (one.agree, one.disagree, one.is_passed) == (5, 5, False)


@pytest.mark.django_db
def test_a_barred_member_is_in_nobodys_base():
    council = the_council(11)
    barred = council.members[:2]
    case = CaseFactory(voting=True, persons=2, barred=[(0, person) for person in barred])
    roll = Roll(case)
    first, second = roll.lines
    assert (roll.base_of(first), roll.base_of(second)) == (9, 11)
    assert roll.lines_of(barred[0].pk) == [second]
    said = dict.fromkeys(council.voters, AGREE) | {council.chair: DISAGREE}
    case = voted(case, said)
    one, other = result_of(case, Roll(case))
    assert (one.agree, one.disagree, one.base) == (8, 1, 9)
    assert (other.agree, other.disagree, other.base) == (10, 1, 11)


@pytest.mark.django_db
def test_who_was_absent_is_in_the_base_of_those_present_once_he_has_voted():
    council = the_council(11)
    away = council.members[-2:]
    case = open_case(50, PRESENT, absent=away, barred=[(0, council.members[0])])
    [line] = Roll(case).lines
    assert Roll(case).base_of(line) == 8  # eleven, two away, one barred
    case = voted(case, {away[0]: AGREE, council.chair: AGREE})
    [one] = result_of(case, Roll(case))
    assert (one.agree, one.base) == (2, 9)


@pytest.mark.django_db
def test_in_a_session_of_the_vice_chair_his_side_decides():
    """Who presides has the casting vote, be the chair of the Council there or not."""
    council = the_council(11)
    case = open_case(50, ALL)
    case.session.presider = council.members[0]
    case.session.save(update_fields=["presider"])
    presider, *others = council.members
    said = {council.chair: DISAGREE, presider: AGREE}
    said |= dict(zip(others, [AGREE, AGREE, DISAGREE, DISAGREE], strict=False))
    case = voted(case, said)
    [one] = result_of(case, Roll(case))
    assert one.agree == one.disagree
    assert one.is_passed


@given(st.integers(1, 100), st.integers(1, 60), st.integers(0, 60))
def test_no_share_looks_reached_that_is_not(percent, base, agree):
    if agree <= base and not count_queries.is_reached(agree, percent, base):
        words = count_queries.percent_words(agree, base).removesuffix(" %")
        whole, _, tenth = words.partition(",")
        assert int(whole) * 10 + int(tenth or 0) < percent * 10
