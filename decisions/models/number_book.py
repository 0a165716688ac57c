"""Sổ số văn bản: one series per authority, kind of paper and year (NĐ 30/2020 Đ.15)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F

from campaigns.models import Authority
from dossiers.models.words import Words


SYMBOL_WORDS = Words(F("symbol"))


class NumberBook(models.Model):
    """Một dãy số: «01» first on 1 January, no number twice.

    Policy `own`: the portal gives the number in the transaction that issues the paper. (A series
    shared with the town's other papers is kept by văn thư; its policy comes with its road.)
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField("chữ viết tắt loại văn bản", max_length=10)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        verbose_name = "sổ số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "year"], name="one_book_per_kind_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.authority.symbol} {self.year}: {self.last}"

    def symbol_of(self, number: int) -> str:
        """«07/QĐ-UBND»: a leading zero below ten (NĐ 30/2020, phụ lục I)."""
        return f"{number:02d}/{self.kind}-{self.authority.symbol}"


class NumberEntry(models.Model):
    """Một số đã cấp: which number went to which paper, on which day. Never taken back.

    The symbol is kept as printed, whatever the authority is called later.
    """

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("số, ký hiệu", max_length=60)
    given_on = models.DateField("ngày văn bản")
    subject = models.CharField("trích yếu", max_length=500)

    class Meta:
        verbose_name = "số văn bản"
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="a_number_is_given_once",
                violation_error_message="Số này đã được cấp trong năm.",
            ),
            models.CheckConstraint(
                name="numbers_start_at_one",
                condition=models.Q(number__gte=1),
                violation_error_message="Số văn bản bắt đầu từ 01.",
            ),
        ]
        indexes = [GinIndex(SYMBOL_WORDS, name="number_entry_words")]
        triggers = [
            pgtrigger.Protect(name="given_for_good", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.symbol
