"""What the dossier stands on: its plan, the year, why it asks, its places and its papers."""

from collections.abc import Iterator

from campaigns.enums import PUBLIC_STATES
from dossiers.enums import Verdict
from dossiers.queries.evidence import DossierEvidence
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.provision import of_dossier
from law.enums import Category, ProvisionKey
from law.queries.provision import LawOfDay


@of_dossier(ProvisionKey.PLAN)
def plan(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """No thematic award without a plan that the Chairman approved at the beginning of the year."""
    url = dossier.plan_url
    if not dossier.plan_state:
        if dossier.category == Category.THEMATIC:
            text = "Hồ sơ khen chuyên đề chưa gắn với kế hoạch khen thưởng nào được duyệt."
            yield Answer(Verdict.FAIL, text, mend="plan", short="Không có kế hoạch")
        return
    fact = f"kế hoạch: {dossier.plan_state_words or dossier.plan_state}"
    if dossier.plan_state not in PUBLIC_STATES:
        text = f"Kế hoạch khen thưởng đang ở trạng thái «{dossier.plan_state_words}»."
        yield Answer(
            Verdict.FAIL, text, fact=fact, mend="plan", url=url, short="Kế hoạch chưa duyệt"
        )
        return
    on = f"{dossier.approved_on:%d/%m/%Y}" if dossier.approved_on else "chưa ghi ngày"
    if dossier.was_late:
        text = f"Kế hoạch được duyệt muộn ({on}): {dossier.late_reason or 'chưa ghi lý do'}"
        yield Answer(
            Verdict.WARNING, text, fact=fact, mend="plan", url=url, short="Kế hoạch duyệt muộn"
        )
        return
    text = f"Phong trào có kế hoạch, tiêu chí, chỉ tiêu được duyệt đầu năm ({on})."
    yield Answer(Verdict.PASS, text, fact=fact, mend="plan", url=url)


@of_dossier(ProvisionKey.PLAN_YEAR)
def plan_year(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A year that has not come is not awarded; a plan of another year carries no award of this."""
    year = dossier.merit_year
    fact = f"năm thành tích {year}"
    if year > dossier.today.year:
        text = f"Năm thành tích {year} chưa đến; xét khen khi đã có kết quả của năm."
        yield Answer(Verdict.FAIL, text, fact=fact, mend="merit_year", short="Năm chưa đến")
    elif dossier.plan_year is not None and dossier.plan_year != year:
        text = (
            f"Kế hoạch được duyệt cho tổng kết năm {dossier.plan_year}, hồ sơ đề nghị khen năm "
            f"{year}. Mỗi năm tổng kết cần được duyệt từ đầu năm đó."
        )
        yield Answer(
            Verdict.FAIL, text, fact=fact, mend="plan", url=dossier.plan_url, short="Sai năm"
        )
    else:
        yield Answer(Verdict.PASS, f"Khen thành tích của năm {year}.", fact=fact)


@of_dossier(ProvisionKey.EXCLUSION)
def exclusion(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """A phrase is a hint; that nothing excluded is served, Phòng Nội vụ confirms."""
    if not dossier.excluded_words:
        yield Answer(Verdict.PASS, "Không thấy dấu hiệu của việc không xét khen.", mend="plan")
        return
    words = "», «".join(dossier.excluded_words)
    fact = f"cụm từ «{words}»"
    if dossier.has_plan_confirmed_purpose:
        text = (
            f"Có cụm từ «{words}»; Phòng Nội vụ đã xác nhận phong trào không thuộc việc loại trừ."
        )
        yield Answer(Verdict.PASS, text, fact=fact, mend="plan", url=dossier.plan_url)
        return
    text = (
        f"Có cụm từ «{words}», giống việc không xét khen (thi hành luật, phục vụ hội nghị, chương "
        "trình phối hợp). Phòng Nội vụ xem mục đích đề nghị."
    )
    yield Answer(
        Verdict.WARNING,
        text,
        fact=fact,
        mend="plan",
        url=dossier.plan_url,
        short="Có thể thuộc việc không xét",
    )


@of_dossier(ProvisionKey.QUOTA)
def quota(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """The places of the plan: by this dossier, and by all dossiers together."""
    found = list(_over(dossier))
    if dossier.homeless and dossier.places:
        text = f"{dossier.homeless} trường hợp không thuộc chỉ tiêu nào của kế hoạch."
        found.append(
            Answer(Verdict.FAIL, text, mend="lines", part="homeless", short="Ngoài chỉ tiêu")
        )
    if dossier.places and not found:
        found.append(
            Answer(Verdict.PASS, "Số lượng đề nghị trong chỉ tiêu đã duyệt.", mend="lines")
        )
    yield from found


def _over(dossier: DossierEvidence) -> Iterator[Answer]:
    for place, row in enumerate(dossier.places, start=1):
        if row.asked > row.limit:
            yield Answer(
                Verdict.FAIL,
                f"{row.label}: hồ sơ này đề nghị {row.asked}/{row.limit}. Đơn vị chọn bớt; cổng "
                "không tự cắt.",
                fact=f"{row.asked}/{row.limit}",
                mend="lines",
                part=str(place),
                short="Vượt chỉ tiêu",
            )
        elif row.asked and row.together > row.limit:
            yield Answer(
                Verdict.WARNING,
                f"{row.label}: cùng các hồ sơ khác là {row.together}/{row.limit}, phải bớt "
                f"{row.together - row.limit} trường hợp trước khi trình.",
                fact=f"{row.together}/{row.limit}",
                mend="lines",
                part=str(place),
                short="Cùng hồ sơ khác vượt chỉ tiêu",
            )


@of_dossier(ProvisionKey.PAPERS)
def papers(dossier: DossierEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Every paper that the procedure asks; a checklist that nobody verified only warns."""
    if dossier.missing_papers:
        yield Answer(
            Verdict.FAIL if dossier.are_papers_verified else Verdict.WARNING,
            f"Thiếu {', '.join(dossier.missing_papers)}.",
            fact=dossier.papers_citation,
            mend="papers",
            short="Thiếu giấy tờ",
        )
    elif dossier.asked_papers:
        text = f"Đủ thành phần hồ sơ: {', '.join(dossier.asked_papers)}."
        yield Answer(Verdict.PASS, text, fact=dossier.papers_citation, mend="papers")
