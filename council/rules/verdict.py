"""What the Council has to say before lines go on to a decision."""

from collections.abc import Collection
from datetime import date

from council.enums import LineOutcome
from council.queries import verdict as verdict_queries
from council.queries.rule import asked_on
from council.queries.verdict import LineStanding
from dossiers.models import Nomination


TOLD_NAMES = 3  # in one sentence
NOBODY = LineStanding()
PENDING = "Đang chờ Hội đồng kết luận: {names}. Soạn và trình sau khi Hội đồng bỏ phiếu xong."
FAILED = (
    "Hội đồng không thông qua: {names}. Chỉ đưa vào quyết định khi Hội đồng xét lại và thông qua."
)
NEVER = (
    "Chưa đưa ra Hội đồng: {names}. Vào mục «Hội đồng», đưa các trường hợp này ra Hội đồng xét "
    "trước; hoặc đưa khỏi danh sách này để những người khác đi trước."
)


def decision_blockers(lines: Collection[Nomination], day: date) -> list[str]:
    """Why these lines stand in no decision composed on this day; the twin of `cleared`.

    Two queries, whatever the number of lines.
    """
    if not lines:
        return []
    standing = verdict_queries.standings_of(lines)
    rows = Nomination.objects.filter(asked_on(day), pk__in=[line.pk for line in lines])
    asked = set(rows.order_by().values_list("pk", flat=True))
    pending, failed, never = [], [], []
    for line in lines:
        found = standing.get(line.pk, NOBODY)
        if found.is_pending:
            pending.append(line.full_name)
        elif found.outcome == LineOutcome.FAILED:
            failed.append(line.full_name)
        elif not found.outcome and line.pk in asked:
            never.append(line.full_name)
    told = ((pending, PENDING), (failed, FAILED), (never, NEVER))
    return [words.format(names=_named(names)) for names, words in told if names]


def _named(names: list[str]) -> str:
    rest = len(names) - TOLD_NAMES
    return ", ".join(names[:TOLD_NAMES]) + (f" và {rest} trường hợp khác" if rest > 0 else "")
