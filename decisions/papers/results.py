"""What units receive: who was not awarded, and their extract of a decision."""

from collections.abc import Iterable
from datetime import date

from decisions.models import Decision
from decisions.papers.lists import annex_of
from decisions.queries import lineup as lineup_queries
from decisions.queries.lineup import LineUp
from dossiers.models import Dossier, Nomination
from law.enums import HonoureeKind, kinds_in_words
from law.models import Authority
from nganam_awards.documents.typography import paper_date, paper_symbol, roman
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
    """Thông báo không khen thưởng: each name with its reason, as the office wrote it."""
    rows = list(nominations)
    counted = lineup_queries.counted_honourees(rows)
    told = (
        f"{authority.name} thông báo kết quả xét hồ sơ {dossier.ref} “{dossier.title}” của "
        f"{dossier.unit.name}: {counted} không được khen thưởng; họ tên và lý do ghi trong danh "
        "sách kèm theo"
    )
    who = kinds_in_words(row.honouree_kind for row in rows)
    pass_on = f"Đề nghị {dossier.unit.name} báo lại cho {who} có tên trong danh sách"
    ask = (
        f"Nếu cần biết thêm hoặc có ý kiến khác về kết quả này, {dossier.unit.name} và {who} "
        f"có tên trong danh sách trao đổi với {authority.name} để được giải thích"
    )
    attached = (
        f"Kèm theo Thông báo số {paper_symbol(symbol)} {paper_date(day)} của {authority.name}"
    )
    return {
        "issuer": {
            "parent": authority.parent_lines.splitlines(),
            "name": authority.issuer_lines.splitlines(),
        },
        "symbol_letters": f"/{ANNOUNCEMENT_SERIES}-{authority.symbol}",
        "place": authority.place,
        "kind": "THÔNG BÁO",
        "issued_by": authority.name,
        "about": f"Về kết quả xét khen thưởng hồ sơ của {dossier.unit.name}",
        "addressees": [dossier.unit.name],
        "grounds": [],
        "paragraphs": [told, pass_on, ask],
        "annexes": [_reasons(rows, attached)],
        "recipients": ["Như trên", "Lưu: NV"],
        "signature": signed,
    }


def extract_context(decision: Decision, unit: Unit) -> dict:
    """Trích sao: the words of the issued decision, and of its list only the unit's own names."""
    frozen = {k: v for k, v in decision.document.context.items() if k != "verification"}
    whole = lineup_queries.read(decision, decision.issued_on)
    own = [e for e in whole.entries if e.nomination.dossier.unit_id == unit.pk]
    annex = annex_of(LineUp(decision, own, []), frozen["annexes"][0]["attached"])
    return {
        **frozen,
        "extract": f"Trích sao phần danh sách của {unit.name}",
        "annexes": [annex],
        "recipients": [unit.name, "Lưu: VT, NV"],
    }


def _reasons(rows: list[Nomination], attached: str) -> dict:
    spoken = kinds_in_words(row.honouree_kind for row in rows)
    by_kind = [
        (kind, those)
        for kind in HonoureeKind.in_order()
        if (those := [row for row in rows if row.honouree_kind == kind])
    ]
    return {
        "heading": "DANH SÁCH",
        "about": f"{spoken[:1].upper()}{spoken[1:]} không được khen thưởng",
        "attached": attached,
        "columns": {
            "name": "Họ và tên / Tên tập thể",
            "detail": "Đề nghị",
            "achievement": "Lý do",
            "prize": "",
        },
        "sections": [
            {
                "roman": roman(number),
                "title": kind.section,
                "rows": [
                    {
                        "order": order,
                        "name": row.addressed,
                        "detail": row.award_type.name,
                        "achievement": row.verdict_reason,
                        "prize": None,
                        "note": "",
                    }
                    for order, row in enumerate(those, start=1)
                ],
            }
            for number, (kind, those) in enumerate(by_kind, start=1)
        ],
        "total": None,
    }
