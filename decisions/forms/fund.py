"""What Phòng Nội vụ types about funds."""

import re

from django import forms
from django.core.exceptions import ValidationError

from decisions.models import Fund
from decisions.models.fund import USUAL_FUND
from nganam_awards.core.forms import PlainTextMixin, TitleField
from nganam_awards.core.money import LARGEST_VND, grouped
from nganam_awards.core.text import clean_line


_AMOUNT = re.compile(r"\d+|\d{1,3}(?:([. ,])\d{3})(?:\1\d{3})*")
_UNIT = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)


class VndField(forms.CharField):
    """An amount in whole đồng, with dots between thousands or without."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: str) -> int:
        """The number; «1.5» or «12.00» is asked again rather than guessed."""
        typed = _UNIT.sub("", clean_line(super().clean(value)))
        if not _AMOUNT.fullmatch(typed) or not typed.isascii():
            raise ValidationError("Ghi số tiền bằng đồng, ví dụ 150.000.000.")
        amount = int(re.sub(r"\D", "", typed))
        if amount > LARGEST_VND:
            raise ValidationError(f"Số tiền không quá {grouped(LARGEST_VND)} đồng.")
        return amount


class BudgetForm(PlainTextMixin, forms.Form):
    """The yearly budget (dự toán năm) of one fund."""

    fund = forms.ModelChoiceField(Fund.objects.all(), widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    amount = VndField(
        label="Dự toán cả năm (đồng)",
        max_length=30,
        help_text="Ví dụ 150.000.000, có hoặc không có dấu chấm.",
        error_messages={"required": "Ghi số tiền dự toán cả năm."},
    )
    note = forms.CharField(
        label="Căn cứ, lý do",
        required=False,
        max_length=300,
        help_text="Ví dụ: Quyết định giao dự toán số, ngày; điều chỉnh giữa năm.",
    )


class FundForm(PlainTextMixin, forms.Form):
    """Adds a fund (quỹ)."""

    name = TitleField(
        label="Tên quỹ",
        max_length=160,
        help_text=f"Như ghi tại Điều 2, không ghi năm, ví dụ «{USUAL_FUND}».",
        error_messages={"required": "Ghi tên quỹ."},
    )
