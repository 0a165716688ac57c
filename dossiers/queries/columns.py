"""What is kept of a nominee, each thing once: the form, lists from Excel, their template and marked
copy, the archive, the unit's papers, their stale check and the supplement's snapshot read this.

A new field of a nominee is a row here, a field of `Nomination` and its migration.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db import models

from dossiers.enums import NomineeGroup
from dossiers.models import Nomination
from dossiers.queries import cell
from dossiers.queries.column import NomineeColumn, NomineePart, field_words
from dossiers.queries.year_column import YEAR_COLUMNS
from law.enums import AwardKind, HonoureeKind, Rating
from law.models import AwardType
from nganam_awards.core.sheets.cells import date_or_year_cell


P, C, H = HonoureeKind.PERSON, HonoureeKind.COLLECTIVE, HonoureeKind.HOUSEHOLD


def born(line: Nomination) -> str:
    """The day of birth, or the year alone."""
    return field_words(line, "birth_date") or field_words(line, "birth_year")


def _longest(name: str) -> cell.Reader:
    return cell.line_of(Nomination._meta.get_field(name).max_length)


def _votes(line: Nomination) -> list[int]:
    return [line.votes_for, line.votes_total] if line.votes_total else []


WHO, AWARD, FOUND = NomineePart.WHO, NomineePart.AWARD, NomineePart.FOUND
YEAR = NomineePart.YEAR
# In the order in which a list is read.
COLUMNS = (
    NomineeColumn(key="number", title="Số thứ tự", words=r"(so )?(tt|stt|thu tu)", width=6, rank=1),
    NomineeColumn(
        key="kind",
        name="honouree_kind",
        title="Đối tượng",
        part=WHO,
        read=cell.kind,
        words=r"(loai )?doi tuong( .*)?|phan loai (khen thuong|doi tuong)|loai hinh doi tuong",
        rank=17,
        is_wide=True,
        width=14,
        advice="Cá nhân, tập thể hoặc hộ gia đình. Để trống: cá nhân.",
        options=tuple(str(kind.label) for kind in HonoureeKind.in_order()),
        papers=("list", "minutes", "report"),
        printed=lambda line: line.honouree_kind,
    ),
    NomineeColumn(
        key="family_name",
        title="Họ và đệm",
        of="full_name",
        words=r"ho( va)? (dem|lot|chu dem|chu lot|ten dem)( .*)?|ho",
        rank=14,
    ),
    NomineeColumn(
        key="full_name",
        title="Họ và tên",
        part=WHO,
        read=_longest("full_name"),
        words=(
            r".*\bho( va)? ten\b.*|.*\bten (tap the|ca nhan|ho|chu ho|gia dinh|nguoi|don vi)\b.*"
            r"|.*\bten (can bo|cong chuc|vien chuc|giao vien|hoc sinh|dong chi|truong)\b.*|ten"
            r"|.*\bchu ho\b.*|ho ong ba|dong chi|full ?name"
            r"|((ca nhan|tap the|ho gia dinh|hoac|va|duoc|de nghi|khen|thuong)( |$))+"
        ),
        rank=15,
        is_wide=True,
        hint="Cá nhân: họ và tên, không ghi Ông, Bà. Hộ gia đình: tên chủ hộ.",
        width=30,
        advice="Bắt buộc. Cá nhân: họ và tên. Hộ: tên chủ hộ. Tập thể: tên đầy đủ.",
        is_shared=False,
        fact="name",
        papers=("list", "minutes", "report"),
        spoken=lambda line: line.addressed,
    ),
    NomineeColumn(
        key="gender",
        title="Giới tính",
        part=WHO,
        kinds=(P, H),
        read=cell.gender,
        words=r"gioi( tinh)?|nam nu|danh xung|ong ba",
        rank=10,
        hint="Cá nhân: chọn Ông hoặc Bà trước khi chuyển thủ trưởng.",
        width=10,
        advice="Nam hoặc Nữ. Tập thể để trống.",
        options=("Nam", "Nữ"),
        is_shared=False,
        papers=("report",),
        printed=lambda line: line.gender,
        is_archived=False,  # the name says it
    ),
    NomineeColumn(
        key="birth",
        title="Ngày sinh",
        said="Ngày sinh hoặc năm sinh",
        part=WHO,
        kinds=(P,),
        fields=("birth_date", "birth_year"),
        words=(
            r"(?!.*\b(vao|bo nhiem|quyet dinh)\b)"
            r"(.*\b(nam|ngay|thang)( .*)? sinh\b.*|.*\bsinh (nam|ngay)\b.*|ns)"
        ),
        rank=11,
        hint="Ví dụ 05/09/1980, hoặc chỉ năm 1980.",
        width=14,
        advice="05/09/1980, hoặc chỉ năm 1980. Tập thể, hộ để trống.",
        is_text=True,
        is_shared=False,
        fact="born",
        papers=("list", "report"),
        spoken=born,
    ),
    # The year, or a tick alone.
    NomineeColumn(key="birth_male", title="Năm sinh (nam)", of="birth"),
    NomineeColumn(key="birth_female", title="Năm sinh (nữ)", of="birth"),
    # Read together with the year, which stands in «birth».
    NomineeColumn(key="birth_day", title="Ngày sinh (riêng ngày)", of="birth"),
    NomineeColumn(key="birth_month", title="Tháng sinh (riêng tháng)", of="birth"),
    NomineeColumn(
        key="position",  # of a collective: lists keep its place there, «Chức vụ, nơi công tác»
        title="Chức vụ",
        part=WHO,
        read=_longest("position"),
        words=r".*\b(chuc vu|chuc danh|nghe nghiep)\b.*",
        rank=16,
        hint="Tập thể, hộ gia đình: thường để trống.",
        width=26,
        papers=("list", "report"),
    ),
    NomineeColumn(
        key="working_unit",
        title="Đơn vị công tác",
        part=WHO,
        read=_longest("working_unit"),
        words=(
            r".*\b(don vi|noi (cong tac|o|lam viec|cu tru)|dia chi|co quan|truong|phong ban)\b.*"
        ),
        rank=18,
        is_wide=True,
        hint="Nơi người này công tác, học tập hoặc ở; có thể khác đơn vị lập hồ sơ.",
        width=26,
        papers=("list", "report"),
    ),
    NomineeColumn(
        key="award_type",
        title="Hình thức khen thưởng",
        part=AWARD,
        words=(
            r"(?!.*\b(da (dat|duoc|nhan|khen)|hien co|nam truoc|nam 20\d\d)\b)"
            r".*\b(danh hieu|hinh thuc|de nghi khen|muc khen)\b.*"
        ),
        rank=12,
        is_wide=True,
        width=28,
        advice="Chọn trong danh sách thả xuống.",
        fact="award",
        papers=("list", "minutes", "report"),
        spoken=lambda line: line.award_type.name,
    ),
    NomineeColumn(
        key="achievement",
        title="Thành tích",
        part=AWARD,
        read=cell.story,
        words=r".*\b(thanh tich|noi dung khen|ly do khen|viec lam)\b.*",
        rank=13,
        is_wide=True,
        hint="Việc đã làm, kết quả cụ thể; câu này được in. Ghi trước khi chuyển thủ trưởng.",
        width=60,
        advice="Việc đã làm và kết quả cụ thể; câu này được in.",
        papers=("list", "report"),
    ),
    NomineeColumn(
        key="votes",
        title="Số phiếu",
        said="Số phiếu",
        of="votes_for",
        read=cell.votes,
        words=r".*\b(phieu|ty le (dong y|dat)).*",
        rank=4,
        width=10,
        advice="Số phiếu đồng ý trên tổng số, ví dụ 13/15.",
        is_text=True,
        papers=("list", "minutes"),
        printed=_votes,
        stated=lambda line: "{}/{} phiếu".format(*votes) if (votes := _votes(line)) else "",
    ),
    NomineeColumn(
        key="votes_for",
        title="Số phiếu đồng ý",
        part=FOUND,
        read=cell.between(0, 9999),
        words=r".*\bphieu (dong y|thuan|tan thanh).*",
        rank=3,
    ),
    NomineeColumn(
        key="votes_total",
        title="Tổng số phiếu",
        part=FOUND,
        read=cell.between(1, 9999),
        words=r".*\btong (so )?(phieu|thanh vien).*",
        rank=2,
    ),
    NomineeColumn(
        key="rating",
        title="Xếp loại trong năm",
        part=FOUND,
        kinds=(P, C),
        read=cell.rating,
        words=r".*\b(xep loai|danh gia|muc (do )?hoan thanh|phan loai(?! (khen|doi)))\b.*",
        rank=6,
        width=30,
        advice="Xếp loại chất lượng của năm thành tích. Hộ để trống.",
        options=tuple(Rating.labels),
        papers=("report",),
        stated=lambda line: line.get_rating_display(),
    ),
    NomineeColumn(
        key="service_months",
        title="Số tháng công tác",
        part=FOUND,
        kinds=(P,),
        read=cell.between(0, 12),
        words=r".*\b(so )?thang (cong tac|lam viec)\b.*|so thang",
        rank=7,
        width=12,
        advice="Số tháng công tác trong năm, từ 0 đến 12. Tập thể, hộ để trống.",
        stated=lambda line: "" if line.service_months is None else f"{line.service_months} tháng",
    ),
    NomineeColumn(
        key="initiative",
        title="Quyết định công nhận sáng kiến",
        part=FOUND,
        kinds=(P,),
        read=_longest("initiative"),
        words=r".*\b(sang kien|de tai)\b.*",
        rank=5,
        hint="Số, ngày, cơ quan, ví dụ Quyết định 45/QĐ-UBND ngày 12/10/2023.",
        width=34,
        advice="Số, ngày, cơ quan công nhận sáng kiến, nếu có. Tập thể, hộ để trống.",
        is_shared=False,
        is_own=True,
        papers=("report",),
        stated=lambda line: f"Sáng kiến: {line.initiative}" if line.initiative else "",
    ),
    *YEAR_COLUMNS,
    NomineeColumn(
        key="group",
        title="Nhóm đối tượng",
        part=WHO,
        kinds=(P, C),
        read=cell.group,
        words=r"nhom( doi tuong)?",
        rank=8,
        width=28,
        options=tuple(NomineeGroup.labels),
        papers=("list",),
        stated=lambda line: line.get_group_display(),
    ),
    NomineeColumn(
        key="headcount",
        title="Số người",
        part=WHO,
        kinds=(C,),
        read=cell.between(1, 30_000),
        words=r"(quan so|so nguoi|so luong( nguoi)?|so thanh vien)( .*)?",
        rank=9,
        width=10,
        advice="Số người của tập thể.",
        is_shared=False,
        papers=("list", "report"),
        printed=lambda line: line.headcount,
        stated=lambda line: f"{line.headcount} người" if line.headcount else "",
    ),
    NomineeColumn(key="discipline", title="Cam kết về kỷ luật", part=FOUND, kinds=(P,)),
    NomineeColumn(key="note", title="Ghi chú, không nhập", words=r"ghi chu.*", rank=19),
)
BY_KEY = {column.key: column for column in COLUMNS}
ON_FORM = tuple(column for column in COLUMNS if column.part)
WORDED = tuple(column for column in ON_FORM if column.is_worded)
IN_LISTS = tuple(column for column in COLUMNS if column.words or column.of)
IN_TEMPLATE = tuple(column for column in COLUMNS if column.width)
IN_ARCHIVE = tuple(column for column in ON_FORM if column.is_archived)


def _written(*parts: NomineePart) -> tuple[str, ...]:
    return tuple(name for one in ON_FORM if one.part in parts for name in one.writes)


# What a line draws on: once filed it holds a place and stays (law 7).
PLACE = ("award_type", "honouree_kind")
# Who they are: the same on every line of one person, and next year.
_LASTING = tuple(name for one in ON_FORM if one.is_lasting for name in one.writes)
PARTICULARS = (*(name for name in _written(WHO) if name not in PLACE), *_LASTING)
# What they did in the year of merit, and what was said of it.
OF_THE_YEAR = tuple(
    name for name in _written(AWARD, FOUND, YEAR) if name not in {*PLACE, *_LASTING}
)
# What a form or a list writes.
TYPED = (*PLACE, *PARTICULARS, *OF_THE_YEAR)
_DAYS = tuple(
    name for name in TYPED if isinstance(Nomination._meta.get_field(name), models.DateField)
)
# Whom of the register the unit means by it.
RECORD = ("honouree", "identity")
# What a list says of somebody who stands there already: never another birth, it would be another.
MERGED = tuple(name for name in (*PARTICULARS, *OF_THE_YEAR) if name not in BY_KEY["birth"].writes)
# What another line of the same person says likewise.
OF_ANOTHER_AWARD = (
    *PARTICULARS,
    *RECORD,
    *(name for one in ON_FORM if not one.is_own for name in one.writes if name in OF_THE_YEAR),
)


def in_template(types: Iterable[AwardType]) -> list[NomineeColumn]:
    """What a list of these awards is asked: facts of the year only where one of them is a title."""
    is_asked = any(award.kind == AwardKind.TITLE for award in types)
    return [one for one in IN_TEMPLATE if is_asked or not one.is_for_titles]


def readers(today: date, award: cell.Reader | None = None) -> dict[str, cell.Reader]:
    """{key: how it is read}, on a day and, where awards are named by words, among these."""
    given = {"birth": date_or_year_cell(today), "award_type": award}
    found = {}
    for column in COLUMNS:
        whole = BY_KEY.get(column.of, column)
        read = column.read or given.get(column.key) or given.get(whole.key)
        if read is not None:
            found[column.key] = read
    return found


def facts_of(line: Nomination, paper: str) -> dict[str, object]:
    """What a kind of the unit's papers prints of a line; facts that only titles have, as said."""
    said = ((one, one.fact_of(line)) for one in COLUMNS if paper in one.papers)
    return {
        column.fact or column.key: value
        for column, value in said
        if value != "" or not column.is_for_titles
    }


def worded(line: Nomination) -> list[tuple[str, str]]:
    """What the line says in somebody's own words, each with its title."""
    return [(column.title, getattr(line, column.field)) for column in WORDED]


def stated(line: Nomination) -> str:
    """«15/15 phiếu · Hoàn thành tốt nhiệm vụ · 12 tháng», as far as the unit stated it."""
    said = (column.stated(line) for column in COLUMNS if column.stated)
    return " · ".join(words for words in said if words)


def shared(line: Nomination) -> dict[str, object]:
    """What two people of one list usually share; who they are is typed anew."""
    names = [column.field for column in ON_FORM if column.is_shared]
    return {name: getattr(line, Nomination._meta.get_field(name).attname) for name in names}


def copied(line: Nomination, *names: str) -> dict[str, object]:
    """Values to make another line from; rows that a line points at stay behind their keys."""
    return {name: getattr(line, name) for name in map(_attname, names)}


@cache
def _attname(name: str) -> str:
    """Where a line keeps the value of a field; asked of every field of 5,000 lines."""
    return Nomination._meta.get_field(name).attname


def as_plain(line: Nomination) -> dict[str, object]:
    """The line with its place in the list, as values that a session or a JSON column keeps."""
    kept = copied(line, *TYPED, *RECORD, "order")
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
    }


def from_plain(kept: dict[str, object]) -> Nomination:
    """The line again, on no list yet."""
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS if kept.get(name)}
    return Nomination(**{**kept, **days})
