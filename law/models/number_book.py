"""The number book: one series per authority, kind of paper and year (NĐ 30/2020 Đ.15)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from law.enums import EntryOrigin, SeriesPolicy
from law.models import Authority
from nganam_awards.core.search import Words


SYMBOL_WORDS = Words(F("symbol"))


PAPER_NOUNS = {
    "QĐ": "Quyết định",
    "TTr": "Tờ trình",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "GM": "Giấy mời",
    "BB": "Biên bản",
    # Of the one-stop desk (TT 01/2018/TT-VPCP, mẫu 02 to 04).
    "HDHS": "Phiếu yêu cầu bổ sung",
    "TCTN": "Phiếu từ chối tiếp nhận",
    "PXL": "Phiếu xin lỗi và hẹn lại",
}


class NumberBook(models.Model):
    """A series of numbers: «01» first on 1 January, no number twice.

    Policy `own`: the portal gives the number in the transaction that issues the paper. `shared`:
    the records clerk (văn thư) keeps one book for all papers of the town and types the number
    after the approval.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField("chữ viết tắt loại văn bản", max_length=10)
    year = models.PositiveSmallIntegerField("năm")
    policy = models.CharField(
        "cách cấp số", max_length=10, choices=SeriesPolicy.choices, default=SeriesPolicy.OWN
    )
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        verbose_name = "sổ số văn bản"
        permissions = [("enter_number", "Vào số văn bản")]
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
    """A number given: which number went to which paper, on which day. Never taken back.

    The symbol is kept as printed, whatever the authority is called later. A number that came to no
    paper stays in the book as «không sử dụng», with the reason.
    """

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("số, ký hiệu", max_length=60)
    given_on = models.DateField("ngày văn bản")
    subject = models.CharField("trích yếu", max_length=500)
    origin = models.CharField(
        "nguồn", max_length=10, choices=EntryOrigin.choices, default=EntryOrigin.PORTAL
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người vào số",
        help_text="Trống: cổng tự cấp.",
    )
    voided_on = models.DateField("không sử dụng từ ngày", null=True, blank=True)
    void_reason = models.CharField("lý do không sử dụng", max_length=300, blank=True)

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
                condition=Q(number__gte=1),
                violation_error_message="Số văn bản bắt đầu từ 01.",
            ),
            models.CheckConstraint(
                name="unused_number_says_why",
                condition=Q(voided_on=None, void_reason="")
                | (Q(voided_on__isnull=False) & ~Q(void_reason="")),
                violation_error_message="Ghi lý do không sử dụng số này.",
            ),
        ]
        indexes = [GinIndex(SYMBOL_WORDS, name="number_entry_words")]
        triggers = [
            pgtrigger.Protect(name="given_for_good", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="only_voided", exclude=["voided_on", "void_reason"]),
            pgtrigger.Protect(
                name="voided_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__voided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def noun(self) -> str:
        """«Quyết định», «Tờ trình»: the paper that has this number, as its book says."""
        return PAPER_NOUNS[self.book.kind]
