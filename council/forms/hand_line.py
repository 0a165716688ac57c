"""Which lines the head brings before the Council, and how it is asked about them."""

from django import forms
from django.db.models import QuerySet

from dossiers.models import Nomination
from law.figures import VoteForm
from nganam_awards.core.forms import PlainTextMixin


FORMS = [
    (VoteForm.OPINION, "Lấy phiếu ý kiến bằng văn bản, không họp"),
    (VoteForm.OPEN, "Họp, biểu quyết công khai"),
    (VoteForm.SECRET, "Họp, bỏ phiếu kín"),
]


class HandLineForm(PlainTextMixin, forms.Form):
    """Lines of one dossier, and the form of the vote."""

    lines = forms.ModelMultipleChoiceField(
        Nomination.objects.none(),
        label="Đưa ra Hội đồng",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một trường hợp."},
    )
    form = forms.ChoiceField(
        label="Hội đồng biểu quyết thế nào?", choices=FORMS, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, lines: QuerySet[Nomination], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        field.queryset = lines
        field.choices = [
            (line.pk, f"{line.full_name}, {line.award_type.name.lower()}") for line in lines
        ]
