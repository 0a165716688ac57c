"""How the figures of a rule set stand on its page: by what they are about."""

from law.figures import RuleKey as K


GROUPS = (
    ("Kế hoạch khen thưởng", (K.CUTOFF, K.ANNOUNCEMENT_ISSUER)),
    (
        "Thời hạn giải quyết",
        (
            K.PROCESSING_DAYS,
            K.BATCH_DAYS,
            K.RECEIVE_DAYS,
            K.APPRAISE_DAYS,
            K.DECIDE_DAYS,
            K.COUNCIL_DAYS,
            K.RETURN_DAYS,
            K.APOLOGY_DAYS,
            K.OFFICE_HOURS,
        ),
    ),
    ("Giấy tờ của hồ sơ", (K.PORTAL_SIGNATURE,)),
    (
        "Tiêu chuẩn, tỷ lệ",
        (
            K.LDTT_MONTHS,
            K.LDTT_LEAVE,
            K.LDTT_RATING,
            K.CSTDCS_PERCENT,
            K.CSTDCS_BASE,
            K.TTLDTT_SHARE,
            K.TTLDXS_SHARE,
            K.ENDED_COLLECTIVE,
        ),
    ),
    ("Kỷ luật", (K.TITLE_PENALTY, K.FORM_PENALTY, K.MEMBER_PENALTY)),
    (
        "Bỏ phiếu ở Hội đồng",
        (
            K.BALLOT_TITLES,
            K.BALLOT_OTHERS,
            K.BALLOT_TOWN,
            K.COUNCIL_QUORUM,
            K.COUNCIL_TIE,
            K.COUNCIL_HEADS,
        ),
    ),
    (
        "Khiếu nại về khen thưởng",
        (
            K.COMPLAINT_DAYS,
            K.COMPLAINT_ACCEPT_DAYS,
            K.COMPLAINT_SETTLE_DAYS,
            K.COMPLAINT_LONG_DAYS,
        ),
    ),
    (
        "Cách tính tiền thưởng",
        (K.ROUNDING, K.COLLECTIVE_FACTOR, K.HOUSEHOLD_FACTOR, K.HIGHEST_TITLE_ONLY),
    ),
)
