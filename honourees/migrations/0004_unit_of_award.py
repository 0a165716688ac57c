"""The unit of an award: kept beside it, so that a unit's honours are read in their order."""

import django.db.models.deletion
from django.db import migrations, models


KEEP = """
CREATE FUNCTION award_has_its_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT unit_id INTO NEW.unit_id FROM honourees_honouree WHERE id = NEW.honouree_id;
  RETURN NEW;
END $$;
CREATE TRIGGER has_its_unit BEFORE INSERT OR UPDATE OF honouree_id, unit_id ON honourees_award
  FOR EACH ROW EXECUTE FUNCTION award_has_its_unit();

CREATE FUNCTION awards_follow_their_honouree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE honourees_award SET unit_id = NEW.unit_id WHERE honouree_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER awards_follow AFTER UPDATE ON honourees_honouree FOR EACH ROW
  WHEN (OLD.unit_id <> NEW.unit_id) EXECUTE FUNCTION awards_follow_their_honouree();
"""

FORGET = """
DROP TRIGGER awards_follow ON honourees_honouree;
DROP TRIGGER has_its_unit ON honourees_award;
DROP FUNCTION awards_follow_their_honouree, award_has_its_unit;
"""

BACKFILL = """
UPDATE honourees_award a SET unit_id = h.unit_id
FROM honourees_honouree h WHERE h.id = a.honouree_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _unit(**how):
    return models.ForeignKey(
        db_index=False,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="units.unit",
        **how,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("honourees", "0003_opened_file_and_long_text"),
        ("units", "0002_ended_body"),
    ]

    operations = [
        migrations.AddField("award", "unit", _unit(null=True)),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AlterField("award", "unit", _unit()),
        migrations.RunSQL(KEEP, FORGET),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["unit", "-decided_on", "-id"], name="award_of_unit"),
        ),
        # Namesakes by their birth, or in the unit: nobody reads every Nguyễn Văn An of the town.
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(fields=["name_letters", "birth_year"], name="honouree_born_in"),
        ),
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(
                fields=["name_letters", "birth_date"],
                condition=~models.Q(birth_date=None),
                name="honouree_born_on",
            ),
        ),
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(fields=["unit", "name_letters"], name="honouree_next_door"),
        ),
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(fields=["unit", "name_fold"], name="honouree_folded_in_unit"),
        ),
        migrations.RemoveIndex(model_name="honouree", name="honouree_by_letters"),
    ]
