"""Scans of decisions signed on paper are scanned for viruses; who registered one brought its file."""

from django.db import migrations, models

import nganam_awards.core.clock
import nganam_awards.core.files.stored_file


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.RenameField("paperdecision", "registered_by", "uploaded_by"),
        migrations.RenameField("paperdecision", "registered_at", "uploaded_at"),
        migrations.AlterField(
            model_name="paperdecision",
            name="uploaded_at",
            field=models.DateTimeField(
                default=nganam_awards.core.clock.now, verbose_name="tải lên lúc"
            ),
        ),
        migrations.AddField(
            model_name="paperdecision",
            name="page_count",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="số trang"),
        ),
        migrations.AddField(
            model_name="paperdecision",
            name="scan",
            field=models.CharField(
                choices=[
                    ("off", "Không quét vi-rút"),
                    ("waiting", "Đang quét vi-rút"),
                    ("clean", "Không có vi-rút"),
                    ("infected", "Có vi-rút"),
                    ("silent", "Chưa quét được vi-rút"),
                ],
                default="off",
                max_length=10,
                verbose_name="quét vi-rút",
            ),
        ),
        migrations.AddField(
            model_name="paperdecision",
            name="scan_asked_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="hỏi máy quét lần đầu (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="paperdecision",
            name="scanned_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="máy quét trả lời (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="paperdecision",
            name="virus",
            field=models.CharField(blank=True, max_length=100, verbose_name="vi-rút"),
        ),
        migrations.AlterField(
            model_name="paperdecision",
            name="file",
            field=models.FileField(
                max_length=200,
                upload_to=nganam_awards.core.files.stored_file.storage_name,
                verbose_name="tệp",
            ),
        ),
        migrations.AddIndex(
            model_name="paperdecision",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="paperdecision_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="paperdecision_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
    ]
