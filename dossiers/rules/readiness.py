"""What a draft still lacks before it leaves the unit: a sentence each, and where to mend it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from campaigns.enums import PlanState
from campaigns.queries import quota as quota_queries, window as window_queries
from dossiers.enums import PaperType
from dossiers.models import Attachment, Dossier, DossierPaper, Nomination
from dossiers.queries import edition as edition_queries, unit_paper as unit_paper_queries
from dossiers.queries.checklist import asked_papers
from dossiers.queries.facts import Facts
from dossiers.rules import dossier as dossier_rules, line_gap, takeover as takeover_rules
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.examination import Examination
from law.enums import Category, HonoureeKind
from law.figures import RuleKey, YesNo
from law.queries import regime as regime_queries
from law.queries.checklist import Asked
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import glyph
from nganam_awards.documents.diff import Change


_SIGNED_BY_HEAD = (PaperType.LETTER, PaperType.LIST)
NAMED = 5  # lines named one by one; the others are counted


class Lack(NamedTuple):
    """What is missing or wrong, and the page on which it is mended."""

    text: str
    url: str


class StalePapers(NamedTuple):
    """Papers that no longer say what the dossier says, and what they miss, by name."""

    papers: list[DossierPaper]
    changes: list[Change]

    @property
    def titles(self) -> str:
        """«Tờ trình, biên bản họp xét»."""
        first, *others = (paper.title for paper in self.papers)
        return ", ".join([first, *(title[:1].lower() + title[1:] for title in others)])

    @property
    def written_at(self) -> datetime:
        """When the oldest of them was written."""
        return min(paper.written_at for paper in self.papers)


class Draft:
    """A dossier under examination: its list and its papers are read once.

    `by_town`: asked as the town will read what is being filed; what it alone sees stops no unit.
    """

    def __init__(
        self, dossier: Dossier, lines: list[Nomination] | None = None, *, by_town: bool = False
    ) -> None:
        self.dossier = dossier
        self._by_town = by_town
        if lines is not None:
            self.lines = lines

    @cached_property
    def lines(self) -> list[Nomination]:
        """What stands on the list."""
        rows = self.dossier.nominations.on_list().prefetch_related("award_type")
        return edition_queries.lines_of(self.dossier, rows)

    @cached_property
    def asked(self) -> list[Asked]:
        """Which papers its awards need."""
        return asked_papers(self.dossier, self.lines)

    @cached_property
    def examined(self) -> Examination:
        """What the provisions say of every line; plan, places and papers are asked below."""
        return examination.of_dossier(self.dossier, self.lines, by_town=self._by_town)

    @cached_property
    def doubled(self) -> list[list[Nomination]]:
        """Lines that ask the same award for the same honouree, together."""
        return line_gap.doubled(self.lines)

    @cached_property
    def written(self) -> list[DossierPaper]:
        """Papers that the portal wrote for it."""
        return edition_queries.written_of(self.dossier)

    @cached_property
    def signed(self) -> set[str]:
        """Parts that need no scan, where the town lets the head's confirmation sign them."""
        return signed_on_portal(self.written)

    def signs(self, part: str) -> bool:
        """The same of one part; the town's rule is asked only where a paper of it was written."""
        return any(paper.part == part for paper in self.written) and part in self.signed

    @cached_property
    def attachments(self) -> list[Attachment]:
        """Every file that was brought, what was replaced too."""
        return edition_queries.files_of(self.dossier, self.lines)

    @property
    def current(self) -> list[Attachment]:
        """What stands in the dossier now."""
        return [paper for paper in self.attachments if paper.replaced_by_id is None]

    @cached_property
    def stale(self) -> list[tuple[DossierPaper, list[Change]]]:
        """Written papers that read otherwise now, each with what changed, by name.

        What was last sent, as the town reads it, keeps no facts to compare and is not written on.
        """
        if not self.written or self.dossier.edition is not None:
            return []
        facts = Facts(self.dossier, as_printed(self.lines))
        found = ((paper, unit_paper_queries.changes_of(paper, facts)) for paper in self.written)
        return [(paper, changes) for paper, changes in found if changes]

    @property
    def stale_pks(self) -> set[int]:
        """Their keys."""
        return {paper.pk for paper, _ in self.stale}

    @property
    def stale_together(self) -> list[StalePapers]:
        """The same, papers that miss the same changes in one breath."""
        together: dict[tuple[Change, ...], list[DossierPaper]] = {}
        for paper, changes in self.stale:
            together.setdefault(tuple(changes), []).append(paper)
        return [StalePapers(papers, list(changes)) for changes, papers in together.items()]

    @property
    def list_url(self) -> str:
        """Where the list stands on the page."""
        return f"{self.dossier.get_absolute_url()}#danh-sach"

    @property
    def looked_at_url(self) -> str:
        """The lines of the list that want a look."""
        return f"{self.dossier.get_absolute_url()}?xem=can-xem#danh-sach"

    def part_url(self, part: str) -> str:
        """Where a paper is brought."""
        return f"{reverse('dossiers:attachments', args=[self.dossier.ref])}#giay-to-{part}"

    def line_url(self, line: Nomination) -> str:
        """The page on which a line is mended."""
        return reverse("dossiers:nominee_edit", args=[self.dossier.ref, line.pk])


def blockers(dossier: Dossier) -> list[str]:
    """The same in words alone, for the step that is refused."""
    return [lack.text for lack in lacks(Draft(dossier))]


def lacks(draft: Draft) -> list[Lack]:
    """Everything at once; empty: the dossier may be handed over, confirmed, filed."""
    if draft.dossier.trashed_at:
        return [Lack(dossier_rules.IN_TRASH, draft.dossier.get_absolute_url())]
    return [lack for check in checks(draft) for lack in check.lacks]


def checks(draft: Draft) -> list["LeavingCheck"]:
    """The same question by question; what a dossier has not, it is not asked of."""
    idle = set() if draft.written else {_stale}
    idle |= set() if draft.dossier.plan_id else {_places}
    return [
        LeavingCheck(
            done.format(count=len(draft.lines)), [lack for ask in asks for lack in ask(draft)]
        )
        for done, asks in _QUESTIONS
        if not idle.issuperset(asks)
    ]


def plan_blockers(dossier: Dossier) -> list[str]:
    """Nothing is filed under a plan that was closed or cancelled meanwhile, or outside its days."""
    if dossier.plan_id is None:
        return []
    if dossier.plan.state == PlanState.APPROVED:
        return window_queries.blockers(dossier.plan, dossier.unit)
    standing = dossier.plan.get_state_display().lower()
    return [f"Kế hoạch khen thưởng của hồ sơ này {standing} nên không nộp hồ sơ được nữa."]


def quota_blockers(dossier: Dossier, lines: list[Nomination]) -> list[str]:
    """A dossier whose own lines exceed its places cannot be filed (17/15, which row)."""
    if dossier.category != Category.THEMATIC:
        return []
    return quota_queries.excess(
        quota_queries.rows_by_place(dossier.plan),
        [(line.award_type_id, line.honouree_kind, dossier.unit_id) for line in lines],
    )


def quota_excess_with(dossier: Dossier, more: list[Nomination]) -> list[str]:
    """The same, were these lines added to the list."""
    return quota_blockers(dossier, [*dossier.nominations.on_list(), *more])


def _list(draft: Draft) -> Iterator[Lack]:
    if not draft.lines:
        text = "Danh sách đề nghị đang trống. Nhập tay hoặc lấy từ tệp Excel."
        yield Lack(text, draft.list_url)
    for first, *others in draft.doubled:
        text = (
            f"{first.full_name} có {len(others) + 1} dòng cùng được đề nghị "
            f"{first.award_type.name}. Giữ lại một dòng."
        )
        yield Lack(text, draft.list_url)


def _achievements(draft: Draft) -> Iterator[Lack]:
    yield from _named(draft, line_gap.silent(draft.lines, draft.asked))


def _titles(draft: Draft) -> Iterator[Lack]:
    yield from _named(draft, line_gap.unaddressed(draft.lines))


def _discipline(draft: Draft) -> Iterator[Lack]:
    yield from _named(draft, line_gap.under_discipline(draft.lines))


def _papers_of_lines(draft: Draft) -> Iterator[Lack]:
    for gap in line_gap.unpapered(draft.lines, draft.asked):
        yield from _named(draft, gap)


def _conditions(draft: Draft) -> Iterator[Lack]:
    for gap in line_gap.unfounded(draft.dossier, draft.lines):
        yield from _named(draft, gap)


def _provisions(draft: Draft) -> Iterator[Lack]:
    """What fails for good; what an officer may answer goes on to him, and is shown beside."""
    told = [
        (line, one) for line in draft.lines for one in draft.examined.of(line.pk) if one.blocks_unit
    ]
    for line, one in told[:NAMED]:
        yield Lack(f"{line.full_name}: {one.text} ({one.citation})", draft.line_url(line))
    if len(told) > NAMED:
        rest = len(told) - NAMED
        yield Lack(f"{rest} trường hợp khác cũng chưa đủ điều kiện.", draft.looked_at_url)


def _signs(draft: Draft) -> Iterator[Lack]:
    """A sign that no font of papers has would be printed as a box."""
    dossier = draft.dossier
    edit = reverse("dossiers:edit", args=[dossier.ref])
    for text in glyph.blockers([("Tên hồ sơ", dossier.title), ("Tóm tắt", dossier.summary)]):
        yield Lack(text, edit)
    told = [
        (line, text)
        for number, line in enumerate(as_printed(draft.lines), start=1)
        for text in line_gap.unprintable(f"Dòng {number}, {line.full_name}", line)
    ]
    for line, text in told[:NAMED]:
        yield Lack(text, draft.line_url(line))
    if len(told) > NAMED:
        text = f"{len(told) - NAMED} chỗ khác trong danh sách cũng có dấu không in được."
        yield Lack(text, draft.list_url)


def _papers(draft: Draft) -> Iterator[Lack]:
    there = {paper.part for paper in draft.current}
    for paper in draft.asked:
        if paper.item.is_required and paper.part not in there and not draft.signs(paper.part):
            name = paper.item.get_part_display().lower()
            text = f"Thiếu {name}. Tải tệp lên ở mục «Giấy tờ»."
            yield Lack(text, draft.part_url(paper.part))


def signed_on_portal(written: list[DossierPaper]) -> set[str]:
    """Parts written on the portal that the head signs by confirming, where the town allows it."""
    parts = {paper.part for paper in written if paper.kind in _SIGNED_BY_HEAD}
    if not parts:
        return set()
    try:
        is_allowed = (
            regime_queries.rule_set_on(clock.today())[RuleKey.PORTAL_SIGNATURE] == YesNo.YES
        )
    except Refused:  # a catalogue of before says nothing of it: paper is signed on paper
        return set()
    return parts if is_allowed else set()


def answer_blockers(draft: Draft) -> list[str]:
    """What an answer to a supplement may not carry either."""
    return [
        lack.text
        for ask in (_achievements, _signs, _titles, _stale, _scanned)
        for lack in ask(draft)
    ]


def _stale(draft: Draft) -> Iterator[Lack]:
    """A paper that says something else than the list goes nowhere."""
    for old in draft.stale_together:
        told = "; ".join(f"{one.where} ({one.what.lower()})" for one in old.changes[:NAMED])
        rest = len(old.changes) - NAMED
        more = f" và {rest} thay đổi khác" if rest > 0 else ""
        text = f"{old.titles} không còn khớp hồ sơ: {told}{more}. Soạn lại văn bản."
        yield Lack(text, f"{draft.dossier.get_absolute_url()}#van-ban-cu")


def _scans(draft: Draft) -> Iterator[Lack]:
    """A signed copy of what the paper said before."""
    newest: dict[str, datetime] = {}
    for scan in draft.current:
        if scan.line_id is None:
            newest[scan.part] = max(newest.get(scan.part, scan.uploaded_at), scan.uploaded_at)
    for paper in draft.written:
        scanned = newest.get(paper.part)
        if paper.line_id is None and scanned and scanned < paper.written_at:
            text = (
                f"{paper.title} được soạn lại sau khi tải bản ký lên. Tải bản ký của lần soạn mới, "
                "hoặc bỏ bản cổng soạn nếu không dùng."
            )
            yield Lack(text, draft.part_url(paper.part))


def _scanned(draft: Draft) -> Iterator[Lack]:
    """A file with a virus goes nowhere; one that is being scanned waits a few minutes."""
    rows = [paper for paper in draft.current if paper.scan_blocker]
    for paper in rows[:NAMED]:
        yield Lack(paper.scan_blocker, draft.part_url(paper.part))


def _unit(draft: Draft) -> Iterator[Lack]:
    """A body that ended files nothing."""
    for text in takeover_rules.unit_blockers(draft.dossier.unit):
        yield Lack(text, draft.dossier.get_absolute_url())


def _year(draft: Draft) -> Iterator[Lack]:
    """A draft without a plan may lie until its year is no longer asked."""
    year = draft.dossier.merit_year
    if draft.dossier.plan_id is None and year not in dossier_rules.merit_years():
        asked = " và ".join(str(known) for known in sorted(dossier_rules.merit_years()))
        text = f"Năm thành tích {year} đã qua; nay chỉ nhận thành tích năm {asked}."
        yield Lack(text, draft.dossier.get_absolute_url())


def _plan(draft: Draft) -> Iterator[Lack]:
    for text in plan_blockers(draft.dossier):
        yield Lack(text, draft.dossier.plan.get_absolute_url())


def _places(draft: Draft) -> Iterator[Lack]:
    for text in quota_blockers(draft.dossier, draft.lines):
        yield Lack(text, draft.list_url)


def as_printed(lines: list[Nomination]) -> list[Nomination]:
    """The order of `NominationQuerySet.as_filed`, of lines read in another one."""
    return sorted(
        lines, key=lambda line: (HonoureeKind(line.honouree_kind).rank, line.order, line.pk)
    )


def _named(draft: Draft, gap: line_gap.LineGap) -> Iterator[Lack]:
    for line in gap.lines[:NAMED]:
        yield Lack(f"{line.full_name} {gap.what}.", draft.line_url(line))
    if len(gap.lines) > NAMED:
        rest = len(gap.lines) - NAMED
        yield Lack(f"{rest} trường hợp khác cũng {gap.what}.", draft.looked_at_url)


class LeavingCheck(NamedTuple):
    """One question asked before the dossier leaves: what is said when nothing is lacking."""

    done: str
    lacks: list[Lack]


# In the order in which a clerk works.
_QUESTIONS: tuple[tuple[str, tuple[Callable[[Draft], Iterator[Lack]], ...]], ...] = (
    ("Danh sách có {count} dòng, không trùng", (_list,)),
    (
        "Từng dòng đủ nội dung",
        (_achievements, _signs, _titles, _discipline, _papers_of_lines, _conditions, _provisions),
    ),
    ("Đủ giấy tờ bắt buộc", (_papers, _scans, _scanned)),
    ("Văn bản khớp danh sách", (_stale,)),
    ("Trong thời hạn nhận hồ sơ", (_unit, _year, _plan)),
    ("Trong chỉ tiêu được duyệt", (_places,)),
)
