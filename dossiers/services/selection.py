"""Many lines of a draft at once: ticked, then changed, moved or taken off in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from dossiers.models import Dossier, DossierPaper, Nomination, NominationEvent
from dossiers.queries import award_type as award_type_queries, companion as companion_queries
from dossiers.services.dossier import locked_draft
from dossiers.services.nominee import bring_lines_back, check_room, kept_of, reorder
from law.models import AwardType
from nganam_awards.core.refusals import AlreadyDone, Refused
from units.models import User


NONE_LEFT = "Các dòng đã chọn không còn trong danh sách; xem lại danh sách rồi chọn lại."


class Refusal(NamedTuple):
    """A line with which it could not be done, by name, and why."""

    name: str
    why: str


class AwardBefore(NamedTuple):
    """Of a line that asks another award now: its name, and the award before."""

    name: str
    award: int


class AwardGiven(NamedTuple):
    """What a change of award did: {line: what it was}, what came with it, who was refused."""

    award: AwardType
    earlier: dict[int, AwardBefore]
    added: list[int]
    refused: list[Refusal]


class Removed(NamedTuple):
    """Lines as plain values with their keys, for `restore_lines`, and those that had to stay."""

    lines: list[dict]
    refused: list[Refusal]


class TakenBack(NamedTuple):
    """How many lines are again as they were, and with which that could not be."""

    count: int
    refused: list[Refusal]


class Placed(NamedTuple):
    """How many lines were moved, and the number of the first of them now."""

    count: int
    place: int


def give_award(
    dossier: Dossier, pks: Collection[int], award_pk: int | None, *, by: User
) -> AwardGiven:
    """Asks another award (hình thức) for these lines; a title brings what it stands on."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        award = award_type_queries.award_types_for(locked).filter(pk=award_pk).first()
        if award is None:
            raise Refused("Hồ sơ này không đề nghị được hình thức vừa chọn. Chọn hình thức khác.")
        lines = _lines(locked)
        chosen = _chosen(lines, pks)
        there = {_asking(line, line.award_type_id) for line in lines}
        changed, before, refused = [], {}, []
        for line in chosen:
            if line.award_type_id == award.pk:
                continue
            if why := _why_not(line, award, there):
                refused.append(Refusal(line.full_name, why))
                continue
            there.add(_asking(line, award.pk))
            before[line.pk] = AwardBefore(line.full_name, line.award_type_id)
            line.award_type = award
            changed.append(line)
        _give(locked, before, award.pk)
        added = _bring_companions(locked, lines, changed)
    return AwardGiven(award, before, added, refused)


def take_award_back(
    dossier: Dossier,
    given: int,
    before: dict[int, AwardBefore],
    added: Collection[int],
    *,
    by: User,
) -> TakenBack:
    """Undo (hoàn tác) of `give_award`: who still has that award gets the one before."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        locked.nominations.filter(pk__in=added, version=1, reports=None, events=None).delete()
        here = {line.pk: line for line in _lines(locked)}
        again, refused = defaultdict(list), []
        for pk, (name, award) in before.items():
            line = here.get(pk)
            if line is None:
                refused.append(Refusal(name, "không còn trong danh sách"))
            elif line.award_type_id == given:
                again[award].append(pk)
            elif line.award_type_id != award:
                refused.append(Refusal(line.full_name, "đã được đổi hình thức lần nữa"))
        if not again and not refused:
            raise AlreadyDone("Các dòng này đã trở lại hình thức trước.")
        for award, pks in again.items():
            _give(locked, pks, award)
    return TakenBack(sum(map(len, again.values())), refused)


def remove_lines(dossier: Dossier, pks: Collection[int], *, by: User) -> Removed:
    """Takes lines off the list; what hangs on papers or on earlier steps stays, by name."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        rows = locked.nominations.filter(pk__in=pks).annotate(
            is_told=Exists(NominationEvent.objects.filter(nomination=OuterRef("pk"))),
            is_written=Exists(DossierPaper.objects.filter(line=OuterRef("pk"))),
        )
        chosen = list(rows.order_by("order", "pk"))
        if not chosen:
            raise AlreadyDone(NONE_LEFT)
        gone, refused = [], []
        for line in chosen:
            if line.is_told:
                refused.append(Refusal(line.full_name, "đã rút sau khi nộp, phải giữ lại"))
            elif line.is_written:
                why = "có báo cáo thành tích soạn trên cổng, bỏ báo cáo ở mục «Văn bản» trước"
                refused.append(Refusal(line.full_name, why))
            else:
                gone.append(line)
        kept = kept_of(gone)
        locked.nominations.filter(pk__in=[line.pk for line in gone]).delete()
    return Removed(kept, refused)


def restore_lines(dossier: Dossier, kept: Iterable[dict], *, by: User) -> TakenBack:
    """Undo (hoàn tác) of `remove_lines`: each line as it was, in its old place, a twin too."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        standing = set(locked.nominations.values_list("pk", flat=True))
        gone, refused = [], []
        for values in kept:
            if values["pk"] in standing:
                refused.append(Refusal(values["full_name"], "đã có trong danh sách"))
            else:
                gone.append(values)
        if not gone:
            raise AlreadyDone("Các dòng này đã trở lại danh sách.")
        bring_lines_back(locked, gone)
    return TakenBack(len(gone), refused)


def place_lines(dossier: Dossier, pks: Collection[int], place: int, *, by: User) -> Placed:
    """Moves lines of one kind together, the first of them to this number; beyond is the end."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        lines = _lines(locked)
        chosen = _chosen(lines, pks)
        kinds = {line.honouree_kind for line in chosen}
        if len(kinds) > 1:
            raise Refused(
                "Mỗi loại (tập thể, cá nhân, hộ) đánh số riêng. Chọn các dòng cùng một loại rồi "
                "đổi vị trí."
            )
        rows = [line for line in lines if line.honouree_kind in kinds]
        moving = {line.pk for line in chosen}
        moved = [row for row in rows if row.pk not in moving]
        at = min(max(place, 1) - 1, len(moved))
        moved[at:at] = chosen
        reorder(moved, sorted(row.order for row in rows))
    return Placed(len(chosen), at + 1)


def _lines(dossier: Dossier) -> list[Nomination]:
    rows = dossier.nominations.on_list().select_related("award_type").order_by("order", "pk")
    return list(rows)


def _chosen(lines: list[Nomination], pks: Collection[int]) -> list[Nomination]:
    wanted = set(pks)
    chosen = [line for line in lines if line.pk in wanted]
    if not chosen:
        raise Refused(NONE_LEFT)
    return chosen


def _asking(line: Nomination, award_pk: int) -> tuple:
    """One honouree for one award, as the list tells twins (`nominee.stands_already`)."""
    return (line.honouree_kind, line.full_name, line.birth_year, line.birth_date, award_pk)


def _why_not(line: Nomination, award: AwardType, there: set[tuple]) -> str:
    if not award.can_go_to(line.honouree_kind):
        return f"{award.name} không dành cho {line.get_honouree_kind_display().lower()}"
    if _asking(line, award.pk) in there:
        return f"đã có dòng khác được đề nghị {award.name}"
    return ""


def _give(dossier: Dossier, pks: Collection[int], award_pk: int) -> None:
    rows = dossier.nominations.filter(pk__in=list(pks))
    rows.update(award_type=award_pk, version=F("version") + 1)


def _bring_companions(
    dossier: Dossier, lines: list[Nomination], changed: list[Nomination]
) -> list[int]:
    """What the titles of these lines stand on, each right below its own."""
    below: dict[int, Nomination] = {}
    last: Nomination | None = None
    for line in companion_queries.with_companions(dossier, changed):
        if line.pk is None and last is not None:
            below[last.pk] = line
        last = line
    if not below:
        return []
    check_room(dossier, len(below))
    whole = [one for line in lines for one in (line, below.get(line.pk)) if one is not None]
    new = list(below.values())
    for line in new:
        line.dossier = dossier
    start = min((line.order for line in lines), default=1)
    reorder(whole, list(range(start, start + len(whole))))
    Nomination.objects.bulk_create(new)
    return [line.pk for line in new]
