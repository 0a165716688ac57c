"""Papers of the Council: numbered in its own books, their figures those of the count."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from django.urls import reverse

from council.models import CouncilCase, CouncilSession
from council.queries import paper as paper_queries
from council.queries.count import percent_words
from council.services import case as case_services, paper_count as paper_count_services
from council.transitions import case as case_transitions, session as session_transitions
from law.models import NumberEntry
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.factories.campaigns import chairman
from tests.factories.council import (
    PLACE,
    CaseFactory,
    SessionFactory,
    everybody_votes,
    lines_for,
    the_council,
)
from tests.factories.units import GrantFactory, UserFactory


pytestmark = pytest.mark.django_db


def ballots_of(case: CouncilCase) -> Document | None:
    return paper_queries.ballots_of_all([case]).get(case.pk)


def told(document):
    """All words of a paper in their order, tables cell by cell."""
    found = []
    for block in registry.words_of(Document.objects.get(pk=document.pk))["blocks"]:
        found.append(block["text"])
        if block["table"]:
            rows = [row for part in block["table"]["sections"] for row in part["rows"]]
            found += [" | ".join(cells).replace("\n", ", ") for cells in rows]
    return "\n".join(found)


def drawn(document):
    render(document.pk)
    document.refresh_from_db()
    assert document.is_ready, document.failure
    return pypdf.PdfReader(io.BytesIO(Path(document.file.path).read_bytes()))


def held(*, against=0):
    """A session of eleven: one case closed with so many lines failed, one put off, all over."""
    council = the_council(11)
    lines = lines_for("CSTDCS", 3)
    [case] = case_services.add_by_hand(lines, form="secret", by=council.head)
    [left] = case_services.add_by_hand(lines_for("TTLDTT", 1), form="open", by=council.head)
    obj = SessionFactory(under_way=True, cases=[case, left], absent=[council.members[0]])
    case_transitions.open_vote(fresh(case), by=council.chair)
    everybody_votes(fresh(case), against=lines[:against])
    case_transitions.close_vote(fresh(case), by=council.chair)
    case_transitions.put_off(fresh(left), by=council.chair, note="Chờ xác minh đơn phản ánh.")
    session_transitions.finish(obj, by=council.secretary)
    return CouncilSession.objects.get(pk=obj.pk), fresh(case), fresh(left)


def fresh(case):
    return CouncilCase.objects.select_related("session", "award_type").get(pk=case.pk)


def test_each_paper_has_the_next_number_of_its_own_series():
    obj, case, _ = held()
    assert obj.invitation.symbol == "01/GM-HĐTĐKT"
    assert case.count_minutes.symbol == "01/BB-HĐTĐKT"
    assert obj.minutes.symbol == "02/BB-HĐTĐKT"
    nouns = {entry.symbol: entry.noun for entry in NumberEntry.objects.all()}
    assert nouns["01/GM-HĐTĐKT"] == "Giấy mời"
    assert nouns["02/BB-HĐTĐKT"] == "Biên bản"


def test_the_invitation_tells_day_hour_place_and_agenda_and_the_next_one_replaces_it():
    council = the_council(11)
    cases = [CaseFactory(persons=3), CaseFactory(code="TTLDTT", persons=2, form="open")]
    obj = SessionFactory(invited=True, cases=cases)
    first = told(obj.invitation)
    day = clock.today()
    for words in (f"14 giờ 00, ngày {day:%d}", PLACE, council.chair.full_name, "bỏ phiếu kín"):
        assert words in first
    for person in council.voters:
        assert person.full_name in first
    assert "thay Giấy mời" not in first
    more = CaseFactory(code="TTLDXS", persons=1)
    case_transitions.schedule(more, obj, by=council.secretary)
    session_transitions.invite(obj, by=council.secretary)
    again = CouncilSession.objects.get(pk=obj.pk).invitation
    assert again.symbol == "02/GM-HĐTĐKT"
    assert "thay Giấy mời số 01/GM-HĐTĐKT" in told(again)
    assert more.award_type.full_name in told(again)
    assert more.award_type.full_name not in first


@pytest.mark.parametrize("against", [0, 1])
def test_figures_and_conclusions_are_those_of_the_count(against):
    obj, case, left = held(against=against)
    for paper in (obj.minutes, case.count_minutes):
        words = told(paper)
        for line in case.lines.all():
            share = f"{line.agree}/{line.base} = {percent_words(line.agree, line.base)}"
            assert any(
                line.nomination.addressed in row
                and share in row
                and f"Đồng ý: {line.agree}, Không đồng ý: {line.disagree}" in row
                and row.endswith(line.get_outcome_display())
                for row in words.splitlines()
            )
        assert f"thông qua {3 - against:02d} cá nhân" in words
        assert ("không thông qua 01 cá nhân" in words) == bool(against)
        assert "Đã bỏ phiếu: 11/11" in words
    minutes = told(obj.minutes)
    assert "để lại, chưa kết luận. Lý do: Chờ xác minh đơn phản ánh" in minutes
    assert f"Xét {left.award_type.verb}" in minutes
    assert "có mặt 10/11" in minutes
    assert "Vắng: đi công tác" in minutes
    assert f"Biên bản kiểm phiếu số {case.count_minutes.symbol}" in minutes


def test_ten_of_eleven_is_told_to_a_tenth_and_a_barred_member_is_named_with_the_reason():
    council = the_council(11)
    lines = lines_for("CSTDCS", 2)
    case = CaseFactory(nominations=lines)
    first = case.lines.get(nomination=lines[0])
    case_services.bar(first, council.members[0], words="là em ruột", by=council.secretary)
    GrantFactory(
        user=council.members[1],
        unit=lines[0].dossier.unit,
        right="confirm_dossiers",
    )
    SessionFactory(under_way=True, cases=[case])
    case_transitions.open_vote(fresh(case), by=council.chair)
    everybody_votes(fresh(case))
    case_transitions.close_vote(fresh(case), by=council.chair)
    words = told(fresh(case).count_minutes)
    assert "10/10 = 100 %" in words
    assert "11/11 = 100 %" in words
    named = f"{council.members[0].full_name} không bỏ phiếu đối với {lines[0].addressed}"
    assert f"{named}: là em ruột" in words
    assert (
        f"thủ trưởng đơn vị trình có bỏ phiếu: {council.members[1].full_name} "
        f"({lines[0].dossier.unit.name})"
    ) in words
    assert percent_words(10, 11) == "90,9 %"


def test_a_paper_count_tells_its_team_and_its_ballots():
    council = the_council(11)
    case = CaseFactory(voting=True, persons=1, on_paper=True)
    [line] = case.lines.all()
    paper_count_services.enter(
        case,
        team=["Lý A", "Trần B", "Sơn C"],
        issued=11,
        returned=11,
        valid=10,
        invalid=1,
        counts={line.pk: [10, 0, 0]},
        by=council.secretary,
    )
    case_transitions.close_vote(fresh(case), by=council.chair)
    words = told(fresh(case).count_minutes)
    assert "Tổ kiểm phiếu: Lý A, Trần B, Sơn C" in words
    assert "Phiếu phát ra: 11; thu vào: 11; hợp lệ: 10; không hợp lệ: 01" in words
    assert "10/11 = 90,9 %" in words
    assert registry.words_of(fresh(case).count_minutes)["left"]["name"] == "Lý A"


def test_ballots_are_printed_for_whoever_is_there_without_a_name():
    council = the_council(11)
    lines = lines_for("CSTDCS", 2)
    case = CaseFactory(nominations=lines, on_paper=True)
    barred = case.lines.get(nomination=lines[1])
    case_services.bar(barred, council.members[2], words="là vợ", by=council.secretary)
    SessionFactory(under_way=True, cases=[case], absent=[council.members[0]])
    case_transitions.open_vote(fresh(case), by=council.chair)
    document = Document.objects.get(pk=ballots_of(fresh(case)).pk)
    words = registry.words_of(document)
    place = next(row[0] for row in words["rows"] if row[1] == lines[1].addressed)
    assert words["sheets"] == [[]] * 9 + [[place]]
    assert not any(person.full_name in str(words) for person in council.voters)
    pages = drawn(document).pages
    assert len(pages) == 10
    assert ["Không bỏ phiếu ở dòng này" in page.extract_text() for page in pages] == (
        [False] * 9 + [True]
    )


def test_a_case_that_comes_back_has_other_ballots():
    council = the_council(11)
    case = CaseFactory(voting=True, on_paper=True)
    first = ballots_of(case)
    case_transitions.put_off(case, by=council.chair, note="Thiếu hồ sơ.")
    SessionFactory(under_way=True, cases=[fresh(case)])
    case_transitions.open_vote(fresh(case), by=council.chair)
    assert ballots_of(fresh(case)) not in {None, first}


def test_a_written_opinion_is_counted_in_minutes_of_its_own():
    council = the_council(11)
    case = CaseFactory(closed=True, persons=2, form="opinion")
    words = told(case.count_minutes)
    assert "lấy phiếu ý kiến" in words
    signed = registry.words_of(case.count_minutes)
    assert signed["signature"]["name"] == council.chair.full_name
    assert signed["left"]["name"] == council.secretary.full_name


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 200),
        ("secretary", 200),
        ("chairman", 200),
        ("officer", 404),
        ("clerk", 404),
        ("stranger", 404),
    ],
)
def test_papers_open_for_the_council_and_the_chairman_alone(who, status, client_of):
    obj, case, _ = held()
    council = the_council()
    person = {
        "member": lambda: council.members[3],
        "secretary": lambda: council.secretary,
        "chairman": chairman,
        "officer": lambda: UserFactory(officer=True),
        "clerk": lambda: UserFactory(clerk=True),
        "stranger": UserFactory,
    }[who]()
    client = client_of(person)
    for paper in (obj.invitation, obj.minutes, case.count_minutes):
        for page in (paper.get_absolute_url(), reverse("council:paper_word", args=[paper.code])):
            assert client.get(page).status_code == status


def test_blank_ballots_are_for_those_who_print_them(client_of):
    council = the_council(11)
    case = CaseFactory(voting=True, on_paper=True)
    page = ballots_of(case).get_absolute_url()
    statuses = [
        client_of(person).get(page).status_code
        for person in (council.secretary, council.chair, council.members[0])
    ]
    assert statuses == [200, 200, 404]


def test_the_copy_for_word_says_what_the_paper_says(client_of):
    obj, case, _ = held(against=1)
    client = client_of(the_council().secretary)
    for paper in (obj.minutes, case.count_minutes):
        word = client.get(reverse("council:paper_word", args=[paper.code]))
        copy = ZipFile(io.BytesIO(b"".join(word.streaming_content))).read("word/document.xml")
        for line in case.lines.all():
            assert line.nomination.full_name in copy.decode()
            assert f"{line.agree}/{line.base} = " in copy.decode()
        assert "\nKhông đồng ý" not in copy.decode()  # a line of its own in Word, too
        assert paper.symbol in copy.decode()


def test_the_minutes_are_printed_with_both_signatures():
    obj, _, _ = held(against=1)
    council = the_council()
    text = "".join(page.extract_text() for page in drawn(obj.minutes).pages)
    for words in ("BIÊN BẢN", "THƯ KÝ", "CHỦ TRÌ", "02/BB-HĐTĐKT", council.chair.full_name):
        assert words in text


def test_a_place_that_no_paper_can_print_is_refused_beside_its_field():
    council = the_council(11)
    obj = SessionFactory(cases=[CaseFactory()])
    CouncilSession.objects.filter(pk=obj.pk).update(place="Phòng \U0001f600")
    with pytest.raises(Refused, match="Địa điểm"):
        session_transitions.invite(obj, by=council.secretary)


def test_after_the_district_level_ended_a_session_goes_on_without_papers(at):
    the_council(11)
    at(date(2025, 7, 2))
    obj, case, _ = held()
    assert (obj.invitation, case.count_minutes, obj.minutes) == (None, None, None)
