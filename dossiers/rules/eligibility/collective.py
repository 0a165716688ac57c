"""The members of a collective: their titles, their discipline, their duty.

Over named members where they are named; by the unit's counts and the paper that proves them
otherwise. Members whom nobody named may still turn the answer, so until then it is not known.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence, MemberEvidence, NamedMember
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from honourees.queries.restart import reaches
from law.enums import HonoureeKind, ProvisionKey, Rating
from law.figures import RuleKey
from law.models import Prerequisite
from law.queries.provision import LawOfDay


EXCELLENT_COLLECTIVE = "TTLDXS"
_MEND = "members"


class Count(NamedTuple):
    """So many of so many, and how many more there may be whom nobody named."""

    part: int
    whole: int
    unnamed: int = 0
    is_proven: bool = True

    @property
    def words(self) -> str:
        return f"{self.part}/{self.whole} thành viên"


def counted(
    members: MemberEvidence, by_name: Callable[[NamedMember], bool], stated: int | None
) -> Count | None:
    """By name, else as the unit counts them; None: nobody said."""
    if members.named:
        known = len(members.named)
        whole = max(members.headcount or 0, known)
        return Count(sum(by_name(one) for one in members.named), whole, whole - known)
    if members.headcount is None or stated is None:
        return None
    return Count(stated, members.headcount, is_proven=members.is_proven)


def share_rows(line: LineEvidence, law: LawOfDay) -> list[Prerequisite]:
    """What the award asks of a part of the members."""
    needs = law.needs(line.award.pk).values()
    return [row for rows in needs for row in rows if row.share]


def holders(line: LineEvidence, row: Prerequisite) -> Count | None:
    """How many members have the title that the row asks for."""
    code, members = row.needed_award.code, line.members
    stated = members.fighter_count if code == "CSTDCS" else members.advanced_count
    return counted(members, lambda one: code in one.codes, stated)


def unsure(count: Count | None, what: str, rows: tuple, part: str = "") -> Answer:
    """Nobody said, nobody proved it, or not everybody is named."""
    if count is None:
        text = f"Chưa có danh sách thành viên hoặc số liệu kèm giấy tờ để biết {what}."
        return Answer(
            Verdict.UNKNOWN, text, mend=_MEND, rows=rows, part=part, short="Chưa rõ thành viên"
        )
    if not count.is_proven:
        text = f"Đơn vị ghi {count.words} {what}; chưa có giấy tờ chứng minh số này."
        return Answer(
            Verdict.UNKNOWN,
            text,
            fact=count.words,
            mend="papers",
            rows=rows,
            part=part,
            short="Chưa có giấy tờ",
        )
    text = (
        f"Danh sách nêu tên {count.whole - count.unnamed}/{count.whole} người; bổ sung "
        f"{count.unnamed} người còn lại để biết {what}."
    )
    return Answer(
        Verdict.UNKNOWN,
        text,
        fact=count.words,
        mend=_MEND,
        rows=rows,
        part=part,
        short="Thiếu tên thành viên",
    )


@of_line(ProvisionKey.MEMBER_SHARE, HonoureeKind.COLLECTIVE)
def member_share(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """«> 50 %», «≥ 70 %» in whole members; who is not named yet may still be one of them."""
    for row in share_rows(line, law):
        figure = law.figure(RuleKey(row.share))
        rows, share, name = (row, figure), figure.read, row.needed_award.name
        count = holders(line, row)
        if count is None or not count.is_proven:
            yield unsure(count, f"là {name}", rows)
            continue
        told = f"{count.words} là {name}"
        if share.is_met(count.part, count.whole):
            yield Answer(
                Verdict.PASS, f"{told}, đủ {figure.words}.", fact=count.words, mend=_MEND, rows=rows
            )
        elif share.is_met(count.part + count.unnamed, count.whole):
            yield unsure(count, f"là {name}", rows)
        else:
            yield Answer(
                Verdict.FAIL,
                f"{told}; danh hiệu này cần {figure.words}.",
                fact=count.words,
                mend=_MEND,
                rows=rows,
                short="Chưa đủ tỷ lệ thành viên",
                reason=f"{told}, chưa đủ {figure.words}.",
            )


@of_line(ProvisionKey.MEMBER_DISCIPLINE, HonoureeKind.COLLECTIVE)
def member_discipline(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Nobody disciplined from the grade that the law names."""
    if not share_rows(line, law):
        return
    floor, members = law.figure(RuleKey.MEMBER_PENALTY), line.members
    count = counted(members, lambda one: reaches(one.penalty, floor), members.penalised_count)
    what = f"có ai bị kỷ luật từ mức {floor.words.lower()} không"
    if count is not None and count.part:
        # For the excellent collective the clause was never read: an officer looks.
        is_read = line.award.code != EXCELLENT_COLLECTIVE
        text = f"{count.part} thành viên bị kỷ luật từ mức {floor.words.lower()} trở lên."
        yield Answer(
            Verdict.FAIL if is_read else Verdict.WARNING,
            text,
            fact=f"{count.part} người bị kỷ luật",
            mend=_MEND,
            rows=(floor,),
            short="Thành viên bị kỷ luật",
            reason=text,
        )
    elif count is None or not count.is_proven or count.unnamed:
        yield unsure(count, what, (floor,))
    else:
        text = f"Không thành viên nào bị kỷ luật từ mức {floor.words.lower()} trở lên."
        yield Answer(Verdict.PASS, text, fact=f"{count.whole} người", mend=_MEND, rows=(floor,))


@of_line(ProvisionKey.MEMBER_DUTY, HonoureeKind.COLLECTIVE)
def member_duty(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Every member did what was given to them; who is not rated yet may have."""
    if line.award.code != EXCELLENT_COLLECTIVE:
        return
    members, what = line.members, "mọi thành viên hoàn thành nhiệm vụ"
    idle = sum(one.rating == Rating.FAILED for one in members.named)
    count = counted(
        members, lambda one: one.rating not in ("", Rating.FAILED), members.completed_count
    )
    if idle or (count and count.is_proven and not members.named and count.part < count.whole):
        lacking = idle or count.whole - count.part
        yield Answer(
            Verdict.FAIL,
            f"{lacking} thành viên không hoàn thành nhiệm vụ; danh hiệu này đòi mọi thành viên "
            "hoàn thành.",
            fact=f"{lacking} người không hoàn thành",
            mend=_MEND,
            short="Có người không hoàn thành",
            reason=f"{lacking} thành viên không hoàn thành nhiệm vụ.",
        )
    elif count is None or not count.is_proven:
        yield unsure(count, what, ())
    elif count.part < count.whole:
        text = f"Mới rõ {count.words} hoàn thành nhiệm vụ; ghi xếp loại của những người còn lại."
        yield Answer(
            Verdict.UNKNOWN, text, fact=count.words, mend=_MEND, short="Thiếu xếp loại thành viên"
        )
    else:
        text = f"{count.words} hoàn thành nhiệm vụ."
        yield Answer(Verdict.PASS, text, fact=count.words, mend=_MEND)
