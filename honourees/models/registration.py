"""Registration of titles (đăng ký thi đua): who wants to reach what in a year."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, TextField

from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core import clock
from units.models import Unit


class TitleRegistration(models.Model):
    """The list of a unit for one merit year; counts from the head's confirmation on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="title_registrations")
    merit_year = models.PositiveSmallIntegerField("năm thi đua")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("lập lúc", default=clock.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("thủ trưởng xác nhận lúc", null=True, blank=True)
    version = models.PositiveIntegerField("lần ghi", default=1)

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
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.merit_year}"


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
