"""What the Council said, in the words of the papers that follow it."""

import pytest

from council.models import CaseLine
from council.papers.result import Heard
from council.queries import verdict as verdict_queries
from dossiers.models import Nomination
from law.figures import VoteForm
from tests.factories.council import CaseFactory, lines_for, passed_by_council, the_council


pytestmark = pytest.mark.django_db

HEAD = "Hội đồng Thi đua - Khen thưởng thị xã"
PER = "\N{NO-BREAK SPACE}%"
ALL = "tính trên tổng số thành viên Hội đồng có quyền bỏ phiếu"
SESSION = f"{HEAD} họp ngày 20 tháng 11 năm 2023, bỏ phiếu kín, thông qua"


def heard(lines) -> Heard:
    rows = list(Nomination.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk"))
    return Heard(rows, verdict_queries.results_of(rows))


def voted(lines, agree, **fields) -> None:
    """Closed, then counted as the table says."""
    CaseFactory(closed=True, nominations=lines, **fields)
    for line, count in zip(lines, agree, strict=True):
        CaseLine.objects.filter(nomination=line).update(agree=count, base=11)


@pytest.mark.parametrize(
    ("agree", "words"),
    [
        ([10], f"01 trường hợp, đạt 10/11 phiếu đồng ý (90,9{PER}), {ALL}"),
        (
            [11, 11],
            f"02 trường hợp, mỗi trường hợp đạt 11/11 phiếu đồng ý (100{PER}), {ALL}",
        ),
        (
            [10, 11],
            (
                f"02 trường hợp: {{0}} đạt 10/11 phiếu đồng ý (90,9{PER}); {{1}} đạt 11/11 phiếu "
                f"đồng ý (100{PER}); {ALL}"
            ),
        ),
        (
            [11, 9, 10, 11],
            f"04 trường hợp, từ 9/11 phiếu đồng ý (81,8{PER}) đến 11/11 phiếu đồng ý (100{PER}), "
            + ALL,
        ),
    ],
)
def test_one_session_is_one_sentence(agree, words):
    the_council(3)
    lines = lines_for("CSTDCS", len(agree))
    voted(lines, agree)
    names = [Nomination.objects.get(pk=line.pk).addressed for line in lines]
    found = heard(lines)
    assert found.sentences() == [f"{SESSION} {words.format(*names)}"]
    assert found.differs is (len(set(agree)) > 1)
    assert (
        found.votes(lines[0]) == f"{agree[0]}/11 phiếu ({'90,9' if agree[0] == 10 else '100'}{PER})"
    )


def test_two_awards_of_one_session_voted_alike_are_told_together():
    council = the_council(3)
    first, other = lines_for("CSTDCS", 1), lines_for("CSTDT", 1)
    voted(first, [11])
    CaseFactory(closed=True, nominations=other, council=council)
    CaseLine.objects.filter(nomination__in=other).update(agree=11, base=11)
    session = CaseLine.objects.get(nomination=first[0]).case.session
    case = CaseLine.objects.get(nomination=other[0]).case
    type(case).objects.filter(pk=case.pk).update(session=session)
    [told] = heard([*first, *other]).sentences()
    assert (
        told == f"{SESSION} 02 trường hợp, mỗi trường hợp đạt 11/11 phiếu đồng ý (100{PER}), {ALL}"
    )


def test_a_written_opinion_and_a_session_are_two_sentences():
    the_council(3)
    first, other = lines_for("CSTDCS", 1), lines_for("LDTT", 1)
    voted(first, [11])
    CaseFactory(closed=True, nominations=other, form=VoteForm.OPINION)
    told = heard([*first, *other]).sentences()
    assert told[0].startswith(f"{SESSION} 01 trường hợp")
    assert told[1] == (
        f"{HEAD} đã lấy phiếu ý kiến bằng văn bản (Biên bản số 02/BB-HĐTĐKT), thông qua "
        f"01 trường hợp, đạt 3/3 phiếu đồng ý (100{PER}), {ALL}"
    )


def test_an_open_vote_says_over_whom_it_was_counted():
    the_council(3)
    lines = lines_for("TTLDTT", 1, collective=True)
    CaseFactory(closed=True, nominations=lines, form=VoteForm.OPEN)
    [told] = heard(lines).sentences()
    assert "biểu quyết công khai, thông qua 01 trường hợp" in told
    assert told.endswith("tính trên số thành viên có mặt")


def test_of_what_the_council_was_not_asked_or_did_not_pass_nothing_is_said():
    the_council(3)
    lines = lines_for("CSTDCS", 2)
    CaseFactory(closed=True, nominations=lines, against=[lines[1]])
    asked = [*lines, *lines_for("LDTT", 1)]
    found = heard(asked)
    assert [found.votes(line) for line in asked] == [f"3/3 phiếu (100{PER})", "", ""]
    assert len(found.sentences()) == 1
    assert heard(lines[1:]).sentences() == []


def test_all_is_read_in_one_question(django_assert_num_queries):
    lines = [*passed_by_council(lines_for("CSTDCS", 3)), *passed_by_council(lines_for("BK_T", 3))]
    with django_assert_num_queries(1):
        found = Heard(lines, verdict_queries.results_of(lines))
        assert len(found.sentences()) == 2
