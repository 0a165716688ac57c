"""Writing a decision: its line-up, its words, its draft paper. Steps are in `transitions`."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from campaigns import law
from decisions import lineup as lineups, papers, rules
from decisions.models import Decision, DecisionLine
from dossiers.models import Dossier, Nomination
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order
from units.models import User


def compose(
    nominations: Iterable[Nomination], *, reason: str, fund_line: str, key: UUID, by: User
) -> Decision:
    """Soạn dự thảo từ các đề nghị đã được đề xuất. The same key again returns the same decision."""
    if known := Decision.objects.filter(creation_key=key, composed_by=by).first():
        return known
    if not rules.can_compose(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            rows = lock_nominations([n.pk for n in nominations])
            _stop_on(rules.composition_blockers(rows) + _taken(rows))
            first = rows[0]
            decision = Decision.objects.create(
                creation_key=key,
                category=first.dossier.category,
                plan=first.dossier.plan,
                award_type=first.award_type,
                merit_year=first.dossier.merit_year,
                reason=reason,
                fund_line=fund_line,
                composed_by=by,
            )
            _enter(decision, rows)
            _order_draft(decision)
    except IntegrityError:  # the same click twice at the same instant
        return Decision.objects.get(creation_key=key, composed_by=by)
    return decision


def edit(
    decision: Decision,
    *,
    reason: str,
    fund_line: str,
    letter_number: str,
    letter_on: date | None,
    by: User,
) -> Decision:
    """Sửa lời văn, số tờ trình; a new draft paper follows."""
    with transaction.atomic():
        locked = _locked_draft(decision, by)
        locked.reason, locked.fund_line = reason, fund_line
        locked.letter_number, locked.letter_on = letter_number, letter_on
        locked.save()
        _order_draft(locked)
    return locked


def add_lines(decision: Decision, nominations: Iterable[Nomination], *, by: User) -> Decision:
    """Thêm vào danh sách."""
    with transaction.atomic():
        rows = lock_nominations([n.pk for n in nominations])
        locked = _locked_draft(decision, by)
        there = list(
            Nomination.objects.filter(decision_lines__decision=locked).select_related(
                "dossier__unit", "award_type"
            )
        )
        _stop_on(rules.composition_blockers([*there, *rows]) + _taken(rows))
        _enter(locked, rows)
        _order_draft(locked)
    return locked


def remove_line(line: DecisionLine, *, by: User) -> Decision:
    """Đưa một trường hợp khỏi dự thảo; it can join another decision."""
    with transaction.atomic():
        locked = _locked_draft(line.decision, by)
        if locked.lines.count() == 1:
            raise Refused("Dự thảo chỉ còn một trường hợp; nếu không dùng nữa, hãy bỏ dự thảo.")
        line.delete()
        _order_draft(locked)
    return locked


def renew_draft(decision: Decision, *, by: User) -> Decision:
    """Tạo lại dự thảo when names, money or the law of the day changed since."""
    with transaction.atomic():
        locked = _locked_draft(decision, by)
        _order_draft(locked)
    return locked


def draft_context(decision: Decision) -> dict:
    """What the draft would print now."""
    day = clock.today()
    authority = law.authority_on(day)
    signatory = law.head_of(authority, day)
    return papers.context(
        lineups.read(decision, day), day=day, authority=authority, signatory=signatory, symbol=""
    )


def draft_is_stale(decision: Decision) -> bool:
    """Does the draft paper still say what the rows say?"""
    if decision.draft_id is None:
        return True
    printed = {k: v for k, v in decision.draft.context.items() if k != "verification"}
    return printed != draft_context(decision)


def lock_nominations(pks: Iterable[int]) -> list[Nomination]:
    """Lock dossiers, then nominations, each by key (law 14), and hang them together."""
    pks = list(pks)
    dossier_ids = set(Nomination.objects.filter(pk__in=pks).values_list("dossier_id", flat=True))
    workflow.lock_many(Dossier, dossier_ids)
    dossiers = Dossier.objects.select_related("unit", "plan__campaign").in_bulk(dossier_ids)
    workflow.lock_many(Nomination, pks)
    rows = list(
        Nomination.objects.filter(pk__in=pks).select_related("award_type", "quota").order_by("pk")
    )
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
    return rows


def _taken(nominations: list[Nomination]) -> list[str]:
    """Nominations that stand in a live decision already."""
    free = set(lineups.available().values_list("pk", flat=True))
    return [
        f"{n.full_name} đã có trong một dự thảo quyết định khác."
        for n in nominations
        if n.pk not in free and n.state == "recommended" and n.dossier.state == "appraised"
    ]


def _enter(decision: Decision, nominations: list[Nomination]) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, nomination=n) for n in nominations
    )


def _order_draft(decision: Decision) -> Document:
    decision.draft = order(
        papers.PAPER,
        title=f"Dự thảo: {decision.name}"[:250],
        context=draft_context(decision),
        is_draft=True,
    )
    decision.save()
    return decision.draft


def _locked_draft(decision: Decision, by: User) -> Decision:
    locked = workflow.lock(Decision, decision.pk)
    if not rules.can_compose(by):
        raise PermissionDenied
    if not rules.can_edit(by, locked):
        raise Refused(
            f"Quyết định đang ở trạng thái «{locked.get_state_display()}» nên không sửa được nữa. "
            "Tải lại trang để xem việc gì vừa xảy ra."
        )
    return locked


def _stop_on(blockers: list[str]) -> None:
    if blockers:
        raise Refused(*blockers)
