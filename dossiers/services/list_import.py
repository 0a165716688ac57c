"""Lists from Excel: kept, checked, mended on the page, taken into the draft."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q

from dossiers.enums import ImportStage
from dossiers.models import ColumnMeaning, Dossier, ListImport, Nomination
from dossiers.queries import award_type as award_type_queries
from dossiers.queries.columns import as_plain, from_plain
from dossiers.services import nominee as nominee_services
from dossiers.services.dossier import locked_draft
from dossiers.services.nominee import Merged
from dossiers.sheets import copy
from dossiers.sheets.check import Checked, Choices, NoList, check
from dossiers.sheets.font import FontQuestion
from dossiers.sheets.problem import RowProblem
from dossiers.sheets.rows import Why, counted, left_out
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.files.child import BeyondLimits
from nganam_awards.core.files.stored_file import REFUSED, Scan
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sheets.grids import read_grids
from nganam_awards.core.text import plain_words
from units.models import Unit, User


LEASE = timedelta(seconds=90)  # a check of 5,000 rows takes a few; longer means its machine died
SMALL_BYTES = 64 * 1024  # read at once; a larger one tells how far it has come
COPY_SECONDS = 24 * 60 * 60  # a marked copy is kept; later it is made again
FIRST_LEFT_OUT = 3  # rows that are not read, shown beside the button
MOST_TRIES = 2  # to read one list, machines that died of it counted


def bring(dossier: Dossier, upload: File, *, by: User) -> ListImport:
    """Uploads a list, opened to be believed. The same file again is the same import."""
    found = acceptance.accept(upload, kinds=acceptance.LIST_KINDS)
    with transaction.atomic():
        locked = locked_draft(dossier, by)
        open_ones = locked.imports.exclude(stage=ImportStage.SAVED)
        if known := open_ones.filter(sha256=found.sha256, uploaded_by=by).first():
            return known
        meanings = ColumnMeaning.objects.filter(unit=locked.unit).values_list("title", "key")
        row = ListImport(dossier=locked, choices={"columns": dict(meanings)})
        return file_services.store(row, upload, found, by=by)


def choose(
    brought: ListImport,
    *,
    by: User,
    columns: dict[str, str] | None = None,
    edits: dict[str, dict[str, str]] | None = None,
    award: int | None = None,
    font: str = "",
    dropped: Collection[str] = (),
    restored: Collection[str] = (),
) -> ListImport:
    """What a person says of the file; it is checked anew. Titles are remembered for the unit.

    `edits`: {sheet!row: {key: text}}; `dropped`, `restored`: sheet!row; `font`: as `Choices` says.
    """
    with transaction.atomic():
        locked = _locked(brought, by)
        said = locked.choices
        if columns is not None:
            said["columns"] = said.get("columns", {}) | columns
            _remember(locked.dossier.unit, columns)
        for place, cells in (edits or {}).items():
            said.setdefault("edits", {}).setdefault(place, {}).update(cells)
        if award is not None:
            said["award"] = award
        if font:
            said["font"] = font
        if dropped or restored:
            said["dropped"] = sorted({*said.get("dropped", ()), *dropped} - {*restored})
        locked.choices = said
        locked.stage, locked.percent = ImportStage.WAITING, 0
        locked.turn += 1
        locked.tries_to_read = 0
        locked.leased_until = None
        locked.save()
    return locked


def run(pk: int) -> None:
    """Checks it, one machine at a time; what was asked anew meanwhile is left to its own check.

    A list with a virus is never read; one that waits for its scan is not read yet.
    """
    if _shut(pk):
        return
    now = clock.machine_now()
    taken = ListImport.objects.filter(_free(now), pk=pk).update(
        stage=ImportStage.CHECKING,
        leased_until=now + LEASE,
        tries_to_read=F("tries_to_read") + 1,
    )
    if not taken:
        return
    brought = ListImport.objects.select_related("dossier__unit").get(pk=pk)
    mine = ListImport.objects.filter(pk=pk, turn=brought.turn, stage=ImportStage.CHECKING)
    try:
        if brought.tries_to_read > MOST_TRIES:  # whoever read it before died of it
            raise BeyondLimits  # noqa: TRY301 - said as any other refusal
        found = _checked(brought, told=lambda percent: mine.update(percent=percent))
    except BeyondLimits as refusal:
        is_last = brought.tries_to_read >= MOST_TRIES
        stage = ImportStage.REFUSED if is_last else ImportStage.WAITING
        mine.update(stage=stage, reasons=list(refusal.reasons), leased_until=None)
        return
    except NoList as refusal:
        mine.update(
            stage=ImportStage.REFUSED,
            reasons=list(refusal.reasons),
            report={"question": _plain_question(refusal.question)},
            leased_until=None,
        )
        return
    except Refused as refusal:
        mine.update(stage=ImportStage.REFUSED, reasons=list(refusal.reasons), leased_until=None)
        return
    mine.update(
        stage=ImportStage.CHECKED,
        percent=100,
        reasons=[],
        report=_as_report(found),
        leased_until=None,
    )


def mark(pk: int) -> None:
    """Make the copy with the problems of the check written into it; the worker's work.

    It belongs to its turn: a list that is checked again gets another.
    """
    brought = ListImport.objects.filter(pk=pk, stage=ImportStage.CHECKED).first()
    if brought is None or brought.is_shut or not brought.report.get("problems"):
        return
    try:
        made: bytes | str = copy.marked_file(brought, problems_of(brought))
    except Refused as refusal:
        made = " ".join(refusal.reasons)
    cache.set(_copy_key(brought), made, COPY_SECONDS)


def marked(brought: ListImport) -> bytes | None:
    """The marked copy; None where a worker has not made it yet. Raises Refused where none can."""
    made = cache.get(_copy_key(brought))
    if isinstance(made, str):
        raise Refused(made)
    return made


def _copy_key(brought: ListImport) -> str:
    return f"marked-list:{brought.pk}:{brought.turn}"


def left_behind() -> list[int]:
    """Checks that wait for a machine, or whose machine died; lists to be refused for a virus."""
    unsaid = Q(scan__in=REFUSED) & ~Q(stage__in=[ImportStage.REFUSED, ImportStage.SAVED])
    rows = ListImport.objects.filter(_free(clock.machine_now()) | unsaid)
    return list(rows.values_list("pk", flat=True)[:50])


def save(brought: ListImport, *, by: User, good_only: bool = False, turn: int) -> Merged:
    """Imports all rows, or the good ones where the person says so; all or nothing."""
    with transaction.atomic():
        locked = _locked(brought, by)
        if locked.stage != ImportStage.CHECKED or locked.turn != turn:
            raise Stale("Danh sách vừa được kiểm tra lại. Xem kết quả mới rồi bấm nhập.")
        lines = lines_of(locked)
        bad = {problem.place for problem in problems_of(locked)}
        if locked.report.get("question"):
            raise Refused("Trả lời câu hỏi về phông chữ trước khi nhập.")
        if bad and not good_only:
            raise Refused(
                f"Còn {len(bad)} dòng cần sửa. Sửa ngay trên trang, hoặc chỉ nhập dòng tốt."
            )
        good = [line for place, line in lines if place not in bad]
        if not good:
            raise Refused("Chưa có dòng nào tốt để nhập.")
        merged = nominee_services.merge_lines(locked.dossier, good, by=by)
        locked.stage, locked.outcome = (
            ImportStage.SAVED,
            {
                "added": merged.added,
                "changed": merged.changed,
                "same": merged.same,
                "left": len(bad),
            },
        )
        locked.save(update_fields=["stage", "outcome"])
    return merged


def lines_of(brought: ListImport) -> list[tuple[str, Nomination]]:
    """(sheet!row, line) as the check left them."""
    return [(place, from_plain(kept)) for place, kept in brought.report.get("lines", [])]


def problems_of(brought: ListImport) -> list[RowProblem]:
    """What is wrong, as the check left it."""
    return [RowProblem.kept(kept) for kept in brought.report.get("problems", [])]


def _free(now: datetime) -> Q:
    """No machine has it in hand, and the scanner had its say."""
    unread = Q(stage=ImportStage.WAITING) | Q(stage=ImportStage.CHECKING, leased_until__lt=now)
    return unread & ~Q(scan__in=[Scan.WAITING, Scan.OPENING, *REFUSED])


def _shut(pk: int) -> bool:
    """Whether it stays shut for good: what was not saved yet is refused, whoever read it."""
    found = ListImport.objects.filter(pk=pk, scan__in=REFUSED).first()
    if found is None:
        return False
    ListImport.objects.filter(pk=pk).exclude(stage=ImportStage.SAVED).update(
        stage=ImportStage.REFUSED, reasons=[_why_shut(found)], leased_until=None
    )
    return True


def _why_shut(brought: ListImport) -> str:
    """What is said of a list that stays shut."""
    if not brought.is_infected:
        return brought.scan_blocker
    return (
        f"«{brought.name}» có vi-rút nên không được đọc. Quét máy tính đã tạo tệp, "
        "rồi tải lên một bản sạch."
    )


def _checked(brought: ListImport, *, told: Callable[[int], None]) -> Checked:
    types = list(award_type_queries.award_types_for(brought.dossier))
    if not types:
        raise Refused("Kế hoạch khen thưởng không có chỉ tiêu nào nên chưa nhập được danh sách.")
    said = brought.choices
    chosen: AwardType | None = next((a for a in types if a.pk == said.get("award")), None)
    with brought.file.open("rb") as file:
        file.name = brought.name
        return check(
            read_grids(file),
            types=types,
            choices=Choices(
                columns=said.get("columns", {}),
                edits=said.get("edits", {}),
                award=chosen,
                font=said.get("font", ""),
                dropped=frozenset(said.get("dropped", ())),
            ),
            today=clock.today(),
            merit_year=brought.dossier.merit_year,
            told=told if brought.size > SMALL_BYTES else lambda percent: None,
        )


def _plain_question(question: FontQuestion | None) -> dict:
    """Which font, as a report keeps it; empty: nothing is asked."""
    if question is None:
        return {}
    readings = [{"font": one.font, "text": one.text, "rows": one.rows} for one in question.readings]
    return {"place": question.place, "text": question.text, "readings": readings}


def _as_report(found: Checked) -> dict:
    left = left_out(found.passed)
    return {
        "lines": [[place, _as_plain(line)] for place, line in found.lines],
        "problems": [list(problem) for problem in found.problems],
        "passed": list(counted(found.passed)),
        "left_out": [list(one) for one in left[:FIRST_LEFT_OUT]],
        "left_out_count": len(left),
        "dropped": [list(one) for one in found.passed if one.why == Why.DROPPED],
        "columns": [[sheet, title, str(key)] for sheet, title, key in found.columns],
        "hidden": found.hidden,
        "question": _plain_question(found.question),
        "lacks_award": found.lacks_award,
    }


def _as_plain(line: Nomination) -> dict:
    """What the report keeps of a row; a list of 5,000 says little of most of them."""
    return {name: value for name, value in as_plain(line).items() if value not in {None, ""}}


def _locked(brought: ListImport, by: User) -> ListImport:
    """The import with its draft, both locked, the draft first (law 14)."""
    dossier = locked_draft(brought.dossier, by)
    locked = ListImport.objects.select_for_update(of=("self",), no_key=True).get(pk=brought.pk)
    locked.dossier = dossier
    if locked.stage == ImportStage.SAVED:
        raise AlreadyDone("Danh sách này đã được nhập rồi.")
    if locked.is_refused:
        raise Refused(_why_shut(locked))
    return locked


def _remember(unit: Unit, columns: dict[str, str]) -> None:
    for title, key in columns.items():
        ColumnMeaning.objects.update_or_create(
            unit=unit, title=plain_words(title)[:120], defaults={"key": key}
        )
