"""Lists of earlier years: brought, checked by a worker, answered, written row by row.

Checking twice is once more the same. Writing goes in parts: the rows of a part, and how many rows
are done, stand in one transaction, so that a second delivery or a killed worker writes none twice.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q

from honourees.enums import AwardOrigin, PastStage
from honourees.models import Award, Honouree, PastList
from honourees.queries import past_row as past_row_queries
from honourees.queries.past_row import ASK, KNOWN, NEW, CheckedRow, same_symbol
from honourees.rules import award as rules
from nganam_awards.core import clock
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.files.child import BeyondLimits
from nganam_awards.core.files.stored_file import REFUSED, Scan
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from units.models import User


LEASE = timedelta(seconds=120)  # a check of 10,000 rows takes some; longer means its machine died
MOST_TRIES = 2
PART = 200  # rows written in one transaction
AS_NEW = "new"


def bring(upload: File, *, by: User) -> PastList:
    """Uploads a list, opened to be believed. The same file again is the same import."""
    if not rules.can_enter(by):
        raise PermissionDenied
    found = acceptance.accept(upload, kinds=PastList.accepted_kinds)
    with transaction.atomic():
        open_ones = PastList.objects.select_for_update(of=("self",), no_key=True)
        known = open_ones.filter(sha256=found.sha256).exclude(stage=PastStage.REFUSED).first()
        return known or file_services.store(PastList(), upload, found, by=by)


def run(pk: int) -> None:
    """Checks it, one machine at a time; one with a virus is never read."""
    if _shut(pk):
        return
    now = clock.machine_now()
    taken = PastList.objects.filter(_free_to_check(now), pk=pk).update(
        stage=PastStage.CHECKING, leased_until=now + LEASE, tries_to_read=F("tries_to_read") + 1
    )
    if not taken:
        return
    brought = PastList.objects.get(pk=pk)
    mine = PastList.objects.filter(pk=pk, turn=brought.turn, stage=PastStage.CHECKING)
    try:
        if brought.tries_to_read > MOST_TRIES:  # whoever read it before died of it
            raise BeyondLimits  # noqa: TRY301 - said as any other refusal
        with brought.file.open("rb") as file:
            file.name = brought.name
            rows = past_row_queries.read(file, clock.today())
        found = past_row_queries.check(
            rows, clock.today(), told=lambda percent: mine.update(percent=percent)
        )
    except BeyondLimits as refusal:
        is_last = brought.tries_to_read >= MOST_TRIES
        stage = PastStage.REFUSED if is_last else PastStage.WAITING
        mine.update(stage=stage, reasons=list(refusal.reasons), leased_until=None)
        return
    except Refused as refusal:
        mine.update(stage=PastStage.REFUSED, reasons=list(refusal.reasons), leased_until=None)
        return
    mine.update(
        stage=PastStage.CHECKED,
        percent=100,
        reasons=[],
        report={"lines": [list(line) for line in found]},
        leased_until=None,
    )


def lines_of(brought: PastList) -> list[CheckedRow]:
    """The rows as the check left them."""
    return [CheckedRow(*line) for line in brought.report.get("lines", [])]


def chosen_of(brought: PastList, line: CheckedRow) -> str:
    """What a person answered of a row: a record, «new», or nothing yet."""
    return brought.answers.get(str(line.row), "")


def answer(brought: PastList, answers: dict[int, str], *, by: User) -> PastList:
    """Who is meant where the register knows several; only what was offered counts."""
    with transaction.atomic():
        locked = _locked(brought, by)
        if locked.stage != PastStage.CHECKED:
            raise Stale("Danh sách vừa thay đổi. Tải lại trang để xem.")
        said = dict(locked.answers)
        for line in lines_of(locked):
            asked = answers.get(line.row)
            if line.outcome == ASK and asked is not None:
                offered = {"", AS_NEW, *(str(record) for record, _ in line.options)}
                said[str(line.row)] = asked if asked in offered else ""
        locked.answers = said
        locked.save(update_fields=["answers"])
    return locked


def check_again(brought: PastList, *, by: User) -> PastList:
    """Units were added or records merged meanwhile: the same file, checked anew."""
    with transaction.atomic():
        locked = _locked(brought, by)
        if locked.stage not in {PastStage.CHECKED, PastStage.REFUSED}:
            raise Stale("Danh sách đang được xử lý. Tải lại trang để xem.")
        locked.stage, locked.percent, locked.tries_to_read = PastStage.WAITING, 0, 0
        locked.turn, locked.leased_until, locked.reasons = locked.turn + 1, None, []
        locked.save()
    return locked


def begin(brought: PastList, *, turn: int, by: User) -> PastList:
    """Ghi vào sổ: the good rows; who is asked about and not answered is left out, and told."""
    with transaction.atomic():
        locked = _locked(brought, by)
        if locked.stage != PastStage.CHECKED or locked.turn != turn:
            raise Stale("Danh sách vừa được kiểm tra lại. Xem kết quả mới rồi bấm ghi.")
        if not any(is_ready(locked, line) for line in lines_of(locked)):
            raise Refused("Chưa có dòng nào để ghi.")
        locked.stage, locked.percent, locked.done_count = PastStage.WRITING, 0, 0
        locked.outcome = {"added": 0, "same": 0, "left": 0, "entered": 0, "by": by.pk, "keys": {}}
        locked.leased_until = clock.machine_now() + LEASE
        locked.save()
    return locked


def is_ready(brought: PastList, line: CheckedRow) -> bool:
    """Would this row be written now?"""
    return line.outcome in {NEW, KNOWN} or (line.outcome == ASK and bool(chosen_of(brought, line)))


def write(pk: int) -> None:
    """Writes what is left, part by part; whoever comes second finds the rest, or nothing."""
    while _write_part(pk):
        pass


def left_behind() -> tuple[list[int], list[int]]:
    """Lists to check and lists to write that no machine has in hand."""
    now = clock.machine_now()
    unsaid = Q(scan__in=REFUSED) & ~Q(stage__in=[PastStage.REFUSED, PastStage.SAVED])
    to_check = PastList.objects.filter(_free_to_check(now) | unsaid)
    to_write = PastList.objects.filter(stage=PastStage.WRITING, leased_until__lt=now)
    return (
        list(to_check.values_list("pk", flat=True)[:50]),
        list(to_write.values_list("pk", flat=True)[:50]),
    )


def _write_part(pk: int) -> bool:
    with transaction.atomic():
        rows = PastList.objects.select_for_update(of=("self",), no_key=True)
        brought = rows.filter(pk=pk, stage=PastStage.WRITING).first()
        if brought is None:
            return False
        lines = lines_of(brought)
        part = lines[brought.done_count : brought.done_count + PART]
        good = [line for line in part if is_ready(brought, line)]
        _count(brought, part, good)
        _enter(brought, good)
        brought.done_count += len(part)
        brought.percent = 100 * brought.done_count // max(len(lines), 1)
        brought.leased_until = clock.machine_now() + LEASE
        if brought.done_count >= len(lines):
            brought.stage, brought.leased_until = PastStage.SAVED, None
        brought.save(update_fields=["stage", "percent", "done_count", "outcome", "leased_until"])
        return brought.stage == PastStage.WRITING


def _count(brought: PastList, part: list[CheckedRow], good: list[CheckedRow]) -> None:
    same = sum(line.outcome == past_row_queries.SAME for line in part)
    brought.outcome["same"] += same
    brought.outcome["left"] += len(part) - len(good) - same


def _enter(brought: PastList, good: list[CheckedRow]) -> None:
    """The rows of one part, with records for who is new; what stands there meanwhile is left."""
    records = [_record_of(brought, line) for line in good]
    keys = sorted(set(records))
    list(Honouree.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    standing = _standing(keys)
    awards = []
    for line, record in zip(good, records, strict=True):
        mark = (record, line.values["award"], line.values["year"], _symbol(line))
        if mark in standing:
            brought.outcome["same"] += 1
            continue
        standing.add(mark)
        awards.append(_award(brought, line, record))
    Award.objects.bulk_create(awards)
    brought.outcome["added"] += len(awards)


def _record_of(brought: PastList, line: CheckedRow) -> int:
    chosen = chosen_of(brought, line)
    if line.outcome == KNOWN:
        return line.record
    if line.outcome == ASK and chosen != AS_NEW:
        return int(chosen)
    keys = brought.outcome["keys"]
    if line.key not in keys:
        said = line.values
        born = said["birth_date"] and date.fromisoformat(said["birth_date"])
        entered = Honouree.objects.create(
            kind=said["kind"],
            full_name=said["full_name"],
            birth_year=said["birth_year"],
            birth_date=born,
            unit_id=said["unit"],
        )
        keys[line.key] = entered.pk
        brought.outcome["entered"] += 1
    return keys[line.key]


def _standing(records: list[int]) -> set[tuple]:
    """What each record was awarded; of a merged one under its main record as well."""
    rows = Award.objects.filter(honouree__in=Honouree.objects.behind(records).values("pk"))
    columns = ("honouree_id", "honouree__main_id", "award_type_id", "merit_year")
    found = rows.order_by().values_list(*columns, "decision_symbol")
    return {
        (record, award, year, same_symbol(symbol))
        for own, main, award, year, symbol in found
        for record in {own, main} - {None}
    }


def _award(brought: PastList, line: CheckedRow, record: int) -> Award:
    said = line.values
    stem = brought.name.rpartition(".")[0] or brought.name
    return Award(
        honouree_id=record,
        award_type_id=said["award"],
        merit_year=said["year"],
        achievement=said["achievement"],
        decision_symbol=said["symbol"],
        decided_on=date.fromisoformat(said["decided_on"]),
        prize_vnd=said["prize"],
        unit_then_id=said["unit"],
        working_unit=said["working_unit"],
        origin=AwardOrigin.PAST,
        issuer=said["issuer"],
        source=f"nhập từ Excel «{stem}», dòng {line.row}"[:300],
        entered_by_id=brought.outcome["by"],
        entered_at=clock.now(),
    )


def _symbol(line: CheckedRow) -> str:
    return same_symbol(line.values["symbol"])


def _free_to_check(now: object) -> Q:
    """No machine has it in hand, and the scanner had its say."""
    unread = Q(stage=PastStage.WAITING) | Q(stage=PastStage.CHECKING, leased_until__lt=now)
    return unread & ~Q(scan__in=[Scan.WAITING, Scan.OPENING, *REFUSED])


def _shut(pk: int) -> bool:
    """Whether it stays shut for good."""
    found = PastList.objects.filter(pk=pk, scan__in=REFUSED).first()
    if found is None:
        return False
    PastList.objects.filter(pk=pk).exclude(stage__in=[PastStage.SAVED, PastStage.WRITING]).update(
        stage=PastStage.REFUSED, reasons=[found.scan_blocker], leased_until=None
    )
    return True


def _locked(brought: PastList, by: User) -> PastList:
    if not rules.can_enter(by):
        raise PermissionDenied
    locked = PastList.objects.select_for_update(of=("self",), no_key=True).get(pk=brought.pk)
    if locked.stage == PastStage.SAVED:
        raise AlreadyDone("Danh sách này đã được nhập rồi.")
    if locked.is_refused:
        raise Refused(locked.scan_blocker)
    return locked
