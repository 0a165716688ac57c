"""axe-core finds nothing (WCAG 2.2 AA) on the pages people work with, desk and phone."""

import pytest

from tests.browser.conftest import DESK, PHONE, complaints


# The demonstration's first plan is Phường 1's; its amendment is in force, the next one waits.
AMEND, AMENDMENTS = "/phong-trao/ke-hoach/1/dieu-chinh/", "/phong-trao/dieu-chinh/"
PAGES = {
    "canbo.phuong1": [
        "/",
        "/ho-so/",
        "/ho-so/moi/",
        "/ho-so/moi/?loai=dot-xuat",
        "/phong-trao/",
        "/phong-trao/lap/",
        AMEND,
    ],
    "lanhdao.phuong1": [
        "/phong-trao/ke-hoach/1/",
        f"{AMENDMENTS}1/",
        "/don-vi-cua-toi/",
        "/don-vi-cua-toi/UBND_P1/",
        "/don-vi-cua-toi/UBND_P1/khen-thuong/",
    ],
    "chuyenvien": [
        "/",
        "/tim/?q=phuong",
        "/tham-dinh/",
        "/ho-so/",
        "/phong-trao/ke-hoach/8/",  # its sheet is to be filled
        "/quyet-dinh/soan/",
        "/quyet-dinh/5/sua/",
        "/thong-bao/",
    ],
    "chuyenvien": ["/", "/viec/", "/tham-dinh/", "/ho-so/", "/quyet-dinh/soan/", "/thong-bao/"],
    "chutich": [
        "/",
        "/phong-trao/",
        "/phong-trao/duyet/",
        "/phong-trao/lich/",
        "/quy-dinh/",
        "/quyet-dinh/",
        "/quyet-dinh/cho-ky/",
        AMENDMENTS,
        f"{AMENDMENTS}2/",
    ],
    "truongphong": ["/quyet-dinh/quy/", "/quyet-dinh/khong-khen-thuong/", "/tham-dinh/"],
    "vanthu": ["/", "/so-van-ban/", "/so-van-ban/quyet-dinh-giay/", "/quyet-dinh/"],
    "quantri": [
        "/",
        "/quan-tri/don-vi/",
        "/quan-tri/nguoi-dung/",
        "/quan-tri/them-nguoi-dung/",
        "/quan-tri/cum-khoi/",
        "/quan-tri/danh-muc/",
        "/quan-tri/nhap-excel/",
        "/quan-tri/nhap-excel/nguoi-dung/",
    ],
}


@pytest.mark.parametrize("username", PAGES)
def test_the_pages_of_a_person_are_accessible(sit, papers, username):
    person = sit(username)
    found = []
    for path in PAGES[username]:
        person.go(path)
        for viewport in (DESK, PHONE):
            person.page.set_viewport_size(viewport)
            found += complaints(person.page)
    assert found == []
