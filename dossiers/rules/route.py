"""Who keeps the routing rules and the absences of Phòng Nội vụ, and what stands against a row."""

from datetime import date

from dossiers.models import Absence, Route
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from units.models import User
from units.rules import day_blockers


def can_keep_desks(user: User) -> bool:
    """The head of Phòng Nội vụ: routing, absences, stand-ins."""
    return user.has_perm("dossiers.assign")


def officer_gone(officer: User, field: str) -> list[str]:
    """Nothing is given to an account that is shut or to whoever is no officer any more."""
    if officer.is_active and officer.has_perm("dossiers.appraise_any"):
        return []
    return [
        About(
            f"{officer.full_name} không còn thẩm định ở Phòng Nội vụ. Chọn chuyên viên khác.",
            field,
        )
    ]


def route_blockers(route: Route) -> list[str]:
    """Why the rule cannot stand: the officer left, its days, or another rule says the same."""
    blockers = officer_gone(route.officer, "officer")
    blockers += day_blockers(route.starts_on, route.ends_on)
    return blockers or route_overlaps(route)


def route_overlaps(route: Route) -> list[str]:
    """Another rule says the same of some of its days."""
    same = Route.objects.overlapping(route.starts_on, route.ends_on).filter(
        unit_kind=route.unit_kind, cluster=route.cluster_id, theme=route.theme_id
    )
    return [
        About(
            f"Đã có tuyến «{row}» giao {row.officer.full_name} {span(row)}. "
            "Kết thúc tuyến đó trước, hoặc chọn ngày bắt đầu sau đó.",
            "starts_on",
        )
        for row in same.exclude(pk=route.pk).select_related("officer", "cluster", "theme")[:1]
    ]


def absence_blockers(absence: Absence) -> list[str]:
    """Why the absence cannot stand: whoever stands in must be there, and be no one's double."""
    blockers = officer_gone(absence.stand_in, "stand_in")
    if absence.person_id == absence.stand_in_id:
        blockers = [About("Người thay phải là một người khác.", "stand_in")]
    blockers += day_blockers(absence.starts_on, absence.ends_on)
    if absence.ends_on < clock.today():
        blockers.append(About("Ngày cuối không được trước hôm nay.", "ends_on"))
    if blockers:
        return blockers
    others = Absence.objects.overlapping(absence.starts_on, absence.ends_on)
    others = others.exclude(pk=absence.pk).select_related("person", "stand_in")
    found = []
    for row in others:
        if row.person_id == absence.person_id:
            found.append(
                About(f"{row.person.full_name} đã được ghi vắng {span(row)}.", "starts_on")
            )
        elif row.person_id == absence.stand_in_id:
            found.append(
                About(
                    f"{row.person.full_name} cũng vắng {span(row)}. Chọn người thay khác.",
                    "stand_in",
                )
            )
        elif row.stand_in_id == absence.person_id:
            found.append(
                About(
                    f"{row.stand_in.full_name} đang thay {row.person.full_name} {span(row)}. "
                    "Kết thúc việc thay đó, chọn người khác thay trước.",
                    "person",
                )
            )
    return found


def ending_blockers(starts_on: date, ends_on: date) -> list[str]:
    """Why a row cannot end on this day: what was done under it stands."""
    if ends_on < starts_on:
        return [About(f"Dòng này bắt đầu {starts_on:%d/%m/%Y}; chọn từ ngày đó.", "ends_on")]
    if ends_on < clock.today():
        return [About("Ngày cuối không được trước hôm nay.", "ends_on")]
    return []


def span(row: Route | Absence) -> str:
    """«từ 20/11/2023 đến hết 25/11/2023»."""
    until = f" đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else ", chưa định ngày hết"
    return f"từ {row.starts_on:%d/%m/%Y}{until}"
