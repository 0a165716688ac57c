"""What is settled about a case before its vote opens."""

from django import forms

from council.enums import VOTING_ROLES
from council.models import CouncilMember
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin
from units.models import User


class _MemberChoice(forms.ModelChoiceField):
    """A member, by name."""

    def label_from_instance(self, person: User) -> str:
        """The name alone."""
        return person.full_name


class BarForm(PlainTextMixin, forms.Form):
    """A member who has to do with the nominee does not vote on the line."""

    person = _MemberChoice(
        User.objects.none(), label="Thành viên", empty_label="Chọn thành viên tránh bỏ phiếu"
    )
    words = forms.CharField(
        label="Lý do",
        max_length=200,
        help_text="Ví dụ: là chồng của người được đề nghị. Biên bản ghi lại lý do này.",
        error_messages={"required": "Ghi lý do thành viên không bỏ phiếu ở dòng này."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        seats = CouncilMember.objects.in_force(clock.today()).filter(role__in=VOTING_ROLES)
        people = User.objects.filter(pk__in=seats.order_by().values("person"))
        self.fields["person"].queryset = people.order_by("sort_key", "pk")
