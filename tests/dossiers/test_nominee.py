"""The list of a draft: what is asked of whom, mended in place, ordered, copied, brought back."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Nomination
from dossiers.queries import columns as columns_queries, nominee as nominee_queries
from dossiers.services import nominee as nominee_services
from honourees.queries import match as match_queries
from law.enums import Rating
from nganam_awards.core.refusals import Refused
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(town):
    return town.draft(persons=0)


def url(name, dossier, *args):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *args])


def typed(line, **changed):
    """What the form of this line sends back, changed where asked."""
    fields = ("honouree_kind", "full_name", "gender", "position", "working_unit", "achievement")
    sent = {name: getattr(line, name) for name in fields}
    return sent | {"birth": line.birth_year or "", "award_type": line.award_type_id} | changed


def names(dossier):
    return [line.full_name for line in dossier.nominations.all()]


@pytest.fixture
def three(draft):
    return [
        NominationFactory(dossier=draft, full_name=name, order=order)
        for order, name in enumerate(("Trần Văn Út", "Lê Văn An", "Võ Thị Sáu"), start=1)
    ]


# --- what the unit states ----------------------------------------------------------------------


def test_what_the_unit_found_is_kept_and_shown(draft, three, town, client_of):
    found = {
        "votes_for": "14",
        "votes_total": "15",
        "rating": Rating.GOOD,
        "service_months": "12",
        "initiative": "Quyết định 45/QĐ-UBND ngày 12/10/2023",
        "discipline": "clear",
        "group": "direct",
    }
    client = client_of(town.clerk)
    client.post(url("nominee_edit", draft, three[0].pk), typed(three[0], **found))
    line = Nomination.objects.get(pk=three[0].pk)
    assert (line.votes_for, line.votes_total, line.service_months) == (14, 15, 12)
    page = client.get(draft.get_absolute_url()).text
    assert "14/15 phiếu · Hoàn thành tốt nhiệm vụ · 12 tháng" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"votes_for": "16", "votes_total": "15"}, "16 phiếu đồng ý nhiều hơn tổng số 15 phiếu."),
        ({"votes_for": "16"}, "Ghi tổng số phiếu."),
        ({"votes_total": "15"}, "Ghi số phiếu đồng ý."),
        ({"service_months": "13"}, "13 không hợp lý; ghi từ 0 đến 12."),
        ({"headcount": "12"}, "Cá nhân không ghi «Số người của tập thể»; xóa ô này."),
        ({"votes_total": "mười"}, "«mười» không phải số nguyên; ghi từ 1 đến 9999."),
    ],
)
def test_an_impossible_value_stays_typed_beside_its_reason(changed, words, three, town, client_of):
    answer = client_of(town.clerk).post(
        url("nominee_edit", three[0].dossier, three[0].pk), typed(three[0], **changed)
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{next(iter(changed.values()))}"' in answer.text


# --- in its place ------------------------------------------------------------------------------


def test_a_row_opens_and_closes_in_its_place(draft, three, town, client_of):
    client = client_of(town.clerk)
    address = url("nominee_edit", draft, three[1].pk)
    opened = client.get(address, headers=HTMX).text
    assert "<html" not in opened
    assert f'hx-post="{address}"' in opened
    assert 'value="Lê Văn An"' in opened
    closed = client.get(f"{address}?xem=dong", headers=HTMX).text
    assert "<form" not in closed
    assert "Lê Văn An" in closed


def test_a_row_put_away_asks_the_register_for_itself_alone(
    draft, three, town, client_of, monkeypatch
):
    asked, likely = [], match_queries.likely

    def told(candidates, **more):
        asked.append([one.full_name for one in candidates])
        return likely(candidates, **more)

    monkeypatch.setattr(match_queries, "likely", told)
    address = url("nominee_edit", draft, three[1].pk)
    Nomination.objects.filter(pk=three[1].pk).update(gender="")
    closed = client_of(town.clerk).get(f"{address}?xem=dong", headers=HTMX).text
    assert asked == [["Lê Văn An"]]
    assert "Chưa chọn Ông, Bà" in closed


def test_what_wants_a_look_is_still_counted_beside_a_row_written_in_its_place(
    draft, three, town, client_of
):
    client = client_of(town.clerk)
    Nomination.objects.filter(pk__in=[three[0].pk, three[2].pk]).update(gender="")
    link = f'href="{draft.get_absolute_url()}?xem=can-xem#danh-sach">2 dòng nên xem</a>'
    assert link in client.get(draft.get_absolute_url()).text
    sent = typed(three[1], position="Bí thư chi bộ", place=2)
    answer = client.post(url("nominee_edit", draft, three[1].pk), sent, headers=HTMX)
    assert link in answer.text


def test_a_row_is_written_in_its_place_with_what_is_still_missing(draft, three, town, client_of):
    address = url("nominee_edit", draft, three[1].pk)
    sent = typed(three[1], position="Bí thư chi bộ", place=2)
    answer = client_of(town.clerk).post(address, sent, headers=HTMX)
    assert "Bí thư chi bộ" in answer.text
    assert 'id="truoc-khi-chuyen"' in answer.text
    assert "Đã lưu Lê Văn An." in answer.text
    refused = client_of(town.clerk).post(
        address, typed(three[1], full_name="", position="Khác"), headers=HTMX
    )
    assert refused.status_code == 422
    assert 'value="Khác"' in refused.text


def test_a_new_number_moves_the_row_and_the_page_is_drawn_again(draft, three, town, client_of):
    address = url("nominee_edit", draft, three[2].pk)
    answer = client_of(town.clerk).post(address, typed(three[2], place=1), headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert names(draft) == ["Võ Thị Sáu", "Trần Văn Út", "Lê Văn An"]


def test_the_page_costs_the_same_with_a_row_open_however_long_the_list(
    draft, three, town, client_of
):
    client = client_of(town.clerk)
    address = url("nominee_edit", draft, three[1].pk)

    def cost():
        with CaptureQueriesContext(connection) as told:
            client.post(address, typed(three[1], place=2), headers=HTMX)
        return len(told)

    cost()
    few = cost()
    NominationFactory.create_batch(40, dossier=draft)
    assert cost() == few


# --- order -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, "CABDE"), (2, "ACBDE"), (3, "ABCDE"), (5, "ABDEC"), (99, "ABDEC")],
)
def test_a_line_goes_to_its_number_among_its_kind(place, expected, draft, town):
    lines = [
        NominationFactory(dossier=draft, full_name=name, order=order)
        for order, name in enumerate("ABCDE", start=1)
    ]
    NominationFactory(dossier=draft, collective=True, full_name="Khóm 1", order=3)
    nominee_services.place_line(lines[2], place, by=town.clerk)
    rows = draft.nominations.as_filed()
    assert "".join(row.full_name for row in rows if row.full_name != "Khóm 1") == expected


def test_a_line_that_is_gone_goes_nowhere(draft, three, town):
    three[0].delete()
    three[0].pk = 1
    with pytest.raises(Refused, match="vừa bị xóa"):
        nominee_services.place_line(three[0], 2, by=town.clerk)


# --- copied, taken off, brought back -----------------------------------------------------------


def test_another_like_this_starts_from_what_is_shared(draft, three, town, client_of):
    Nomination.objects.filter(pk=three[0].pk).update(votes_for=15, votes_total=15)
    page = client_of(town.clerk).get(f"{url('nominee_add', draft)}?giong={three[0].pk}").text
    assert three[0].achievement in page
    assert 'value="15"' in page
    assert three[0].full_name not in page
    assert draft.nominations.count() == 3
    other = NominationFactory(dossier=town.draft())
    foreign = client_of(town.clerk).get(f"{url('nominee_add', draft)}?giong={other.pk}")
    assert foreign.status_code == 404


def test_what_was_taken_off_comes_back_as_it_was(draft, three, town, client_of):
    client = client_of(town.clerk)
    before = [listing_values(line) for line in draft.nominations.all()]
    for line in three[:2]:
        client.post(url("nominee_delete", draft, line.pk))
    page = client.get(draft.get_absolute_url()).text
    assert "Vừa xóa Lê Văn An." in page
    assert "đã được xóa" in client.post(url("nominee_delete", draft, three[1].pk), follow=True).text
    for _ in range(2):
        client.post(url("nominee_undo", draft))
    assert [listing_values(line) for line in draft.nominations.all()] == before
    again = client.post(url("nominee_undo", draft), follow=True).text
    assert "Không còn dòng nào để đưa trở lại." in again
    assert "Hoàn tác" not in again


def test_a_line_that_was_typed_again_is_not_brought_back_twice(draft, three, town, client_of):
    client = client_of(town.clerk)
    sent = typed(three[0])
    client.post(url("nominee_delete", draft, three[0].pk))
    client.post(url("nominee_add", draft), sent)
    answer = client.post(url("nominee_undo", draft), follow=True)
    assert answer.status_code == 200
    assert "Trần Văn Út đã có trong danh sách này." in answer.text
    assert names(draft).count("Trần Văn Út") == 1


def listing_values(line):
    return columns_queries.as_plain(line)


def test_nobody_brings_back_what_another_took_off(draft, three, town, client_of):
    client_of(town.clerk).post(url("nominee_delete", draft, three[0].pk))
    page = client_of(town.head).get(draft.get_absolute_url()).text
    assert "Hoàn tác" not in page
    assert client_of(town.stranger).post(url("nominee_undo", draft)).status_code == 404


# --- names as papers print them ----------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        ("person", "Trần thị bé ba", "Trần Thị Bé Ba"),
        ("collective", "HỘI PHỤ NỮ khóm 5", "Hội Phụ nữ khóm 5"),
    ],
)
def test_capitals_are_offered_at_the_row_and_written_by_one_click(told, draft, town, client_of):
    kind, typed, meant = told
    line = NominationFactory(dossier=draft, honouree_kind=kind, full_name=typed)
    client = client_of(town.clerk)
    page = client.get(draft.get_absolute_url()).text
    assert f"«{meant}»" in page
    line.refresh_from_db()
    assert line.full_name == typed  # nothing is changed unasked
    client.post(url("nominee_name", draft, line.pk), {"shown": typed})
    line.refresh_from_db()
    assert line.full_name == meant
    assert "Dùng tên này" not in client.get(draft.get_absolute_url()).text


def test_a_name_that_moved_on_meanwhile_stays(draft, town, client_of):
    line = NominationFactory(dossier=draft, full_name="Trần thị bé tư")
    client = client_of(town.clerk)
    answer = client.post(
        url("nominee_name", draft, line.pk), {"shown": "Trần thị bé ba"}, follow=True
    )
    assert "vừa được sửa" in answer.text
    line.refresh_from_db()
    assert line.full_name == "Trần thị bé tư"
    assert client_of(town.stranger).post(url("nominee_name", draft, line.pk)).status_code == 404


@pytest.mark.parametrize(
    "typed", ["Hộ ông Lê Văn Tám", "hộ gia đình ông Lê Văn Tám", "Hộ Lê Văn Tám", "Lê Văn Tám"]
)
def test_a_household_is_called_one_once(typed):
    name, _ = nominee_queries.tidied("household", typed)
    assert name == "Lê Văn Tám"
    line = Nomination(honouree_kind="household", full_name=typed, gender="male")
    assert line.addressed.lower().count("hộ ") == 1


def test_a_service_stores_text_as_forms_do(draft, town):
    name = unicodedata.normalize("NFD", "Lê\u200b Văn Tám\u2060")
    line = Nomination(full_name=name, award_type=NominationFactory(dossier=draft).award_type)
    [kept, *_] = nominee_services.add_lines(draft, [line], by=town.clerk)
    assert Nomination.objects.get(pk=kept.pk).full_name == "Lê Văn Tám"
