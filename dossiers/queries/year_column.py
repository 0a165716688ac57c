"""The rows of `queries.columns` that titles are held against: when hired, away, punished, proven.

Asked only where a title is (or where it goes to those above): a list of forms stays short.
"""

from django.db.models import Field

from dossiers.models import Nomination
from dossiers.queries import cell
from dossiers.queries.column import NomineeColumn, NomineePart, field_words
from law.enums import HonoureeKind, LeaveKind, Penalty, Scope


P, C = (HonoureeKind.PERSON,), (HonoureeKind.COLLECTIVE,)
YEAR = NomineePart.YEAR
COUNTS = ("advanced_count", "fighter_count", "completed_count", "penalised_count")
_MOST_MEMBERS = 30_000
_HOW_TO_WRITE_A_DAY = "Ghi như 15/04/2023."


def _field(name: str) -> Field:
    return Nomination._meta.get_field(name)


def _left(line: Nomination) -> str:
    days = f" {line.leave_days} ngày" if line.leave_days else ""
    return f"{line.get_leave_kind_display()}{days}" if line.leave_kind else ""


def _punished(line: Nomination) -> str:
    on = f" ngày {line.penalty_on:%d/%m/%Y}" if line.penalty_on else ""
    return f"{line.get_penalty_display()}{on}" if line.penalty else ""


def _count(key: str, title: str, words: str, said: str) -> NomineeColumn:
    """How many members of a collective have something; a paper proves it."""

    def told(line: Nomination) -> str:
        number = getattr(line, key)
        return "" if number is None else f"{number} {said}"

    return NomineeColumn(
        key=key,
        title=title,
        part=YEAR,
        kinds=C,
        read=cell.between(0, _MOST_MEMBERS),
        words=words,
        rank=-10,
        width=12,
        advice=f"{title}, khi không ghi tên từng thành viên. Cá nhân, hộ để trống.",
        is_shared=False,
        papers=("report",),
        stated=told,
    )


# The most telling words first: their ranks stand before those of every other column.
YEAR_COLUMNS = (
    NomineeColumn(
        key="hired_on",
        title="Ngày vào làm việc",
        part=YEAR,
        kinds=P,
        read=cell.day,
        words=(
            r"(.*\b)?(ngay|thang|nam|thoi (gian|diem))( thang)?( nam)? "
            r"(bat dau )?(vao (lam|nganh|nghe|co quan|don vi|truong|bien che)"
            r"|duoc tuyen dung|tuyen dung|nhan viec|nhan cong tac|ve (co quan|don vi|truong)"
            r"|lam viec tu|hop dong)( .*)?"
            r"|(.*\b)?(hop dong|lam viec|cong tac|tuyen dung)( lao dong)? tu( ngay| thang| nam)?"
            r"|ngay bat dau (lam viec|cong tac)|(ngay )?tuyen dung"
        ),
        rank=-20,
        hint=f"Ngày tuyển dụng hoặc ký hợp đồng. {_HOW_TO_WRITE_A_DAY}",
        width=16,
        advice="Ngày tuyển dụng hoặc ký hợp đồng, ví dụ 15/04/2023. Tập thể, hộ để trống.",
        is_text=True,
        is_shared=False,
        is_lasting=True,
        papers=("report",),
        stated=lambda line: f"vào làm {field_words(line, 'hired_on')}" if line.hired_on else "",
    ),
    NomineeColumn(
        key="leave_kind",
        title="Lý do nghỉ",
        part=YEAR,
        kinds=P,
        read=cell.leave_kind,
        words=r"(ly do|loai|hinh thuc|che do) nghi( .*)?|nghi( phep| om)?|di hoc|nghi di hoc",
        rank=-18,
        width=24,
        advice="Nếu trong năm có nghỉ dài ngày hoặc đi học. Tập thể, hộ để trống.",
        options=tuple(LeaveKind.labels),
        is_shared=False,
        stated=_left,
    ),
    NomineeColumn(
        key="maternity",
        title="Nghỉ thai sản",
        of="leave_kind",
        read=cell.maternity,
        words=r".*\b(thai san|nghi sinh)\b.*",
        rank=-19,
    ),
    NomineeColumn(
        key="leave_days",
        title="Số ngày nghỉ trong năm",
        part=YEAR,
        kinds=P,
        read=cell.leave_days,
        words=r"(tong )?(so )?ngay nghi( .*)?|thoi gian nghi( .*)?",
        rank=-17,
        width=12,
        advice="Số ngày nghỉ trong năm thành tích, từ 0 đến 366.",
        is_shared=False,
    ),
    NomineeColumn(
        key="penalty",
        title="Hình thức kỷ luật",
        part=YEAR,
        kinds=P,
        read=cell.penalty,
        words=r"(?!.*\b(ngay|cam ket|so nguoi|thanh vien)\b).*\bky luat\b.*",
        rank=-15,
        width=18,
        advice="Nếu bị kỷ luật trong năm thành tích. Không bị: để trống.",
        options=tuple(Penalty.labels),
        is_shared=False,
        stated=_punished,
    ),
    NomineeColumn(
        key="penalty_on",
        title="Ngày kỷ luật",
        part=YEAR,
        kinds=P,
        read=cell.day,
        words=r"(?!.*\bso nguoi\b).*\bngay\b.*\bky luat\b.*",
        rank=-16,
        hint="Ngày của quyết định kỷ luật.",
        width=14,
        advice="Ngày của quyết định kỷ luật, ví dụ 12/05/2023.",
        is_text=True,
        is_shared=False,
    ),
    NomineeColumn(
        key="initiative_kind",
        title="Sáng kiến hay đề tài",
        part=YEAR,
        kinds=P,
        read=cell.proof,
        words=r"sang kien hay de tai|loai( hinh)? sang kien",
        rank=-14,
        width=22,
        advice="Việc được công nhận là sáng kiến hay đề tài khoa học.",
        options=("Sáng kiến được công nhận", "Đề tài khoa học được nghiệm thu"),
        is_shared=False,
        is_own=True,
    ),
    NomineeColumn(
        key="initiative_scope",
        title="Phạm vi ảnh hưởng",
        part=YEAR,
        kinds=P,
        read=cell.scope,
        words=r".*\b(pham vi|muc do) (anh huong|ap dung)\b.*|cap (cong nhan|sang kien)( .*)?",
        rank=-13,
        width=16,
        advice="Phạm vi ảnh hưởng của sáng kiến, theo quyết định công nhận.",
        options=tuple(Scope.labels),
        is_shared=False,
        is_own=True,
    ),
    NomineeColumn(
        key="initiative_body",
        title="Cơ quan công nhận",
        part=YEAR,
        kinds=P,
        read=cell.line_of(_field("initiative_body").max_length),
        words=r"(co quan|noi) (ra quyet dinh )?(cong nhan|nghiem thu)( .*)?",
        rank=-12,
        hint="Để trống: lấy từ quyết định công nhận ghi như ví dụ.",
        width=24,
        advice="Cơ quan công nhận sáng kiến. Để trống nếu cột quyết định đã ghi đủ.",
        is_shared=False,
        is_own=True,
    ),
    NomineeColumn(
        key="initiative_on",
        title="Ngày công nhận",
        part=YEAR,
        kinds=P,
        read=cell.day,
        words=r"ngay (duoc )?(cong nhan|nghiem thu)( (sang kien|de tai))?",
        rank=-11,
        hint="Để trống: lấy từ quyết định công nhận ghi như ví dụ.",
        width=14,
        advice="Ngày công nhận sáng kiến. Để trống nếu cột quyết định đã ghi đủ.",
        is_text=True,
        is_shared=False,
        is_own=True,
    ),
    _count(
        "advanced_count",
        "Số Lao động tiên tiến",
        r"so (nguoi |ca nhan |thanh vien |luong )?(dat )?(danh hieu )?"
        r"(ldtt|lao dong tien tien|chien si tien tien)",
        "Lao động tiên tiến",
    ),
    _count(
        "fighter_count",
        "Số Chiến sĩ thi đua cơ sở",
        r"so (nguoi |ca nhan |thanh vien |luong )?(dat )?(danh hieu )?"
        r"(cstd ?cs|cstd|chien si thi dua( co so)?)",
        "Chiến sĩ thi đua cơ sở",
    ),
    _count(
        "completed_count",
        "Số người hoàn thành nhiệm vụ",
        r"so (nguoi|ca nhan|thanh vien|luong) hoan thanh( nhiem vu)?( .*)?",
        "người hoàn thành nhiệm vụ",
    ),
    _count(
        "penalised_count",
        "Số người bị kỷ luật",
        r"so (nguoi|ca nhan|thanh vien|luong) (bi )?ky luat( .*)?",
        "người bị kỷ luật",
    ),
)
