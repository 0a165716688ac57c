"""Units from Excel, known by their codes; one may stand under another of an earlier row."""

from nganam_awards.core.sheets.cells import Cell, day_cell, text_cell
from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Names,
    Outcome,
    Taker,
    changes_of,
    choice_cell,
    code_cell,
    need,
    plain,
    text_up_to,
    told_changes,
)
from units import rules
from units.enums import UnitKind
from units.models import Cluster, Unit, User
from units.services.body import change_unit, create_unit


TITLES = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "kind": "Loại đơn vị",
    "symbol": "Ký hiệu",
    "head_title": "Chức danh người đứng đầu",
    "cluster": "Cụm, khối",
    "parent": "Đơn vị cấp trên",
    "valid_from": "Ngày thành lập",
}
# What clerks write in their lists for a kind.
_SPOKEN = {
    "Đảng": UnitKind.PARTY,
    "Mặt trận": UnitKind.FRONT_AND_UNIONS,
    "Đoàn thể": UnitKind.FRONT_AND_UNIONS,
    "Phòng": UnitKind.DEPARTMENT,
    "Phòng chuyên môn": UnitKind.DEPARTMENT,
    "Sự nghiệp": UnitKind.PUBLIC_SERVICE,
    "Trường": UnitKind.PUBLIC_SERVICE,
    "Trường học": UnitKind.PUBLIC_SERVICE,
    "Trung ương": UnitKind.CENTRAL_BODY,
    "UBND": UnitKind.LOCAL_COMMITTEE,
    "Phường": UnitKind.LOCAL_COMMITTEE,
    "Xã": UnitKind.LOCAL_COMMITTEE,
}
_kind_cell = choice_cell([kind for kind in UnitKind if kind != UnitKind.CLUSTER], _SPOKEN)


def body_kind_cell(cell: Cell) -> str:
    """A kind of unit; clusters have a list of their own."""
    text = text_cell(cell)
    if plain(text).startswith(("cum", "khoi")):
        raise ValueError(f"«{text}» nhập ở danh sách «Cụm, khối thi đua», không ở danh sách này.")
    return _kind_cell(cell)


class UnitList(ListKind):
    """The list of units (đơn vị)."""

    slug = "don-vi"
    title = "Đơn vị"
    about = "Cơ quan, đơn vị, xã, phường với ký hiệu văn bản, cụm hoặc khối và cấp trên."
    example = (
        "UBND_P1",
        "Ủy ban nhân dân Phường 1",
        "Phường",
        "UBND",
        "Chủ tịch",
        "CUM_PHUONG",
        "",
        "",
    )
    advice = (
        (TITLES["code"], "Bắt buộc. Chữ không dấu, số, gạch dưới. Mã đã có trên cổng thì sửa."),
        (TITLES["name"], "Cần khi thêm mới. Ghi đầy đủ, ví dụ Ủy ban nhân dân Phường 1."),
        (TITLES["kind"], f"Cần khi thêm mới. Một trong: {'; '.join(_SPOKEN)}."),
        (TITLES["symbol"], "Cần khi thêm mới. Đứng sau số văn bản, ví dụ PNV."),
        (TITLES["head_title"], "Cần khi thêm mới, ví dụ Trưởng phòng, Hiệu trưởng."),
        (TITLES["cluster"], "Mã hoặc tên cụm, khối đã có trên cổng; không dấu cũng được."),
        (TITLES["parent"], "Mã hoặc tên đơn vị đã có trên cổng, hoặc ở một dòng phía trên."),
        (TITLES["valid_from"], "Không bắt buộc. Ví dụ 05/09/2010."),
        ("Ô để trống", "Giữ nguyên điều đang có trên cổng. Nhập lại cùng một tệp không đổi gì."),
    )

    def may(self, user: User) -> bool:
        """The administrator."""
        return rules.can_manage_units(user)

    def columns(self) -> list[Column]:
        """As the form of a unit, in its order."""
        return [
            Column("code", [TITLES["code"], "Mã"], required=True, parse=code_cell),
            Column("name", [TITLES["name"], "Tên", "Đơn vị"], parse=text_up_to(200)),
            Column("kind", [TITLES["kind"], "Loại"], parse=body_kind_cell),
            Column("symbol", [TITLES["symbol"], "Ký hiệu văn bản"], parse=text_up_to(20)),
            Column("head_title", [TITLES["head_title"], "Chức danh"], parse=text_up_to(60)),
            Column("cluster", [TITLES["cluster"], "Cụm", "Khối", "Cụm/khối"]),
            Column("parent", [TITLES["parent"], "Cấp trên", "Trực thuộc"]),
            Column("valid_from", [TITLES["valid_from"], "Thành lập"], parse=day_cell, empty=None),
        ]

    def taker(self, by: User) -> Taker:
        """Units and clusters there are."""
        return _Bodies(by)


class _Bodies:
    """Takes rows one by one; a unit of an earlier row can be named by later ones."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.known: dict[str, Unit] = {}
        self.units, self.clusters = Names("đơn vị"), Names("cụm, khối")
        for unit in Unit.objects.select_related("cluster", "parent"):
            self._remember(unit)
        for cluster in Cluster.objects.all():
            self.clusters.add(cluster, cluster.code, cluster.name)

    def __call__(self, row: dict) -> Done:
        fields = {name: row[name] for name in ("name", "kind", "symbol", "head_title")}
        fields["valid_from"] = row["valid_from"]
        fields["cluster"] = self.clusters.find(row["cluster"]) if row["cluster"] else None
        fields["parent"] = self.units.find(row["parent"]) if row["parent"] else None
        unit = self.known.get(row["code"].lower())
        if unit is None:
            need(row, TITLES, "name", "kind", "symbol", "head_title")
            made = create_unit(by=self.by, code=row["code"], **fields)
            self._remember(made)
            return Done(made.name, Outcome.ADD)
        changes = changes_of(unit, fields, TITLES)
        told = told_changes(unit, changes, TITLES)
        if not changes:
            return Done(unit.name, Outcome.SAME)
        self._remember(change_unit(unit, by=self.by, **changes))
        return Done(unit.name, Outcome.CHANGE, told)

    def _remember(self, unit: Unit) -> None:
        self.known[unit.code.lower()] = unit
        self.units.add(unit, unit.code, unit.name, unit.short_name)
