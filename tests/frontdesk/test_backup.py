"""Backed up while people work, destroyed, brought back elsewhere: the same portal."""

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from dossiers.models import Attachment, Dossier
from dossiers.services import dossier as dossier_services
from dossiers.transitions import dossier as dossier_transitions
from frontdesk.management.commands import prepare
from nganam_awards.core import backup
from nganam_awards.core.tasks import back_up
from nganam_awards.core.workflow import seen_mark
from nganam_awards.launcher import backup as launcher_backup
from nganam_awards.launcher.trouble import Trouble
from tests import databases
from tests.factories.dossiers import DossierFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db(transaction=True)

PASSPHRASE = "Ngã Năm sông nước"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    """Files and backups of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"


@contextmanager
def another_portal(settings, tmp_path):
    """An empty database and an empty folder, as on another machine."""
    mine = connection.settings_dict["NAME"]
    name = f"{mine}_elsewhere"
    databases.sql(f'CREATE DATABASE "{name}"')
    databases.use(name)
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    try:
        yield
    finally:
        try:
            databases.drop(name)
        finally:
            databases.use(mine)


def pdf(number):
    return SimpleUploadedFile(f"{number}.pdf", TINY_PDF + f"\n% {number}\n".encode())


@contextmanager
def people_at_work(clerk):
    """Drafts get papers, lose them again, are handed over, until the block ends."""
    is_over, has_begun, numbers = Event(), Event(), count()
    dossiers = [DossierFactory(created_by=clerk, unit=clerk.unit, papers=True) for _ in range(3)]

    def attach_and_detach():
        try:
            while not is_over.is_set():
                upload = pdf(next(numbers))
                paper = dossier_services.attach(
                    dossiers[0], part="minutes", upload=upload, by=clerk
                )
                dossier_services.attach(
                    dossiers[1], part="minutes", upload=pdf(next(numbers)), by=clerk
                )
                dossier_services.detach(paper, by=clerk)
                has_begun.set()
            dossier_transitions.hand_over(dossiers[2], by=clerk, seen=seen_mark(dossiers[2]))
        finally:
            has_begun.set()
            connection.close()
        return next(numbers)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(attach_and_detach)
        has_begun.wait()
        try:
            yield
        finally:
            is_over.set()
        assert work.result() > 1  # it worked when the block began, and went on


def portrait():
    """What a portal holds, to be compared with another."""
    with connection.cursor() as cursor:
        rows = launcher_backup.row_counts(cursor)
    papers = {
        paper.file.name: hashlib.sha256(Path(paper.file.path).read_bytes()).hexdigest()
        for paper in Attachment.objects.order_by("pk")
    }
    dossiers = list(Dossier.objects.order_by("pk").values_list("ref", "state", "title"))
    return rows, papers, dossiers


def verified(capsys):
    capsys.readouterr()
    call_command("verify")
    return capsys.readouterr().out


def test_backed_up_while_filing_goes_on_and_brought_back_elsewhere(settings, tmp_path, capsys):
    clerk = UserFactory(clerk=True)
    archive = tmp_path / "one.backup"
    with people_at_work(clerk):
        made = backup.make(archive)
    assert made.missing == []
    assert not made.has_secret_key
    shutil.rmtree(settings.MEDIA_ROOT)  # everything is gone

    with another_portal(settings, tmp_path):
        header = backup.bring_back(archive)
        rows, papers, _ = portrait()  # every paper that the database names can be read
        assert rows == header["counts"]
        assert len(papers) == rows["dossiers_attachment"] > 6
        assert "verified" in verified(capsys)


def test_an_idle_portal_is_restored_equal_row_by_row(settings, tmp_path, capsys):
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    for n in range(3):
        DossierFactory(filed=True, papers=True, title=f"Hồ sơ {n}")
    here = portrait()
    archive = tmp_path / "one.backup"
    call_command("backup", archive)
    told = capsys.readouterr().out
    assert "sealed" in told
    assert "secret_key is inside" in told
    assert b"%PDF" not in archive.read_bytes()

    with another_portal(settings, tmp_path):
        call_command("restore", archive)
        assert portrait() == here
        told = capsys.readouterr().out
        assert "verified" in told
        assert (tmp_path / "elsewhere/secret_key").read_text() == settings.SECRET_KEY
        with pytest.raises(CommandError, match="empty"):  # no longer an empty place
            call_command("restore", archive)


def test_only_into_an_empty_place(settings, tmp_path):
    archive = tmp_path / "one.backup"
    backup.make(archive)
    with pytest.raises(Trouble, match="the database holds tables"):
        backup.bring_back(archive)
    settings.MEDIA_ROOT.joinpath("x").write_text("")
    with pytest.raises(Trouble, match="holds files"):
        backup.bring_back(archive)


def test_a_newer_release_and_a_wrong_passphrase_leave_the_place_empty(settings, tmp_path):
    DossierFactory(papers=True)
    archive, newer = tmp_path / "one.backup", tmp_path / "newer.backup"
    backup.make(archive, PASSPHRASE)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("law", "9999_of_tomorrow")
    backup.make(newer)
    recorder.record_unapplied("law", "9999_of_tomorrow")
    with another_portal(settings, tmp_path):
        with pytest.raises(Trouble, match="passphrase is wrong"):
            backup.bring_back(archive, "khác")
        with pytest.raises(Trouble, match=r"newer than this one \(law\.9999_of_tomorrow"):
            backup.bring_back(newer)
        assert not settings.MEDIA_ROOT.exists()
        backup.bring_back(archive, PASSPHRASE)
        assert Attachment.objects.count() == 3


def test_a_file_that_was_lost_before_is_told_and_stops_nothing(tmp_path, capsys):
    dossier = DossierFactory(papers=True)
    lost, changed = dossier.attachments.order_by("pk")[:2]
    Path(lost.file.path).unlink()
    made = backup.make(tmp_path / "one.backup")
    assert made.missing == [lost.file.name]
    Path(changed.file.path).write_bytes(b"other")
    with pytest.raises(CommandError, match="2 differences"):
        call_command("verify")
    told = capsys.readouterr().out
    assert f"the file {lost.file.name} is missing" in told
    assert f"the file {changed.file.name} has other bytes" in told


def test_nightly_ones_are_kept_for_a_while_and_copied_elsewhere(settings, tmp_path):
    settings.BACKUP_KEEP = 2
    elsewhere = tmp_path / "share"
    elsewhere.mkdir()
    settings.BACKUP_TARGET = str(elsewhere)
    made = [backup.make_and_keep(f"n{n}") for n in range(3)]
    kept = sorted(path.name for path in made[1:])
    assert sorted(path.name for path in settings.BACKUP_DIR.glob("*.backup")) == kept
    assert sorted(path.name for path in elsewhere.glob("*.backup")) == kept
    assert made[2].read_bytes() == (elsewhere / made[2].name).read_bytes()
    assert not backup.last().problem


def test_a_command_may_take_it_off_the_machine(settings, tmp_path):
    settings.BACKUP_TARGET = f"cp {{file}} {tmp_path}/taken"
    made = backup.make_and_keep()
    assert (tmp_path / "taken").read_bytes() == made.read_bytes()


@pytest.mark.parametrize("target", ["/nowhere/mounted", "false {file}", "no-such-program {file}"])
def test_a_target_that_does_not_take_it_is_remembered(settings, target):
    settings.BACKUP_TARGET = target
    back_up()
    assert backup.last().problem
    assert backup.last().made_at  # it was made, and lies here


def test_one_a_night_however_often_the_task_is_delivered(settings):
    back_up()
    back_up()
    assert len(list(settings.BACKUP_DIR.glob("nightly-*"))) == 1


def test_an_upgrade_makes_one_first(settings, monkeypatch, capsys):
    monkeypatch.setattr(prepare.Command, "_has_new_migrations", lambda self: True)
    monkeypatch.setattr(prepare.Command, "_collect_static", lambda self: None)
    call_command("prepare", no_demo=True)
    assert len(list(settings.BACKUP_DIR.glob("before-upgrade-*"))) == 1
    assert "backed up first" in capsys.readouterr().out
    call_command("prepare", no_demo=True, no_backup=True)
    assert len(list(settings.BACKUP_DIR.glob("before-upgrade-*"))) == 1
