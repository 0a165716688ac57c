"""When Phòng Nội vụ may still promise another day (NĐ 61/2018/NĐ-CP): once, and in time."""

from datetime import date, timedelta

from dossiers.models import Dossier
from dossiers.workflow import DOSSIER_ARROWS, DossierAction
from law.figures import RuleKey
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.sentence import About


LONGEST_DAYS = 60  # nobody is put off for longer


def last_day(due: date) -> date:
    """The last day on which an apology for this due day is in time."""
    days = regime_queries.rule_set_on(clock.today())[RuleKey.APOLOGY_DAYS]
    return calendar.working_day_before(due, days, *regime_queries.days_off())


def blockers(dossier: Dossier) -> list[str]:
    """Why no other day is promised (any more)."""
    if said := getattr(dossier, "apology", None):
        return [
            (
                f"Hồ sơ này đã xin lỗi và hẹn lại ngày {clock.day_of(said.happened_at):%d/%m/%Y}: "
                f"từ {said.old_due_on:%d/%m/%Y} sang {said.new_due_on:%d/%m/%Y}. Mỗi hồ sơ chỉ "
                "được hẹn lại một lần, nên không hẹn thêm được nữa; hãy trả kết quả đúng ngày đã "
                "hẹn."
            )
        ]
    if dossier.state not in DOSSIER_ARROWS[DossierAction.APOLOGISE].sources:
        return [
            (
                f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không cần hẹn lại "
                "ngày trả kết quả."
            )
        ]
    last = last_day(dossier.due_on)
    if clock.today() > last:
        return [
            (
                f"Chỉ được xin lỗi và hẹn lại đến hết ngày {last:%d/%m/%Y}, trước hạn trả "
                f"{dossier.due_on:%d/%m/%Y}; nay đã quá ngày đó nên không hẹn lại được nữa. Hãy "
                "trả kết quả sớm nhất, và nói rõ với đơn vị ở mục Trao đổi."
            )
        ]
    return []


def day_blockers(dossier: Dossier, day: date) -> list[str]:
    """Why this day is not promised: it is a working day, later, and not for ever."""
    due = dossier.due_on
    if day <= due:
        return [About(f"Ngày hẹn lại phải sau hạn trả hiện nay, {due:%d/%m/%Y}.", "until")]
    if day > due + timedelta(days=LONGEST_DAYS):
        told = f"Ngày hẹn lại không quá {LONGEST_DAYS} ngày kể từ hạn trả {due:%d/%m/%Y}."
        return [About(told, "until")]
    if not calendar.is_working_day(day, *regime_queries.days_off()):
        told = f"Ngày {day:%d/%m/%Y} cơ quan không làm việc; chọn một ngày làm việc."
        return [About(told, "until")]
    return []
