"""Pages of amendments: who gets in, what they cost, what a second click and typed words come to."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.enums import AmendmentState as S
from campaigns.models import PlanAmendment
from campaigns.navigation import KIND
from campaigns.rules import amendment as amendment_rules
from campaigns.transitions import amendment as amendment_transitions
from campaigns.views.amendment_step import AMENDMENT_STEPS
from campaigns.workflow import AmendmentAction as A
from nganam_awards.core import work
from nganam_awards.core.workflow import seen_mark
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, town_certificate
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
LIST = "/phong-trao/dieu-chinh/"
WAITS = {
    "clerk": {S.DRAFT},
    "head": {S.AWAITING_HEAD},
    "officer": {S.SUBMITTED},
    "chief": {S.SUBMITTED},
    "chairman": {S.APPRAISED},
}


@pytest.fixture
def plan(people):
    return AwardPlanFactory(approved=True, campaign__organiser=people.ward)


@pytest.fixture
def in_every_state(people):
    """One of the ward and one of a stranger in every state."""
    return [
        PlanAmendmentFactory(plan=AwardPlanFactory(approved=True, **organiser), state=state)
        for state in S.values
        for organiser in ({"campaign__organiser": people.ward}, {})
    ]


def html(response) -> str:
    return response.content.decode()


def step(amendment: PlanAmendment, action: A) -> str:
    return reverse("campaigns:amendment_step", args=[amendment.pk, AMENDMENT_STEPS.of(action).slug])


def amend(plan) -> str:
    return reverse("campaigns:amend", args=[plan.pk])


def typed(plan, amendment=None, **changed) -> dict:
    """What the form sends: the present words and figures, changed where asked."""
    pk = town_certificate().pk
    return {
        "reason": "Sáp nhập khóm.",
        "content": plan.content,
        "review_on": plan.review_on.isoformat(),
        f"so-{pk}-collective-0": 8,
        f"so-{pk}-person-0": 15,
        "them-TOTAL_FORMS": 2,
        "them-INITIAL_FORMS": 0,
        **{f"so-{pk}-{kind}-0": number for kind, number in changed.pop("limits", {}).items()},
        **changed,
    }


def cost(client, url: str) -> int:
    client.get(url)  # rights, sessions and the clock's offset are remembered from here on
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)


# who sees what


def test_the_list_and_the_rule_agree(people, in_every_state):
    for name, person in [*people.all().items(), ("anonymous", AnonymousUser())]:
        listed = list(PlanAmendment.objects.visible_to(person).values_list("pk", flat=True))
        assert len(listed) == len(set(listed))
        ruled = {row.pk for row in in_every_state if amendment_rules.can_view(person, row)}
        assert set(listed) == ruled, name


def test_who_sees_which_state(people, in_every_state):
    def seen(person) -> set[str]:
        return set(PlanAmendment.objects.visible_to(person).values_list("state", flat=True))

    assert seen(people.clerk) == seen(people.head) == set(S.values)
    sent = {S.SUBMITTED, S.APPRAISED, S.APPROVED, S.REFUSED}
    for name in ("officer", "chief", "chairman"):
        assert seen(people.all()[name]) == sent
    for name in ("other_clerk", "other_head", "council", "administrator", "nobody", "deputy"):
        assert seen(people.all()[name]) == {S.APPROVED}, name


def test_what_waits_for_whom_on_home_and_list(people, in_every_state, client_of):
    for name, person in people.all().items():
        waiting = PlanAmendment.objects.waiting_for(person)
        assert {row.state for row in waiting} == WAITS.get(name, set()), name
        page = html(client_of(person).get(LIST))
        assert page.count("Đang chờ anh/chị") == waiting.count()
        refs = work.waiting_of(person).refs
        told = work.tasks_of(ref for ref in refs if ref.lane.kind == KIND)
        assert {task.url.partition("#")[0] for task in told} == {
            row.get_absolute_url() for row in waiting
        }


def test_every_page_as_every_person(people, plan, client_of):
    draft = PlanAmendmentFactory(
        plan=AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    )
    urls = {
        "page": draft.get_absolute_url(),
        "edit": reverse("campaigns:amendment_edit", args=[draft.pk]),
        "amend": amend(draft.plan),
    }
    answers = {
        "clerk": {"page": 200, "edit": 200, "amend": 302},
        "head": {"page": 200, "edit": 403, "amend": 403},
    }
    stranger = {"page": 404, "edit": 404, "amend": 403}
    for name, person in people.all().items():
        client = client_of(person)
        found = {key: client.get(url).status_code for key, url in urls.items()}
        assert found == answers.get(name, stranger), name


def test_a_stranger_posts_into_nothing_and_who_looks_does_not_always_act(people, plan, client_of):
    draft = PlanAmendmentFactory(plan=plan)
    discard = reverse("campaigns:amendment_discard", args=[draft.pk])
    edit = reverse("campaigns:amendment_edit", args=[draft.pk])
    for url in (step(draft, A.HAND_OVER), discard, edit):
        assert client_of(people.other_clerk).post(url, typed(plan)).status_code == 404
        assert client_of(people.head).post(url, typed(plan)).status_code == 403
        assert client_of(people.officer).post(url, typed(plan)).status_code == 404
    assert client_of(people.head).post(amend(plan), typed(plan)).status_code == 403
    assert client_of(people.clerk).get(step(draft, A.HAND_OVER)).status_code == 405
    assert client_of(people.clerk).post(f"{draft.get_absolute_url()}buoc/x/").status_code == 404
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


@pytest.mark.parametrize("state", S.values)
def test_the_page_of_every_state_offers_what_may_be_done(state, people, plan, client_of):
    amendment = PlanAmendmentFactory(plan=plan, state=state)
    for name, person in people.all().items():
        answer = client_of(person).get(amendment.get_absolute_url())
        if not amendment_rules.can_view(person, amendment):
            assert answer.status_code == 404, name
            continue
        text = html(answer)
        offered = {
            row.action for row in AMENDMENT_STEPS.rows if step(amendment, row.action) in text
        }
        may = set(amendment_rules.actions_for(person, amendment))
        if amendment_rules.can_discard(person, amendment):
            may.discard(A.WITHDRAW)  # nobody else saw it: it is deleted instead
        assert offered == may, name
        assert amendment.get_state_display() in text


# writing


def test_the_clerk_writes_an_amendment_on_one_page(people, plan, client_of):
    client = client_of(people.clerk)
    assert amend(plan) in html(client.get(plan.get_absolute_url()))
    form = html(client.get(amend(plan)))
    assert plan.content in form
    assert 'value="15"' in form
    sent = typed(
        plan,
        limits={"person": 12},
        content=f"{plan.content}\nMỗi khóm trồng 1 km hàng rào cây xanh.",
        **{
            "them-0-award_type": town_certificate().pk,
            "them-0-honouree_kind": "household",
            "them-0-limit": 4,
        },
    )
    answer = client.post(amend(plan), sent)
    made = PlanAmendment.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert sorted(made.quotas.values_list("limit", flat=True)) == [4, 8, 12]
    client.post(amend(plan), sent)  # the same page sent twice
    assert PlanAmendment.objects.count() == 1
    page = html(client.get(made.get_absolute_url()))
    for words in ("−3", "Giảm", "+4", "Thêm mới", "Giữ nguyên", "Tổng 23 → 24", "hàng rào cây"):
        assert words in page
    assert client.get(amend(plan))["Location"] == made.get_absolute_url()
    assert amend(plan) not in html(client.get(plan.get_absolute_url()))


def test_what_was_typed_comes_back_with_every_mistake(people, plan, client_of):
    sent = typed(
        plan,
        limits={"person": -1},
        reason=" ",
        content="Nội dung vừa gõ.",
        **{"them-1-limit": 4},
    )
    answer = client_of(people.clerk).post(amend(plan), sent)
    text = html(answer)
    assert answer.status_code == 422
    for words in (
        "Ghi lý do điều chỉnh.",
        "Chỉ tiêu không được nhỏ hơn 0.",
        "Chọn đối tượng cho dòng mới.",
        "Nội dung vừa gõ.",
    ):
        assert words in text
    assert not PlanAmendment.objects.exists()


def test_a_refused_save_keeps_what_was_typed(people, plan, client_of):
    PlanAmendmentFactory(plan=plan)
    answer = client_of(people.clerk).post(amend(plan), typed(plan, content="Nội dung vừa gõ."))
    assert answer.status_code == 422
    assert "đang có một bản điều chỉnh chưa xong" in html(answer)
    assert "Nội dung vừa gõ." in html(answer)


def test_a_draft_is_edited_and_thrown_away(people, plan, client_of):
    draft = PlanAmendmentFactory(plan=plan)
    client = client_of(people.clerk)
    url = reverse("campaigns:amendment_edit", args=[draft.pk])
    assert 'value="12"' in html(client.get(url))
    assert client.post(url, typed(plan, limits={"person": 14})).status_code == 302
    assert draft.quotas.get(honouree_kind="person").limit == 14
    answer = client.post(reverse("campaigns:amendment_discard", args=[draft.pk]))
    assert answer["Location"] == plan.get_absolute_url()
    assert not PlanAmendment.objects.exists()


def test_what_was_sent_cannot_be_edited_or_deleted_by_address(people, plan, client_of):
    sent = PlanAmendmentFactory(plan=plan, state=S.AWAITING_HEAD)
    client = client_of(people.clerk)
    url = reverse("campaigns:amendment_edit", args=[sent.pk])
    assert client.get(url)["Location"] == sent.get_absolute_url()
    answer = client.post(reverse("campaigns:amendment_discard", args=[sent.pk]))
    assert answer.status_code == 422
    assert "không sửa được nữa" in html(answer)


def test_a_share_of_one_unit_is_offered_where_units_take_part(people, plan, client_of):
    client = client_of(people.clerk)
    assert "Chia riêng cho đơn vị" not in html(client.get(amend(plan)))
    joined = UnitFactory()
    plan.participants.add(joined)
    form = html(client.get(amend(plan)))
    assert form.count(f'<option value="{joined.pk}">') == 2  # one a new row


# steps


def test_a_step_by_the_button_and_a_second_click(people, plan, client_of):
    draft = PlanAmendmentFactory(plan=plan)
    client, seen = client_of(people.clerk), seen_mark(draft)
    for _ in range(2):
        answer = client.post(step(draft, A.HAND_OVER), {"seen": seen}, follow=True)
        assert answer.status_code == 200
    assert "đã được ghi nhận trước đó" in html(answer)
    assert draft.events.count() == 1


def test_a_stale_page_gives_the_words_back(people, plan, client_of):
    sent = PlanAmendmentFactory(plan=plan, state=S.SUBMITTED)
    seen = seen_mark(sent)
    amendment_transitions.appraise(sent, by=people.officer)
    answer = client_of(people.chief).post(
        step(sent, A.REFUSE), {"seen": seen, "note": "Chưa đủ căn cứ."}
    )
    assert answer.status_code == 409
    assert "vừa thay đổi sau khi anh/chị mở trang" in html(answer)
    assert "Chưa đủ căn cứ." in html(answer)


def test_one_returned_by_a_colleague_meanwhile_keeps_the_typed_words(people, plan, client_of):
    sent = PlanAmendmentFactory(plan=plan, state=S.SUBMITTED)
    amendment_transitions.ask_back(sent, by=people.chief, note="Ghi rõ lý do.")
    data = {"note": "Thiếu căn cứ.", "seen": 0}
    answer = client_of(people.officer).post(step(sent, A.ASK_BACK), data, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "vừa được trả lại đơn vị" in html(answer)
    assert "«Thiếu căn cứ.»" in html(answer)
    for stranger in (people.other_clerk, people.nobody):
        assert client_of(stranger).post(step(sent, A.ASK_BACK), data).status_code == 404


def test_a_return_without_words_is_asked_again(people, plan, client_of):
    sent = PlanAmendmentFactory(plan=plan, state=S.APPRAISED)
    answer = client_of(people.chairman).post(step(sent, A.RETURN), {"note": ""})
    assert answer.status_code == 422
    answer = client_of(people.chairman).post(step(sent, A.RETURN), {"note": "Giữ 14."}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]  # in the unit again, out of his sight
    assert "Giữ 14." in html(client_of(people.clerk).get(sent.get_absolute_url()))


def test_what_stops_an_amendment_stands_on_its_page_instead_of_the_button(people, plan, client_of):
    dossier = DossierFactory(appraised=True, plan=plan, persons=0)
    for state in ["awarded"] * 9 + ["with_chairman"] * 4:
        NominationFactory(dossier=dossier, state=state)
    draft = PlanAmendmentFactory(plan=plan, persons=12)
    text = html(client_of(people.clerk).get(draft.get_absolute_url()))
    assert "phải từ 13 trở lên" in text
    assert dossier.ref in text
    assert "… và 3 trường hợp khác" in text
    assert step(draft, A.HAND_OVER) not in text
    form = html(client_of(people.clerk).get(reverse("campaigns:amendment_edit", args=[draft.pk])))
    assert "đã khen 9, đang trình Chủ tịch 4" in form


# the page of the plan


def test_the_plan_shows_what_runs_and_then_both_versions(people, plan, client_of):
    running = PlanAmendmentFactory(
        plan=plan, persons=13, content="Nội dung mới.", state=S.APPRAISED
    )
    plan_page = plan.get_absolute_url()
    old_words = plan.content
    assert "Đang có bản điều chỉnh" in html(client_of(people.clerk).get(plan_page))
    assert "Đang có bản điều chỉnh" not in html(client_of(people.nobody).get(plan_page))
    amendment_transitions.approve(running, by=people.chairman)
    for person in (people.clerk, people.officer, people.nobody):
        text = html(client_of(person).get(plan_page))
        assert "Trước điều chỉnh 20/11/2023" in text
        assert "<b>13</b> (−2)" in text
        assert "Nội dung mới." in text
        assert old_words in text
        assert running.get_absolute_url() in text


def test_closing_says_what_remains_and_what_stops_it(people, plan, client_of):
    DossierFactory(filed=True, plan=plan, persons=2)
    DossierFactory(plan=plan, persons=1)
    officer = html(client_of(people.officer).get(plan.get_absolute_url()))
    assert "Còn 2 đề nghị đang xử lý: vẫn được xét" in officer
    assert "1 hồ sơ đơn vị đang soạn sẽ không nộp được nữa." in officer
    chairman = html(client_of(people.chairman).get(plan.get_absolute_url()))
    assert "Chưa chọn được «Hủy kế hoạch»" in chairman
    assert "Còn 2 đề nghị đang xử lý theo kế hoạch này." in chairman
    assert "/buoc/huy/" not in chairman


# what a page costs


def test_the_list_costs_the_same_at_one_and_at_many(people, client_of):
    def add(count):
        for _ in range(count):
            plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
            PlanAmendmentFactory(plan=plan, state=S.APPRAISED)

    add(1)
    client = client_of(people.chairman)
    once = cost(client, LIST)
    add(4)
    assert cost(client, LIST) == once <= 15


@pytest.mark.parametrize("state", [S.DRAFT, S.APPRAISED, S.APPROVED])
def test_the_page_costs_the_same_with_many_rows(state, people, plan, client_of):
    small = PlanAmendmentFactory(plan=plan, state=state)
    wide = AwardPlanFactory(approved=True, campaign__organiser=people.ward, households=3)
    wards = [UnitFactory() for _ in range(4)]
    wide.participants.set(wards)
    for ward in wards:
        wide.quotas.create(
            award_type=town_certificate(), honouree_kind="person", unit=ward, limit=2
        )
    large = PlanAmendmentFactory(plan=wide, state=state)
    for person in (people.clerk, people.head):
        client = client_of(person)
        urls = [row.get_absolute_url() for row in (small, large)]
        assert cost(client, urls[0]) == cost(client, urls[1]) <= 30
        plans = [row.plan.get_absolute_url() for row in (small, large)]
        assert cost(client, plans[0]) == cost(client, plans[1]) <= 30
