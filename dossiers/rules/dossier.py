"""Who may do what with dossiers and their lines. What a draft still lacks is in `readiness`."""

from collections.abc import Mapping

from campaigns.enums import PlanState
from campaigns.models import AwardPlan
from dossiers.enums import DossierState, NominationState
from dossiers.models import Absence, Dossier, Nomination
from dossiers.queries import absence as absence_queries, own_line as own_line_queries
from dossiers.workflow import (
    DOSSIER_FLOW,
    FINISHED_STATES,
    NOMINATION_FLOW,
    DossierAction,
    NominationAction,
)
from law.enums import Category
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from nganam_awards.core.workflow import Arrow, holds
from units.models import Unit, User
from units.rules import is_of_unit


IN_TRASH = "Bản nháp này đang ở thùng rác. Khôi phục rồi làm tiếp."
VERDICTS = {NominationAction.RECOMMEND, NominationAction.NOT_RECOMMEND, NominationAction.RECONSIDER}
PAUSES = {NominationAction.SUSPEND, NominationAction.RESUME}


def can_view_filed(user: User) -> bool:
    """Phòng Nội vụ and the Chairman read whatever has left its unit."""
    return user.has_perm("dossiers.view_filed")


def can_confirm_for(user: User, unit: Unit) -> bool:
    """The head of the unit: nothing leaves it without this word."""
    return user.has_perm("units.confirm_dossiers", unit)


def can_decline(user: User, dossier: Dossier) -> bool:
    """The head of Phòng Nội vụ closes what was not recommended, once the appraisal is done."""
    return dossier.state in FINISHED_STATES and _assigns(user, dossier) and is_free(user, dossier)


def is_free(user: User, dossier: Dossier) -> bool:
    """Nobody of the town acts on a dossier with a line about himself, or one that may be."""
    return not any(own_line_queries.own_in(user, dossier))


def can_appraise(user: User, dossier: Dossier) -> bool:
    """Nor does the head of the unit that filed it appraise it."""
    return is_free(user, dossier) and not can_confirm_for(user, dossier.unit)


def officer_blockers(officer: User, dossier: Dossier) -> list[str]:
    """Why this officer does not appraise this dossier."""
    name = officer.full_name
    if not officer.is_active or not officer.has_perm("dossiers.appraise_any"):
        return [About(f"{name} không phải chuyên viên thẩm định.", "officer")]
    if own_line_queries.own_in(officer, dossier).lines:
        return [
            About(f"{name} có tên trong danh sách của hồ sơ này. Chọn chuyên viên khác.", "officer")
        ]
    if can_confirm_for(officer, dossier.unit):
        return [
            About(f"{name} là thủ trưởng đơn vị nộp hồ sơ này. Chọn chuyên viên khác.", "officer")
        ]
    return []


def can_see_appraisal(user: User, dossier: Dossier) -> bool:
    """The town's own side of a filed dossier: findings, notes, who appraises."""
    return is_read_by_town(user, dossier) and is_free(user, dossier)


def is_read_by_town(user: User, dossier: Dossier) -> bool:
    """Read by the town's offices: the access log says so, whatever they see of it."""
    return can_view_filed(user) and not dossier.is_in_unit


def _assigns(user: User, dossier: Dossier) -> bool:
    """The head of Phòng Nội vụ; where the list names every such head, whoever receives."""
    if user.has_perm("dossiers.assign"):
        return True
    if not user.has_perm("dossiers.receive"):
        return False
    heads = list(User.objects.holding("dossiers.assign"))
    return bool(heads) and all(own_line_queries.own_in(head, dossier).lines for head in heads)


def can_view(user: User, dossier: Dossier) -> bool:
    """The twin of `DossierQuerySet.visible_to`."""
    if dossier.trashed_at:
        return False
    if is_of_unit(user, dossier.unit):
        return True
    return can_view_filed(user) and not dossier.is_in_unit


def can_file_for(user: User, unit: Unit) -> bool:
    """May the person draft dossiers of this unit?"""
    return user.has_perm("units.file_dossiers", unit)


def can_file_under(user: User, plan: AwardPlan, unit: Unit) -> bool:
    """An approved plan of this year, organised or joined by the unit."""
    return (
        plan.state == PlanState.APPROVED
        and plan.review_year == clock.today().year
        and can_file_for(user, unit)
        and (plan.campaign.organiser_id == unit.pk or plan.participants.filter(pk=unit.pk).exists())
    )


def merit_years() -> list[int]:
    """Of which years merit is asked today: this one and the one before (office practice)."""
    year = clock.today().year
    return [year, year - 1]


def planless_blockers(category: str, merit_year: int | None) -> list[str]:
    """What stands against a dossier without a plan: the letter allows it for no movement."""
    if category == Category.THEMATIC:
        return [
            About(
                "Hồ sơ theo đợt cần một kế hoạch khen thưởng đã được Chủ tịch duyệt đầu năm.",
                "plan",
            )
        ]
    if merit_year not in merit_years():
        return [About("Chọn năm thành tích: năm nay hoặc năm trước.", "merit_year")]
    return []


def can_edit(user: User, dossier: Dossier) -> bool:
    """Only a draft is edited, by the unit's clerk."""
    return (
        dossier.state == DossierState.DRAFT
        and not dossier.trashed_at
        and can_file_for(user, dossier.unit)
    )


def can_supplement(user: User, dossier: Dossier) -> bool:
    """While more was asked and the clerk has not handed the answer to the head."""
    return (
        dossier.state == DossierState.NEED_MORE
        and can_file_for(user, dossier.unit)
        and not dossier.supplement.is_ready
        and not dossier.supplement.is_over
    )


def supplement_blockers(dossier: Dossier) -> list[str]:
    """Why nothing is supplemented any more, asked of the office clock at every step of it."""
    if dossier.state != DossierState.NEED_MORE or not dossier.supplement.is_over:
        return []
    return [
        (
            f"Hạn bổ sung đã hết ngày {dossier.supplement.until:%d/%m/%Y} nên không nhận bổ sung "
            "nữa; hồ sơ dừng xử lý. Nếu vẫn còn thời gian nhận hồ sơ, đơn vị lập hồ sơ mới."
        )
    ]


def can_write(user: User, dossier: Dossier) -> bool:
    """A draft, or what is being supplemented."""
    return can_edit(user, dossier) or can_supplement(user, dossier)


def may_ask_more(user: User, dossier: Dossier) -> bool:
    """Once in a dossier's life: before reception whoever receives, then the officer in charge."""
    if getattr(dossier, "supplement", None) is not None:
        return False
    if dossier.state == DossierState.FILED:
        return user.has_perm("dossiers.receive") and is_free(user, dossier)
    return can_give_verdicts(user, dossier)


def may_apologise(user: User, dossier: Dossier) -> bool:
    """Whoever has it in hand: who receives, then its officer; the head of Phòng Nội vụ always.

    That it was done already, or is too late, is a sentence (`rules.apology`), not a closed door.
    """
    if dossier.state == DossierState.RECEIVED and user.has_perm("dossiers.receive"):
        return True
    # Whether every head stands on the list is asked last: it costs three questions.
    return (
        user.has_perm("dossiers.assign") or is_in_charge(user, dossier) or _assigns(user, dossier)
    )


def can_give_verdicts(user: User, dossier: Dossier) -> bool:
    """Acting follows assignment: the officer in charge or who stands in, while it is appraised."""
    return (
        dossier.state == DossierState.APPRAISING
        and acts_for_officer(user, dossier)
        and user.has_perm("dossiers.appraise_any")
        and can_appraise(user, dossier)
    )


def acts_for_officer(user: User, dossier: Dossier) -> bool:
    """The officer to whom it was assigned; on days of absence whoever stands in for them."""
    return absence_queries.is_acting_for(user, dossier.officer_id)


def judged_states(user: User, dossier: Dossier) -> frozenset[NominationState]:
    """Lines in which states the person may judge: while the dossier is appraised all of them.

    Afterwards a line that was suspended and taken up again.
    """
    if can_give_verdicts(user, dossier):
        return frozenset(NominationState)
    return frozenset({NominationState.PROPOSED} if is_in_charge(user, dossier) else ())


def can_judge(user: User, line: Nomination) -> bool:
    """The same of one line; a list asks `judged_states` once."""
    return line.state in judged_states(user, line.dossier)


def is_in_charge(user: User, dossier: Dossier) -> bool:
    """The officer to whom the dossier was assigned, from then until long after its result."""
    return (
        dossier.state in {DossierState.APPRAISING, *FINISHED_STATES}
        and acts_for_officer(user, dossier)
        and user.has_perm("dossiers.appraise_any")
        and can_appraise(user, dossier)
    )


_OWN_RULES = {
    DossierAction.ASK_MORE: may_ask_more,
    DossierAction.APOLOGISE: may_apologise,
}


def can_take(user: User, action: str, dossier: Dossier) -> bool:
    """May the person take this step with this dossier, where it stands?"""
    arrow = DOSSIER_FLOW.arrows[action]
    if arrow.right is None or dossier.state not in arrow.sources:
        return False
    if action == DossierAction.ASSIGN:
        return can_assign(user, dossier)
    if not holds(user, arrow.right, dossier) or not _is_free_for(arrow, user, dossier):
        return False
    if action == DossierAction.CONFIRM:
        return not handed_over_by(user, dossier)
    if action in _OWN_RULES:
        return _OWN_RULES[action](user, dossier)
    if action == DossierAction.FINISH:
        return acts_for_officer(user, dossier) and can_appraise(user, dossier)
    if action == DossierAction.DELIVER:
        return acts_for_officer(user, dossier)
    return True


def can_assign(user: User, dossier: Dossier) -> bool:
    """Once; again only where whoever has the dossier cannot appraise it."""
    is_open = dossier.state == DossierState.RECEIVED or needs_another_officer(dossier)
    return is_open and may_assign(user, DossierAction.ASSIGN, dossier)


def may_assign(user: User, _action: str, dossier: Dossier) -> bool:
    """Whoever assigns; that it was done already is a sentence, not a closed door."""
    return _assigns(user, dossier) and is_free(user, dossier)


def assign_blockers(officer: User, dossier: Dossier) -> list[str]:
    """Why the dossier is not given to this officer now."""
    if dossier.state == DossierState.APPRAISING and not needs_another_officer(dossier):
        return [
            (
                f"Hồ sơ đang do {dossier.officer.full_name} thẩm định nên không giao lại ở bước "
                "này. Muốn đổi chuyên viên, tải lại trang, bấm «Giao lại thẩm định» và ghi lý do."
            )
        ]
    return officer_blockers(officer, dossier) or absence_blockers(officer)


def reassign_blockers(
    officer: User, dossier: Dossier, away: Mapping[int, Absence] | None = None
) -> list[str]:
    """Why the dossier does not go from whoever has it to this officer."""
    if dossier.officer_id == officer.pk:
        return [
            About(
                f"{officer.full_name} đang thẩm định hồ sơ này rồi. Chọn chuyên viên khác.",
                "officer",
            )
        ]
    return officer_blockers(officer, dossier) or absence_blockers(officer, away)


def absence_blockers(officer: User, away: Mapping[int, Absence] | None = None) -> list[str]:
    """Nothing is given to whoever is away today (`away`: who is, where that was asked)."""
    away = absence_queries.away_on(clock.today()) if away is None else away
    absence = away.get(officer.pk)
    if absence is None:
        return []
    until, stand_in = absence.ends_on, absence.stand_in.full_name
    return [
        About(
            f"{officer.full_name} vắng đến hết {until:%d/%m/%Y}, {stand_in} thay. "
            f"Giao cho {stand_in} hoặc chuyên viên khác.",
            "officer",
        )
    ]


def needs_another_officer(dossier: Dossier) -> bool:
    """Whoever has it stands on its list, heads its unit or is no officer any more."""
    if dossier.state != DossierState.APPRAISING:
        return False
    return dossier.officer is None or bool(officer_blockers(dossier.officer, dossier))


def _is_free_for(arrow: Arrow, user: User, dossier: Dossier) -> bool:
    """Rights on the unit are the unit's own side: drafting and confirming stay."""
    return bool(arrow.right.on) or is_free(user, dossier)


def actions_for(user: User, dossier: Dossier) -> list[DossierAction]:
    """The buttons of the dossier's page."""
    return [
        DossierAction(a)
        for a in DOSSIER_FLOW.from_state(dossier.state)
        if can_take(user, a, dossier)
    ]


def can_take_line(user: User, action: str, line: Nomination) -> bool:
    """May the person take this step with one line? Ask with its dossier loaded.

    The answer is the same for all lines of one dossier that stand in one state.
    """
    arrow = NOMINATION_FLOW.arrows[action]
    if arrow.right is None or line.state not in arrow.sources:
        return False
    if action in VERDICTS:
        return can_judge(user, line)
    if action in PAUSES:
        return is_in_charge(user, line.dossier)
    if action == NominationAction.DECLINE:
        return can_decline(user, line.dossier)
    return holds(user, arrow.right, line) and _is_free_for(arrow, user, line.dossier)


def handed_over_by(user: User, dossier: Dossier) -> bool:
    """Four eyes: what one person handed over another one confirms."""
    last = dossier.events.filter(action=DossierAction.HAND_OVER).order_by("-pk").first()
    return last is not None and last.by_id == user.pk


def finish_blockers(dossier: Dossier) -> list[str]:
    """An appraisal ends when every line has a verdict."""
    waiting = dossier.nominations.filter(state=NominationState.PROPOSED).count()
    return [f"Còn {waiting} trường hợp chưa có ý kiến thẩm định."] if waiting else []
