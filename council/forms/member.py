"""Who is named to the Council as what, from when to when, and by which decision."""

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from council.enums import Role
from council.models import CouncilMember
from council.rules.member import NewSeat
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin, SourceField
from units.models import User
from units.rules import day_blockers


DECISION_EXAMPLE = "Ví dụ: Quyết định số 15/QĐ-UBND ngày 10/01/2023."
LEAVES = "Thôi"
EMPTY_ROWS = 6  # beside those who sit there now
USUAL_SIZE = 12
_IN_BRACKETS = re.compile(r"\(([a-z0-9._-]+)\)\s*$")


class DecisionField(SourceField):
    """The decision that established the Council or changed it."""

    def __init__(self, **kwargs: object) -> None:
        usual = {"label": "Theo quyết định", "max_length": 200, "help_text": DECISION_EXAMPLE}
        super().__init__(**(usual | kwargs))


class SeatForm(PlainTextMixin, forms.Form):
    """One seat more on the Council."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Người được cử", empty_label="Chọn một người"
    )
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices, widget=forms.RadioSelect)
    named_in = DecisionField()
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()
        people = people_offered()
        field = self.fields["person"]
        field.queryset = people
        field.choices = [("", field.empty_label), *((one.pk, spoken(one)) for one in people)]

    def clean(self) -> dict:
        """Days in their order, told at once with what else is missing."""
        cleaned = super().clean()
        if cleaned.get("starts_on"):
            self.tell(day_blockers(cleaned["starts_on"], cleaned.get("ends_on")))
        return cleaned


class EndSeatForm(PlainTextMixin, forms.Form):
    """The last day on which somebody sits there."""

    ends_on = DayField(label="Ngày cuối cùng là thành viên")


class PersonLine(forms.CharField):
    """One of all who have an account, chosen while one types; a list for all lines stands once."""

    def __init__(self, *, people: dict[str, User], **kwargs: object) -> None:
        widget = forms.TextInput(attrs={"list": "nguoi", "autocomplete": "off"})
        super().__init__(required=False, widget=widget, max_length=200, **kwargs)
        self.people = people

    def clean(self, value: str | None) -> User | None:
        """As the list shows the person, by the user name, or by a full name that one person has."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = _IN_BRACKETS.search(typed)
        key = found[1] if found else typed.lower()
        if key in self.people:
            return self.people[key]
        named = [one for one in self.people.values() if one.full_name.lower() == typed.lower()]
        if len(named) == 1:
            return named[0]
        if named:
            raise ValidationError(f"Có {len(named)} người tên {typed}. Chọn trong danh sách.")
        raise ValidationError(f"Không có tài khoản nào là «{typed[:60]}». Chọn trong danh sách.")


class RenewForm(PlainTextMixin, forms.Form):
    """A decision on the whole Council: who stays as what, who comes, who goes."""

    named_in = DecisionField()
    starts_on = DayField(label="Từ ngày", help_text="Thành viên cũ thôi từ hết ngày hôm trước.")

    def __init__(self, *args: object, standing: Sequence[CouncilMember], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.standing = list(standing)
        self.offered = list(people_offered())
        self.fields["starts_on"].initial = clock.today()
        stays = [("", LEAVES), *Role.choices]
        for row in self.standing:
            label = f"Vai trò mới của {row.person.full_name}"
            self.fields[f"role-{row.pk}"] = forms.ChoiceField(
                label=label, choices=stays, initial=row.role, required=False
            )
        people = {one.username: one for one in self.offered}
        self.count = max(EMPTY_ROWS, USUAL_SIZE + 1 - len(self.standing))
        for n in range(1, self.count + 1):
            self.fields[f"person-{n}"] = PersonLine(people=people, label=f"Người mới {n}")
            self.fields[f"new-{n}"] = forms.ChoiceField(
                label=f"Vai trò của người mới {n}", choices=Role.choices, initial=Role.MEMBER
            )

    @property
    def stayers(self) -> list[tuple[CouncilMember, forms.BoundField]]:
        """Whoever sits there now, with what becomes of the seat."""
        return [(row, self[f"role-{row.pk}"]) for row in self.standing]

    @property
    def comers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Lines for people who come."""
        return [(self[f"person-{n}"], self[f"new-{n}"]) for n in range(1, self.count + 1)]

    @property
    def people(self) -> list[str]:
        """Everybody who may be named, as the list under the lines shows them."""
        return [spoken(one) for one in self.offered]

    @property
    def seats(self) -> list[NewSeat]:
        """Whom the decision names, in the order of the page, each with the field that says so."""
        data = self.cleaned_data
        kept = [
            NewSeat(row.person, data[f"role-{row.pk}"], f"role-{row.pk}")
            for row in self.standing
            if data[f"role-{row.pk}"]
        ]
        new = [
            NewSeat(data[f"person-{n}"], data[f"new-{n}"], f"person-{n}")
            for n in range(1, self.count + 1)
            if data[f"person-{n}"]
        ]
        return kept + new


def people_offered() -> object:
    """Everybody with an account that is in use."""
    return User.objects.filter(is_active=True).select_related("unit")


def spoken(person: User) -> str:
    """«Huỳnh Văn Bửu, Ủy ban MTTQ (hoidong1)»."""
    seat = person.unit.short_name if person.unit else "không có đơn vị"
    return f"{person.full_name}, {seat} ({person.username})"
