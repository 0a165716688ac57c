"""Who asks another body about nominees, who answers, and what stands in the way."""

from datetime import date, timedelta

from dossiers.enums import DossierState as S
from dossiers.models import Consultation, ConsultationLine, Dossier, Nomination
from dossiers.queries.consultation import ASKED_ABOUT
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import FINISHED_STATES
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.sentence import About
from units.models import Unit, User
from units.rules import is_of_unit


MOST_LINES = 100  # of one consultation: more are read by nobody with care
LONGEST_DAYS = 60


def can_view(user: User, consultation: Consultation) -> bool:
    """The twin of `visible_to`, without whom the dossier is about."""
    if dossier_rules.can_view_filed(user):
        return dossier_rules.is_free(user, consultation.dossier)
    return consultation.unit is not None and is_of_unit(user, consultation.unit)


def can_ask(user: User, dossier: Dossier) -> bool:
    """The officer in charge, until the dossier has its result."""
    return dossier.state in {S.APPRAISING, S.APPRAISED} and dossier_rules.is_in_charge(
        user, dossier
    )


def can_record(user: User, dossier: Dossier) -> bool:
    """The same officer writes down what came on paper, also while the unit supplements."""
    return (
        dossier.state in {S.APPRAISING, S.NEED_MORE, *FINISHED_STATES}
        and dossier.officer_id == user.pk
        and user.has_perm("dossiers.appraise_any")
        and dossier_rules.can_appraise(user, dossier)
    )


def answers_for(user: User, consultation: Consultation) -> bool:
    """The head of the body that was asked, but never about himself."""
    unit = consultation.unit
    return (
        unit is not None
        and dossier_rules.can_confirm_for(user, unit)
        and dossier_rules.is_free(user, consultation.dossier)
    )


def can_answer(user: User, consultation: Consultation) -> bool:
    """Either of the two, while it waits."""
    return consultation.is_open and (
        answers_for(user, consultation) or can_record(user, consultation.dossier)
    )


def can_end(user: User, consultation: Consultation) -> bool:
    """Taken back by the officer in charge, while nobody has answered."""
    return consultation.is_open and can_record(user, consultation.dossier)


def ask_blockers(
    dossier: Dossier, lines: list[Nomination], due_on: date, unit: Unit | None
) -> list[str]:
    """What is wrong with the question before it is sent."""
    return [*_line_blockers(lines), *due_blockers(due_on), *_body_blockers(dossier, unit)]


def _line_blockers(lines: list[Nomination]) -> list[str]:
    if not lines:
        return [About("Chọn ít nhất một trường hợp cần hỏi ý kiến.", "lines")]
    if len(lines) > MOST_LINES:
        told = (
            f"Mỗi lần hỏi tối đa {MOST_LINES} trường hợp, anh/chị chọn {len(lines)}. Chia thành "
            "nhiều lần hỏi."
        )
        return [About(told, "lines")]
    return [
        About(
            f"{line.full_name} đang ở trạng thái «{line.get_state_display()}», không cần hỏi nữa. "
            "Bỏ chọn trường hợp này.",
            "lines",
        )
        for line in lines
        if line.state not in ASKED_ABOUT
    ]


def due_blockers(due_on: date) -> list[str]:
    """A working day after today, within reason."""
    today = clock.today()
    if due_on <= today:
        return [About("Hạn trả lời phải sau hôm nay.", "due_on")]
    if due_on > today + timedelta(days=LONGEST_DAYS):
        return [About(f"Hạn trả lời không quá {LONGEST_DAYS} ngày kể từ hôm nay.", "due_on")]
    if not calendar.is_working_day(due_on, *regime_queries.days_off()):
        told = f"Ngày {due_on:%d/%m/%Y} cơ quan không làm việc; chọn một ngày làm việc."
        return [About(told, "due_on")]
    return []


def _body_blockers(dossier: Dossier, unit: Unit | None) -> list[str]:
    if unit is None:
        return []
    if unit.pk == dossier.unit_id:
        told = f"{unit.short_name} là đơn vị nộp hồ sơ này nên không tự cho ý kiến. Chọn nơi khác."
        return [About(told, "unit")]
    if unit.has_ended(clock.today()):
        told = f"{unit.short_name} đã ngừng hoạt động. Chọn cơ quan đang làm việc đó."
        return [About(told, "unit")]
    return []


def struck_sentence(row: ConsultationLine) -> str:
    """Why no word about this nominee is taken any more."""
    return (
        f"{row.line.full_name} nay ở trạng thái «{row.line.get_state_display()}» nên ý kiến về "
        "trường hợp này không ghi nữa. Các ý kiến khác vẫn giữ nguyên; xem lại rồi gửi."
    )
