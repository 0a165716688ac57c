"""Who registered for which title of 2023 (đăng ký thi đua): three lists confirmed, one begun.

Everybody who is put forward for a title later in the year stands in the list of their unit, beside
some who registered and were not put forward.
"""

from collections.abc import Iterable
from datetime import date

from frontdesk.demonstration import council_nominees as lists
from frontdesk.demonstration.cast import Cast
from frontdesk.demonstration.desk import at
from frontdesk.demonstration.nominees import Nominee
from frontdesk.demonstration.testimony import HAMLETS
from honourees.models import TitleRegistration
from honourees.services import registration as registration_services
from law.enums import HonoureeKind
from law.models import AwardType
from units.models import Unit, User


Titled = tuple[str, tuple[Nominee, ...]]  # code of a title, who wants to reach it
YEAR = 2023


def _teacher(name: str, born: int, position: str, school: str) -> Nominee:
    return Nominee(HonoureeKind.PERSON, name, "", school, position, birth_year=born)


MORE_TEACHERS = (
    _teacher("Lâm Thị Hồng Gấm", 1991, "Giáo viên", "Trường Tiểu học Phường 2"),
    _teacher("Kim Thanh Tùng", 1983, "Tổ trưởng chuyên môn", "Trường Trung học cơ sở Long Bình"),
    _teacher("Tăng Thị Mỹ Duyên", 1995, "Giáo viên", "Trường Mầm non Vĩnh Quới"),
)
SCHOOLS = (Nominee(HonoureeKind.COLLECTIVE, "Trường Mầm non Vĩnh Quới", "", "xã Vĩnh Quới"),)
WARD_STAFF = (
    Nominee(
        HonoureeKind.PERSON,
        "Phùng Thị Ngọc Ánh",
        "",
        "UBND Phường 1",
        "Công chức Tài chính - Kế toán",
        birth_year=1989,
    ),
    Nominee(
        HonoureeKind.PERSON,
        "Trịnh Quốc Khởi",
        "",
        "UBND Phường 1",
        "Công chức Địa chính - Xây dựng",
        birth_year=1984,
    ),
)


def register_titles(town: Cast) -> None:
    """January and February: handed over by the clerk, confirmed by the head, one still written."""
    for place, code, day, titled in (
        (
            "gddt",
            "PGDDT",
            date(2023, 1, 30),
            (("CSTDCS", lists.TEACHERS), ("LDTT", MORE_TEACHERS), ("TTLDTT", SCHOOLS)),
        ),
        (
            "tanlong",
            "UBND_XTL",
            date(2023, 2, 1),
            (("TTLDTT", lists.OFFICES), ("THONVH", HAMLETS)),
        ),
        ("mattran", "UBMT", date(2023, 2, 3), (("CSTDCS", lists.FRONT),)),
    ):
        _confirmed(town, place, town.units[code], day, titled)
    at(date(2023, 2, 6), 9)
    _write(town.units["UBND_P1"], (("LDTT", WARD_STAFF),), by=town.of("phuong1")["clerk"])


def _confirmed(town: Cast, place: str, unit: Unit, day: date, titled: Iterable[Titled]) -> None:
    who = town.of(place)
    at(day, 9)
    registration = _write(unit, titled, by=who["clerk"])
    at(day, 10)
    registration_services.hand_over(registration, by=who["clerk"])
    at(day, 15)
    registration_services.confirm(registration, by=who["head"])


def _write(unit: Unit, titled: Iterable[Titled], *, by: User) -> TitleRegistration:
    awards = AwardType.objects.in_bulk(field_name="code")
    registration = registration_services.begin(unit, YEAR, by=by)
    for code, nominees in titled:
        for one in nominees:
            registration_services.enter(
                registration,
                kind=one.kind,
                full_name=one.full_name,
                birth_year=one.birth_year,
                position=one.position,
                working_unit=one.working_unit,
                award_type=awards[code],
            )
    return registration
