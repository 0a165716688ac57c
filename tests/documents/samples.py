"""Frozen contexts as the decisions app writes them: `decision.json`, varied."""

import copy
import json
from datetime import date, datetime
from pathlib import Path

from nganam_awards.core import clock
from nganam_awards.documents.render import PrintedSheet


DECISION = json.loads(Path(__file__).with_name("decision.json").read_text(encoding="utf-8"))
CODE = DECISION["verification"]["code"]
ADDRESS = DECISION["verification"]["address"]
TITLE = "Quyết định về việc tặng Giấy khen cho 03 tập thể, 02 cá nhân"

FAMILY = ["Nguyễn", "Trần", "Lê", "Dương", "Lý", "Thạch", "Danh", "Sơn"]
MIDDLE = ["Thị Ngọc", "Văn", "Hoàng Minh", "Thị Hồng", "Quốc", "Thị Bích"]
GIVEN = ["Ánh", "Đào", "Đức", "Giang", "Hằng", "Ơn", "Phượng", "Quyên", "Xuân", "Yến"]
LONG_POST = "Phó Hiệu trưởng Trường Tiểu học và Trung học cơ sở Vĩnh Quới, xã Vĩnh Quới"


def sheet(*, is_draft=False, symbol="412/QĐ-UBND", issued_on=date(2023, 12, 15)):
    """What the row of the sample decision says."""
    return PrintedSheet(
        code=CODE,
        title=TITLE,
        symbol="" if is_draft else symbol,
        issued_on=None if is_draft else issued_on,
        is_draft=is_draft,
        created_at=datetime(2023, 12, 15, 9, 30, tzinfo=clock.OFFICE_ZONE),
    )


def decision(*, extra_grounds=0, people=None, annexes=None):
    """A decision that gives certificates to three collectives and two people, or to more."""
    context = copy.deepcopy(DECISION)
    context["grounds"][-1:-1] = [
        f"Căn cứ Kế hoạch số {n:02d}/KH-UBND ngày 05 tháng 3 năm 2023"
        for n in range(1, extra_grounds + 1)
    ]
    if people is not None:
        context["annexes"] = [annex(people)]
    if annexes is not None:
        context["annexes"] = annexes
    return context


def annex(people=None, heading="DANH SÁCH"):
    """The list of the sample decision; `people` replaces its two persons."""
    made = copy.deepcopy(DECISION["annexes"][0])
    made["heading"] = heading
    if people is not None:
        made["sections"][1]["rows"] = people
        made["total"] = sum(row["prize"] for part in made["sections"] for row in part["rows"])
    return made


def people(count):
    """People enough for several pages, some with long posts."""
    return [
        {
            "order": n + 1,
            "name": f"{FAMILY[n % 8]} {MIDDLE[n % 6]} {GIVEN[n % 10]}",
            "detail": LONG_POST if n % 7 == 0 else f"Trưởng khóm {n % 9 + 1}, Phường {n % 3 + 1}",
            "achievement": "Hoàn thành tốt nhiệm vụ được giao",
            "prize": 540_000,
            "note": "",
        }
        for n in range(count)
    ]


def letter(*, addressees=("Chủ tịch Ủy ban nhân dân thị xã Ngã Năm",), people=None):
    """A letter of Phòng Nội vụ with the list of the sample decision."""
    context = copy.deepcopy(DECISION)
    return {
        "issuer": {"parent": ["UBND THỊ XÃ NGÃ NĂM"], "name": ["PHÒNG NỘI VỤ"]},
        "symbol_letters": "/TTr-PNV",
        "place": "Ngã Năm",
        "kind": "TỜ TRÌNH",
        "about": context["about"],
        "addressees": list(addressees),
        "grounds": context["grounds"][:-1],
        "paragraphs": [
            "Phòng Nội vụ thị xã Ngã Năm đã thẩm định hồ sơ đề nghị khen thưởng của 02 đơn vị",
            "Kính trình Chủ tịch Ủy ban nhân dân thị xã xem xét, quyết định",
        ],
        "annexes": [annex(people)],
        "recipients": ["Như trên", "Lưu: NV"],
        "signature": {"titles": ["TRƯỞNG PHÒNG"], "name": "Lý Thị Ngọc Hằng"},
        "verification": context["verification"],
    }


def forward():
    """A letter of UBND thị xã to the province, signed by a deputy."""
    return letter(
        addressees=(
            "Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng",
            "Sở Nội vụ (Ban Thi đua - Khen thưởng)",
        )
    ) | {
        "issuer": DECISION["issuer"],
        "symbol_letters": "/TTr-UBND",
        "recipients": ["Như trên", "Phòng Nội vụ", "Lưu: VT"],
        "signature": {
            "titles": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "name": "Trần Hoàng Khánh",
        },
    }


def notice():
    """What Phòng Nội vụ tells a unit about those who were not awarded."""
    reasons = annex(people(3))
    reasons["columns"] = {
        "name": "Họ và tên / Tên tập thể",
        "detail": "Đề nghị",
        "achievement": "Lý do",
        "prize": "",
    }
    return letter(addressees=("Ủy ban nhân dân Phường 1",)) | {
        "symbol_letters": "/TB-PNV",
        "kind": "THÔNG BÁO",
        "about": "Về kết quả xét khen thưởng hồ sơ của Ủy ban nhân dân Phường 1",
        "grounds": [],
        "annexes": [reasons],
    }


def extract():
    """The sample decision with the names of one unit."""
    return decision() | {"extract": "Trích sao phần danh sách của Phường 1"}
