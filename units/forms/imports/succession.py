"""Reforms from Excel: which bodies end, who goes on, on what ground; new bodies are made along."""

from datetime import date, timedelta

from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, day_cell
from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Names,
    Outcome,
    Taker,
    choice_cell,
    code_cell,
    need,
    text_up_to,
)
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from units import rules
from units.enums import SuccessionKind, UnitKind
from units.forms.imports.body import body_kind_cell
from units.models import Unit, UnitSuccession, User
from units.queries import catalogue as catalogue_queries
from units.services.body import add_successor, create_unit, end_unit


TITLES = {
    "old": "Đơn vị cũ",
    "new": "Đơn vị mới",
    "last_day": "Ngày cuối cùng của đơn vị cũ",
    "form": "Hình thức",
    "basis": "Căn cứ",
    "code": "Mã đơn vị mới",
    "kind": "Loại đơn vị mới",
    "symbol": "Ký hiệu đơn vị mới",
    "head_title": "Chức danh người đứng đầu",
}
_DISSOLVED = "dissolved"  # of this list alone: it leaves no row of succession
_SPOKEN = {
    "Sáp nhập": SuccessionKind.MERGED,
    "Hợp nhất": SuccessionKind.MERGED,
    "Nhập": SuccessionKind.MERGED,
    "Chia": SuccessionKind.DIVIDED,
    "Tách": SuccessionKind.DIVIDED,
    "Chia tách": SuccessionKind.DIVIDED,
    "Tổ chức lại": SuccessionKind.REORGANISED,
    "Chuyển đổi": SuccessionKind.REORGANISED,
    "Giải thể": _DISSOLVED,
}


class SuccessionList(ListKind):
    """A reform (sắp xếp đơn vị): one row for each body that ends and each that goes on."""

    slug = "sap-xep-don-vi"
    title = "Sắp xếp đơn vị"
    about = (
        "Đơn vị sáp nhập, chia tách, giải thể và đơn vị kế thừa. Tệp mẫu ghi sẵn việc sắp xếp "
        "từ 01/7/2025 của thị xã."
    )
    advice = (
        (TITLES["old"], "Bắt buộc. Mã hoặc tên đơn vị đang có trên cổng."),
        (TITLES["new"], "Mã hoặc tên đơn vị kế thừa. Để trống khi giải thể, không có kế thừa."),
        (TITLES["last_day"], "Bắt buộc. Đơn vị mới kế thừa từ ngày hôm sau. Ví dụ 30/06/2025."),
        (TITLES["form"], "Một trong: Sáp nhập; Hợp nhất; Chia; Tách; Tổ chức lại; Giải thể."),
        (TITLES["basis"], "Văn bản sắp xếp, ví dụ Nghị quyết số 1668/NQ-UBTVQH15."),
        (TITLES["code"], "Cần khi đơn vị mới chưa có trên cổng: cổng thêm đơn vị ấy luôn."),
        (TITLES["kind"], "Cần khi đơn vị mới chưa có trên cổng, ví dụ Phường, Phòng, Trường."),
        (TITLES["symbol"], "Cần khi đơn vị mới chưa có trên cổng. Đứng sau số văn bản."),
        (TITLES["head_title"], "Cần khi đơn vị mới chưa có trên cổng, ví dụ Chủ tịch."),
        ("Chia thành nhiều đơn vị", "Mỗi đơn vị kế thừa một dòng, cùng đơn vị cũ, cùng ngày."),
        ("Nhập rồi", "Ngày cuối cùng và đơn vị kế thừa đã ghi thì không sửa lại được."),
    )

    @property
    def example(self) -> tuple[Cell, ...]:
        """The first row of the reform."""
        return self.examples()[0]

    def examples(self) -> list[tuple[Cell, ...]]:
        """The reform of 1/7/2025, row by row, ready to be brought in."""
        return [
            (
                row.old,
                row.new["name"],
                row.last_day,
                SuccessionKind(row.kind).label.partition(",")[0],
                row.basis,
                row.new["code"],
                UnitKind(row.new["kind"]).label,
                row.new["symbol"],
                row.new["head_title"],
            )
            for row in catalogue_queries.reform()
        ]

    def template(self) -> bytes:
        """The reform as an example, whole, and how to fill the sheet on a second one."""
        titles = [column.titles[0] for column in self.columns()]
        widths = [44, 48, 16, 16, 48, 18, 18, 18, 26]
        rows = [Table("Danh sách", titles, self.examples(), widths)]
        return write_workbook(
            [*rows, Table("Cách điền", ["Cột", "Cách điền"], self.advice, [30, 90])]
        )

    def may(self, user: User) -> bool:
        """The administrator."""
        return rules.can_manage_units(user)

    def columns(self) -> list[Column]:
        """Who ends, who goes on, when and why; then what a new body needs."""
        form = choice_cell(SuccessionKind, _SPOKEN)
        return [
            Column("old", [TITLES["old"]], required=True, parse=text_up_to(200)),
            Column("new", [TITLES["new"], "Đơn vị kế thừa"], parse=text_up_to(200)),
            Column(
                "last_day",
                [TITLES["last_day"], "Ngày cuối cùng", "Ngày cuối cùng hoạt động"],
                required=True,
                parse=day_cell,
                empty=None,
            ),
            Column("form", [TITLES["form"], "Hình thức sắp xếp"], parse=form),
            Column("basis", [TITLES["basis"], "Văn bản"], parse=text_up_to(300)),
            Column("code", [TITLES["code"], "Mã"], parse=code_cell),
            Column("kind", [TITLES["kind"], "Loại"], parse=body_kind_cell),
            Column("symbol", [TITLES["symbol"], "Ký hiệu"], parse=text_up_to(20)),
            Column("head_title", [TITLES["head_title"], "Chức danh"], parse=text_up_to(60)),
        ]

    def taker(self, by: User) -> Taker:
        """Bodies there are, and those that earlier rows made."""
        return _Reform(by)


class _Reform:
    """Takes rows one by one; a body of an earlier row may go on with the work of more."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.units, self.by_code = Names("đơn vị"), {}
        self.divided: set[int] = set()  # by this list: more successors may follow
        for unit in Unit.objects.exclude(kind=UnitKind.CLUSTER).prefetch_related("former_names"):
            self._remember(unit, *(row.name for row in unit.former_names.all()))
        self.pairs = {
            (row.old_id, row.new_id): row.starts_on for row in UnitSuccession.objects.all()
        }

    def __call__(self, row: dict) -> Done:
        old = self.units.find(row["old"])
        last_day = row["last_day"]
        if row["form"] == _DISSOLVED or not row["new"]:
            return self._dissolve(old, row)
        new, told = self._successor(row)
        starts_on = last_day + timedelta(days=1)
        if self.pairs.get((old.pk, new.pk)) == starts_on:
            return Done(old.name, Outcome.SAME)
        kind = row["form"] or SuccessionKind.MERGED
        if old.pk in self.divided and old.valid_to == last_day and kind == SuccessionKind.DIVIDED:
            ended = add_successor(old, new, basis=row["basis"], by=self.by)
        else:
            ended = self._end(old, last_day, [new], kind, row["basis"])
            if kind == SuccessionKind.DIVIDED:
                self.divided.add(old.pk)
        old.valid_to = ended.valid_to
        self.pairs[old.pk, new.pk] = starts_on
        going = f"{new.name} kế thừa từ {starts_on:%d/%m/%Y}"
        return Done(old.name, Outcome.CHANGE, (*told, _until(last_day), going))

    def _dissolve(self, old: Unit, row: dict) -> Done:
        if row["new"]:
            raise Refused("Giải thể thì không có đơn vị mới; bỏ trống cột ấy hoặc ghi hình thức.")
        if row["form"] != _DISSOLVED:
            raise Refused("Ghi đơn vị mới, hoặc hình thức «Giải thể» khi không ai kế thừa.")
        if old.valid_to == row["last_day"] and not old.successions.exists():
            return Done(old.name, Outcome.SAME)
        old.valid_to = self._end(old, row["last_day"], [], "", row["basis"]).valid_to
        return Done(old.name, Outcome.CHANGE, (_until(row["last_day"]), "Không có đơn vị kế thừa"))

    def _end(
        self, old: Unit, last_day: date, successors: list[Unit], kind: str, basis: str
    ) -> Unit:
        return end_unit(
            old, last_day=last_day, successors=successors, kind=kind, basis=basis, by=self.by
        )

    def _successor(self, row: dict) -> tuple[Unit, tuple[str, ...]]:
        """The body that goes on, made where the portal has none of that code or name."""
        known = self.by_code.get(row["code"].lower()) if row["code"] else None
        if known and not self._is_called(known, row["new"]):
            raise Refused(f"Mã {known.code} đã là của {known.name}; ghi mã khác cho đơn vị mới.")
        if known is None and not row["code"]:
            return self.units.find(row["new"]), ()
        if known is None and self.units.has(row["new"]):
            known = self.units.find(row["new"])
            if known.code.lower() != row["code"].lower():
                raise Refused(f"Đã có {known.name}, mã {known.code}. Ghi đúng mã ấy.")
        if known:
            return known, ()
        need(row, TITLES, "code", "kind", "symbol", "head_title")
        starts_on = row["last_day"] + timedelta(days=1)
        fields = {name: row[name] for name in ("code", "kind", "symbol", "head_title")}
        made = create_unit(by=self.by, name=row["new"], valid_from=starts_on, **fields)
        self._remember(made)
        return made, (f"Thêm {made.name}, thành lập {starts_on:%d/%m/%Y}",)

    def _is_called(self, unit: Unit, words: str) -> bool:
        return self.units.has(words) and self.units.find(words) == unit

    def _remember(self, unit: Unit, *former: str) -> None:
        self.by_code[unit.code.lower()] = unit
        self.units.add(unit, unit.code, unit.name, unit.short_name, *former)


def _until(last_day: date) -> str:
    return f"Hoạt động đến hết {last_day:%d/%m/%Y}"
