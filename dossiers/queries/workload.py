"""How much lies on whose desk in Phòng Nội vụ, for whoever assigns."""

from typing import NamedTuple

from django.db.models import Count, Q

from dossiers.enums import DossierState
from dossiers.models import Absence, Dossier
from dossiers.queries.absence import away_on
from nganam_awards.core import clock
from units.models import User


class Workload(NamedTuple):
    """One officer's desk: what is being appraised, how much of it is late, whether away."""

    officer: User
    open_count: int
    late_count: int
    absence: Absence | None

    @property
    def words(self) -> str:
        """«đang thẩm định 12 hồ sơ, 2 quá hạn; vắng đến 25/11, Trần Minh Khoa thay»."""
        if not self.open_count:
            said = "chưa có hồ sơ nào"
        else:
            late = f", {self.late_count} quá hạn" if self.late_count else ""
            said = f"đang thẩm định {self.open_count} hồ sơ{late}"
        if self.absence is None:
            return said
        until, stand_in = self.absence.ends_on, self.absence.stand_in.full_name
        return f"{said}; vắng đến hết {until:%d/%m}, {stand_in} thay"


def workloads() -> list[Workload]:
    """Everybody who appraises, the emptiest desk first and whoever is away last; three queries."""
    day = clock.today()
    officers = list(User.objects.holding("dossiers.appraise_any"))
    rows = Dossier.objects.filter(state=DossierState.APPRAISING).order_by()
    counted = rows.values("officer").annotate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day))
    )
    held = {row["officer"]: row for row in counted}
    away, none = away_on(day), {"all": 0, "late": 0}
    found = [
        Workload(officer, here["all"], here["late"], away.get(officer.pk))
        for officer in officers
        for here in [held.get(officer.pk, none)]
    ]
    return sorted(found, key=lambda one: (one.absence is not None, one.open_count))
