"""`docs/rights.md` says what the code does."""

import re

from django.conf import settings
from django.contrib.auth.models import Permission

from campaigns.workflow import AMENDMENT_FLOW, FLOW as PLAN_FLOW
from council.enums import Role
from council.queries.member import RIGHTS
from council.workflow import CASE_FLOW, SESSION_FLOW
from decisions.workflow import FLOW as DECISION_FLOW
from dossiers.workflow import DOSSIER_FLOW, NOMINATION_FLOW
from units.offices import OFFICES


TEXT = (settings.BASE_DIR / "docs/rights.md").read_text()


def test_the_table_of_offices_is_the_code():
    offices = TEXT.partition("## Offices of the town")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|`]+) \| ((?:`[\w.]+` ?)+) \|$", offices, re.MULTILINE)
    told = {name.strip(): set(re.findall(r"`([\w.]+)`", rights)) for name, rights in rows}
    assert told == {name: set(office.permissions) for name, office in OFFICES.items()}


def test_the_table_of_seats_is_the_code():
    seats = TEXT.partition("## Seats of the Council")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|`]+) \| ((?:`[\w.]+` ?)+) \|$", seats, re.MULTILINE)
    told = {frozenset(re.findall(r"`council\.(\w+)`", rights)) for _, rights in rows}
    held = {frozenset(right for right, roles in RIGHTS.items() if role in roles) for role in Role}
    assert told == held


def test_every_right_of_a_map_exists_and_is_told(db):
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    flows = (PLAN_FLOW, AMENDMENT_FLOW, DOSSIER_FLOW, NOMINATION_FLOW, DECISION_FLOW)
    for flow in (*flows, CASE_FLOW, SESSION_FLOW):
        for arrow in flow.arrows.values():
            if arrow.right:
                assert arrow.right.permission in known
                assert f"`{arrow.right.permission}`" in TEXT


def test_offices_hold_only_rights_that_exist(db):
    known = set(Permission.objects.values_list("codename", flat=True))
    for office in OFFICES.values():
        assert {right.partition(".")[2] for right in office.permissions} <= known


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"`(\w+(?:/\w+)+\.py)`", TEXT))
    assert [name for name in sorted(named) if not (settings.BASE_DIR / name).exists()] == []
