"""What Phòng Nội vụ says: verdicts of many lines in one form, and who appraises."""

from django import forms
from django.http import QueryDict

from dossiers.models import Dossier
from dossiers.queries import own_line as own_line_queries
from dossiers.services.verdict import Verdicts
from dossiers.workflow import NominationAction
from nganam_awards.core.forms import SourceField
from nganam_awards.core.steps import StepForm
from nganam_awards.core.text import clean_text, whole_number
from units.models import User
from units.rules import holders_of


CHOICES = (NominationAction.RECOMMEND.value, NominationAction.NOT_RECOMMEND.value)


def typed_verdicts(data: QueryDict) -> Verdicts:
    """{line: (action, reason)} of the radios that are set; a reason alone stays with its line."""
    found: Verdicts = {}
    for name, value in data.items():
        prefix, _, number = name.partition("-")
        pk = whole_number(number)
        if prefix == "verdict" and pk is not None and value in CHOICES:
            found[pk] = (value, clean_text(data.get(f"reason-{number}", "")))
    return found


class AssignForm(StepForm):
    """Who is assigned the appraisal (thẩm định)."""

    officer = forms.ModelChoiceField(
        User.objects.none(), label="Chuyên viên thẩm định", empty_label="Chọn chuyên viên"
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, row: Dossier, **kwargs: object) -> None:
        super().__init__(*args, row=row, **kwargs)
        heads = holders_of(row.unit, "confirm_dossiers").order_by().values("pk")
        self.fields["officer"].queryset = (
            User.objects.holding("dossiers.appraise_any")
            .exclude(pk__in=own_line_queries.people_of(row))
            .exclude(pk__in=heads)
        )


class SuspendForm(StepForm):
    """A suspension (tạm dừng xét): why, and the paper that says so."""

    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ví dụ: đang xem xét kỷ luật, đang thanh tra, đang xác minh đơn thư.",
        error_messages={"required": "Ghi lý do tạm dừng để đơn vị được biết."},
    )
    paper = SourceField(
        label="Văn bản làm căn cứ",
        max_length=200,
        required=False,
        help_text="Số, ký hiệu, ngày và cơ quan, nếu có.",
    )


class ResumeForm(StepForm):
    """The end of a suspension (xét tiếp): what came of it."""

    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi kết quả xác minh để đơn vị được biết."},
    )
