"""Who is told of a step with a decision, and in which words."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.urls import reverse

from decisions.enums import DecisionState
from decisions.models import Decision, DecisionEvent, DecisionLine, ResultAnnouncement
from decisions.queries import lineup as lineup_queries
from decisions.workflow import DecisionAction as A
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import Unit, UnitUserPermission, User
from units.rules import CLERK_RIGHT, HEAD_RIGHT, acting_for, holders_of


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(DecisionEvent, messages_for)


def messages_for(event: DecisionEvent) -> list[Message]:
    """One sentence for each person whom the step concerns, except whoever took it."""
    decision = Decision.objects.for_detail().get(pk=event.decision_id)
    match event.action:
        case A.SUBMIT:
            messages = _to_sign(decision)
        case A.SEND_BACK:
            messages = _sent_back(decision, event)
        case A.APPROVE if decision.state == DecisionState.APPROVED:
            messages = _to_number(decision)
        case A.VOID:
            messages = _sent_back(decision, event)
        case A.ISSUE | A.ENTER_NUMBER:
            messages = [*_to_units(decision), *_to_clerical(decision)]
        case _:
            messages = []
    first = {message.user.pk: message for message in reversed(messages)}
    first.pop(event.by_id, None)
    return list(first.values())


def tell_of_refusals(announcement: ResultAnnouncement) -> None:
    """The unit's clerks and heads hear that a paper says who was not awarded, and why."""
    dossier, document = announcement.dossier, announcement.document
    text = (
        f"Hồ sơ {dossier.ref} «{dossier.title}»: Thông báo số {document.symbol} về những trường "
        "hợp không được khen thưởng và lý do."
    )
    people = {
        person.pk: person
        for right in (CLERK_RIGHT, HEAD_RIGHT)
        for person in holders_of(dossier.unit, right)
    }
    url, subject = document.get_absolute_url(), "Thông báo kết quả xét khen thưởng"
    messages = [Message(person, text, url, subject, MailKind.RESULT) for person in people.values()]
    outbox.post(messages, f"decisions.resultannouncement:{announcement.pk}", clock.now())


def _to_sign(decision: Decision) -> list[Message]:
    counted = lineup_queries.counted_in([decision])[decision.pk]
    letter = f"Tờ trình {decision.letter_number}" if decision.letter_number else "Tờ trình"
    text = f"{letter}: {decision.act} cho {counted}, {decision.reason}. Chờ Chủ tịch ký."
    url = reverse("decisions:sign", args=[decision.pk])
    signers = User.objects.holding("decisions.approve_decision")
    paper = "Quyết định khen thưởng" if decision.is_award else "Tờ trình cấp trên"
    return [Message(user, text, url, f"{paper} chờ ký") for user in signers]


def _to_number(decision: Decision) -> list[Message]:
    text = f"Chủ tịch đã duyệt: {decision.act}, {decision.reason}. Chờ văn thư vào số."
    url = reverse("decisions:enter_number", args=[decision.pk])
    keepers = User.objects.holding("law.enter_number")
    return [Message(user, text, url, "Văn bản chờ vào số") for user in keepers]


def _sent_back(decision: Decision, event: DecisionEvent) -> list[Message]:
    """The Chairman's words about what he returned, or whose approval he took back."""
    done = "hủy duyệt" if event.action == A.VOID else "trả lại dự thảo"
    text = f"Chủ tịch {done} «{decision.act}». {event.note}"
    people: Iterable[User] = [
        decision.composed_by,
        *User.objects.holding("decisions.submit_decision"),
    ]
    url, subject = decision.get_absolute_url(), "Chủ tịch trả lại dự thảo quyết định"
    return [Message(user, text, url, subject) for user in people]


def _to_units(decision: Decision) -> list[Message]:
    """Clerk and head of every unit that has somebody on the list, each told once."""
    lines = DecisionLine.objects.not_struck().filter(decision=decision)
    names = Counter(lines.values_list("nomination__dossier__unit_id", flat=True))
    heirs: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.in_bulk(names).values():
        for acting in acting_for(unit, clock.today()):
            heirs[acting].append(unit)
    grants = (
        UnitUserPermission.objects.in_force(clock.today())
        .filter(content_object__in=heirs, permission__codename__in=[CLERK_RIGHT, HEAD_RIGHT])
        .select_related("user", "content_object")
        .order_by("pk")
    )
    told: dict[int, tuple[User, dict[int, str]]] = {}
    for grant in grants:
        for unit in heirs[grant.content_object_id]:
            words = f"{unit.short_name} ({names[unit.pk]} trường hợp)"
            told.setdefault(grant.user_id, (grant.user, {}))[1][unit.pk] = words
    head = f"{_numbered(decision)}: {decision.act} cho "
    url, subject = decision.get_absolute_url(), f"Đã có {decision.title}"
    return [
        Message(
            user,
            f"{head}{', '.join(units.values())}. Mở trang để tải văn bản.",
            url,
            subject,
            MailKind.RESULT,
        )
        for user, units in told.values()
    ]


def _to_clerical(decision: Decision) -> list[Message]:
    text = f"{_numbered(decision)} đã ban hành: {decision.name}."
    url, subject = decision.get_absolute_url(), f"Ban hành {decision.title}"
    people = User.objects.holding("law.enter_number")
    return [Message(user, text, url, subject) for user in people]


def _numbered(decision: Decision) -> str:
    return f"{decision.title} ngày {decision.issued_on:%d/%m/%Y}"
