"""Every door by which a file comes in: scanned, kept shut with a virus, held up by no silence."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.rules import plan as plan_rules
from campaigns.services import plan as plan_services
from campaigns.transitions import plan as plan_transitions
from decisions.models import PaperDecision
from decisions.services import bundle, paper_decision as paper_decision_services
from dossiers import tasks as dossier_tasks
from dossiers.enums import ImportStage
from dossiers.papers import archive
from dossiers.services import dossier as dossier_services, list_import as list_import_services
from law.models import AwardType
from law.services import office as office_services
from nganam_awards.core import clock
from nganam_awards.core.files import tasks as file_tasks
from nganam_awards.core.files.stored_file import Scan, StoredFile
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.core.office_files import picture, xlsx
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory
from tests.factories.clamd import EVIL, Clamd
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import AttachmentFactory, DossierFactory, NominationFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import UnitFactory, UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
NOBODY = "tcp://127.0.0.1:1"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scanner(settings):
    with Clamd() as running:
        settings.CLAMD_URL = running.url
        yield running


class Brought(NamedTuple):
    """A file that came through a door: its row, who opens it, where, and where its state shows."""

    row: StoredFile
    by: User
    opened_at: str
    shown_at: str


def clerk_and_plan():
    ward = UnitFactory()
    return UserFactory(clerk=True, unit=ward), AwardPlanFactory(
        approved=True, campaign__organiser=ward
    )


def upload(name: str, content: bytes, evil: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content + evil)


def attachment(evil: bytes) -> Brought:
    clerk, plan = clerk_and_plan()
    draft = DossierFactory(plan=plan, unit=clerk.unit, created_by=clerk)
    row = dossier_services.attach(
        draft, part="minutes", upload=upload("Biên bản.pdf", TINY_PDF, evil), by=clerk
    )
    where = reverse("dossiers:download", args=[draft.ref, row.pk])
    return Brought(row, clerk, where, draft.get_absolute_url())


def plan_file(evil: bytes) -> Brought:
    clerk = UserFactory(clerk=True, unit=UnitFactory())
    plan = AwardPlanFactory(campaign__organiser=clerk.unit)
    plan.files.all().delete()
    row = plan_services.attach_file(plan, upload=upload("Kế hoạch.pdf", TINY_PDF, evil), by=clerk)
    return Brought(row, clerk, row.get_absolute_url(), plan.get_absolute_url())


def paper_decision(evil: bytes) -> Brought:
    keeper = UserFactory(clerical=True)
    row = paper_decision_services.register_paper(
        kind="QĐ",
        number=1,
        on=clock.today(),
        subject="Tặng Giấy khen đột xuất",
        signed_by="Trần Hoàng Khánh",
        upload=upload("Quyết định.pdf", TINY_PDF, evil),
        by=keeper,
    )
    where = reverse("decisions:book_scan", args=[row.pk])
    return Brought(row, keeper, where, reverse("decisions:book"))


def list_import(evil: bytes) -> Brought:
    clerk, plan = clerk_and_plan()
    draft = DossierFactory(plan=plan, unit=clerk.unit, created_by=clerk, persons=0)
    content = io.BytesIO(xlsx(["STT", "Họ và tên", "Năm sinh"], [1, "Nguyễn Văn An", "mai"]))
    with zipfile.ZipFile(content, "a") as book:
        book.comment = evil
    row = list_import_services.bring(
        draft, upload("Danh sách.xlsx", content.getvalue(), b""), by=clerk
    )
    where = reverse("dossiers:import_marked", args=[draft.ref, row.pk])
    return Brought(row, clerk, where, reverse("dossiers:import_list", args=[draft.ref, row.pk]))


def signature(evil: bytes) -> Brought:
    keeper, signatory = UserFactory(administrator=True), SignatoryFactory()
    office_services.change_signatory(
        signatory,
        scope=[],
        ends_on=None,
        signature=upload("chữ ký.png", picture("PNG"), evil),
        by=keeper,
    )
    signatory.refresh_from_db()
    where = reverse("law:signature", args=[signatory.pk])
    return Brought(signatory.picture, keeper, where, "/quan-tri/danh-muc/nguoi-ky/")


DOORS = [attachment, plan_file, paper_decision, list_import, signature]
Door = Callable[[bytes], Brought]
each_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


def scan(row: StoredFile) -> None:
    """The task as a worker runs it, and what it calls once it committed."""
    file_tasks.scan(row._meta.label, row.pk)
    row.refresh_from_db()
    if hasattr(row, "stage"):
        dossier_tasks.check_list(row.pk)
        dossier_tasks.mark_list(row.pk)


def opens(client, brought: Brought) -> bool:
    answer = client.get(brought.opened_at)
    return answer.status_code == 200 and bool(answer.getvalue())


@each_door
def test_without_a_scanner_nothing_waits(door: Door):
    row = door(b"").row
    assert (row.scan, file_tasks.due()) == (Scan.OFF, [])
    assert re.fullmatch(rf"{row.folder}/[0-9a-f]{{32}}\.(pdf|xlsx|png)", row.file.name)


@each_door
def test_a_clean_file_is_scanned_once_and_opens(
    door: Door, client_of, scanner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as ordered:
        brought = door(b"")
    assert brought.row.scan == Scan.WAITING
    assert ordered
    assert brought.row in file_tasks.due()
    scan(brought.row)
    assert (brought.row.scan, brought.row.scan_blocker) == (Scan.CLEAN, "")
    assert brought.row not in file_tasks.due()
    assert opens(client_of(brought.by), brought)


@each_door
def test_an_infected_file_is_told_where_it_was_brought_and_kept_shut(
    door: Door, client_of, scanner
):
    brought = door(b"\n% " + EVIL)
    scan(brought.row)
    assert (brought.row.scan, brought.row.virus) == (Scan.INFECTED, "Eicar-Test-Signature")
    client = client_of(brought.by)
    assert "ó vi-rút" in client.get(brought.shown_at).text
    answer = client.get(brought.opened_at)
    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        assert "có vi-rút nên không tải về được" in client.get(answer.url).text


@each_door
def test_a_silent_scanner_holds_a_file_up_for_ten_minutes(door: Door, client_of, settings):
    settings.CLAMD_URL = NOBODY
    brought = door(b"")
    row = brought.row
    scan(row)
    assert row.scan == Scan.WAITING
    past = clock.machine_now() - file_tasks.PATIENCE - timedelta(seconds=1)
    type(row).objects.filter(pk=row.pk).update(scan_asked_at=past)
    scan(row)
    assert (row.scan, row.scan_blocker) == (Scan.SILENT, "")
    assert row not in file_tasks.due()
    assert opens(client_of(brought.by), brought)


def test_files_from_before_the_scanner_are_scanned_last(settings, scanner):
    settings.CLAMD_URL = ""
    old = attachment(EVIL).row
    settings.CLAMD_URL = scanner.url
    new = plan_file(b"").row
    due = file_tasks.due()
    assert due.index(new) < due.index(old)
    scan(old)
    assert old.is_infected


def test_an_answer_for_a_file_replaced_meanwhile_is_thrown_away(scanner):
    brought = paper_decision(EVIL)
    stale = PaperDecision.objects.get(pk=brought.row.pk)
    PaperDecision.objects.filter(pk=stale.pk).update(file="paper-decisions/another.pdf")
    file_tasks._note_answer(stale, "Eicar")
    assert PaperDecision.objects.get().scan == Scan.WAITING


# --- what each door does with it ----------------------------------------------------------------


def test_a_plan_does_not_leave_with_a_file_that_is_not_safe(scanner):
    brought = plan_file(EVIL)
    for words in ("đang được quét vi-rút", "có vi-rút. Bỏ tệp này"):
        (item,) = plan_rules.missing(brought.row.plan)
        assert item.place == "tep-ke-hoach"
        assert words in item.text
        with pytest.raises(Refused, match=words):
            plan_transitions.hand_over(brought.row.plan, by=brought.by)
        scan(brought.row)


def test_a_list_is_not_read_before_its_scan_and_never_with_a_virus(scanner, monkeypatch):
    brought = list_import(EVIL)
    row = brought.row
    read = []
    monkeypatch.setattr(list_import_services, "read_grids", read.append)
    list_import_services.run(row.pk)
    assert row.pk not in list_import_services.left_behind()
    file_tasks.scan(row._meta.label, row.pk)
    assert list_import_services.left_behind() == [row.pk]
    dossier_tasks.check_list(row.pk)
    row.refresh_from_db()
    assert row.stage == ImportStage.REFUSED
    assert "có vi-rút nên không được đọc" in row.reasons[0]
    with pytest.raises(Refused, match="có vi-rút nên không được đọc"):
        list_import_services.choose(row, by=brought.by, font="keep")
    assert (read, list_import_services.left_behind()) == ([], [])


def test_the_list_that_was_read_while_the_scanner_slept_is_not_taken(settings, scanner):
    settings.CLAMD_URL = ""
    brought = list_import(EVIL)
    list_import_services.run(brought.row.pk)
    settings.CLAMD_URL = scanner.url
    file_tasks.scan(brought.row._meta.label, brought.row.pk)
    with pytest.raises(Refused, match="có vi-rút nên không được đọc"):
        list_import_services.save(brought.row, by=brought.by, good_only=True, turn=1)


def test_the_infected_scan_of_a_paper_decision_is_replaced_by_a_clean_one(scanner, client_of):
    brought = paper_decision(EVIL)
    client, keeper = client_of(brought.by), brought.by
    address = reverse("decisions:book_rescan", args=[brought.row.pk])
    clean = upload("Bản sạch.pdf", TINY_PDF, b"")
    with pytest.raises(AlreadyDone):
        paper_decision_services.replace_scan(brought.row, upload=clean, by=keeper)
    scan(brought.row)
    assert address in client.get(brought.shown_at).text
    assert client.get(address).status_code == 200
    assert "Chọn bản quét của văn bản." in client.post(address, {}).text
    clean.seek(0)
    answer = client.post(address, {"upload": clean}, follow=True)
    assert "Đã thay bản quét" in answer.text
    brought.row.refresh_from_db()
    assert (brought.row.name, brought.row.scan, brought.row.virus) == (
        "Bản sạch.pdf",
        Scan.WAITING,
        "",
    )
    assert client_of(UserFactory(clerk=True)).get(address).status_code == 404


# --- what leaves together -----------------------------------------------------------------------


def forwarded():
    """A letter to the province over one dossier, and how its bundle is packed."""
    dossier = DossierFactory(appraised=True, merit=True)
    row = NominationFactory(
        dossier=dossier, award_type=AwardType.objects.get(code="BK_T"), recommended=True
    )
    letter = DecisionFactory(dossier=dossier, nominations=[row], issued=True)
    return dossier, lambda: bundle.of(letter)


def whole():
    """A dossier, and how its archive is packed."""
    dossier = DossierFactory()
    return dossier, lambda: archive.of(dossier)


@pytest.mark.parametrize("scene", [forwarded, whole])
@pytest.mark.parametrize(
    ("state", "virus", "why"),
    [
        (Scan.INFECTED, "Eicar", "«Xấu.pdf» có vi-rút."),
        (Scan.WAITING, "", "«Xấu.pdf» đang được quét vi-rút."),
        (Scan.SILENT, "", ""),
        (Scan.CLEAN, "", ""),
    ],
)
def test_what_is_packed_is_safe_and_what_is_not_is_named(scene, state, virus, why):
    dossier, pack = scene()
    good = AttachmentFactory(dossier=dossier, name="Tốt.pdf", content=TINY_PDF + b"% good")
    bad = TINY_PDF + b"% bad"
    AttachmentFactory(dossier=dossier, name="Xấu.pdf", content=bad, scan=state, virus=virus)
    with pack() as file:
        opened = zipfile.ZipFile(io.BytesIO(file.read()))
    manifest = opened.read("MANIFEST.txt").decode()
    names = [name for name in opened.namelist() if name != "MANIFEST.txt"]
    assert sum("tot.pdf" in name.lower() for name in names) == 1, good.pk
    assert any(opened.read(name) == bad for name in names) is (not why)
    if why:
        (remark,) = [line for line in manifest.splitlines() if line.startswith("# ")]
        assert why in remark
        assert remark.startswith("# Không có trong tệp nén này: ")
    else:
        assert "#" not in manifest
