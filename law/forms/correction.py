"""What the administrator types to correct the law from a day on."""

from django import forms

from law.enums import Level, PartNeed
from law.figures import SHAPES, decimal_words, thousandths
from law.models import BaseSalary, LegalBasis, PrizeRate, Provision, Valid
from law.models.regime import LawFigure
from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, DayField, PlainTextMixin, SourceField


LOWEST_SALARY, HIGHEST_SALARY = 500_000, 50_000_000


class KeptTextField(forms.CharField):
    """Text that the law keeps in another form: «1,5» as thousandths, «31/3» as month and day."""

    def __init__(self, *, keep: object, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._keep = keep

    def clean(self, value: object) -> object:
        """What is stored; the shape's own sentence where it is not one."""
        typed = super().clean(value)
        try:
            return self._keep(typed)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class SourceFields(forms.Form):
    """From which day, on what ground, why: the same for every correction."""

    effective_on = DayField(label="Áp dụng từ ngày")
    citation = SourceField(
        label="Nguồn",
        max_length=300,
        help_text="Văn bản nào, điều nào, ví dụ: Quyết định 1635/QĐ-UBND, Điều 5.",
    )
    reason = forms.CharField(
        label="Lý do sửa", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_verified = forms.BooleanField(
        label="Đã đối chiếu với văn bản gốc", required=False, help_text="Bỏ dấu «chưa kiểm chứng»."
    )


class CorrectionForm(PlainTextMixin, SourceFields):
    """A new value from a day on; its field is the one that the row's column needs."""

    field_order = ["value", "effective_on", "citation", "reason", "is_verified"]

    def __init__(self, *args: object, row: Valid, column: str, **kwargs: object) -> None:
        today = clock.today()
        start = today if row.holds_on(today) else row.valid_from
        kwargs["initial"] = {
            "value": typed_value(row, column),
            "effective_on": start,
            "citation": row.citation,
        }
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(row, column)
        self.order_fields(self.field_order)
        self.fields["effective_on"].help_text = _range_words(row)


def _range_words(row: Valid) -> str:
    until = f" đến {row.valid_to:%d/%m/%Y}" if row.valid_to else " trở đi"
    return (
        f"Chọn từ {row.valid_from:%d/%m/%Y}{until}. Quyết định đã ban hành không thay đổi; "
        "quyết định ký từ ngày này theo giá trị mới."
    )


def typed_value(row: Valid, column: str) -> object:
    """The stored value as a person would type it."""
    stored = getattr(row, column)
    if isinstance(row, PrizeRate):
        return decimal_words(stored)
    if isinstance(row, LawFigure) and not SHAPES[row.key].choices:
        return SHAPES[row.key].typed(stored)
    return stored


def value_field(row: Valid, column: str) -> forms.Field:
    """The field for the row's value."""
    if isinstance(row, LawFigure):
        shape = SHAPES[row.key]
        label = row.get_key_display()
        if shape.choices:
            return forms.ChoiceField(label=label, choices=shape.choices)
        return KeptTextField(label=label, keep=shape.keep, max_length=30, help_text=shape.hint)
    if isinstance(row, PrizeRate):
        return KeptTextField(
            label="Hệ số của lương cơ sở",
            keep=thousandths,
            max_length=10,
            help_text="Ví dụ: 0,3 hoặc 1,5.",
        )
    if isinstance(row, BaseSalary):
        return salary_field()
    choices = {"level": ("Ai quyết định", Level), "need": ("Yêu cầu", PartNeed)}
    if column in choices:
        label, words = choices[column]
        return forms.ChoiceField(label=label, choices=words.choices)
    label, longest = _TEXTS.get(type(row), ("Lời văn của điều kiện", 300))
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


_TEXTS = {LegalBasis: ("Câu căn cứ", 1000), Provision: ("Lời văn của quy định", 400)}


def salary_field() -> CountField:
    """Whole đồng, within what a base salary can be."""
    return CountField(
        label="Mức lương cơ sở (đồng)",
        min_value=LOWEST_SALARY,
        max_value=HIGHEST_SALARY,
        help_text="Ví dụ: 1.800.000.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class BaseSalaryForm(PlainTextMixin, forms.Form):
    """A new base salary (lương cơ sở)."""

    amount_vnd = salary_field()
    valid_from = DayField(label="Áp dụng từ ngày")
    citation = SourceField(label="Nguồn", max_length=300, help_text="Nghị định số mấy.")
    reason = forms.CharField(label="Ghi chú", max_length=500, required=False)


class BasisForm(PlainTextMixin, forms.ModelForm):
    """A new legal basis (căn cứ)."""

    reason = forms.CharField(label="Ghi chú", max_length=500, required=False)

    class Meta:
        model = LegalBasis
        field_classes = {"valid_from": DayField, "citation": SourceField}
        fields = ["text", "category", "order", "valid_from", "citation"]
        labels = {
            "text": "Câu căn cứ",
            "category": "Dùng cho loại hình",
            "order": "Thứ tự trên quyết định",
            "valid_from": "Áp dụng từ ngày",
            "citation": "Nguồn",
        }
        help_texts = {
            "text": "Bắt đầu bằng «Căn cứ», không có dấu chấm phẩy ở cuối.",
            "category": "Để trống nếu dùng cho mọi loại hình.",
            "order": "Luật 10–20, nghị định 30, quyết định của thị xã 40.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def clean_text(self) -> str:
        """As the paper prints it: the closing sign is the paper's own."""
        text = self.cleaned_data["text"].strip().rstrip(";.,").strip()
        if not text.startswith("Căn cứ "):
            raise forms.ValidationError("Câu căn cứ bắt đầu bằng «Căn cứ».")
        return text


class EndBasisForm(PlainTextMixin, forms.Form):
    """Ends a legal basis (căn cứ)."""

    ends_on = DayField(label="Dùng đến hết ngày")
    reason = forms.CharField(label="Lý do", max_length=500)
