"""What others are asked in the demonstration year: bodies, the public, and who complained."""

from datetime import date

from dossiers.enums import Opinion
from dossiers.models import Dossier
from dossiers.services import (
    complaint as complaint_services,
    consultation as consultation_services,
    posting as posting_services,
)
from dossiers.services.consultation import Word
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    objection as objection_transitions,
)
from dossiers.workflow import NominationAction
from frontdesk.demonstration import desk
from frontdesk.demonstration.cast import Cast
from frontdesk.demonstration.desk import at
from frontdesk.demonstration.nominees import Nominee
from law.enums import HonoureeKind


HAMLETS = tuple(
    Nominee(HonoureeKind.COLLECTIVE, name, deed, "xã Tân Long")
    for name, deed in (
        ("Ấp Long Hòa", "Hai năm liền không có tội phạm; 96 % hộ đạt gia đình văn hóa."),
        ("Ấp Tân Bình", "Vận động 1,2 tỷ đồng làm 3 km lộ giao thông; vệ sinh môi trường tốt."),
        ("Ấp Tân Lập", "Không còn hộ nghèo; đội văn nghệ, thể thao hoạt động đều trong năm."),
    )
)
QUESTION = (
    "Đề nghị cho biết các cá nhân dưới đây có đang bị xem xét kỷ luật hoặc có vi phạm thuộc phạm "
    "vi quản lý của cơ quan không."
)


def hear(town: Cast) -> None:
    """A posting with one case, two consultations, one complaint; all by the real steps."""
    _complained(town)
    _consulted(town)
    _posted(town)


def _complained(town: Cast) -> None:
    """Somebody whom October's decision left out; accepted, not settled yet."""
    officer = town.people["chuyenvien"]
    dossier = Dossier.objects.get(title__startswith="Ngành Giáo dục thị xã 2023")
    line = dossier.nominations.filter(award__isnull=False).order_by("pk").first()
    at(date(2023, 11, 10), 9)
    complaint = complaint_services.enter(
        received_on=date(2023, 11, 10),
        complainant="Huỳnh Thị Kim Loan",
        contact="Khóm 2, Phường 1, thị xã Ngã Năm",
        symbol=line.award.decision_symbol,
        decided_on=line.award.decided_on,
        line=line,
        about="Danh sách khen ghi tổ của tôi tham gia nhưng thành tích thuộc về tổ khác.",
        by=officer,
    )
    at(date(2023, 11, 14), 14)
    complaint_services.accept(complaint, on=date(2023, 11, 14), is_complex=False, by=officer)


def _consulted(town: Cast) -> None:
    """The police are asked on paper and have not answered; the Youth Union answered here."""
    officer = town.people["chuyenvien"]
    dossier = Dossier.objects.get(title__startswith="Cán bộ, nhân dân xã Tân Long")
    lines = list(dossier.nominations.on_list().filter(honouree_kind=HonoureeKind.PERSON)[:3])
    at(date(2023, 11, 10), 10)
    asked = {"lines": lines, "body": "", "question": QUESTION, "by": officer}
    for code in ("CA", "TD"):
        last = consultation_services.ask(
            dossier, unit=town.units[code], due_on=date(2023, 11, 17), **asked
        )
    at(date(2023, 11, 15), 9)
    consultation_services.answer(
        last,
        words={row.pk: Word(Opinion.CLEAR) for row in last.lines.all()},
        by=town.people["lanhdao.thidoan"],
    )


def _posted(town: Cast) -> None:
    """Three hamlets asked as «thôn văn hóa»; a neighbour wrote about one of them."""
    officer, who = town.people["chuyenvien2"], town.of("tanlong")
    at(date(2023, 11, 14), 9)
    dossier = desk.open_dossier(
        None,
        town.units["UBND_XTL"],
        HAMLETS,
        title="Ấp văn hóa xã Tân Long năm 2023",
        by=who["clerk"],
        award="THONVH",
    )
    desk.file_dossier(dossier, clerk=who["clerk"], head=who["head"])
    at(date(2023, 11, 15), 8, 30)
    dossier_transitions.receive(dossier, by=town.people["chuyenvien"])
    at(date(2023, 11, 15), 9)
    dossier_transitions.assign(dossier, officer=officer, by=town.people["truongphong"])
    at(date(2023, 11, 16), 15)
    verdicts = {line.pk: (NominationAction.RECOMMEND, "") for line in dossier.nominations.on_list()}
    nominee_transitions.give_verdicts(dossier, verdicts, by=officer)
    [posting] = posting_services.open_postings(dossier, by=officer)
    at(date(2023, 11, 18), 19, 30)
    objection_transitions.raise_objection(
        posting,
        dossier.nominations.get(full_name="Ấp Tân Bình"),
        name="Lý Văn Tài",
        contact="Ấp Tân Bình, xã Tân Long",
        text="Đoạn lộ cuối ấp đổ bê tông chưa đủ 3 km như danh sách ghi, mới xong khoảng 2 km.",
        by=None,
    )
