"""Who has a vote in a case, and why a ballot is not taken."""

from council.enums import CaseState
from council.models import CouncilCase, Voter
from council.queries.count import open_rows, voted_in
from council.queries.member import member_of
from law.figures import VoteForm
from nganam_awards.core import clock
from units.models import User


BEFORE = {CaseState.WAITING, CaseState.SCHEDULED}


def voter_of(user: User, case: CouncilCase) -> Voter | None:
    """The person's place on the roll of the case."""
    return case.voters.filter(member__person=user.pk).select_related("member").first()


def waits_for(user: User, case: CouncilCase) -> bool:
    """Is this person's ballot still missing?"""
    is_open = case.state == CaseState.VOTING and not case.on_paper
    is_missing = is_open and voter_of(user, case) is not None and user.pk not in voted_in(case)
    return is_missing and _has_a_line(user, case)


def cast_blockers(user: User, case: CouncilCase) -> list[str]:
    """Why no ballot of this person is taken; asked under the lock of the case."""
    if case.state != CaseState.VOTING:
        return [_closed_words(case)]
    if case.on_paper:
        return ["Vụ việc này bỏ phiếu giấy: bỏ phiếu vào hòm, tổ kiểm phiếu ghi kết quả."]
    member, voter = member_of(user, clock.today()), voter_of(user, case)
    if member is None or not member.has_vote:
        is_former = "không còn" if voter else "không"
        return [f"Hôm nay anh/chị {is_former} là thành viên có quyền bỏ phiếu của Hội đồng."]
    if voter is None:
        return [
            (
                "Anh/chị vào Hội đồng sau khi vụ việc này mở bỏ phiếu nên không có phiếu ở đây; "
                "các vụ việc mở sau sẽ có."
            )
        ]
    if not _has_a_line(user, case):
        return ["Vụ việc này không có dòng nào anh/chị được bỏ phiếu."]
    return []


def written_blockers(case: CouncilCase, voter: Voter) -> list[str]:
    """Why an absent member's opinion is not written down by the secretary."""
    name = voter.member.person.full_name
    if case.form == VoteForm.SECRET:
        return [
            (
                "Phiếu kín không ghi ý kiến có tên. Thành viên vắng mặt tự bỏ phiếu trên cổng "
                "trước khi đóng."
            )
        ]
    if case.state != CaseState.VOTING:
        return ["Vụ việc này không mở bỏ phiếu nên không ghi thêm ý kiến."]
    if case.on_paper:
        return ["Vụ việc này kiểm phiếu giấy; ý kiến của người vắng không ghi riêng."]
    if voter.is_present:
        return [f"{name} có mặt tại phiên họp nên tự bỏ phiếu."]
    if not _has_a_line(voter.member.person, case):
        return [f"Vụ việc này không có dòng nào {name} được bỏ phiếu."]
    return []


def _closed_words(case: CouncilCase) -> str:
    if case.state in BEFORE:
        return "Vụ việc này chưa mở bỏ phiếu, hoặc đã để lại cho phiên sau, nên không nhận phiếu."
    return "Vụ việc này đã đóng bỏ phiếu nên không nhận thêm phiếu. Kết quả do thư ký thông báo."


def _has_a_line(user: User, case: CouncilCase) -> bool:
    return open_rows(case).exclude(bars__person=user.pk).exists()
