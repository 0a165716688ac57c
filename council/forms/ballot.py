"""A ballot: three choices a line. What was chosen is kept nowhere but in the answer to its POST."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django import forms
from django.forms import BoundField

from council.enums import BallotChoice
from council.models import CaseLine, LineBar
from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.long_text import LONGEST_NOTE
from nganam_awards.core.text import whole_number


PREFIX = "choice-"
UNKNOWN = 0  # the key of no line: the service says that it is not there


class BallotRow(NamedTuple):
    """One line as the page draws it: its choice, or why this person has none."""

    line: CaseLine
    field: BoundField | None
    bar: LineBar | None
    report: str = ""  # where its report is read


class BallotForm(PlainTextMixin, forms.Form):
    """What one member says of every line of a case."""

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        lines: list[CaseLine],
        bars: Mapping[int, LineBar],
        **kwargs: object,
    ) -> None:
        super().__init__(data, **kwargs)
        self.lines, self.bars = lines, bars
        for line in lines:
            if line.pk not in bars:
                self.fields[f"{PREFIX}{line.pk}"] = _choice_about(line.nomination.full_name)

    def rows(self) -> Iterator[BallotRow]:
        """Every line of the case, in its order."""
        for line in self.lines:
            bar = self.bars.get(line.pk)
            yield BallotRow(line, None if bar else self[f"{PREFIX}{line.pk}"], bar)

    @property
    def names(self) -> list[str]:
        """The fields in which one chooses."""
        return [name for name in self.fields if name.startswith(PREFIX)]

    @property
    def missing(self) -> int:
        """How many lines came back without a choice."""
        return sum(bool(self[name].errors) for name in self.names) if self.is_bound else 0

    @property
    def choices(self) -> dict[int, str]:
        """{line: choice} as they were sent, those of lines that the page no longer has, too."""
        sent = [name for name in self.data if name.startswith(PREFIX)]
        found = {}
        for name in sent:
            pk = whole_number(name.removeprefix(PREFIX)) or UNKNOWN
            found[pk] = self.cleaned_data.get(name, "")
        return found

    @property
    def first_missing(self) -> str:
        """The field that takes the focus."""
        wrong = [name for name in self.names if self[name].errors] if self.is_bound else []
        return wrong[0] if wrong else ""

    def agreed_rest(self) -> dict[str, object]:
        """What the form begins with once «Đồng ý» stands wherever nothing was chosen."""
        sent = {name: self.data.get(name, "") for name in self.fields}
        rest = [name for name in self.names if not sent[name]]
        return sent | dict.fromkeys(rest, BallotChoice.AGREE.value)


class WrittenOpinionForm(BallotForm):
    """The same of a member who could not come, with his words; written down by the secretary."""

    words = forms.CharField(
        label="Ý kiến bằng lời trên phiếu",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _choice_about(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Ý kiến về {name}",
        choices=BallotChoice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": f"Chọn ý kiến về {name}.",
            "invalid_choice": f"Ý kiến về {name} không đọc được. Chọn lại một trong ba ô.",
        },
    )
