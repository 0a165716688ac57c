"""The Council in the demonstration year: a session with minutes, one that votes, one opinion asked
in writing; all by the real steps."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import AwardPlan
from council.enums import VOTING_ROLES, BallotChoice, CaseState
from council.models import CouncilCase, CouncilSession
from council.queries.count import Roll
from council.services import (
    ballot as ballot_services,
    campaign_rule as campaign_rule_services,
    case as case_services,
    minutes_scan as minutes_scan_services,
    session as session_services,
)
from council.services.session import Presence
from council.transitions import case as case_transitions, session as session_transitions
from dossiers.models import Dossier, Nomination
from dossiers.transitions import dossier as dossier_transitions
from frontdesk.demonstration import council_nominees as lists, desk
from frontdesk.demonstration.cast import Cast
from frontdesk.demonstration.desk import at
from frontdesk.demonstration.nominees import Nominee
from frontdesk.demonstration.people import SEATS
from honourees.services.account import link_account
from units.models import User


PLACE = "Phòng họp số 2, Ủy ban nhân dân thị xã"
FIRST, SECOND = date(2023, 11, 7), date(2023, 11, 20)
VOTERS = [username for username, role in SEATS.items() if role in VOTING_ROLES]
DISAGREE, ABSTAIN = BallotChoice.DISAGREE.value, BallotChoice.ABSTAIN.value
Doubts = dict[tuple[str, str], str]  # {(member, line): what was chosen}
UNCONVINCED = ("truongphong", "hoidong2", "hoidong4", "hoidong5", "hoidong8")  # of FAILED
HAVE_ANSWERED = ("phochutich", "hoidong1", "hoidong3", "hoidong6")
HAVE_VOTED = ("phochutich", "truongphong", "hoidong2", "hoidong4", "hoidong7")


def meet_about(lines: Iterable[Nomination], people: dict[str, User], day: date) -> CouncilSession:
    """A session of one afternoon, invited to the day before: everybody comes, everybody agrees."""
    return CouncilYear(people).meet_about({line.pk for line in lines}, day)


def convene(town: Cast) -> None:
    """October to the morning of 20 November."""
    year = CouncilYear(town.people)
    year.first_session()
    year.written_opinion()
    year.second_session()


class CouncilYear(Cast):
    """What secretary, chair and members do; people are read anew, now that they have seats."""

    def __init__(self, people: dict[str, User]) -> None:
        super().__init__(User.objects.in_bulk(people, field_name="username"))
        self.chair, self.secretary = self.people["chutich"], self.people["chuyenvien"]

    def meet_about(self, lines: set[int], day: date) -> CouncilSession:
        """All that the law brings before the Council of these lines, passed in an afternoon."""
        at(day - timedelta(days=1), 10)
        made = case_services.collect(by=self.secretary)
        cases = [one for one in made if one.lines.filter(nomination__in=lines).exists()]
        obj = self._invited(day, time(14), cases)
        at(day, 14)
        self._begun(obj)
        for case in cases:
            self._voted(case, VOTERS)
        at(day, 15, 30)
        return session_transitions.finish(obj, by=self.secretary)

    def first_session(self) -> None:
        """7 November: a title by secret ballot with one line that failed, an open vote, one put
        off; the minutes came back signed the day after."""
        october = date(2023, 10, 12)
        self._filed("gddt", lists.TEACHERS, "Danh hiệu ngành Giáo dục", october, "CSTDCS")
        self._filed("tanlong", lists.OFFICES, "Tập thể xã Tân Long", october, "TTLDTT")
        self._filed("mybinh", lists.ROADS, "Xã Mỹ Bình, đề nghị tỉnh khen", october)
        at(date(2023, 10, 27), 9)
        cases = {row.award_type.code: row for row in case_services.collect(by=self.secretary)}
        titles, collectives, above = cases["CSTDCS"], cases["TTLDTT"], cases["BK_T"]
        at(date(2023, 10, 30), 8, 30)
        obj = self._invited(FIRST, time(14), [titles, collectives, above])
        at(FIRST, 14)
        self._begun(obj, away="hoidong7", reason="công tác tại tỉnh")
        at(FIRST, 14, 10)
        self._voted(titles, VOTERS, {(name, lists.FAILED): DISAGREE for name in UNCONVINCED})
        at(FIRST, 14, 35)
        there = [name for name in VOTERS if name != "hoidong7"]
        self._voted(collectives, there, {("hoidong3", lists.STATION): ABSTAIN})
        at(FIRST, 14, 50)
        reason = "Chờ kết quả quyết toán công trình lộ nông thôn."
        case_transitions.put_off(_fresh(above), by=self.chair, note=reason)
        at(FIRST, 15, 30)
        session_transitions.finish(obj, by=self.secretary)
        at(date(2023, 11, 8), 10)
        scan = (desk.FILES / "bien-ban-hop-xet.pdf").read_bytes()
        minutes_scan_services.bring(
            obj,
            upload=SimpleUploadedFile("bien-ban-hop-hoi-dong-da-ky.pdf", scan, "application/pdf"),
            by=self.secretary,
        )

    def written_opinion(self) -> None:
        """The Council wants to be asked about one campaign; four members have answered."""
        plan = AwardPlan.objects.get(campaign__organiser__acts_for__code="CUM_PHUONG")
        at(date(2023, 11, 1), 9)
        campaign_rule_services.switch_on(
            plan.campaign, starts_on=date(2023, 11, 1), by=self.people["truongphong"]
        )
        november = date(2023, 11, 3)
        self._filed("phuong1", lists.TOWNSFOLK, "Nếp sống văn minh đô thị", november, plan=plan)
        at(date(2023, 11, 13), 9)
        [case] = case_services.collect(by=self.secretary)
        at(date(2023, 11, 13), 14)
        case_transitions.send_out(case, due_on=date(2023, 11, 24), by=self.secretary)
        for day, username in zip((14, 14, 15, 17), HAVE_ANSWERED, strict=True):
            at(date(2023, 11, day), 10)
            self._votes(case, username)

    def second_session(self) -> None:
        """20 November: the vote is open on two people of the Front, one of them hoidong1."""
        november = date(2023, 11, 6)
        front = self._filed("mattran", lists.FRONT, "Cơ quan Mặt trận", november, "CSTDCS")
        at(date(2023, 11, 8), 9)
        record = front.nominations.filter(full_name=lists.MEMBER).first().honouree
        link_account(self.people["hoidong1"], record, by=self.people["quantri"])
        at(date(2023, 11, 15), 9)
        [titles] = case_services.collect(by=self.secretary)
        obj = self._invited(SECOND, time(7, 30), [titles])
        at(date(2023, 11, 17), 9)
        above = CouncilCase.objects.get(award_type__code="BK_T", state=CaseState.WAITING)
        case_transitions.schedule(above, obj, by=self.secretary)
        session_transitions.invite(obj, by=self.secretary)
        at(SECOND, 7, 30)
        self._begun(obj, away="hoidong9", reason="nghỉ phép")
        at(SECOND, 7, 35)
        case_transitions.open_vote(_fresh(titles), by=self.chair)
        for username in HAVE_VOTED:
            self._votes(titles, username)

    def _filed(
        self,
        place: str,
        nominees: tuple[Nominee, ...],
        title: str,
        day: date,
        award: str = "",
        *,
        plan: AwardPlan | None = None,
    ) -> Dossier:
        """Filed in the morning, received at noon, appraised in the afternoon."""
        who, officer = self.of(place), self.people["chuyenvien2"]
        at(day, 9)
        dossier = desk.open_dossier(
            plan,
            who["clerk"].unit,
            nominees,
            title=f"{title} năm {day.year}",
            by=who["clerk"],
            award=award,
        )
        desk.file_dossier(dossier, clerk=who["clerk"], head=who["head"])
        at(day, 13, 30)
        dossier_transitions.receive(dossier, by=self.secretary)
        dossier_transitions.assign(dossier, officer=officer, by=self.people["truongphong"])
        at(day, 16)
        desk.appraise(dossier, officer=officer)
        return dossier

    def _invited(self, held_on: date, starts_at: time, cases: list[CouncilCase]) -> CouncilSession:
        """Planned with these cases on the agenda, and invited to."""
        obj = session_services.plan(
            held_on=held_on,
            starts_at=starts_at,
            place=PLACE,
            presider=self.chair,
            secretary=self.secretary,
            by=self.secretary,
        )
        for case in cases:
            case_transitions.schedule(case, obj, by=self.secretary)
        session_transitions.invite(obj, by=self.secretary)
        return obj

    def _begun(self, obj: CouncilSession, *, away: str = "", reason: str = "") -> None:
        """Everybody is there, or all but one, who said why."""
        absent = self.people[away].pk if away else None
        noted = {
            row.pk: Presence(False, reason) if row.member.person_id == absent else Presence(True)
            for row in obj.attendance.select_related("member")
        }
        session_services.note_attendance(obj, noted, by=self.secretary)
        session_transitions.start(obj, by=self.secretary)

    def _voted(self, case: CouncilCase, voters: Iterable[str], but: Doubts | None = None) -> None:
        """Opened, voted on by these, closed."""
        case_transitions.open_vote(_fresh(case), by=self.chair)
        for username in voters:
            self._votes(case, username, but)
        case_transitions.close_vote(_fresh(case), by=self.chair)

    def _votes(self, case: CouncilCase, username: str, but: Doubts | None = None) -> None:
        """Agrees to every line but those of which this member said otherwise."""
        person, but, case = self.people[username], but or {}, _fresh(case)
        choices = {
            line.pk: but.get((username, line.nomination.full_name), BallotChoice.AGREE.value)
            for line in Roll(case).lines_of(person.pk)
        }
        ballot_services.cast(case, choices, by=person)


def _fresh(case: CouncilCase) -> CouncilCase:
    """The case as it stands after its last step."""
    return CouncilCase.objects.get(pk=case.pk)
