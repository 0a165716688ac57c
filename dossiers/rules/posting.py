"""Who posts names for the public's word, and why a decision waits for it."""

from collections.abc import Iterable

from dossiers.enums import DossierState as S
from dossiers.models import Dossier, Nomination, Posting
from dossiers.queries import posting as posting_queries
from dossiers.rules import dossier as dossier_rules
from units.models import User


TOLD_NAMES = 3  # in one sentence


def can_open(user: User, dossier: Dossier) -> bool:
    """The officer in charge, once lines are recommended."""
    return dossier.state in {S.APPRAISING, S.APPRAISED, S.CONCLUDED} and (
        dossier_rules.is_in_charge(user, dossier)
    )


def can_view(user: User, posting: Posting) -> bool:
    """The twin of `visible_to` for somebody signed in."""
    return dossier_rules.can_view_filed(user) or posting.is_open


def decision_blockers(lines: Iterable[Nomination]) -> list[str]:
    """Why these lines are not put before the Chairman yet: posting first, and every case settled.

    At most three queries, whatever the number of lines.
    """
    lines = list(lines)
    found = posting_queries.blocking(lines)
    never = [line.full_name for line in lines if line.pk in found and found[line.pk] is None]
    blockers = []
    if never:
        blockers.append(
            f"Chưa lấy ý kiến công khai: {_named(never)}. Mở hồ sơ, mục «Lấy ý kiến công khai», "
            "đăng danh sách và chờ hết thời gian rồi trình."
        )
    for posting in {one.pk: one for one in found.values() if one}.values():
        named = [line.full_name for line in lines if found.get(line.pk) == posting]
        blockers.append(
            f"Đang lấy ý kiến công khai đến hết {posting.ends_on:%d/%m/%Y}: {_named(named)}. "
            "Trình sau ngày đó."
        )
    waiting = posting_queries.open_cases(lines)
    if cases := [line.full_name for line in lines if line.pk in waiting]:
        blockers.append(
            f"Có ý kiến phản ánh chưa trả lời về {_named(cases)}. Trả lời trong hồ sơ trước khi "
            "trình."
        )
    return blockers


def _named(names: list[str]) -> str:
    rest = len(names) - TOLD_NAMES
    more = f" và {rest} trường hợp khác" if rest > 0 else ""
    return ", ".join(names[:TOLD_NAMES]) + more
