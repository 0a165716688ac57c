"""People from Excel with their rights; one row for each right, known by the user name."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nganam_awards.core import clock
from nganam_awards.core.names import tidy_name
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, day_cell, text_cell
from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Names,
    Outcome,
    Taker,
    changes_of,
    need,
    plain,
    text_up_to,
    told_changes,
)
from units import rules
from units.models import Unit, UnitUserPermission, User
from units.services.grant import grant
from units.services.person import change_person, open_account


TITLES = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "title": "Chức danh",
    "email": "Thư điện tử",
    "unit": "Đơn vị",
    "right": "Quyền",
    "place": "Quyền ở đơn vị",
    "starts_on": "Từ ngày",
    "ends_on": "Đến hết ngày",
}
_RIGHTS = {plain(label): right for right, label in rules.GRANTABLE.items()} | {
    plain(spoken): right
    for spoken, right in (
        ("Cán bộ", rules.CLERK_RIGHT),
        ("Cán bộ lập hồ sơ", rules.CLERK_RIGHT),
        ("Thủ trưởng", rules.HEAD_RIGHT),
        ("Xác nhận", rules.HEAD_RIGHT),
        ("Thủ trưởng xác nhận", rules.HEAD_RIGHT),
    )
}
_OFFERED = "; ".join(rules.GRANTABLE.values())


def right_cell(cell: Cell) -> str:
    """A right on a unit, as the pages or the office call it."""
    text = text_cell(cell)
    if (right := _RIGHTS.get(plain(text))) is None:
        raise ValueError(f"«{text}» không phải một quyền; chọn một trong: {_OFFERED}.")
    return right


def email_cell(cell: Cell) -> str:
    """An address to which notices can go."""
    text = text_cell(cell)
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(f"«{text}» không phải địa chỉ thư điện tử.") from error
    return text


class PeopleList(ListKind):
    """The list of people with their rights."""

    slug = "nguoi-dung"
    title = "Người dùng và quyền"
    about = "Tài khoản của cán bộ, thủ trưởng, mỗi quyền một dòng; mật khẩu lần đầu phát sau."
    example = (
        "canbo.phuong1",
        "Lê Thị Cẩm Tú",
        "Công chức Văn hóa",
        "",
        "UBND_P1",
        "Lập hồ sơ",
        "",
        date(2023, 1, 1),
        "",
    )
    advice = (
        (TITLES["username"], "Bắt buộc. Chữ thường không dấu, số, dấu chấm. Đã có thì sửa."),
        (TITLES["full_name"], "Cần khi thêm mới."),
        (TITLES["title"], "Ví dụ Chuyên viên, Hiệu trưởng."),
        (TITLES["email"], "Không bắt buộc; nơi nhận thư báo của cổng."),
        (TITLES["unit"], "Cần khi thêm mới. Mã hoặc tên đơn vị nơi công tác."),
        (TITLES["right"], f"{_OFFERED}. Để trống: chỉ có tài khoản, chưa có quyền."),
        (TITLES["place"], "Đơn vị mà quyền có hiệu lực; để trống: đơn vị nơi công tác."),
        (TITLES["starts_on"], "Để trống: từ ngày nhập."),
        (TITLES["ends_on"], "Để trống: không thời hạn."),
        ("Nhiều quyền", "Ghi lại tên đăng nhập ở dòng sau, mỗi quyền một dòng."),
        ("Ô để trống", "Giữ nguyên điều đang có trên cổng. Nhập lại cùng một tệp không đổi gì."),
    )

    def may(self, user: User) -> bool:
        """The administrator."""
        return rules.can_manage_units(user)

    def columns(self) -> list[Column]:
        """The person, then one right."""
        return [
            Column("username", [TITLES["username"]], required=True, parse=text_up_to(40)),
            Column("full_name", [TITLES["full_name"], "Họ tên"], parse=text_up_to(120)),
            Column("title", [TITLES["title"], "Chức vụ"], parse=text_up_to(80)),
            Column("email", [TITLES["email"], "Email"], parse=email_cell),
            Column("unit", [TITLES["unit"], "Đơn vị công tác"]),
            Column("right", [TITLES["right"]], parse=right_cell),
            Column("place", [TITLES["place"]]),
            Column("starts_on", [TITLES["starts_on"]], parse=day_cell, empty=None),
            Column("ends_on", [TITLES["ends_on"], "Đến ngày"], parse=day_cell, empty=None),
        ]

    def taker(self, by: User) -> Taker:
        """People and units there are, and what each person holds."""
        return _People(by)


class _People:
    """Takes rows one by one; the second row of a person adds only what it says anew."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.known = {person.username: person for person in User.objects.select_related("unit")}
        self.units = Names("đơn vị")
        for unit in Unit.objects.all():
            self.units.add(unit, unit.code, unit.name, unit.short_name)

    def __call__(self, row: dict) -> Done:
        username = row["username"].lower()
        fields = {
            "full_name": tidy_name(row["full_name"]).name if row["full_name"] else "",
            "title": row["title"],
            "email": row["email"],
            "unit": self.units.find(row["unit"]) if row["unit"] else None,
        }
        person = self.known.get(username)
        outcome, told = Outcome.SAME, ()
        if person is None:
            need(row, TITLES, "full_name", "unit")
            person, outcome = open_account(by=self.by, username=username, **fields), Outcome.ADD
        elif changes := changes_of(person, fields, TITLES):
            told = told_changes(person, changes, TITLES)
            person, outcome = change_person(person, by=self.by, **changes), Outcome.CHANGE
        if row["right"]:
            given, is_new = self._give(person, row)
            told += (given,)
            outcome = Outcome.CHANGE if is_new and outcome == Outcome.SAME else outcome
        self.known[username] = person
        return Done(f"{person.full_name} ({username})", outcome, told)

    def _give(self, person: User, row: dict) -> tuple[str, bool]:
        """The right of the row in words, and whether it was given now."""
        place = self.units.find(row["place"]) if row["place"] else person.unit
        if place is None:
            raise Refused(f"Ghi cột «{TITLES['place']}»: người này chưa thuộc đơn vị nào.")
        first, last = row["starts_on"], row["ends_on"]
        name = f"«{rules.GRANTABLE[row['right']]}» ở {place.short_name}"
        held = UnitUserPermission.objects.overlapping(first or clock.today(), last)
        same = {"content_object": place, "permission__codename": row["right"]}
        if known := held.filter(user_id=person.pk, **same).order_by("starts_on").first():
            return f"Đã giữ quyền {name}{_span(known.starts_on, known.ends_on)}", False
        grant(person, row["right"], place, by=self.by, starts_on=first, ends_on=last)
        return f"Giao quyền {name}{_span(first, last)}", True


def _span(first: date | None, last: date | None) -> str:
    since = f" từ {first:%d/%m/%Y}" if first else ""
    return f"{since} đến hết {last:%d/%m/%Y}" if last else since
