"""The picture of a signature becomes an uploaded file like the others, scanned for viruses."""

import hashlib
from pathlib import PurePath

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nganam_awards.core.clock
import nganam_awards.core.files.stored_file


def take_over(apps, schema_editor):
    """Each picture as it lies there; who brought it is the last who corrected its signatory."""
    pictures = apps.get_model("law", "SignaturePicture").objects
    corrections = apps.get_model("law", "Correction").objects.filter(table="nguoi-ky")
    for row in apps.get_model("law", "Signatory").objects.exclude(signature=""):
        try:
            with row.signature.open("rb") as file:
                content = file.read()
        except FileNotFoundError:  # a database restored without its files
            content = b""
        last = corrections.filter(subject=str(row.pk)).order_by("-pk").first()
        pictures.create(
            signatory=row,
            file=row.signature.name,
            name=f"chu-ky{PurePath(row.signature.name).suffix}",
            content_type="image/png",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_by_id=last.by_id if last else row.user_id,
            uploaded_at=last.happened_at if last else nganam_awards.core.clock.now(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignaturePicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=nganam_awards.core.files.stored_file.storage_name,
                        verbose_name="tệp",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="tên tệp")),
                ("content_type", models.CharField(max_length=100, verbose_name="định dạng")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                (
                    "page_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số trang"),
                ),
                (
                    "scan",
                    models.CharField(
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
                ("virus", models.CharField(blank=True, max_length=100, verbose_name="vi-rút")),
                (
                    "scan_asked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="hỏi máy quét lần đầu (giờ máy)"
                    ),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="máy quét trả lời (giờ máy)"
                    ),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="tải lên lúc"
                    ),
                ),
                (
                    "signatory",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture",
                        to="law.signatory",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "ảnh chữ ký", "abstract": False},
        ),
        migrations.AddIndex(
            model_name="signaturepicture",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="signaturepicture_to_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturepicture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="signaturepicture_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="signatory", name="signature"),
    ]
