"""What must add up where ballots are counted on paper."""

from collections.abc import Mapping

from council.enums import CaseState
from council.models import CouncilCase, PaperCount
from council.queries.count import Roll
from council.rules import session as session_rules
from nganam_awards.core.sentence import About
from units.models import User


def can_count(user: User, case: CouncilCase) -> bool:
    """The secretary enters what the counting team found, while the vote is open."""
    is_open = case.state == CaseState.VOTING and case.on_paper
    return session_rules.can_keep(user) and is_open


def count_blockers(
    roll: Roll,
    *,
    team: list[str],
    issued: int,
    returned: int,
    valid: int,
    invalid: int,
    counts: Mapping[int, list[int]],
) -> list[str]:
    """Sums that do not agree, each beside the figure to look at."""
    found = []
    if len({name.casefold() for name in team if name}) != PaperCount.TEAM_SIZE:
        found.append(About("Tổ kiểm phiếu có ba người khác nhau: ghi đủ họ và tên.", "team"))
    if issued > len(roll.voters):
        found.append(
            About(
                f"Phát ra nhiều nhất {len(roll.voters)} phiếu, mỗi thành viên một phiếu.", "issued"
            )
        )
    if returned > issued:
        found.append(
            About(f"Thu vào {returned} phiếu, nhiều hơn {issued} phiếu phát ra.", "returned")
        )
    if valid + invalid != returned:
        found.append(
            About(
                f"Hợp lệ {valid} cộng không hợp lệ {invalid} là {valid + invalid}, "
                f"khác {returned} phiếu thu vào.",
                "valid",
                "invalid",
            )
        )
    for line in roll.lines:
        total, barred = sum(counts.get(line.pk, [0, 0, 0])), len(roll.barred(line))
        if not valid - barred <= total <= valid or total > len(roll.voters) - barred:
            most = min(valid, len(roll.voters) - barred)
            least = max(valid - barred, 0)
            span = str(most) if least >= most else f"từ {least} đến {most}"
            told = f"{line.nomination.full_name}: ba số cộng lại là {total}, phải là {span}."
            found.append(About(told, f"count-{line.pk}"))
    return found
