"""Names that a body bore until a day."""

import django.db.models.deletion
from django.db import migrations, models

import units.models.body


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0003_stand_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên cũ")),
                ("until", models.DateField(verbose_name="ngày cuối cùng mang tên này")),
                (
                    "basis",
                    models.CharField(blank=True, max_length=300, verbose_name="văn bản đổi tên"),
                ),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=units.models.body.Folded("name"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "tên cũ của đơn vị",
                "ordering": ["-until", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "until"),
                        name="one_former_name_until_a_day",
                        violation_error_message="Đã ghi một tên cũ đến ngày này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="former_name_is_given",
                        violation_error_message="Ghi tên cũ của đơn vị.",
                    ),
                ],
            },
        ),
    ]
