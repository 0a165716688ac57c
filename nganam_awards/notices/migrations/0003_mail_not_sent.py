"""An index of letters that did not leave: /healthz and the administrator's home count them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_newest_first")]

    operations = [
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(
                fields=["state", "created_at"],
                condition=models.Q(state__in=["waiting", "failed", "unknown"]),
                name="mail_not_sent",
            ),
        ),
    ]
