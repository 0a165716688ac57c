"""A member of the Council: who sits there as what, by which decision, from when to when."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from council.enums import VOTING_ROLES, Role
from nganam_awards.core import clock
from units.models.grant import DatedGrantQuerySet


if TYPE_CHECKING:
    from units.models import User


def runs_council(user: "User") -> bool:
    """Whoever prepares its sessions or presides over them sees all of the Council."""
    return user.has_perm("council.keep") or user.has_perm("council.preside")


class CouncilMemberQuerySet(DatedGrantQuerySet):
    """Seats as the office clock sees them."""

    def voting(self) -> "CouncilMemberQuerySet":
        """Of those who have a vote."""
        return self.filter(role__in=VOTING_ROLES)


class CouncilMember(models.Model):
    """A seat (thành viên Hội đồng) for a time; first and last day count. It ends by itself."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thành viên"
    )
    role = models.CharField("vai trò", max_length=12, choices=Role.choices)
    named_in = models.CharField("quyết định cử", max_length=200)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi lúc", default=clock.now)

    objects = CouncilMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên Hội đồng"
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        permissions = [
            ("vote", "Bỏ phiếu trong Hội đồng"),
            ("keep", "Chuẩn bị, kiểm phiếu, lập biên bản của Hội đồng"),
            ("preside", "Chủ trì phiên họp, đóng và mở bỏ phiếu"),
        ]
        constraints = [
            models.CheckConstraint(
                name="member_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.CheckConstraint(
                name="member_says_who_named_it",
                condition=~Q(named_in=""),
                violation_error_message="Ghi quyết định thành lập hoặc kiện toàn Hội đồng.",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="member_of_person")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person}"

    @property
    def spoken(self) -> str:
        """«Ủy viên Hội đồng Thi đua - Khen thưởng», as the person is called."""
        role = self.get_role_display().removesuffix(" Hội đồng")
        return f"{role} Hội đồng Thi đua - Khen thưởng"

    @property
    def has_vote(self) -> bool:
        """Twin of `voting` for one row."""
        return self.role in VOTING_ROLES
