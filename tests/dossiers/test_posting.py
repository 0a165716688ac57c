"""Lấy ý kiến công khai: names before the decision, a signed word opens a case."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from decisions import rules as decision_rules
from decisions.models import Decision
from dossiers.enums import CaseOutcome, NominationState as N
from dossiers.models import Nomination, Objection
from dossiers.queries import testimony as testimony_queries
from dossiers.queries.recount import recount_quotas
from dossiers.rules import posting as posting_rules
from dossiers.services import posting as posting_services
from dossiers.transitions import nominee as nominee_transitions, objection as objection_transitions
from law.models import AwardRule, AwardType
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.notices.models import Notice


pytestmark = pytest.mark.django_db
OVER = date(2023, 12, 1)
SIGNED = {"name": "Lý Văn Tài", "contact": "0912 345 678", "text": "Chưa đạt như đã ghi."}


@pytest.fixture
def dossier(town):
    """Two hamlets recommended as «thôn văn hóa», which is posted for ten days before everybody."""
    dossier = town.appraising(persons=0, collectives=2)
    dossier.nominations.update(award_type=AwardType.objects.get(code="THONVH"))
    recommend(town, dossier)
    return dossier


@pytest.fixture
def posting(town, dossier):
    [posting] = posting_services.open_postings(dossier, by=town.officer)
    return posting


def recommend(town, dossier):
    lines = dossier.nominations.filter(state=N.PROPOSED)
    words = {line.pk: ("recommend", "") for line in lines}
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)


def lines_of(dossier):
    found = list(Nomination.objects.filter(dossier=dossier).order_by("pk"))
    for line in found:
        line.dossier = dossier
    return found


def object_to(posting, line, **fields):
    words = SIGNED | fields
    return objection_transitions.raise_objection(posting, line, by=None, **words)


def rule(key, value, code="THONVH"):
    AwardRule.objects.filter(award_type__code=code, key=key).update(value=value)


def test_the_days_are_the_laws(posting):
    assert (posting.starts_on, posting.ends_on, posting.days) == (
        date(2023, 11, 20),
        date(2023, 11, 30),
        10,
    )


def test_nothing_else_is_posted(town):
    with pytest.raises(AlreadyDone):
        posting_services.open_postings(town.appraising(), by=town.officer)


def test_a_decision_waits_for_the_last_day_and_for_every_answer(town, dossier, posting, at):
    lines = lines_of(dossier)
    assert posting_rules.decision_blockers(lines)[0].startswith(
        "Đang lấy ý kiến công khai đến hết 30/11/2023"
    )
    at(OVER)
    assert posting_rules.decision_blockers(lines) == []
    letter = Decision(letter_number="1/TTr-PNV", letter_on=OVER)
    assert not [w for w in decision_rules.submission_blockers(letter, lines) if "ý kiến" in w]


def test_what_nobody_posted_is_not_submitted(town, dossier):
    [told] = posting_rules.decision_blockers(lines_of(dossier))
    assert told.startswith("Chưa lấy ý kiến công khai: ")
    letter = Decision(letter_number="1/TTr-PNV", letter_on=date(2023, 11, 20))
    assert told in decision_rules.submission_blockers(letter, lines_of(dossier))


def test_a_signed_word_suspends_its_nominee_alone_until_it_is_answered(town, dossier, posting, at):
    first, _ = lines_of(dossier)
    case = object_to(posting, first)
    assert [line.state for line in lines_of(dossier)] == [N.SUSPENDED, N.RECOMMENDED]
    event = first.events.newest_first().first()
    assert (event.by, event.facts) == (None, {"objection": case.pk})
    assert SIGNED["name"] not in event.note  # the unit reads the note
    with pytest.raises(Refused, match=f"{case.code} về .* chưa được trả lời"):
        nominee_transitions.resume_line(lines_of(dossier)[0], by=town.officer, note="Xong.")

    objection_transitions.answer_objection(
        case, outcome=CaseOutcome.UNFOUNDED, answer="Đã đo lại, đủ 3 km.", by=town.officer
    )
    assert lines_of(dossier)[0].state == N.PROPOSED
    assert recount_quotas() == []
    [(_, [posted, answered])] = testimony_queries.told(dossier)
    assert posted == (
        "Lấy ý kiến công khai 2 trường hợp, 10 ngày, từ 20/11/2023 đến hết 30/11/2023: "
        "có 1 ý kiến phản ánh (1 không có cơ sở)."
    )
    said = "không có cơ sở. Đã đo lại, đủ 3 km."
    assert answered == f"Phản ánh {case.code} về {first.full_name}: {said}"


def test_the_last_answer_takes_the_nominee_up_again(town, dossier, posting):
    line = lines_of(dossier)[0]
    one, two = object_to(posting, line), object_to(posting, lines_of(dossier)[0], name="Lê Thị Ba")
    answer = {"outcome": CaseOutcome.FOUNDED, "answer": "Đúng như phản ánh.", "by": town.officer}
    objection_transitions.answer_objection(one, **answer)
    assert lines_of(dossier)[0].state == N.SUSPENDED
    objection_transitions.answer_objection(two, **answer)
    assert lines_of(dossier)[0].state == N.PROPOSED
    notes = [told.text for _, told in testimony_queries.line_notes(dossier, lines_of(dossier))]
    assert notes == [f"Phản ánh {row.code} có cơ sở: Đúng như phản ánh." for row in (one, two)]
    with pytest.raises(AlreadyDone):
        objection_transitions.answer_objection(one, **answer)


def test_whoever_waits_for_another_ground_waits_on(town, dossier, posting):
    line = lines_of(dossier)[0]
    nominee_transitions.suspend_line(line, by=town.officer, note="Đang thanh tra.")
    case = object_to(posting, lines_of(dossier)[0])
    objection_transitions.answer_objection(
        case, outcome=CaseOutcome.UNFOUNDED, answer="Không đúng.", by=town.officer
    )
    assert lines_of(dossier)[0].state == N.SUSPENDED


def test_an_objection_without_a_name_is_refused_with_the_way_to_sign_it(posting, dossier):
    url, line = reverse("dossiers:objection", args=[posting.pk]), lines_of(dossier)[0]
    typed = {"line": line.pk, "text": "Không đúng sự thật.", "name": "", "contact": ""}
    page = Client().post(url, typed)
    assert page.status_code == 422
    assert "gửi đơn có ký tên đến Phòng Nội vụ thị xã Ngã Năm" in page.text
    assert "Không đúng sự thật." in page.text
    with pytest.raises(Refused, match="phải có họ tên"):
        object_to(posting, line, name=" ", contact="")
    assert not Objection.objects.exists()
    assert Client().post(url, typed | SIGNED).status_code == 302
    assert Client().post(url, typed | SIGNED).status_code == 302  # the same again
    assert Objection.objects.count() == 1


def test_a_row_of_the_law_may_allow_it(town, dossier):
    rule("unsigned_objection", "yes")
    [posting] = posting_services.open_postings(dossier, by=town.officer)
    assert object_to(posting, lines_of(dossier)[0], name="", contact="").signed == "Không ghi tên"


def test_no_word_after_the_last_day_or_about_whom_was_struck(town, dossier, posting, at):
    first, second = lines_of(dossier)
    nominee_transitions.remove_line(first, by=town.head, note="Thôi đề nghị.")
    with pytest.raises(Refused, match="không còn trong danh sách đang xét"):
        object_to(posting, first)
    at(OVER)
    with pytest.raises(Refused, match="đã hết ngày 30/11/2023"):
        object_to(posting, second)
    assert Client().get(posting.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("audience", "without_account"), [("everybody", 200), ("units", 404)])
def test_who_reads_the_names(town, dossier, client_of, audience, without_account):
    rule("posting_audience", audience)
    [posting] = posting_services.open_postings(dossier, by=town.officer)
    url = posting.get_absolute_url()
    assert Client().get(url).status_code == without_account
    assert client_of(town.stranger).get(url).status_code == 200
    listed = Client().get(reverse("dossiers:postings")).text
    assert (posting.dossier.unit.short_name in listed) == (without_account == 200)


def test_names_units_and_awards_alone_are_shown(dossier, posting):
    line = lines_of(dossier)[0]
    Nomination.objects.filter(pk=line.pk).update(working_unit="xã Tân Long", achievement="Kín.")
    page = Client().get(posting.get_absolute_url()).text
    assert line.full_name in page
    assert "xã Tân Long" in page
    assert "Kín." not in page
    assert dossier.ref not in page


def test_one_address_does_not_write_all_night(dossier, posting):
    url, line = reverse("dossiers:objection", args=[posting.pk]), lines_of(dossier)[0]
    answers = [
        Client().post(url, SIGNED | {"line": line.pk, "text": f"Lần {n}"}).status_code
        for n in range(11)
    ]
    assert answers == [302] * 10 + [422]


def test_the_case_is_answered_on_the_dossiers_page(town, dossier, posting, client_of):
    case = object_to(posting, lines_of(dossier)[0])
    url = reverse("dossiers:objection_answer", args=[dossier.ref, case.pk])
    browser, page = client_of(town.officer), dossier.get_absolute_url()
    assert SIGNED["name"] in browser.get(page).text
    for person in (town.head, town.chairman):
        assert SIGNED["name"] not in client_of(person).get(page).text
    assert browser.post(url, {"outcome": "", "answer": ""}).status_code == 422
    for person, status in ((town.head, 404), (town.officer2, 403), (town.stranger, 404)):
        assert client_of(person).get(url).status_code == status
    assert browser.post(url, {"outcome": "founded", "answer": "Đúng."}).status_code == 302
    with pytest.raises(Stale):
        objection_transitions.answer_objection(
            case, outcome=CaseOutcome.FOUNDED, answer="Đúng.", by=_another_in_charge(town, dossier)
        )
    assert Notice.objects.filter(user=town.officer, text__contains=case.code).exists()


def _another_in_charge(town, dossier):
    type(dossier).objects.filter(pk=dossier.pk).update(officer=town.officer2)
    return town.officer2


@pytest.mark.parametrize("who", ["officer2", "chief", "head", "stranger"])
def test_posting_is_for_the_officer_in_charge(town, dossier, who):
    with pytest.raises(PermissionDenied):
        posting_services.open_postings(dossier, by=getattr(town, who))
