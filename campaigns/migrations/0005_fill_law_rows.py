"""Carry what a running portal knows into the new rows.

Levels and figures stood in columns; figures that the office had changed by hand become rows of its
own, which no later load overwrites. Everything else is brought in line by `load_catalogue`.
"""

from datetime import date

from django.db import migrations
from django.db.models import OuterRef, Subquery


FIRST_LAW = date(2004, 7, 1)
# column: (key, what the files said)
FIGURES = {
    "rounding": ("rounding", "ceil_10k"),
    "collective_factor_thousandths": ("collective_factor", 2000),
    "household_factor_thousandths": ("household_factor", 1500),
    "processing_days": ("processing_days", 10),
}
OLD_CUTOFF = "03-31"


def fill(apps, schema_editor):
    """From columns to rows."""
    _powers(apps)
    _figures(apps)
    rule_set = apps.get_model("campaigns", "RuleSet").objects.filter(pk=OuterRef("rule_set"))
    for name in ("PrizeRate", "ChecklistItem"):
        apps.get_model("campaigns", name).objects.update(
            valid_from=Subquery(rule_set.values("valid_from")[:1]),
            valid_to=Subquery(rule_set.values("valid_to")[:1]),
        )
    apps.get_model("campaigns", "ChecklistItem").objects.filter(is_required=False).update(
        need="optional"
    )
    signatories = apps.get_model("campaigns", "Signatory").objects
    signatories.filter(title_lines__startswith="KT. ").update(capacity="deputy")
    signatories.filter(title_lines__startswith="Q. ").update(capacity="acting")


def _powers(apps):
    power = apps.get_model("campaigns", "AwardPower")
    for award in apps.get_model("campaigns", "AwardType").objects.all():
        power.objects.create(
            award_type=award,
            level=award.level,
            valid_from=FIRST_LAW,
            citation=award.citation,
            is_verified=award.is_verified,
        )


def _figures(apps):
    value = apps.get_model("campaigns", "RuleValue")
    for rule_set in apps.get_model("campaigns", "RuleSet").objects.all():
        cutoff = f"{rule_set.cutoff_month:02d}-{rule_set.cutoff_day:02d}"
        figures = {"cutoff": (cutoff, cutoff != OLD_CUTOFF)}
        for column, (key, usual) in FIGURES.items():
            stored = getattr(rule_set, column)
            figures[key] = (str(stored), stored != usual)
        for key, (text, is_local) in figures.items():
            value.objects.create(
                rule_set=rule_set,
                key=key,
                value=text,
                is_local=is_local,
                is_verified=False,
                valid_from=rule_set.valid_from,
                valid_to=rule_set.valid_to,
                citation=rule_set.citation or rule_set.name,
            )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_law_rows")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
