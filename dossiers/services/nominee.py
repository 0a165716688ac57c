"""Writing the list of a draft: lines added, mended, moved, taken off."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max

from dossiers.enums import Identity
from dossiers.models import Attachment, Dossier, Nomination
from dossiers.queries import (
    award_type as award_type_queries,
    companion as companion_queries,
    honouree as honouree_queries,
    initiative as initiative_queries,
    nominee as nominee_queries,
)
from dossiers.queries.columns import (
    MERGED,
    PARTICULARS,
    PLACE,
    RECORD,
    TYPED,
    as_plain,
    copied,
    from_plain,
)
from dossiers.queries.identity import candidate_of
from dossiers.rules import dossier as dossier_rules
from dossiers.services import member as member_services
from dossiers.services.dossier import check_version, locked_draft, locked_for_writing
from honourees.queries import match as match_queries
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line
from nganam_awards.core.update import update_each
from units.models import User


MAX_LINES = 5000  # what one dossier carries with good manners (design budgets)
_BATCH = 1000
_BESIDE = (
    "papers",
    "members",
    "was_twin",
)  # kept with a line that was taken off, no fields of its own


def add_line(dossier: Dossier, line: Nomination, *, by: User) -> Nomination:
    """Adds one line to the list; the same click twice is one line."""
    with transaction.atomic():
        _check_twin(locked_draft(dossier, by), line)
        return add_lines(dossier, [line], by=by)[0]


def _check_twin(locked: Dossier, line: Nomination) -> None:
    if nominee_queries.stands_already(locked, line):
        raise AlreadyDone(f"{line.full_name} đã có trong danh sách này.")


def add_lines(dossier: Dossier, lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Adds many lines, all or nothing, at the end of the list."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        return _append(locked, list(map(nominee_queries.tidy, lines)))


def _append(locked: Dossier, lines: list[Nomination]) -> list[Nomination]:
    """Tidy lines at the end of a locked draft, with the titles that they stand on."""
    check_room(locked, len(lines))
    lines = companion_queries.with_companions(locked, lines)
    last = locked.nominations.aggregate(last=Max("order"))["last"] or 0
    for order, line in enumerate(lines, start=last + 1):
        line.dossier = locked
        line.order = order
    return Nomination.objects.bulk_create(lines)


def check_room(locked: Dossier, more: int) -> None:
    """Refuses what would not fit on the list any more."""
    there = locked.nominations.count()
    if there + more > MAX_LINES:
        raise Refused(
            f"Một hồ sơ chứa tối đa {MAX_LINES} dòng; đang có {there}, thêm {more}. "
            "Chia danh sách thành nhiều hồ sơ."
        )


class Merged(NamedTuple):
    """What came of a list merged into a draft."""

    added: int
    changed: int
    same: int
    new: list[Nomination]  # the added rows; titles that came along are not counted


def merge_lines(dossier: Dossier, lines: Iterable[Nomination], *, by: User) -> Merged:
    """Merges a list in: new rows are added, known ones brought up to date, all or nothing.

    What the list leaves empty stays as it is; the same list again changes nothing.
    """
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        brought = list(map(nominee_queries.tidy, lines))
        known = _known(list(locked.nominations.on_list()), brought)
        new, changed, same = [], [], 0
        unit_name = clean_line(locked.unit.short_name)
        for line in brought:
            there = known.get(line.same_row) if known else None
            if there is None:
                line.working_unit = line.working_unit or unit_name
                new.append(line)
            elif _bring_up_to_date(there, line):
                changed.append(there)
            else:
                same += 1
        _append(locked, new)
        update_each(changed, [*MERGED, "version"])
        return Merged(len(new), len(changed), same, new)


def _known(there: list[Nomination], brought: list[Nomination]) -> dict[tuple, Nomination]:
    """{row of the list: line that it speaks of}; a mended accent is no new person.

    Where two of the list, or of the draft, differ by accents alone, each is somebody else.
    """
    if not there:
        return {}
    known = {line.same_row: line for line in there}
    near = Counter(line.near_row for line in there), Counter(line.near_row for line in brought)
    alone = {line.near_row: line for line in there if near[0][line.near_row] == 1}
    for line in brought:
        if near[1][line.near_row] == 1 and line.near_row in alone:
            known.setdefault(line.same_row, alone[line.near_row])
    return known


def _bring_up_to_date(there: Nomination, line: Nomination) -> bool:
    is_changed = False
    for name in MERGED:
        value = getattr(line, name)
        if value not in {None, ""} and value != getattr(there, name):
            setattr(there, name, value)
            is_changed = True
    there.version += is_changed
    return is_changed


def copy_lines(dossier: Dossier, source: Dossier, *, by: User) -> list[Nomination]:
    """Copies the list of an old dossier into an empty draft: who, not what they did then."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        if not dossier_rules.can_file_for(by, source.unit):
            raise PermissionDenied
        if locked.nominations.exists():  # the same click again
            return []
        offered = set(award_type_queries.award_types_for(locked).values_list("pk", flat=True))
        first = award_type_queries.award_types_for(locked).first()
        lines = []
        for old in source.nominations.on_list().as_filed():
            line = Nomination(**copied(old, *PLACE, *PARTICULARS, *RECORD))
            if line.honouree_id:  # filed then: the register knows whom the unit meant
                line.identity = Identity.KNOWN
            if line.award_type_id not in offered:
                line.award_type = first
            lines.append(line)
        return add_lines(locked, lines, by=by) if first else []


def edit_line(line: Nomination, *, by: User, version: int | None = None) -> Nomination:
    """Saves an edited line (the form has set the fields); once filed, its place stays."""
    with transaction.atomic():
        locked = locked_for_writing(line.dossier, by)
        nominee_queries.tidy(line)
        before = locked.nominations.filter(pk=line.pk).first()
        if before is None:
            raise Refused("Dòng này vừa bị xóa khỏi danh sách; thêm lại nếu vẫn cần.")
        initiative_queries.follow(before, line)
        if locked.filed_at and _place(before) != _place(line):
            raise Refused(
                "Hồ sơ đã nộp thì đối tượng và hình thức khen giữ chỗ trong chỉ tiêu, "
                "khi bổ sung không đổi được. Rút dòng này nếu đề nghị sai."
            )
        if all(getattr(before, name) == getattr(line, name) for name in TYPED):
            return line
        check_version(before, version)
        if before.same_row != line.same_row and nominee_queries.stands_already(locked, line):
            raise Refused(About(f"{line.full_name} đã có trong danh sách này.", "full_name"))
        line.version = before.version + 1
        line.honouree_id, line.identity = before.honouree_id, before.identity
        if _birth_name(before) != _birth_name(line):
            line.honouree_id, line.identity = None, ""  # the register is asked anew
        line.save(update_fields=[*TYPED, *RECORD, "version"])  # place and result stay as they are
        _keep_one_person(locked, before, line)
        if not locked.filed_at:
            _bring_companion(locked, line)
    return line


def mend_name(line: Nomination, *, shown: str, by: User) -> Nomination:
    """Viết hoa đúng: the line gets the name that its row offered for the one `shown`."""
    with transaction.atomic():
        locked = locked_for_writing(line.dossier, by)
        now = locked.nominations.on_list().select_related("award_type").filter(pk=line.pk).first()
        if now is None:
            raise Refused("Dòng này vừa bị xóa khỏi danh sách.")
        meant = nominee_queries.meant_name(now.honouree_kind, now.full_name)
        if now.full_name != shown or not meant:
            raise AlreadyDone("Tên của dòng này vừa được sửa; xem lại tên đang ghi.")
        now.full_name = meant
        return edit_line(now, by=by)


def _birth_name(line: Nomination) -> tuple:
    """Who it is, as the register compares."""
    return line.honouree_kind, line.full_name, line.birth_date, line.birth_year


def _place(line: Nomination) -> tuple[str, int]:
    return line.honouree_kind, line.award_type_id


def _keep_one_person(dossier: Dossier, before: Nomination, line: Nomination) -> None:
    """Other lines of the same person carry the same particulars; each keeps its own award."""
    if line.honouree_kind != before.honouree_kind:
        return
    same = [other.pk for other in _lines_of(dossier, before) if other.pk != line.pk]
    dossier.nominations.filter(pk__in=same).update(
        **copied(line, *PARTICULARS, *RECORD), version=F("version") + 1
    )


def _lines_of(dossier: Dossier, line: Nomination) -> list[Nomination]:
    """Every line of the person of this one, itself first."""
    lines = [line, *dossier.nominations.on_list().exclude(pk=line.pk)]
    people = honouree_queries.who_of(lines)
    return [other for who, other in zip(people, lines, strict=True) if who == people[0]]


def _bring_companion(dossier: Dossier, line: Nomination) -> None:
    """A title given to a line by mending it brings what it stands on, right below."""
    for companion in companion_queries.with_companions(dossier, [line])[1:]:
        dossier.nominations.filter(order__gt=line.order).update(order=F("order") + 1)
        companion.dossier, companion.order = dossier, line.order + 1
        companion.save()


def settle_identity(line: Nomination, honouree_pk: int | None, *, by: User) -> Nomination:
    """Settles who it is: this record of the register, or (None) somebody it does not know.

    Said once for all lines of the person.
    """
    with transaction.atomic():
        locked = locked_for_writing(line.dossier, by)
        mine = locked.nominations.on_list().filter(pk=line.pk).first()
        if mine is None:
            raise Refused("Dòng này vừa bị xóa khỏi danh sách.")
        if honouree_pk is not None:
            [known] = match_queries.likely([candidate_of(mine)], unit=locked.unit)
            if honouree_pk not in {one.honouree.pk for one in known}:
                raise Refused("Sổ khen thưởng vừa thay đổi. Tải lại trang rồi chọn lại.")
        same = [other.pk for other in _lines_of(locked, mine)]
        locked.nominations.filter(pk__in=same).update(
            honouree=honouree_pk, identity=Identity.KNOWN if honouree_pk else Identity.NEW
        )
    return mine


def forget_identity(line: Nomination, *, by: User) -> None:
    """Takes the match back (đối chiếu lại): the register is asked anew."""
    with transaction.atomic():
        locked = locked_for_writing(line.dossier, by)
        same = [other.pk for other in _lines_of(locked, line)]
        locked.nominations.filter(pk__in=same).update(honouree=None, identity="")


def move_line(line: Nomination, *, up: bool, by: User) -> None:
    """Swaps with the line above or below among honourees of the same kind."""
    with transaction.atomic():
        locked = locked_draft(line.dossier, by)
        rows = locked.nominations.on_list().filter(honouree_kind=line.honouree_kind)
        pks = list(rows.order_by("order", "pk").values_list("pk", flat=True))
        if line.pk in pks:
            here = pks.index(line.pk) + 1
            place_line(line, here - 1 if up else here + 1, by=by)


def place_line(line: Nomination, place: int, *, by: User) -> None:
    """Moves a line to this number among honourees of the same kind; beyond the end is the end."""
    with transaction.atomic():
        locked = locked_draft(line.dossier, by)
        rows = list(
            locked.nominations.on_list()
            .filter(honouree_kind=line.honouree_kind)
            .order_by("order", "pk")
        )
        moved = [row for row in rows if row.pk != line.pk]
        if len(moved) == len(rows):
            raise Refused("Dòng này vừa bị xóa khỏi danh sách; thêm lại nếu vẫn cần.")
        moved.insert(max(place, 1) - 1, next(row for row in rows if row.pk == line.pk))
        reorder(moved, sorted(row.order for row in rows))


def reorder(lines: list[Nomination], orders: list[int]) -> None:
    """These lines in this order, at these places of the whole list, none of them twice."""
    changed, last = [], -1
    for line, order in zip(lines, orders, strict=True):
        last = max(order, last + 1)
        if line.order != last:
            line.order = last
            changed.append(line)
    stored = [line for line in changed if line.pk]
    update_each(stored, ["order"])


def sort_lines(dossier: Dossier, *, by: User) -> None:
    """Sorts by name (xếp theo tên): the order in which a Vietnamese list is read."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        rows = list(locked.nominations.vietnamese_order())
        for order, row in enumerate(rows, start=1):
            row.order = order
        update_each(rows, ["order"])


def remove_line(line: Nomination, *, by: User) -> dict:
    """Deletes a line of a draft; what was taken off after filing keeps its events, and stays.

    Returns the line as plain values, for `restore_line`.
    """
    with transaction.atomic():
        locked = locked_draft(line.dossier, by)
        if line.events.exists():
            raise Refused("Dòng này đã được rút sau khi nộp; giữ lại để biết hồ sơ đã thay đổi.")
        if line.reports.exists():
            raise Refused(
                f"{line.full_name} có báo cáo thành tích soạn trên cổng. Bỏ báo cáo ở trang "
                "«Văn bản của hồ sơ» trước, rồi xóa dòng này."
            )
        now = locked.nominations.filter(pk=line.pk).first()
        if now is None:
            raise AlreadyDone(f"{line.full_name} đã được xóa khỏi danh sách.")
        [kept] = kept_of([now])
        kept["was_twin"] = nominee_queries.stands_already(locked, now)
        now.delete()
    return kept


def restore_line(dossier: Dossier, kept: dict, *, by: User) -> Nomination:
    """Undo (hoàn tác): the line as it was, in its old place; a twin only if it was one."""
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        line = _line_of(kept)
        if line.pk and locked.nominations.filter(pk=line.pk).exists():
            raise AlreadyDone(f"{line.full_name} đã trở lại danh sách.")
        if not kept.get("was_twin"):
            _check_twin(locked, line)
        return bring_lines_back(locked, [kept])[0]


def kept_of(lines: list[Nomination]) -> list[dict]:
    """Lines before they go, as plain values with their keys and files, for `bring_lines_back`."""
    papers: defaultdict[int, list[int]] = defaultdict(list)
    hanging = Attachment.objects.filter(line__in=[line.pk for line in lines]).order_by("pk")
    for line, paper in hanging.values_list("line", "pk"):
        papers[line].append(paper)
    members = member_services.kept_of(lines)
    return [
        as_plain(line)
        | {"pk": line.pk, "version": line.version, "papers": papers[line.pk]}
        | ({"members": members[line.pk]} if line.pk in members else {})
        for line in lines
    ]


def bring_lines_back(locked: Dossier, kept: list[dict]) -> list[Nomination]:
    """They stand again under their old keys, and the files that were theirs hang on them."""
    check_room(locked, len(kept))
    lines = [_line_of(values) for values in kept]
    for line in lines:
        line.dossier = locked
    Nomination.objects.bulk_create(lines, batch_size=_BATCH)
    line_of = {
        paper: line
        for line, values in zip(lines, kept, strict=True)
        for paper in values.get("papers", [])
    }
    papers = list(locked.attachments.filter(pk__in=line_of, line=None).only("dossier", "line"))
    for paper in papers:
        paper.line = line_of[paper.pk]
    update_each(papers, ["line"])
    member_services.bring_back(lines, kept)
    return lines


def _line_of(kept: dict) -> Nomination:
    return from_plain({name: value for name, value in kept.items() if name not in _BESIDE})
