"""Casting a ballot: what it counts for, and every ballot that is not taken."""

import re
from datetime import timedelta

import pytest

from council.enums import BallotChoice, Role
from council.models import Ballot, CouncilCase, CouncilMember, Tally
from council.queries.count import Roll, counts_of, voted_in
from council.rules import ballot as ballot_rules
from council.services import ballot as ballot_services, member as member_services
from council.transitions import case as case_transitions
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.transitions import nominee as nominee_transitions
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.factories.council import (
    NAMED_IN,
    CaseFactory,
    all_of,
    choices_of,
    everybody_votes,
    the_council,
)
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN = BallotChoice.values
FORMS = [VoteForm.SECRET, VoteForm.OPEN, VoteForm.OPINION]


def fresh(case: CouncilCase) -> CouncilCase:
    return CouncilCase.objects.select_related("session").get(pk=case.pk)


def cast(case: CouncilCase, by: User, choice: str = AGREE, **given: object) -> None:
    ballot_services.cast(case, all_of(case, by, choice), by=by, **given)


def lose(case: CouncilCase, place: int = 0) -> Nomination:
    """A line that is no longer recommended, as when its nominee is found under discipline."""
    line = case.lines.select_related("nomination__dossier")[place].nomination
    officer = line.dossier.officer
    return nominee_transitions.suspend_line(line, by=officer, note="Đang xem xét kỷ luật.")


# --- what is counted ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_ballot_counts_once_on_every_line(form):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True, persons=3)
    first, second, third = case.lines.all()
    said = {first.pk: AGREE, second.pk: DISAGREE, third.pk: ABSTAIN}
    assert ballot_rules.waits_for(council.chair, case)
    ballot_services.cast(case, said, by=council.chair)
    case = fresh(case)
    assert voted_in(case) == [council.chair.pk]
    assert counts_of(case) == {first.pk: [1, 0, 0], second.pk: [0, 1, 0], third.pk: [0, 0, 1]}
    assert not ballot_rules.waits_for(council.chair, case)
    assert ballot_rules.waits_for(council.head, case)


@pytest.mark.parametrize(
    ("form", "ballots", "tallies"), [(VoteForm.SECRET, 0, 1), (VoteForm.OPEN, 1, 0)]
)
def test_a_name_stands_beside_an_open_ballot_alone(form, ballots, tallies):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True)
    cast(case, council.chair)
    assert Ballot.objects.count() == ballots
    assert Tally.objects.count() == tallies


def test_a_member_who_is_barred_from_a_line_has_the_others():
    council = the_council(5)
    one = council.members[0]
    case = CaseFactory(voting=True, persons=3, barred=[(1, one)])
    first, second, third = case.lines.all()
    cast(case, one)
    assert counts_of(fresh(case)) == {
        first.pk: [1, 0, 0],
        second.pk: [0, 0, 0],
        third.pk: [1, 0, 0],
    }


def test_a_member_without_any_line_is_waited_for_by_nobody():
    council = the_council(5)
    one = council.members[0]
    case = CaseFactory(form=VoteForm.OPINION, voting=True, persons=1, barred=[(0, one)])
    assert not ballot_rules.waits_for(one, case)
    with pytest.raises(Refused, match="không có dòng nào"):
        ballot_services.cast(case, {}, by=one)
    for person in council.voters:
        if person != one:
            cast(case, person)
    case_transitions.close_vote(fresh(case), by=council.chair)
    assert case.lines.get().base == 4


def test_absent_members_cast_the_same_ballot_before_closing():
    council = the_council(5)
    away = council.members[-1]
    case = CaseFactory(voting=True, absent=[away])
    cast(case, away)
    assert voted_in(fresh(case)) == [away.pk]


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_second_ballot_changes_nothing(form):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True)
    cast(case, council.chair)
    before = counts_of(fresh(case))
    for choice in (AGREE, DISAGREE):  # the same click, and another opinion later
        with pytest.raises(AlreadyDone, match="không sửa được"):
            cast(case, council.chair, choice)
    assert counts_of(fresh(case)) == before


def test_a_ballot_after_closing_is_refused_and_one_of_before_is_not_called_lost():
    council = the_council(5)
    case = CaseFactory(form=VoteForm.SECRET, voting=True)
    late = council.members[-1]
    said = all_of(case, late, AGREE)
    for person in council.voters[:-1]:
        cast(case, person)
    case_transitions.close_vote(fresh(case), by=council.chair)
    with pytest.raises(Refused, match="đã đóng bỏ phiếu") as told:
        ballot_services.cast(case, said, by=late)
    assert not isinstance(told.value, AlreadyDone)
    with pytest.raises(AlreadyDone):
        ballot_services.cast(case, all_of(case, council.chair, AGREE), by=council.chair)


def test_a_ballot_before_opening_is_refused():
    council = the_council(5)
    case = CaseFactory(scheduled=True)
    with pytest.raises(Refused, match="chưa mở bỏ phiếu"):
        cast(case, council.chair)


def test_a_ballot_of_a_page_of_another_vote_is_stale():
    """Put off and opened again: the page of the first vote does not count in the second."""
    council = the_council(5)
    case = CaseFactory(voting=True)
    seen = seen_mark(case)
    cast(case, council.head, seen=seen)
    with pytest.raises(Stale, match="đã thay đổi"):
        cast(case, council.chair, seen=seen - 1)
    assert voted_in(fresh(case)) == [council.head.pk]


def test_what_was_put_off_takes_no_ballot_and_forgets_those_it_had():
    council = the_council(5)
    case = CaseFactory(voting=True)
    cast(case, council.head)
    case_transitions.put_off(fresh(case), by=council.chair, note="Chờ thêm hồ sơ.")
    with pytest.raises(Refused, match="để lại cho phiên sau"):
        cast(case, council.chair)
    assert voted_in(fresh(case)) == []
    assert not Tally.objects.exists()


def test_a_former_member_has_no_vote():
    council = the_council(5)
    case, one = CaseFactory(voting=True), council.members[0]
    CouncilMember.objects.filter(person=one).update(ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="không còn là thành viên"):
        cast(case, one)


def test_a_member_added_while_the_vote_is_open_has_no_ballot_in_it():
    the_council(5)
    case = CaseFactory(voting=True)
    new = UserFactory()
    member_services.name(new, role=Role.MEMBER, named_in=NAMED_IN, starts_on=clock.today(), by=None)
    assert not ballot_rules.waits_for(new, case)
    with pytest.raises(Refused, match="sau khi vụ việc này mở bỏ phiếu"):
        cast(case, new)
    assert len(Roll(fresh(case)).people) == 5


@pytest.mark.parametrize("who", ["secretary", "stranger"])
def test_who_has_no_vote_casts_none(who):
    council = the_council(5)
    person = council.secretary if who == "secretary" else UserFactory(officer=True)
    case = CaseFactory(voting=True)
    with pytest.raises(Refused, match="không là thành viên có quyền bỏ phiếu"):
        cast(case, person)


def test_a_case_counted_on_paper_takes_no_ballot_here():
    council = the_council(5)
    case = CaseFactory(voting=True, on_paper=True)
    with pytest.raises(Refused, match="bỏ phiếu giấy"):
        cast(case, council.chair)


@pytest.mark.parametrize("form", [VoteForm.SECRET, VoteForm.OPEN])
def test_a_line_without_a_choice_is_named(form):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True)
    first, second = case.lines.select_related("nomination")
    for choices in ({first.pk: AGREE}, {first.pk: AGREE, second.pk: "maybe"}):
        with pytest.raises(Refused, match=re.escape(second.nomination.full_name)) as told:
            ballot_services.cast(case, choices, by=council.chair)
        assert [reason.fields for reason in told.value.reasons] == [(f"choice-{second.pk}",)]
    assert voted_in(fresh(case)) == []


def test_a_choice_for_a_barred_or_an_unknown_line_is_refused():
    council = the_council(5)
    one = council.members[0]
    case = CaseFactory(voting=True, persons=2, barred=[(0, one)])
    barred = case.lines.select_related("nomination").first()
    with pytest.raises(Refused, match=re.escape(barred.nomination.full_name)):
        ballot_services.cast(case, choices_of(case, one) | {barred.pk: AGREE}, by=one)
    other = CaseFactory(persons=1).lines.get()
    for pk in (0, other.pk, 10**12):
        with pytest.raises(Stale, match="không còn trong vụ việc"):
            ballot_services.cast(case, choices_of(case, one) | {pk: AGREE}, by=one)
    assert voted_in(fresh(case)) == []


def test_a_case_that_lost_a_line_takes_the_ballot_without_it():
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    said = all_of(case, council.chair, AGREE)
    gone = lose(case)
    assert gone.state != NominationState.RECOMMENDED
    with pytest.raises(Stale, match="1 trường hợp không còn"):
        ballot_services.cast(case, said, by=council.chair)
    cast(case, council.chair)
    assert sum(sum(row) for row in counts_of(fresh(case)).values()) == 2


def test_a_line_that_was_away_while_some_voted_is_not_decided_by_the_others():
    """It comes before the Council another time; a share of half the ballots would be no share."""
    council = the_council(5)
    case = CaseFactory(voting=True, persons=2)
    first, second = case.lines.all()
    cast(case, council.chair)
    gone = lose(case)
    cast(case, council.head)
    officer = gone.dossier.officer
    nominee_transitions.resume_line(gone, by=officer, note="Đã có kết luận.")
    words = {gone.pk: ("recommend", "Hội nghị đơn vị đã xét.")}
    nominee_transitions.give_verdicts(Dossier.objects.get(pk=gone.dossier_id), words, by=officer)
    for person in council.members:
        cast(case, person)
    case_transitions.close_vote(fresh(case), by=council.chair)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.agree) == ("out", None)
    assert (second.outcome, second.agree) == ("passed", 5)


def test_everybody_votes_and_the_figures_are_written_at_closing():
    council = the_council(5)
    case = CaseFactory(voting=True, persons=2)
    everybody_votes(case)
    assert set(case.lines.values_list("agree", "outcome")) == {(None, "")}
    case_transitions.close_vote(fresh(case), by=council.chair)
    assert set(case.lines.values_list("agree", "outcome")) == {(5, "passed")}
    with pytest.raises(Refused):
        case_transitions.close_vote(fresh(case), by=council.chair)
