"""The clerk and the head at their screens: from the first click to the filing."""

from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.queries import award_type as award_type_queries, columns as columns_queries
from dossiers.services import dossier as dossier_services
from dossiers.transitions import dossier as dossier_transitions
from law.enums import DossierPart
from law.models import AwardType
from nganam_awards.core.models import Reading
from nganam_awards.core.refusals import Refused
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NominationFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import GrantFactory, UnitFactory


pytestmark = pytest.mark.django_db


def url(name, dossier, *more):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *more])


def new(town, **changes):
    typed = {"plan": town.plan.pk, "unit": town.ward.pk, "title": "", "summary": "", "key": uuid4()}
    return typed | changes


# --- lập hồ sơ ----------------------------------------------------------------------------------


def test_a_dossier_is_opened_under_the_plan_of_the_address(town, client_of):
    client = client_of(town.clerk)
    page = client.get(reverse("dossiers:create"), {"ke-hoach": town.plan.pk})
    assert page.context["form"]["plan"].value() == town.plan.pk
    answer = client.post(reverse("dossiers:create"), new(town), follow=True)
    dossier = Dossier.objects.get()
    assert answer.redirect_chain == [(dossier.get_absolute_url(), 302)]
    assert dossier.ref == "HS-2023-00001"
    assert dossier.title == f"Khen thưởng tổng kết phong trào {town.plan.campaign.name} năm 2023"
    assert (dossier.created_by, dossier.merit_year) == (town.clerk, 2023)


def test_a_double_click_opens_one_dossier(town, client_of):
    client, typed = client_of(town.clerk), new(town)
    first = client.post(reverse("dossiers:create"), typed)
    second = client.post(reverse("dossiers:create"), typed)
    assert first.url == second.url
    assert Dossier.objects.count() == 1


def test_plans_of_others_and_of_other_years_are_not_offered(town, client_of):
    other = AwardPlanFactory(approved=True)
    old = AwardPlanFactory(approved=True, campaign__organiser=town.ward, review_year=2022)
    AwardPlanFactory(appraised=True, campaign__organiser=town.ward)
    client = client_of(town.clerk)
    page = client.get(reverse("dossiers:create"))
    assert list(page.context["form"].fields["plan"].queryset) == [town.plan]
    for plan in (other, old):
        assert client.get(reverse("dossiers:create"), {"ke-hoach": plan.pk}).status_code == 404
        refused = client.post(
            reverse("dossiers:create"), new(town, plan=plan.pk, title="Tên đã gõ")
        )
        assert refused.status_code == 422
        assert "Tên đã gõ" in refused.text
    assert not Dossier.objects.exists()


def test_a_person_without_the_right_opens_nothing_by_hand(town):
    with pytest.raises(PermissionDenied):
        dossier_services.open_dossier(
            town.plan, unit=town.ward, title="A", summary="", key=uuid4(), by=town.head
        )


def test_a_plan_that_changes_while_the_dossier_is_written_is_told(town, monkeypatch):
    plan = AwardPlanFactory(appraised=True, campaign__organiser=town.ward)
    monkeypatch.setattr("dossiers.rules.dossier.can_file_under", lambda *_: True)
    with pytest.raises(Refused, match="vừa thay đổi nên chưa lập được hồ sơ"):
        dossier_services.open_dossier(
            plan, unit=town.ward, title="A", summary="", key=uuid4(), by=town.clerk
        )


def test_a_clerk_of_two_units_chooses_one(town, client_of):
    other = UnitFactory(name="Ủy ban nhân dân Phường 2")
    GrantFactory(user=town.clerk, unit=other, right="file_dossiers")
    town.plan.participants.add(other)
    client = client_of(town.clerk)
    client.post(reverse("dossiers:create"), new(town, unit=other.pk, title="Hai đơn vị"))
    assert Dossier.objects.get().unit == other
    assert "unit" in client.get(reverse("dossiers:list")).context["filter"].form.fields


def test_a_clerk_of_a_ward_and_its_cluster_starts_with_the_unit_that_the_plan_is_for(
    town, client_of
):
    cluster = UnitFactory(name="Cụm các phường")
    GrantFactory(user=town.clerk, unit=cluster, right="file_dossiers")
    AwardPlanFactory(approved=True, campaign__organiser=cluster)
    client, address = client_of(town.clerk), reverse("dossiers:create")
    field = client.get(address, {"ke-hoach": town.plan.pk}).context["form"].fields["unit"]
    assert field.initial == town.ward
    assert client.get(address).context["form"].fields["unit"].initial == town.ward
    page = client.post(address, new(town, unit=cluster.pk, title="Tên đã gõ"))
    assert page.status_code == 422
    told = f"Kế hoạch đã chọn không áp dụng cho Cụm các phường. Chọn {town.ward.name}."
    assert page.context["form"].errors["unit"] == [told]
    assert "Tên đã gõ" in page.text


@pytest.mark.parametrize(
    "case",
    [
        ("cong-trang", "merit", "Khen thưởng theo công trạng năm 2022", "LDTT", "BK_T"),
        ("dot-xuat", "unscheduled", "Khen thưởng đột xuất năm 2022", "GK", "BK_T"),
        ("trinh-cap-tren", "forward", "Đề nghị cấp trên khen thưởng năm 2022", "TTLDXS", "GK"),
    ],
)
def test_merit_deeds_and_higher_awards_need_no_plan(case, town, client_of):
    slug, category, name, award, not_award = case
    client, address = client_of(town.clerk), f"{reverse('dossiers:create')}?loai={slug}"
    assert "Năm thành tích" in client.get(address).text
    posted = {"unit": town.ward.pk, "merit_year": "2022", "key": str(uuid4())}
    assert client.post(address, posted).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.category, dossier.plan, dossier.merit_year) == (category, None, 2022)
    assert dossier.title == name
    codes = set(award_type_queries.award_types_for(dossier).values_list("code", flat=True))
    assert award in codes
    assert not_award not in codes


def test_merit_of_long_ago_is_not_asked_and_a_movement_needs_its_plan(town, client_of):
    client, address = client_of(town.clerk), f"{reverse('dossiers:create')}?loai=cong-trang"
    posted = {"unit": town.ward.pk, "merit_year": "2019", "title": "Đã gõ", "key": str(uuid4())}
    page = client.post(address, posted)
    assert page.status_code == 422
    assert "Chọn năm thành tích: năm nay hoặc năm trước." in page.text
    assert "Đã gõ" in page.text
    with pytest.raises(Refused, match="cần một kế hoạch khen thưởng"):
        dossier_services.open_dossier(
            None, unit=town.ward, title="A", summary="", key=uuid4(), by=town.clerk
        )


def test_without_a_plan_the_page_says_what_to_do(town, client_of):
    page = client_of(town.stranger).get(reverse("dossiers:create"))
    assert "Năm nay chưa có kế hoạch nào được duyệt cho đơn vị" in page.text


@pytest.mark.parametrize("name", ["head", "officer", "chief", "chairman"])
def test_only_clerks_open_dossiers(name, town, client_of):
    assert client_of(getattr(town, name)).get(reverse("dossiers:create")).status_code == 404


def test_a_plan_closed_meanwhile_is_told(town):
    plan = AwardPlanFactory(closed=True, campaign__organiser=town.ward)
    with pytest.raises(Refused, match="chưa được Chủ tịch duyệt, đã kết thúc"):
        dossier_services.open_dossier(
            plan, unit=town.ward, title="A", summary="", key=uuid4(), by=town.clerk
        )


# --- danh sách ----------------------------------------------------------------------------------

PERSON = {
    "honouree_kind": "person",
    "full_name": "Dương Chí Sang",
    "gender": "male",
    "birth": "05/09/1964",
    "position": "Nông dân",
    "working_unit": "Khóm 5",
    "achievement": "Nuôi lươn không bùn.",
}


@pytest.fixture
def draft(town):
    return town.draft(persons=0, papers=False)


def nominee(draft, **changes):
    award_type = draft.plan.quotas.first().award_type_id
    return PERSON | {"award_type": award_type} | changes


def test_a_person_is_typed_in(draft, town, client_of):
    client = client_of(town.clerk)
    assert client.get(url("nominee_add", draft)).status_code == 200
    answer = client.post(url("nominee_add", draft), nominee(draft))
    line = draft.nominations.get()
    assert answer.url == f"{draft.get_absolute_url()}?moi={line.pk}#dong-{line.pk}"
    assert (line.full_name, line.birth_year, str(line.birth_date), line.order) == (
        "Dương Chí Sang",
        1964,
        "1964-09-05",
        1,
    )
    more = client.post(url("nominee_add", draft), nominee(draft, then="more", birth="1970"))
    assert more.url == url("nominee_add", draft)


def test_collectives_and_households_are_typed_in(draft, town, client_of):
    QuotaFactory(plan=draft.plan, honouree_kind="household", limit=2)
    client = client_of(town.clerk)
    nobody = {"gender": "", "birth": "", "position": ""}
    collective = nominee(
        draft, honouree_kind="collective", full_name="Khóm 3", headcount=45, **nobody
    )
    client.post(url("nominee_add", draft), collective)
    household = nominee(
        draft, honouree_kind="household", full_name="Trần Văn Tư", birth="", position=""
    )
    client.post(url("nominee_add", draft), household)
    first, second = draft.nominations.all()
    assert columns_queries.stated(first) == "45 người"
    assert (first.addressed, first.gender, first.particulars) == (
        "Khóm 3",
        "",
        "tập thể · Khóm 5",
    )
    assert (second.addressed, second.particulars) == (
        "Hộ ông Trần Văn Tư",
        "hộ gia đình · Khóm 5",
    )


def test_an_award_for_others_is_not_given(draft, town, client_of):
    title = AwardType.objects.get(code="LDTT")
    QuotaFactory(plan=draft.plan, award_type=title, limit=3)
    typed = nominee(draft, honouree_kind="collective", birth="", award_type=title.pk)
    page = client_of(town.clerk).post(url("nominee_add", draft), typed)
    assert page.status_code == 422
    assert f"{title.name} không dành cho tập thể." in page.text


def test_a_year_alone_comes_back_as_it_was_typed(draft, town, client_of):
    client = client_of(town.clerk)
    client.post(url("nominee_add", draft), nominee(draft, birth="1980"))
    line = draft.nominations.get()
    assert (line.birth_year, line.birth_date) == (1980, None)
    page = client.get(url("nominee_edit", draft, line.pk))
    assert page.context["form"]["birth"].value() == 1980


def test_the_same_person_is_not_typed_in_twice(draft, town, client_of):
    client = client_of(town.clerk)
    for _ in range(2):
        page = client.post(url("nominee_add", draft), nominee(draft))
    assert page.status_code == 422
    assert "Dương Chí Sang đã có trong danh sách này." in page.text
    line = draft.nominations.get()
    again = client.post(url("nominee_edit", draft, line.pk), nominee(draft, position="Trưởng khóm"))
    assert again.status_code == 302


def test_capitals_and_salutations_are_tidied(draft, town, client_of):
    typed = nominee(draft, full_name="BÀ  TRẦN THỊ LAN", gender="")
    client_of(town.clerk).post(url("nominee_add", draft), typed)
    line = draft.nominations.get()
    assert (line.full_name, line.gender) == ("Trần Thị Lan", "female")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_name": ""}, "Ghi họ và tên hoặc tên tập thể"),
        ({"full_name": "Khóm 3"}, "không giống họ và tên một người"),
        ({"birth": "1899"}, "không phải năm sinh hợp lý"),
        ({"birth": "31/02/1980"}, "Không có ngày «31/02/1980» trong lịch."),
        ({"honouree_kind": "household"}, "Hộ gia đình không ghi «Ngày sinh hoặc năm sinh»"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(changes, words, draft, town, client_of):
    page = client_of(town.clerk).post(url("nominee_add", draft), nominee(draft, **changes))
    assert page.status_code == 422
    assert words.lower() in page.text.lower()
    assert "Khóm 5" in page.text
    assert not draft.nominations.exists()


@pytest.mark.parametrize(
    ("missing", "words"),
    [("gender", "chưa chọn Ông hay Bà"), ("achievement", "chưa ghi thành tích")],
)
def test_half_a_nominee_is_kept_and_asked_for_before_it_leaves_the_unit(
    missing, words, draft, town, client_of
):
    client = client_of(town.clerk)
    client.post(url("nominee_add", draft), nominee(draft, **{missing: ""}))
    assert getattr(draft.nominations.get(), missing) == ""
    assert f"Dương Chí Sang {words}." in client.get(draft.get_absolute_url()).text
    with pytest.raises(Refused, match=words):
        dossier_transitions.hand_over(draft, by=town.clerk)


def test_lines_are_mended_moved_sorted_and_deleted(draft, town, client_of):
    client = client_of(town.clerk)
    for name in ("Trần Văn Út", "Lê Văn An"):
        client.post(url("nominee_add", draft), nominee(draft, full_name=name))
    first, second = draft.nominations.all()
    assert "05/09/1964" in client.get(url("nominee_edit", draft, first.pk)).text
    client.post(url("nominee_edit", draft, first.pk), nominee(draft, full_name="Trần Văn Tư"))
    client.post(url("nominee_up", draft, second.pk))
    assert [line.full_name for line in draft.nominations.all()] == ["Lê Văn An", "Trần Văn Tư"]
    client.post(url("nominee_down", draft, second.pk))
    client.post(url("nominee_down", draft, second.pk))
    assert [line.full_name for line in draft.nominations.all()] == ["Trần Văn Tư", "Lê Văn An"]
    client.post(url("nominee_sort", draft))
    assert [line.full_name for line in draft.nominations.all()] == ["Lê Văn An", "Trần Văn Tư"]
    client.post(url("nominee_delete", draft, first.pk))
    assert draft.nominations.get() == second


def test_a_line_of_another_dossier_is_not_found_here(draft, town, client_of):
    other = NominationFactory(dossier=town.draft())
    client = client_of(town.clerk)
    assert client.get(url("nominee_edit", draft, other.pk)).status_code == 404
    assert client.post(url("nominee_delete", draft, other.pk)).status_code == 404


def test_after_handing_over_nothing_typed_is_lost_and_nothing_written(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    page = client_of(town.clerk).post(
        url("nominee_add", dossier), nominee(dossier, achievement="Một câu dài đã gõ")
    )
    assert page.status_code == 422
    assert "«Chờ thủ trưởng xác nhận» nên không sửa được nữa" in page.text
    assert "Một câu dài đã gõ" in page.text
    assert dossier.nominations.count() == 1


def test_title_and_summary_are_mended(draft, town, client_of):
    client = client_of(town.clerk)
    assert client.get(url("edit", draft)).status_code == 200
    client.post(url("edit", draft), {"title": "Tên mới", "summary": "Một\n\n\nhai"})
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Tên mới", "Một\n\nhai")
    assert client.post(url("edit", draft), {"title": ""}).status_code == 422


# --- tệp đính kèm -------------------------------------------------------------------------------


def test_papers_are_brought_one_for_each_part(draft, town, client_of, tiny_pdf):
    client = client_of(town.clerk)
    page = client.get(draft.get_absolute_url())
    assert page.context["upload_form"].initial == {"part": DossierPart.SUBMISSION_LETTER}
    answer = client.post(
        url("attach", draft),
        {"part": "submission_letter", "file": tiny_pdf("Tờ trình số 45.pdf")},
        follow=True,
    )
    assert "Đã tải lên «Tờ trình số 45.pdf»." in answer.text
    assert answer.context["upload_form"].initial == {"part": DossierPart.ACHIEVEMENT_REPORT}
    client.post(url("attach", draft), {"part": "submission_letter", "file": tiny_pdf("b.pdf")})
    paper = draft.attachments.get()
    assert (paper.name, paper.page_count) == ("Tờ trình số 45.pdf", 1)
    client.post(url("detach", draft, paper.pk))
    assert not draft.attachments.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Tờ trình.pdf", b"", "rỗng, không có nội dung"),
        ("Tờ trình.docx", TINY_PDF, "thật ra là tệp PDF"),
        ("Tờ trình.pdf", b"%PDF-1.4 hong", "hỏng"),
        ("cai-dat.pdf", b"MZ" + b"0" * 99, "chương trình máy tính"),
        ("Tờ trình.pdf", b"%PDF-1.4\n" + b"0" * (25 * 1024 * 1024), "lớn hơn 25 MB"),
    ],
    ids=["empty", "renamed", "damaged", "program", "too large"],
)
def test_a_wrong_file_is_told_for_what_it_is(name, content, words, request):
    town, client_of, tiny_pdf = map(request.getfixturevalue, ("town", "client_of", "tiny_pdf"))
    draft = town.draft(papers=False)
    typed = {"part": "minutes", "file": tiny_pdf(name, content)}
    page = client_of(town.clerk).post(url("attach", draft), typed)
    assert page.status_code == 422
    assert words in page.text
    assert page.context["upload_form"]["part"].value() == "minutes"
    assert not draft.attachments.exists()


def test_a_paper_is_fetched_with_its_own_name_and_kind(town, client_of):
    dossier = town.filed()
    paper = AttachmentFactory(dossier=dossier, part="ballot", name="Kết quả bỏ phiếu.pdf")
    for person in (town.clerk, town.head, town.officer):
        answer = client_of(person).get(url("download", dossier, paper.pk))
        assert b"".join(answer.streaming_content) == TINY_PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        named = answer["Content-Disposition"].removeprefix("attachment; filename*=utf-8''")
        assert unquote(named) == "Kết quả bỏ phiếu.pdf"
    for name in ("attachment", "download"):
        assert client_of(town.stranger).get(url(name, dossier, paper.pk)).status_code == 404
    readings = Reading.objects.of(dossier).values_list("user__full_name", "how")
    assert list(readings) == [(town.officer.full_name, "download")]
    other = town.draft()
    assert client_of(town.clerk).get(url("attachment", other, paper.pk)).status_code == 404


# --- chuyển, xác nhận ---------------------------------------------------------------------------


def test_a_clerk_is_told_what_the_draft_lacks_before_and_after_pressing(draft, town, client_of):
    client = client_of(town.clerk)
    assert "Thiếu biên bản họp xét" in client.get(draft.get_absolute_url()).text
    answer = client.post(url("hand_over", draft), {"seen": 0}, follow=True)
    assert "Danh sách đề nghị đang trống" in answer.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_head_sees_what_is_filed_and_files_it(town, client_of):
    dossier = town.draft(persons=2, collectives=1)
    client_of(town.clerk).post(url("hand_over", dossier), {"seen": 0})
    client = client_of(town.head)
    page = client.get(url("confirm_page", dossier))
    for line in dossier.nominations.all():
        assert line.addressed in page.text
    assert "Biên bản họp xét.pdf" in page.text
    assert town.clerk.full_name in page.text
    assert [(q.honouree_kind, n) for q, n in page.context["asked"]] == [
        ("collective", 1),
        ("person", 2),
    ]
    sent = {"seen": page.context["seen"]}
    silent = client.post(url("confirm", dossier), sent)
    assert silent.status_code == 422
    assert silent.text.count("Đọc lời cam đoan rồi đánh dấu") == 2  # above, and at its box
    sent |= {"declaration": "on"}
    answer = client.post(url("confirm", dossier), sent, follow=True)
    assert "Đã xác nhận và nộp hồ sơ cho Phòng Nội vụ." in answer.text
    again = client.post(url("confirm", dossier), sent, follow=True)
    assert "đã được ghi nhận trước đó" in again.text
    declared = dossier.events.get(action="confirm").facts["declaration"]
    assert declared.startswith("Tôi cam đoan")
    assert declared in page.text


def test_a_confirmation_that_is_refused_comes_back_to_its_page(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier.attachments.filter(part="minutes").delete()
    page = client_of(town.head).post(url("confirm", dossier), {"declaration": "on"})
    assert page.status_code == 422
    assert "Thiếu biên bản họp xét" in page.text
    assert "Đây là toàn bộ" not in page.text  # the page of the confirmation, with what is missing
    assert "Chưa nộp được" in page.text


def test_the_confirmation_page_is_the_heads_alone(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    assert client_of(town.clerk).get(url("confirm_page", dossier)).status_code == 302
    assert client_of(town.officer).get(url("confirm_page", dossier)).status_code == 404
    sent = {"declaration": "on"}
    assert client_of(town.clerk).post(url("confirm", dossier), sent).status_code == 403


def test_sent_back_the_clerk_reads_why(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    mark = seen_mark(dossier)
    empty = client_of(town.head).post(url("send_back", dossier), {"note": " ", "seen": mark})
    assert empty.status_code == 422
    client_of(town.head).post(url("send_back", dossier), {"note": "Thiếu chữ ký", "seen": mark})
    page = client_of(town.clerk).get(dossier.get_absolute_url())
    assert f"Cần sửa theo ý kiến {town.head.full_name}:" in page.text
    assert "Thiếu chữ ký" in page.text


def test_a_stale_page_says_what_changed_and_keeps_the_words(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    mark = seen_mark(dossier)
    dossier_transitions.take_back(dossier, by=town.clerk)
    page = client_of(town.head).post(
        url("send_back", dossier), {"note": "Ba dòng ý kiến đã gõ", "seen": mark}
    )
    assert page.status_code == 409
    assert f"{town.clerk.full_name}: cán bộ lấy lại để sửa" in page.text
    assert "Ba dòng ý kiến đã gõ</textarea>" in page.text
    assert not page.context["typed"].is_open  # nothing to send any more, the words can be copied
    dossier_transitions.hand_over(dossier, by=town.clerk)
    page = client_of(town.head).post(
        url("send_back", dossier), {"note": "Ba dòng ý kiến đã gõ", "seen": mark}
    )
    again = {"note": "Ba dòng ý kiến đã gõ", "seen": page.context["seen"]}
    assert page.context["typed"].is_open
    client_of(town.head).post(url("send_back", dossier), again)
    dossier.refresh_from_db()
    assert dossier.state == "draft"


def test_strangers_find_nothing(town, client_of):
    dossier = DossierFactory(draft=True, plan=town.plan, papers=True)
    line, paper = dossier.nominations.get(), dossier.attachments.first()
    client = client_of(town.stranger)
    for name, more in (
        ("dossier", ()),
        ("edit", ()),
        ("nominee_add", ()),
        ("nominee_edit", (line.pk,)),
        ("import", ()),
        ("attachment", (paper.pk,)),
        ("receipt", ()),
        ("confirm_page", ()),
        ("remove_line", (line.pk,)),
    ):
        assert client.get(url(name, dossier, *more)).status_code == 404, name
    for name, more in (
        ("delete", ()),
        ("hand_over", ()),
        ("confirm", ()),
        ("receive", ()),
        ("assign", ()),
        ("give_verdicts", ()),
        ("decline_lines", ()),
        ("nominee_delete", (line.pk,)),
        ("nominee_up", (line.pk,)),
        ("nominee_sort", ()),
        ("attach", ()),
        ("detach", (paper.pk,)),
        ("import_save", (1,)),
    ):
        assert client.post(url(name, dossier, *more)).status_code == 404, name


def test_the_list_is_searched_without_accents(town, client_of):
    other = UnitFactory(name="Ủy ban nhân dân xã Long Bình")
    plan = AwardPlanFactory(approved=True, campaign__organiser=other)
    mine = DossierFactory(received=True, plan=town.plan, title="Tổng kết nông thôn mới")
    theirs = DossierFactory(received=True, plan=plan, title="Gương người tốt", persons=0)
    NominationFactory(dossier=theirs, full_name="Huỳnh Minh Thành")
    client = client_of(town.officer)

    def found(**asked):
        return {row[0] for row in client.get(reverse("dossiers:list"), asked).context["rows"]}

    assert found(q="nong thon") == {mine}
    assert found(q="huynh thanh") == {theirs}
    assert found(q="long binh") == {theirs}
    assert found(q=mine.ref.lower()) == {mine}
    assert found(q=theirs.one_stop_code) == {theirs}
    assert found(q="không có gì như thế") == set()
    assert found(state="received", year="2023", category="thematic") == {mine, theirs}
    assert found(state="filed") == set()
    assert found(unit=other.pk) == {theirs}
    nothing = client.get(reverse("dossiers:list"), {"q": "xyz"})
    assert "Không tìm thấy hồ sơ nào" in nothing.text
