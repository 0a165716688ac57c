"""Members (thành viên) of a nominated collective, by name: over whom its shares are counted."""

from django.db import models

from dossiers.models.nomination import Nomination
from law.enums import Penalty, Rating


class CollectiveMember(models.Model):
    """A person of a collective in the year of merit, as the unit named them.

    What titles they have is not kept here: it is read from the lists and the register.
    """

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="members", verbose_name="tập thể"
    )
    order = models.PositiveIntegerField("thứ tự", default=0)
    full_name = models.CharField("họ và tên", max_length=200)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    rating = models.CharField(
        "xếp loại trong năm", max_length=12, choices=Rating.choices, blank=True
    )
    penalty = models.CharField(
        "hình thức kỷ luật", max_length=10, choices=Penalty.choices, blank=True
    )

    class Meta:
        verbose_name = "thành viên của tập thể"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "full_name", "birth_year"],
                nulls_distinct=False,
                name="member_stands_once",
                violation_error_message="Người này đã có trong danh sách thành viên.",
            ),
            models.CheckConstraint(
                name="member_has_a_name",
                condition=~models.Q(full_name=""),
                violation_error_message="Ghi họ và tên thành viên.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
