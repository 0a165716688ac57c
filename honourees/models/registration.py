"""Registration of titles (đăng ký thi đua): who wants to reach what in a year."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Coalesce

from honourees.enums import RegistrationAction, RegistrationState
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.core.long_text import LONGEST_NOTE, LongTextField
from units.models import Unit
from units.rules import units_with


_TONES = {
    RegistrationState.DRAFT: "quiet",
    RegistrationState.AWAITING_HEAD: "wait",
    RegistrationState.CONFIRMED: "ok",
}


class TitleRegistrationQuerySet(models.QuerySet):
    """Lists by what a page asks of them."""

    def visible_to(self, user: object) -> "TitleRegistrationQuerySet":
        """Officers and the Chairman read all; a unit's people their own unit's."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.has_perm("dossiers.view_filed"):
            return self
        return self.filter(unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))

    def awaiting_head(self) -> "TitleRegistrationQuerySet":
        """Handed over, not confirmed yet."""
        return self.filter(handed_at__isnull=False, confirmed_at=None)

    def for_list(self) -> "TitleRegistrationQuerySet":
        """The newest year on top, units by name, with how many lines each has."""
        lines = RegisteredTitle.objects.filter(registration=OuterRef("pk")).order_by()
        counted = lines.values("registration").annotate(n=Count("pk")).values("n")
        rows = self.select_related("unit").annotate(title_count=Coalesce(Subquery(counted), 0))
        return rows.order_by("-merit_year", "unit__sort_key", "pk")


class TitleRegistration(models.Model):
    """The list of a unit for one merit year; counts from the head's confirmation on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="title_registrations")
    merit_year = models.PositiveSmallIntegerField("năm thi đua")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc", default=clock.now)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_at = models.DateTimeField("chuyển thủ trưởng lúc", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("thủ trưởng xác nhận lúc", null=True, blank=True)
    version = models.PositiveIntegerField("lần ghi", default=1)

    objects = TitleRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký thi đua"
        default_permissions = ()
        ordering = ["-merit_year", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "merit_year"],
                name="one_registration_per_unit_and_year",
                violation_error_message="Đơn vị đã có danh sách đăng ký của năm này.",
            ),
            models.CheckConstraint(
                name="confirmed_registration_says_by_whom",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                violation_error_message="Lần xác nhận phải ghi ai xác nhận, lúc nào.",
            ),
            models.CheckConstraint(
                name="handed_registration_says_by_whom",
                condition=Q(handed_at=None, handed_by=None)
                | Q(handed_at__isnull=False, handed_by__isnull=False),
                violation_error_message="Lần chuyển phải ghi ai chuyển, lúc nào.",
            ),
            models.CheckConstraint(
                name="registration_is_confirmed_by_a_second_person",
                condition=Q(confirmed_by=None)
                | Q(handed_by=None)
                | ~Q(confirmed_by=F("handed_by")),
                violation_error_message="Người chuyển danh sách không tự xác nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.merit_year}"

    def get_absolute_url(self) -> str:
        return address("honourees:registration", self.unit.code, self.merit_year)

    @property
    def state(self) -> RegistrationState:
        """How far it has come."""
        if self.confirmed_at:
            return RegistrationState.CONFIRMED
        return RegistrationState.AWAITING_HEAD if self.handed_at else RegistrationState.DRAFT

    def get_state_display(self) -> str:
        """As of a thing that keeps its state in a column."""
        return str(self.state.label)

    @property
    def state_tone(self) -> str:
        """Colour of its badge."""
        return _TONES[self.state]


class RegistrationEvent(models.Model):
    """What was done with a list, by whom, with which words. Append-only by trigger."""

    registration = models.ForeignKey(TitleRegistration, models.PROTECT, related_name="events")
    action = models.CharField("việc", max_length=12, choices=RegistrationAction.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=clock.now)
    note = LongTextField("lý do", max_length=LONGEST_NOTE, blank=True)
    title_count = models.PositiveIntegerField("số dòng khi đó", default=0)

    class Meta:
        verbose_name = "việc với danh sách đăng ký thi đua"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="registration_action_is_known",
                condition=Q(action__in=RegistrationAction.values),
                violation_error_message="Chọn một việc trong danh sách.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.registration}"


class RegisteredTitle(models.Model):
    """One line: an honouree and the title they registered for."""

    registration = models.ForeignKey(TitleRegistration, models.CASCADE, related_name="titles")
    kind = models.CharField("đối tượng", max_length=20, choices=HonoureeKind.choices)
    full_name = models.CharField("họ và tên hoặc tên tập thể", max_length=200)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    working_unit = models.CharField("đơn vị công tác", max_length=250, blank=True)
    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="danh hiệu đăng ký"
    )
    order = models.PositiveIntegerField("thứ tự", default=0)
    name_fold = models.GeneratedField(
        expression=Func(F("full_name"), function="vn_fold"),
        output_field=TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "dòng đăng ký thi đua"
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "full_name", "birth_year", "award_type"],
                nulls_distinct=False,
                name="registered_title_stands_once",
                violation_error_message="Người (tập thể) này đã đăng ký danh hiệu ấy.",
            ),
            models.CheckConstraint(
                name="registered_name_is_given",
                condition=~Q(full_name=""),
                violation_error_message="Ghi họ và tên hoặc tên tập thể.",
            ),
        ]
        indexes = [models.Index(fields=["name_fold"], name="registered_folded")]

    def __str__(self) -> str:
        return f"{self.full_name}: {self.award_type}"
