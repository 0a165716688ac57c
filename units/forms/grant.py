"""The administrator's forms of rights and offices."""

from django import forms
from django.contrib.auth.models import Group

from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from units import offices, rules
from units.forms.picker import UnitField
from units.models import Unit, User


RIGHTS = [
    (rules.CLERK_RIGHT, "Lập hồ sơ (cán bộ lập hồ sơ)"),
    (rules.HEAD_RIGHT, "Xác nhận và nộp hồ sơ (thủ trưởng đơn vị)"),
    (rules.APPRAISE_RIGHT, "Thẩm định hồ sơ của đơn vị (chuyên viên Nội vụ)"),
]


class GrantForm(PlainTextMixin, forms.Form):
    """Who, on which unit, what, from when to when. One of person and unit is already known."""

    person = forms.ModelChoiceField(User.objects.none(), label="Người được giao")
    unit = UnitField(Unit.objects.none(), label="Đơn vị")
    right = forms.ChoiceField(label="Quyền", choices=RIGHTS, widget=forms.RadioSelect)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(
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

    def clean(self) -> dict:
        """Days in their order, told at once with what else is missing."""
        cleaned = super().clean()
        if cleaned.get("starts_on"):
            self.tell(rules.day_blockers(cleaned["starts_on"], cleaned.get("ends_on")))
        return cleaned

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

    ends_on = DayField(label="Ngày cuối cùng có hiệu lực")


class OfficeForm(PlainTextMixin, forms.Form):
    """A town office that the person does not hold yet."""

    office = forms.ChoiceField(label="Giao thêm chức vụ")

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        held = set(Group.objects.filter(user=person).values_list("name", flat=True))
        self.fields["office"].choices = [
            ("", "Chọn chức vụ"),
            *((n, office.spoken) for n, office in offices.OFFICES.items() if n not in held),
        ]
