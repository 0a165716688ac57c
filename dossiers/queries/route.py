"""To whom a dossier goes by the routing rules, read once for as many dossiers as are asked."""

from datetime import date
from typing import NamedTuple

from dossiers.models import Dossier, Route
from dossiers.queries.absence import away_on
from units.models import UnitUserPermission, User


class Proposal(NamedTuple):
    """To whom the dossier goes and by which rule; or nobody, and why not."""

    officer: User | None
    why: str


class Router:
    """The rules of one day. Whoever follows a unit (`units.appraise`) comes before every rule."""

    def __init__(self, day: date) -> None:
        self.able = {one.pk: one for one in User.objects.holding("dossiers.appraise_any")}
        self._away = away_on(day)
        rules = Route.objects.in_force(day).select_related("cluster", "theme", "officer")
        self._rules = sorted(rules, key=lambda r: (-r.weight, -r.starts_on.toordinal(), -r.pk))
        followers = UnitUserPermission.objects.in_force(day).filter(
            permission__codename="appraise", user__is_active=True
        )
        self._followers: dict[int, list[User]] = {}
        for row in followers.select_related("user").order_by("pk"):
            self._followers.setdefault(row.content_object_id, []).append(row.user)

    def of(self, dossier: Dossier) -> Proposal:
        """Needs its unit, and its plan with the campaign."""
        for person in self._followers.get(dossier.unit_id, ()):
            if person.pk in self.able:
                return self._or_stand_in(person, f"theo dõi {dossier.unit.short_name}")
        gone = None
        for rule in self._rules:
            if _fits(rule, dossier):
                if rule.officer_id in self.able:
                    return self._or_stand_in(rule.officer, f"tuyến «{rule}»")
                gone = gone or rule
        if gone is not None:
            return Proposal(
                None,
                f"tuyến «{gone}» giao cho {gone.officer.full_name}, người không còn thẩm định ở "
                "Phòng Nội vụ; sửa tuyến hoặc chọn một chuyên viên",
            )
        return Proposal(None, "chưa có tuyến nào cho hồ sơ này; chọn một chuyên viên")

    def _or_stand_in(self, person: User, why: str) -> Proposal:
        absence = self._away.get(person.pk)
        if absence is None:
            return Proposal(self.able[person.pk], why)
        told = f"{person.full_name} vắng đến hết {absence.ends_on:%d/%m/%Y}"
        if absence.stand_in_id in self.able and absence.stand_in_id not in self._away:
            return Proposal(self.able[absence.stand_in_id], f"{why}; thay {told}")
        return Proposal(None, f"{told} và người thay cũng không có mặt; chọn một chuyên viên")


def _fits(rule: Route, dossier: Dossier) -> bool:
    theme = dossier.plan.campaign.theme_id if dossier.plan_id else None
    asked = (
        (rule.unit_kind, dossier.unit.kind),
        (rule.cluster_id, dossier.unit.cluster_id),
        (rule.theme_id, theme),
    )
    return all(not wanted or wanted == there for wanted, there in asked)
