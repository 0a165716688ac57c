"""Phòng Nội vụ at its screens: queues, reception, verdicts, results."""

from datetime import date

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from nganam_awards.core.models import Reading
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


def url(name, dossier, *more):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *more])


def queue(client, slug):
    page = client.get(reverse("dossiers:queue", args=[slug]))
    return [row[0] for row in page.context["rows"]]


# --- hàng chờ -----------------------------------------------------------------------------------


def test_each_queue_shows_what_waits_in_it(town, client_of, at):
    made = {
        state: DossierFactory(state=state, plan=town.plan, officer=town.officer, persons=0)
        for state in ("filed", "received", "appraising", "appraised", "concluded", "delivered")
    }
    client = client_of(town.officer)
    assert queue(client, "cho-tiep-nhan") == [made["filed"]]
    assert queue(client, "cho-phan-cong") == [made["received"]]
    assert queue(client, "toi-tham-dinh") == [made["appraising"]]
    assert queue(client_of(town.officer2), "toi-tham-dinh") == []
    assert queue(client, "da-tham-dinh") == [made["appraised"]]
    assert queue(client, "qua-han") == []
    page = client.get(reverse("dossiers:appraisal_queue"))
    assert [(tab.label, tab.count) for tab in page.context["tabs"]] == [
        ("Chờ tiếp nhận", 1),
        ("Chờ phân công", 1),
        ("Tôi thẩm định", 1),
        ("Đến hạn tuần này", 0),
        ("Quá hạn", 0),
        ("Đã thẩm định", 1),
        ("Chờ kết thúc trường hợp không đề nghị", 0),
        ("Chờ ra thông báo", 0),
        ("Chờ trả kết quả", 1),
        ("Chờ bổ sung", 0),
    ]
    at(date(2023, 12, 6))
    late = queue(client_of(town.officer), "qua-han")
    assert set(late) == {made["received"], made["appraising"], made["appraised"]}


def test_what_is_due_first_stands_first(town, client_of):
    later = DossierFactory(received=True, plan=town.plan)
    sooner = DossierFactory(received=True, plan=town.plan)
    Dossier.objects.filter(pk=sooner.pk).update(due_on=date(2023, 11, 24))
    assert queue(client_of(town.chief), "cho-phan-cong") == [sooner, later]


def test_due_dates_are_said_in_working_days(town, client_of, at):
    dossier = DossierFactory(appraising=True, plan=town.plan, officer=town.officer)

    def said():
        page = client_of(town.officer).get(reverse("dossiers:queue", args=["toi-tham-dinh"]))
        return str(page.context["rows"][0][2]), page.context["rows"][0][2].tone

    assert said() == ("hạn 04/12 · còn 10 ngày làm việc", "")
    at(date(2023, 11, 29))
    assert said() == ("hạn 04/12 · còn 3 ngày làm việc", "soon")
    at(date(2023, 12, 4))
    assert said() == ("hạn 04/12 · hết hạn hôm nay", "soon")
    at(date(2023, 12, 6))
    assert said() == ("hạn 04/12 · quá hạn 2 ngày làm việc", "late")
    at(date(2024, 1, 3))
    assert said()[0].startswith("hạn 04/12/2023 · quá hạn")
    page = client_of(town.officer).get(dossier.get_absolute_url())
    assert "due--late" in page.text


def test_units_have_no_queues(town, client_of):
    for person in (town.clerk, town.head, town.stranger, town.chairman):
        assert client_of(person).get(reverse("dossiers:appraisal_queue")).status_code == 404
    bad = reverse("dossiers:queue", args=["khong-co"])
    assert client_of(town.officer).get(bad).status_code == 404


# --- tiếp nhận, phân công -----------------------------------------------------------------------


def test_reception_shows_the_code_and_the_day(town, client_of):
    dossier = town.filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    answer = client.post(url("receive", dossier), {"seen": page.context["seen"]}, follow=True)
    assert "Đã tiếp nhận hồ sơ." in answer.text
    for words in ("231120-0001", "Thứ Hai, 04/12/2023", "hạn 04/12", "còn 10 ngày làm việc"):
        assert words in answer.text
    receipt = client_of(town.clerk).get(url("receipt", dossier))
    for words in ("231120-0001", "Thứ Hai, 04/12/2023"):
        assert words in receipt.text


def test_there_is_no_receipt_before_reception(town, client_of):
    assert client_of(town.clerk).get(url("receipt", town.filed())).status_code == 404


def test_a_dossier_taken_home_meanwhile_is_told(town, client_of):
    dossier = town.filed()
    client = client_of(town.officer)
    seen = client.get(dossier.get_absolute_url()).context["seen"]
    dossier_transitions.recall(dossier, by=town.head, note="Sửa tên")
    answer = client.post(url("receive", dossier), {"seen": seen}, follow=True)
    assert f"Đơn vị vừa thu hồi hồ sơ {dossier.ref}" in answer.text
    assert client_of(town.stranger).post(url("receive", dossier)).status_code == 404


def test_a_reason_typed_while_the_unit_took_the_dossier_home_stays_on_the_screen(town, client_of):
    dossier = town.filed()
    client = client_of(town.officer)
    dossier_transitions.recall(dossier, by=town.head, note="Sửa tên")
    answer = client.post(url("refuse", dossier), {"note": "Thiếu biên bản họp xét."}, follow=True)
    assert "«Thiếu biên bản họp xét.»" in answer.text


def test_refusal_is_read_by_the_unit(town, client_of):
    dossier = town.filed()
    client = client_of(town.officer)
    typed = {"note": "Tờ trình ghi nhầm đơn vị.", "seen": dossier.events.last().pk}
    client.post(url("refuse", dossier), typed)
    page = client_of(town.clerk).get(dossier.get_absolute_url())
    assert "Không tiếp nhận." in page.text
    assert "Tờ trình ghi nhầm đơn vị." in page.text
    assert page.context["counts"] == "1 cá nhân"


def test_the_chief_assigns_and_what_was_typed_stays(town, client_of):
    dossier = town.received()
    client = client_of(town.chief)
    offered = client.get(dossier.get_absolute_url()).context["assign_form"].fields["officer"]
    assert set(offered.queryset) == {town.officer, town.officer2, town.chief}
    page = client.post(url("assign", dossier), {"note": "Xem kỹ biên bản", "officer": ""})
    assert page.status_code == 422
    assert "Xem kỹ biên bản" in page.text
    seen = dossier.events.last().pk
    dossier_transitions.assign(dossier, officer=town.officer2, by=town.chief)
    typed = {"officer": town.officer.pk, "note": "Gấp", "seen": seen - 1}
    stale = client.post(url("assign", dossier), typed)
    assert stale.status_code in {409, 422}
    dossier.refresh_from_db()
    assert dossier.officer == town.officer2
    fresh = town.received()
    client.post(url("assign", fresh), {"officer": town.officer.pk, "note": "Gấp"})
    fresh.refresh_from_db()
    assert fresh.officer == town.officer
    assert (
        client_of(town.officer)
        .post(url("assign", town.received()), {"officer": town.officer.pk})
        .status_code
        == 403
    )


# --- thẩm định ----------------------------------------------------------------------------------


def verdicts(page, **changes):
    return {"seen": page.context["seen"], "seen_lines": page.context["seen_lines"]} | changes


def test_the_officer_judges_all_lines_in_one_form(town, client_of):
    dossier = town.appraising(persons=2, collectives=1)
    one, two, three = dossier.nominations.as_filed()
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    assert page.text.count('name="verdict-') == 2  # of the nominee who is read, for one press
    typed = verdicts(
        page, **{f"verdict-{one.pk}": "recommend", f"verdict-{two.pk}": "not_recommend"}
    )
    refused = client.post(url("give_verdicts", dossier), typed)
    assert refused.status_code == 422
    assert "Chưa lưu. Ghi lý do không đề nghị" in refused.text
    chosen = {item.line.pk: item.verdict for item in refused.context["shown"]}
    assert chosen == {one.pk: "recommend", two.pk: "not_recommend", three.pk: ""}
    typed[f"reason-{two.pk}"] = "Chưa đủ tiêu chuẩn."
    saved = client.post(url("give_verdicts", dossier), typed, follow=True)
    assert "Đã lưu ý kiến, 2 trường hợp thay đổi." in saved.text
    assert saved.context["waiting_count"] == 1
    early = client.post(url("give_verdicts", dossier), verdicts(saved, then="finish"), follow=True)
    assert "Còn 1 trường hợp chưa có ý kiến thẩm định." in early.text
    last = verdicts(early, then="finish", **{f"verdict-{three.pk}": "recommend"})
    done = client.post(url("give_verdicts", dossier), last, follow=True)
    assert "Đã kết luận thẩm định." in done.text
    dossier.refresh_from_db()
    assert dossier.state == "appraised"


def test_a_line_removed_while_judging_keeps_the_other_words(town, client_of):
    dossier = town.appraising(persons=2)
    one, two = dossier.nominations.order_by("pk")
    client = client_of(town.officer)
    page = client.get(dossier.get_absolute_url())
    nominee_transitions.remove_line(one, by=town.head, note="Đã nghỉ việc")
    typed = verdicts(
        page,
        **{
            f"verdict-{one.pk}": "recommend",
            f"verdict-{two.pk}": "not_recommend",
            f"reason-{two.pk}": "Lý do dài đã gõ",
        },
    )
    answer = client.post(url("give_verdicts", dossier), typed)
    assert answer.status_code == 409
    assert f"{one.full_name} vừa được đơn vị rút khỏi danh sách." in answer.text
    assert "Lý do dài đã gõ" in answer.text


@pytest.mark.parametrize("name", ["officer2", "chief", "chairman", "head", "clerk"])
def test_nobody_else_is_offered_or_granted_a_verdict(name, town, client_of):
    dossier = town.appraising()
    line = dossier.nominations.get()
    client = client_of(getattr(town, name))
    assert "verdict-" not in client.get(dossier.get_absolute_url()).text
    typed = {f"verdict-{line.pk}": "recommend"}
    assert client.post(url("give_verdicts", dossier), typed).status_code == 403


def test_same_names_stand_on_top_with_where_they_also_are(town, client_of):
    dossier = town.draft(persons=3)
    twin = NominationFactory(dossier=dossier, full_name="Huỳnh Minh Thành", birth_year=1993)
    other = town.draft(persons=0)
    NominationFactory(dossier=other, full_name="Huỳnh Minh Thành", birth_year=1993)
    for filed in (dossier, other):
        dossier_transitions.hand_over(filed, by=town.clerk)
        dossier_transitions.confirm(filed, by=town.head)
        dossier_transitions.receive(filed, by=town.officer)
    dossier_transitions.assign(dossier, officer=town.officer, by=town.chief)
    page = client_of(town.officer).get(dossier.get_absolute_url())
    first = page.context["shown"][0]
    assert first.line == twin
    assert [note.url for note in first.notes] == [other.get_absolute_url()]
    assert "giữ lại 1 trường hợp cần xem" in page.text
    assert [one.verdict for one in page.context["findings"]] == ["pass"] * 6
    assert page.context["place"].item.line == twin
    assert "Cần xem" not in client_of(town.clerk).get(dossier.get_absolute_url()).text


def test_staff_views_are_recorded_and_the_units_are_not(town, client_of):
    dossier = town.filed()
    for person in (town.clerk, town.head, town.officer, town.chairman):
        client_of(person).get(dossier.get_absolute_url())
    seen = Reading.objects.of(dossier).order_by("pk").values_list("user__full_name", "how")
    assert list(seen) == [(town.officer.full_name, "view"), (town.chairman.full_name, "view")]


# --- kết quả ------------------------------------------------------------------------------------


def test_the_chief_closes_what_was_not_recommended(town, client_of):
    dossier = town.appraised("not_recommend", persons=2)
    client = client_of(town.chief)
    page = client.get(dossier.get_absolute_url()).text
    assert "Kết thúc 2 trường hợp không đề nghị" in page.partition('class="split"')[0]
    answer = client.post(url("decline_lines", dossier), follow=True)
    assert "Đã kết thúc 2 trường hợp không khen thưởng, kèm lý do." in answer.text
    page = client_of(town.clerk).get(dossier.get_absolute_url())
    assert "Chưa đủ tiêu chuẩn." in page.text
    assert "Đã có kết quả" in page.text
    delivered = client_of(town.officer).post(url("deliver", dossier), follow=True)
    assert "Đã trả kết quả cho đơn vị." in delivered.text


def test_the_head_of_the_unit_takes_one_line_off(town, client_of):
    dossier = town.appraising(persons=2)
    line = dossier.nominations.first()
    client = client_of(town.head)
    assert client.get(url("remove_line", dossier, line.pk)).status_code == 200
    empty = client.post(url("remove_line", dossier, line.pk), {"note": ""})
    assert empty.status_code == 422
    client.post(url("remove_line", dossier, line.pk), {"note": "Đã nghỉ việc"})
    line.refresh_from_db()
    assert line.state == "removed"
    again = client.post(url("remove_line", dossier, line.pk), {"note": "x"}, follow=True)
    assert "không làm bước này được" in again.text
    other = client_of(town.clerk).post(url("remove_line", dossier, line.pk), {"note": "x"})
    assert other.status_code == 302


def test_withdrawing_and_reopening_from_the_page(town, client_of):
    dossier = town.appraised()
    client_of(town.chief).post(url("reopen", dossier), {"note": "Xem lại biên bản."})
    dossier.refresh_from_db()
    assert dossier.state == "appraising"
    gone = client_of(town.head).post(url("withdraw", dossier), {"note": "Xin rút"}, follow=True)
    assert "Đã rút hồ sơ." in gone.text
    assert client_of(town.officer).get(dossier.get_absolute_url()).status_code == 200


def test_a_receipt_read_by_staff_is_recorded_and_one_read_by_the_unit_is_not(town, client_of):
    dossier = town.received()
    page = reverse("dossiers:receipt", args=[dossier.ref])
    for person in (town.clerk, town.officer):
        assert client_of(person).get(page).status_code == 200
    assert Reading.objects.of(dossier).get().user == town.officer


def test_a_mark_that_is_no_number_is_no_mark(town, client_of):
    dossier = town.filed()
    page = reverse("dossiers:receive", args=[dossier.ref])
    assert client_of(town.officer).post(page, {"seen": "²"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.one_stop_code


def test_a_day_that_does_not_exist_is_told(town, client_of, settings):
    settings.IS_DEMONSTRATION = True
    town.clerk.is_demonstration = True
    town.clerk.save()
    told = client_of(town.clerk).post("/ngay-trinh-dien/", {"to": "2023-02-31"}, follow=True)
    assert "Chọn một ngày từ 01/01/2020" in told.content.decode()
