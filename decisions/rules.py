"""Who may do what with decisions, and what a decision still lacks."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max

from campaigns.queries.meter import Meter
from council.rules import verdict as council_rules
from decisions.enums import (
    CHAIRMAN_STATES,
    DRAFT_STATES,
    EDITABLE_STATES,
    NUMBERED_STATES,
    DecisionKind,
    DecisionState,
)
from decisions.models import Decision
from decisions.queries import (
    articles as articles_queries,
    ground as ground_queries,
    place as place_queries,
)
from decisions.queries.lineup import LineUp
from decisions.workflow import FLOW, DecisionAction
from dossiers.enums import NominationState
from dossiers.models import Nomination, NominationEvent
from dossiers.queries import own_line as own_line_queries
from dossiers.queries.own_line import Own
from dossiers.rules import (
    posting as posting_rules,
    takeover as takeover_rules,
)
from dossiers.workflow import FINISHED_STATES, NominationAction
from law.models import Authority, Signatory
from law.queries import number_book as number_book_queries, regime as regime_queries
from law.rules import can_keep_book
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sentence import About
from nganam_awards.core.workflow import holds
from nganam_awards.documents import glyph
from units.models import Unit, User
from units.rules import units_with


def can_view(user: User, decision: Decision) -> bool:
    """The twin of `DecisionQuerySet.visible_to`."""
    if can_compose(user):
        return True
    if can_sign(user):
        return decision.state in CHAIRMAN_STATES
    is_issued = decision.state == DecisionState.ISSUED
    if user.has_perm("law.enter_number"):
        return decision.state in NUMBERED_STATES
    mine = units_with(user, "file_dossiers", "confirm_dossiers")
    return (
        is_issued
        and decision.lines.not_struck().filter(nomination__dossier__unit__in=mine).exists()
    )


def can_read_book(user: User) -> bool:
    """So do read it whoever writes and whoever signs."""
    return can_keep_book(user) or sees_drafts(user)


def can_compose(user: User) -> bool:
    """Nội vụ officers write decisions."""
    return user.has_perm("dossiers.appraise_any")


def can_edit(user: User, decision: Decision) -> bool:
    """Line-up and words change only on Nội vụ's own desk."""
    return decision.state in EDITABLE_STATES and can_compose(user)


def can_answer(user: User, decision: Decision) -> bool:
    """What the province answered about an issued letter is recorded by Phòng Nội vụ."""
    return (
        decision.kind == DecisionKind.FORWARD
        and decision.state == DecisionState.ISSUED
        and can_compose(user)
    )


def can_sign(user: User) -> bool:
    """The Chairman and his deputies decide."""
    return user.has_perm("decisions.approve_decision")


def can_submit(user: User) -> bool:
    """The head of Nội vụ puts decisions before the Chairman and signs what his office tells."""
    return user.has_perm("decisions.submit_decision")


def sees_drafts(user: User) -> bool:
    """A draft paper is read by Phòng Nội vụ and by whoever signs."""
    return can_compose(user) or can_sign(user)


def can_renew(user: User, decision: Decision) -> bool:
    """A draft paper may be printed again until the Chairman has signed: it decides nothing."""
    return decision.state in DRAFT_STATES and sees_drafts(user) and can_view(user, decision)


def can_take(user: User, action: str, decision: Decision) -> bool:
    """May the person take this step with this decision, where it stands?"""
    arrow = FLOW.arrows[action]
    return (
        arrow.right is not None
        and decision.state in arrow.sources
        and holds(user, arrow.right, decision)
    )


def actions_for(user: User, decision: Decision) -> list[DecisionAction]:
    """The buttons of the decision's page."""
    return [
        DecisionAction(a) for a in FLOW.from_state(decision.state) if can_take(user, a, decision)
    ]


def composition_blockers(nominations: list[Nomination]) -> list[str]:
    """One category, at most one campaign, one verb: a mix is refused (design: decisions)."""
    if not nominations:
        return ["Chọn ít nhất một trường hợp được Phòng Nội vụ đề nghị khen thưởng."]
    blockers = []
    if len({n.award_type.kind for n in nominations}) > 1:
        blockers.append(
            "Mỗi quyết định chỉ dùng một động từ: «tặng» hình thức khen thưởng hoặc «công nhận» "
            "danh hiệu. Lập hai quyết định."
        )
    if len({(n.dossier.category, n.dossier.plan_id) for n in nominations}) > 1:
        blockers.append("Mỗi quyết định chỉ thuộc một phong trào hoặc một loại hình.")
    if len({n.dossier.merit_year for n in nominations}) > 1:
        blockers.append("Mỗi quyết định chỉ ghi thành tích của một năm.")
    return blockers + standing_blockers(nominations)


def standing_blockers(nominations: list[Nomination]) -> list[str]:
    """Lines whose verdict or dossier no longer stands, by name."""
    blockers = [
        f"{n.full_name} không còn ở trạng thái «{NominationState.RECOMMENDED.label}»."
        for n in nominations
        if n.state != NominationState.RECOMMENDED
    ]
    unfinished = {
        n.dossier.ref: n.dossier for n in nominations if n.dossier.state not in FINISHED_STATES
    }
    return blockers + [
        f"Hồ sơ {ref} của {dossier.unit.short_name} chưa kết luận thẩm định."
        for ref, dossier in sorted(unfinished.items())
    ]


def own_award_blockers(
    signer: User, decision: Decision, nominations: list[Nomination]
) -> list[str]:
    """Nobody signs an award for himself: a deputy signs for the Chairman, he for the deputy.

    Known by the record of the account, else by the full name and a post of chairman.
    """
    own = own_line_queries.own_among(signer, nominations)
    if not own.lines:
        return asked_blockers(own)
    named = ", ".join(f"{n.full_name} ({n.position})" for n in own.lines)
    told = f"Danh sách có {named}, là anh/chị. Người ký không ký khen cho chính mình."
    return [f"{told} {_who_signs_instead(signer, decision, nominations)}"]


def own_line_blockers(user: User, nominations: list[Nomination]) -> list[str]:
    """Nobody writes his own award into a decision, nor words for it, nor what came of it."""
    own = own_line_queries.own_among(user, nominations)
    told = [
        f"Danh sách có {n.full_name}, là anh/chị. Không ai soạn khen thưởng hay ghi kết quả cho "
        "chính mình; nhờ chuyên viên khác làm."
        for n in own.lines
    ]
    return told + asked_blockers(own)


def asked_blockers(own: Own) -> list[str]:
    """A namesake of the person's own unit, of whom the person has not been asked yet."""
    return [
        f"Danh sách có {n.full_name}, cùng họ tên và đơn vị với anh/chị. Mở hồ sơ {n.dossier.ref} "
        "và trả lời đó có phải là anh/chị không, rồi làm tiếp."
        for n in own.asked
    ]


def _who_signs_instead(signer: User, decision: Decision, nominations: list[Nomination]) -> str:
    """Everybody with a line over the signature today whom the list does not name."""
    lines = regime_queries.signatories_on(clock.today(), decision.category)
    others = [
        f"{line.full_name} ({', '.join(line.title_lines.splitlines())})"
        for line in lines
        if line.user_id != signer.pk
        and can_sign(line.user)
        and not any(own_line_queries.is_own(line.user, n) for n in nominations)
    ]
    if others:
        return f"Người ký được quyết định này: {'; '.join(others)}."
    return (
        "Hôm nay chưa có người khác ký được loại hình này: báo quản trị thêm người ký, hoặc trả "
        "lại để Phòng Nội vụ tách thành quyết định riêng."
    )


class SignatoryToday(NamedTuple):
    """The line under which a person signs today, or why there is none."""

    line: Signatory | None
    why_not: tuple[str, ...] = ()


def signatory_today(user: User, category: str, lineup: LineUp | None = None) -> SignatoryToday:
    """Asked once a page: it stands against a signature and says whose book gives the number."""
    day = clock.today()
    try:
        authority = lineup.town() if lineup else regime_queries.authority_on(day)
        return SignatoryToday(regime_queries.signatory_of(authority, user, day, category))
    except Refused as refusal:
        return SignatoryToday(None, refusal.reasons)


class Flag(NamedTuple):
    """Why a signature is refused today; `evidence` is the part of the page that shows it."""

    text: str
    evidence: str = ""


def signature_flags(
    user: User,
    lineup: LineUp,
    places: list[Meter],
    signatory: SignatoryToday,
    bodies: dict[str, Unit] | None = None,
) -> list[Flag]:
    """Red flags (cờ đỏ): the one list that the signer's desk counts and the decision's page tells.

    `bodies`: those that ended before today (`ended_bodies`), where a desk asks for many decisions.
    """
    today = clock.today()
    found = own_line_queries.own_among(user, lineup.nominations)
    own = next(iter([*found.lines, *found.asked]), None)
    return [
        *[Flag(problem) for problem in lineup.problems],
        *[Flag(text, "places-title") for text in place_queries.crowded(places)],
        *[Flag(text, f"chon-{own.pk}") for text in _own_award(user, lineup, own)],
        *[Flag(text) for text in signatory.why_not],
        *[Flag(text) for text in law_blockers(lineup)],
        *[Flag(text) for text in glyph_blockers(lineup)],
        *[Flag(text) for text in takeover_rules.award_blockers(lineup.nominations, today, bodies)],
    ]


def _own_award(user: User, lineup: LineUp, own: Nomination | None) -> list[str]:
    """His own award; where no authority decides today, `signatory_today` has said so already."""
    try:
        return own_award_blockers(user, lineup.decision, lineup.nominations) if own else []
    except Refused:
        return []


def submission_blockers(decision: Decision, nominations: list[Nomination]) -> list[str]:
    """What is missing before the decision goes to the Chairman."""
    blockers = []
    if not decision.letter_number or decision.letter_on is None:
        blockers.append(
            About("Ghi số và ngày tờ trình của Phòng Nội vụ.", "letter_number", "letter_on")
        )
    elif decision.letter_on > clock.today():
        blockers.append(
            About(
                f"Ngày tờ trình {decision.letter_on:%d/%m/%Y} chưa đến; ghi muộn nhất hôm nay.",
                "letter_on",
            )
        )
    blockers += composition_blockers(nominations) + posting_rules.decision_blockers(nominations)
    blockers += council_rules.decision_blockers(nominations, clock.day_of(decision.composed_at))
    return blockers + takeover_rules.award_blockers(nominations, clock.today())


def law_blockers(lineup: LineUp) -> list[str]:
    """Grounds that are not in force on its day."""
    lines = articles_queries.extra_grounds(lineup.decision)
    return ground_queries.blockers(lineup.decision, lines, lineup.day, lineup.known_bases)


def glyph_blockers(lineup: LineUp) -> list[str]:
    """Signs that would be printed as a box: in the decision's own words, and of whom it names."""
    decision = lineup.decision
    worded = [
        ("Thành tích chung", decision.reason),
        ("Nguồn tiền thưởng", decision.fund_line),
        ("Áp dụng tiêu chuẩn", decision.standards),
        ("Số tờ trình", decision.letter_number),
        ("Căn cứ thêm", "\n".join(articles_queries.extra_grounds(decision))),
        ("Nơi nhận", "\n".join(articles_queries.recipients(decision))),
        *(
            (label, articles_queries.sentence(decision, name))
            for name, label in articles_queries.LABELS.items()
        ),
    ]
    named = (
        (f"Hồ sơ {n.dossier.ref}, {n.full_name}, «{title}»", text)
        for n in lineup.nominations
        for title, text in (
            ("Họ và tên", n.full_name),
            ("Chức vụ", n.position),
            ("Đơn vị công tác", n.working_unit),
        )
    )
    return [*glyph.blockers((f"«{where}»", text) for where, text in worded), *glyph.blockers(named)]


def standards_missing(lineup: LineUp) -> list[str]:
    """Two laws and nobody said whose standards hold: not submitted so; the Chairman is told."""
    decision, laws = lineup.decision, lineup.laws
    if laws is None or decision.standards:
        return []
    told = (
        f"Thành tích năm {decision.merit_year} thuộc «{laws.merit}», quyết định ngày "
        f"{lineup.day:%d/%m/%Y} thuộc «{laws.decision}». Mở «Sửa lời văn» ghi áp dụng tiêu chuẩn "
        "của luật nào, vì sao."
    )
    return [told]


def later_facts(decision: Decision, nominations: list[Nomination], day: date) -> list[str]:
    """What a decision of this day would stand before: its letter, its filings, its verdicts."""
    told = []
    if decision.letter_on and decision.letter_on > day:
        told.append(f"Tờ trình {decision.letter_number} ghi ngày {decision.letter_on:%d/%m/%Y}.")
    filed = {n.dossier.ref: n.dossier.filed_at for n in nominations if n.dossier.filed_at}
    told += [
        f"Hồ sơ {ref} nộp ngày {clock.day_of(moment):%d/%m/%Y}."
        for ref, moment in sorted(filed.items())
        if clock.day_of(moment) > day
    ]
    judged = NominationEvent.objects.filter(
        nomination__in=[n.pk for n in nominations], action=NominationAction.RECOMMEND
    ).aggregate(newest=Max("happened_at"))["newest"]
    if judged and clock.day_of(judged) > day:
        told.append(f"Danh sách có ý kiến thẩm định ngày {clock.day_of(judged):%d/%m/%Y}.")
    return told


def signing_blockers(
    signer: User, decision: Decision, nominations: list[Nomination], day: date
) -> list[str]:
    """Why this person does not sign this list with this day."""
    return [
        *own_award_blockers(signer, decision, nominations),
        *order_blockers(decision, nominations, day),
        *takeover_rules.award_blockers(nominations, day),
    ]


def order_blockers(decision: Decision, nominations: list[Nomination], day: date) -> list[str]:
    """No decision is of a day before what it stands on.

    Where the demonstration's day was moved back the page warns instead.
    """
    later = [] if clock.is_movable() else later_facts(decision, nominations, day)
    if later:
        later.append(f"Quyết định không thể mang ngày {day:%d/%m/%Y}; kiểm tra lại các ngày trên.")
    return later


def order_warnings(
    decision: Decision, nominations: list[Nomination], authority: Authority | None, series: str
) -> list[str]:
    """The same where the demonstration's day was moved back, and the number book ahead of it."""
    today = clock.today()
    if not clock.is_movable():
        return []
    told = later_facts(decision, nominations, today)
    newest = authority and number_book_queries.ahead_of(authority, series, today)
    if newest:
        told.append(f"Số mới nhất của sổ là {newest.symbol} ngày {newest.given_on:%d/%m/%Y}.")
    if told:
        told.append(f"Ngày trình diễn đã lùi: hôm nay {today:%d/%m/%Y} sớm hơn các ngày trên.")
    return told


def paper_day_blockers(decision: Decision, on: date, approved_at: datetime) -> list[str]:
    """The paper bears a day from the approval to today, on which the law is still that of then."""
    first, today = clock.day_of(approved_at), clock.today()
    if not first <= on <= today:
        return [f"Ngày văn bản phải từ ngày duyệt {first:%d/%m/%Y} đến hôm nay {today:%d/%m/%Y}."]
    bases, category = regime_queries.bases_on, decision.category
    if bases(on, category) == bases(first, category):
        return []
    told = f"Ngày {on:%d/%m/%Y} căn cứ pháp lý khác ngày Chủ tịch duyệt {first:%d/%m/%Y}."
    way = "Ghi ngày duyệt, hoặc đề nghị Chủ tịch hủy duyệt để trình lại theo căn cứ mới."
    return [f"{told} {way}"]
