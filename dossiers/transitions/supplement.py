"""Supplement: asked once, the clock stands still, the unit answers through its head."""

from dataclasses import asdict
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import DossierState
from dossiers.models import Dossier, Supplement
from dossiers.queries import edition as edition_queries, supplement as supplement_queries
from dossiers.rules import dossier as dossier_rules, readiness as readiness_rules
from dossiers.rules.readiness import Draft
from dossiers.services import (
    custody as custody_services,
    limit as limit_services,
    slip as slip_services,
)
from dossiers.transitions.dossier import meet_again, taking
from dossiers.transitions.nominee import close_lines, locked_lines
from dossiers.workflow import DossierAction
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, require_note
from nganam_awards.core.sentence import About
from nganam_awards.documents import services as documents
from units.models import User


LONGEST_DAYS = 60  # nobody waits longer for a paper


def ask_more(
    dossier: Dossier, *, words: str, until: date, by: User, seen: int | None = None
) -> Supplement:
    """Asks for more: everything at once, because it is asked once; the clock stands still."""
    facts = {"until": f"{until:%d/%m/%Y}"}
    with transaction.atomic():
        with taking(
            dossier, DossierAction.ASK_MORE, by=by, note=words, seen=seen, facts=facts
        ) as locked:
            require_note(words)
            if blockers := until_blockers(until):
                raise Refused(*blockers)
            supplement = Supplement.objects.create(
                dossier=locked,
                words=words,
                until=until,
                asked_by=by,
                asked_at=clock.now(),
                came_from=locked.state,
                before=edition_queries.frozen(locked),
            )
        slip_services.order_supplement(supplement)
    return supplement


def until_blockers(until: date) -> list[str]:
    """A day on which the office works, in time to answer and within reason."""
    today = clock.today()
    if until <= today:
        return [About("Hạn bổ sung phải sau hôm nay.", "until")]
    if until > today + timedelta(days=LONGEST_DAYS):
        return [About(f"Hạn bổ sung không quá {LONGEST_DAYS} ngày kể từ hôm nay.", "until")]
    if not calendar.is_working_day(until, *regime_queries.days_off()):
        told = f"Ngày {until:%d/%m/%Y} cơ quan không làm việc; chọn một ngày làm việc."
        return [About(told, "until")]
    return []


def mark_ready(dossier: Dossier, *, by: User) -> Supplement:
    """Supplement ready: the clerk hands the answer to the head; nothing is sent yet."""
    with transaction.atomic():
        supplement = _open_supplement(dossier, by)
        if supplement.is_ready:
            raise AlreadyDone("Phần bổ sung đã chuyển thủ trưởng.")
        if not supplement_queries.changes_since(supplement):
            raise Refused("Hồ sơ chưa thay đổi gì so với lúc Phòng Nội vụ yêu cầu bổ sung.")
        if blockers := readiness_rules.answer_blockers(Draft(supplement.dossier)):
            raise Refused(*blockers)
        supplement.ready_by, supplement.ready_at = by, clock.now()
        supplement.save(update_fields=["ready_by", "ready_at"])
    return supplement


def write_on(dossier: Dossier, *, by: User) -> Supplement:
    """Goes on writing (sửa tiếp): the clerk takes the answer back from the head's desk."""
    with transaction.atomic():
        supplement = _open_supplement(dossier, by)
        if not supplement.is_ready:
            raise AlreadyDone("Phần bổ sung đang ở chỗ anh/chị.")
        supplement.ready_by = supplement.ready_at = None
        supplement.save(update_fields=["ready_by", "ready_at"])
    return supplement


def answer(
    dossier: Dossier,
    *,
    by: User,
    declaration: str = "",
    note: str = "",
    seen: int | None = None,
) -> Dossier:
    """Sends the answer: confirmed by the head like the filing itself; the clock runs on."""
    to, facts = _way_back(dossier), {"declaration": declaration} if declaration else {}
    with taking(
        dossier, DossierAction.ANSWER, by=by, note=note, seen=seen, to=to, facts=facts
    ) as locked:
        supplement = Supplement.objects.select_for_update().get(dossier=locked)
        if blockers := dossier_rules.supplement_blockers(locked):
            raise Refused(*blockers)
        if not supplement.is_ready:
            raise Refused("Cán bộ chưa báo bổ sung xong. Báo cán bộ, hoặc chờ họ chuyển sang.")
        if supplement.ready_by_id == by.pk:
            raise PermissionDenied  # four eyes
        supplement.changes = [
            asdict(change) for change in supplement_queries.changes_since(supplement)
        ]
        supplement.answered_at = clock.now()
        supplement.save(update_fields=["changes", "answered_at"])
        for document in edition_queries.replaced_documents(supplement):
            documents.discard(document)
        lines = locked_lines(locked)
        meet_again(locked, lines)
        limit_services.give_back(locked, clock.day_of(supplement.asked_at))
    return locked


def stop_overdue() -> int:
    """Stops (dừng) what nobody answered in time (national code 8); how many."""
    late = Supplement.objects.filter(
        answered_at=None, until__lt=clock.today(), dossier__state=DossierState.NEED_MORE
    )
    waiting = late.order_by("dossier_id").values_list("dossier", flat=True)
    return sum(_stop(pk) for pk in list(waiting))


def _stop(pk: int) -> bool:
    with transaction.atomic():
        dossier = workflow.lock(Dossier, pk)
        supplement = dossier.supplement
        if dossier.state != DossierState.NEED_MORE or supplement.until >= clock.today():
            return False  # answered, or given more time, a moment ago
        note = f"Quá hạn bổ sung {supplement.until:%d/%m/%Y}."
        with workflow.step(
            dossier, DossierAction.STOP, by=None, may=workflow.portal, note=note
        ) as locked:
            close_lines(locked, by=None, note=note)
        custody_services.close(locked)
    return True


def _open_supplement(dossier: Dossier, by: User) -> Supplement:
    locked = workflow.lock(Dossier, dossier.pk)
    if not dossier_rules.can_file_for(by, locked.unit):
        raise PermissionDenied
    if locked.state != DossierState.NEED_MORE:
        raise Refused(
            f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}», không chờ bổ sung nữa. "
            "Tải lại trang để xem việc gì vừa xảy ra."
        )
    if blockers := dossier_rules.supplement_blockers(locked):
        raise Refused(*blockers)
    return locked.supplement


def _way_back(dossier: Dossier) -> str | None:
    supplement = Supplement.objects.filter(dossier=dossier).first()
    return supplement.came_from if supplement else None
