"""How many may have a title that a share of others limits."""

from collections.abc import Iterator

from dossiers.enums import Verdict
from dossiers.queries.evidence import DossierEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_dossier
from law.enums import ProvisionKey
from law.figures import RuleKey
from law.queries.provision import LawOfDay


@of_dossier(ProvisionKey.RATIO)
def ratio(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Counted over titles recognised in the year; those asked beside are still to come."""
    for cap in dossier.caps:
        row = law.figure(RuleKey.CSTDCS_PERCENT)
        part = str(cap.award_type_id)
        fact = f"{cap.label}: {cap.held}/{cap.limit}"
        told = f"{cap.label}: {cap.basis}; đang đề nghị và đã khen {cap.held}"
        if cap.held <= cap.limit:
            yield Answer(Verdict.PASS, f"{told}.", fact=fact, rows=(row,), part=part)
        elif cap.base_asked:
            text = (
                f"{told}. Còn {cap.base_asked} trường hợp làm cơ sở tính đang được xét, số tối đa "
                "tính lại khi đã công nhận."
            )
            yield Answer(
                Verdict.UNKNOWN,
                text,
                fact=fact,
                mend="lines",
                rows=(row,),
                part=part,
                short="Chưa rõ tỷ lệ",
            )
        else:
            text = f"{told}, vượt {cap.held - cap.limit}. Đơn vị chọn người; cổng không tự cắt bớt."
            yield Answer(
                Verdict.FAIL,
                text,
                fact=fact,
                mend="lines",
                rows=(row,),
                part=part,
                short="Vượt tỷ lệ",
            )
