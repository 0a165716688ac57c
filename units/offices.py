"""Town offices: the groups and what each may do. The single copy; `docs/rights.md` shows it."""

from typing import NamedTuple


HOME_AFFAIRS_OFFICER = "Chuyên viên Nội vụ"
HOME_AFFAIRS_HEAD = "Trưởng phòng Nội vụ"
CHAIRMAN = "Chủ tịch"
DEPUTY_CHAIRMAN = "Phó Chủ tịch"
CLERICAL = "Văn thư"
ADMINISTRATOR = "Quản trị"


class Office(NamedTuple):
    """An office of the town: how its holder is called on screen, and its rights."""

    spoken: str
    permissions: tuple[str, ...]


_APPRAISES = (
    "dossiers.view_filed",
    "dossiers.receive",
    "dossiers.appraise_any",
    "campaigns.appraise_plan",
    "honourees.merge_records",
)

OFFICES: dict[str, Office] = {
    HOME_AFFAIRS_OFFICER: Office("Chuyên viên Phòng Nội vụ", _APPRAISES),
    HOME_AFFAIRS_HEAD: Office(
        "Trưởng phòng Nội vụ",
        (*_APPRAISES, "dossiers.assign", "decisions.submit_decision", "campaigns.refuse_plan"),
    ),
    CHAIRMAN: Office(
        "Chủ tịch UBND thị xã",
        (
            "campaigns.approve_plan",
            "decisions.approve_decision",
            "dossiers.view_filed",
            "units.name_stand_in",
        ),
    ),
    DEPUTY_CHAIRMAN: Office(
        "Phó Chủ tịch UBND thị xã", ("decisions.approve_decision", "dossiers.view_filed")
    ),
    CLERICAL: Office("Văn thư UBND thị xã", ("law.enter_number",)),
    ADMINISTRATOR: Office(
        "Quản trị cổng",
        ("units.manage_units", "campaigns.manage_campaigns", "law.keep_catalogue"),
    ),
}

# Who sits at the desk of Phòng Nội vụ.
HOME_AFFAIRS_OFFICES = (HOME_AFFAIRS_OFFICER, HOME_AFFAIRS_HEAD)

# Four eyes at the top: whoever puts a paper before the Chairman does not sign it.
NEVER_BOTH = tuple(
    frozenset({proposes, decides})
    for proposes in HOME_AFFAIRS_OFFICES
    for decides in (CHAIRMAN, DEPUTY_CHAIRMAN)
)
