"""The right to vote follows from a dated seat: the old right and its office go."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


OFFICE = "Thành viên Hội đồng"


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody was named by a decision there: who sits on the Council is entered by dates."""
    using = schema_editor.connection.alias
    rights = apps.get_model("auth", "Permission").objects.using(using)
    rights.filter(content_type__app_label="dossiers", codename="vote").delete()
    apps.get_model("auth", "Group").objects.using(using).filter(name=OFFICE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("council", "0001_initial"),
        ("dossiers", "0016_council"),
        ("units", "0003_stand_in"),
    ]

    # An earlier release makes both again with its own post_migrate.
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
