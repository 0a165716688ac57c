"""The demonstration year holds each state at least once, and loads once."""

import pytest
from django.core.management import CommandError, call_command

from campaigns.enums import CampaignKind, Exclusion, PlanState
from campaigns.models import AwardPlan, Campaign, PlanAnnouncement, Quota
from council.enums import CaseState, LineOutcome, SessionState
from council.models import CaseLine, CouncilCase, CouncilMember, CouncilSession, LineBar
from council.queries.count import Roll, voted_in
from decisions.enums import DecisionKind, DecisionState
from decisions.models import Decision, ResultAnnouncement
from dossiers.enums import DossierState, NominationState, SlipKind
from dossiers.models import Apology, Dossier, DossierReminder, Nomination
from dossiers.queries.custody import CUSTODY
from frontdesk.demonstration.loader import load_demonstration
from honourees.enums import RegistrationState
from honourees.models import Award, TitleRegistration
from honourees.queries import registration as registration_queries
from law.enums import AwardKind
from law.models import NumberEntry
from nganam_awards.core import clock
from nganam_awards.documents.models import Document
from nganam_awards.notices.models import MailChoice
from tests.decisions.test_flags import agreed
from units.models import User


pytestmark = [pytest.mark.usefixtures("demonstration_year"), pytest.mark.django_db]


def test_the_year_is_loaded_once():
    assert load_demonstration() is False


def test_the_office_stands_on_the_morning_of_20_november():
    assert f"{clock.now():%d/%m/%Y %H:%M}" == "20/11/2023 08:00"


def test_every_desk_has_something_of_its_own():
    plans = set(AwardPlan.objects.values_list("state", flat=True))
    assert plans >= {
        PlanState.DRAFT,
        PlanState.SUBMITTED,
        PlanState.APPRAISED,
        PlanState.APPROVED,
        PlanState.REFUSED,
    }
    assert AwardPlan.objects.filter(exclusions__contains=[Exclusion.LAW]).exists()
    assert AwardPlan.objects.exclude(late_reason="").exists()
    assert set(Dossier.objects.values_list("state", flat=True)) == set(DossierState)
    assert set(Decision.objects.values_list("state", flat=True)) >= {
        DecisionState.DRAFTED,
        DecisionState.SUBMITTED,
        DecisionState.RETURNED,
        DecisionState.ISSUED,
    }
    today = clock.today()
    assert Dossier.objects.filter(due_on__lt=today, state=DossierState.APPRAISING).exists()
    assert Dossier.objects.filter(unit__code="PNV").exists()
    assert Nomination.objects.filter(full_name="Trần Hoàng Khánh").exists()


def test_everybody_has_an_address_that_leads_nowhere_and_the_morning_has_reminded():
    addresses = set(User.objects.values_list("email", flat=True))
    assert all(address.endswith("@nganam.example") for address in addresses)
    told = DossierReminder.objects.exclude(told_at=None)
    assert {"overdue", "by_hand"} <= set(told.values_list("kind", flat=True))
    assert not DossierReminder.objects.untold().exists()
    assert MailChoice.objects.filter(digest_since__lt=clock.now()).count() == 1


def test_the_town_a_cluster_and_units_launch_campaigns_of_each_kind():
    assert Campaign.objects.get(is_town_wide=True).organiser.is_home_affairs
    assert set(Campaign.objects.values_list("kind", flat=True)) == set(CampaignKind)
    cut = AwardPlan.objects.get(campaign__organiser__acts_for__code="CUM_PHUONG")
    assert cut.state == PlanState.APPROVED
    assert sum(row.asked - row.limit for row in cut.quotas.all()) == 1


def test_what_was_issued_agrees_everywhere():
    issued = Decision.objects.filter(state=DecisionState.ISSUED, kind=DecisionKind.AWARD)
    awarded = Nomination.objects.filter(state=NominationState.AWARDED)
    for kind, papers in (("QĐ", issued), ("TB", PlanAnnouncement.objects.all())):
        town = NumberEntry.objects.filter(book__kind=kind, book__authority__code="UBND_TX")
        assert [entry.symbol for entry in town] == [
            f"{number:02d}/{kind}-UBND" for number in range(1, papers.count() + 1)
        ]
    above = Nomination.objects.filter(state=NominationState.AWARDED_ABOVE)
    assert awarded.count() + above.count() == Award.objects.count()
    assert sum(Quota.objects.values_list("awarded", flat=True)) == awarded.count()
    for decision in issued:
        prizes = sum(decision.lines.values_list("prize_vnd", flat=True))
        assert prizes == decision.total_vnd
        assert decision.document.context["articles"][1]["text"].count("đồng") >= 2


def test_the_province_was_asked_and_answered_and_a_unit_was_told_who_was_not_awarded():
    letter = Decision.objects.get(kind=DecisionKind.FORWARD)
    assert letter.symbol == "01/TTr-UBND"
    states = set(letter.lines.values_list("nomination__state", flat=True))
    assert states == {NominationState.FORWARDED, NominationState.AWARDED_ABOVE}
    assert ResultAnnouncement.objects.get().document.symbol == "01/TB-PNV"


def test_the_one_stop_desk_has_written_each_of_its_slips():
    for kind in SlipKind:
        slips = Document.objects.filter(kind=kind).order_by("pk")
        assert [slip.symbol for slip in slips] == [
            f"{number:02d}/{kind.series}-PNV" for number in range(1, len(slips) + 1)
        ]
        days = [slip.issued_on for slip in slips]
        assert days
        assert days == sorted(days)
    said = Apology.objects.get()
    assert said.dossier.due_on == said.new_due_on > said.old_due_on
    assert Document.objects.filter(kind=CUSTODY).exists()


def test_the_council_met_with_minutes_that_count_as_it_did():
    assert CouncilMember.objects.in_force(clock.today()).count() == 13
    first, held = CouncilSession.objects.filter(state=SessionState.CLOSED).order_by("pk")
    assert first.cases.get().lines.filter(outcome=LineOutcome.PASSED, base=12).count() == 2
    assert (first.minutes.symbol, held.minutes.symbol) == ("02/BB-HĐTĐKT", "05/BB-HĐTĐKT")
    assert held.signed_minutes.uploaded_by.username == "chuyenvien"
    assert not held.attendance.get(member__person__username="hoidong7").is_present
    [failed] = CaseLine.objects.filter(outcome=LineOutcome.FAILED)
    assert (failed.agree, failed.disagree, failed.base) == (7, 5, 12)
    assert failed.nomination.state == NominationState.NOT_RECOMMENDED
    assert CaseLine.objects.filter(outcome=LineOutcome.PASSED, case__session=held).count() == 5
    passed = CaseLine.objects.get(nomination__full_name="Trạm Y tế xã Tân Long")
    assert (passed.agree, passed.abstain, passed.base) == (10, 1, 11)


def test_the_council_votes_this_morning_and_is_asked_in_writing():
    meets = CouncilSession.objects.get(state=SessionState.UNDER_WAY)
    assert meets.held_on == clock.today()
    assert meets.invitation.symbol == "04/GM-HĐTĐKT"
    case = meets.cases.get(state=CaseState.VOTING)
    roll = Roll(case)
    assert (len(voted_in(case)), len(roll.voters)) == (5, 12)
    bar = LineBar.objects.get(line__case=case)
    assert bar.person.full_name == bar.line.nomination.full_name == "Huỳnh Văn Bửu"
    assert sorted(roll.base_of(line) for line in roll.lines) == [11, 12]
    assert meets.cases.get(state=CaseState.SCHEDULED).award_type.code == "BK_T"
    asked = CouncilCase.objects.get(form="opinion")
    assert (asked.state, len(voted_in(asked)), asked.lines.count()) == (CaseState.VOTING, 4, 3)


def test_units_registered_titles_and_nobody_who_was_put_forward_lacks():
    states = {row.unit.code: row.state for row in TitleRegistration.objects.all()}
    assert states.pop("UBND_P1") == RegistrationState.DRAFT
    assert set(states.values()) == {RegistrationState.CONFIRMED}
    assert len(states) == 3
    titled = Nomination.objects.filter(
        dossier__unit__code__in=states, award_type__kind=AwardKind.TITLE
    ).select_related("dossier")
    units, names = {n.dossier.unit_id for n in titled}, {n.full_name for n in titled}
    lists = registration_queries.registered(units, 2023, names)
    assert len(units) == 3
    for line in titled:
        who = {"kind": line.honouree_kind, "birth_year": line.birth_year}
        assert lists.is_registered(line.dossier.unit_id, line.full_name, **who)


def test_the_list_of_a_unit_is_read_with_who_confirmed_it(client_of):
    officer = client_of(User.objects.get(username="chuyenvien"))
    assert "UBND Phường 1" in officer.get("/dang-ky-thi-dua/").text
    text = officer.get("/dang-ky-thi-dua/PGDDT/2023/").text
    assert "Võ Thị Ngọc Hân" in text
    assert "Phan Văn Lượng" in text


def test_the_desk_counts_what_the_pages_of_waiting_decisions_tell(client_of):
    waiting = set()
    for signer in User.objects.filter(username__in=["chutich", "phochutich"]):
        waiting |= set(agreed(signer, client_of))
    assert waiting == set(Decision.objects.filter(state="submitted").values_list("pk", flat=True))


def test_the_demonstration_never_loads_in_production(settings):
    settings.IS_DEMONSTRATION = False
    with pytest.raises(CommandError, match="never loaded"):
        call_command("load_demonstration")
