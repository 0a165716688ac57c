"""Former names (tên cũ): what a body was called until a day, without ever ending."""

from django.db import models
from django.db.models import Q

from units.models.body import Folded, Unit


class FormerName(models.Model):
    """A body that was renamed and went on: it is found and printed of the past by its old name."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="former_names")
    name = models.CharField("tên cũ", max_length=200)
    until = models.DateField("ngày cuối cùng mang tên này")
    basis = models.CharField("văn bản đổi tên", max_length=300, blank=True)
    folded = models.GeneratedField(
        expression=Folded("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        verbose_name = "tên cũ của đơn vị"
        default_permissions = ()
        ordering = ["-until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "until"],
                name="one_former_name_until_a_day",
                violation_error_message="Đã ghi một tên cũ đến ngày này.",
            ),
            models.CheckConstraint(
                name="former_name_is_given",
                condition=~Q(name=""),
                violation_error_message="Ghi tên cũ của đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
