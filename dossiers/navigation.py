"""Where dossiers stand in the side menu, and what of them waits for whom."""

from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.urls import reverse
from django.utils.text import Truncator

from dossiers.models import Consultation, Dossier, DossierEvent, Objection
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.queries import (
    consultation as consultation_queries,
    honouree as honouree_queries,
    office as office_queries,
    queue as queue_queries,
)
from dossiers.queries.own_line import holding_own
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import DOSSIER_FLOW, NOMINATION_FLOW, DossierAction as D, NominationAction
from nganam_awards.core.address import address
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.core.registry import navigation, work_elsewhere, work_lanes
from nganam_awards.core.word_list import keys_as_rows
from nganam_awards.core.work import Elsewhere, Lane, WorkItem, WorkKind
from units.models import User
from units.queries.grant import holds_somewhere
from units.rules import can_name_stand_in, units_with


KIND = WorkKind("ho-so", "Hồ sơ", "files")
ASKED = WorkKind("lay-y-kien", "Lấy ý kiến", "speakerphone")
_LIST, _QUEUE = "dossiers:list", "dossiers:appraisal_queue"
_CONSULTATIONS = "dossiers:consultations"
# What waits in the unit: (queue, step).
_IN_UNIT = (
    (queue_queries.AT_HEAD, D.CONFIRM),
    (queue_queries.TO_ANSWER, D.ANSWER),
)
# Where the verb of the table is not the step's own, and where on its page the step stands.
_VERBS = {
    queue_queries.TO_CLOSE: NOMINATION_FLOW.todo(NominationAction.DECLINE),
    queue_queries.MINE: "Cho ý kiến trường hợp xét tiếp",
}
_PLACES = {D.ASSIGN: "#phan-cong", D.FINISH: "#danh-sach", queue_queries.MINE: "#danh-sach"}


def doors(user: User) -> list[NavItem]:
    """The unit's own dossiers; what was filed and the queues for Phòng Nội vụ."""
    is_of_unit = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    is_staff = dossier_rules.can_view_filed(user)
    items = []
    if is_of_unit or is_staff:
        label = "Hồ sơ" if is_staff else "Hồ sơ của đơn vị"
        items.append(NavItem(label, _LIST, "files", order=20, short="Hồ sơ"))
    if office_queries.works_on_queues(user):
        items.append(NavItem("Thẩm định", _QUEUE, "clipboard-check", order=25))
        items.append(
            NavItem(
                "Sổ theo dõi hồ sơ",
                "dossiers:logbook",
                "list-details",
                order=54,
                part=MenuPart.MEMORY,
                short="Sổ hồ sơ",
            )
        )
    if can_name_stand_in(user):
        items.append(NavItem("Người thay", "dossiers:stand_ins", "user-check", order=26))
    asked = _CONSULTATIONS if is_staff else "dossiers:postings"
    items.append(NavItem("Lấy ý kiến", asked, "speakerphone", order=45, short="Ý kiến"))
    return items


def lanes(user: User) -> list[Lane]:
    """What waits for the clerk, the head, Phòng Nội vụ: the steps before this person."""
    found = []
    if queue_queries.files_for_some_unit(user):
        found += _lanes_of_clerk(user)
    if holds_somewhere(user, "confirm_dossiers"):
        found.append(_asked_of_body(user))
        found += [
            Lane(
                KIND,
                DOSSIER_FLOW.todo(step),
                queue_queries.rows_of(slug, user),
                read,
                _LIST,
                _until if step == D.ANSWER else _due,
            )
            for slug, step in _IN_UNIT
        ]
    rows = Dossier.objects.visible_to(user).exclude(holding_own(user))
    if can_name_stand_in(user):
        alone = queue_queries.left_alone(user)
        found.append(Lane(KIND, "Cử người thay", alone, read, "dossiers:stand_ins", _due, _naming))
    if user.has_perm("dossiers.appraise_any"):
        found.append(_objections_of(user))
    return found + [
        Lane(
            KIND,
            _VERBS[step] if step in _VERBS else DOSSIER_FLOW.todo(step),
            rows.filter(which),
            read,
            _QUEUE,
            _due,
            _at(_PLACES.get(step, "")),
        )
        for step, which in queue_queries.steps_for(user).items()
    ]


def elsewhere(user: User) -> list[Elsewhere]:
    """What a unit, its head or the head of Phòng Nội vụ has to do first."""
    if office_queries.works_on_queues(user):
        told = {
            queue_queries.WAITING: "hồ sơ chờ đơn vị bổ sung, đồng hồ đang dừng",
            queue_queries.PAUSED: "hồ sơ có trường hợp tạm dừng xét, chờ kết quả xác minh",
        }
        consulted = Elsewhere(
            "lần hỏi hiệp y chờ cơ quan khác trả lời",
            consultation_queries.needed().filter(asked_by=user.pk),
            address(_CONSULTATIONS),
        )
        if not user.has_perm("dossiers.assign"):
            told[queue_queries.TO_CLOSE] = (
                "hồ sơ chờ trưởng phòng kết thúc trường hợp không đề nghị"
            )
        return [
            *(
                Elsewhere(words, queue_queries.rows_of(slug, user), address("dossiers:queue", slug))
                for slug, words in told.items()
            ),
            consulted,
        ]
    if not queue_queries.files_for_some_unit(user):
        return []
    states = {
        "awaiting_head": "hồ sơ chờ thủ trưởng xác nhận",
        "need_more": "hồ sơ chờ thủ trưởng gửi bổ sung",
    }
    ready = {"need_more": Q(supplement__ready_at__isnull=False)}
    rows = Dossier.objects.visible_to(user)
    return [
        Elsewhere(
            words,
            rows.filter(ready.get(state, Q()), state=state),
            f"{address(_LIST)}?state={state}",
        )
        for state, words in states.items()
        if not holds_somewhere(user, "confirm_dossiers")
    ]


def read(keys: Collection[int]) -> dict[int, WorkItem]:
    """Dossiers as the table of work names them, with who is in them."""
    found = _NAMED.answer(list(keys))
    counts = honouree_queries.counted_in(found)
    return {
        row.pk: WorkItem(row, row.title, _note(row, counts), row.unit.short_name) for row in found
    }


def _named(keys: Blank) -> QuerySet[Dossier]:
    said = DossierEvent.objects.filter(dossier=OuterRef("pk")).order_by("-pk").values("note")
    rows = Dossier.objects.filter(pk__in=keys_as_rows(keys)).select_related("unit")
    return rows.annotate(said=Subquery(said[:1]))


_NAMED = PreparedRows(_named, ArrayField(BigIntegerField()))


def register() -> None:
    """Called once when the apps are loaded."""
    navigation.add(doors)
    work_lanes.add(lanes, order=10)
    work_elsewhere.add(elsewhere, order=10)


def _lanes_of_clerk(user: User) -> list[Lane]:
    """Drafts that came back stand apart from those that are being written."""
    drafts = queue_queries.rows_of(queue_queries.AT_CLERK, user)
    back = Exists(
        DossierEvent.objects.filter(dossier=OuterRef("pk"), action__in=[D.SEND_BACK, D.RECALL])
    )
    asked = queue_queries.rows_of(queue_queries.TO_SUPPLEMENT, user)
    return [
        Lane(KIND, "Bổ sung hồ sơ", asked, read, _LIST, _until),
        Lane(KIND, "Sửa, chuyển lại", drafts.filter(back), read, _LIST),
        Lane(KIND, DOSSIER_FLOW.todo(D.HAND_OVER), drafts.filter(~back), read, _LIST),
    ]


def _asked_of_body(user: User) -> Lane:
    """What the person's own body was asked (hiệp y) and has not answered."""
    own = units_with(user, "confirm_dossiers")
    rows = consultation_queries.needed().filter(unit__in=own)
    return Lane(ASKED, "Trả lời hiệp y", rows, _read_asked, "", lambda: F("due_on"))


def _objections_of(user: User) -> Lane:
    """Words against posted names that wait for this officer's answer."""
    rows = Objection.objects.waiting().filter(posting__dossier__officer=user.pk)
    rows = rows.exclude(holding_own(user, "posting__dossier"))
    return Lane(ASKED, "Trả lời phản ánh", rows, _read_objections, url=_at_objection)


def _at_objection(row: Objection) -> str:
    return reverse("dossiers:objection_answer", args=[row.posting.dossier.ref, row.pk])


def _read_asked(keys: Collection[int]) -> dict[int, WorkItem]:
    rows = Consultation.objects.filter(pk__in=keys).select_related("asked_by")
    return {
        row.pk: WorkItem(row, f"Ý kiến của {row.body}", f"{row.asked_by.full_name}, Phòng Nội vụ")
        for row in rows
    }


def _read_objections(keys: Collection[int]) -> dict[int, WorkItem]:
    rows = Objection.objects.filter(pk__in=keys).select_related("line", "posting__dossier__unit")
    return {
        row.pk: WorkItem(
            row,
            f"Phản ánh {row.code} về {row.line.full_name}",
            f"Hồ sơ {row.posting.dossier.ref}",
            row.posting.dossier.unit.short_name,
        )
        for row in rows
    }


def _due() -> Case:
    """The promised day, while the clock of Phòng Nội vụ runs."""
    return Case(When(state__in=CLOCK_RUNS, then=F("due_on")), output_field=DateField())


def _until() -> F:
    """The day until which the unit supplements."""
    return F("supplement__until")


def _at(place: str) -> object:
    return lambda row: f"{row.get_absolute_url()}{place}"


def _naming(row: Dossier) -> str:
    return address("dossiers:stand_in_name", row.ref)


def _note(row: Dossier, counts: dict[int, str]) -> str:
    """«Hồ sơ HS-2023-00007 · 6 tập thể, 14 cá nhân», or why it came back."""
    told = counts.get(row.pk, "chưa có ai trong danh sách")
    if row.state == "draft" and row.said:
        told = f"trả lại: «{Truncator(row.said).chars(80)}»"
    return f"Hồ sơ {row.ref} · {told}"
