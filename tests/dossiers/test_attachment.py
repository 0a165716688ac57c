"""Papers of a dossier: several at once, replaced without loss, one archive that proves itself."""

import csv
import hashlib
import io
import zipfile

import pytest
from django.urls import reverse

from dossiers.models import Attachment
from dossiers.papers import archive
from dossiers.services import dossier as dossier_services
from law.enums import Category
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.files import TINY_PDF


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town):
    return town.draft(papers=False)


def url(name, dossier, *args):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *args])


def downloaded(answer):
    return b"".join(answer.streaming_content)  # read to its end, the file is closed


def other_pdf(number=1):
    return TINY_PDF + f"\n% {number}\n".encode()


def test_several_files_come_at_once(draft, town, client_of, tiny_pdf):
    files = [tiny_pdf(f"{n}.pdf", other_pdf(n)) for n in range(3)]
    answer = client_of(town.clerk).post(
        url("attach", draft), {"part": "minutes", "file": files}, follow=True
    )
    assert "Đã tải lên «0.pdf», «1.pdf», «2.pdf»." in answer.text
    assert draft.attachments.count() == 3
    again = [tiny_pdf(f"{n}.pdf", other_pdf(n)) for n in range(3)]
    client_of(town.clerk).post(url("attach", draft), {"part": "minutes", "file": again})
    assert draft.attachments.count() == 3  # a reload doubles nothing


def test_what_is_refused_does_not_hold_up_the_others(draft, town, client_of, tiny_pdf):
    files = [tiny_pdf("tốt.pdf"), tiny_pdf("hỏng.pdf", b"%PDF-1.4 x")]
    answer = client_of(town.clerk).post(url("attach", draft), {"part": "minutes", "file": files})
    assert answer.status_code == 422
    assert "Đã tải lên «tốt.pdf»." in answer.text
    assert "«hỏng.pdf»" in answer.text
    assert draft.attachments.get().name == "tốt.pdf"


def test_a_paper_hangs_on_its_line_where_lines_have_papers(town, client_of, tiny_pdf):
    dossier = DossierFactory(
        category=Category.MERIT,
        plan=None,
        unit=town.ward,
        created_by=town.clerk,
        merit_year=2023,
        persons=0,
    )
    title = AwardType.objects.get(code="CSTDCS")
    line = NominationFactory(dossier=dossier, full_name="Trần Văn Út", award_type=title)
    client = client_of(town.clerk)
    assert "Của trường hợp nào?" in client.get(url("attachments", dossier)).text
    sent = {"part": "initiative", "line": line.pk, "file": tiny_pdf("QĐ sáng kiến.pdf")}
    page = client.post(url("attach", dossier), sent, follow=True).text
    assert "của Trần Văn Út" in page
    foreign = NominationFactory(dossier=town.draft())
    sent = {"part": "initiative", "line": foreign.pk, "file": tiny_pdf("b.pdf", other_pdf())}
    assert client.post(url("attach", dossier), sent).status_code == 422


def test_replacing_keeps_the_older_version(draft, town, client_of, tiny_pdf):
    older = dossier_services.attach(draft, part="minutes", upload=tiny_pdf("Cũ.pdf"), by=town.clerk)
    client = client_of(town.clerk)
    assert "Thay «Cũ.pdf»" in client.get(url("replace", draft, older.pk)).text
    upload = tiny_pdf("Mới.pdf", other_pdf())
    page = client.post(url("replace", draft, older.pk), {"file": upload}, follow=True).text
    assert "Đã thay «Cũ.pdf»." in page
    assert "bản trước:" in page
    assert [paper.name for paper in draft.attachments.current()] == ["Mới.pdf"]
    assert downloaded(client.get(url("download", draft, older.pk))) == TINY_PDF
    twice = client.post(
        url("replace", draft, older.pk), {"file": tiny_pdf("Nữa.pdf", other_pdf(2))}
    )
    assert twice.status_code == 422
    dossier_services.detach(Attachment.objects.get(name="Mới.pdf"), by=town.clerk)
    assert [paper.name for paper in draft.attachments.current()] == ["Cũ.pdf"]


def test_only_the_units_clerk_replaces_a_file(draft, town, client_of, tiny_pdf):
    older = dossier_services.attach(draft, part="minutes", upload=tiny_pdf(), by=town.clerk)
    for person in (town.head, town.officer, town.stranger):
        assert client_of(person).get(url("replace", draft, older.pk)).status_code == 404
    filed = town.filed()
    paper = filed.attachments.first()
    with pytest.raises(Refused):
        dossier_services.attach(
            filed, part=paper.part, upload=tiny_pdf("x.pdf", other_pdf(3)), by=town.clerk
        )


def bytes_of(dossier):
    with archive.of(dossier) as file:
        return file.read()


def opened(dossier):
    return zipfile.ZipFile(io.BytesIO(bytes_of(dossier)))


def test_the_whole_dossier_is_one_archive_that_proves_itself(town, client_of, tiny_pdf):
    dossier = town.filed(persons=1, collectives=1)
    whole = opened(dossier)
    names = whole.namelist()
    assert names[:2] == ["01-danh-sach.csv", "02-bao-cao-thanh-tich-bien-ban-hop-xet.pdf"]
    told = dict(
        reversed(row.split("  ", 1)) for row in whole.read("MANIFEST.txt").decode().splitlines()
    )
    assert told.keys() == set(names) - {"MANIFEST.txt"}
    for name, sha256 in told.items():
        assert hashlib.sha256(whole.read(name)).hexdigest() == sha256
    assert bytes_of(dossier) == bytes_of(dossier)
    for person in (town.clerk, town.head, town.officer):
        answer = client_of(person).get(url("bundle", dossier))
        assert answer["Content-Disposition"] == f'attachment; filename="ho-so-{dossier.ref}.zip"'
        assert downloaded(answer) == bytes_of(dossier)
    assert client_of(town.stranger).get(url("bundle", dossier)).status_code == 404


def test_the_list_in_the_archive_opens_in_excel_and_runs_nothing(draft, town):
    NominationFactory(dossier=draft, full_name="=HYPERLINK(1)", achievement='+Việc; "tốt"')
    content = opened(draft).read("01-danh-sach.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][2] == "Họ và tên"
    assert rows[-1][7] == '\'+Việc; "tốt"'
    assert all(cell[:1] not in {"=", "+", "-", "@"} for row in rows for cell in row)
    assert {row[13] for row in rows[1:]} == {""}  # nobody has judged a draft
