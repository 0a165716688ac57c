"""Writes a decision: its line-up, its words, its draft paper. Steps are in `transitions`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from council.rules import verdict as council_rules
from decisions import papers, rules
from decisions.enums import DEAD_STATES, DRAFT_STATES, DecisionKind, EditedPart, LineOrder
from decisions.models import Decision, DecisionEdit, DecisionLine, Fund
from decisions.queries import (
    articles as articles_queries,
    diff as diff_queries,
    ground as ground_queries,
    lineup as lineup_queries,
    offer as offer_queries,
)
from decisions.queries.lineup import LineUp
from dossiers.models import Dossier, Nomination
from dossiers.queries import own_line as own_line_queries
from law.models import AwardType
from law.papers import signed_by_home_affairs
from law.queries import regime as regime_queries
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.documents.registry import words_of
from nganam_awards.documents.services import order
from units.models import User


def compose(
    nominations: Iterable[Nomination],
    *,
    reason: str,
    fund_line: str,
    key: UUID,
    by: User,
    fund: Fund | None = None,
    line_order: str = LineOrder.BY_NAME,
) -> Decision:
    """Composes a draft of recommended nominations. The same key again returns the same decision."""
    if known := _composed_before(key, by):
        return known
    if not rules.can_compose(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            rows = lock_nominations([n.pk for n in nominations])
            stop_on(rules.composition_blockers(rows) + _taken(rows))
            stop_on(rules.own_line_blockers(by, rows))
            first, kind = rows[0], _one_paper(rows)
            stop_on(council_rules.decision_blockers(rows, clock.today()))
            decision = Decision.objects.create(
                kind=kind,
                creation_key=key,
                category=first.dossier.category,
                plan=first.dossier.plan,
                award_kind=first.award_type.kind,
                merit_year=first.dossier.merit_year,
                reason=reason,
                fund_line=fund_line,
                fund=fund,
                line_order=line_order,
                composed_by=by,
            )
            _enter(decision, rows)
            order_draft(lineup_now(decision))
    except (IntegrityError, Refused) as stopped:  # the same click twice at the same instant
        if twin := _composed_before(key, by):
            return twin
        if isinstance(stopped, Refused):
            raise
        raise Refused("Chưa lập được dự thảo. Mở lại trang «Soạn quyết định» rồi thử lại.") from (
            stopped
        )
    return decision


def add_lines(decision: Decision, nominations: Iterable[Nomination], *, by: User) -> Decision:
    """Adds nominations to the list (danh sách)."""
    with transaction.atomic():
        rows = lock_nominations([n.pk for n in nominations])
        locked = locked_draft(decision, by)
        there = list(
            Nomination.objects.filter(decision_lines__decision=locked).select_related(
                "dossier__unit", "award_type"
            )
        )
        standing = {n.pk for n in there}
        new = [row for row in rows if row.pk not in standing]
        if rows and not new:
            raise AlreadyDone("Các trường hợp đã chọn đều đã có trong dự thảo này.")
        counting = lineup_queries.counts_as(locked.kind, locked.state)
        kept = [n for n in there if n.state in counting]
        stop_on(rules.composition_blockers([*kept, *new] if new else []) + _taken(new))
        stop_on(rules.own_line_blockers(by, new))
        _one_paper([*kept, *new])
        stop_on(council_rules.decision_blockers(new, clock.day_of(locked.composed_at)))
        _enter(locked, new)
        order_draft(lineup_now(locked))
    return locked


def remove_lines(decision: Decision, line_ids: Iterable[int], *, by: User) -> Decision:
    """Takes lines off the draft (dự thảo); who is taken off can join another decision."""
    chosen = set(line_ids)
    if not chosen:
        raise Refused("Chọn ít nhất một trường hợp để đưa khỏi dự thảo.")
    with transaction.atomic():
        locked = locked_draft(decision, by)
        found = locked.lines.filter(pk__in=chosen)
        if not found.exists():
            raise AlreadyDone("Các trường hợp đã chọn không còn trong dự thảo này.")
        if not locked.lines.exclude(pk__in=chosen).exists():
            raise Refused(
                "Dự thảo phải còn ít nhất một trường hợp; nếu không dùng nữa, hãy bỏ dự thảo."
            )
        found.delete()
        order_draft(lineup_now(locked))
    return locked


def renew_draft(decision: Decision, *, by: User) -> Decision:
    """Prints the draft again when names, money or the law of the day changed since."""
    with transaction.atomic():
        locked = workflow.lock(Decision, decision.pk)
        if not rules.can_renew(by, locked):
            raise PermissionDenied
        order_draft(lineup_now(locked))
    return locked


def lineup_now(decision: Decision, held: Iterable[Nomination] = ()) -> LineUp:
    """The line-up by the law of today: read once a step, after the lock, and handed on."""
    return lineup_queries.read(decision, clock.today(), held)


def draft_context(lineup: LineUp) -> dict:
    """What the draft would print now. Raises Refused where the day has no law for it."""
    decision, day = lineup.decision, lineup.day
    authority = lineup.town()
    signatory = regime_queries.head_of(authority, day)
    stop_on(lineup.problems)
    return papers.words_of(decision)(
        lineup, day=day, authority=authority, signatory=signatory, symbol=""
    )


class DraftCheck(NamedTuple):
    """Whether the printed draft still says what the rows say."""

    changed: list[str] = []
    problems: tuple[str, ...] = ()

    @property
    def parts(self) -> str:
        """What differs, in the words of the page."""
        return ", ".join(self.changed)


def check_draft(lineup: LineUp) -> DraftCheck:
    """Which parts of the draft are old, or why the day allows no new one."""
    decision = lineup.decision
    if decision.state not in DRAFT_STATES or decision.draft_id is None:
        return DraftCheck()
    try:
        now = draft_context(lineup)
    except Refused as refusal:
        return DraftCheck(problems=refusal.reasons)
    return DraftCheck(diff_queries.changed_parts(words_of(decision.draft), now))


def order_draft(lineup: LineUp) -> None:
    """Print the draft anew, unless the present one says the same; saves the decision."""
    decision, context = lineup.decision, draft_context(lineup)
    if decision.draft_id is None or words_of(decision.draft) != context:
        decision.draft = order(
            papers.kind_of(decision),
            title=f"Dự thảo: {decision.name_within(450)}",
            context=context,
            is_draft=True,
        )
    decision.total_vnd = lineup.total_vnd
    decision.save()


def order_letter(lineup: LineUp, *, by: User) -> None:
    """Print the letter with which Phòng Nội vụ puts the decision before the Chairman.

    Its number is the office's own. The present one stays where it says the same. Saved by the step.
    """
    decision, day = lineup.decision, lineup.decision.letter_on
    authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
    context = papers.letter_context(
        lineup,
        day=day,
        authority=authority,
        signed=signed_by_home_affairs(authority, by, day),
        symbol=decision.letter_number,
        remarks=_remarks(lineup, by),
    )
    if (present := decision.letter) is not None:
        numbered = (present.symbol, present.issued_on)
        if numbered == (decision.letter_number, day) and words_of(present) == context:
            return
    decision.letter = order(
        papers.LETTER,
        title=f"Tờ trình số {decision.letter_number}",
        context=context,
        is_draft=False,
        symbol=decision.letter_number,
        issued_on=day,
    )


def _remarks(lineup: LineUp, by: User) -> list[str]:
    """Who submits stands on the list, or heads the unit that filed: the Chairman reads it."""
    told = [
        f"Trong danh sách có {n.addressed}, người ký Tờ trình này; việc thẩm định và soạn dự thảo "
        "do người khác thực hiện"
        for n in own_line_queries.own_among(by, lineup.nominations).lines
    ]
    headed = [u for u, _ in lineup.by_unit if by.has_perm("units.confirm_dossiers", u)]
    return told + [
        f"Hồ sơ của {unit.short_name} do người ký Tờ trình này xác nhận với tư cách thủ trưởng "
        "đơn vị; việc thẩm định do chuyên viên khác thực hiện"
        for unit in headed
    ]


def check_unchanged(lineup: LineUp, fingerprint: str) -> None:
    """Raise Stale where the line-up and words are no longer those the page showed."""
    if fingerprint and lineup.fingerprint != fingerprint:
        raise Stale(
            "Danh sách hoặc lời văn của dự thảo vừa được người khác sửa sau khi anh/chị mở trang. "
            "Xem lại nội dung mới rồi thực hiện lại nếu còn cần."
        )


def locked_draft(decision: Decision, by: User) -> Decision:
    """Nội vụ's own desk, locked; told in words where the decision has left it."""
    locked = workflow.lock(Decision, decision.pk)
    if not rules.can_compose(by):
        raise PermissionDenied
    if not rules.can_edit(by, locked):
        raise Stale(
            f"Quyết định đang ở trạng thái «{locked.get_state_display()}» nên không sửa được nữa. "
            "Tải lại trang để xem việc gì vừa xảy ra."
        )
    there = Nomination.objects.filter(decision_lines__decision=locked)
    stop_on(rules.own_line_blockers(by, list(there.select_related("dossier"))))
    return locked


def lock_nominations(pks: Iterable[int]) -> list[Nomination]:
    """Lock dossiers, then nominations, each by key (law 14), and hang them together."""
    pks = list(pks)
    dossier_ids = set(Nomination.objects.filter(pk__in=pks).values_list("dossier_id", flat=True))
    workflow.lock_many(Dossier, dossier_ids)
    dossiers = Dossier.objects.select_related("unit", "plan__campaign").in_bulk(dossier_ids)
    rows = workflow.lock_many(Nomination, pks)
    award_types = AwardType.objects.in_bulk({row.award_type_id for row in rows})
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
        row.award_type = award_types[row.award_type_id]
    return rows


def stop_on(blockers: Iterable[str]) -> None:
    """Refuse with all reasons at once."""
    if blockers:
        raise Refused(*blockers)


def _composed_before(key: UUID, by: User) -> Decision | None:
    return Decision.objects.filter(creation_key=key, composed_by=by).first()


def _taken(nominations: list[Nomination]) -> list[str]:
    """Nominations that stand in a live decision already, and in which."""
    lines = DecisionLine.objects.filter(nomination__in=nominations).exclude(
        decision__state__in=DEAD_STATES
    )
    return [
        f"{line.nomination.full_name} đã có trong một quyết định khác "
        f"({line.decision.get_state_display().lower()}): {line.decision.name}."
        for line in lines.select_related("nomination", "decision").order_by("pk")
    ]


def _one_paper(nominations: list[Nomination]) -> DecisionKind:
    """The town's decision or its letter to the province; one paper is never both."""
    day = clock.today()
    kinds = {
        offer_queries.kind_of(award, day): award for award in {n.award_type for n in nominations}
    }
    if "" in kinds:
        raise Refused(*regime_queries.power_blockers(kinds[""], day))
    if len(kinds) > 1:
        above = kinds[DecisionKind.FORWARD]
        raise Refused(
            f"{above.name} thuộc thẩm quyền cấp trên: lập tờ trình riêng của Ủy ban nhân dân thị "
            "xã, không chung với quyết định của thị xã."
        )
    return next(iter(kinds))


def _enter(decision: Decision, nominations: list[Nomination]) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, nomination=n) for n in nominations
    )


class DecisionWords(TypedDict, total=False):
    """What may be changed; what is left out stays as it is."""

    reason: str
    fund: Fund | None
    fund_line: str
    line_order: str
    standards: str
    letter_number: str
    letter_on: date | None
    recipients: list[str]
    wording: Mapping[str, str]


def edit(
    decision: Decision, *, by: User, fingerprint: str = "", **words: Unpack[DecisionWords]
) -> Decision:
    """Edits wording and letter number; a new draft follows. `fingerprint`: what the page showed.

    Only sentences and recipients that differ from the usual ones are kept with the decision.
    """
    with transaction.atomic():
        locked = locked_draft(decision, by)
        stop_on(_blockers(locked, words.get("wording", {})))
        before = _told(locked)
        kept = dict(words)
        if "wording" in kept:
            kept["wording"] = articles_queries.changed(locked, kept["wording"])
        if kept.get("recipients") == articles_queries.USUAL_RECIPIENTS:
            kept["recipients"] = []
        if all(getattr(locked, name) == value for name, value in kept.items()):
            return locked
        lineup, line_order = lineup_now(locked), locked.line_order
        check_unchanged(lineup, fingerprint)
        for name, value in kept.items():
            setattr(locked, name, value)
        stop_on(papers.about_blockers(lineup))
        order_draft(lineup if locked.line_order == line_order else lineup_now(locked))
        _log(locked, before, by)
    return locked


def _blockers(decision: Decision, typed: Mapping[str, str]) -> list[str]:
    return [
        f"{articles_queries.LABELS[name]}: {words}"
        for name in articles_queries.LABELS
        for words in articles_queries.blockers(decision, name, typed.get(name, ""))
    ] + ground_queries.blockers(
        decision, typed.get(articles_queries.GROUNDS, "").splitlines(), clock.today()
    )


def _log(decision: Decision, before: dict[str, str], by: User) -> None:
    after = _told(decision)
    DecisionEdit.objects.bulk_create(
        DecisionEdit(decision=decision, part=part, before=before[part], after=after[part], by=by)
        for part in EditedPart.values
        if before[part] != after[part]
    )


def _told(decision: Decision) -> dict[str, str]:
    """Each part as a person reads it."""
    on = decision.letter_on
    return {
        EditedPart.REASON: decision.reason,
        EditedPart.FUND: str(decision.fund or ""),
        EditedPart.FUND_LINE: decision.fund_line,
        EditedPart.LINE_ORDER: decision.get_line_order_display(),
        **{name: articles_queries.sentence(decision, name) for name in articles_queries.LABELS},
        EditedPart.GROUNDS: _grounds_told(decision),
        EditedPart.STANDARDS: decision.standards,
        EditedPart.RECIPIENTS: "\n".join(articles_queries.recipients(decision)),
        EditedPart.LETTER_NUMBER: decision.letter_number,
        EditedPart.LETTER_ON: f"{on:%d/%m/%Y}" if on else "",
    }


def _grounds_told(decision: Decision) -> str:
    """The lines, each of those that the portal does not know said to be the officer's own."""
    own = set(ground_queries.own_of(decision))
    lines = articles_queries.extra_grounds(decision)
    return "\n".join(f"{line} (tự ghi, ngoài danh mục)" if line in own else line for line in lines)
