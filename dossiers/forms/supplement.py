"""A supplement that is asked (yêu cầu bổ sung), and the word that goes with its answer."""

from django import forms

from dossiers.forms.dossier import FilingForm
from dossiers.transitions.supplement import until_blockers
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.forms import DayField, PlainTextMixin
from nganam_awards.core.steps import DeclarationForm


USUAL_DAYS = 5  # working days, as the page offers them; the officer sets the day


class AskMoreForm(PlainTextMixin, forms.Form):
    """What is missing, all of it, and until when."""

    words = forms.CharField(
        label="Đơn vị cần bổ sung những gì",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chỉ yêu cầu được một lần, nên ghi đủ: giấy tờ nào, trường hợp nào, sửa gì.",
        error_messages={"required": "Ghi những gì đơn vị cần bổ sung."},
    )
    until = DayField(label="Bổ sung đến hết ngày", error_messages={"required": "Chọn hạn bổ sung."})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = calendar.add_working_days(
            clock.today(), USUAL_DAYS, *regime_queries.days_off()
        )

    def clean(self) -> dict:
        """A day that the unit can keep, told at once with what else is missing."""
        cleaned = super().clean()
        if until := cleaned.get("until"):
            self.tell(until_blockers(until))
        return cleaned


class SupplementAnswerForm(PlainTextMixin, forms.Form):
    """The word of the head (thủ trưởng) that is sent with the supplement (bổ sung)."""

    declaration = forms.BooleanField(
        label=FilingForm.words,
        error_messages=DeclarationForm.base_fields["declaration"].error_messages,
    )
    note = forms.CharField(
        label="Lời gửi Phòng Nội vụ",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: đã thay biên bản họp xét, sửa năm sinh của một người.",
    )

    def clean_declaration(self) -> str:
        """What was declared, word for word."""
        return FilingForm.words
