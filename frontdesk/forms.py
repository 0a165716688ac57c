"""What a head types about the unit's own people."""

from django import forms

from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from units.models import Unit, User


class ClerkForm(PlainTextMixin, forms.Form):
    """Whom of the unit the head lets write dossiers, and until when."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Cán bộ của đơn vị",
        empty_label="Chọn một người",
        error_messages={"required": "Chọn một người của đơn vị."},
    )
    ends_on = DayField(
        label="Đến hết ngày", required=False, help_text="Để trống: cho đến khi thôi giao."
    )

    def __init__(self, *args: object, unit: Unit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(unit=unit, is_active=True)
        self.fields["person"].queryset = people.order_by("full_name", "pk")
        self.fields["person"].label_from_instance = _told

    def clean_ends_on(self) -> object:
        """A right that is over is no right."""
        day = self.cleaned_data["ends_on"]
        if day and day < clock.today():
            raise forms.ValidationError("Ngày cuối không được trước hôm nay.")
        return day


def _told(person: User) -> str:
    return f"{person.full_name}, {person.title}" if person.title else person.full_name
