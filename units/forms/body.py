"""The administrator's form of a unit."""

from django import forms

from nganam_awards.core.forms import DayField, PlainTextMixin
from units.enums import UnitKind
from units.models import Unit


CODE_LETTERS = "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch ngang."


class UnitForm(PlainTextMixin, forms.ModelForm):
    """A unit as papers and lists show it."""

    class Meta:
        model = Unit
        field_classes = {"valid_from": DayField, "valid_to": DayField}
        fields = [
            "code",
            "name",
            "kind",
            "symbol",
            "head_title",
            "parent",
            "cluster",
            "successor",
            "valid_from",
            "valid_to",
        ]
        help_texts = {"code": "Chữ không dấu, số và gạch dưới, ví dụ UBND_P1. Không đổi về sau."}
        error_messages = {
            "code": {"unique": "Mã này đã có đơn vị dùng.", "invalid": CODE_LETTERS},
            "name": {"unique": "Đã có đơn vị mang tên này."},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Chọn loại đơn vị"), *UnitKind.choices]
        self.fields["parent"].empty_label = "Trực thuộc thị xã"
        self.fields["cluster"].empty_label = "Không thuộc cụm, khối nào"
        if self.instance.pk:
            del self.fields["code"]  # addresses and imports know the unit by its code
            self.fields["parent"].queryset = Unit.objects.exclude(pk=self.instance.pk)
