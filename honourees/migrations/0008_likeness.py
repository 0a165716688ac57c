"""Pairs of records that look like one, and the ways along which they are found."""

import django.db.models.deletion
from django.db import migrations, models

import nganam_awards.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("honourees", "0007_registration_step"),
        ("units", "0004_former_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resemblance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(verbose_name="điểm giống")),
                ("reasons", models.JSONField(default=list, verbose_name="vì sao giống")),
                ("doubts", models.JSONField(default=list, verbose_name="vì sao khác")),
                (
                    "found_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="thấy lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "cặp bản ghi giống nhau",
                "ordering": ["-points", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "newest",
                    models.BigIntegerField(default=0, verbose_name="bản ghi mới nhất đã xem"),
                ),
                ("reached", models.BigIntegerField(default=0, verbose_name="lượt xem lại đến")),
            ],
            options={
                "verbose_name": "lượt tìm bản ghi trùng",
                "default_permissions": (),
            },
        ),
        migrations.AlterModelOptions(
            name="merge",
            options={
                "default_permissions": (),
                "ordering": ["-pk"],
                "permissions": [("merge_records", "Gộp, tách bản ghi trong sổ khen thưởng")],
                "verbose_name": "lần gộp bản ghi",
            },
        ),
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(
                condition=models.Q(("birth_date", None), _negated=True),
                fields=["birth_date"],
                name="honouree_day_of_birth",
            ),
        ),
        migrations.AddIndex(
            model_name="honouree",
            index=models.Index(
                models.F("unit"),
                models.Func(
                    models.F("name_fold"),
                    models.Value("(\\S)\\S*\\s*"),
                    models.Value("\\1"),
                    models.Value("g"),
                    function="regexp_replace",
                    output_field=models.TextField(),
                ),
                name="honouree_initials_in_unit",
            ),
        ),
        migrations.AddField(
            model_name="resemblance",
            name="one",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="resemblance",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="honourees.honouree",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)),
                name="one_survey",
                violation_error_message="Chỉ có một lượt tìm.",
            ),
        ),
        migrations.AddIndex(
            model_name="resemblance",
            index=models.Index(fields=["-points", "-id"], name="resemblance_by_points"),
        ),
        migrations.AddConstraint(
            model_name="resemblance",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="pair_is_found_once"),
        ),
        migrations.AddConstraint(
            model_name="resemblance",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))),
                name="found_pair_stands_in_order",
                violation_error_message="Bản ghi có mã nhỏ đứng trước.",
            ),
        ),
    ]
