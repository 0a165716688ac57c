import contextlib
import hashlib
import io
import re
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from hypothesis import HealthCheck, example, given, settings, strategies as st

from nganam_awards.core.files import inspection, packages
from nganam_awards.core.files.acceptance import (
    LIMIT_BYTES,
    FileKind,
    accept,
    clean_name,
)
from nganam_awards.core.refusals import Refused
from tests.core.office_files import docx, ods, package, pdf, picture, upload, xls, xlsx


SOUND = {
    FileKind.PDF: pdf(),
    FileKind.DOCX: docx(),
    FileKind.XLSX: xlsx(["Họ và tên"]),
    FileKind.JPG: picture("JPEG"),
    FileKind.PNG: picture("PNG"),
    FileKind.XLS: xls(["Họ và tên"]),
    FileKind.ODS: ods(["Họ và tên"]),
}
EVERY = {"kinds": frozenset(FileKind)}
FILES = Path(__file__).parent.parent / "data/files"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def inspected(content: bytes, name: str) -> str:
    """Its kind, found in this process: any fault of a parser shows."""
    return inspection.inspect(io.BytesIO(content), name, list(FileKind))[0]


def refusal(content: bytes, name: str, **wanted) -> str:
    with pytest.raises(Refused) as caught:
        accept(upload(content, name), **wanted)
    [sentence] = caught.value.reasons
    return sentence


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_sound_file_is_accepted_as_what_it_is(kind):
    content = SOUND[kind]
    file = upload(content, f"Tờ trình số 45.{kind.upper()}")
    accepted = accept(file, **EVERY)
    assert (accepted.kind, accepted.size) == (kind, len(content))
    assert accepted.name == f"Tờ trình số 45.{kind.upper()}"
    assert accepted.sha256 == hashlib.sha256(content).hexdigest()
    assert accepted.page_count == (1 if kind == FileKind.PDF else None)
    assert "/" in accepted.content_type
    assert file.read() == content


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_that_waits_on_disk_is_accepted_alike(kind):
    content = SOUND[kind]
    with TemporaryUploadedFile(f"a.{kind}", "text/plain", len(content), None) as file:
        file.write(content)
        assert accept(file, **EVERY).sha256 == hashlib.sha256(content).hexdigest()
        assert file.read() == content


def test_pages_are_counted_and_jpeg_is_jpg():
    assert accept(upload(pdf(3), "a.pdf")).page_count == 3
    assert accept(upload(SOUND[FileKind.JPG], "a.jpeg")).kind == FileKind.JPG


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("claimed", [*FileKind, "doc"])
def test_a_renamed_file_is_told_what_it_really_is(kind, claimed):
    if claimed == kind:
        return
    name = f"minh chứng.{claimed}".rstrip(".")
    sentence = refusal(SOUND[kind], name, **EVERY)
    assert sentence == (
        f"Tệp «{name}» thật ra là {kind.label}. "
        f"Hãy đặt lại tên tệp có đuôi «.{kind}» cho đúng nội dung rồi tải lên lại."
    )


def test_a_place_that_takes_only_lists_says_so():
    only_lists = {"kinds": {FileKind.XLSX}}
    assert refusal(SOUND[FileKind.PDF], "a.pdf", **only_lists) == (
        "Tệp «a.pdf» là tệp PDF; ở đây chỉ nhận bảng tính Excel (.xlsx)."
    )
    assert refusal(SOUND[FileKind.PNG], "a.xlsx", **only_lists) == (
        "Tệp «a.xlsx» thật ra là ảnh PNG; ở đây chỉ nhận bảng tính Excel (.xlsx)."
    )


def test_25_mib_is_the_limit_to_the_byte():
    content = SOUND[FileKind.PDF]
    exactly = content[:9] + b"%" * (LIMIT_BYTES - len(content) - 1) + b"\n" + content[9:]
    assert accept(upload(exactly, "a.pdf")).size == LIMIT_BYTES
    assert "lớn hơn 25 MB" in refusal(exactly + b"\n", "a.pdf")


def test_an_empty_file_is_refused():
    assert refusal(b"", "a.pdf") == (
        "Tệp «a.pdf» rỗng, không có nội dung. Hãy mở thử trên máy rồi tải lên lại."
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (OLD_OFFICE, "tệp Word, Excel đời cũ hoặc có mật khẩu"),
        (rb"{\rtf1 abc}", "văn bản RTF"),
        (b"\n <html><table>", "trang web (HTML) hoặc tệp XML"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "ảnh HEIC của điện thoại"),
        (b"GIF89a" + bytes(20), "ảnh GIF"),
        (b"II*\x00" + bytes(20), "ảnh TIFF"),
        (b"RIFF\x00\x00\x00\x00WEBP", "ảnh WebP"),
        (b"Rar!\x1a\x07", "tệp nén RAR"),
        (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
        (b"MZ\x90\x00", "chương trình máy tính"),
        (package("a.txt"), "tệp nén ZIP"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "không phải văn bản Word"),
        (b"Kinh g\xe1\xbb\xadi", "không phải PDF, Word, Excel hay ảnh"),
    ],
)
def test_what_offices_send_by_mistake_is_named(content, what):
    sentence = refusal(content, "hồ sơ.pdf")
    assert what in sentence
    assert "Hãy" in sentence


def test_locked_files_are_refused():
    assert "mật khẩu" in refusal(pdf(password="bí mật"), "a.pdf")
    locked = bytearray(docx())
    for header in re.finditer(rb"PK\x01\x02", bytes(locked)):
        locked[header.start() + 8] |= 1
    assert "mật khẩu" in refusal(bytes(locked), "a.docx")


@pytest.mark.parametrize(
    "macro", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "VBAPROJECT.BIN"]
)
def test_macros_are_refused(macro):
    sentence = refusal(package("word/document.xml", "xl/workbook.xml", macro), "a.docx")
    assert "macro" in sentence


# --- what every reader opens --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brought", "kept", "kind"),
    [
        ("03-workbook2.xlsx", "03-workbook2.xlsx", FileKind.XLSX),
        ("d04-thieu-EOF.pdf", "d04-thieu-EOF.pdf", FileKind.PDF),
        ("p01-anh.jfif", "p01-anh.jpg", FileKind.JPG),
        ("p03-khong-duoi", "p03-khong-duoi.jpg", FileKind.JPG),
        ("p16-crc-phu-sai.png", "p16-crc-phu-sai.png", FileKind.PNG),
        ("p19-16bit-gradient.png", "p19-16bit-gradient.png", FileKind.PNG),
        ("w02-document2.docx", "w02-document2.docx", FileKind.DOCX),
        ("x02-le-sector.xls", "x02-le-sector.xls", FileKind.XLS),
    ],
)
def test_a_file_as_other_programs_write_it_is_accepted(brought, kept, kind):
    content = (FILES / brought).read_bytes()
    accepted = accept(upload(content, brought), **EVERY)
    assert (accepted.name, accepted.kind) == (kept, kind)
    assert accepted.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("name", ["Tờ trình số 45", "Ảnh.JFIF"])
def test_a_name_without_its_ending_is_completed_by_the_content(kind, name):
    if name.endswith("JFIF") and kind != FileKind.JPG:
        assert "thật ra là" in refusal(SOUND[kind], name, **EVERY)
    else:
        stem = name.partition(".")[0]
        assert accept(upload(SOUND[kind], name), **EVERY).name == f"{stem}.{kind}"


def with_chunk(kind: bytes, data: bytes, checksum: int | None = None) -> bytes:
    """A sound PNG with something beside the picture, right after its head."""
    content, ends = SOUND[FileKind.PNG], 8 + 12 + 13
    checksum = zlib.crc32(kind + data) if checksum is None else checksum
    chunk = len(data).to_bytes(4, "big") + kind + data + checksum.to_bytes(4, "big")
    return content[:ends] + chunk + content[ends:]


@pytest.mark.parametrize(
    "content",
    [
        with_chunk(b"tEXt", b"Comment\0Scan", checksum=1),
        with_chunk(b"zTXt", b"Raw\0\0" + zlib.compress(bytes(5_000_000))),
        with_chunk(b"iCCP", b"ICC\0\0" + zlib.compress(bytes(3_000_000))),
        with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"x" * 2_000_000),
    ],
    ids=["a wrong checksum", "a long text", "a large profile", "much metadata"],
)
def test_what_stands_beside_a_picture_does_not_shut_it_out(content):
    assert inspected(content, "a.png") == FileKind.PNG


@pytest.mark.parametrize("at", [b"IHDR", b"IDAT"])
def test_a_picture_whose_own_bytes_are_wrong_is_damaged(at):
    content = bytearray(SOUND[FileKind.PNG])
    content[content.index(at) + 5] ^= 1
    assert "hỏng" in refusal(bytes(content), "a.png")


def test_an_open_document_with_a_password_is_told_so():
    content = (FILES / "o06-mat-khau.ods").read_bytes()
    assert "đang đặt mật khẩu" in refusal(content, "a.ods", **EVERY)


@pytest.mark.parametrize("kind", list(FileKind))
def test_half_a_file_is_damaged(kind):
    content = SOUND[kind]
    sentence = refusal(content[: len(content) // 2], f"a.{kind}", **EVERY)
    assert "hỏng" in sentence


def test_a_pdf_without_pages_is_refused():
    assert "không có trang nào" in refusal(pdf(pages=0), "a.pdf")


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(form):
    small = picture(form)
    if form == "PNG":
        wide, end = (60).to_bytes(4, "big"), small.index(b"IHDR") + 17
        head = small[small.index(b"IHDR") : end].replace(wide, (4_000_000).to_bytes(4, "big"), 1)
        content = small[: small.index(b"IHDR")] + head
        content += zlib.crc32(head).to_bytes(4, "big") + small[end + 4 :]
    else:
        size = (40).to_bytes(2, "big") + (60).to_bytes(2, "big")
        content = small.replace(size, b"\xff\xff\xff\xff", 1)
    assert "kích thước quá lớn" in refusal(content, f"a.{'png' if form == 'PNG' else 'jpg'}")


def test_a_scan_above_the_limit_of_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(inspection, "MOST_PIXELS", 2_399)
    with pytest.raises(Refused, match="kích thước quá lớn"):
        inspected(picture("PNG"), "a.png")


def test_zip_bombs_are_refused(monkeypatch):
    bomb = package("word/document.xml", content=bytes(30 * 1024 * 1024))
    assert "quá nhiều dữ liệu" in refusal(bomb, "a.docx")
    for limit in (("MOST_ENTRIES", 1), ("MOST_UNPACKED", 5)):
        with monkeypatch.context() as lower:
            lower.setattr(packages, *limit)
            with pytest.raises(Refused, match="quá nhiều dữ liệu"):
                inspected(docx(), "a.docx")


def test_an_archive_that_lies_about_its_size_is_damaged():
    honest = package("word/document.xml", content=b"a" * 1000)
    lying = honest.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert "hỏng" in refusal(lying, "a.docx")


def test_packing_methods_no_office_uses_are_damaged():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", b"<x/>")
    assert "hỏng" in refusal(target.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("C:\\Users\\Lan\\Tờ trình.pdf", "Tờ trình.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Ba\u0301o ca\u0301o\u202efdp.exe", "Báo cáofdp.exe"),
        ('a<b>:"c"|?*.pdf', "a-b---c----.pdf"),
        (" .htaccess ", "htaccess"),
        ("", "tệp không tên"),
        ("///", "tệp không tên"),
        ("ă" * 400 + ".docx", "ă" * 145 + ".docx"),
    ],
)
def test_names_are_cleaned(raw, clean):
    assert clean_name(raw) == clean


@given(st.text())
def test_a_clean_name_is_safe_to_show_and_stays_clean(raw):
    name = clean_name(raw)
    assert 0 < len(name) <= 150
    assert not set(name) & set('/\\<>:"|?*\r\n\x00')
    assert clean_name(name) == name


def accepted_or_refused(content: bytes, kind: FileKind) -> None:
    """Any other exception goes through and fails the test."""
    with contextlib.suppress(Refused):
        assert inspected(content, f"a.{kind}") == kind


HEADS = [b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"PK\x05\x06"]
fuzzing = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # a gate must not fail by luck; longer random runs are made by hand
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@fuzzing
@given(st.sampled_from(HEADS), st.binary(max_size=300), st.sampled_from(list(FileKind)))
@example(b"PK\x05\x06", bytes(18), FileKind.XLSX)
def test_noise_is_accepted_or_refused_and_nothing_else(head, noise, kind):
    accepted_or_refused(head + noise, kind)


@fuzzing
@given(
    st.sampled_from(list(FileKind)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6),
)
def test_a_file_with_broken_bytes_is_accepted_or_refused(kind, wounds):
    content = bytearray(SOUND[kind])
    for place, damage in wounds:
        start = int(place * len(content))
        content[start : start + len(damage)] = damage
    accepted_or_refused(bytes(content), kind)


def office(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


VBA_TYPE = b'<Types><Override PartName="/word/x.bin" ContentType="%s"/></Types>'
REMOTE = b'<Relationships><Relationship Type="x/attachedTemplate" Target="http://evil/a.dotm" '


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ({"[Content_Types].xml": VBA_TYPE % b"application/vnd.ms-office.vbaProject"}, "macro"),
        ({"[Content_Types].xml": VBA_TYPE % b"application/x.macroEnabled.main+xml"}, "macro"),
        ({"word/media/logo.png": OLD_OFFICE + "_VBA_PROJECT".encode("utf-16-le")}, "macro"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "macro"),
        ({"Basic/Standard/Module1.xml": b"<x/>"}, "macro"),
        (
            {"word/_rels/settings.xml.rels": REMOTE + b'TargetMode="External"/></Relationships>'},
            "lấy từ máy khác",
        ),
        ({"word/document.xml": b"MZ not XML"}, "hỏng"),
        ({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "hỏng"),
    ],
)
def test_what_runs_or_is_fetched_inside_an_office_file_is_refused(extra, told):
    parts = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"} | extra
    assert told in refusal(office(parts), "a.docx")


def test_a_main_part_under_another_name_is_found():
    rels = b'<Relationships><Relationship Type="x/officeDocument" Target="word/document2.xml"/>'
    parts = {"_rels/.rels": rels + b"</Relationships>", "word/document2.xml": b"<x/>"}
    assert accept(upload(office(parts), "a.docx")).kind == FileKind.DOCX


def active_pdf(root: str, page: str = "") -> bytes:
    """One empty page; `root` and `page` hold what is added to the catalogue and the page."""
    content, table = b"%PDF-1.7\n", "0000000000 65535 f \n"
    for number, inside in enumerate(
        (
            f"/Type/Catalog/Pages 2 0 R{root}",
            "/Type/Pages/Kids[3 0 R]/Count 1",
            f"/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{page}",
        ),
        1,
    ):
        table += f"{len(content):010} 00000 n \n"
        content += f"{number} 0 obj<<{inside}>>endobj\n".encode()
    end = f"xref\n0 4\n{table}trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + end.encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (active_pdf("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "JavaScript"),
        (active_pdf("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"), "JavaScript"),
        (active_pdf("/AcroForm<</Fields[<</AA<</K<</S/JavaScript/JS(x)>>>>>>]>>"), "JavaScript"),
        (active_pdf("", "/Annots[<</A<</S/Launch/F(cmd.exe)>>>>]"), "mở chương trình"),
        (active_pdf("", "/AA<</O<</S/URI/Next<</S/Launch/F(a)>>>>>>"), "mở chương trình"),
        (active_pdf("/Names<</EmbeddedFiles<</Names[(a)<</UF(thu moi.exe)>>]>>>>"), "thu moi.exe"),
    ],
)
def test_a_pdf_that_runs_something_is_refused_in_words(content, told):
    sentence = refusal(content, "a.pdf")
    assert told in sentence
    assert "Hãy" in sentence


def test_a_pdf_with_a_link_or_data_inside_is_accepted():
    link = active_pdf(
        "/OpenAction[3 0 R/Fit]/Names<</EmbeddedFiles<</Names[(a)<</UF(words.json)>>]>>>>",
        "/Annots[<</A<</S/URI/URI(https://ngan.example)>>>>]",
    )
    assert accept(upload(link, "a.pdf")).page_count == 1
