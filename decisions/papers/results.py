"""What units receive: who was not awarded, and their extract of a decision."""

from collections.abc import Iterable
from datetime import date

from decisions.models import Decision
from decisions.papers.lists import annex_of
from decisions.queries import lineup as lineup_queries, whose as whose_queries
from dossiers.models import Dossier, Nomination
from honourees.queries import record as record_queries
from law.enums import Category, HonoureeKind, kinds_in_words
from law.models import Authority
from law.papers import letterhead_of
from nganam_awards.documents import annex
from nganam_awards.documents.registry import words_of
from units.models import Unit


ANNOUNCEMENT_SERIES = "TB"


def result_announcement_context(
    dossier: Dossier,
    nominations: Iterable[Nomination],
    *,
    day: date,
    authority: Authority,
    signed: dict,
    symbol: str,
) -> dict:
    """The notice of no award (thông báo): each name with its reason, as the office wrote it."""
    rows = list(nominations)
    mains = record_queries.mains_of(row.honouree_id for row in rows)
    counted = whose_queries.counted_honourees(rows, mains)
    told = (
        f"{authority.name} thông báo kết quả xét hồ sơ {dossier.ref} {_occasion(dossier)} của "
        f"{dossier.unit.name}: {counted} không được khen thưởng; họ tên và lý do ghi trong danh "
        "sách kèm theo"
    )
    who = kinds_in_words(row.honouree_kind for row in rows)
    pass_on = f"Đề nghị {dossier.unit.name} báo lại cho {who} có tên trong danh sách"
    ask = (
        f"Nếu cần biết thêm hoặc có ý kiến khác về kết quả này, {dossier.unit.name} và {who} "
        f"có tên trong danh sách trao đổi với {authority.name} để được giải thích"
    )
    head = letterhead_of(authority)
    attached = annex.attached_to(
        "Thông báo",
        symbol=symbol,
        letters=head.letters(ANNOUNCEMENT_SERIES),
        when=annex.when(day),
        of=authority.name,
    )
    return {
        **head.head("THÔNG BÁO", ANNOUNCEMENT_SERIES),
        "about": f"Về kết quả xét khen thưởng hồ sơ của {dossier.unit.name}",
        "addressees": [dossier.unit.name],
        "grounds": [],
        "paragraphs": [told, pass_on, ask],
        "annexes": [_reasons(rows, attached)],
        "recipients": ["Như trên", "Lưu: NV"],
        "signature": signed,
    }


def _occasion(dossier: Dossier) -> str:
    """What the dossier asks for, in the paper's own words: the page's title is the clerk's."""
    if dossier.plan_id:
        return f"đề nghị khen thưởng {dossier.plan.campaign.spoken(dossier.plan.review_year)}"
    asked = {
        Category.UNSCHEDULED: "đề nghị khen thưởng đột xuất",
        Category.FORWARD: "đề nghị cấp trên khen thưởng",
    }.get(Category(dossier.category), "đề nghị khen thưởng theo công trạng")
    return f"{asked} năm {dossier.merit_year}"


def extract_context(decision: Decision, unit: Unit) -> dict:
    """The extract (trích sao): the issued decision's words, and only the unit's own names."""
    frozen = words_of(decision.document)
    own = lineup_queries.read(decision, decision.issued_on).of_unit(unit)
    return {
        **frozen,
        "extract": f"Trích sao phần danh sách của {unit.name}",
        "annexes": [annex_of(own, frozen["annexes"][0]["attached"])],
        "recipients": [unit.name, "Lưu: VT, NV"],
    }


def _reasons(rows: list[Nomination], attached: str) -> dict:
    spoken = kinds_in_words(row.honouree_kind for row in rows)
    return annex.annex(
        about=f"{spoken[:1].upper()}{spoken[1:]} không được khen thưởng",
        attached=attached,
        columns=annex.columns(detail="Đề nghị", achievement="Lý do"),
        sections=annex.sections(
            (
                (kind.section, those)
                for kind in HonoureeKind.in_order()
                if (those := [row for row in rows if row.honouree_kind == kind])
            ),
            lambda order, row: annex.row(
                order, row.addressed, row.award_type.name, achievement=row.verdict_reason
            ),
        ),
        total=None,
    )
