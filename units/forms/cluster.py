"""The administrator's forms of a cluster: itself, its members, who leads it."""

from django import forms

from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, PlainTextMixin, TitleField
from units.enums import ClusterKind, ClusterRole, UnitKind
from units.forms.body import CODE_LETTERS
from units.forms.picker import UnitField
from units.models import Cluster, Unit


class ClusterForm(PlainTextMixin, forms.ModelForm):
    """A cluster; which units are in it is said on the units' own forms."""

    class Meta:
        model = Cluster
        field_classes = {"name": TitleField}
        fields = ["code", "name", "kind"]
        labels = {"code": "Mã cụm, khối", "name": "Tên cụm, khối", "kind": "Cụm hay khối"}
        help_texts = {
            "code": "Chữ không dấu, số và gạch dưới, ví dụ CUM_PHUONG. Không đổi về sau.",
            "kind": "Cụm: các xã, phường gần nhau. Khối: các đơn vị cùng lĩnh vực.",
        }
        error_messages = {
            "code": {"unique": "Mã này đã có cụm, khối dùng.", "invalid": CODE_LETTERS},
            "name": {"unique": "Đã có cụm, khối mang tên này."},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Chọn cụm hoặc khối"), *ClusterKind.choices]
        if self.instance.pk:
            del self.fields["code"]  # addresses and imports know the cluster by its code


class HeadForm(PlainTextMixin, forms.Form):
    """Head or deputy of a cluster for one year, from its members."""

    year = CountField(label="Năm", min_value=2017, max_value=2035)
    role = forms.ChoiceField(label="Vai trò", choices=ClusterRole.choices)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị thành viên", empty_label="Chọn đơn vị"
    )

    def __init__(self, *args: object, cluster: Cluster, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(cluster=cluster)
        self.fields["year"].initial = clock.today().year


class MemberForm(PlainTextMixin, forms.Form):
    """Takes a unit into a cluster."""

    unit = UnitField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")

    def __init__(self, *args: object, cluster: Cluster, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.in_force(clock.today()).exclude(kind=UnitKind.CLUSTER)
        self.fields["unit"].queryset = others.exclude(cluster=cluster)
