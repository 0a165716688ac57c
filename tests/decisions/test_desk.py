"""The signer's desk: everything at a glance, put off, struck, sent back by name, what changed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Quota
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.queries import diff as diff_queries
from decisions.services import decision as decision_services, desk as desk_services
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.transitions import nominee as nominee_transitions
from law.enums import SeriesPolicy
from law.models import AwardType, NumberEntry
from law.services import number_book as number_book_services
from nganam_awards.core.refusals import Refused
from tests.decisions.hands import approve, submit
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import PASSWORD, UserFactory


pytestmark = pytest.mark.django_db
REASON = "Thành tích chưa nêu phạm vi ảnh hưởng."


@pytest.fixture
def signer():
    return chairman()


def where(decision, name):
    return reverse(f"decisions:{name}", args=[decision.pk])


def people(decision):
    return list(Nomination.objects.filter(decision_lines__decision=decision).order_by("pk"))


def listed(signer):
    return [
        row.decision.pk for row in desk_services.board(list(desk_services.waiting(signer)), signer)
    ]


# --- the list -----------------------------------------------------------------------------------


def test_the_oldest_submission_stands_first_with_the_days_it_waited(signer, at):
    late = DecisionFactory(submitted=True)
    at(date(2023, 11, 23))
    new = DecisionFactory(submitted=True)
    rows = desk_services.board(list(desk_services.waiting(signer)), signer)
    assert [row.decision.pk for row in rows] == [late.pk, new.pk]
    assert [row.days for row in rows] == [3, 0]


def test_what_was_put_off_sinks_with_his_note_until_something_happens(signer, head, at):
    first, second = DecisionFactory(submitted=True), DecisionFactory(submitted=True)
    at(date(2023, 11, 21))
    desk_services.put_off(first, by=signer, text="Hỏi lại Phường 1.")
    assert listed(signer) == [second.pk, first.pk]
    rows = desk_services.board(list(desk_services.waiting(signer)), signer)
    assert (rows[1].note, rows[1].is_put_off) == ("Hỏi lại Phường 1.", True)
    at(date(2023, 11, 22))
    transitions.recall(first, by=head)
    submit(Decision.objects.get(pk=first.pk), head)
    rows = {
        row.decision.pk: row
        for row in desk_services.board(list(desk_services.waiting(signer)), signer)
    }
    assert rows[first.pk].is_put_off is False
    assert rows[first.pk].note == "Hỏi lại Phường 1."


def test_only_who_may_sign_puts_off(officer):
    with pytest.raises(PermissionDenied):
        desk_services.put_off(DecisionFactory(submitted=True), by=officer, text="")


def test_red_flags_and_totals_are_counted_over_everything(signer):
    plan = AwardPlanFactory(approved=True, persons=3)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    over = DecisionFactory(dossier=dossier, persons=4, submitted=True)
    calm = DecisionFactory(submitted=True, collectives=1, persons=1)
    rows = {
        row.decision.pk: row.flags
        for row in desk_services.board(list(desk_services.waiting(signer)), signer)
    }
    assert rows == {over.pk: 1, calm.pk: 0}
    awards, units, _ = desk_services.totals(desk_services.waiting(signer))
    certificate = AwardType.objects.get(code="GK").name
    assert [(row.label, row.count) for row in awards] == [(certificate, 6)]
    assert sum(row.count for row in units) == 6


def test_the_composition_is_told_where_a_unit_stated_it(signer, client_of):
    decision = DecisionFactory(submitted=True, persons=3)
    sign = reverse("decisions:sign", args=[decision.pk])
    client = client_of(signer)
    told = "Cơ cấu cá nhân:"
    assert told not in client.get(sign).text
    lines = Nomination.objects.filter(decision_lines__decision=decision).order_by("pk")
    first, second, _ = lines
    Nomination.objects.filter(pk=first.pk).update(group="leader")
    Nomination.objects.filter(pk=second.pk).update(group="direct")
    said = "lãnh đạo, quản lý 1 · trực tiếp công tác 1 · chưa ghi nhóm 1"
    assert f"{told} {said}" in client.get(sign).text
    assert "Cá nhân: lãnh đạo, quản lý" in client.get(reverse("decisions:waiting")).text


def test_the_board_costs_the_same_for_one_and_for_many(signer, client_of):
    def cost():
        client = client_of(signer)
        client.get(reverse("decisions:waiting"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("decisions:waiting"))
        return len(asked)

    DecisionFactory(submitted=True, collectives=1)
    one = cost()
    for _ in range(3):
        DecisionFactory(submitted=True, collectives=1)
    assert cost() == one


def test_the_list_is_for_whoever_signs(officer, client_of):
    assert client_of(officer).get(reverse("decisions:waiting")).status_code == 403
    decision = DecisionFactory(submitted=True)
    page = client_of(chairman()).get(reverse("decisions:waiting"))
    assert decision.act in page.text


def test_he_puts_off_on_the_page_and_finds_his_note_again(signer, client_of):
    decision, client = DecisionFactory(submitted=True), client_of(signer)
    page = client.post(where(decision, "put_off"), {"text": "Hỏi lại Phường 1."}, follow=True)
    assert "Đã để sau" in page.text
    assert "Ghi chú: Hỏi lại Phường 1." in page.text
    assert "Hỏi lại Phường 1." in client.get(where(decision, "sign")).text
    assert client_of(UserFactory(clerk=True)).post(where(decision, "put_off")).status_code == 404


def test_a_line_suspended_meanwhile_brings_a_put_off_decision_back(signer, at):
    first, second = DecisionFactory(submitted=True, persons=2), DecisionFactory(submitted=True)
    at(date(2023, 11, 21))
    desk_services.put_off(first, by=signer, text="Hỏi lại Phường 1.")
    assert listed(signer) == [second.pk, first.pk]
    at(date(2023, 11, 22))
    gone, _ = people(first)
    nominee_transitions.suspend_line(gone, by=gone.dossier.officer, note="Đang xác minh đơn thư.")
    assert listed(signer) == [first.pk, second.pk]


def test_a_note_is_kept_without_putting_off(signer, client_of):
    first, second = DecisionFactory(submitted=True), DecisionFactory(submitted=True)
    page = client_of(signer).post(where(first, "keep_note"), {"text": " Đọc kỹ. "}, follow=True)
    assert page.redirect_chain == [(where(first, "sign"), 302)]
    assert "Đã lưu ghi chú của anh/chị." in page.text
    assert "<b>Ghi chú của anh/chị:</b> Đọc kỹ." in page.text
    assert listed(signer) == [first.pk, second.pk]


def test_a_note_that_cannot_be_taken_is_still_there_to_be_copied(signer, head, client_of):
    client = client_of(signer)
    long, recalled, signed = (DecisionFactory(submitted=True) for _ in range(3))
    page = client.post(where(long, "put_off"), {"text": "Hỏi lại. " * 300})
    assert page.status_code == 422
    assert "rút gọn còn tối đa 2000" in page.text
    assert "Hỏi lại. Hỏi lại. " in page.text
    transitions.recall(recalled, by=head)
    page = client.post(where(recalled, "put_off"), {"text": "Hỏi Phường 2."}, follow=True)
    assert "«Hỏi Phường 2.»" in page.text
    approve(signed, signer)
    page = client.post(where(signed, "keep_note"), {"text": "Hỏi Phường 3."})
    assert page.status_code == 409
    assert "không còn chờ ký" in page.text
    assert "«Hỏi Phường 3.»" in page.text


def test_after_a_signature_the_next_is_one_he_did_not_put_off(signer, client_of, at):
    later, now, then = (DecisionFactory(submitted=True) for _ in range(3))
    at(date(2023, 11, 21))
    desk_services.put_off(later, by=signer, text="")
    approve(now, signer)
    page = client_of(signer).get(now.get_absolute_url())
    assert where(then, "sign") in page.text
    assert where(later, "sign") not in page.text


# --- struck by name -----------------------------------------------------------------------------


def test_he_sees_exactly_what_is_signed_without_the_struck_ones(signer, client_of):
    decision, client = DecisionFactory(submitted=True, persons=3), client_of(signer)
    struck, *_ = people(decision)
    page = client.get(where(decision, "strike"), {"chon": struck.pk})
    text = page.text.replace("\u00a0", " ")
    assert "Đúng những việc này sẽ xảy ra" in text
    assert "1.080.000" in text  # two of three
    posted = {
        "chon": struck.pk,
        "password": PASSWORD,
        "fingerprint": fingerprint(decision),
        "seen": decision.events.newest_first().first().pk,
    }
    silent = client.post(where(decision, "strike"), posted)
    assert silent.status_code == 422
    assert f"Ghi lý do không duyệt {struck.addressed}." in silent.text
    assert f'href="#ly-do-{struck.pk}"' in silent.text
    wrong = client.post(
        where(decision, "strike"), posted | {f"ly-do-{struck.pk}": REASON, "password": "sai"}
    )
    assert wrong.status_code == 422
    assert REASON in wrong.text
    done = client.post(
        where(decision, "strike"), posted | {f"ly-do-{struck.pk}": REASON}, follow=True
    )
    assert "không duyệt 1 trường hợp" in done.text
    struck.refresh_from_db()
    assert (struck.state, struck.verdict_reason) == (NominationState.DECLINED, REASON)
    assert Decision.objects.get(pk=decision.pk).total_vnd == 1_080_000
    assert sum(Quota.objects.values_list("awarded", flat=True)) == 2


def test_striking_everybody_ends_the_decision(signer, client_of):
    decision, client = DecisionFactory(submitted=True, persons=1), client_of(signer)
    (only,) = people(decision)
    page = client.get(where(decision, "strike"), {"chon": only.pk})
    assert "Không khen thưởng ai" in page.text
    posted = {
        "chon": only.pk,
        "password": PASSWORD,
        "fingerprint": fingerprint(decision),
        f"ly-do-{only.pk}": REASON,
    }
    done = client.post(where(decision, "strike"), posted, follow=True)
    assert "quyết định đã kết thúc" in done.text
    assert not NumberEntry.objects.exists()


def test_nobody_ticked_or_somebody_gone_meanwhile_changes_nothing(signer, client_of):
    decision, client = DecisionFactory(submitted=True, persons=2), client_of(signer)
    none = client.get(where(decision, "strike"), follow=True)
    assert "Chọn ít nhất một trường hợp không duyệt" in none.text
    gone, stays = people(decision)
    shown = fingerprint(decision)
    nominee_transitions.suspend_line(gone, by=gone.dossier.officer, note="Đang xác minh đơn thư.")
    posted = {
        "chon": stays.pk,
        "password": PASSWORD,
        "fingerprint": shown,
        f"ly-do-{stays.pk}": REASON,
    }
    late = client.post(where(decision, "strike"), posted)
    assert late.status_code == 409
    assert "đã khác với bản anh/chị vừa xem" in late.text
    assert f"{gone.full_name} không còn trong danh sách: «Tạm dừng xét»." in late.text
    assert f"{REASON}</textarea>" in late.text  # the dry run of now, his reason in its box
    assert Decision.objects.get(pk=decision.pk).state == DecisionState.SUBMITTED


def test_a_reason_for_somebody_gone_meanwhile_is_not_lost(signer, client_of):
    decision = DecisionFactory(submitted=True, persons=2)
    gone, _ = people(decision)
    nominee_transitions.suspend_line(gone, by=gone.dossier.officer, note="Đang xác minh đơn thư.")
    posted = {"chon": gone.pk, "password": PASSWORD, f"ly-do-{gone.pk}": REASON}
    page = client_of(signer).post(where(decision, "strike"), posted, follow=True)
    assert f"«{REASON}»" in page.text


def test_whoever_comes_after_the_last_word_is_told_and_a_double_click_is_not(signer, client_of):
    decision, deputy = DecisionFactory(submitted=True, persons=2), SignatoryFactory(deputy=True)
    struck, _ = people(decision)
    approve(decision, deputy.user)
    posted = {"chon": struck.pk, f"ly-do-{struck.pk}": REASON}
    late = client_of(signer).post(where(decision, "strike"), posted, follow=True)
    assert "không còn chờ ký" in late.text
    assert f"«{REASON}»" in late.text
    twice = client_of(deputy.user).post(where(decision, "strike"), posted, follow=True)
    assert "không còn chờ ký" not in twice.text


def test_the_dry_run_says_what_still_stands_against_the_rest(signer, client_of):
    plan = AwardPlanFactory(approved=True, persons=1)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    decision = DecisionFactory(dossier=dossier, persons=3, submitted=True)
    first, second, _ = people(decision)
    client = client_of(signer)
    assert "vượt 1" in client.get(where(decision, "strike"), {"chon": first.pk}).text
    enough = client.get(where(decision, "strike"), {"chon": [first.pk, second.pk]})
    assert "vượt" not in enough.text


def test_nobody_ends_a_decision_who_might_not_sign_it(client_of):
    decision = DecisionFactory(submitted=True, persons=1)
    (only,) = people(decision)
    unnamed = UserFactory(chairman=True)
    with pytest.raises(Refused, match="Chưa khai báo chức danh ký"):
        approve(decision, unnamed, struck={only.pk: REASON})
    page = client_of(unnamed).get(where(decision, "strike"), {"chon": only.pk})
    assert "Chưa khai báo chức danh ký" in page.text
    assert Decision.objects.get(pk=decision.pk).state == DecisionState.SUBMITTED


# --- sent back by name --------------------------------------------------------------------------


def test_a_return_names_whom_to_appraise_again(signer, client_of):
    decision, client = DecisionFactory(submitted=True, persons=2), client_of(signer)
    named, other = people(decision)
    page = client.get(where(decision, "send_back"), {"chon": named.pk})
    assert "Thẩm định lại những người này" in page.text
    empty = client.post(where(decision, "send_back"), {"chon": named.pk, "note": ""})
    assert empty.status_code == 422
    assert f'value="{named.pk}"' in empty.text
    client.post(
        where(decision, "send_back"),
        {"chon": named.pk, "note": "Xem lại sáng kiến.", "fingerprint": fingerprint(decision)},
    )
    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.state, other.state) == (NominationState.PROPOSED, NominationState.RECOMMENDED)


def test_a_return_of_what_he_did_not_see_is_refused_and_keeps_his_words(signer, client_of):
    decision, client = DecisionFactory(submitted=True, persons=2), client_of(signer)
    posted = {"note": "Xem lại sáng kiến.", "fingerprint": "0" * 64}
    page = client.post(where(decision, "send_back"), posted)
    assert page.status_code == 409
    assert "Xem lại sáng kiến." in page.text


# --- what changed -------------------------------------------------------------------------------


def since_return(decision):
    fresh = Decision.objects.select_related("draft").get(pk=decision.pk)
    return diff_queries.since_return(fresh, list(fresh.events.order_by("pk")))


def test_after_a_return_the_page_says_what_changed(signer, head, officer, client_of):
    decision = DecisionFactory(submitted=True, persons=5, officer=officer)
    transitions.send_back(decision, by=signer, note="Bỏ một tên.")
    line = decision.lines.select_related("nomination").order_by("pk").first()
    decision_services.remove_lines(decision, [line.pk], by=officer)
    submit(Decision.objects.get(pk=decision.pk), head)
    found = since_return(decision)
    assert found.removed == [line.nomination.addressed]
    assert found.added == []
    assert found.money == "2.700.000 → 2.160.000 đồng"
    page = client_of(signer).get(where(decision, "sign"))
    assert "Đã sửa từ khi anh/chị trả lại" in page.text
    assert line.nomination.addressed in page.text


def test_a_name_that_stays_with_another_post_is_told(signer, head, officer):
    decision = DecisionFactory(submitted=True, persons=5, officer=officer)
    transitions.send_back(decision, by=signer, note="Sửa chức vụ.")
    first, *_ = people(decision)
    Nomination.objects.filter(pk=first.pk).update(position="Tổ phó dân phố")
    submit(Decision.objects.get(pk=decision.pk), head)
    found = since_return(decision)
    assert found.altered == [first.addressed]
    assert (found.added, found.removed, found.money) == ([], [], "")


def test_a_decision_he_never_returned_has_no_changes():
    assert since_return(DecisionFactory(submitted=True)) is None


# --- his own award ------------------------------------------------------------------------------


def test_nobody_signs_an_award_for_himself_and_a_deputy_signs_it(signer, client_of):
    dossier = DossierFactory(appraised=True, persons=0)
    own = NominationFactory(
        dossier=dossier,
        recommended=True,
        full_name=signer.full_name,
        position="Chủ tịch UBND thị xã",
    )
    decision = DecisionFactory(dossier=dossier, nominations=[own], submitted=True)
    with pytest.raises(Refused, match="không ký khen cho chính mình"):
        approve(decision, signer)
    page = client_of(signer).get(where(decision, "sign")).text
    assert "không ký khen cho chính mình" in page
    assert "chưa có người khác ký được" in page
    assert f"{where(decision, 'sign')}#chon-{own.pk}" in page
    (row,) = desk_services.board(list(desk_services.waiting(signer)), signer)
    assert row.flags == 1
    line = SignatoryFactory(deputy=True)
    deputy = line.user
    page = client_of(signer).get(where(decision, "sign")).text
    assert f"Người ký được quyết định này: {line.full_name} (KT. CHỦ TỊCH" in page
    assert approve(decision, deputy).state == DecisionState.ISSUED


def test_a_namesake_of_another_post_is_no_reason(signer):
    dossier = DossierFactory(appraised=True, persons=0)
    other = NominationFactory(
        dossier=dossier, recommended=True, full_name=signer.full_name, position="Trưởng khóm"
    )
    decision = DecisionFactory(dossier=dossier, nominations=[other], submitted=True)
    assert approve(decision, signer).state == DecisionState.ISSUED


def test_a_list_that_names_both_is_to_be_divided(signer):
    deputy = SignatoryFactory(deputy=True).user
    dossier = DossierFactory(appraised=True, persons=0)
    both = [
        NominationFactory(dossier=dossier, recommended=True, full_name=name, position=post)
        for name, post in ((signer.full_name, "Chủ tịch"), (deputy.full_name, "Phó Chủ tịch"))
    ]
    decision = DecisionFactory(dossier=dossier, nominations=both, submitted=True)
    for person in (signer, deputy):
        with pytest.raises(Refused, match="tách thành quyết định riêng"):
            approve(decision, person)


# --- honoured this year already -----------------------------------------------------------------


def test_who_was_honoured_this_year_is_shown_with_the_way_to_the_dossier(signer, client_of):
    def of_lan(**more):
        dossier = DossierFactory(appraised=True, persons=0)
        line = NominationFactory(
            dossier=dossier, recommended=True, full_name="Trần Thị Lan", birth_year=1980, **more
        )
        return DecisionFactory(dossier=dossier, nominations=[line], submitted=True)

    first = people(approve(of_lan(), signer))[0].dossier
    again = of_lan()
    page = client_of(signer).get(where(again, "sign")).text
    assert f"Trần Thị Lan: Người cùng tên ({first.unit.short_name}): Năm 2023 đã được" in page
    assert "theo Quyết định 01/QĐ-UBND" in page
    assert people(again)[0].dossier.get_absolute_url() in page
    assert "Ký ban hành quyết định?" in page  # it is shown, it stops nothing


def test_the_sign_page_costs_the_same_for_one_name_and_for_many(signer, client_of):
    def cost(**names):
        decision, client = DecisionFactory(submitted=True, **names), client_of(signer)
        client.get(where(decision, "sign"))
        with CaptureQueriesContext(connection) as asked:
            client.get(where(decision, "sign"))
        return len(asked)

    assert cost(persons=1) == cost(persons=15)


def test_where_van_thu_numbers_the_dialog_promises_no_number(signer, client_of):
    decision, client = DecisionFactory(submitted=True), client_of(signer)
    assert "Cổng cấp số ngay" in client.get(where(decision, "sign")).text
    keeper = UserFactory(clerical=True)
    number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
    page = client.get(where(decision, "sign")).text
    assert "Cổng cấp số ngay" not in page
    assert "Văn thư vào số rồi ban hành" in page
