"""Facts of the year of merit that say something against each other, each told beside its box."""

from collections.abc import Iterator, Mapping
from datetime import date

from dossiers.enums import Discipline, NomineeGroup
from dossiers.queries.year_column import COUNTS
from law.enums import HonoureeKind


MONTHS_OF_A_YEAR = 12


def months_from(hired_on: date, merit_year: int) -> int:
    """Whole months of the merit year that somebody worked who was hired then."""
    if hired_on <= date(merit_year, 1, 1):
        return MONTHS_OF_A_YEAR
    if hired_on.year > merit_year:
        return 0
    return MONTHS_OF_A_YEAR - hired_on.month + (hired_on.day == 1)


def complaints(
    kind: str, values: Mapping[str, object], merit_year: int | None
) -> Iterator[tuple[str, str]]:
    """(key, sentence); `values` as `queries.nominee.complaints` has them."""
    group = values.get("group")
    if group == NomineeGroup.SMALL and kind == HonoureeKind.PERSON:
        yield "group", "«Tập thể nhỏ» chỉ dùng cho tập thể; chọn nhóm của người này."
    elif group not in {None, "", NomineeGroup.SMALL} and kind == HonoureeKind.COLLECTIVE:
        yield "group", "tập thể chỉ chọn «Tập thể nhỏ» hoặc để trống."
    if kind == HonoureeKind.COLLECTIVE:
        yield from _of_members(values)
    elif kind == HonoureeKind.PERSON:
        yield from _of_leave(values)
        yield from _of_penalty(values)
        yield from _of_months(values, merit_year)


def _of_members(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    whole = values.get("headcount")
    if whole is None:
        return
    for key in COUNTS:
        number = values.get(key)
        if number is not None and number > whole:
            yield key, f"{number} người nhiều hơn số người của tập thể ({whole})."


def _of_leave(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if not {"leave_kind", "leave_days"} <= values.keys():
        return
    if values["leave_days"] and not values["leave_kind"]:
        yield "leave_kind", "ghi lý do của những ngày nghỉ này."
    elif values["leave_kind"] and values["leave_days"] is None:
        yield "leave_days", "ghi số ngày nghỉ trong năm."


def _of_penalty(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if not {"penalty", "penalty_on"} <= values.keys():
        return
    if values["penalty_on"] and not values["penalty"]:
        yield "penalty", "ghi hình thức kỷ luật của ngày này."
    elif values["penalty"] and values["penalty_on"] is None:
        yield "penalty_on", "ghi ngày của quyết định kỷ luật."
    if values["penalty"] and values.get("discipline") == Discipline.CLEAR:
        yield "discipline", "đã ghi hình thức kỷ luật ở trên; chọn lại cam kết cho khớp."


def _of_months(values: Mapping[str, object], merit_year: int | None) -> Iterator[tuple[str, str]]:
    """A month begun may be counted or not; a leave may have been taken off the stated months."""
    hired_on, stated = values.get("hired_on"), values.get("service_months")
    if merit_year is None or hired_on is None or stated is None:
        return
    months = months_from(hired_on, merit_year)
    if stated > months + 1 or (stated < months and not values.get("leave_days")):
        yield (
            "service_months",
            (
                f"vào làm {hired_on:%d/%m/%Y} thì trong năm {merit_year} làm việc {months} tháng "
                f"tròn, không phải {stated}. Sửa một trong hai ô, hoặc để trống ô này."
            ),
        )
