"""Scenario 22: what the town may not decide goes to the province in a letter of UBND thị xã."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.models import Quota
from decisions.enums import DecisionKind, DecisionState, ForwardOutcome
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries, offer as offer_queries
from decisions.services import answer as answer_services, decision as decision_services
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination, Overruling
from honourees.models import Award
from law.enums import Penalty
from law.figures import RuleKey
from law.models import AwardType, NumberEntry, RuleValue
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.council import passed_by_council
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from tests.second_look import twice


pytestmark = pytest.mark.django_db


@pytest.fixture
def merit():
    """A finished dossier of a school for the year's merit."""
    return DossierFactory(appraised=True, merit=True)


def line(dossier, code, **more):
    award = AwardType.objects.get(code=code)
    return NominationFactory(dossier=dossier, recommended=True, award_type=award, **more)


@pytest.fixture
def letter(merit):
    """A letter to the province, approved and numbered: one collective, one person."""
    rows = [line(merit, "BK_T"), line(merit, "BK_T", collective=True)]
    return DecisionFactory(dossier=merit, nominations=rows, issued=True)


def test_what_the_province_decides_is_offered_apart_from_what_the_town_decides(merit):
    passed_by_council([line(merit, "TTLDXS", collective=True)])
    line(merit, "LDTT")
    line(merit, "GDVH", household=True)
    waiting = offer_queries.waiting_for(UserFactory(officer=True))
    kinds = {group.paper_kind: group.count for group in offer_queries.groups(waiting.lines)}
    assert kinds == {DecisionKind.FORWARD: 1, DecisionKind.AWARD: 1}


def test_one_paper_is_never_both(merit, officer):
    mixed = [line(merit, "TTLDXS", collective=True), line(merit, "LDTT")]
    with pytest.raises(Refused, match="thuộc thẩm quyền cấp trên: lập tờ trình riêng"):
        decision_services.compose(mixed, reason="đã A", fund_line="", key=uuid4(), by=officer)


def test_what_belongs_to_the_ward_is_refused_with_whose_it_is(merit, officer):
    ours = [line(merit, "GDVH", household=True)]
    with pytest.raises(Refused, match="Gia đình văn hóa thuộc thẩm quyền của"):
        decision_services.compose(ours, reason="đã A", fund_line="", key=uuid4(), by=officer)


def test_the_letter_is_of_the_whole_committee_and_costs_the_town_nothing(letter):
    assert (letter.kind, letter.symbol) == (DecisionKind.FORWARD, "01/TTr-UBND")
    paper = letter.document.context
    assert paper["kind"] == "TỜ TRÌNH"
    assert paper["signature"]["titles"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert "đề nghị tặng Bằng khen" in paper["about"]
    assert "01 tập thể, 01 cá nhân" in paper["about"]
    assert "tỉnh Sóc Trăng" in paper["addressees"][0]
    assert letter.total_vnd == 0
    assert paper["annexes"][0]["columns"]["prize"] == ""
    assert not Award.objects.exists()
    assert sum(Quota.objects.values_list("awarded", flat=True)) == 0


@pytest.mark.parametrize("meets_all", [True, False])
def test_the_letter_says_that_all_is_met_where_nobody_went_on_in_spite(merit, meets_all):
    RuleValue.objects.filter(key=RuleKey.FORM_PENALTY).update(is_verified=True)
    told = {} if meets_all else {"penalty": Penalty.REPRIMAND, "penalty_on": date(2023, 3, 1)}
    sent = DecisionFactory(dossier=merit, nominations=[line(merit, "BK_T", **told)], issued=True)
    assert Overruling.objects.exists() is not meets_all
    examined = sent.document.context["paragraphs"][0]
    assert ("đủ điều kiện, tiêu chuẩn" in examined) is meets_all


def test_forwarded_lines_do_not_hold_their_dossier(letter):
    states = set(Nomination.objects.values_list("state", flat=True))
    assert states == {NominationState.FORWARDED}
    assert Dossier.objects.get().state == DossierState.CONCLUDED


def test_the_numbers_of_letters_and_decisions_are_two_series(letter):
    DecisionFactory(issued=True)
    assert set(NumberEntry.objects.values_list("symbol", flat=True)) == {
        "01/TTr-UBND",
        "01/QĐ-UBND",
    }


@pytest.fixture
def waiting(letter):
    return list(letter.lines.select_related("decision", "nomination").order_by("pk"))


def test_an_award_from_above_stands_in_the_register(waiting, officer):
    answer_services.record(
        waiting[0],
        outcome=ForwardOutcome.AWARDED,
        symbol="1234/QĐ-UBND",
        decided_on=date(2023, 11, 20),
        by=officer,
    )
    nomination = Nomination.objects.get(pk=waiting[0].nomination_id)
    assert nomination.state == NominationState.AWARDED_ABOVE
    award = nomination.award
    assert (award.decision_symbol, award.prize_vnd) == ("1234/QĐ-UBND", 0)
    assert "1234/QĐ-UBND" in nomination.events.newest_first().first().note
    lineup = lineup_queries.read(Decision.objects.get(), clock.today())
    assert len(lineup.entries) == 2


def test_a_refusal_from_above_gives_its_reason_to_the_unit(waiting, officer):
    note = "Chưa đủ hai năm liên tục hoàn thành xuất sắc nhiệm vụ."
    answer_services.record(waiting[0], outcome=ForwardOutcome.DECLINED, note=note, by=officer)
    nomination = Nomination.objects.get(pk=waiting[0].nomination_id)
    assert (nomination.state, nomination.verdict_reason) == (NominationState.DECLINED, note)
    assert len(lineup_queries.read(Decision.objects.get(), clock.today()).entries) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"outcome": "awarded"}, "Ghi số và ngày quyết định"),
        ({"outcome": "awarded", "symbol": "1/QĐ"}, "Ghi số và ngày quyết định"),
        (
            {"outcome": "awarded", "symbol": "1/QĐ", "decided_on": date(2023, 11, 21)},
            "chưa đến",
        ),
        (
            {"outcome": "awarded", "symbol": "1/QĐ", "decided_on": date(2023, 11, 1)},
            "không thể trước ngày tờ trình",
        ),
        ({"outcome": "declined"}, "Ghi rõ lý do"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(said, told, waiting, officer):
    with pytest.raises(Refused, match=told):
        answer_services.record(waiting[0], **said, by=officer)
    assert Nomination.objects.get(pk=waiting[0].nomination_id).state == NominationState.FORWARDED


def test_an_answer_is_recorded_once_and_by_phong_noi_vu(waiting, officer):
    said = {"outcome": ForwardOutcome.DECLINED, "note": "Không đủ tiêu chuẩn."}
    with pytest.raises(PermissionDenied):
        answer_services.record(waiting[0], **said, by=UserFactory(clerk=True))
    answer_services.record(waiting[0], **said, by=officer)
    with pytest.raises(AlreadyDone):
        answer_services.record(waiting[0], **said, by=officer)


def test_an_award_of_the_town_has_no_answer_from_above(officer):
    decision = DecisionFactory(issued=True)
    row = decision.lines.select_related("decision", "nomination").get()
    with pytest.raises(PermissionDenied):
        answer_services.record(row, outcome=ForwardOutcome.DECLINED, note="A", by=officer)


def test_the_page_records_the_answer_and_keeps_what_was_typed(waiting, officer, client_of):
    letter, desk = Decision.objects.get(), client_of(officer)
    address = reverse("decisions:answer", args=[letter.pk, waiting[0].pk])
    assert address in desk.get(letter.get_absolute_url()).text
    page = desk.post(address, {"outcome": "awarded", "symbol": "1234/QĐ-UBND"})
    assert page.status_code == 422
    assert "Ghi ngày quyết định của cấp trên." in page.text
    assert "1234/QĐ-UBND" in page.text
    said = {"outcome": "awarded", "symbol": "1234/QĐ-UBND", "decided_on": "2023-11-20"}
    told = twice(desk, address, said, follow=True)
    assert "Đã ghi kết quả" in told.text
    assert told.request["QUERY_STRING"] == f"dong={waiting[0].pk}"  # the page of the list with it
    assert "Được cấp trên khen thưởng" in desk.get(letter.get_absolute_url()).text
    stranger = client_of(UserFactory(clerk=True))
    assert stranger.get(address).status_code == 404


def test_the_bundle_holds_the_papers_of_every_line(letter, officer, client_of):
    paper = AttachmentFactory(dossier=Dossier.objects.get())
    address = reverse("decisions:bundle", args=[letter.pk])
    answer = client_of(officer).get(address)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    name, manifest = archive.namelist()
    assert name in archive.read(manifest).decode()
    assert name.startswith(f"{paper.dossier.ref}/01-")
    with paper.file.open() as file:
        assert archive.read(name) == file.read()
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 404


def test_a_letter_before_the_chairman_is_still_a_draft(merit):
    decision = DecisionFactory(dossier=merit, nominations=[line(merit, "BK_T")], submitted=True)
    assert decision.state == DecisionState.SUBMITTED
    assert "…/TTr-UBND" in decision.draft.context["annexes"][0]["attached"]
