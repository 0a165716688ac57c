"""Cases are made of lines that the law, or the head of Phòng Nội vụ, brings before the Council."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from council.enums import BarReason, CaseState
from council.models import CaseLine, CouncilCase, LineBar
from council.queries import verdict as verdict_queries
from council.queries.rule import CouncilRules
from council.rules import case as case_rules, session as session_rules
from dossiers.models import Nomination
from dossiers.transitions.nominee import with_dossiers
from law.figures import VoteForm
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.text import clean_line
from units.models import User


def collect(*, by: User) -> list[CouncilCase]:
    """Every line that must come before the Council and does not yet, grouped by award.

    A group joins the case of its kind that still waits; otherwise it begins one.
    """
    if not session_rules.can_keep(by):
        raise PermissionDenied
    with transaction.atomic():
        rules = CouncilRules(clock.today())
        pks = list(verdict_queries.waiting(rules.day).order_by().values_list("pk", flat=True))
        lines = list(with_dossiers(Nomination.objects.filter(pk__in=pks)))
        still = set(
            verdict_queries.waiting(rules.day)
            .filter(pk__in=pks)
            .order_by()
            .values_list("pk", flat=True)
        )
        groups: dict[tuple, list[Nomination]] = defaultdict(list)
        for line in lines:
            if line.pk in still:
                groups[_group_of(line, rules.form_for(line))].append(line)
        return [_joined(group, rows, rules, by) for group, rows in groups.items()]


def add_by_hand(lines: Iterable[Nomination], *, form: str, by: User) -> list[CouncilCase]:
    """The head brings lines before the Council, whatever the law asks about them."""
    if not case_rules.can_add_by_hand(by):
        raise PermissionDenied
    if form not in {VoteForm.OPINION, VoteForm.OPEN, VoteForm.SECRET}:
        raise Refused("Chọn cách Hội đồng biểu quyết.")
    with transaction.atomic():
        rows = with_dossiers(lines)
        blockers = case_rules.add_blockers(rows)
        there = CaseLine.objects.filter(nomination__in=rows, outcome="")
        pending = set(there.values_list("nomination", flat=True))
        blockers += [
            f"{row.full_name} đang nằm trong một vụ việc của Hội đồng."
            for row in rows
            if row.pk in pending
        ]
        if blockers:
            raise Refused(*blockers)
        rules, groups = CouncilRules(clock.today()), defaultdict(list)
        for row in rows:
            groups[_group_of(row, VoteForm(form))].append(row)
        return [_joined(group, some, rules, by) for group, some in groups.items()]


def drop_line(line: CaseLine, *, by: User) -> None:
    """Takes a line out of a case that is not voted on yet; the law may bring it back."""
    with transaction.atomic():
        case = _locked_for(line.case, by)
        if not case.lines.filter(pk=line.pk, outcome="").exists():
            raise AlreadyDone("Trường hợp này không còn trong vụ việc.")
        line.delete()


def bar(line: CaseLine, person: User, *, words: str, by: User) -> LineBar:
    """A member who has to do with a nominee has no vote on that line; the minutes name both."""
    with transaction.atomic():
        _locked_for(line.case, by)
        if line.bars.filter(person=person.pk).exists():
            raise AlreadyDone(f"{person.full_name} đã tránh bỏ phiếu ở dòng này.")
        if blockers := case_rules.bar_blockers(person):
            raise Refused(*blockers)
        row = LineBar(line=line, person=person, reason=BarReason.OTHER, words=clean_line(words))
        return saved(row)


def unbar(row: LineBar, *, by: User) -> None:
    """Takes it back before the vote opens; a nominee never gets a vote on himself."""
    with transaction.atomic():
        _locked_for(row.line.case, by)
        if not LineBar.objects.filter(pk=row.pk).exists():
            raise AlreadyDone("Đã cho bỏ phiếu lại ở dòng này.")
        if row.reason != BarReason.OTHER:
            raise Refused("Người được đề nghị, thủ trưởng đơn vị trình không bỏ phiếu ở dòng này.")
        row.delete()


def count_on_paper(case: CouncilCase, *, on_paper: bool, by: User) -> CouncilCase:
    """Chooses before the vote opens whether ballots are printed and counted by hand."""
    with transaction.atomic():
        locked = _locked_for(case, by)
        if locked.is_opinion and on_paper:
            raise Refused("Phiếu lấy ý kiến không họp nên không kiểm phiếu giấy tại phiên.")
        locked.on_paper = on_paper
        locked.save(update_fields=["on_paper"])
    return locked


def _locked_for(case: CouncilCase, by: User) -> CouncilCase:
    locked = workflow.lock(CouncilCase, case.pk)
    if not session_rules.can_keep(by):
        raise PermissionDenied
    if not case_rules.can_keep(by, locked):
        raise Refused(f"Vụ việc {locked.get_state_display().lower()} nên không sửa được nữa.")
    return locked


def _group_of(line: Nomination, form: VoteForm) -> tuple:
    return line.award_type_id, line.dossier.category, line.dossier.merit_year, form


def _joined(group: tuple, lines: list[Nomination], rules: CouncilRules, by: User) -> CouncilCase:
    award, category, year, form = group
    twin = CouncilCase.objects.filter(
        award_type=award, category=category, merit_year=year, form=form, state=CaseState.WAITING
    )
    case = twin.select_for_update(of=("self",), no_key=True).order_by("pk").first()
    if case is None:
        rule = rules.of(award, category, form)
        case = CouncilCase.objects.create(
            award_type_id=award,
            category=category,
            merit_year=year,
            form=form,
            base=rule.base,
            percent=rule.percent,
            quorum_part=rule.quorum.part,
            quorum_whole=rule.quorum.whole,
            tie_with_chair=rule.tie_with_chair,
            bars_heads=rule.bars_heads,
            created_by=by,
        )
    last = case.lines.aggregate(last=Max("order"))["last"] or 0
    lines.sort(key=lambda line: (line.dossier.unit.sort_key, line.dossier_id, line.name_key))
    CaseLine.objects.bulk_create(
        CaseLine(case=case, nomination=line, order=last + place)
        for place, line in enumerate(lines, start=1)
    )
    return case
