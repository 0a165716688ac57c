"""An apology (xin lỗi, hẹn lại): why the result is late, and the one new day."""

from datetime import date

from django import forms

from nganam_awards.core.forms import DayField, PlainTextMixin


class ApologyForm(PlainTextMixin, forms.Form):
    """The reason that the unit will read, and the day that is promised now."""

    reason = forms.CharField(
        label="Vì sao không trả kết quả đúng hẹn",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lời này in trên phiếu gửi đơn vị. Ví dụ: chờ kết luận thanh tra về một tập thể.",
        error_messages={"required": "Ghi lý do chậm, đơn vị sẽ đọc."},
    )
    until = DayField(
        label="Hẹn trả kết quả lại vào ngày",
        help_text="Một ngày làm việc. Chỉ hẹn lại được một lần, nên chọn ngày chắc chắn làm kịp.",
        error_messages={"required": "Chọn ngày hẹn lại."},
    )

    def __init__(self, *args: object, usual: date | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = usual
