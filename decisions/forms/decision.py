"""What people type for a decision. Forms parse; services and transitions decide."""

from django import forms

from decisions.enums import ForwardOutcome
from nganam_awards.core.forms import (
    CountField,
    DayField,
    PersonField,
    PlainTextMixin,
    SymbolField,
    TitleField,
)
from nganam_awards.core.refusals import Refused
from units import step_up
from units.models import User


class LetterFieldsMixin(forms.Form):
    """The letter (tờ trình) of Phòng Nội vụ, from that office's own book."""

    letter_number = SymbolField(
        label="Số, ký hiệu tờ trình",
        max_length=40,
        example="112/TTr-PNV",
        error_messages={"required": "Ghi số, ký hiệu tờ trình của Phòng Nội vụ."},
    )
    letter_on = DayField(
        label="Ngày tờ trình",
        is_past=True,
        error_messages={
            "required": "Ghi ngày tờ trình của Phòng Nội vụ.",
            "invalid": "Ngày tờ trình chưa đúng, ví dụ 16/11/2023.",
        },
    )


class SubmitForm(PlainTextMixin, LetterFieldsMixin):
    """Puts a decision before the Chairman (trình Chủ tịch)."""

    note = forms.CharField(
        label="Ý kiến trình Chủ tịch",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(PlainTextMixin, forms.Form):
    """The Chairman's words when he sends a decision back (trả lại)."""

    note = forms.CharField(
        label="Phòng Nội vụ cần sửa gì?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi ý kiến để Phòng Nội vụ biết cần sửa gì."},
    )


class SignForm(PlainTextMixin, forms.Form):
    """Signing (ký ban hành): the password again, and exactly what the Chairman saw."""

    password = forms.CharField(
        label="Mật khẩu của anh/chị",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Nhập lại mật khẩu đăng nhập để xác nhận chữ ký.",
        error_messages={"required": "Nhập mật khẩu để ký."},
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: object, signer: User | None = None, **kwargs: object) -> None:
        """Without a signer no try of the password is counted: something else is wrong."""
        super().__init__(*args, **kwargs)
        self.signer = signer

    def clean_password(self) -> str:
        """Confirm it just before the act; what is wrong stands at the field."""
        password = self.cleaned_data["password"]
        try:
            if self.signer is not None:
                step_up.confirm(self.signer, password)
        except Refused as refusal:
            raise forms.ValidationError(list(refusal.reasons)) from refusal
        return password


class CodeForm(PlainTextMixin, forms.Form):
    """The lookup code (mã tra cứu) as typed from a paper."""

    ma = forms.CharField(
        label="Mã tra cứu",
        max_length=40,
        help_text="Gồm 12 chữ và số, in bên cạnh mã QR ở cuối văn bản, ví dụ ACKM-3479-PRTX.",
        error_messages={"required": "Nhập mã tra cứu in trên văn bản."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ForwardAnswerForm(PlainTextMixin, forms.Form):
    """What the higher authority (cấp trên) answered about one nomination."""

    asked = {
        "symbol": "ghi khi được khen",
        "decided_on": "ghi khi được khen",
        "note": "ghi khi không được khen",
    }

    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=ForwardOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết quả của cấp trên."},
    )
    symbol = SymbolField(
        label="Số, ký hiệu quyết định của cấp trên",
        max_length=60,
        required=False,
        example="1234/QĐ-UBND",
    )
    decided_on = DayField(
        label="Ngày quyết định",
        required=False,
        is_past=True,
        error_messages={"invalid": "Ngày quyết định chưa đúng, ví dụ 16/11/2023."},
    )
    note = forms.CharField(
        label="Lý do không được khen",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đơn vị được báo đúng lời này.",
    )

    def clean(self) -> dict:
        """What each outcome cannot do without, told at its field."""
        cleaned = super().clean()
        if cleaned.get("outcome") == ForwardOutcome.AWARDED:
            if not cleaned.get("symbol"):
                self.add_error("symbol", "Ghi số, ký hiệu quyết định của cấp trên.")
            if "decided_on" not in self.errors and not cleaned.get("decided_on"):
                self.add_error("decided_on", "Ghi ngày quyết định của cấp trên.")
        if cleaned.get("outcome") == ForwardOutcome.DECLINED and not cleaned.get("note"):
            self.add_error("note", "Ghi lý do cấp trên không khen thưởng.")
        return cleaned


class NumberForm(PlainTextMixin, forms.Form):
    """Numbers an approved decision and issues it (vào số, ban hành)."""

    number = CountField(
        label="Số",
        min_value=1,
        max_value=99_999,
        help_text="Số trong sổ văn bản của cơ quan, ví dụ 96. Cổng ghi thành 96/QĐ-UBND.",
        error_messages={
            "required": "Ghi số của văn bản.",
            "invalid": "Chỉ ghi chữ số, ví dụ 96.",
            "min_value": "Số văn bản bắt đầu từ 01.",
            "max_value": "Số văn bản lớn quá; kiểm tra lại.",
        },
    )
    on = DayField(
        label="Ngày văn bản",
        error_messages={
            "required": "Ghi ngày văn bản.",
            "invalid": "Ngày văn bản chưa đúng, ví dụ 16/11/2023.",
        },
    )


class SpoilForm(PlainTextMixin, forms.Form):
    """Records a number as unused (số không sử dụng)."""

    number = NumberForm.base_fields["number"]
    reason = forms.CharField(
        label="Lý do không sử dụng",
        max_length=300,
        error_messages={"required": "Ghi lý do không sử dụng số này."},
    )


def scan_field() -> forms.FileField:
    """The scan (bản quét) of a decision signed on paper."""
    return forms.FileField(
        label="Bản quét",
        allow_empty_file=True,  # an empty file is refused with its own sentence
        help_text="PDF hoặc ảnh; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Chọn bản quét của văn bản."},
    )


class PaperForm(NumberForm):
    """Registers a decision signed on paper (quyết định giấy)."""

    field_order = ["kind", "number", "on", "subject", "signed_by", "upload"]

    kind = forms.ChoiceField(
        label="Sổ", choices=[("QĐ", "Quyết định"), ("TTr", "Tờ trình cấp trên")]
    )
    subject = TitleField(
        label="Trích yếu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi trích yếu của văn bản."},
    )
    signed_by = PersonField(
        label="Người ký", max_length=120, error_messages={"required": "Ghi họ tên người ký."}
    )
    upload = scan_field()


class ScanForm(PlainTextMixin, forms.Form):
    """A clean scan (bản quét) in place of an infected one."""

    upload = scan_field()
