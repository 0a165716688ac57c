"""The items of a bulk, each in a transaction of its own: what changed meanwhile is left alone."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import BulkAct, BulkOutcome
from dossiers.models import BulkItem, BulkRun, Dossier
from dossiers.rules import bulk as bulk_rules
from dossiers.services import nudge as nudge_services
from dossiers.transitions import dossier as dossier_transitions
from dossiers.workflow import DossierAction
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from units.models import User


ASKED_ANEW = 50  # items after which it is asked again who the people are and what they may
NOT_HIS = "Anh/chị không còn được làm bước này với hồ sơ này."


def run(pk: int) -> None:
    """Takes the items that wait, one by one; two machines at one run share them."""
    waiting = BulkItem.objects.filter(run=pk, outcome=BulkOutcome.WAITING)
    keys = list(waiting.order_by("place").values_list("pk", flat=True))
    for start in range(0, len(keys), ASKED_ANEW):
        desk = _RunDesk(BulkRun.objects.select_related("by").get(pk=pk))
        for key in keys[start : start + ASKED_ANEW]:
            _take(key, desk)
    if not waiting.exists():
        BulkRun.objects.filter(pk=pk, finished_at=None).update(finished_at=clock.now())


class _RunDesk:
    """A run with its people: what they may is asked once for some items."""

    def __init__(self, run: BulkRun) -> None:
        self.run, self.by, self.note = run, run.by, run.note
        self._officers: dict[int, User] = {}

    def officer(self, pk: int) -> User:
        if pk not in self._officers:
            self._officers[pk] = User.objects.get(pk=pk)
        return self._officers[pk]


def _take(pk: int, desk: _RunDesk) -> None:
    """One item, if nobody else has it in hand: the step and its word are one transaction."""
    with transaction.atomic():
        rows = BulkItem.objects.select_for_update(skip_locked=True, no_key=True)
        item = rows.filter(pk=pk, outcome=BulkOutcome.WAITING).first()
        if item is None:
            return
        dossier = Dossier.objects.select_related("unit", "officer").get(pk=item.dossier_id)
        try:
            with transaction.atomic():
                item.told = _ACTS[BulkAct(desk.run.act)](dossier, desk, item.shown)
            item.outcome = BulkOutcome.DONE
        except AlreadyDone:  # by the same hand, and not as this page showed it
            item.outcome, item.told = BulkOutcome.REFUSED, _since(dossier, item.shown["event"])
        except Refused as refusal:
            item.outcome, item.told = BulkOutcome.REFUSED, " ".join(refusal.reasons)
        except PermissionDenied:
            item.outcome, item.told = BulkOutcome.REFUSED, NOT_HIS
        item.save(update_fields=["outcome", "told"])


def _since(dossier: Dossier, seen: int) -> str:
    """What happened with it after the look."""
    later = dossier.events.filter(pk__gt=seen).select_related("by").order_by("pk")
    told = "; ".join(
        f"{clock.as_office(e.happened_at):%H:%M %d/%m/%Y} "
        f"{e.by.full_name if e.by else 'hệ thống'}: {dossier.FLOW.told(e.action).lower()}"
        + (f" ({e.facts['officer']})" if e.facts.get("officer") else "")
        for e in later
    )
    return f"Hồ sơ vừa thay đổi sau khi xem trước: {told}."


def _receive(dossier: Dossier, desk: _RunDesk, shown: dict) -> str:
    received = dossier_transitions.receive(dossier, by=desk.by, seen=shown["event"])
    if received.due_on != (promised := date.fromisoformat(shown["due"])):
        raise Stale(
            f"Ngày hẹn trả nay là {received.due_on:%d/%m/%Y}, không còn là "
            f"{promised:%d/%m/%Y} như khi xem trước."
        )
    return f"Mã {received.one_stop_code}, hẹn trả {received.due_on:%d/%m/%Y}."


def _assign(dossier: Dossier, desk: _RunDesk, shown: dict) -> str:
    is_moved = shown["step"] == DossierAction.REASSIGN
    take = dossier_transitions.reassign if is_moved else dossier_transitions.assign
    take(
        dossier,
        officer=desk.officer(shown["officer"]),
        by=desk.by,
        note=desk.note,
        seen=shown["event"],
    )
    return f"Giao {shown['name']}."


def _nudge(dossier: Dossier, desk: _RunDesk, shown: dict) -> str:
    if dossier.state != shown["state"]:
        raise Stale(f"Hồ sơ nay ở trạng thái «{dossier.get_state_display()}» nên không nhắc nữa.")
    if not bulk_rules.can_act(desk.by, desk.run.act):
        raise PermissionDenied
    told = nudge_services.nudge(dossier, by=desk.by, note=desk.note, to=shown["to"])
    return f"Đã nhắc {told}."


_ACTS = {BulkAct.RECEIVE: _receive, BulkAct.ASSIGN: _assign, BulkAct.NUDGE: _nudge}
