"""Accounts of the demonstration: invented names, real bodies of the town."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from council.enums import Role
from council.models import CouncilMember
from council.services import member as member_services
from law.enums import Capacity
from law.models import Authority, Signatory
from nganam_awards.notices.enums import OPTIONAL_KINDS, MailKind
from units import offices
from units.models import Unit, User
from units.services import (
    grant as grant_services,
    person as person_services,
    profile as profile_services,
)


PASSWORD = "Nganam@2023"  # noqa: S105 - public: the README prints it
FIRST_DAY = date(2023, 1, 1)
COUNCIL_FROM = date(2023, 1, 10)
COUNCIL_NAMED_IN = "Quyết định số 15/QĐ-UBND ngày 10/01/2023"
MAIL_DOMAIN = "nganam.example"  # reserved (RFC 2606): no letter of the try-out reaches anybody
CLERK, HEAD = "file_dossiers", "confirm_dossiers"


class Account(NamedTuple):
    """One person: who they are, where they sit, what they may do."""

    username: str
    full_name: str
    title: str
    unit: str
    grant: str = ""
    office: str = ""
    is_told: bool = True


ACCOUNTS = (
    Account("canbo.phuong1", "Lê Thị Cẩm Tú", "Công chức Văn hóa - Xã hội", "UBND_P1", CLERK),
    Account("lanhdao.phuong1", "Võ Quốc Ưng", "Chủ tịch UBND Phường 1", "UBND_P1", HEAD),
    Account("canbo.gddt", "Trần Ngọc Diễm", "Chuyên viên Phòng GD&ĐT", "PGDDT", CLERK),
    Account("lanhdao.gddt", "Phan Văn Lượng", "Trưởng phòng GD&ĐT", "PGDDT", HEAD),
    Account("canbo.noivu", "Thạch Thị Sa Rây", "Cán sự Phòng Nội vụ", "PNV", CLERK),
    Account(
        "chuyenvien",
        "Nguyễn Hoàng Ân",
        "Chuyên viên Phòng Nội vụ",
        "PNV",
        office=offices.HOME_AFFAIRS_OFFICER,
    ),
    Account(
        "chuyenvien2",
        "Đỗ Thị Mỹ Hạnh",
        "Chuyên viên Phòng Nội vụ",
        "PNV",
        office=offices.HOME_AFFAIRS_OFFICER,
    ),
    Account(
        "truongphong",
        "Lâm Thành Công",
        "Trưởng phòng Nội vụ",
        "PNV",
        HEAD,
        offices.HOME_AFFAIRS_HEAD,
    ),
    *(
        Account(
            f"hoidong{number}",
            name,
            "Thành viên Hội đồng",
            unit,
        )
        for number, (name, unit) in enumerate(
            (
                ("Huỳnh Văn Bửu", "UBMT"),
                ("Trương Thị Ngọc Lan", "LDLD"),
                ("Quách Minh Đăng", "PTCKH"),
                ("Lý Thị Thu Hà", "HPN"),
                ("Đặng Hữu Phước", "HND"),
                ("Kim Sô Phia", "PDT"),
                ("Bùi Quang Vinh", "PTP"),
                ("Ngô Thanh Nhàn", "TD"),
                ("Hồ Chí Dũng", "BTC"),
            ),
            start=1,
        )
    ),
    Account("chutich", "Trần Hoàng Khánh", "Chủ tịch UBND thị xã", "VP", office=offices.CHAIRMAN),
    Account(
        "phochutich",
        "Nguyễn Thị Bích Liên",
        "Phó Chủ tịch UBND thị xã",
        "VP",
        office=offices.DEPUTY_CHAIRMAN,
    ),
    Account("vanthu", "Dương Thị Kiều", "Văn thư UBND thị xã", "VP", office=offices.CLERICAL),
    Account("quantri", "Sơn Hoài Phong", "Quản trị cổng", "PNV", office=offices.ADMINISTRATOR),
    # The other half of the town, so that queues are not empty.
    Account("canbo.tanlong", "Liêu Thị Hồng", "Công chức Văn phòng", "UBND_XTL", CLERK, "", False),
    Account("lanhdao.tanlong", "Mai Văn Tấn", "Chủ tịch UBND xã", "UBND_XTL", HEAD, "", False),
    Account("canbo.thidoan", "Ngô Thanh Nhã", "Ủy viên Ban Thường vụ", "TD", CLERK, "", False),
    Account("lanhdao.thidoan", "Phạm Gia Huy", "Bí thư Thị đoàn", "TD", HEAD, "", False),
    Account("canbo.hoinongdan", "Tô Văn Út", "Phó Chủ tịch Hội", "HND", CLERK, "", False),
    Account("lanhdao.hoinongdan", "Đặng Hữu Lộc", "Chủ tịch Hội", "HND", HEAD, "", False),
    Account("canbo.tuphap", "Hứa Thị Yến", "Chuyên viên", "PTP", CLERK, "", False),
    Account("lanhdao.tuphap", "Cao Minh Triết", "Trưởng phòng", "PTP", HEAD, "", False),
    Account("canbo.danvan", "Lưu Thị Thắm", "Chuyên viên", "BDV", CLERK, "", False),
    Account("lanhdao.danvan", "Triệu Văn Khá", "Trưởng ban", "BDV", HEAD, "", False),
    Account("canbo.mybinh", "Danh Hoàng Em", "Công chức Văn hóa", "UBND_XMB", CLERK, "", False),
    Account("lanhdao.mybinh", "Nguyễn Thành Đô", "Chủ tịch UBND xã", "UBND_XMB", HEAD, "", False),
    Account("canbo.mattran", "Sơn Thị Thu Vân", "Chuyên viên", "UBMT", CLERK, "", False),
    Account("lanhdao.mattran", "Quách Văn Nghiêm", "Phó Chủ tịch", "UBMT", HEAD, "", False),
)

# Who sits on the Council as what, beside the nine members.
SEATS = {
    "chutich": Role.CHAIR,
    "phochutich": Role.VICE_CHAIR,
    "truongphong": Role.STANDING,
    **{f"hoidong{number}": Role.MEMBER for number in range(1, 10)},
    "chuyenvien": Role.SECRETARY,
}


def enter_people() -> dict[str, User]:
    """Make the accounts with their offices and rights, as the administrator's pages do."""
    units = Unit.objects.in_bulk([account.unit for account in ACCOUNTS], field_name="code")
    people = {}
    password = make_password(PASSWORD)  # hashed once, for it takes its time on purpose
    for account in ACCOUNTS:
        unit = units[account.unit]
        person = person_services.open_account(
            by=None,
            username=account.username,
            full_name=account.full_name,
            title=account.title,
            unit=unit,
            email=f"{account.username}@{MAIL_DOMAIN}",
            is_demonstration=True,
        )
        person.password, person.must_change_password = password, False
        person.save(update_fields=["password", "must_change_password"])
        if account.office:
            grant_services.put_in_office(person, account.office, by=None)
        if account.grant:
            grant_services.grant(person, account.grant, unit, starts_on=FIRST_DAY, by=None)
        people[account.username] = person
    _enter_signatories(people)
    seat_council(people)
    return people


def seat_council(people: dict[str, User]) -> None:
    """Name the Council of the demonstration; whoever has a seat already keeps it."""
    seated = set(CouncilMember.objects.values_list("person", flat=True))
    for username, role in SEATS.items():
        if people[username].pk not in seated:
            member_services.name(
                people[username],
                role=role,
                named_in=COUNCIL_NAMED_IN,
                starts_on=COUNCIL_FROM,
                by=None,
            )


def choose_letters(people: dict[str, User]) -> None:
    """One officer has the morning's digest, one clerk does without letters of mere steps."""
    for username, unwanted, digest in (
        ("chuyenvien", [], True),
        ("canbo.gddt", [MailKind.STEP], False),
    ):
        profile_services.change_own(
            people[username],
            email=people[username].email,
            offered=OPTIONAL_KINDS,
            unwanted=unwanted,
            digest=digest,
        )


def _enter_signatories(people: dict[str, User]) -> None:
    authorities = Authority.objects.in_bulk(["UBND_TX", "PNV"], field_name="code")
    for code, username, capacity, title_lines in (
        ("UBND_TX", "chutich", Capacity.HEAD, "CHỦ TỊCH"),
        ("UBND_TX", "phochutich", Capacity.DEPUTY, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
        ("PNV", "truongphong", Capacity.HEAD, "TRƯỞNG PHÒNG"),
    ):
        Signatory.objects.create(
            authority=authorities[code],
            user=people[username],
            capacity=capacity,
            title_lines=title_lines,
            full_name=people[username].full_name,
            starts_on=FIRST_DAY,
        )
