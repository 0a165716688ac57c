"""Whom the Chairman names, from when to when, and why."""

from django import forms

from dossiers.models import Dossier
from dossiers.queries import own_line as own_line_queries
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from units.models import User
from units.rules import holders_of


class StandInForm(PlainTextMixin, forms.Form):
    """Everybody with an account but whom the list names and who heads the unit."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Người thay", empty_label="Chọn một người"
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")
    reason = forms.CharField(
        label="Lý do", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, dossier: Dossier, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
        heads = holders_of(dossier.unit, "confirm_dossiers").order_by().values("pk")
        people = (
            User.objects.filter(is_active=True)
            .exclude(pk__in=own_line_queries.people_of(dossier))
            .exclude(pk__in=heads)
            .select_related("unit")
        )
        field = self.fields["person"]
        field.queryset = people
        field.choices = [("", field.empty_label), *((one.pk, _told(one)) for one in people)]


def _told(person: User) -> str:
    seat = person.unit.short_name if person.unit else "không có đơn vị"
    return f"{person.full_name} ({person.username}), {seat}"
