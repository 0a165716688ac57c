"""Writing a draft: the dossier and its papers. Its list is in `listing`, steps in `transitions`."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from campaigns.models import AwardPlan
from dossiers.enums import DossierState, PaperType
from dossiers.models import Attachment, Dossier, DossierCounter, Nomination
from dossiers.queries import supplement as supplement_queries
from dossiers.rules import dossier as dossier_rules, takeover as takeover_rules
from law.enums import Category
from nganam_awards.core import clock, workflow
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.text import clean_line, clean_text
from nganam_awards.documents import pictures, services as document_services
from units.models import Unit, User


def next_number(series: str) -> int:
    """The next number of a series; call inside the transaction that uses it."""
    DossierCounter.objects.get_or_create(series=series)
    counter = DossierCounter.objects.select_for_update(no_key=True).get(series=series)
    counter.last += 1
    counter.save()
    return counter.last


def open_dossier(
    plan: AwardPlan | None,
    *,
    unit: Unit,
    title: str,
    summary: str,
    key: UUID,
    by: User,
    category: str = Category.THEMATIC,
    merit_year: int | None = None,
) -> Dossier:
    """Opens a dossier: a thematic one under an approved plan, others for a year of merit.

    The same key again returns the same dossier.
    """
    if known := Dossier.objects.filter(creation_key=key, created_by=by).first():
        if known.trashed_at:
            raise Refused(
                f"Hồ sơ lập từ trang này là {known.ref}, đang ở thùng rác. Khôi phục bản nháp đó, "
                "hoặc mở lại trang «Lập hồ sơ» để lập hồ sơ khác."
            )
        return known
    _check_opening(plan, unit, category, merit_year, by)
    title, summary = clean_line(title), clean_text(summary)
    merit_year = plan.review_year if plan else merit_year
    try:
        with transaction.atomic():
            if empty := _untouched(plan, unit, category, merit_year, by):
                empty.title, empty.summary, empty.creation_key = title, summary, key
                empty.save(update_fields=["title", "summary", "creation_key"])
                return empty
            year = clock.today().year
            return Dossier.objects.create(
                ref=f"HS-{year}-{next_number(f'HS-{year}'):05d}",
                creation_key=key,
                category=category,
                unit=unit,
                plan=plan,
                merit_year=merit_year,
                title=title,
                summary=summary,
                created_by=by,
            )
    except IntegrityError as error:  # the same click twice at the same instant
        if twin := Dossier.objects.filter(creation_key=key, created_by=by).first():
            return twin
        raise Refused(
            "Kế hoạch khen thưởng vừa thay đổi nên chưa lập được hồ sơ. "
            "Mở lại trang «Lập hồ sơ» rồi chọn kế hoạch."
        ) from error


def _check_opening(
    plan: AwardPlan | None, unit: Unit, category: str, merit_year: int | None, by: User
) -> None:
    if not dossier_rules.can_file_for(by, unit):
        raise PermissionDenied
    if blockers := takeover_rules.unit_blockers(unit):
        raise Refused(*blockers)
    if plan is None:
        if blockers := dossier_rules.planless_blockers(category, merit_year):
            raise Refused(*blockers)
    elif not dossier_rules.can_file_under(by, plan, unit):
        raise Refused(
            f"Kế hoạch khen thưởng năm {plan.review_year} của phong trào này chưa được Chủ tịch "
            "duyệt, đã kết thúc, hoặc không áp dụng cho đơn vị của anh/chị trong năm nay."
        )


def _untouched(
    plan: AwardPlan | None, unit: Unit, category: str, merit_year: int | None, by: User
) -> Dossier | None:
    """The empty draft of the same kind that this person opened before and left; no word is lost."""
    drafts = Dossier.objects.filter(
        plan=plan,
        unit=unit,
        category=category,
        merit_year=merit_year,
        summary="",
        created_by=by,
        state=DossierState.DRAFT,
        trashed_at=None,
        version=1,
        nominations=None,
        attachments=None,
        imports=None,
        events=None,
    )
    return drafts.select_for_update(of=("self",), no_key=True).order_by("pk").first()


def edit_dossier(
    dossier: Dossier, *, title: str, summary: str, by: User, version: int | None = None
) -> Dossier:
    """Edits title and summary, in a draft or supplement. `version`: the writing that was read."""
    with transaction.atomic():
        locked = locked_for_writing(dossier, by)
        title, summary = clean_line(title), clean_text(summary)
        if (locked.title, locked.summary) == (title, summary):
            return locked
        check_version(locked, version)
        locked.title, locked.summary = title, summary
        locked.version += 1
        locked.save(update_fields=["title", "summary", "version"])
    return locked


def check_version(row: Dossier | Nomination, version: int | None) -> None:
    """Nothing is written over what somebody else wrote meanwhile; both are shown instead."""
    if version is not None and version != row.version:
        raise Stale(
            "Nội dung này vừa được sửa ở một nơi khác. Xem hai bản bên dưới, giữ chữ nào thì để "
            "lại trong ô rồi bấm lưu lần nữa."
        )


def trash_draft(dossier: Dossier, *, by: User) -> Dossier:
    """Puts a draft in the bin; what was ever handed over ends as withdrawn or refused."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if locked.trashed_at and dossier_rules.can_file_for(by, locked.unit):
            raise AlreadyDone("Bản nháp này đã ở thùng rác.")
        _check_draft(locked, by)
        if locked.events.exists():
            raise Refused("Hồ sơ đã từng được chuyển đi nên không xóa được; hãy rút hồ sơ.")
        locked.trashed_at = clock.now()
        locked.save(update_fields=["trashed_at"])
    return locked


def restore_draft(dossier: Dossier, *, by: User) -> Dossier:
    """Restores (khôi phục) the draft with its list and papers, as it was thrown away."""
    with transaction.atomic():
        try:
            locked = workflow.lock(Dossier, dossier.pk)
        except Dossier.DoesNotExist as error:
            raise Refused("Bản nháp này vừa được xóa hẳn nên không khôi phục được.") from error
        if not dossier_rules.can_file_for(by, locked.unit):
            raise PermissionDenied
        if not locked.trashed_at:
            raise AlreadyDone("Bản nháp này đã được khôi phục.")
        if locked.gone_on <= clock.today():
            raise Refused(
                f"Bản nháp này đã hết hạn khôi phục từ ngày {locked.gone_on:%d/%m/%Y}; "
                "lập hồ sơ mới."
            )
        locked.trashed_at = None
        locked.save(update_fields=["trashed_at"])
    return locked


def attach(
    dossier: Dossier,
    *,
    part: str,
    upload: UploadedFile,
    by: User,
    line: Nomination | None = None,
    instead_of: Attachment | None = None,
) -> Attachment:
    """Attaches a file, opened to be believed. The same file again changes nothing, unless the
    portal wrote its paper anew since: then it is brought for that writing.

    `instead_of`: the paper it replaces, which stays behind it.
    """
    found = acceptance.accept(upload)
    with transaction.atomic():
        locked = locked_for_writing(dossier, by)
        here = locked.attachments.current()
        if known := here.filter(part=part, sha256=found.sha256).first():
            return _brought_again(locked, known, instead_of, by)
        if instead_of and not here.filter(pk=instead_of.pk).exists():
            raise Refused(f"«{instead_of.name}» vừa được thay hoặc bỏ; tải lại trang để xem.")
        row = Attachment(dossier=locked, part=part, line=line)
        attached = file_services.store(row, upload, found, by=by)
        if instead_of:
            locked.attachments.filter(pk=instead_of.pk).update(replaced_by=attached)
        if attached.pictures:
            document_services.order_pictures(
                attached.file.name, attached.sha256, attached.content_type
            )
        return attached


def _brought_again(
    locked: Dossier, known: Attachment, instead_of: Attachment | None, by: User
) -> Attachment:
    """The bytes are there already: the row is of this writing of its paper, and of this place."""
    kinds = [kind for kind in PaperType if kind.part == known.part]
    rewritten = locked.written.filter(kind__in=kinds, line=known.line_id)
    if rewritten.filter(written_at__gt=known.uploaded_at).exists():
        known.uploaded_by, known.uploaded_at = by, clock.now()
        known.save(update_fields=["uploaded_by", "uploaded_at"])
    elif instead_of and instead_of.pk == known.pk:
        raise AlreadyDone(f"Tệp vừa chọn giống hệt «{known.name}» đang có nên không thay gì.")
    if instead_of and instead_of.pk != known.pk:
        locked.attachments.current().filter(pk=instead_of.pk).update(replaced_by=known)
    return known


def detach(attachment: Attachment, *, by: User) -> None:
    """Takes a file out of a draft; what was filed once stays."""
    with transaction.atomic():
        locked = locked_for_writing(attachment.dossier, by)
        if locked.filed_at and supplement_queries.was_there(locked.supplement, attachment):
            raise Refused(
                f"«{attachment.name}» đã nộp cùng hồ sơ nên giữ lại; "
                "tải tệp thay thế lên bên cạnh và nói rõ trong lời gửi bổ sung."
            )
        file_services.discard(attachment)
        if not Attachment.objects.filter(sha256=attachment.sha256).exists():
            after_commit(pictures.forget, attachment.sha256)


def locked_draft(dossier: Dossier, by: User) -> Dossier:
    """The draft under its lock, if this person may still write in it. Call in a transaction."""
    locked = workflow.lock(Dossier, dossier.pk)
    _check_draft(locked, by)
    return locked


def locked_for_writing(dossier: Dossier, by: User) -> Dossier:
    """The same for what may also be mended while Phòng Nội vụ waits for a supplement."""
    locked = workflow.lock(Dossier, dossier.pk)
    if not dossier_rules.can_supplement(by, locked):
        _check_draft(locked, by)
    return locked


def _check_draft(locked: Dossier, by: User) -> None:
    if not dossier_rules.can_file_for(by, locked.unit):
        raise PermissionDenied
    if locked.trashed_at:
        raise Refused(dossier_rules.IN_TRASH)
    if blockers := dossier_rules.supplement_blockers(locked):
        raise Refused(*blockers)
    if not dossier_rules.can_edit(by, locked):
        raise Refused(
            f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}» nên không sửa được nữa. "
            "Tải lại trang để xem việc gì vừa xảy ra."
        )
