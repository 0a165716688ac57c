"""The administrator's forms of a unit: what it is, its new name, its end, a merger."""

from django import forms
from django.db.models import QuerySet

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
            self.fields["name"].help_text = (
                "Chỉ sửa chữ ghi sai. Đơn vị đổi tên thật thì dùng «Đổi tên» ở trang trước, để tên "
                "cũ còn được tìm thấy."
            )


class RenameUnitForm(PlainTextMixin, forms.Form):
    """A new name from a day on, and the paper that gives it."""

    name = TitleField(
        label="Tên mới", max_length=200, error_messages={"required": "Ghi tên mới của đơn vị."}
    )
    from_day = DayField(
        label="Mang tên mới từ ngày",
        error_messages={"required": "Ghi ngày đơn vị bắt đầu mang tên mới."},
    )
    basis = forms.CharField(
        label="Văn bản đổi tên",
        max_length=300,
        help_text="Số, ngày, cơ quan ban hành, ví dụ Nghị quyết số 05/NQ-HĐND ngày 12/3/2024.",
        error_messages={"required": "Ghi văn bản cho đổi tên."},
    )

    def __init__(self, *args: object, unit: Unit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = unit.name
        self.fields["from_day"].initial = clock.today()


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
        help_text=(
            "Chọn đơn vị nhận tiếp công việc; chia, tách thì chọn nhiều đơn vị. "
            "Không chọn: giải thể, không có đơn vị kế thừa."
        ),
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        required=False,
        help_text="Văn bản sắp xếp, ví dụ Nghị quyết số 1668/NQ-UBTVQH15 ngày 16/6/2025.",
    )

    def __init__(self, *args: object, unit: Unit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = unit.valid_to or clock.today()
        self.fields["successors"].queryset = _standing().exclude(pk=unit.pk)


class MergeUnitsForm(PlainTextMixin, forms.Form):
    """Several bodies end on one day and one goes on with the work of all."""

    units = UnitsField(
        Unit.objects.none(),
        label="Các đơn vị sáp nhập",
        help_text="Những đơn vị ngừng hoạt động. Đơn vị còn tồn tại chọn ở ô dưới.",
        error_messages={"required": "Chọn các đơn vị sáp nhập."},
    )
    successor = UnitField(
        Unit.objects.none(),
        label="Đơn vị kế thừa",
        empty_label="Chọn đơn vị kế thừa",
        help_text="Đơn vị mới thì thêm trước ở trang «Đơn vị», với ngày thành lập của nó.",
        error_messages={"required": "Chọn đơn vị nhận tiếp công việc."},
    )
    last_day = DayField(
        label="Ngày cuối cùng các đơn vị ấy hoạt động",
        error_messages={"required": "Ghi ngày cuối cùng các đơn vị hoạt động."},
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Văn bản sắp xếp, ví dụ Nghị quyết số 1668/NQ-UBTVQH15 ngày 16/6/2025.",
        error_messages={"required": "Ghi văn bản sắp xếp."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = clock.today()
        for name in ("units", "successor"):
            self.fields[name].queryset = _standing()

    def clean(self) -> dict:
        """Whoever goes on does not end."""
        data = super().clean()
        if data.get("successor") in list(data.get("units") or ()):
            told = "Đơn vị kế thừa không đứng trong các đơn vị ngừng hoạt động."
            self.add_error("successor", told)
        return data


def _standing() -> QuerySet[Unit]:
    return Unit.objects.exclude(kind=UnitKind.CLUSTER).filter(valid_to=None)
