"""What Phòng Nội vụ says: verdicts of many lines in one form, and who appraises."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.queries import own_line as own_line_queries, workload as workload_queries
from dossiers.queries.route import Router
from dossiers.services.verdict import Verdicts
from dossiers.workflow import NominationAction
from nganam_awards.core import clock
from nganam_awards.core.forms import SourceField
from nganam_awards.core.pages import FARTHEST_PAGE
from nganam_awards.core.steps import StepForm
from nganam_awards.core.text import clean_line, clean_text, fold, search_terms, whole_number
from units.models import User
from units.rules import holders_of


CHOICES = (NominationAction.RECOMMEND.value, NominationAction.NOT_RECOMMEND.value)
LONGEST_NAME = 100  # of what is looked for
NOT_SAID, RECOMMENDED, NOT_RECOMMENDED, SUSPENDED = "chua", "de-nghi", "khong", "tam-dung"
BY_VERDICT = (
    ("", "Tất cả", set(NominationState)),
    (NOT_SAID, "Chưa", {NominationState.PROPOSED}),
    (RECOMMENDED, "Đề nghị", {NominationState.RECOMMENDED}),
    (NOT_RECOMMENDED, "Không đề nghị", {NominationState.NOT_RECOMMENDED}),
    (SUSPENDED, "Tạm dừng", {NominationState.SUSPENDED}),
)
BY_FINDING = (
    ("can-xem", "Cần xem", {"fail", "ask"}),
    ("khong-dat", "Không đạt", {"fail"}),
    ("chua-ro", "Cân nhắc", {"ask"}),
    ("dat", "Đạt", {"pass"}),
)

_STATES = {slug: states for slug, _, states in BY_VERDICT}
_STANDINGS = {slug: kept for slug, _, kept in BY_FINDING}


def typed_verdicts(data: QueryDict) -> Verdicts:
    """{line: (action, reason)} of the radios that are set, ("", reason) where none is.

    «Xem xét lại» names its line.
    """
    found: Verdicts = {}
    for name in data:
        prefix, _, number = name.partition("-")
        pk = whole_number(number)
        if prefix in {"verdict", "reason"} and pk is not None:
            word = _word(data, number)
            if any(word):
                found[pk] = word
    if (pk := whole_number(data.get("reconsider", ""))) is not None:
        found[pk] = (NominationAction.RECONSIDER.value, "")
    return found


def _word(data: QueryDict, number: str) -> tuple[str, str]:
    """A usual reason that was picked counts where nothing is typed."""
    action = data.get(f"verdict-{number}", "")
    reason = clean_text(data.get(f"reason-{number}", ""))
    if action not in CHOICES:
        return "", reason
    if not reason and action == NominationAction.NOT_RECOMMEND:
        reason = clean_text(data.get(f"usual-{number}", ""))
    return action, reason


@dataclass(frozen=True)
class LineFilter:
    """What an officer's list is narrowed by, as it stands in the address."""

    verdict: str = ""
    finding: str = ""
    name: str = ""
    page: int = 1

    @classmethod
    def read(cls, data: QueryDict) -> "LineFilter":
        """Nonsense narrows nothing."""
        verdict, finding = data.get("y-kien", ""), data.get("xem", "")
        return cls(
            verdict if verdict in {slug for slug, *_ in BY_VERDICT} else "",
            finding if finding in {slug for slug, *_ in BY_FINDING} else "",
            clean_line(data.get("ten", ""))[:LONGEST_NAME],
            whole_number(data.get("page", ""), most=FARTHEST_PAGE) or 1,
        )

    @property
    def query(self) -> str:
        """The same as an address tells it; empty where nothing narrows."""
        told = {"y-kien": self.verdict, "xem": self.finding, "ten": self.name}
        if self.page > 1:
            told["page"] = str(self.page)
        return urlencode({name: value for name, value in told.items() if value})

    def named(self, lines: Iterable[Nomination]) -> list[Nomination]:
        """Lines with the name that was looked for."""
        if not self.name:
            return list(lines)
        terms = search_terms(self.name)
        return [line for line in lines if _has_name(line, terms)]

    def keeps(self, state: str, standing: str) -> bool:
        """Whether lines that stand so are among those asked for, whatever their names."""
        return state in _STATES[self.verdict] and standing in _STANDINGS.get(
            self.finding, {standing}
        )


def _has_name(line: Nomination, terms: list[str]) -> bool:
    name = fold(line.full_name)
    return all(term in name for term in terms)


class AssignForm(StepForm):
    """Who is assigned the appraisal (thẩm định)."""

    officer = forms.ModelChoiceField(
        User.objects.none(), label="Chuyên viên thẩm định", empty_label="Chọn chuyên viên"
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, row: Dossier, **kwargs: object) -> None:
        super().__init__(*args, row=row, **kwargs)
        heads = holders_of(row.unit, "confirm_dossiers").order_by().values("pk")
        barred = {
            *own_line_queries.people_of(row).values_list("user", flat=True),
            *heads.values_list("pk", flat=True),
            *self.left_out(row),
        }
        field = self.fields["officer"]
        field.queryset = User.objects.holding("dossiers.appraise_any").exclude(pk__in=barred)
        loads = workload_queries.workloads()
        field.choices = [
            ("", field.empty_label),
            *(
                (load.officer.pk, f"{load.officer.full_name} ({load.words})")
                for load in loads
                if load.officer.pk not in barred
            ),
        ]
        self.route(row, barred)

    @staticmethod
    def left_out(row: Dossier) -> set[int]:
        """Who else is not offered."""
        return set()

    def route(self, row: Dossier, barred: set[int]) -> None:
        """The officer to whom the routing rules lead stands there already, and by which rule."""
        proposal = Router(clock.today()).of(row)
        if proposal.officer is not None and proposal.officer.pk not in barred:
            self.fields["officer"].initial = proposal.officer.pk
            self.fields["officer"].help_text = f"Chọn sẵn theo {proposal.why}."


class ReassignForm(AssignForm):
    """To whom it goes on from now, and why."""

    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    @staticmethod
    def left_out(row: Dossier) -> set[int]:
        """Whoever has it now."""
        return {row.officer_id}

    def route(self, row: Dossier, barred: set[int]) -> None:
        """Nobody is chosen beforehand: the rules gave it to whoever has it."""


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
