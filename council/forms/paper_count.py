"""What the counting team wrote: ballots out and back, and three figures a line."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django import forms
from django.forms import BoundField

from council.enums import BallotChoice
from council.models import CaseLine, PaperCount
from council.rules.paper_count import field_of
from nganam_awards.core.forms import CountField, PersonField, PlainTextMixin


MOST = 999  # what two digits too many would be
BALLOTS = (
    ("issued", "Phiếu phát ra"),
    ("returned", "Phiếu thu vào"),
    ("valid", "Phiếu hợp lệ"),
    ("invalid", "Phiếu không hợp lệ"),
)
TEAM = [f"team{place}" for place in range(1, PaperCount.TEAM_SIZE + 1)]


class CountRow(NamedTuple):
    """One line with its three figures."""

    line: CaseLine
    figures: list[tuple[str, BoundField]]  # each with the head of its column

    @property
    def errors(self) -> list[str]:
        """What is wrong in the row, each sentence once."""
        return list(dict.fromkeys(str(e) for _, field in self.figures for e in field.errors))


class PaperCountForm(PlainTextMixin, forms.Form):
    """The figures of a paper count (biên bản kiểm phiếu)."""

    def __init__(
        self, data: Mapping | None = None, *, lines: list[CaseLine], there: PaperCount | None
    ) -> None:
        super().__init__(data)
        self.lines = lines
        for place, name in enumerate(TEAM, start=1):
            self.fields[name] = PersonField(
                label=f"Người thứ {place}",
                max_length=120,
                error_messages={"required": "Ghi họ và tên người kiểm phiếu."},
            )
        for name, label in BALLOTS:
            self.fields[name] = CountField(label=label, min_value=0, max_value=MOST)
        for line in lines:
            name = line.nomination.full_name
            for choice in BallotChoice:
                self.fields[field_of(line, choice)] = CountField(
                    label=f"{choice.label}, {name}",
                    min_value=0,
                    max_value=MOST,
                    error_messages={"required": f"{name}: ghi đủ ba số, không có thì ghi 0."},
                )
        if there is not None:
            self.initial = _told(there)

    def rows(self) -> Iterator[CountRow]:
        """Every line of the case with its figures."""
        for line in self.lines:
            figures = [(choice.label, self[field_of(line, choice)]) for choice in BallotChoice]
            yield CountRow(line, figures)

    def team_fields(self) -> list[BoundField]:
        """The three of the team."""
        return [self[name] for name in TEAM]

    def ballot_fields(self) -> list[BoundField]:
        """Out, back, valid, invalid."""
        return [self[name] for name, _ in BALLOTS]

    @property
    def figures(self) -> dict[str, object]:
        """As the service wants them."""
        data = self.cleaned_data
        return {
            "team": [data[name] for name in TEAM],
            **{name: data[name] for name, _ in BALLOTS},
            "counts": {
                line.pk: [data[field_of(line, choice)] for choice in BallotChoice]
                for line in self.lines
            },
        }


def _told(there: PaperCount) -> dict[str, object]:
    told: dict[str, object] = dict(zip(TEAM, there.team, strict=False))
    told |= {name: getattr(there, name) for name, _ in BALLOTS}
    for pk, row in there.counts.items():
        told |= {f"{choice}-{pk}": n for choice, n in zip(BallotChoice, row, strict=True)}
    return told
