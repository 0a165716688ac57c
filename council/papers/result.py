"""What the Council said of lines, in the words of the papers and pages that follow it.

One source for the letters, the Chairman's page and the province: the newest conclusions.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction

from council.enums import LineOutcome
from council.models import CaseLine, CouncilCase
from council.queries import count as count_queries
from dossiers.models import Nomination
from law.figures import VoteBase, VoteForm
from nganam_awards.documents.typography import paper_count, paper_date


COUNCIL = "Hội đồng Thi đua - Khen thưởng thị xã"
NAMED_AT_MOST = 3  # more are told from the fewest votes to the most
_FORMS = {
    VoteForm.OPINION: "lấy phiếu ý kiến bằng văn bản",
    VoteForm.OPEN: "biểu quyết công khai",
    VoteForm.SECRET: "bỏ phiếu kín",
}
_BASES = {
    VoteBase.ALL: "tính trên tổng số thành viên Hội đồng có quyền bỏ phiếu",
    VoteBase.PRESENT: "tính trên số thành viên có mặt",
}


class Heard:
    """The lines that the Council passed; `results`: the newest conclusion of each."""

    def __init__(
        self, nominations: Collection[Nomination], results: Mapping[int, CaseLine]
    ) -> None:
        self._lines = {
            line.pk: (line, results[line.pk])
            for line in nominations
            if line.pk in results and results[line.pk].outcome == LineOutcome.PASSED
        }

    def votes(self, nomination: Nomination) -> str:
        """«10/11 phiếu (90,9 %)» of one line; empty where the Council was not asked."""
        found = self._lines.get(nomination.pk)
        return _votes(found[1]) if found else ""

    @property
    def differs(self) -> bool:
        """Not every line has the same figures: a list has a column for them."""
        return len({_votes(result) for _, result in self._lines.values()}) > 1

    def sentences(self) -> list[str]:
        """One sentence for each session or written opinion, without the sign at its end."""
        groups: dict[tuple, list[tuple[Nomination, CaseLine]]] = {}
        for line, result in self._lines.values():
            groups.setdefault(_way(result.case), []).append((line, result))
        return [f"{COUNCIL} {_how(rows[0][1].case)} {_told(rows)}" for rows in groups.values()]


def _way(case: CouncilCase) -> tuple:
    """Votes of one session taken alike are told together."""
    return case.session_id or -case.pk, case.form, case.base


def _how(case: CouncilCase) -> str:
    """«họp ngày 15 tháng 11 năm 2023 (Biên bản số 01/BB-HĐTĐKT), bỏ phiếu kín»."""
    session = case.session
    if session is None:
        paper = case.count_minutes
        number = f" (Biên bản số {paper.symbol})" if paper and paper.symbol else ""
        return f"đã {_FORMS[VoteForm(case.form)]}{number},"
    number = ""
    if session.minutes and session.minutes.symbol:
        number = f" (Biên bản số {session.minutes.symbol})"
    return f"họp {paper_date(session.held_on)}{number}, {_FORMS[VoteForm(case.form)]},"


def _told(rows: list[tuple[Nomination, CaseLine]]) -> str:
    """How many passed, and with how many votes."""
    base = _BASES[VoteBase(rows[0][1].case.base)]
    passed = f"thông qua {paper_count(len(rows))} trường hợp"
    figures = [_agreed(result) for _, result in rows]
    if len(set(figures)) == 1:
        each = ", đạt" if len(rows) == 1 else ", mỗi trường hợp đạt"
        return f"{passed}{each} {figures[0]}, {base}"
    if len(rows) <= NAMED_AT_MOST:
        named = [
            f"{line.addressed} đạt {figure}"
            for (line, _), figure in zip(rows, figures, strict=True)
        ]
        return f"{passed}: {'; '.join(named)}; {base}"
    in_order = sorted((result for _, result in rows), key=_share)
    return f"{passed}, từ {_agreed(in_order[0])} đến {_agreed(in_order[-1])}, {base}"


def _share(result: CaseLine) -> Fraction:
    return Fraction(result.agree, result.base)


def _agreed(result: CaseLine) -> str:
    share = count_queries.percent_words(result.agree, result.base).replace(
        " ", "\N{NO-BREAK SPACE}"
    )
    return f"{result.agree}/{result.base} phiếu đồng ý ({share})"


def _votes(result: CaseLine) -> str:
    return _agreed(result).replace(" đồng ý", "")
