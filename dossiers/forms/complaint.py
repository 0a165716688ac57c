"""The register of complaints (khiếu nại): what is entered, accepted, turned away, settled."""

from django import forms
from django.db.models import QuerySet

from dossiers.enums import CaseOutcome
from dossiers.models import Nomination
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PersonField, PlainTextMixin, SymbolField


class ComplaintForm(PlainTextMixin, forms.Form):
    """Who complains, on which day, about which paper and what."""

    received_on = DayField(label="Ngày nhận đơn", is_past=True)
    complainant = PersonField(label="Người khiếu nại", max_length=200)
    contact = forms.CharField(label="Địa chỉ, số điện thoại", max_length=250)
    symbol = SymbolField(label="Quyết định, thông báo bị khiếu nại", max_length=60)
    decided_on = DayField(label="Ngày quyết định, thông báo", is_past=True)
    about = forms.CharField(
        label="Nội dung khiếu nại", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    line = forms.ModelChoiceField(
        Nomination.objects.none(),
        label="Về trường hợp nào của hồ sơ?",
        required=False,
        empty_label="Cả quyết định, thông báo",
    )

    def __init__(self, *args: object, lines: QuerySet[Nomination] | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today()
        if lines is None:
            del self.fields["line"]
        else:
            self.fields["line"].queryset = lines


class _DayForm(PlainTextMixin, forms.Form):
    on = DayField(label="Ngày", is_past=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class AcceptForm(_DayForm):
    """Accepted (thụ lý)."""

    on = DayField(label="Ngày thụ lý", is_past=True)
    is_complex = forms.BooleanField(
        label="Vụ việc phức tạp", required=False, help_text="Thời hạn giải quyết dài hơn."
    )


class TurnAwayForm(_DayForm):
    """Not accepted (không thụ lý)."""

    on = DayField(label="Ngày trả lời", is_past=True)
    answer = forms.CharField(
        label="Vì sao không thụ lý?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Người khiếu nại nhận nội dung này.",
    )
    symbol = SymbolField(
        label="Số, ký hiệu văn bản trả lời", max_length=60, required=False, example="15/PNV"
    )


class SettleForm(_DayForm):
    """Settled (giải quyết)."""

    on = DayField(label="Ngày giải quyết", is_past=True)
    outcome = forms.ChoiceField(
        label="Kết luận", choices=[("", "Chọn kết luận"), *CaseOutcome.choices]
    )
    answer = forms.CharField(
        label="Nội dung trả lời", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    symbol = SymbolField(label="Số, ký hiệu văn bản trả lời", max_length=60)
