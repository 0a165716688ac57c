"""Hands for the demonstration year: each does what one person does on one page."""

from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import AwardPlan
from decisions import transitions as decisions
from decisions.models import Decision
from decisions.queries import fund as fund_queries, lineup as lineup_queries, offer as offer_queries
from decisions.services import decision as decision_services
from dossiers.enums import CriterionVerdict, PaperType
from dossiers.forms.dossier import FilingForm
from dossiers.models import Dossier, Nomination, SelectionMeeting
from dossiers.queries.criterion import Criteria
from dossiers.services import (
    comment as comment_services,
    criterion as criterion_services,
    dossier as dossier_services,
    nominee as nominee_services,
    unit_paper as unit_paper_services,
)
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import NominationAction
from frontdesk.demonstration.nominees import Nominee
from law.enums import Category, DossierPart
from law.models import AwardType
from nganam_awards.core import clock
from units.models import Unit, User


PAPERS = {
    DossierPart.SUBMISSION_LETTER: "to-trinh.pdf",
    DossierPart.ACHIEVEMENT_REPORT: "bao-cao-thanh-tich.pdf",
    DossierPart.MINUTES: "bien-ban-hop-xet.pdf",
}
FILES = Path(__file__).parent / "files"


def at(day: date, hour: int = 8, minute: int = 0) -> None:
    """Set the office clock to the moment at which the next thing happens."""
    clock.move_to(datetime.combine(day, time(hour, minute), tzinfo=clock.OFFICE_ZONE))


def open_dossier(
    plan: AwardPlan | None,
    unit: Unit,
    nominees: tuple[Nominee, ...],
    *,
    title: str,
    by: User,
    award: str = "",
) -> Dossier:
    """The clerk opens a dossier, types the list, attaches the papers.

    Without a plan it asks for the title of the year that is named, or the province for its
    certificate of merit.
    """
    above = Category.MERIT if award else Category.FORWARD
    dossier = dossier_services.open_dossier(
        plan,
        unit=unit,
        title=title,
        summary="",
        key=uuid4(),
        by=by,
        category=Category.THEMATIC if plan else above,
        merit_year=None if plan else clock.today().year,
    )
    award_type = AwardType.objects.get(code=award or ("GK" if plan else "BK_T"))
    nominee_services.add_lines(
        dossier,
        [_typed(n, award_type) for n in nominees],
        by=by,
    )
    papers = PAPERS if plan else PAPERS | {DossierPart.BALLOT: "bien-ban-hop-xet.pdf"}
    if any(n.initiative for n in nominees):
        papers = papers | {DossierPart.INITIATIVE: "bien-ban-hop-xet.pdf"}
    for part, name in papers.items():
        upload = SimpleUploadedFile(name, (FILES / name).read_bytes(), "application/pdf")
        dossier_services.attach(dossier, part=part, upload=upload, by=by)
    return dossier


def _typed(n: Nominee, award_type: AwardType) -> Nomination:
    return Nomination(
        award_type=award_type,
        honouree_kind=n.kind,
        full_name=n.full_name,
        gender=n.gender,
        birth_year=n.birth_year,
        position=n.position,
        working_unit=n.working_unit,
        achievement=n.achievement,
        initiative=n.initiative,
    )


def write_unit_papers(dossier: Dossier, *, clerk: User, head: User) -> None:
    """The portal wrote the minutes and the letter (tờ trình); the book has its number."""
    meeting = SelectionMeeting(
        dossier=dossier,
        held_on=date(2023, 11, 17),
        began_at=time(8),
        ended_at=time(9, 30),
        place="phòng họp Ủy ban nhân dân Phường 1",
        chair=head.full_name,
        secretary=clerk.full_name,
        members=9,
        present=9,
    )
    unit_paper_services.record_meeting(meeting, by=clerk)
    unit_paper_services.number_letter(
        dossier, number="86/TTr-UBND", day=date(2023, 11, 20), by=clerk
    )
    unit_paper_services.write(dossier, PaperType.MINUTES, by=clerk)
    unit_paper_services.write(dossier, PaperType.LETTER, by=clerk)


def file_dossier(dossier: Dossier, *, clerk: User, head: User) -> None:
    """The clerk hands over, the head confirms."""
    dossier_transitions.hand_over(dossier, by=clerk)
    dossier_transitions.confirm(dossier, by=head, declaration=FilingForm.words)


def appraise(dossier: Dossier, *, officer: User, against: dict[str, str] | None = None) -> None:
    """The officer gives every line a verdict and concludes; `against` maps names to reasons."""
    against = against or {}
    verdicts = {
        line.pk: (NominationAction.NOT_RECOMMEND, against[line.full_name])
        if line.full_name in against
        else (NominationAction.RECOMMEND, "")
        for line in dossier.nominations.on_list()
    }
    nominee_transitions.give_verdicts(dossier, verdicts, by=officer)
    dossier_transitions.finish(
        dossier, by=officer, note="Đủ thành phần hồ sơ, đúng chỉ tiêu được duyệt."
    )


def begin_to_read(dossier: Dossier, *, officer: User, chief: User) -> None:
    """One criterion is answered for the whole list, one line is asked about among colleagues."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    line = dossier.nominations.on_list().as_filed().select_related("award_type").first()
    line.dossier = dossier
    asked = Criteria(dossier).of(line)
    if asked:
        criterion_services.answer(
            line,
            asked=asked[0].text,
            verdict=CriterionVerdict.MET,
            words="Biên bản họp xét ghi đủ.",
            by=officer,
            is_of_all=True,
            file=dossier.attachments.current().filter(part=DossierPart.MINUTES).first(),
            page=1,
        )
    comment_services.write(
        dossier, line=line, text="Nên hỏi lại xã về thời gian lập thành tích.", by=chief
    )


def compose(dossier: Dossier, *, reason: str, by: User) -> Decision:
    """The officer composes a decision from everything recommended in one dossier."""
    fund = fund_queries.usual()
    return decision_services.compose(
        offer_queries.available().filter(dossier=dossier),
        reason=reason,
        fund=fund,
        fund_line=fund.line(clock.today().year),
        key=uuid4(),
        by=by,
    )


def approve(decision: Decision, *, by: User) -> None:
    """The Chairman approves exactly what stands there now."""
    lineup = lineup_queries.read(Decision.objects.get(pk=decision.pk), clock.today())
    decisions.approve(decision, by=by, fingerprint=lineup.fingerprint)
