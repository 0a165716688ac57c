"""Whose paper it is, and who may sign it on which day."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from law.enums import Capacity, Category
from law.models.validity import Valid
from nganam_awards.core.files.stored_file import (
    StoredFile,
    storage_name as signature_place,  # noqa: F401 - migration 0001 looks for it here
)


class Authority(Valid):
    """An issuing authority: whose paper it is, how its head is called, until when it exists."""

    code = models.CharField("mã", max_length=20, unique=True)
    parent_lines = models.TextField("tên cơ quan chủ quản trên văn bản", blank=True)
    issuer_lines = models.TextField("tên cơ quan trên văn bản, mỗi dòng một dòng")
    name = models.CharField("tên cơ quan", max_length=200)
    head_title = models.CharField("chức vụ người đứng đầu", max_length=200)
    place = models.CharField("địa danh", max_length=60)
    symbol = models.CharField("chữ viết tắt trong ký hiệu", max_length=20)
    successor = models.CharField("cơ quan kế thừa", max_length=200, blank=True)

    class Meta(Valid.Meta):
        verbose_name = "cơ quan ban hành"

    def __str__(self) -> str:
        return self.name


class SignatoryQuerySet(models.QuerySet):
    """People who may sign for an authority."""

    def in_force(self, day: date) -> "SignatoryQuerySet":
        """Who may sign on the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def for_category(self, category: str) -> "SignatoryQuerySet":
        """Whose scope holds this category; an empty scope holds every one."""
        return self.filter(Q(scope=[]) | Q(scope__contains=[category]))


class Signatory(models.Model):
    """A signatory: a person, in what capacity, for which categories, on which days (NĐ 30 Đ.13)."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="signatories")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ký"
    )
    capacity = models.CharField(
        "tư cách ký", max_length=10, choices=Capacity.choices, default=Capacity.HEAD
    )
    title_lines = models.TextField("dòng chức vụ trên chữ ký", max_length=120)
    full_name = models.CharField("họ và tên trên văn bản", max_length=120)
    scope = ArrayField(
        models.CharField(max_length=20, choices=Category.choices),
        verbose_name="được ký loại hình",
        default=list,
        blank=True,
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "người ký"
        constraints = [
            models.CheckConstraint(
                name="signatory_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                violation_error_message="Ngày bắt đầu không được sau ngày kết thúc.",
            ),
            models.CheckConstraint(
                name="signatory_line_says_the_capacity",
                condition=Q(capacity=Capacity.DEPUTY, title_lines__startswith="KT. ")
                | Q(capacity=Capacity.ACTING, title_lines__startswith="Q. ")
                | (
                    Q(capacity=Capacity.HEAD)
                    & ~Q(title_lines__startswith="KT. ")
                    & ~Q(title_lines__startswith="Q. ")
                ),
                violation_error_message=(
                    "Dòng chức vụ của cấp phó ký thay bắt đầu bằng «KT. », của quyền người đứng "
                    "đầu bằng «Q. », của người đứng đầu không có chữ nào phía trước."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_lines} {self.full_name}"

    @property
    def scope_words(self) -> str:
        """«Mọi loại hình», or those the person may sign."""
        names = [Category(value).label for value in self.scope]
        return ", ".join(names) or "Mọi loại hình"


class SignaturePicture(StoredFile):
    """A picture of a signature: shown to whoever keeps the catalogue, to nobody else."""

    signatory = models.OneToOneField(Signatory, models.CASCADE, related_name="picture")

    folder = "signatures"

    class Meta(StoredFile.Meta):
        verbose_name = "ảnh chữ ký"
