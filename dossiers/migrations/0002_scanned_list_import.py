"""Lists from Excel are scanned for viruses, as attachments are."""

from django.db import migrations, models

import nganam_awards.core.files.stored_file


OLD_FORMATS = {
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def name_old_formats(apps, schema_editor):
    """Most lists are .xlsx, as the column's first value says; the others say so by their name."""
    rows = apps.get_model("dossiers", "ListImport").objects
    for suffix, content_type in OLD_FORMATS.items():
        rows.filter(name__iendswith=suffix).update(content_type=content_type)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("attachment", "infected_file_names_its_virus"),
        migrations.RemoveIndex("attachment", "attachment_to_scan"),
        migrations.AlterField(
            model_name="attachment",
            name="file",
            field=models.FileField(
                max_length=200,
                upload_to=nganam_awards.core.files.stored_file.storage_name,
                verbose_name="tệp",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="attachment_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="attachment_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
        migrations.AddField(
            model_name="listimport",
            name="content_type",
            field=models.CharField(
                default="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                max_length=100,
                verbose_name="định dạng",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="listimport",
            name="page_count",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="số trang"),
        ),
        migrations.AddField(
            model_name="listimport",
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
            model_name="listimport",
            name="scan_asked_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="hỏi máy quét lần đầu (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="listimport",
            name="scanned_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="máy quét trả lời (giờ máy)"
            ),
        ),
        migrations.AddField(
            model_name="listimport",
            name="virus",
            field=models.CharField(blank=True, max_length=100, verbose_name="vi-rút"),
        ),
        migrations.AlterField(
            model_name="listimport",
            name="file",
            field=models.FileField(
                max_length=200,
                upload_to=nganam_awards.core.files.stored_file.storage_name,
                verbose_name="tệp",
            ),
        ),
        migrations.AddIndex(
            model_name="listimport",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="listimport_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="listimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="listimport_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
        migrations.RunPython(name_old_formats, migrations.RunPython.noop),
    ]
