"""The ruler over a notice: cells of NĐ 30/2020 in the file, with forty rows and long names."""

import io
from datetime import date

import pdfplumber
import pytest

from campaigns.enums import AnnouncementKind
from campaigns.models import Quota
from campaigns.papers import announcement
from campaigns.services import announcement as announcement_services
from nganam_awards.documents import render
from tests.documents import samples
from tests.documents.test_ruler import faces, line_of, mm, page_number
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory, town_certificate
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
DAY = date(2023, 2, 28)


def paper(plan, note=""):
    """The file of the plan's approval, opened."""
    SignatoryFactory()
    plan.approved_on = DAY
    context = announcement.context(
        plan,
        AnnouncementKind.APPROVAL,
        announcement_services.issuer_on(DAY),
        note=note,
        amendment=None,
    )
    context["verification"] = {"code": samples.CODE, "address": samples.ADDRESS}
    sheet = samples.sheet(symbol="07/TB-UBND", issued_on=DAY)
    file = render.pdf("documents/plan_announcement.html", context, sheet)
    return pdfplumber.open(io.BytesIO(file))


@pytest.fixture
def short(at):
    with paper(AwardPlanFactory(appraised=True)) as opened:
        yield opened


@pytest.fixture
def long(at):
    """Forty shared rows, names as long as the town's longest, many units."""
    units = [
        UnitFactory(name=f"Trường Tiểu học và Trung học cơ sở Vĩnh Quới, xã Vĩnh Quới số {n}")
        for n in range(1, 41)
    ]
    plan = AwardPlanFactory(
        submitted=True,
        bare=True,
        participants=units,
        campaign__name="Đoàn kết, sáng tạo, thi đua xây dựng nông thôn mới, đô thị văn minh, mỗi "
        "người dân là một tuyên truyền viên giữ gìn môi trường xanh, sạch, đẹp",
    )
    Quota.objects.bulk_create(
        Quota(
            plan=plan,
            award_type=town_certificate(),
            honouree_kind="person" if n % 2 else "collective",
            unit=unit,
            limit=n,
        )
        for n, unit in enumerate(units, start=1)
    )
    with paper(plan, note="Ưu tiên tập thể nhỏ, người trực tiếp lao động, sản xuất.") as opened:
        yield opened


def test_the_abstract_takes_three_lines_at_most(long):
    lines = [line["text"] for line in long.pages[0].extract_text_lines()]
    opening = next(n for n, text in enumerate(lines) if text.startswith("Xét "))
    assert 1 <= opening - lines.index("THÔNG BÁO") - 1 <= 3


def test_words_keep_the_margins(short, long):
    for page in [*short.pages, *long.pages]:
        assert (round(mm(page.width)), round(mm(page.height))) == (210, 297)
        chars = [c for c in page.chars if mm(c["top"]) > 19]
        assert 29.9 <= mm(min(c["x0"] for c in chars)) <= 36
        assert 210 - mm(max(c["x1"] for c in chars)) >= 14
        assert 297 - mm(max(c["bottom"] for c in chars)) >= 19.5


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ("Tinos-Bold", 12)),
        ("Độc lập - Tự do - Hạnh phúc", ("Tinos-Bold", 13)),
        ("Số: 07/TB-UBND", ("Tinos", 13)),
        ("Ngã Năm, ngày 28 tháng 02 năm 2023", ("Tinos-Italic", 13)),
        ("Nơi nhận:", ("Tinos-Bold-Italic", 12)),
        ("- Lưu: VT, NV.", ("Tinos", 11)),
    ],
)
def test_cells_have_their_size_and_style(words, face, short):
    page = next(page for page in short.pages if page.search(words, regex=False))
    assert faces(page, words) == {face}


def test_the_kind_and_the_subject_are_bold_and_centred(short):
    page = short.pages[0]
    for words in ("THÔNG BÁO", "Về việc phê duyệt kế hoạch khen thưởng"):
        ((font, size),) = faces(page, words)
        assert font == "Tinos-Bold"
        assert size in (13, 14)
    line = line_of(page, "THÔNG BÁO")
    assert abs(mm(line["x0"] + line["x1"]) / 2 - (30 + 165 / 2)) < 1


def test_an_ordinary_notice_needs_at_most_two_pages(short):
    assert len(short.pages) <= 2
    assert page_number(short.pages[0]) == ""
    if len(short.pages) > 1:
        assert page_number(short.pages[1]) == "2"


def test_forty_rows_run_over_pages_with_their_heading_on_each(long):
    tables = [page for page in long.pages if page.search("Được duyệt", regex=False)]
    assert len(tables) >= 3
    assert tables == long.pages[: len(tables)]
    assert [page_number(page) for page in long.pages[1:]] == [
        str(n) for n in range(2, len(long.pages) + 1)
    ]
    assert any(page.search("820", regex=False) for page in tables)


def test_the_signature_never_stands_alone(short, long):
    for opened in (short, long):
        last = opened.pages[-1]
        assert last.search("./.", regex=False)
        assert last.search("Trần Hoàng Khánh", regex=False)
