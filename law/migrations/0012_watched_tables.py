"""Every table of the law of which something is kept changes its stamp."""

from django.db import migrations


TABLES = ("basesalary", "checklistitem", "holiday", "prizerate")
WATCH = """
CREATE TRIGGER law_is_another AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON law_{table}
  FOR EACH STATEMENT EXECUTE FUNCTION law_is_another();
"""
UNWATCH = "DROP TRIGGER law_is_another ON law_{table};"


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0011_initiative_scope"),
    ]

    operations = [
        migrations.RunSQL(WATCH.format(table=table), UNWATCH.format(table=table))
        for table in TABLES
    ]
