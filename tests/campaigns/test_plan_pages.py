"""The pages: who gets in, what they cost, what happens to a second click and to typed words."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.enums import AppraisalItem, Exclusion, PlanState
from campaigns.models import AwardPlan, Campaign
from campaigns.transitions import plan as plan_transitions
from campaigns.views.plan_step import PLAN_STEPS
from campaigns.workflow import PlanAction as A
from law.models import CampaignTheme
from nganam_awards.core.anchor import anchor
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, answered, town_certificate
from tests.factories.files import TINY_PDF


pytestmark = pytest.mark.django_db
DESK = "/phong-trao/duyet/"
LIST = "/phong-trao/"


def plan_in(state, people, **fields):
    marks = {} if state == PlanState.DRAFT else {str(state): True}
    return AwardPlanFactory(**marks, campaign__organiser=people.ward, **fields)


def page(plan: AwardPlan) -> str:
    return reverse("campaigns:plan", args=[plan.pk])


def step(plan: AwardPlan, action: A) -> str:
    return reverse("campaigns:step", args=[plan.pk, PLAN_STEPS.of(action).slug])


def places(total, kind="person") -> dict:
    return {"award_type": town_certificate().pk, "honouree_kind": kind, "total": str(total)}


def paper(name="Kế hoạch.pdf", content=TINY_PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def html(response) -> str:
    return response.content.decode()


def queries(client, url: str) -> int:
    client.get(url)  # rights, sessions and the clock's offset are remembered from here on
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(url).status_code == 200
    return len(told)


# who gets in


def test_nobody_reads_without_an_account(client, people):
    plan = plan_in(PlanState.APPROVED, people)
    for url in (LIST, "/phong-trao/lap/", page(plan), plan.campaign.get_absolute_url()):
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("state", PlanState.values)
def test_every_plan_page_as_every_person(state, people, client_of):
    plan = plan_in(state, people)
    out = {PlanState.DRAFT, PlanState.AWAITING_HEAD}
    public = {PlanState.APPROVED, PlanState.CLOSED}
    for name, person in people.all().items():
        if name in {"clerk", "head"}:
            sees = True
        elif name in {"officer", "chief", "chairman"}:
            sees = state not in out
        else:
            sees = state in public
        answer = client_of(person).get(page(plan))
        assert answer.status_code == (200 if sees else 404), name
        if not sees:
            continue
        text = html(answer)
        assert plan.campaign.name in text
        assert plan.get_state_display() in text
        assert state not in text.replace("state--", "")[: text.find("</h1>")]


def test_every_other_page_as_every_person(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    row = plan.criteria.get()
    urls = [
        plan.campaign.get_absolute_url(),
        reverse("campaigns:plan_create", args=[plan.campaign_id]),
        reverse("campaigns:plan_edit", args=[plan.pk]),
        reverse("campaigns:plan_units", args=[plan.pk]),
        reverse("campaigns:row_edit", args=[plan.pk, "tieu-chi", row.pk]),
    ]
    for name, person in people.all().items():
        client = client_of(person)
        assert client.get(LIST).status_code == 200
        makes = {"clerk", "other_clerk", "administrator"}
        assert client.get("/phong-trao/lap/").status_code == (200 if name in makes else 404)
        for url in urls:
            status = client.get(url).status_code
            if name == "clerk":
                assert status == 200, url
            elif name == "head":
                assert status == (200 if url == urls[0] else 403), url
            elif name == "administrator" and "ke-hoach" not in url:
                assert status == 200  # keeps the town's campaigns
            else:
                assert status in {403, 404}, (name, url)


def test_a_stranger_posts_into_nothing(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    client = client_of(people.other_clerk)
    urls = [step(plan, A.HAND_OVER)]
    urls += [
        reverse("campaigns:row_add", args=[plan.pk, "tieu-chi"]),
        reverse("campaigns:places_add", args=[plan.pk]),
        reverse("campaigns:places", args=[plan.pk, "GK", "ca-nhan"]),
        reverse("campaigns:places_remove", args=[plan.pk, "GK", "ca-nhan"]),
        reverse("campaigns:plan_attach", args=[plan.pk]),
        reverse("campaigns:plan_detach", args=[plan.pk, plan.files.get().pk]),
    ]
    urls += [reverse("campaigns:row_remove", args=[plan.pk, "tieu-chi", plan.criteria.get().pk])]
    for url in urls:
        assert client.post(url, {"seen": 0, "text": "x"}).status_code == 404
    plan.refresh_from_db()
    assert (plan.state, plan.criteria.count()) == (PlanState.DRAFT, 1)


def test_a_plan_returned_by_a_colleague_meanwhile_keeps_the_typed_words(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    plan_transitions.ask_back(plan, by=people.chief, note="Ghi rõ chỉ tiêu.")
    sent = {"note": "Thiếu tiêu chuẩn cho tập thể.", "seen": 0}
    answer = client_of(people.officer).post(step(plan, A.ASK_BACK), sent, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Kế hoạch vừa được trả lại đơn vị" in html(answer)
    assert "«Thiếu tiêu chuẩn cho tập thể.»" in html(answer)
    for stranger in (people.other_clerk, people.nobody):
        assert client_of(stranger).post(step(plan, A.ASK_BACK), sent).status_code == 404


def test_who_may_look_may_not_always_act(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    assert client_of(people.head).post(step(plan, A.APPRAISE)).status_code == 403
    answer = client_of(people.officer).post(
        step(plan, A.REFUSE), {"exclusions": Exclusion.LAW, "note": "Triển khai Luật."}
    )
    assert answer.status_code == 403
    assert (
        client_of(people.officer).post(step(plan, A.HAND_OVER).replace("chuyen", "x")).status_code
        == 404
    )
    assert client_of(people.officer).get(step(plan, A.APPRAISE)).status_code == 405


# what a page costs


@pytest.mark.parametrize("name", ["clerk", "head", "officer", "chairman", "nobody"])
def test_the_list_costs_the_same(name, people, client_of):
    client = client_of(people.all()[name])
    AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    costs = [queries(client, LIST)]
    for total in (2, 27):
        for _ in range(total):
            AwardPlanFactory(approved=True, households=2)
            AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
        costs.append(queries(client, LIST))
    assert costs[0] == costs[1], costs
    assert costs[2] - costs[1] <= 1, costs  # a second page is counted
    assert costs[2] <= 15


def test_a_plan_page_costs_the_same(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    client = client_of(people.clerk)
    before = queries(client, page(plan))
    for number in range(20):
        plan.criteria.create(text=f"Tiêu chí {number}")
        plan.standards.create(text=f"Tiêu chuẩn {number}", award_type=town_certificate())
    assert queries(client, page(plan)) == before <= 25


# the list


def test_search_without_accents_and_filters(people, client_of):
    found = plan_in(PlanState.APPROVED, people, campaign__name="Dân vận khéo ở khóm Vĩnh Tiền")
    other = AwardPlanFactory(approved=True, review_year=2022, campaign__name="Đô thị văn minh")
    client = client_of(people.nobody)

    def names(**query: str) -> set[str]:
        answer = client.get(LIST, query)
        return {plan.campaign.name for plan in answer.context["page"]}

    both = {found.campaign.name, other.campaign.name}
    assert names() == both
    assert names(q="dan van kheo") == {found.campaign.name}
    assert names(q="ĐO THI") == {other.campaign.name}
    assert names(q=people.ward.name) == {found.campaign.name}
    assert names(year="2022") == {other.campaign.name}
    assert names(state="approved") == both
    assert names(scope="cho-toi") == set()
    assert names(state="nothing", year="x") == both  # nonsense narrows nothing
    assert "Không tìm thấy kế hoạch nào" in html(client.get(LIST, {"q": "zzz"}))
    assert "Không có kế hoạch nào đang chờ anh/chị" in html(client.get(LIST, {"scope": "cho-toi"}))


def test_what_waits_stands_first(people, client_of):
    waiting = AwardPlanFactory(appraised=True, review_year=2022)
    AwardPlanFactory(approved=True)
    rows = list(client_of(people.chairman).get(LIST).context["page"])
    assert rows[0] == waiting
    assert "Đang chờ anh/chị" in html(client_of(people.chairman).get(LIST))


def test_the_empty_list_says_what_to_do(people, client_of):
    assert "Lập phong trào" in html(client_of(people.clerk).get(LIST))
    assert "Kế hoạch được Chủ tịch duyệt sẽ hiện ở đây" in html(client_of(people.nobody).get(LIST))


# the way of a plan through its pages


WINDOW = {"filing_opens_on": "2023-03-01", "filing_closes_on": "2023-11-30"}


def new_plan(**more) -> dict:
    return {
        "key": str(uuid4()),
        "name": "Dân vận khéo",
        "theme": CampaignTheme.objects.get(code="DIEN_HINH").pk,
        "starts_on": "2023-01-10",
        "ends_on": "2023-12-20",
        "review_year": "2023",
        "review_kind": "final",
        "review_on": "2023-12-15",
        "content": "Vận động nhân dân chỉnh trang đô thị.",
        "paper_number": "12/KH-UBND",
        "paper_on": "2023-02-08",
        "serves_law": "False",
        "serves_conference": "False",
        "serves_joint_programme": "False",
    } | more


def units_step(plan: AwardPlan) -> str:
    return reverse("campaigns:plan_units", args=[plan.pk])


def test_from_draft_to_approval_by_pages_alone(people, client_of, at):
    at(date(2023, 2, 10))
    clerk, head = client_of(people.clerk), client_of(people.head)
    answer = clerk.post("/phong-trao/lap/", new_plan())
    plan = AwardPlan.objects.get()
    assert answer["Location"] == units_step(plan)
    answer = clerk.post(units_step(plan), WINDOW | {"participants": [people.other_clerk.unit_id]})
    assert answer["Location"] == page(plan)
    assert [unit.pk for unit in plan.participants.all()] == [people.other_clerk.unit_id]
    text = html(clerk.get(page(plan)))
    assert "Còn 4 việc" in text
    assert "Chuyển thủ trưởng" not in text.replace("trước khi chuyển thủ trưởng", "")

    rows = {
        "tieu-chi": {"text": "Số mét đường", "evidence": "Biên bản"},
        "tieu-chuan": {"award_type": town_certificate().pk, "text": "Từ 500 mét"},
    }
    for kind, fields in rows.items():
        answer = clerk.post(reverse("campaigns:row_add", args=[plan.pk, kind]), fields)
        row = (plan.criteria if kind == "tieu-chi" else plan.standards).get()
        assert answer["Location"] == f"{page(plan)}#{anchor(row)}"
    clerk.post(reverse("campaigns:places_add", args=[plan.pk]), places(15))
    clerk.post(reverse("campaigns:plan_attach", args=[plan.pk]), {"file": paper()})
    assert "đã đủ nội dung" in html(clerk.get(page(plan)))

    for person, action in [(people.clerk, A.HAND_OVER), (people.head, A.CONFIRM)]:
        client = client_of(person)
        assert PLAN_STEPS.of(action).question in html(client.get(page(plan)))
        sent = {"seen": seen_mark(plan), "declaration": "on"}
        answer = client.post(step(plan, action), sent, follow=True)
        assert PLAN_STEPS.of(action).done in html(answer)
    sheet = {f"{item}_met": "dat" for item in AppraisalItem.values}
    sheet |= {"seen": seen_mark(plan), "do": "ket-luan", "note": "Đủ điều kiện."}
    answer = client_of(people.officer).post(
        reverse("campaigns:appraise", args=[plan.pk]), sheet, follow=True
    )
    assert PLAN_STEPS.of(A.APPRAISE).done in html(answer)
    chairman = client_of(people.chairman)
    assert f'href="{DESK}#ke-hoach-{plan.pk}"' in html(chairman.get(page(plan)))
    shown = chairman.post(DESK, {f"kh{plan.pk}-is_ticked": "on"})
    answer = chairman.post(f"{DESK}xac-nhan/", {"shown": shown.context["sealed"]}, follow=True)
    assert "Đã duyệt 1 kế hoạch" in html(answer)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (PlanState.APPROVED, date(2023, 2, 10))
    assert "Ý kiến thẩm định" not in html(head.get(page(plan)))


def test_the_chairman_reads_the_appraisal(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    plan_transitions.appraise(
        answered(plan), by=people.officer, note="Chỉ tiêu phù hợp quy mô phường."
    )
    text = html(client_of(people.chairman).get(page(plan)))
    assert "Chỉ tiêu phù hợp quy mô phường." in text
    assert "Gửi kịp thời hạn đầu năm (31/03/2023) nhưng nay mới duyệt" in text  # it is November


def test_a_clerk_may_file_under_an_approved_plan(people, client_of):
    plan = plan_in(PlanState.APPROVED, people, participants=[people.other_clerk.unit])
    link = f"?ke-hoach={plan.pk}"
    assert link in html(client_of(people.clerk).get(page(plan)))
    assert link in html(client_of(people.other_clerk).get(page(plan)))
    assert link not in html(client_of(people.head).get(page(plan)))
    assert link not in html(client_of(people.nobody).get(page(plan)))


def test_places_are_shown_as_they_are_held(people, client_of):
    plan = plan_in(PlanState.APPROVED, people)
    plan.quotas.filter(honouree_kind="person").update(proposed=3, recommended=2, awarded=4)
    text = html(client_of(people.head).get(page(plan)))
    for words in ("9 / 15", "4 đã khen", "2 đề nghị khen", "3 đang xem", "còn 6"):
        assert words in text


def test_a_returned_plan_shows_the_words(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    plan_transitions.ask_back(plan, by=people.officer, note="Ghi rõ <b>tiêu chuẩn</b> cá nhân.")
    text = html(client_of(people.clerk).get(page(plan)))
    assert "Ghi rõ &lt;b&gt;tiêu chuẩn&lt;/b&gt; cá nhân." in text


def test_words_to_look_at_twice(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people, campaign__name="Triển khai thi hành Luật Đất đai")
    text = html(client_of(people.officer).get(page(plan)))
    assert "Cần xem kỹ" in text
    assert "<mark>Triển khai thi hành Luật</mark>" in text
    assert "Cần xem kỹ" not in html(client_of(people.head).get(page(plan)))


# clicks, stale pages, typed words


def test_a_double_click_is_one_step(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    client = client_of(people.clerk)
    assert 'name="seen" value="0"' in html(client.get(page(plan)))
    for _ in range(2):
        answer = client.post(step(plan, A.HAND_OVER), {"seen": 0}, follow=True)
        assert answer.status_code == 200
    assert "đã được ghi nhận trước đó" in html(answer)
    assert plan.events.count() == 1


def test_a_double_click_makes_one_campaign(people, client_of):
    fields = new_plan()
    client = client_of(people.clerk)
    places = {client.post("/phong-trao/lap/", fields)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert (Campaign.objects.count(), AwardPlan.objects.count()) == (1, 1)


def test_a_stale_page_loses_nothing_typed(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    seen = seen_mark(plan)
    plan_transitions.appraise(answered(plan), by=people.officer)
    typed = {"exclusions": Exclusion.CONFERENCE, "note": "Phục vụ hội nghị tổng kết.", "seen": seen}
    answer = client_of(people.chief).post(step(plan, A.REFUSE), typed)
    text = html(answer)
    assert answer.status_code == 409
    assert "vừa thay đổi sau khi anh/chị mở trang" in text
    assert "Phục vụ hội nghị tổng kết.</textarea>" in text
    assert f'name="seen" value="{seen_mark(plan)}"' in text
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED


def test_a_missing_reason_keeps_the_rest(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    answer = client_of(people.chief).post(
        step(plan, A.REFUSE), {"note": "Không thuộc diện.", "seen": seen_mark(plan)}
    )
    assert answer.status_code == 422
    assert "Chọn ít nhất một lý do loại trừ." in html(answer)
    assert "Không thuộc diện.</textarea>" in html(answer)


def test_an_approval_has_one_door_the_desk(people, client_of):
    plan = plan_in(PlanState.APPRAISED, people)
    client = client_of(people.chairman)
    text = html(client.get(page(plan)))
    assert f'href="{DESK}#ke-hoach-{plan.pk}"' in text
    assert f'id="ke-hoach-{plan.pk}"' in html(client.get(DESK))
    assert f"{DESK}#" not in html(client_of(people.officer).get(page(plan)))
    answer = client.post(f"{page(plan)}buoc/duyet/", {"note": "Đồng ý.", "late_reason": "Muộn."})
    assert answer.status_code == 404
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED


def test_a_refused_step_without_words_says_why(people, client_of):
    plan = plan_in(PlanState.AWAITING_HEAD, people)
    plan.criteria.all().delete()
    answer = client_of(people.head).post(
        step(plan, A.CONFIRM), {"seen": seen_mark(plan), "declaration": "on"}
    )
    assert answer.status_code == 422
    assert "Chưa có tiêu chí thi đua nào" in html(answer)


def test_an_officer_who_sent_it_back_lands_on_the_list(people, client_of):
    plan = plan_in(PlanState.SUBMITTED, people)
    answer = client_of(people.officer).post(
        step(plan, A.ASK_BACK), {"note": "Ghi rõ.", "seen": seen_mark(plan)}
    )
    assert answer["Location"] == LIST


# forms


def test_every_mistake_of_the_form_is_named_and_kept(people, client_of):
    fields = new_plan(name="", review_on="2024-02-30", content="", review_kind="")
    answer = client_of(people.clerk).post("/phong-trao/lap/", fields)
    text = html(answer)
    assert answer.status_code == 422
    assert "Phong trào: cần sửa trước khi lưu" in text
    assert "Kế hoạch: cần sửa trước khi lưu" in text
    assert "12/KH-UBND" in text
    assert f'value="{fields["key"]}"' in text
    assert not Campaign.objects.exists()


def test_days_that_do_not_fit_are_a_sentence(people, client_of):
    client = client_of(people.clerk)
    answer = client.post("/phong-trao/lap/", new_plan(ends_on="2022-12-20"))
    assert answer.status_code == 422
    assert "Ngày phát động không được sau ngày tổng kết." in html(answer)
    answer = client.post("/phong-trao/lap/", new_plan(review_on="2024-01-05"))
    assert answer.status_code == 422
    assert "Ngày sơ kết, tổng kết 05/01/2024 không thuộc năm xét 2023." in html(answer)
    assert not Campaign.objects.exists()


def test_another_year_of_a_campaign(people, client_of):
    plan = plan_in(PlanState.APPROVED, people)
    url = reverse("campaigns:plan_create", args=[plan.campaign_id])
    client = client_of(people.clerk)
    answer = client.post(url, new_plan())
    assert answer.status_code == 422
    assert "đã có kế hoạch khen thưởng của năm đó" in html(answer)
    client.post(url, new_plan(review_year="2024", review_on="2024-06-01"))
    assert plan.campaign.plans.count() == 2
    answer = client.post(units_step(plan.campaign.plans.get(review_year=2024)), WINDOW)
    assert answer.status_code == 422
    assert "Ngày nhận hồ sơ 01/03/2023 không thuộc năm xét 2024." in html(answer)
    text = html(client.get(plan.campaign.get_absolute_url()))
    assert "Tổng kết 2023" in text
    assert "Tổng kết 2024" in text


def test_a_draft_is_edited_with_its_campaign(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    url = reverse("campaigns:plan_edit", args=[plan.pk])
    client = client_of(people.clerk)
    assert plan.campaign.name in html(client.get(url))
    typed = new_plan(name="  Tên   mới ", content="Nội dung mới", go="3")
    assert client.post(url, typed)["Location"] == page(plan)
    plan.refresh_from_db()
    assert (plan.campaign.name, plan.content) == ("Tên mới", "Nội dung mới")
    answer = client.post(url, new_plan(review_on="2024-05-05"))
    assert answer.status_code == 422


def test_an_edit_page_of_a_plan_that_went_away_leads_back(people, client_of):
    plan = plan_in(PlanState.AWAITING_HEAD, people)
    client = client_of(people.clerk)
    url = reverse("campaigns:plan_edit", args=[plan.pk])
    assert client.get(url)["Location"] == page(plan)
    row = reverse("campaigns:row_edit", args=[plan.pk, "tieu-chi", plan.criteria.get().pk])
    assert client.get(row)["Location"] == page(plan)
    answer = client.post(url, new_plan(content="Chữ đang gõ dở"))
    assert answer.status_code == 422
    assert "Chữ đang gõ dở" in html(answer)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("tieu-chi", {"text": "", "evidence": "Biên bản"}, "Chưa thêm được tiêu chí"),
        ("tieu-chuan", {"text": ""}, "Chưa thêm được tiêu chuẩn"),
    ],
)
def test_a_bad_row_is_named_beside_its_field(kind, fields, sentence, people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    url = reverse("campaigns:row_add", args=[plan.pk, kind])
    answer = client_of(people.clerk).post(url, {"award_type": town_certificate().pk} | fields)
    assert answer.status_code == 422
    assert sentence in html(answer)
    for value in fields.values():
        assert value in html(answer)


def test_a_row_of_another_plan_is_not_found(people, client_of):
    mine, other = plan_in(PlanState.DRAFT, people), AwardPlanFactory()
    row = other.criteria.get()
    url = reverse("campaigns:row_edit", args=[mine.pk, "tieu-chi", row.pk])
    client = client_of(people.clerk)
    assert client.get(url).status_code == 404
    client.post(reverse("campaigns:row_remove", args=[mine.pk, "tieu-chi", row.pk]))
    row.refresh_from_db()
    assert client.get(url.replace("tieu-chi", "tieu-gi")).status_code == 404


def test_an_empty_campaign_has_a_page(people, client_of):
    campaign = CampaignFactory(organiser=people.ward)
    assert "Chưa có kế hoạch khen thưởng" in html(
        client_of(people.clerk).get(campaign.get_absolute_url())
    )


def test_the_keeper_of_the_town_s_campaigns_mends_one(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    url = reverse("campaigns:campaign_edit", args=[plan.campaign_id])
    keeper = client_of(people.administrator)
    assert url in html(keeper.get(plan.campaign.get_absolute_url()))
    fields = new_plan(name="Tên đúng")
    assert keeper.post(url, fields)["Location"] == plan.campaign.get_absolute_url()
    plan.campaign.refresh_from_db()
    assert plan.campaign.name == "Tên đúng"
    assert keeper.post(url, fields | {"ends_on": "2020-01-01"}).status_code == 422
    assert client_of(people.head).get(url).status_code == 403
    assert client_of(people.other_clerk).get(url).status_code == 404

    gone = plan_in(PlanState.APPROVED, people)
    url = reverse("campaigns:campaign_edit", args=[gone.campaign_id])
    assert url not in html(keeper.get(gone.campaign.get_absolute_url()))
    answer = keeper.post(url, fields)
    assert answer.status_code == 422
    assert "không sửa được nữa" in html(answer)


def test_a_paper_of_tomorrow_is_not_signed_yet(people, client_of):
    plan = plan_in(PlanState.DRAFT, people)
    url = reverse("campaigns:plan_edit", args=[plan.pk])
    answer = client_of(people.clerk).post(url, new_plan(paper_on="2023-11-21"))
    assert answer.status_code == 422
    assert "Ngày ký kế hoạch chưa đến" in html(answer)
