"""The administrator's form of a unit."""

from django import forms

from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin, TitleField
from units.enums import SuccessionKind, UnitKind
from units.forms.picker import UnitField, UnitsField
from units.models import Unit


CODE_LETTERS = "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch ngang."


class UnitForm(PlainTextMixin, forms.ModelForm):
    """A unit as papers and lists show it."""

    class Meta:
        model = Unit
        field_classes = {
            "name": TitleField,
            "valid_from": DayField,
            "valid_to": DayField,
            "parent": UnitField,
        }
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


class EndUnitForm(PlainTextMixin, forms.Form):
    """The end of a unit: the last day, how, and who goes on."""

    last_day = DayField(
        label="Ngày cuối cùng hoạt động",
        error_messages={"required": "Ghi ngày cuối cùng đơn vị hoạt động."},
    )
    kind = forms.ChoiceField(label="Hình thức", choices=SuccessionKind.choices)
    successors = UnitsField(
        Unit.objects.none(),
        label="Đơn vị kế thừa",
        required=False,
        help_text="Chọn đơn vị nhận tiếp công việc. Không chọn: giải thể, không có đơn vị kế thừa.",
    )

    def __init__(self, *args: object, unit: Unit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = unit.valid_to or clock.today()
        others = Unit.objects.exclude(pk=unit.pk).exclude(kind=UnitKind.CLUSTER)
        self.fields["successors"].queryset = others.filter(valid_to=None)
