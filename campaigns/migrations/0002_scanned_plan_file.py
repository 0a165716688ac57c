"""Files of plans are scanned for viruses."""

from django.db import migrations, models

import nganam_awards.core.files.stored_file


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="planfile",
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
            model_name="planfile",
            name="scan_asked_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="hỏi máy quét lần đầu (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="planfile",
            name="scanned_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="máy quét trả lời (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="planfile",
            name="virus",
            field=models.CharField(blank=True, max_length=100, verbose_name="vi-rút"),
        ),
        migrations.AlterField(
            model_name="planfile",
            name="file",
            field=models.FileField(
                max_length=200,
                upload_to=nganam_awards.core.files.stored_file.storage_name,
                verbose_name="tệp",
            ),
        ),
        migrations.AddIndex(
            model_name="planfile",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="planfile_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="planfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="planfile_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
    ]
