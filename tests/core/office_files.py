"""Files as offices send them, sound and broken, made on the spot."""

import io
import zipfile

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def pdf(pages: int = 1, password: str = "") -> bytes:
    target, writer = io.BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(target)
    return target.getvalue()


def picture(form: str, size: tuple[int, int] = (60, 40)) -> bytes:
    target = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(target, form)
    return target.getvalue()


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


def docx() -> bytes:
    return package("[Content_Types].xml", "word/document.xml")


def xlsx(*rows: list, first_row: int = 1, first_column: int = 0) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, cells in enumerate(rows, first_row - 1):
            sheet.write_row(number, first_column, cells)
    return target.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same package with some parts replaced: `xl/worksheets/sheet1.xml` is `sheet1`."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            stem = entry.filename.rpartition("/")[2].removesuffix(".xml")
            new.writestr(entry.filename, parts.get(stem, old.read(entry)))
    return target.getvalue()
