"""Files as offices send them, sound and broken, made on the spot."""

import io
import struct
import zipfile
from html import escape

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


def ods(*rows: list, repeats: int = 1) -> bytes:
    """An OpenDocument sheet; its last row may stand for many."""
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        for row in rows
    ]
    lines = [f"<table:table-row>{row}</table:table-row>" for row in cells[:-1]]
    lines.append(
        f'<table:table-row table:number-rows-repeated="{repeats}">{cells[-1]}</table:table-row>'
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Danh sách">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def xls(*rows: list, macros: bool = False) -> bytes:
    """An Excel 97 workbook: BIFF8 records in a compound file of 512-byte sectors."""
    book = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    name = "Danh sách".encode("utf-16-le")
    end = _record(0x000A, b"")
    start = len(book) + 4 + 8 + len(name) + len(end)
    about = struct.pack("<IBBBB", start, 0, 0, len(name) // 2, 1) + name
    book += _record(0x0085, about) + end
    book += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, int | float):
                data = struct.pack("<HHHd", number, place, 0, float(cell))
                book += _record(0x0203, data)
            else:
                text = str(cell).encode("utf-16-le")
                data = struct.pack("<HHHHB", number, place, 0, len(text) // 2, 1) + text
                book += _record(0x0204, data)
    book += end
    return _compound("Workbook", book, macros=macros)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(name: str, stream: bytes, *, macros: bool) -> bytes:
    stream += bytes(max(4096 - len(stream), 0))  # shorter ones would live in the mini stream
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    free, end, fat_sector, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    fat = [fat_sector, end, *range(3, sectors + 2), end]
    fat += [free] * (128 - len(fat))
    entries = [_entry("Root Entry", 5, none, end, 0, child=1)]
    entries.append(_entry(name, 2, none if not macros else 2, 2, len(stream)))
    if macros:
        entries.append(_entry("_VBA_PROJECT", 2, none, end, 0))
    directory = b"".join(entries).ljust(512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    return header + struct.pack("<128I", *fat) + directory + stream


def _entry(name: str, kind: int, right: int, start: int, size: int, *, child: int = 0xFFFFFFFF):
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(16 + 4 + 16)
        + struct.pack("<IQ", start, size)
    )


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
