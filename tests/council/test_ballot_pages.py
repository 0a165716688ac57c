"""The ballot's page: what it shows, what it says no to, and that it keeps nothing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.enums import BallotChoice, Role
from council.models import CouncilCase, CouncilMember
from council.queries.count import counts_of, voted_in
from council.services import ballot as ballot_services, member as member_services
from council.transitions import case as case_transitions
from dossiers.transitions import nominee as nominee_transitions
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.workflow import seen_mark
from tests.factories.council import NAMED_IN, CaseFactory, all_of, everybody_votes, the_council
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
AGREE, DISAGREE, ABSTAIN = BallotChoice.values


def page_of(case: CouncilCase) -> str:
    return reverse("council:ballot", args=[case.pk])


def sent(case: CouncilCase, choices: dict[int, str], **more: object) -> dict[str, object]:
    """What the form sends."""
    return {"seen": seen_mark(case)} | {f"choice-{pk}": c for pk, c in choices.items()} | more


def words_of(response: HttpResponse) -> str:
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def checked_in(response: HttpResponse) -> dict[int, str]:
    """{line: choice} as the page draws them."""
    found = {}
    for tag in re.findall(r'<input type="radio"[^>]*>', response.content.decode()):
        name, value = (re.search(rf'{what}="([^"]*)"', tag)[1] for what in ("name", "value"))
        if re.search(r"\bchecked\b", tag):
            found[int(name.removeprefix("choice-"))] = value
    return found


def fresh(case: CouncilCase) -> CouncilCase:
    return CouncilCase.objects.select_related("session").get(pk=case.pk)


# --- what it shows ------------------------------------------------------------------------------


def test_every_line_has_three_choices_and_none_is_made(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    page = client_of(council.chair).get(page_of(case))
    text = page.content.decode()
    assert page.status_code == 200
    assert len(re.findall(r'<input type="radio"', text)) == 9
    assert text.count("<fieldset") == text.count("<legend") == 3
    assert checked_in(page) == {}
    words = words_of(page)
    assert "Phiếu kín: cổng ghi là anh/chị đã bỏ phiếu, không ghi anh/chị chọn gì." in words
    assert "Thông qua khi có từ 4/5 phiếu đồng ý (80 % tổng số)." in words
    for line in case.lines.select_related("nomination"):
        assert line.nomination.full_name in words
    assert 'autocomplete="off"' in text
    assert "data-autosave" not in text


def test_birth_dates_stand_on_no_ballot(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    line = case.lines.first().nomination
    page = client_of(council.chair).get(page_of(case))
    assert line.birth_year is None or str(line.birth_year) not in words_of(page)


@pytest.mark.parametrize("form", [VoteForm.OPEN, VoteForm.OPINION])
def test_an_open_vote_says_that_the_name_stands_beside_it(form, client_of):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True)
    words = words_of(client_of(council.chair).get(page_of(case)))
    assert "tên anh/chị đứng bên ý kiến đã chọn" in words
    assert "Phiếu kín" not in words


def test_a_barred_line_says_why_and_has_no_choice(client_of):
    council = the_council(5)
    one = council.members[0]
    case = CaseFactory(voting=True, persons=3, barred=[(1, one)])
    page = client_of(one).get(page_of(case))
    assert "Anh/chị không bỏ phiếu ở dòng này: là người thân" in words_of(page)
    assert len(re.findall(r'<input type="radio"', page.content.decode())) == 6
    assert "2 dòng cần chọn" in words_of(page)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_ballot_costs_the_same_however_long_it_is(count, client_of, bare_menu):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=count)
    browser = client_of(council.chair)
    browser.get(page_of(case))
    with CaptureQueriesContext(connection) as asked:
        browser.get(page_of(case))
    assert len(asked) <= 22, [query["sql"][:90] for query in asked]


def test_help_for_a_long_list_fills_the_rest_and_casts_nothing(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=5)
    first, second, *others = case.lines.values_list("pk", flat=True)
    browser = client_of(council.chair)
    assert "Chọn Đồng ý cho các dòng còn lại" in words_of(browser.get(page_of(case)))
    data = sent(case, {first: DISAGREE, second: ABSTAIN}, rest="agree")
    page = browser.post(page_of(case), data)
    assert page.status_code == 200
    assert checked_in(page) == {
        first: DISAGREE,
        second: ABSTAIN,
        **dict.fromkeys(others, AGREE),
    }
    assert voted_in(fresh(case)) == []
    assert checked_in(browser.get(page_of(case))) == {}


def test_a_short_list_needs_no_help(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    assert "các dòng còn lại" not in words_of(client_of(council.chair).get(page_of(case)))


# --- casting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [VoteForm.SECRET, VoteForm.OPEN, VoteForm.OPINION])
def test_a_ballot_is_cast_and_the_page_says_so_from_then_on(form, client_of):
    council = the_council(5)
    case = CaseFactory(form=form, voting=True)
    browser = client_of(council.chair)
    answer = browser.post(page_of(case), sent(case, all_of(case, council.chair, DISAGREE)))
    assert answer.status_code == 302
    assert voted_in(fresh(case)) == [council.chair.pk]
    page = browser.get(page_of(case))
    words = words_of(page)
    assert "Anh/chị đã bỏ phiếu vụ việc này." in words
    assert "không sửa được" in words
    assert "<fieldset" not in page.content.decode()
    assert checked_in(page) == {}


def test_cast_twice_goes_on_and_says_that_it_counts_once(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    browser = client_of(council.chair)
    for choice in (AGREE, AGREE, DISAGREE):
        answer = browser.post(page_of(case), sent(case, all_of(case, council.chair, choice)))
        assert answer.status_code == 302
    page = browser.get(page_of(case))
    assert "lần gửi này không tính thêm" in words_of(page)
    assert set(map(tuple, counts_of(fresh(case)).values())) == {(1, 0, 0)}


def test_a_missing_choice_stands_beside_its_line_and_takes_the_focus(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    first, second, third = case.lines.select_related("nomination")
    data = sent(case, {first.pk: AGREE, third.pk: DISAGREE})
    page = client_of(council.chair).post(page_of(case), data)
    text = page.content.decode()
    assert page.status_code == 422
    assert checked_in(page) == {first.pk: AGREE, third.pk: DISAGREE}
    assert f"Chọn ý kiến về {second.nomination.full_name}." in words_of(page)
    assert "còn 1 dòng chưa chọn" in words_of(page)
    focused = [tag for tag in re.findall(r"<input[^>]*>", text) if "autofocus" in tag]
    assert [re.search(r'name="([^"]*)"', tag)[1] for tag in focused] == [f"choice-{second.pk}"]
    assert f'aria-describedby="id_choice-{second.pk}-loi"' in text
    assert f'id="id_choice-{second.pk}-loi"' in text
    assert voted_in(fresh(case)) == []


def test_an_unknown_word_is_asked_again(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=2)
    first, second = case.lines.all()
    data = sent(case, {first.pk: "yes", second.pk: AGREE})
    page = client_of(council.chair).post(page_of(case), data)
    assert page.status_code == 422
    assert "không đọc được. Chọn lại một trong ba ô." in words_of(page)
    assert checked_in(page) == {second.pk: AGREE}


def test_choices_for_a_barred_line_are_refused_and_the_others_stay(client_of):
    council = the_council(5)
    one = council.members[0]
    case = CaseFactory(voting=True, persons=2, barred=[(0, one)])
    barred, other = case.lines.all()
    data = sent(case, {barred.pk: AGREE, other.pk: DISAGREE})
    page = client_of(one).post(page_of(case), data)
    assert page.status_code == 422
    assert "không thuộc phiếu này" in words_of(page)
    assert checked_in(page) == {other.pk: DISAGREE}
    assert voted_in(fresh(case)) == []


@pytest.mark.parametrize("key", ["999999", "0", "abc", "-1", "99999999999999999999999"])
def test_choices_for_an_unknown_line_are_refused_and_the_others_stay(key, client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    said = all_of(case, council.chair, DISAGREE)
    page = client_of(council.chair).post(page_of(case), sent(case, said) | {f"choice-{key}": AGREE})
    assert page.status_code == 409
    assert "1 trường hợp không còn trong vụ việc" in words_of(page)
    assert checked_in(page) == said


def test_a_case_that_lost_a_line_keeps_the_choices_of_the_others(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    said = dict(zip(case.lines.values_list("pk", flat=True), BallotChoice.values, strict=True))
    data = sent(case, said)
    line = case.lines.select_related("nomination__dossier").first().nomination
    nominee_transitions.suspend_line(line, by=line.dossier.officer, note="Đang xem xét.")
    browser = client_of(council.chair)
    page = browser.post(page_of(case), data)
    assert page.status_code == 409
    assert line.full_name not in words_of(page)
    left = checked_in(page)
    assert list(left.values()) == BallotChoice.values[1:]
    assert browser.post(page_of(case), sent(case, left)).status_code == 302


@pytest.mark.parametrize("seen", ["", "0", "x", None])
def test_a_stale_page_casts_nothing_and_keeps_the_choices(seen, client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    said = all_of(case, council.chair, DISAGREE)
    data = sent(case, said)
    if seen is None:
        del data["seen"]
    else:
        data["seen"] = seen
    page = client_of(council.chair).post(page_of(case), data)
    assert page.status_code == 409
    assert "đã thay đổi sau khi anh/chị mở trang" in words_of(page)
    assert checked_in(page) == said
    assert voted_in(fresh(case)) == []


# --- who does not vote --------------------------------------------------------------------------


def test_after_closing_the_page_and_the_post_say_so(client_of):
    council = the_council(5)
    case = CaseFactory(form=VoteForm.OPEN, voting=True)
    late = council.members[-1]
    data = sent(case, all_of(case, late, AGREE))
    everybody_but(case, late)
    case_transitions.close_vote(fresh(case), by=council.chair)
    browser = client_of(late)
    for answer in (browser.get(page_of(case)), browser.post(page_of(case), data)):
        assert "đã đóng bỏ phiếu nên không nhận thêm phiếu" in words_of(answer)
        assert checked_in(answer) == {}
    assert answer.status_code == 422


def everybody_but(case: CouncilCase, late: object) -> None:
    for voter in case.voters.select_related("member__person").exclude(member__person=late.pk):
        person = voter.member.person
        ballot_services.cast(case, all_of(case, person, AGREE), by=person)


def test_a_former_member_reads_why(client_of):
    council = the_council(5)
    case, one = CaseFactory(voting=True), council.members[0]
    data = sent(case, all_of(case, one, AGREE))
    CouncilMember.objects.filter(person=one).update(ends_on=clock.today() - timedelta(days=1))
    browser = client_of(one)
    assert "không còn là thành viên" in words_of(browser.get(page_of(case)))
    answer = browser.post(page_of(case), data)
    assert answer.status_code == 422
    assert "không còn là thành viên" in words_of(answer)
    assert voted_in(fresh(case)) == []


def test_a_member_who_came_while_the_vote_was_open_reads_why_and_no_names(client_of):
    the_council(5)
    case = CaseFactory(voting=True)
    new = UserFactory()
    member_services.name(new, role=Role.MEMBER, named_in=NAMED_IN, starts_on=clock.today(), by=None)
    browser = client_of(new)
    page = browser.get(page_of(case))
    assert "sau khi vụ việc này mở bỏ phiếu" in words_of(page)
    assert case.lines.first().nomination.full_name not in words_of(page)
    answer = browser.post(page_of(case), {f"choice-{case.lines.first().pk}": AGREE})
    assert answer.status_code == 422


@pytest.mark.parametrize("traits", [{"officer": True}, {"clerk": True}, {"head": True}])
def test_a_stranger_finds_nothing(traits, client_of):
    the_council(5)
    case = CaseFactory(voting=True)
    browser = client_of(UserFactory(**traits))
    assert browser.get(page_of(case)).status_code == 404
    assert browser.post(page_of(case), {}).status_code == 404


def test_the_secretary_prepares_and_has_no_ballot(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    words = words_of(client_of(council.secretary).get(page_of(case)))
    assert "không là thành viên có quyền bỏ phiếu" in words


def test_no_total_is_shown_while_the_vote_is_open(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    everybody_votes(case)
    words = words_of(client_of(council.chair).get(page_of(case)))
    assert not re.search(r"\b5\s*(/\s*5\s*)?phiếu đồng ý", words.replace("từ 4/5 phiếu", ""))


# --- nothing is kept ----------------------------------------------------------------------------


def test_a_refused_ballot_is_kept_in_no_session_cookie_or_cache(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True, persons=3)
    first, second, _ = case.lines.values_list("pk", flat=True)
    browser = client_of(council.chair)
    before = dict(browser.session.items())
    page = browser.post(page_of(case), sent(case, {first: DISAGREE, second: ABSTAIN}))
    assert page.status_code == 422
    assert "no-store" in page["Cache-Control"]
    assert dict(browser.session.items()) == before
    kept = " ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())
    assert not re.search("disagree|abstain|choice", kept)
    assert checked_in(browser.get(page_of(case))) == {}


def test_every_answer_of_the_page_is_stored_nowhere(client_of):
    council = the_council(5)
    case = CaseFactory(voting=True)
    browser = client_of(council.chair)
    data = sent(case, all_of(case, council.chair, AGREE))
    answers = [
        browser.get(page_of(case)),
        browser.post(page_of(case), {}),
        browser.post(page_of(case), data),
        browser.get(page_of(case)),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 302, 200]
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
