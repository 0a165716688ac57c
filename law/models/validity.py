"""What every row of the law carries: its days, its source, whether anybody compared the two."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Sourced(models.Model):
    """Something written somewhere; corrected by the office where nobody has verified it."""

    citation = models.CharField("nguồn", max_length=300)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)
    is_local = models.BooleanField(
        "do thị xã nhập", default=False, help_text="Tệp đi kèm cổng không ghi đè dòng này."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_names_its_source",
                condition=~Q(citation=""),
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            )
        ]

    @property
    def can_be_corrected(self) -> bool:
        """What was compared with its source changes only with the source."""
        return self.is_local or not self.is_verified


class ValidityQuerySet(models.QuerySet):
    """Rows with a first and a last day."""

    def valid_on(self, day: date) -> "ValidityQuerySet":
        """What holds on the day; the last day counts."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Valid(Sourced):
    """Something that holds from a day to a day.

    Rows with the same `SUBJECT` say the same thing one after another; a correction closes one and
    begins the next.
    """

    SUBJECT: tuple[str, ...] = ("code",)

    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta(Sourced.Meta):
        abstract = True
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_starts_before_it_ends",
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ]

    @property
    def subject(self) -> tuple:
        """What the row is about, whatever its days."""
        return tuple(getattr(self, name) for name in self.SUBJECT)

    def holds_on(self, day: date) -> bool:
        """The twin of `valid_on` for a row in hand."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
