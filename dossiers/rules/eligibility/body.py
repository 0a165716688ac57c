"""Bodies that ended, the opinion of other bodies, and the Council's."""

from collections.abc import Iterator

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from law.enums import HonoureeKind, ProvisionKey
from law.figures import RuleKey, VoteForm
from law.queries.provision import LawOfDay


@of_line(ProvisionKey.BODY_ENDED)
def body_ended(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """An ended collective by what the law of the day says; a person of an ended unit goes on."""
    if line.body_ended_on is None or line.body_ended_on >= law.day:
        if line.kind == HonoureeKind.COLLECTIVE:
            yield Answer(Verdict.PASS, "Tập thể còn hoạt động vào ngày quyết định.")
        return
    fact = f"hoạt động đến hết ngày {line.body_ended_on:%d/%m/%Y}"
    if line.kind != HonoureeKind.COLLECTIVE:
        text = (
            f"Đơn vị đề nghị {fact}; cơ quan kế thừa nhận hồ sơ. Người được đề nghị vẫn được xét."
        )
        yield Answer(Verdict.WARNING, text, fact=fact, short="Đơn vị đã ngừng hoạt động")
        return
    row = law.figure(RuleKey.ENDED_COLLECTIVE)
    if line.is_refused_when_ended:
        text = f"Tập thể {fact}; luật của ngày quyết định không khen tổ chức đã giải thể."
    else:
        text = f"Tập thể {fact}; chuyên viên xem xét và ghi lý do."
    yield Answer(
        Verdict.FAIL if line.is_refused_when_ended else Verdict.WARNING,
        text,
        fact=fact,
        rows=(row,),
        short="Đã ngừng hoạt động",
        reason=f"Tập thể {fact}.",
    )


@of_line(ProvisionKey.CONSULTATION)
def consultation(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """What another body said against it; silence, where the law of the day asks."""
    if line.consultation:
        yield Answer(
            Verdict.FAIL,
            f"Có ý kiến không thuận: {'; '.join(line.consultation)}",
            fact="; ".join(line.consultation),
            short="Có ý kiến không thuận",
        )
    elif line.is_consulted:
        yield Answer(Verdict.PASS, "Đã hỏi ý kiến (hiệp y), không có ý kiến khác.")
    elif law.choice(line.award.pk).is_consulted:
        text = f"{line.award.name} cần hỏi ý kiến (hiệp y); chưa hỏi hoặc chưa có trả lời."
        yield Answer(Verdict.UNKNOWN, text, short="Chưa có ý kiến hiệp y")


@of_line(ProvisionKey.COUNCIL)
def council(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """What the Council voted; nothing yet, where the law of the day puts it before the Council."""
    if line.council == "passed":
        yield Answer(Verdict.PASS, line.council_words or "Hội đồng đã xét, đạt tỷ lệ phiếu.")
    elif line.council == "failed":
        yield Answer(
            Verdict.FAIL,
            line.council_words or "Hội đồng đã xét, không đạt tỷ lệ phiếu.",
            fact=line.council_words,
            short="Hội đồng không đạt",
            reason="Không đạt tỷ lệ phiếu của Hội đồng.",
        )
    elif line.council or law.vote(line.award.pk, line.category).form != VoteForm.NONE:
        text = line.council_words or "Chưa có kết quả của Hội đồng Thi đua – Khen thưởng."
        yield Answer(Verdict.UNKNOWN, text, short="Chờ Hội đồng")
