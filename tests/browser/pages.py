"""One address for every page of the portal, in a full state of the demonstration, and who opens it.

`tests/test_pages.py` finds a page that is missing here.
"""

from typing import NamedTuple


class WayToPaper(NamedTuple):
    """Who opens which page that names a paper's code."""

    username: str
    page: str


PAGES: dict[str, list[str]] = {
    "canbo.phuong1": [
        "/",
        "/ho-so/moi/",
        "/ho-so/moi/?loai=dot-xuat",
        "/ho-so/thung-rac/",
        "/ho-so/HS-2023-00015/",
        "/ho-so/HS-2023-00015/sua/",
        "/ho-so/HS-2023-00015/danh-sach/them/",
        "/ho-so/HS-2023-00015/danh-sach/40/",
        "/ho-so/HS-2023-00015/giay-to/",
        "/ho-so/HS-2023-00015/tep/44/thay/",
        "/ho-so/HS-2023-00015/trao-doi/",
        "/ho-so/HS-2023-00015/nhap-excel/",
        "/ho-so/HS-2023-00015/van-ban/",
        "/ho-so/HS-2023-00015/van-ban/2/",
        "/ho-so/HS-2023-00015/van-ban/2/sua/",
        "/ho-so/HS-2023-00015/van-ban/bao-cao/",
        "/phong-trao/lap/",
        "/phong-trao/ke-hoach/1/dieu-chinh/",
        "/don-vi-cua-toi/",
    ],
    "lanhdao.phuong1": [
        "/phong-trao/ke-hoach/1/",
        "/phong-trao/dieu-chinh/1/",
        "/don-vi-cua-toi/UBND_P1/",
        "/don-vi-cua-toi/UBND_P1/khen-thuong/",
    ],
    "lanhdao.gddt": ["/", "/ho-so/HS-2023-00016/", "/ho-so/HS-2023-00016/xem-va-xac-nhan/"],
    "chuyenvien": [
        "/",
        "/viec/",
        "/tim/?q=phuong",
        "/tham-dinh/",
        "/ho-so/",
        "/ho-so/HS-2023-00007/",
        "/ho-so/HS-2023-00006/giay-tiep-nhan/",
        "/ho-so/HS-2023-00006/kiem-soat/",
        "/ho-so/HS-2023-00013/xin-loi-hen-lai/",
        "/ho-so/so-theo-doi/",
        "/ho-so/HS-2023-00005/danh-sach/15/tam-dung/",
        "/phong-trao/ke-hoach/8/",  # its sheet is to be filled
        "/quyet-dinh/soan/",
        "/quyet-dinh/5/sua/",
        "/thong-bao/",
        "/phong-trao/lich/",
    ],
    "truongphong": [
        "/",
        "/quyet-dinh/",
        "/quyet-dinh/quy/",
        "/quyet-dinh/khong-khen-thuong/",
        "/quyet-dinh/1/",
        "/quyet-dinh/4/sua/",
        "/quyet-dinh/4/them/",
        "/quyet-dinh/4/trinh/",
        "/quyet-dinh/2/ket-qua/9/",  # forwarded: what the ministry answered of one name
        "/ho-so/HS-2023-00014/yeu-cau-bo-sung/",
        "/xac-minh/",
        "/tham-dinh/",
        "/tham-dinh/cho-tiep-nhan/",
        "/ho-so/HS-2023-00012/danh-sach/31/rut/",
        "/ho-so/HS-2023-00012/tep/36/",
    ],
    "chutich": [
        "/",
        "/phong-trao/",
        "/phong-trao/duyet/",
        "/quy-dinh/",
        "/quy-dinh/bo-quy-tac/",
        "/quy-dinh/danh-hieu/CSTDCS/",
        "/quyet-dinh/cho-ky/",
        "/quyet-dinh/6/ky/",
        "/quyet-dinh/6/ky/khong-duyet/?chon=1",
        "/quyet-dinh/6/tra-lai/",
        "/phong-trao/dieu-chinh/",
        "/phong-trao/dieu-chinh/2/",
    ],
    "vanthu": ["/", "/so-van-ban/", "/so-van-ban/cho-vao-so/", "/so-van-ban/quyet-dinh-giay/"],
    "quantri": [
        "/",
        "/doi-mat-khau/",
        "/quan-tri/don-vi/",
        "/quan-tri/them-don-vi/",
        "/quan-tri/don-vi/UBND_P1/",
        "/quan-tri/don-vi/UBND_P1/sua/",
        "/quan-tri/don-vi/UBND_P1/giao-quyen/",
        "/quan-tri/don-vi/UBND_P1/ngung-hoat-dong/",
        "/quan-tri/nguoi-dung/",
        "/quan-tri/them-nguoi-dung/",
        "/quan-tri/nguoi-dung/canbo.gddt/",
        "/quan-tri/nguoi-dung/canbo.gddt/sua/",
        "/quan-tri/nguoi-dung/canbo.gddt/giao-quyen/",
        "/quan-tri/cum-khoi/",
        "/quan-tri/them-cum-khoi/",
        "/quan-tri/cum-khoi/KHOI_TRUNG_UONG/",
        "/quan-tri/cum-khoi/KHOI_TRUNG_UONG/sua/",
        "/quan-tri/quyen/3/ket-thuc/",
        "/quan-tri/danh-muc/nguoi-ky/them/",
        "/quan-tri/danh-muc/danh-hieu/CSTDCS/",
        "/quan-tri/danh-muc/can-cu/1/thoi/",
        "/quan-tri/danh-muc/chu-de/3/sua/",
        "/quan-tri/danh-muc/co-quan/2/sua/",
        "/quan-tri/danh-muc/nguoi-ky/2/sua/",
        "/phong-trao/2/",
        "/phong-trao/2/sua/",
        "/phong-trao/2/lap-ke-hoach/",
        f"/tai-excel/ho-so/{'0' * 32}/",
        "/quan-tri/danh-muc/",
        "/quan-tri/danh-muc/bo-quy-tac/",
        "/quan-tri/danh-muc/gia-tri/1/sua/",
        "/quan-tri/nhap-excel/",
        "/quan-tri/nhap-excel/nguoi-dung/",
        "/quan-tri/nhat-ky/",
        "/quan-tri/tai-khoan-va-so/",
        "/quan-tri/tai-khoan-va-so/canbo.gddt/",
        "/quan-tri/thu-di/",
    ],
}
# The codes of papers are new in every portal: who opens the page that leads to one.
PAPER_OF = WayToPaper("chuyenvien", "/quyet-dinh/1/")
PAPER_PAGES = ["/van-ban/{code}/", "/xac-minh/{code}/"]
OPEN_PAGES = ["/dang-nhap/", "/xac-minh/"]  # no account
# The demonstration has none in this state: `test_widths.py` draws them from rows of its own.
MADE_BY_A_TEST = {
    "campaigns:plan_edit",
    "campaigns:plan_units",
    "campaigns:row_edit",
    "campaigns:places",
    "campaigns:amendment_edit",
    "decisions:enter_number",
    "dossiers:answer",
}
