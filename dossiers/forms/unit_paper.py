"""What a unit types for its papers: number and day, the meeting, the sentences."""

from django import forms

from dossiers.models import DossierPaper, SelectionMeeting
from dossiers.papers import phrases, report_text
from dossiers.queries.facts import facts_of
from nganam_awards.core import clock
from nganam_awards.core.forms import DayField, PlainTextMixin, SymbolField, TimeField
from nganam_awards.core.text import clean_line
from nganam_awards.documents import placeholders


LONGEST = 6000
RESULTS = "results"  # the paragraph on what a nominee did
_ENDS = " .;,"


class LetterForm(PlainTextMixin, forms.Form):
    """Number and day of the letter (tờ trình); both may wait until the book is at hand."""

    asked = {"letter_on": "ghi cùng số"}

    letter_number = SymbolField(
        label="Số, ký hiệu tờ trình",
        max_length=40,
        required=False,
        example="15/TTr-UBND",
        help_text="Lấy từ sổ văn bản của đơn vị, ví dụ 15/TTr-UBND.",
    )
    letter_on = DayField(
        label="Ngày tờ trình", required=False, error_messages={"invalid": "Chọn một ngày."}
    )

    def clean(self) -> dict:
        """A number belongs to a day."""
        cleaned = super().clean()
        number, day = cleaned.get("letter_number"), cleaned.get("letter_on")
        if number and not day and "letter_on" not in self.errors:
            self.add_error("letter_on", "Ghi ngày của tờ trình mang số này.")
        if day and day > clock.today():
            self.add_error("letter_on", "Ngày tờ trình chưa đến; ghi ngày đã lấy số.")
        return cleaned


class MeetingForm(PlainTextMixin, forms.ModelForm):
    """The meeting (cuộc họp xét): what the minutes and the letter (tờ trình) tell."""

    class Meta:
        model = SelectionMeeting
        fields = [
            "held_on",
            "began_at",
            "ended_at",
            "place",
            "chair",
            "secretary",
            "members",
            "present",
            "absent",
        ]
        field_classes = {"held_on": DayField, "began_at": TimeField, "ended_at": TimeField}
        error_messages = {
            "held_on": {"required": "Chọn ngày họp."},
            "began_at": {"required": "Ghi giờ bắt đầu."},
            "ended_at": {"required": "Ghi giờ kết thúc."},
            "place": {"required": "Ghi nơi họp."},
            "chair": {"required": "Ghi họ tên, chức vụ người chủ trì."},
            "secretary": {"required": "Ghi họ tên thư ký."},
            "members": {"required": "Ghi tổng số thành viên."},
            "present": {"required": "Ghi số người có mặt."},
        }

    def clean_held_on(self) -> object:
        """Minutes tell what was."""
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise forms.ValidationError("Cuộc họp chưa diễn ra; ghi sau khi họp.")
        return day

    def clean(self) -> dict:
        """Beside the fields, before the database says the same."""
        cleaned = super().clean()
        began, ended = cleaned.get("began_at"), cleaned.get("ended_at")
        if began and ended and ended <= began:
            self.add_error("ended_at", "Giờ kết thúc phải sau giờ bắt đầu.")
        present, members = cleaned.get("present"), cleaned.get("members")
        if present is not None and members is not None and not 0 < present <= members:
            self.add_error("present", "Số có mặt từ 1 đến tổng số thành viên.")
        return cleaned


class WordingForm(PlainTextMixin, forms.Form):
    """One box a paragraph; a box left empty prints the usual sentence."""

    def __init__(self, *args: object, paper: DossierPaper, **kwargs: object) -> None:
        self.paper = paper
        self.paragraphs = phrases.paragraphs(paper.kind, facts_of(paper))
        kwargs.setdefault("initial", told(paper))
        super().__init__(*args, **kwargs)
        for one in self.paragraphs:
            self.fields[one.key] = forms.CharField(
                label=one.label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": one.rows}),
                help_text=one.hint,
            )

    def clean(self) -> dict:
        """Each sentence keeps its places; one line stays one line."""
        cleaned = super().clean()
        for one in self.paragraphs:
            if one.key in cleaned:
                lines = [clean_line(line).rstrip(_ENDS) for line in cleaned[one.key].splitlines()]
                cleaned[one.key] = "\n".join(line for line in lines if line)
                for blocker in placeholders.blockers(one.usual, cleaned[one.key]):
                    self.add_error(one.key, blocker)
        if (kept := cleaned.get("recipients")) and not kept.splitlines()[-1].startswith("Lưu"):
            self.add_error("recipients", "Dòng cuối của nơi nhận là nơi lưu, ví dụ «Lưu: VT».")
        return cleaned

    def boxes_to_write(self) -> list[tuple]:
        """The same, what the nominee did first: of many reports this is what is typed."""
        return sorted(self.boxes(), key=lambda box: box[0].name != RESULTS)

    def boxes(self) -> list[tuple]:
        """Each box with what stands in its places, and whether it is worded otherwise."""
        values = report_text.values_of(self.paper.kind, facts_of(self.paper))
        return [
            (
                self[one.key],
                [(f"[{place}]", values[place]) for place in placeholders.places(one.usual)],
                one.key in self.paper.wording,
            )
            for one in self.paragraphs
        ]


def told(paper: DossierPaper) -> dict[str, str]:
    """What the paper says now, as the boxes show it."""
    shown = phrases.paragraphs(paper.kind, facts_of(paper))
    return {one.key: phrases.sentence(one, paper.wording) for one in shown}
