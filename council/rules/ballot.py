"""Who has a vote in a case, and why a ballot is not taken."""

from council.enums import CaseState
from council.models import CouncilCase, Voter
from council.queries.count import voted_in
from council.queries.member import member_of
from law.figures import VoteForm
from nganam_awards.core import clock
from units.models import User


def voter_of(user: User, case: CouncilCase) -> Voter | None:
    """The person's place on the roll of the case."""
    return case.voters.filter(member__person=user.pk).select_related("member").first()


def waits_for(user: User, case: CouncilCase) -> bool:
    """Is this person's ballot still missing?"""
    is_open = case.state == CaseState.VOTING and not case.on_paper
    return is_open and voter_of(user, case) is not None and user.pk not in voted_in(case)


def cast_blockers(user: User, case: CouncilCase) -> list[str]:
    """Why no ballot of this person is taken; asked under the lock of the case."""
    if case.state != CaseState.VOTING:
        return [
            (
                "Vụ việc này không còn mở bỏ phiếu nên phiếu của anh/chị chưa được ghi. "
                "Xem kết quả hoặc hỏi thư ký Hội đồng."
            )
        ]
    if case.on_paper:
        return ["Vụ việc này bỏ phiếu giấy: bỏ phiếu vào hòm, tổ kiểm phiếu ghi kết quả."]
    member = member_of(user, clock.today())
    if member is None or not member.has_vote:
        return ["Hôm nay anh/chị không còn là thành viên có quyền bỏ phiếu của Hội đồng."]
    if voter_of(user, case) is None:
        return [
            (
                "Anh/chị vào Hội đồng sau khi vụ việc này mở bỏ phiếu nên không có phiếu ở đây; "
                "các vụ việc mở sau sẽ có."
            )
        ]
    return []


def written_blockers(case: CouncilCase) -> list[str]:
    """Why an absent member's opinion is not written down by the secretary."""
    if case.state != CaseState.VOTING:
        return ["Vụ việc này không còn mở bỏ phiếu nên không ghi thêm ý kiến."]
    if case.form == VoteForm.SECRET:
        return [
            (
                "Phiếu kín không ghi ý kiến có tên. Thành viên vắng mặt tự bỏ phiếu trên cổng "
                "trước khi đóng."
            )
        ]
    if case.on_paper:
        return ["Vụ việc này kiểm phiếu giấy; ý kiến của người vắng không ghi riêng."]
    return []
