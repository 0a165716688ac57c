"""The administrator's forms: units, people, rights."""

from django import forms
from django.contrib.auth.models import Group

from nganam_awards.core import clock
from nganam_awards.core.forms import CountField, PlainTextMixin
from units import offices, rules
from units.enums import ClusterKind, ClusterRole, UnitKind
from units.models import Cluster, Unit, User


RIGHTS = [
    (rules.CLERK_RIGHT, "Lập hồ sơ (cán bộ lập hồ sơ)"),
    (rules.HEAD_RIGHT, "Xác nhận và nộp hồ sơ (thủ trưởng đơn vị)"),
    (rules.APPRAISE_RIGHT, "Thẩm định hồ sơ của đơn vị (chuyên viên Nội vụ)"),
]
CODE_LETTERS = "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch ngang."


class UnitForm(PlainTextMixin, forms.ModelForm):
    """A unit as papers and lists show it."""

    class Meta:
        model = Unit
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


class ClusterForm(PlainTextMixin, forms.ModelForm):
    """A cluster; which units are in it is said on the units' own forms."""

    class Meta:
        model = Cluster
        fields = ["code", "name", "kind"]
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
    """Trưởng, phó cụm, khối of one year, from its members."""

    year = CountField(label="Năm", min_value=2017, max_value=2035)
    role = forms.ChoiceField(label="Vai trò", choices=ClusterRole.choices)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị thành viên", empty_label="Chọn đơn vị"
    )

    def __init__(self, *args: object, cluster: Cluster, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(cluster=cluster)
        self.fields["year"].initial = clock.today().year


class MemberForm(forms.Form):
    """Đưa một đơn vị vào cụm, khối."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")

    def __init__(self, *args: object, cluster: Cluster, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.in_force(clock.today()).exclude(kind=UnitKind.CLUSTER)
        self.fields["unit"].queryset = others.exclude(cluster=cluster)


class PersonForm(PlainTextMixin, forms.ModelForm):
    """Who sits where. The user name is chosen once."""

    class Meta:
        model = User
        fields = ["username", "full_name", "title", "unit", "email"]
        help_texts = {
            "username": "Chữ thường không dấu, ví dụ canbo.phuong1. Không đổi về sau.",
            "email": "Thông báo của cổng được gửi thêm vào đây.",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].empty_label = "Không thuộc đơn vị nào (lãnh đạo thị xã)"
        if self.instance.pk:
            del self.fields["username"]

    def clean_username(self) -> str:
        """As it is stored."""
        return self.cleaned_data["username"].strip().lower()


class GrantForm(PlainTextMixin, forms.Form):
    """Who, on which unit, what, from when to when. One of person and unit is already known."""

    person = forms.ModelChoiceField(User.objects.none(), label="Người được giao")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị")
    right = forms.ChoiceField(label="Quyền", choices=RIGHTS, widget=forms.RadioSelect)
    starts_on = forms.DateField(label="Từ ngày")
    ends_on = forms.DateField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc."
    )

    def __init__(
        self, *args: object, person: User | None = None, unit: Unit | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
        if person is not None:
            del self.fields["person"]
            self.fields["unit"].queryset = Unit.objects.in_force(clock.today())
            self.fields["unit"].initial = person.unit_id
        if unit is not None:
            del self.fields["unit"]
            self._offer_people(unit)

    def _offer_people(self, unit: Unit) -> None:
        people = User.objects.filter(is_active=True).select_related("unit")
        self.fields["person"].queryset = people
        inside, outside = [("", "Chọn một người")], []
        for person in people:
            seat = person.unit.short_name if person.unit else "không có đơn vị"
            if person.unit_id == unit.pk:
                inside.append((person.pk, f"{person.full_name} ({person.username})"))
            else:
                outside.append((person.pk, f"{person.full_name} ({person.username}), {seat}"))
        self.fields["person"].choices = [*inside, ("Người của đơn vị khác", outside)]


class EndGrantForm(PlainTextMixin, forms.Form):
    """The last day on which a right counts."""

    ends_on = forms.DateField(label="Ngày cuối cùng có hiệu lực")


class OfficeForm(forms.Form):
    """A town office that the person does not hold yet."""

    office = forms.ChoiceField(label="Giao thêm chức vụ")

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        held = set(Group.objects.filter(user=person).values_list("name", flat=True))
        self.fields["office"].choices = [
            ("", "Chọn chức vụ"),
            *((n, office.spoken) for n, office in offices.OFFICES.items() if n not in held),
        ]
