"""Every condition that one nominee was held against: what failed, what is unclear, what passed."""

from dossiers.enums import Discipline
from dossiers.models import Nomination
from dossiers.queries.eligibility import LDTT, ONE_FORM_PER_DEED, Finding, LineNote
from law.enums import HonoureeKind


UNIT_SAYS = "Theo lời đơn vị trong danh sách đề nghị"


def passed_by(line: Nomination, notes: list[LineNote]) -> list[Finding]:
    """What speaks for the line; what speaks against it are its notes."""
    found = []
    if not any(note.citation == ONE_FORM_PER_DEED for note in notes):
        text = "Không có tên trong hồ sơ khác của phong trào và chưa được khen trong năm."
        found.append(Finding("pass", text, ONE_FORM_PER_DEED))
    if line.votes_total:
        percent = f"{line.votes_for * 100 / line.votes_total:.1f}".replace(".", ",")
        text = f"Họp xét: {line.votes_for}/{line.votes_total} phiếu đồng ý ({percent} %)."
        found.append(Finding("pass", text, "Biên bản họp xét của đơn vị"))
    if line.honouree_kind == HonoureeKind.PERSON and line.discipline == Discipline.CLEAR:
        found.append(Finding("pass", f"{Discipline.CLEAR.label}.", UNIT_SAYS))
    is_long = line.award_type.code == LDTT and line.service_months is not None
    if is_long and not any(note.short.startswith("Công tác") for note in notes):
        found.append(Finding("pass", f"Công tác {line.service_months} tháng trong năm.", UNIT_SAYS))
    return found
