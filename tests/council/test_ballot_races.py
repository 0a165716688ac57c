"""Many hands at one box, on real PostgreSQL: every ballot is counted once or refused in words."""

from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from council.enums import BallotChoice, CaseState
from council.models import CaseLine, CouncilCase, Tally
from council.queries.count import counts_of, voted_in
from council.services import ballot as ballot_services
from council.transitions import case as case_transitions
from law.figures import VoteForm
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.council import CaseFactory, all_of, the_council


pytestmark = pytest.mark.django_db(transaction=True)
AGREE, DISAGREE, ABSTAIN = BallotChoice.values
FORMS = [VoteForm.SECRET, VoteForm.OPEN]


def together(*calls):
    """Run the calls at the same instant, each with a connection of its own."""
    start, came_of_it = Barrier(len(calls)), [None] * len(calls)

    def run(index):
        start.wait()
        try:
            came_of_it[index] = calls[index]()
        except Exception as error:
            came_of_it[index] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[index]) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came_of_it


def opened(form=VoteForm.SECRET, voting=11, **given) -> CouncilCase:
    with transaction.atomic():
        the_council(voting)
        case = CaseFactory(form=form, voting=True, **given)
    return CouncilCase.objects.get(pk=case.pk)


def casting(case, person, choice=AGREE):
    choices, case = all_of(case, person, choice), CouncilCase.objects.get(pk=case.pk)
    return lambda: ballot_services.cast(case, choices, by=person)


def fresh(case) -> CouncilCase:
    return CouncilCase.objects.select_related("session").get(pk=case.pk)


@pytest.mark.parametrize("form", FORMS)
def test_eleven_vote_at_once_and_every_ballot_is_there(form):
    case, council = opened(form, persons=3), the_council()
    said = [BallotChoice.values[n % 3] for n in range(11)]
    calls = [casting(case, one, choice) for one, choice in zip(council.voters, said, strict=True)]
    assert together(*calls) == [None] * 11
    case = fresh(case)
    assert voted_in(case) == sorted(person.pk for person in council.voters)
    wanted = [said.count(choice) for choice in BallotChoice.values]
    assert list(counts_of(case).values()) == [wanted] * 3


@pytest.mark.parametrize("form", FORMS)
def test_one_member_twice_at_the_same_instant_is_counted_once(form):
    case, council = opened(form, voting=5), the_council()
    came = together(
        casting(case, council.chair, AGREE),
        casting(case, council.chair, DISAGREE),
        casting(case, council.chair, AGREE),
    )
    assert came.count(None) == 1
    assert sum(isinstance(one, AlreadyDone) for one in came) == 2
    case = fresh(case)
    assert voted_in(case) == [council.chair.pk]
    assert {sum(row) for row in counts_of(case).values()} == {1}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("turn", range(3))
def test_a_ballot_that_meets_the_closing_is_counted_or_refused(form, turn):
    case, council = opened(form, voting=5, persons=1), the_council()
    for person in council.voters[:3]:
        casting(case, person)()
    closing = fresh(case)
    came = together(
        lambda: case_transitions.close_vote(closing, by=council.chair),
        casting(case, council.voters[3]),
        casting(case, council.voters[4], DISAGREE),
    )
    assert isinstance(came[0], CouncilCase), came[0]
    counted = [one for one in came[1:] if one is None]
    refused = [one for one in came[1:] if isinstance(one, Refused)]
    assert len(counted) + len(refused) == 2, came
    case = fresh(case)
    assert case.state == CaseState.CLOSED
    line = CaseLine.objects.get(case=case)
    assert line.agree + line.disagree + line.abstain == len(voted_in(case)) == 3 + len(counted)


@pytest.mark.parametrize("form", FORMS)
def test_a_ballot_that_meets_the_putting_off_leaves_nothing_behind(form):
    case, council = opened(form, voting=5), the_council()
    putting_off = fresh(case)
    came = together(
        lambda: case_transitions.put_off(putting_off, by=council.chair, note="Chờ hồ sơ."),
        *(casting(case, person) for person in council.voters[1:]),
    )
    assert isinstance(came[0], CouncilCase), came[0]
    assert all(one is None or isinstance(one, Refused) for one in came[1:]), came
    case = fresh(case)
    assert case.state == CaseState.WAITING
    assert not Tally.objects.exists()
    assert not case.ballots.exists()
    assert not case.voters.exists()


def test_two_closings_conclude_once():
    case, council = opened(voting=5, persons=1), the_council()
    for person in council.voters:
        casting(case, person)()
    one, other = fresh(case), fresh(case)
    came = together(
        lambda: case_transitions.close_vote(one, by=council.chair),
        lambda: case_transitions.close_vote(other, by=council.chair),
    )
    assert sum(isinstance(result, CouncilCase) for result in came) == 1, came
    assert sum(isinstance(result, Refused) for result in came) == 1, came
    assert CaseLine.objects.get(case=case).agree == 5
