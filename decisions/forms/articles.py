"""What Phòng Nội vụ types when it writes a decision: a new one, or its words again."""

from collections.abc import Iterable

from django import forms

from decisions.enums import LineOrder
from decisions.forms.decision import LetterFieldsMixin
from decisions.models import Decision, Fund
from decisions.queries import (
    articles as articles_queries,
    fund as fund_queries,
    ground as ground_queries,
)
from nganam_awards.core import clock
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.text import clean_line


MOST_RECIPIENTS = 20
GROUND_WORDS = ("Căn cứ ", "Theo ", "Xét ", "Thực hiện ")
_ENDS = " .;:,"


class WordsForm(PlainTextMixin, forms.Form):
    """The wording (lời văn): common achievement, source of the money, order of the list."""

    asked = {"fund_line": "ghi khi không chọn quỹ"}

    reason = forms.CharField(
        label="Thành tích chung",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi tiếp sau «Tặng Giấy khen cho …», bắt đầu bằng «đã có thành tích …».",
        error_messages={"required": "Ghi thành tích chung của những người trong quyết định."},
    )
    fund = forms.ModelChoiceField(
        Fund.objects.all(),
        label="Quỹ",
        required=False,
        empty_label="Nguồn khác, không theo dõi dự toán",
        error_messages={"invalid_choice": "Chọn một quỹ trong danh sách."},
    )
    fund_line = forms.CharField(
        label="Nguồn tiền thưởng ghi tại Điều 2",
        required=False,
        max_length=200,
        help_text="Đã chọn quỹ mà để trống: cổng ghi tên quỹ kèm năm.",
    )
    line_order = forms.ChoiceField(
        label="Thứ tự trong danh sách",
        choices=LineOrder.choices,
        error_messages={"required": "Chọn thứ tự của danh sách."},
    )

    keeps_reason = forms.BooleanField(label="Giữ nguyên thành tích như đã ghi", required=False)
    act = "Tặng, công nhận …"  # how Điều 1 begins

    def clean_reason(self) -> str:
        """One sentence of a paper: the lines of the box mean nothing, nor does a full stop."""
        reason = clean_line(self.cleaned_data["reason"]).rstrip(" .;")
        return f"đã{reason[2:]}" if reason.startswith("Đã ") else reason

    def clean(self) -> dict:
        """The line follows the fund, unless the officer worded it."""
        cleaned = super().clean()
        keeps = cleaned.pop("keeps_reason", False)
        reason = cleaned.get("reason", "")
        if not keeps and reason and not articles_queries.reads_on(reason):
            self.add_error("reason", self._in_its_place(reason))
        if "fund" in cleaned and "fund_line" in cleaned:
            cleaned["fund_line"] = self._fund_line(cleaned["fund"], cleaned["fund_line"])
        return cleaned

    def _in_its_place(self, reason: str) -> str:
        return (
            f"Quyết định sẽ ghi: «{self.act} cho …, {reason}», đọc chưa thành câu. Bắt đầu bằng "
            "«đã có thành tích …» và không viết hai lần «phong trào»; nếu vẫn đúng ý anh/chị thì "
            "đánh dấu «Giữ nguyên thành tích như đã ghi» rồi lưu lại."
        )

    def _fund_line(self, fund: Fund | None, typed: str) -> str:
        line, year = typed.rstrip(" .;"), clock.today().year
        if fund is None:
            if not line:
                self.add_error("fund_line", "Ghi nguồn tiền thưởng, hoặc chọn một quỹ.")
            return line
        others = {other.line(year) for other in Fund.objects.exclude(pk=fund.pk)}
        return fund.line(year) if not line or line in others else line


class ComposeForm(WordsForm):
    """Composes a draft (soạn dự thảo). The key makes two clicks one decision."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def offer(self, funds: Iterable[Fund]) -> None:
        """The funds of the box, where the page has read them already."""
        field = self.fields["fund"]
        field.choices = [("", field.empty_label), *((fund.pk, str(fund)) for fund in funds)]


def _sentence(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EditForm(WordsForm, LetterFieldsMixin):
    """Edits the wording; the letter may still lack its number. An empty sentence is the usual."""

    asked = WordsForm.asked | dict.fromkeys(("letter_number", "letter_on"), "có thể ghi sau")
    field_order = ["reason", "fund", "fund_line", "line_order", "letter_number", "letter_on"]

    standards = forms.CharField(
        label="Áp dụng tiêu chuẩn của luật nào, vì sao",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=(
            "Ghi vào tờ trình của Phòng Nội vụ và hiện trước Chủ tịch khi ký; không ghi thành căn "
            "cứ của quyết định."
        ),
    )
    about = _sentence(articles_queries.LABELS["about"])
    first = _sentence(articles_queries.LABELS["first"])
    money = _sentence(articles_queries.LABELS["money"])
    duty = _sentence(articles_queries.LABELS["duty"])
    grounds = forms.CharField(
        label="Căn cứ thêm",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=(
            "Mỗi dòng một căn cứ, bắt đầu bằng «Căn cứ …». Văn bản pháp luật đang có hiệu lực và "
            "kế hoạch được phê duyệt đã có sẵn ở trên, không ghi lại."
        ),
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng một nơi; dòng cuối là nơi lưu, ví dụ «Lưu: VT, NV».",
    )

    def __init__(self, *args: object, decision: Decision, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.act = decision, decision.act
        for name in ("letter_number", "letter_on"):
            self.fields[name].required = False
        if ground_queries.two_laws(decision.merit_year, clock.today()) is None:
            del self.fields["standards"]
        if not decision.is_award:  # a letter to the province has a form and no money of its own
            for name in (*articles_queries.LABELS, "fund", "fund_line", "recipients"):
                del self.fields[name]

    @staticmethod
    def told(decision: Decision) -> dict[str, object]:
        """What the decision says now, as the boxes show it."""
        return {
            "reason": decision.reason,
            "fund": decision.fund_id,
            "fund_line": decision.fund_line,
            "line_order": decision.line_order,
            "standards": decision.standards,
            "letter_number": decision.letter_number,
            "letter_on": decision.letter_on,
            "grounds": "\n".join(articles_queries.extra_grounds(decision)),
            "recipients": "\n".join(articles_queries.recipients(decision)),
            **{name: articles_queries.sentence(decision, name) for name in articles_queries.LABELS},
        }

    def clean(self) -> dict:
        """Each sentence keeps its places; lines lose their dashes and closing signs."""
        cleaned = super().clean()
        for name in articles_queries.LABELS:
            if name in cleaned:
                cleaned[name] = clean_line(cleaned[name]).rstrip(_ENDS)
                for words in articles_queries.blockers(self.decision, name, cleaned[name]):
                    self.add_error(name, words)
        return cleaned

    def clean_grounds(self) -> str:
        """Every line a ground."""
        lines = _lines(self.cleaned_data["grounds"])
        for line in lines:
            if not line.startswith(GROUND_WORDS):
                raise forms.ValidationError(
                    f"«{line[:60]}» chưa phải một căn cứ; bắt đầu bằng «Căn cứ …» hoặc «Theo …»."
                )
        if told := ground_queries.blockers(self.decision, lines, clock.today()):
            raise forms.ValidationError(told)
        return "\n".join(lines)

    def clean_recipients(self) -> list[str]:
        """The last one keeps the paper (NĐ 30/2020): nobody saves a list without it."""
        lines = _lines(self.cleaned_data["recipients"]) or list(articles_queries.USUAL_RECIPIENTS)
        if len(lines) > MOST_RECIPIENTS:
            raise forms.ValidationError(f"Nơi nhận không quá {MOST_RECIPIENTS} dòng.")
        if not lines[-1].startswith("Lưu"):
            raise forms.ValidationError("Dòng cuối của nơi nhận là nơi lưu, ví dụ «Lưu: VT, NV».")
        return lines

    def words(self) -> dict[str, object]:
        """What `editing.edit` takes."""
        typed = dict(self.cleaned_data)
        sentences = {
            name: typed.pop(name)
            for name in (*articles_queries.LABELS, articles_queries.GROUNDS)
            if name in typed
        }
        return {**typed, "wording": sentences}


def first_words(reason: str, funds: list[Fund]) -> dict[str, object]:
    """What the compose page begins with: the usual one of the funds and its line."""
    fund = fund_queries.usual_among(funds)
    return {
        "reason": reason,
        "fund": fund.pk if fund else None,
        "fund_line": fund.line(clock.today().year) if fund else "",
        "line_order": LineOrder.BY_NAME,
    }


def _lines(text: str) -> list[str]:
    """Lines as the paper will close them: without a dash before, without a sign behind."""
    lines = [clean_line(typed).lstrip("-–• ").rstrip(" .;") for typed in text.splitlines()]
    return [line for line in lines if line]
