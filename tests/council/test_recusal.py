"""Who has no vote on which line, what that makes of the base, and who votes all the same."""

import pytest
from django.urls import reverse

from council.enums import BarReason
from council.models import LineBar
from council.queries.count import Roll
from council.queries.outlook import outlooks
from council.services import case as case_services
from council.transitions import case as case_transitions, session as session_transitions
from honourees.models import AccountRecord, Honouree
from honourees.services import account as honouree_services
from law.enums import Category, HonoureeKind
from law.figures import RuleKey, VoteForm
from law.models import RuleValue
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.council import (
    CaseFactory,
    SessionFactory,
    attend,
    everybody_votes,
    lines_for,
    the_council,
)
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory
from units.services import grant as grant_services


pytestmark = pytest.mark.django_db


def reread(row):
    return type(row).objects.get(pk=row.pk)


def outlook_of(case):
    return outlooks([case])[case.pk]


def barred(case):
    rows = LineBar.objects.filter(line__case=case).order_by("pk")
    return {(row.line.nomination_id, row.person_id): row.reason for row in rows}


@pytest.fixture
def own():
    """A line about the first member, by the record of the register, and another."""
    council = the_council(11)
    mine, other = lines_for("CSTDCS", 2)
    member = council.members[0]
    record = recorded(mine)
    honouree_services.link_account(member, record, by=UserFactory(administrator=True))
    return member, mine, other


def recorded(line):
    """The line is about a record of the register."""
    line.honouree = Honouree.objects.create(
        kind=HonoureeKind.PERSON, full_name=line.full_name, unit=line.dossier.unit
    )
    line.save(update_fields=["honouree"])
    return line.honouree


@pytest.fixture
def heads_are_barred(db):
    """Switches the rule on."""

    def switch():
        RuleValue.objects.filter(key=RuleKey.COUNCIL_HEADS).update(value="yes")

    return switch


def test_a_nominee_has_no_vote_on_himself_and_is_nobodys_base(own):
    member, mine, other = own
    case = CaseFactory(nominations=[mine, other], voting=True)
    assert barred(case) == {(mine.pk, member.pk): BarReason.NOMINEE}
    roll = Roll(case)
    assert [line.nomination_id for line in roll.lines_of(member.pk)] == [other.pk]
    everybody_votes(case)
    case_transitions.close_vote(reread(case), by=the_council().chair)
    assert {n.nomination_id: (n.base, n.agree) for n in case.lines.all()} == {
        mine.pk: (10, 10),
        other.pk: (11, 11),
    }


def test_the_page_says_beforehand_over_how_many_each_line_is_counted(own, client_of):
    _member, mine, other = own
    case = CaseFactory(nominations=[mine, other], scheduled=True)
    outlook = outlook_of(case)
    assert (outlook.base, outlook.needs) == (11, 9)
    [apart] = outlook.exceptions
    number = next(one.number for one in outlook.lines if one.line.nomination_id == mine.pk)
    assert (apart.numbers, apart.barred, apart.base, apart.needs) == (str(number), 1, 10, 8)
    page = client_of(the_council().secretary).get(case.get_absolute_url()).text
    assert "11 thành viên × 80 % → cần 9" in page
    assert f"dòng {number} (1 người tránh): <b>10 × 80 % → cần 8</b>" in page
    assert not LineBar.objects.exists()  # looking writes nothing


def test_a_namesake_of_the_own_unit_is_barred_until_somebody_says_who_it_is():
    council = the_council(11)
    member = council.members[0]
    dossier = DossierFactory(
        appraised=True,
        persons=0,
        plan=None,
        category=Category.MERIT,
        merit_year=2023,
        unit=member.unit,
    )
    [line] = lines_for("CSTDCS", 1, dossier=dossier, full_name=member.full_name)
    recorded(line)
    case = CaseFactory(nominations=[line], voting=True)
    assert barred(case) == {(line.pk, member.pk): BarReason.NOMINEE}
    assert "chưa xác nhận" in LineBar.objects.get().words
    case_transitions.put_off(case, by=council.chair, note="Hỏi lại.")
    AccountRecord.objects.create(user=member, honouree=line.honouree, is_same=False, said_by=member)
    again = outlook_of(reread(case))
    assert again.lines[0].barred == []


def head_of_the_filing_unit(line, member):
    administrator = UserFactory(administrator=True)
    grant_services.grant(member, "confirm_dossiers", line.dossier.unit, by=administrator)


def test_the_head_of_the_filing_unit_votes_and_is_named(client_of, heads_are_barred):
    council = the_council(11)
    [line] = lines_for("CSTDCS", 1)
    head_of_the_filing_unit(line, council.members[0])
    case = CaseFactory(nominations=[line], voting=True)
    assert barred(case) == {}
    page = client_of(council.secretary).get(case.get_absolute_url()).text
    name = f"{council.members[0].full_name} ({line.dossier.unit.short_name})"
    assert f"Thủ trưởng đơn vị trình vẫn bỏ phiếu, biên bản ghi tên: {name}." in page
    case_transitions.put_off(case, by=council.chair, note="Quy định mới.")
    heads_are_barred()
    assert outlook_of(reread(case)).lines[0].base == 10


def test_the_rule_of_the_day_takes_the_head_out_too(heads_are_barred):
    council = the_council(11)
    [line] = lines_for("CSTDCS", 1)
    head_of_the_filing_unit(line, council.members[0])
    case = CaseFactory(nominations=[line], scheduled=True)
    heads_are_barred()
    case = opened(case)
    assert barred(case) == {(line.pk, council.members[0].pk): BarReason.HEAD}
    assert case.bars_heads
    assert Roll(case).base_of(Roll(case).lines[0]) == 10


def opened(case):
    council = the_council()
    session = reread(case).session
    session_transitions.invite(session, by=council.secretary)
    attend(session)
    session_transitions.start(session, by=council.secretary)
    case_transitions.open_vote(reread(case), by=council.chair)
    return reread(case)


# --- barred by hand -------------------------------------------------------------------------------


def test_a_member_is_barred_by_hand_and_taken_back_before_the_vote(client_of):
    council = the_council(11)
    case = CaseFactory(scheduled=True, persons=1)
    line, member = case.lines.get(), council.members[0]
    browser, url = client_of(council.secretary), reverse("council:bar", args=[case.pk, line.pk])
    wrong = browser.post(url, {"person": member.pk, "words": ""})
    assert wrong.status_code == 422
    assert "Ghi lý do thành viên không bỏ phiếu ở dòng này." in wrong.text
    assert f'<option value="{member.pk}" selected' in wrong.text
    sent = {"person": member.pk, "words": "là chồng của người được đề nghị"}
    assert browser.post(url, sent).status_code == 302
    assert browser.post(url, sent).status_code == 302  # the same click twice is one
    row = LineBar.objects.get()
    assert (row.person, row.reason, row.words) == (member, BarReason.OTHER, sent["words"])
    page = browser.get(case.get_absolute_url()).text
    assert sent["words"] in page
    assert "dòng 1 (1 người tránh)" in page
    back = reverse("council:unbar", args=[case.pk, row.pk])
    assert browser.post(back).status_code == 302
    assert browser.post(back).status_code == 404
    assert not LineBar.objects.exists()


def test_nobody_is_barred_once_the_vote_is_open(client_of):
    council = the_council()
    case = CaseFactory(voting=True, persons=1)
    line = case.lines.get()
    url = reverse("council:bar", args=[case.pk, line.pk])
    sent = {"person": council.members[0].pk, "words": "có liên quan"}
    answer = client_of(council.secretary).post(url, sent)
    assert answer.status_code == 422
    assert "Vụ việc đang bỏ phiếu nên không sửa được nữa." in answer.text
    assert 'value="có liên quan"' in answer.text


def test_only_a_voting_member_can_be_barred():
    council = the_council()
    line = CaseFactory(persons=1).lines.get()
    with pytest.raises(Refused, match="không phải thành viên có quyền bỏ phiếu"):
        case_services.bar(line, council.secretary, words="có liên quan", by=council.secretary)
    row = case_services.bar(line, council.chair, words="có liên quan", by=council.secretary)
    case_services.unbar(row, by=council.secretary)
    with pytest.raises(AlreadyDone):
        case_services.unbar(row, by=council.secretary)


def test_a_hand_made_bar_stays_when_the_case_is_put_off(own):
    _member, mine, other = own
    council = the_council()
    case = CaseFactory(nominations=[mine, other])
    other_line = case.lines.get(nomination=other)
    case_services.bar(other_line, council.chair, words="là em ruột", by=council.secretary)
    case = _voting(case)
    assert len(barred(case)) == 2
    case_transitions.put_off(case, by=council.chair, note="Thiếu giấy tờ.")
    assert barred(case) == {(other.pk, council.chair.pk): BarReason.OTHER}
    assert not case.voters.exists()
    assert {line.outcome for line in case.lines.all()} == {""}


def _voting(case):
    SessionFactory(cases=[case], under_way=True)
    case_transitions.open_vote(reread(case), by=the_council().chair)
    return reread(case)


def test_an_opinion_case_has_its_roll_of_the_day_it_is_sent_out():
    council = the_council(11)
    case = CaseFactory(form=VoteForm.OPINION, voting=True)
    assert case.voters.count() == 11
    assert council.secretary.pk not in Roll(case).people
