"""The signed opinion of an absent member, written down by the secretary."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from council.enums import BallotChoice
from council.models import Ballot, CouncilCase, Voter
from council.queries.count import counts_of
from council.services import ballot as ballot_services
from council.transitions import case as case_transitions
from law.figures import VoteForm
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from tests.council.test_ballot_pages import checked_in, sent, words_of
from tests.factories.council import CaseFactory, all_of, the_council
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN = BallotChoice.values


def away(form: str = VoteForm.OPEN, **given: object) -> tuple[CouncilCase, Voter, User]:
    """An open vote, one who could not come, and who keeps the Council."""
    council = the_council(5)
    absent = council.members[-1]
    case = CaseFactory(form=form, voting=True, absent=[absent], **given)
    return case, case.voters.get(member__person=absent), council.secretary


def write(case: CouncilCase, voter: Voter, by: User, words: str = "Tôi đồng ý.", **given) -> Ballot:
    choices = all_of(case, voter.member.person, AGREE)
    return ballot_services.record_written(case, voter, choices, words=words, by=by, **given)


def page_of(case: CouncilCase, voter: Voter) -> str:
    return reverse("council:written_opinion", args=[case.pk, voter.pk])


@pytest.mark.parametrize("form", [VoteForm.OPEN, VoteForm.OPINION])
def test_an_opinion_counts_like_a_ballot_and_says_who_wrote_it_down(form):
    case, voter, secretary = away(form)
    row = write(case, voter, secretary)
    assert row.is_written
    assert (row.person, row.recorded_by) == (voter.member.person, secretary)
    assert row.words == "Tôi đồng ý."
    assert set(map(tuple, counts_of(case).values())) == {(1, 0, 0)}


def test_the_same_twice_is_one_and_another_is_refused():
    case, voter, secretary = away()
    write(case, voter, secretary)
    with pytest.raises(AlreadyDone):
        write(case, voter, secretary)
    with pytest.raises(Refused, match="từ trước") as told:
        write(case, voter, secretary, words="Tôi không đồng ý.")
    assert not isinstance(told.value, AlreadyDone)
    assert Ballot.objects.count() == 1


def test_who_cast_himself_is_not_written_down_too():
    case, voter, secretary = away()
    person = voter.member.person
    ballot_services.cast(case, all_of(case, person, AGREE), by=person)
    with pytest.raises(Refused, match="do thành viên tự bỏ"):
        write(case, voter, secretary)


def test_a_secret_case_takes_no_name():
    case, voter, secretary = away(VoteForm.SECRET)
    with pytest.raises(Refused, match="Phiếu kín không ghi ý kiến có tên"):
        write(case, voter, secretary)
    assert not Ballot.objects.exists()


def test_a_present_member_votes_himself():
    case, _, secretary = away()
    present = case.voters.filter(is_present=True).first()
    with pytest.raises(Refused, match="có mặt tại phiên họp nên tự bỏ phiếu"):
        write(case, present, secretary)


def test_nothing_is_written_down_after_closing_or_for_a_paper_count():
    case, voter, secretary = away()
    case_transitions.close_vote(case, by=the_council().chair)
    with pytest.raises(Refused, match="không mở bỏ phiếu"):
        ballot_services.record_written(case, voter, {}, words="", by=secretary)
    paper, other, _ = away(on_paper=True)
    with pytest.raises(Refused, match="kiểm phiếu giấy"):
        write(paper, other, secretary)


@pytest.mark.parametrize("who", ["chair", "member", "stranger"])
def test_only_who_keeps_the_council_writes_it_down(who):
    case, voter, _ = away()
    council = the_council()
    person = {"chair": council.chair, "member": council.members[0]}.get(who) or UserFactory()
    with pytest.raises(PermissionDenied):
        write(case, voter, person)


def test_a_stale_page_writes_nothing():
    case, voter, secretary = away()
    with pytest.raises(Stale):
        write(case, voter, secretary, seen=seen_mark(case) - 1)


# --- the page -----------------------------------------------------------------------------------


def test_the_page_takes_choices_and_words(client_of):
    case, voter, secretary = away()
    browser = client_of(secretary)
    page = browser.get(page_of(case, voter))
    assert page.status_code == 200
    assert voter.member.person.full_name in words_of(page)
    data = sent(case, all_of(case, voter.member.person, DISAGREE), words="Chưa đủ sáng kiến.")
    assert browser.post(page_of(case, voter), data).status_code == 302
    row = Ballot.objects.get()
    assert (row.words, set(row.choices.values())) == ("Chưa đủ sáng kiến.", {DISAGREE})
    page = browser.get(page_of(case, voter))
    assert "Đã có phiếu của" in words_of(page)
    assert "<fieldset" not in page.content.decode()


def test_a_missing_choice_loses_neither_choices_nor_words(client_of):
    case, voter, secretary = away(persons=2)
    first, _ = case.lines.values_list("pk", flat=True)
    data = sent(case, {first: DISAGREE}, words="Chưa đủ sáng kiến.")
    page = client_of(secretary).post(page_of(case, voter), data)
    assert page.status_code == 422
    assert checked_in(page) == {first: DISAGREE}
    assert "Chưa đủ sáng kiến." in words_of(page)


def test_words_for_a_member_who_voted_meanwhile_can_be_copied(client_of):
    case, voter, secretary = away()
    person = voter.member.person
    data = sent(case, all_of(case, person, DISAGREE), words="Chưa đủ sáng kiến.")
    ballot_services.cast(case, all_of(case, person, AGREE), by=person)
    page = client_of(secretary).post(page_of(case, voter), data)
    assert page.status_code == 422
    assert "do thành viên tự bỏ từ trước" in words_of(page)
    assert "Chưa đủ sáng kiến." in words_of(page)


def test_help_fills_the_rest_and_keeps_the_words(client_of):
    case, voter, secretary = away(persons=3)
    first, *others = case.lines.values_list("pk", flat=True)
    data = sent(case, {first: DISAGREE}, words="Xem xét thêm.", rest="agree")
    page = client_of(secretary).post(page_of(case, voter), data)
    assert checked_in(page) == {first: DISAGREE} | dict.fromkeys(others, AGREE)
    assert "Xem xét thêm." in words_of(page)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("form", "present", "words"),
    [
        (VoteForm.SECRET, False, "Phiếu kín không ghi ý kiến có tên"),
        (VoteForm.OPEN, True, "có mặt tại phiên họp nên tự bỏ phiếu"),
    ],
)
def test_what_is_not_written_down_says_why(form, present, words, client_of):
    case, voter, secretary = away(form)
    voter = case.voters.filter(is_present=True).first() if present else voter
    browser = client_of(secretary)
    assert words in words_of(browser.get(page_of(case, voter)))
    data = sent(case, all_of(case, voter.member.person, AGREE), words="")
    answer = browser.post(page_of(case, voter), data)
    assert answer.status_code in {409, 422}
    assert words in words_of(answer)
    assert not Ballot.objects.exists()


def test_the_page_is_there_for_who_keeps_the_council_alone(client_of):
    case, voter, _ = away()
    for person in (the_council().members[0], UserFactory(officer=True)):
        browser = client_of(person)
        assert browser.get(page_of(case, voter)).status_code == 404
        assert browser.post(page_of(case, voter), {}).status_code == 404
    other = CaseFactory(voting=True, form=VoteForm.OPEN)
    stranger = other.voters.first()
    assert client_of(the_council().secretary).get(page_of(case, stranger)).status_code == 404
