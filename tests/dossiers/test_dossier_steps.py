"""The steps of a dossier: what each moves, what stops it, who may not take it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.models import Quota
from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Nomination
from dossiers.queries.recount import recount_quotas
from dossiers.services import dossier as dossier_services, nominee as nominee_services
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import DossierAction as D
from honourees.models import Award
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from nganam_awards.notices.models import Notice
from nganam_awards.notices.outbox import write_down
from tests.factories.dossiers import NominationFactory
from tests.factories.units import GrantFactory


pytestmark = pytest.mark.django_db


def told_of(dossier) -> dict[str, str]:
    """Who is told of the newest step, and in which words."""
    event = dossier.events.newest_first().first()
    write_down(event)
    told = Notice.objects.filter(event_key=f"dossiers.dossierevent:{event.pk}")
    return {notice.user.full_name: notice.text for notice in told.select_related("user")}


def last(dossier) -> tuple:
    event = dossier.events.newest_first().first()
    return (event.action, event.source, event.target, event.by)


def counters(dossier) -> dict[str, list[int]]:
    rows = Quota.objects.filter(plan=dossier.plan)
    return {q.honouree_kind: [q.proposed, q.recommended, q.with_chairman, q.awarded] for q in rows}


# --- the unit ---------------------------------------------------------------------------------


def test_the_clerk_hands_over_and_the_head_is_told(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier.refresh_from_db()
    assert dossier.state == S.AWAITING_HEAD
    assert last(dossier) == (D.HAND_OVER, S.DRAFT, S.AWAITING_HEAD, town.clerk)
    assert told_of(dossier) == {
        town.head.full_name: f"{town.clerk.full_name} chuyển hồ sơ {dossier.ref} "
        f"«{dossier.title}», chờ anh/chị xác nhận và nộp."
    }


def test_an_unfinished_draft_says_everything_it_lacks(town):
    dossier = town.draft(papers=False, persons=0)
    with pytest.raises(Refused) as refusal:
        dossier_transitions.hand_over(dossier, by=town.clerk)
    assert refusal.value.reasons == (
        "Danh sách đề nghị đang trống. Nhập tay hoặc lấy từ tệp Excel.",
        "Thiếu tờ trình. Tải tệp lên ở mục «Giấy tờ».",
        "Thiếu báo cáo thành tích. Tải tệp lên ở mục «Giấy tờ».",
        "Thiếu biên bản họp xét. Tải tệp lên ở mục «Giấy tờ».",
    )
    dossier.refresh_from_db()
    assert dossier.state == S.DRAFT
    assert not dossier.events.exists()


def test_seventeen_of_fifteen_says_which_row(town):
    dossier = town.draft(persons=17)
    with pytest.raises(Refused) as refusal:
        dossier_transitions.hand_over(dossier, by=town.clerk)
    assert refusal.value.reasons == ("Giấy khen, cá nhân: hồ sơ đề nghị 17/15. Bớt 2 trường hợp.",)


def test_a_kind_without_places_is_named(town):
    dossier = town.draft()
    NominationFactory(dossier=dossier, household=True)
    with pytest.raises(Refused, match="không có chỉ tiêu cho 1 trường hợp «hộ gia đình»"):
        dossier_transitions.hand_over(dossier, by=town.clerk)


@pytest.mark.parametrize(
    "written",
    [("Dương Chí Sang", "Dương Chí Sang"), ("Lê A, Lê B", "Lê A Lê B"), ("Tổ 05", "Tổ 5")],
)
def test_the_same_line_twice_is_named_however_its_name_is_written(written, town):
    dossier = town.draft(persons=0)
    for name in written:
        NominationFactory(dossier=dossier, full_name=name)
    with pytest.raises(Refused, match=f"{written[0]} có 2 dòng cùng được đề nghị Giấy khen"):
        dossier_transitions.hand_over(dossier, by=town.clerk)


def test_take_back_and_send_back_lead_to_the_draft(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.take_back(dossier, by=town.clerk)
    assert last(dossier) == (D.TAKE_BACK, S.AWAITING_HEAD, S.DRAFT, town.clerk)
    assert told_of(dossier) == {}
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.send_back(dossier, by=town.head, note="Thiếu chữ ký thư ký.")
    assert last(dossier) == (D.SEND_BACK, S.AWAITING_HEAD, S.DRAFT, town.head)
    assert told_of(dossier) == {
        town.clerk.full_name: f"{town.head.full_name} trả lại hồ sơ {dossier.ref} để sửa: "
        "Thiếu chữ ký thư ký."
    }


@pytest.mark.parametrize(
    ("step", "state"),
    [("send_back", S.AWAITING_HEAD), ("withdraw", S.FILED), ("refuse", S.FILED)],
)
def test_some_steps_want_a_reason(step, state, town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    if state == S.FILED:
        dossier_transitions.confirm(dossier, by=town.head)
    person = town.officer if step == "refuse" else town.head
    with pytest.raises(Refused, match="Ghi rõ lý do"):
        getattr(dossier_transitions, step)(dossier, by=person, note="  ")
    dossier.refresh_from_db()
    assert dossier.state == state


def test_confirming_files_it_takes_places_and_enters_the_register(town):
    dossier = town.filed(persons=3, collectives=2)
    assert dossier.state == S.FILED
    assert dossier.filed_at is not None
    assert counters(dossier) == {"person": [3, 0, 0, 0], "collective": [2, 0, 0, 0]}
    lines = dossier.nominations.all()
    assert all(line.honouree.full_name == line.full_name for line in lines)
    told = told_of(dossier)
    assert set(told) == {p.full_name for p in (town.officer, town.officer2, town.chief)}
    assert f"vừa nộp hồ sơ {dossier.ref}" in told[town.officer.full_name]


def test_four_eyes_the_hand_that_prepared_does_not_confirm(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    GrantFactory(user=town.clerk, unit=town.ward, right="confirm_dossiers")
    person = type(town.clerk).objects.get(pk=town.clerk.pk)
    with pytest.raises(PermissionDenied):
        dossier_transitions.confirm(dossier, by=person)


def test_recall_gives_the_places_back(town):
    dossier = town.filed(persons=3)
    dossier_transitions.recall(dossier, by=town.head, note="Sửa tên")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.filed_at) == (S.DRAFT, None)
    assert counters(dossier)["person"] == [0, 0, 0, 0]
    assert not dossier.nominations.exclude(quota=None).exists()
    assert list(told_of(dossier)) == [town.clerk.full_name]


def test_a_received_dossier_is_not_recalled(town):
    dossier = town.received()
    with pytest.raises(Refused, match="Đã tiếp nhận"):
        dossier_transitions.recall(dossier, by=town.head)


@pytest.mark.parametrize("stage", ["filed", "received", "appraising", "appraised"])
def test_withdrawing_closes_every_line_and_frees_the_places(stage, town):
    dossier = getattr(town, stage)(persons=2, collectives=1)
    dossier_transitions.withdraw(dossier, by=town.head, note="Đơn vị xin rút.")
    dossier.refresh_from_db()
    assert dossier.state == S.WITHDRAWN
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.REMOVED}
    assert counters(dossier) == {"person": [0, 0, 0, 0], "collective": [0, 0, 0, 0]}
    assert town.chief.full_name in told_of(dossier)
    assert recount_quotas() == []


def test_nothing_is_withdrawn_from_under_the_chairmans_hand(town):
    dossier = town.appraised(persons=2)
    nominee_transitions.submit_lines(with_dossier(dossier)[:1], by=town.chief)
    with pytest.raises(Refused, match="Có 1 trường hợp đã trình Chủ tịch"):
        dossier_transitions.withdraw(dossier, by=town.head, note="Xin rút")


# --- Phòng Nội vụ -----------------------------------------------------------------------------


def test_reception_gives_a_code_and_ten_working_days(town):
    """Domain list, scenario 1: received 20/11/2023, due 04/12/2023."""
    dossier = town.filed(persons=15, collectives=8)
    dossier_transitions.receive(dossier, by=town.officer)
    dossier.refresh_from_db()
    assert dossier.state == S.RECEIVED
    assert dossier.one_stop_code == "231120-0001"
    assert dossier.due_on == date(2023, 12, 4)
    assert told_of(dossier) == {
        person.full_name: f"Phòng Nội vụ đã tiếp nhận hồ sơ {dossier.ref}, mã 231120-0001, "
        "hẹn trả ngày 04/12/2023."
        for person in (town.clerk, town.head)
    }


def test_codes_of_a_day_run_on_and_begin_again(town, at):
    first, second = town.filed(), town.filed()
    dossier_transitions.receive(first, by=town.officer)
    dossier_transitions.receive(second, by=town.officer)
    third = town.filed()
    at(date(2023, 11, 21))
    dossier_transitions.receive(third, by=town.officer)
    codes = [type(d).objects.get(pk=d.pk).one_stop_code for d in (first, second, third)]
    assert codes == ["231120-0001", "231120-0002", "231121-0001"]


def test_refusing_says_why_and_closes_the_lines(town):
    dossier = town.filed(persons=2)
    dossier_transitions.refuse(dossier, by=town.officer, note="Tờ trình ghi nhầm đơn vị.")
    dossier.refresh_from_db()
    assert dossier.state == S.REFUSED
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.REMOVED}
    assert counters(dossier)["person"] == [0, 0, 0, 0]
    told = told_of(dossier)
    assert set(told) == {town.clerk.full_name, town.head.full_name}
    assert told[town.clerk.full_name].endswith("Tờ trình ghi nhầm đơn vị.")


def test_assignment_names_the_officer_and_tells_only_them(town):
    dossier = town.received()
    dossier_transitions.assign(dossier, officer=town.officer2, by=town.chief)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.officer) == (S.APPRAISING, town.officer2)
    assert dossier.events.newest_first().first().facts == {"officer": town.officer2.full_name}
    assert list(told_of(dossier)) == [town.officer2.full_name]


def test_nobody_outside_phong_noi_vu_is_assigned(town):
    dossier = town.received()
    with pytest.raises(Refused, match="không phải chuyên viên thẩm định"):
        dossier_transitions.assign(dossier, officer=town.clerk, by=town.chief)


def with_dossier(dossier) -> list[Nomination]:
    return list(dossier.nominations.select_related("dossier__unit").order_by("pk"))


def test_verdicts_move_lines_and_places(town):
    dossier = town.appraising(persons=3)
    one, two, three = with_dossier(dossier)
    moved = nominee_transitions.give_verdicts(
        dossier,
        {one.pk: ("recommend", ""), two.pk: ("not_recommend", "Chưa đủ tiêu chuẩn.")},
        by=town.officer,
    )
    assert {line.pk for line in moved} == {one.pk, two.pk}
    states = dict(dossier.nominations.values_list("pk", "state"))
    assert states == {one.pk: N.RECOMMENDED, two.pk: N.NOT_RECOMMENDED, three.pk: N.PROPOSED}
    assert counters(dossier)["person"] == [1, 1, 0, 0]
    again = nominee_transitions.give_verdicts(dossier, {one.pk: ("recommend", "")}, by=town.officer)
    assert again == []
    nominee_transitions.give_verdicts(dossier, {one.pk: ("reconsider", "")}, by=town.officer)
    assert counters(dossier)["person"] == [2, 0, 0, 0]


def test_another_reason_is_kept_with_an_event_of_its_own(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    for reason in ("Chưa đủ tiêu chuẩn.", "Đã được khen tháng 6."):
        nominee_transitions.give_verdicts(
            dossier, {line.pk: ("not_recommend", reason)}, by=town.officer
        )
    line.refresh_from_db()
    assert line.verdict_reason == "Đã được khen tháng 6."
    assert [event.facts["reason"] for event in line.events.order_by("pk")] == [
        "Chưa đủ tiêu chuẩn.",
        "Đã được khen tháng 6.",
    ]
    nominee_transitions.give_verdicts(dossier, {line.pk: ("recommend", "")}, by=town.officer)
    line.refresh_from_db()
    assert line.verdict_reason == ""


def test_an_unfavourable_verdict_without_a_reason_stops_all_of_them(town):
    dossier = town.appraising(persons=2)
    one, two = with_dossier(dossier)
    words = {one.pk: ("recommend", ""), two.pk: ("not_recommend", " ")}
    with pytest.raises(Refused, match=f"{two.full_name}: ghi lý do không đề nghị"):
        nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.PROPOSED}


def test_acting_follows_assignment(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    for person in (town.officer2, town.chief, town.clerk, town.chairman):
        with pytest.raises(PermissionDenied):
            nominee_transitions.give_verdicts(dossier, {line.pk: ("recommend", "")}, by=person)
    nominee_transitions.give_verdicts(dossier, {line.pk: ("recommend", "")}, by=town.officer)
    with pytest.raises(PermissionDenied):
        dossier_transitions.finish(dossier, by=town.officer2)


def test_lines_of_another_dossier_are_nobodys_to_judge_here(town):
    dossier, other = town.appraising(), town.appraising()
    [line] = with_dossier(other)
    with pytest.raises(PermissionDenied):
        nominee_transitions.give_verdicts(dossier, {line.pk: ("recommend", "")}, by=town.officer)


def test_a_line_taken_off_meanwhile_is_named(town):
    dossier = town.appraising(persons=2)
    one, two = with_dossier(dossier)
    nominee_transitions.remove_line(one, by=town.head, note="Đã nghỉ việc")
    words = {one.pk: ("recommend", ""), two.pk: ("recommend", "")}
    with pytest.raises(Stale, match=f"{one.full_name} vừa được đơn vị rút"):
        nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    two.refresh_from_db()
    assert two.state == N.PROPOSED


def test_an_old_window_does_not_overwrite_a_newer_word(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    nominee_transitions.give_verdicts(
        dossier, {line.pk: ("recommend", "")}, by=town.officer, seen=0
    )
    words = {line.pk: ("not_recommend", "Trùng")}
    with pytest.raises(Stale, match="vừa được ghi «Phòng Nội vụ đề nghị» ở cửa sổ khác"):
        nominee_transitions.give_verdicts(dossier, words, by=town.officer, seen=0)
    same = {line.pk: ("recommend", "")}
    assert nominee_transitions.give_verdicts(dossier, same, by=town.officer, seen=0) == []


def test_verdicts_on_a_dossier_that_left_the_desk_say_where_it_is(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    dossier_transitions.withdraw(dossier, by=town.head, note="Xin rút")
    with pytest.raises(Stale, match="«Đơn vị đã rút»"):
        nominee_transitions.give_verdicts(dossier, {line.pk: ("recommend", "")}, by=town.officer)


def test_finishing_waits_for_every_verdict(town):
    dossier = town.appraising(persons=2)
    with pytest.raises(Refused, match="Còn 2 trường hợp chưa có ý kiến"):
        dossier_transitions.finish(dossier, by=town.officer)
    words = {line.pk: ("recommend", "") for line in with_dossier(dossier)}
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    dossier_transitions.finish(dossier, by=town.officer)
    dossier.refresh_from_db()
    assert dossier.state == S.APPRAISED
    assert list(told_of(dossier)) == [town.chief.full_name]


def test_an_appraisal_of_nobody_ends_with_its_conclusion(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    nominee_transitions.remove_line(line, by=town.head, note="Đã nghỉ việc")
    dossier_transitions.finish(dossier, by=town.officer)
    dossier.refresh_from_db()
    assert dossier.state == S.CONCLUDED


def test_reopening_gives_it_back_to_its_officer(town):
    dossier = town.appraised()
    dossier_transitions.reopen(dossier, by=town.chief, note="Xem lại biên bản.")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.officer) == (S.APPRAISING, town.officer)
    assert list(told_of(dossier)) == [town.officer.full_name]


def test_what_lies_before_the_chairman_is_not_reopened(town):
    dossier = town.appraised()
    nominee_transitions.submit_lines(with_dossier(dossier), by=town.chief)
    with pytest.raises(Refused, match="rút tờ trình trước"):
        dossier_transitions.reopen(dossier, by=town.chief, note="Xem lại")


def test_declining_the_last_line_concludes_and_tells_the_unit(town):
    dossier = town.appraised("not_recommend", persons=2)
    nominee_transitions.decline_lines(with_dossier(dossier), by=town.chief)
    dossier.refresh_from_db()
    assert dossier.state == S.CONCLUDED
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.DECLINED}
    assert set(told_of(dossier)) == {town.clerk.full_name, town.head.full_name}
    dossier_transitions.deliver(dossier, by=town.officer)
    dossier.refresh_from_db()
    assert dossier.state == S.DELIVERED
    assert set(told_of(dossier)) == {town.clerk.full_name, town.head.full_name}


def test_lines_are_declined_after_the_appraisal_only(town):
    dossier = town.appraising()
    [line] = with_dossier(dossier)
    nominee_transitions.give_verdicts(
        dossier, {line.pk: ("not_recommend", "Trùng")}, by=town.officer
    )
    with pytest.raises(Refused, match="đã kết luận thẩm định"):
        nominee_transitions.decline_lines(with_dossier(dossier), by=town.chief)
    dossier_transitions.finish(dossier, by=town.officer)
    with pytest.raises(PermissionDenied):
        nominee_transitions.decline_lines(with_dossier(dossier), by=town.officer)


def test_removing_the_last_open_line_concludes(town):
    dossier = town.appraised()
    [line] = with_dossier(dossier)
    nominee_transitions.remove_line(line, by=town.head, note="Bị kỷ luật")
    dossier.refresh_from_db()
    assert dossier.state == S.CONCLUDED
    assert counters(dossier)["person"] == [0, 0, 0, 0]


def test_a_line_of_a_draft_is_deleted_not_removed(town):
    dossier = town.draft()
    [line] = with_dossier(dossier)
    with pytest.raises(Refused, match="xóa dòng này trong bản nháp"):
        nominee_transitions.remove_line(line, by=town.head, note="Nhầm")
    with pytest.raises(PermissionDenied):
        nominee_transitions.remove_line(with_dossier(town.filed())[0], by=town.clerk, note="Nhầm")


def test_deciding_lines_moves_the_counters_of_their_places(town):
    dossier = town.appraised(persons=2)
    lines = with_dossier(dossier)
    nominee_transitions.submit_lines(lines, by=town.chief)
    assert counters(dossier)["person"] == [0, 0, 2, 0]
    nominee_transitions.set_aside_lines(
        with_dossier(dossier)[:1], by=town.chairman, note="Xem thêm"
    )
    assert counters(dossier)["person"] == [0, 1, 1, 0]
    nominee_transitions.approve_lines(with_dossier(dossier)[1:], by=town.chairman)
    assert counters(dossier)["person"] == [0, 1, 0, 1]
    assert recount_quotas() == []


def test_issuing_writes_the_award_on_every_line(town):
    dossier = town.appraised(persons=2)
    nominee_transitions.submit_lines(with_dossier(dossier), by=town.chief)
    nominee_transitions.approve_lines(with_dossier(dossier), by=town.chairman)
    lines = with_dossier(dossier)
    for line in lines:
        line.award = Award.objects.create(
            honouree=line.honouree,
            award_type=line.award_type,
            merit_year=2023,
            decision_symbol="412/QĐ-UBND",
            decided_on=date(2023, 11, 20),
        )
    nominee_transitions.issue_lines(lines, by=town.chairman)
    assert counters(dossier)["person"] == [0, 0, 0, 2]
    assert all(line.award and line.state == N.AWARDED for line in with_dossier(dossier))
    [done] = nominee_transitions.conclude_where_done({dossier.pk})
    assert done.state == S.CONCLUDED
    assert nominee_transitions.submit_lines([], by=town.chief) == []


def test_a_line_removed_after_filing_stays_when_the_draft_comes_back(town):
    dossier = town.filed(persons=2)
    line = with_dossier(dossier)[0]
    nominee_transitions.remove_line(line, by=town.head, note="Đã nghỉ việc")
    dossier_transitions.recall(dossier, by=town.head, note="Sửa tên")
    with pytest.raises(Refused, match="đã được rút sau khi nộp"):
        nominee_services.remove_line(with_dossier(dossier)[0], by=town.clerk)
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.confirm(dossier, by=town.head)
    assert counters(dossier)["person"] == [1, 0, 0, 0]


# --- stale pages and double clicks --------------------------------------------------------------


def test_the_second_click_is_told_it_was_done(town):
    dossier = town.draft()
    seen = seen_mark(dossier)
    dossier_transitions.hand_over(dossier, by=town.clerk, seen=seen)
    with pytest.raises(AlreadyDone):
        dossier_transitions.hand_over(dossier, by=town.clerk, seen=seen)
    assert dossier.events.count() == 1


def test_an_old_page_is_told_what_happened_since(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    seen = seen_mark(dossier)
    dossier_transitions.take_back(dossier, by=town.clerk)
    with pytest.raises(Stale, match=f"{town.clerk.full_name}: cán bộ lấy lại để sửa"):
        dossier_transitions.confirm(dossier, by=town.head, seen=seen)


@pytest.mark.parametrize(
    ("step", "stage", "people"),
    [
        ("hand_over", "draft", ["head", "officer", "chief", "chairman", "stranger"]),
        ("receive", "filed", ["clerk", "head", "chairman", "stranger"]),
        ("recall", "filed", ["clerk", "officer", "chief", "stranger"]),
        ("finish", "appraising", ["clerk", "head", "officer2", "chief", "chairman"]),
    ],
)
def test_only_the_right_hand_takes_a_step(step, stage, people, town):
    dossier = getattr(town, stage)()
    for name in people:
        with pytest.raises(PermissionDenied):
            getattr(dossier_transitions, step)(dossier, by=getattr(town, name))
    dossier.refresh_from_db()
    assert dossier.events.filter(action=step).count() == 0


@pytest.mark.parametrize("name", ["clerk", "officer", "chief", "chairman", "stranger"])
def test_only_the_head_confirms_and_only_the_chief_assigns(name, town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    with pytest.raises(PermissionDenied):
        dossier_transitions.confirm(dossier, by=getattr(town, name))
    if name != "chief":
        with pytest.raises(PermissionDenied):
            dossier_transitions.assign(
                town.received(), officer=town.officer, by=getattr(town, name)
            )


def test_a_dossier_once_handed_over_is_not_deleted(town):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.take_back(dossier, by=town.clerk)
    with pytest.raises(Refused, match="không xóa được"):
        dossier_services.trash_draft(dossier, by=town.clerk)
