"""What must add up where ballots are counted on paper."""

from collections.abc import Iterator, Mapping

from council.enums import BallotChoice, CaseState
from council.models import CaseLine, CouncilCase, PaperCount
from council.queries.count import Roll
from nganam_awards.core.sentence import About


def open_blockers(case: CouncilCase) -> list[str]:
    """Why no figures are entered for this case now."""
    if not case.on_paper:
        return ["Vụ việc này bỏ phiếu trên cổng, không kiểm phiếu giấy."]
    if case.state == CaseState.CLOSED:
        return ["Vụ việc đã đóng bỏ phiếu nên kết quả kiểm phiếu không sửa được nữa."]
    if case.state != CaseState.VOTING:
        return ["Vụ việc chưa mở bỏ phiếu nên chưa có kết quả kiểm phiếu."]
    return []


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
    found = list(_of_team(team))
    found += _of_ballots(len(roll.voters), issued, returned, valid, invalid)
    of_lines = [told for line in roll.lines for told in _of_line(roll, line, valid, counts)]
    if not found and not of_lines and not _is_possible(roll, valid, counts):
        first = roll.lines[0]
        of_lines.append(
            About(
                "Số phiếu của các dòng không khớp nhau: cùng một số phiếu hợp lệ mà các thành viên "
                "không bỏ phiếu ở từng dòng không thể vừa có vừa vắng. Đếm lại từng dòng.",
                field_of(first, BallotChoice.AGREE),
            )
        )
    return found + of_lines


def field_of(line: CaseLine, choice: str) -> str:
    """What the figure of a line is called in the form."""
    return f"{choice}-{line.pk}"


def _of_team(team: list[str]) -> Iterator[About]:
    """Three names, no two alike."""
    wanted = range(PaperCount.TEAM_SIZE)
    names = [team[place].strip() if place < len(team) else "" for place in wanted]
    for place, name in enumerate(names):
        if not name:
            yield About("Tổ kiểm phiếu có ba người: ghi đủ họ và tên.", f"team{place + 1}")
        elif name.casefold() in {other.casefold() for other in names[:place]}:
            told = f"{name} đã ghi ở trên. Tổ kiểm phiếu có ba người khác nhau."
            yield About(told, f"team{place + 1}")


def _of_ballots(
    voters: int, issued: int, returned: int, valid: int, invalid: int
) -> Iterator[About]:
    """Of what was handed out came back at most as much, each valid or not."""
    figures = {"issued": issued, "returned": returned, "valid": valid, "invalid": invalid}
    if under := [name for name, figure in figures.items() if figure < 0]:
        yield About("Ghi số từ 0 trở lên.", *under)
    if issued > voters:
        yield About(f"Phát ra nhiều nhất {voters} phiếu, mỗi thành viên một phiếu.", "issued")
    if returned > issued:
        told = f"Thu vào {returned} phiếu, nhiều hơn {issued} phiếu phát ra."
        yield About(told, "returned")
    if valid + invalid != returned:
        told = f"Hợp lệ {valid} cộng không hợp lệ {invalid} là {valid + invalid}"
        yield About(f"{told}, khác {returned} phiếu thu vào.", "valid")


def _of_line(
    roll: Roll, line: CaseLine, valid: int, counts: Mapping[int, list[int]]
) -> Iterator[About]:
    """Each valid ballot says one thing of the line, but for those who have no vote on it."""
    row, name = counts.get(line.pk, ()), line.nomination.full_name
    here = field_of(line, BallotChoice.AGREE)
    if len(row) != len(BallotChoice) or min(row) < 0:
        yield About(f"{name}: ghi đủ ba số, mỗi số từ 0 trở lên.", here)
        return
    barred, total = len(roll.barred(line)), sum(row)
    least, most = max(valid - barred, 0), min(valid, len(roll.voters) - barred)
    if not least <= total <= most:
        span = str(most) if least >= most else f"từ {least} đến {most}"
        yield About(f"{name}: ba số cộng lại là {total}, phải là {span}.", here)


def _is_possible(roll: Roll, valid: int, counts: Mapping[int, list[int]]) -> bool:
    """Is there a choice of `valid` voters that leaves every line with just its sum?

    Only members who are barred somewhere matter: how many of them handed in a valid ballot is what
    the lines lack, and the rest of the valid ballots must be there without them.
    """
    lacks = [valid - sum(counts[line.pk]) for line in roll.lines]
    bars = [roll.barred(line) for line in roll.lines]
    partly = set().union(*bars)
    reached = {(0, tuple(lacks))}
    for person in partly:
        is_out = [person in barred for barred in bars]
        with_him = {
            (some + 1, tuple(lack - out for lack, out in zip(left, is_out, strict=True)))
            for some, left in reached
        }
        reached |= {(some, left) for some, left in with_him if min(left, default=0) >= 0}
    others = len(roll.voters) - len(partly)
    return any(not any(left) and 0 <= valid - some <= others for some, left in reached)
