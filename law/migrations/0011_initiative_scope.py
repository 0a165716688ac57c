"""How far an initiative must have influence: a column, where the words alone said it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0010_provision"),
    ]

    operations = [
        migrations.AddField(
            model_name="prerequisite",
            name="initiative_scope",
            field=models.CharField(
                blank=True,
                choices=[("base", "Cơ sở"), ("province", "Trong tỉnh"), ("nation", "Toàn quốc")],
                help_text="Trống: được cơ sở công nhận là đủ",
                max_length=10,
                verbose_name="phạm vi ảnh hưởng của sáng kiến",
            ),
        ),
    ]
