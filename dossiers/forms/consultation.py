"""What an officer asks another body (hiệp y), and what the body answers about each nominee."""

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet

from dossiers.enums import Opinion
from dossiers.models import Consultation, ConsultationLine, Nomination
from dossiers.queries.consultation import ASKED_ABOUT
from dossiers.services.consultation import Word
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.forms import DayField, PlainTextMixin, SymbolField, TitleField
from units.forms.picker import UnitField
from units.models import Unit


USUAL_DAYS = 5  # working days, as the page offers them
TAKEN = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
USUAL_QUESTION = (
    "Đề nghị quý cơ quan cho biết các trường hợp dưới đây có đang bị xem xét kỷ luật, thanh tra, "
    "điều tra, có vi phạm pháp luật hoặc nợ nghĩa vụ thuộc phạm vi quản lý của quý cơ quan không."
)


class _LineChoices(forms.ModelMultipleChoiceField):
    """Nominees to tick, each with what tells them apart."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, line: Nomination) -> str:
        """«Lê Văn Sơn, sinh 1970 · UBND Phường 1 · Giấy khen»."""
        told = f", {line.particulars}" if line.particulars else ""
        return f"{line.full_name}{told} · {line.award_type.name}"


class ConsultationForm(PlainTextMixin, forms.Form):
    """Whom to ask, about whom, what and until when."""

    unit = UnitField(
        Unit.objects.none(),
        label="Hỏi cơ quan nào?",
        required=False,
        empty_label="Chọn cơ quan có trên cổng",
    )
    body = TitleField(
        label="Hoặc cơ quan chưa có trên cổng",
        max_length=200,
        required=False,
        help_text="Ví dụ: Chi cục Thuế khu vực. Cơ quan này trả lời bằng văn bản giấy.",
    )
    question = forms.CharField(
        label="Nội dung cần hỏi",
        max_length=4000,
        initial=USUAL_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(label="Trả lời trước hết ngày")
    lines = _LineChoices(
        Nomination.objects.none(),
        label="Hỏi về những ai?",
        error_messages={"required": "Chọn ít nhất một trường hợp cần hỏi ý kiến."},
    )
    asked = {"unit": "chọn, hoặc ghi tên ở ô dưới", "body": "ghi khi không chọn ở trên"}

    def __init__(self, *args: object, lines: QuerySet[Nomination], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["unit"].queryset = Unit.objects.in_force(today)
        self.fields["lines"].queryset = lines
        self.fields["due_on"].initial = calendar.add_working_days(
            today, USUAL_DAYS, *regime_queries.days_off()
        )

    def clean(self) -> dict:
        """Exactly one body."""
        cleaned = super().clean()
        if not cleaned.get("unit") and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("unit", "Chọn cơ quan cần hỏi, hoặc ghi tên cơ quan ở ô bên dưới.")
        if cleaned.get("unit") and cleaned.get("body"):
            self.add_error("body", "Đã chọn cơ quan ở trên; để trống ô này, hoặc bỏ chọn ở trên.")
        return cleaned


class AnswerForm(PlainTextMixin, forms.Form):
    """What the body says: a word on each nominee who still stands, and its paper."""

    symbol = SymbolField(label="Số, ký hiệu văn bản trả lời", max_length=60, example="412/CAT-ANCT")
    letter_on = DayField(label="Ngày văn bản", is_past=True)
    file = forms.FileField(
        label="Văn bản trả lời",
        allow_empty_file=True,
        help_text="PDF, Word hoặc ảnh; không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={"required": "Đính kèm văn bản trả lời đã nhận."},
    )
    rest_is_clear = forms.BooleanField(
        label="Những trường hợp không chọn ở trên: không có ý kiến khác", required=False
    )

    def __init__(
        self,
        *args: object,
        consultation: Consultation,
        rows: Iterable[ConsultationLine],
        is_own_hand: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        if is_own_hand:  # the head answers on the portal; a paper is welcome, not asked
            for name in ("symbol", "letter_on", "file"):
                self.fields[name].required = False
        for row in self.rows:
            name = row.line.full_name
            self.fields[f"opinion-{row.pk}"] = forms.ChoiceField(
                label=f"Ý kiến về {name}",
                choices=Opinion.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"words-{row.pk}"] = forms.CharField(
                label=f"Nội dung ý kiến về {name}",
                max_length=2000,
                required=False,
            )

    def clean(self) -> dict:
        """Who still stands needs a word, and a word against somebody its reason."""
        cleaned = super().clean()
        for row in self.rows:
            opinion, name = cleaned.get(f"opinion-{row.pk}"), row.line.full_name
            if row.line.state not in ASKED_ABOUT:
                continue
            if not opinion and not cleaned.get("rest_is_clear"):
                self.add_error(f"opinion-{row.pk}", f"Chọn ý kiến về {name}.")
            if opinion == Opinion.ADVERSE and not cleaned.get(f"words-{row.pk}"):
                self.add_error(f"words-{row.pk}", f"Ghi nội dung ý kiến không thuận về {name}.")
        return cleaned

    @property
    def words(self) -> dict[int, Word]:
        """{line of the consultation: its word} where one was said."""
        return {
            row.pk: Word(
                self.cleaned_data[f"opinion-{row.pk}"], self.cleaned_data[f"words-{row.pk}"]
            )
            for row in self.rows
        }

    def drawn(self) -> list[tuple[ConsultationLine, object, object]]:
        """(line, opinion, words), as the page draws them."""
        return [(row, self[f"opinion-{row.pk}"], self[f"words-{row.pk}"]) for row in self.rows]

    @property
    def stands(self) -> int:
        """How many nominees still want a word."""
        return sum(row.line.state in ASKED_ABOUT for row in self.rows)


class EndForm(PlainTextMixin, forms.Form):
    """Takes a question back (thôi hỏi)."""

    reason = forms.CharField(
        label="Vì sao thôi hỏi?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cơ quan được hỏi đọc được lý do này.",
        error_messages={"required": "Ghi lý do thôi hỏi."},
    )
