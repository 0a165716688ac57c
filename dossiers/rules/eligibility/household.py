"""Who may receive what, a household above all: titles and forms that the law gives to its kind."""

from collections.abc import Iterator

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_line
from law.enums import HonoureeKind, ProvisionKey
from law.queries.provision import LawOfDay


@of_line(ProvisionKey.RECEIVER)
def receiver(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A household receives no person's title, a person no collective's."""
    kind = HonoureeKind(line.kind).noun
    fact = f"đối tượng: {kind}"
    if line.award.can_go_to(line.kind):
        yield Answer(Verdict.PASS, f"{line.award.name} trao cho {kind}.", fact=fact, mend="award")
        return
    receivers = line.award.receivers.lower()
    yield Answer(
        Verdict.FAIL,
        f"{line.award.name} chỉ trao cho {receivers}; dòng này là {kind}. Chọn danh hiệu, hình "
        "thức khác hoặc sửa đối tượng.",
        fact=fact,
        mend="award",
        short="Không đúng đối tượng",
        reason=f"{line.award.name} không dành cho {kind}.",
    )


def homeward(line: LineEvidence) -> str:
    """Where an award of the commune goes, in words that the unit can act on."""
    if line.kind == HonoureeKind.HOUSEHOLD:
        return (
            "Hộ gia đình gửi đề nghị tới Ủy ban nhân dân xã, phường nơi ở; hồ sơ trả về kèm văn "
            "bản giải thích."
        )
    return (
        "Ủy ban nhân dân xã, phường xét và quyết định; hồ sơ trả về xã, phường kèm văn bản giải "
        "thích."
    )
