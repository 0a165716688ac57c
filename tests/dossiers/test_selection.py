"""Many lines of a draft at once: another award, another place, off the list, and back again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.enums import PaperType
from dossiers.models import Nomination
from dossiers.queries import nominee as nominee_queries
from dossiers.services import (
    nominee as nominee_services,
    selection as selection_services,
    unit_paper as unit_paper_services,
)
from law.enums import Category, DossierPart
from law.models import AwardType
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town):
    """A draft of yearly titles: every award of the town may be asked."""
    return DossierFactory(
        plan=None,
        unit=town.ward,
        created_by=town.clerk,
        category=Category.MERIT,
        merit_year=2023,
        persons=0,
    )


@pytest.fixture
def lines(draft):
    """Five persons and a collective that ask «Lao động tiên tiến» and its twin for collectives."""
    return [
        *(
            NominationFactory(
                dossier=draft, full_name=f"Trần Văn {name}", order=order, award_type=award("LDTT")
            )
            for order, name in enumerate("ABCDE", start=1)
        ),
        NominationFactory(
            dossier=draft, collective=True, full_name="Khóm 1", order=6, award_type=award("TTLDTT")
        ),
    ]


def award(code):
    return AwardType.objects.get(code=code)


def keys(lines):
    return [line.pk for line in lines]


def asked(draft):
    rows = draft.nominations.order_by("order", "pk")
    return [(row.full_name[-1], row.award_type.code, row.version) for row in rows]


def award_taken_back(draft, given, town):
    return selection_services.take_award_back(
        draft, given.award.pk, given.earlier, given.added, by=town.clerk
    )


def url(name, draft, *args):
    return reverse(f"dossiers:{name}", args=[draft.ref, *args])


def queries(call):
    with CaptureQueriesContext(connection) as told:
        call()
    return len(told)


# --- another award -----------------------------------------------------------------------------


def test_an_award_is_given_to_all_but_those_it_is_not_for(draft, lines, town):
    twin = NominationFactory(dossier=draft, full_name="Trần Văn B", award_type=award("CSTDCS"))
    given = selection_services.give_award(
        draft, keys([*lines[:3], lines[5]]), award("CSTDCS").pk, by=town.clerk
    )
    assert given.earlier == {
        lines[0].pk: ("Trần Văn A", award("LDTT").pk),
        lines[2].pk: ("Trần Văn C", award("LDTT").pk),
    }
    assert given.refused == [
        ("Trần Văn B", f"đã có dòng khác được đề nghị {award('CSTDCS').name}"),
        ("Khóm 1", f"{award('CSTDCS').name} không dành cho tập thể"),
    ]
    twin.refresh_from_db()
    assert twin.version == 1
    assert ("A", "CSTDCS", 2) in asked(draft)
    assert ("1", "TTLDTT", 1) in asked(draft)


def test_a_title_brings_what_it_stands_on_and_takes_it_along_again(draft, lines, town):
    before = asked(draft)
    plain = award("GK").pk
    Nomination.objects.filter(pk=lines[1].pk).update(award_type=plain)
    given = selection_services.give_award(draft, keys(lines[:2]), award("CSTDCS").pk, by=town.clerk)
    # A asked the lower title himself and now stands without it, as B does: both rows are brought.
    assert [row[:2] for row in asked(draft)][:4] == [
        ("A", "CSTDCS"), ("A", "LDTT"), ("B", "CSTDCS"), ("B", "LDTT")
    ]  # fmt: skip
    assert len(given.added) == 2
    assert award_taken_back(draft, given, town) == (2, [])
    assert [row[:2] for row in asked(draft)] == [
        (name, "GK" if name == "B" else code) for name, code, _ in before
    ]


def test_what_moved_on_since_is_not_taken_back(draft, lines, town):
    given = selection_services.give_award(draft, keys(lines[:2]), award("GK").pk, by=town.clerk)
    Nomination.objects.filter(pk=lines[0].pk).update(award_type=award("CSTDCS"))
    told = [("Trần Văn A", "đã được đổi hình thức lần nữa")]
    assert award_taken_back(draft, given, town) == (1, told)
    assert [row[1] for row in asked(draft)][:2] == ["CSTDCS", "LDTT"]
    assert award_taken_back(draft, given, town) == (0, told)


def test_of_a_line_that_is_gone_the_award_is_told_by_name(draft, lines, town):
    given = selection_services.give_award(draft, keys(lines[:2]), award("GK").pk, by=town.clerk)
    lines[0].delete()
    told = [("Trần Văn A", "không còn trong danh sách")]
    assert award_taken_back(draft, given, town) == (1, told)


def test_an_award_that_made_a_twin_single_goes_back_to_the_pair(draft, lines, town):
    twin = NominationFactory(
        dossier=draft, full_name="Trần Văn A", order=7, award_type=award("LDTT")
    )
    assert nominee_queries.stands_already(draft, twin)
    given = selection_services.give_award(draft, [twin.pk], award("GK").pk, by=town.clerk)
    assert award_taken_back(draft, given, town) == (1, [])
    assert [code for name, code, _ in asked(draft) if name == "A"] == ["LDTT", "LDTT"]
    with pytest.raises(AlreadyDone, match="đã trở lại hình thức trước"):
        award_taken_back(draft, given, town)


@pytest.mark.parametrize("wanted", [None, 987_654])
def test_an_award_that_is_not_offered_is_given_to_nobody(wanted, draft, lines, town):
    with pytest.raises(Refused, match="không đề nghị được hình thức"):
        selection_services.give_award(draft, keys(lines), wanted, by=town.clerk)


# --- off the list, and back --------------------------------------------------------------------


def test_lines_go_but_those_that_papers_hang_on_and_come_back_as_they_were(draft, lines, town):
    unit_paper_services.write(draft, PaperType.REPORT, line=lines[4], by=town.clerk)
    before = list(draft.nominations.order_by("pk").values())
    removed = selection_services.remove_lines(draft, keys(lines[1:]), by=town.clerk)
    assert [(one.name, "báo cáo thành tích" in one.why) for one in removed.refused] == [
        ("Trần Văn E", True)
    ]
    assert [name for name, *_ in asked(draft)] == ["A", "E"]
    with pytest.raises(AlreadyDone, match="không còn trong danh sách"):
        selection_services.remove_lines(draft, keys(lines[1:3]), by=town.clerk)
    assert selection_services.restore_lines(draft, removed.lines, by=town.clerk) == (4, [])
    assert list(draft.nominations.order_by("pk").values()) == before
    with pytest.raises(AlreadyDone, match="đã trở lại danh sách"):
        selection_services.restore_lines(draft, removed.lines, by=town.clerk)
    assert list(draft.nominations.order_by("pk").values()) == before


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_line_comes_back_with_its_files_and_how_often_it_was_written(
    is_alone, draft, lines, town
):
    report = AttachmentFactory(
        dossier=draft, part=DossierPart.ACHIEVEMENT_REPORT, line=lines[1], name="Báo cáo B.pdf"
    )
    Nomination.objects.filter(pk=lines[1].pk).update(version=7)
    before = list(draft.nominations.order_by("pk").values())
    if is_alone:
        line = draft.nominations.get(pk=lines[1].pk)
        kept = nominee_services.remove_line(line, by=town.clerk)
    else:
        [kept] = selection_services.remove_lines(draft, [lines[1].pk], by=town.clerk).lines
    report.refresh_from_db()
    assert report.line_id is None
    if is_alone:
        nominee_services.restore_line(draft, kept, by=town.clerk)
    else:
        selection_services.restore_lines(draft, [kept], by=town.clerk)
    report.refresh_from_db()
    assert report.line_id == lines[1].pk
    assert list(draft.nominations.order_by("pk").values()) == before


def test_a_file_that_found_another_line_meanwhile_stays_there(draft, lines, town):
    report = AttachmentFactory(
        dossier=draft, part=DossierPart.ACHIEVEMENT_REPORT, line=lines[1], name="Báo cáo B.pdf"
    )
    removed = selection_services.remove_lines(draft, [lines[1].pk], by=town.clerk)
    draft.attachments.filter(pk=report.pk).update(line=lines[2])
    selection_services.restore_lines(draft, removed.lines, by=town.clerk)
    report.refresh_from_db()
    assert report.line_id == lines[2].pk


def test_bringing_many_back_costs_as_many_queries_as_few(draft, town):
    def cost(count):
        rows = NominationFactory.create_batch(count, dossier=draft, award_type=award("LDTT"))
        for row in rows:
            content = b"%PDF-1.4 " + str(row.pk).encode()
            part = DossierPart.ACHIEVEMENT_REPORT
            AttachmentFactory(dossier=draft, part=part, line=row, content=content)
        kept = selection_services.remove_lines(draft, keys(rows), by=town.clerk).lines
        return queries(lambda: selection_services.restore_lines(draft, kept, by=town.clerk))

    assert cost(12) == cost(2)


# --- another place -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", [("DE", 1, "DEABC"), ("AC", 2, "BACDE"), ("AB", 99, "CDEAB"), ("C", 3, "ABCDE")]
)
def test_ticked_lines_move_together_in_their_order(told, draft, lines, town):
    moved, place, expected = told
    chosen = [line for line in lines[:5] if line.full_name[-1] in moved]
    placed = selection_services.place_lines(draft, keys(chosen), place, by=town.clerk)
    assert placed == (len(moved), expected.index(moved[0]) + 1)
    assert "".join(name for name, *_ in asked(draft) if name != "1") == expected


def test_kinds_are_numbered_apart_and_do_not_move_together(draft, lines, town):
    with pytest.raises(Refused, match="đánh số riêng"):
        selection_services.place_lines(draft, keys([lines[0], lines[5]]), 1, by=town.clerk)


# --- who, when, how much -----------------------------------------------------------------------

ACTS = {
    "award": lambda draft, pks, by: selection_services.give_award(
        draft, pks, award("GK").pk, by=by
    ),
    "place": lambda draft, pks, by: selection_services.place_lines(draft, pks, 1, by=by),
    "remove": lambda draft, pks, by: selection_services.remove_lines(draft, pks, by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_clerk_and_nothing_once_it_left(act, draft, lines, town):
    with pytest.raises(PermissionDenied):
        ACTS[act](draft, keys(lines[:2]), town.stranger)
    handed = town.draft(persons=2, state="awaiting_head")
    with pytest.raises(Refused):
        ACTS[act](handed, keys(handed.nominations.all()), town.clerk)
    elsewhere = keys(town.draft(persons=1).nominations.all())
    with pytest.raises(Refused):  # another dossier's lines are not in this list
        ACTS[act](draft, elsewhere, town.clerk)


def test_the_list_and_the_keys_are_read_once(draft, lines, town):
    class Keys(list):
        reads = 0

        def __iter__(self):
            self.reads += 1
            return super().__iter__()

    chosen = Keys(keys(lines[2:4]))
    with CaptureQueriesContext(connection) as told:
        selection_services.place_lines(draft, chosen, 1, by=town.clerk)
    assert chosen.reads == 1
    assert sum('FROM "dossiers_nomination"' in one["sql"] for one in told) == 1


@pytest.mark.parametrize("act", ACTS)
def test_many_cost_as_many_queries_as_few(act, town):
    def cost(count):
        dossier = DossierFactory(
            plan=None, unit=town.ward, created_by=town.clerk, category=Category.MERIT,
            merit_year=2023, persons=0,
        )  # fmt: skip
        rows = NominationFactory.create_batch(count, dossier=dossier, award_type=award("LDTT"))
        for order, row in enumerate(rows):
            Nomination.objects.filter(pk=row.pk).update(order=order)
        chosen = keys(rows[1:])
        return queries(lambda: ACTS[act](dossier, chosen, town.clerk))

    cost(3)
    assert cost(60) == cost(4)


# --- the page ----------------------------------------------------------------------------------


def test_ticked_lines_are_changed_and_taken_back_from_the_page(draft, lines, town, client_of):
    client = client_of(town.clerk)
    page = draft.get_absolute_url()
    sent = {"dong": keys(lines[:2]), "award_type": award("GK").pk, "q": "tran", "page": 1}
    answer = client.post(url("selection_award", draft), sent)
    assert answer.url == f"{page}?q=tran#danh-sach"
    told = client.get(page).text
    assert "đổi hình thức của 2 dòng thành Giấy khen" in told
    assert "Hoàn tác" in told
    client.post(url("nominee_undo", draft))
    assert [code for _, code, _ in asked(draft)][:2] == ["LDTT", "LDTT"]

    client.post(url("selection_remove", draft), {"dong": keys(lines[:3])})
    assert "Vừa bỏ 3 dòng (Trần Văn A, Trần Văn B và 1 dòng khác)" in client.get(page).text
    client.post(url("nominee_undo", draft))
    assert draft.nominations.count() == 6
    assert "Hoàn tác" not in client.get(page).text


def test_one_row_of_a_twin_pair_comes_back_from_the_page(draft, lines, town, client_of):
    twin = NominationFactory(
        dossier=draft, full_name="Trần Văn A", birth_year=lines[0].birth_year,
        achievement="Chỉ dòng này ghi.", award_type=award("LDTT"), order=7,
    )  # fmt: skip
    client = client_of(town.clerk)
    for name, args, sent in (
        ("selection_remove", (), {"dong": [twin.pk]}),
        ("nominee_delete", (twin.pk,), {}),
    ):
        client.post(url(name, draft, *args), sent)
        assert not draft.nominations.filter(pk=twin.pk).exists()
        told = client.post(url("nominee_undo", draft), follow=True).text
        assert "Đã hoàn tác." in told or "Đã đưa Trần Văn A trở lại danh sách." in told
        assert draft.nominations.get(pk=twin.pk).achievement == "Chỉ dòng này ghi."


def test_what_could_not_come_back_is_not_called_done_and_stays_offered(
    draft, lines, town, client_of
):
    client = client_of(town.clerk)
    sent = {"dong": [lines[0].pk], "award_type": award("GK").pk}
    client.post(url("selection_award", draft), sent)
    Nomination.objects.filter(pk=lines[0].pk).update(award_type=award("CSTDCS"))
    told = client.post(url("nominee_undo", draft), follow=True).text
    assert "Chưa hoàn tác được 1 dòng: Trần Văn A (đã được đổi hình thức lần nữa)" in told
    assert "Đã hoàn tác." not in told
    Nomination.objects.filter(pk=lines[0].pk).update(award_type=award("GK"))
    told = client.post(url("nominee_undo", draft), follow=True).text
    assert "Đã hoàn tác." in told
    assert "Vừa đổi hình thức" not in told


def test_the_number_told_is_the_one_where_they_stand(draft, lines, town, client_of):
    sent = {"dong": keys(lines[:2]), "place": "500"}
    told = client_of(town.clerk).post(url("selection_place", draft), sent, follow=True).text
    assert "Đã chuyển 2 dòng đến số 4." in told


def test_all_that_were_found_are_taken_while_they_are_as_many_as_was_said(
    draft, lines, town, client_of
):
    client = client_of(town.clerk)
    found = {"ca": 5, "q": "trần văn", "xem": ""}
    told = client.post(url("selection_remove", draft), found | {"ca": 4}, follow=True).text
    assert "nay có 5 dòng, không phải 4" in told
    assert draft.nominations.count() == 6
    client.post(url("selection_remove", draft), found)
    assert [row.full_name for row in draft.nominations.all()] == ["Khóm 1"]


@pytest.mark.parametrize(
    "said",
    [
        ("selection_remove", {}, "Chưa chọn dòng nào."),
        ("selection_award", {"dong": ["x"], "award_type": "x"}, "không đề nghị được hình thức"),
        ("selection_place", {"dong": ["1"], "place": "abc"}, "Ghi số thứ tự mới"),
        ("selection_remove", {"dong": ["987654"]}, "không còn trong danh sách"),
    ],
)
def test_nonsense_is_told_and_changes_nothing(said, draft, lines, town, client_of):
    name, sent, told = said
    before = asked(draft)
    assert told in client_of(town.clerk).post(url(name, draft), sent, follow=True).text
    assert asked(draft) == before
    assert client_of(town.stranger).post(url(name, draft), sent).status_code == 404
