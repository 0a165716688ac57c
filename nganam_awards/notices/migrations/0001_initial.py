"""Notices in the portal and the outbox of letters."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nganam_awards.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingEmail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="người nhận")),
                ("subject", models.CharField(max_length=200, verbose_name="tiêu đề")),
                ("body", models.TextField(verbose_name="nội dung")),
                (
                    "dedupe_key",
                    models.CharField(max_length=120, unique=True, verbose_name="khóa chống trùng"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ gửi"),
                            ("sending", "Đang gửi"),
                            ("sent", "Đã gửi"),
                            ("failed", "Không gửi được"),
                            ("unknown", "Không rõ đã đi chưa"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần thử")),
                (
                    "lease_until",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="không đụng đến trước (giờ máy)"
                    ),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=200, verbose_name="lỗi lần cuối"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.machine_now,
                        verbose_name="lập lúc (giờ máy)",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc (giờ máy)"),
                ),
            ],
            options={
                "verbose_name": "thư đi",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["id"],
                        name="mail_on_its_way",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sent_mail_has_its_time",
                        violation_error_message="Thư đã gửi phải có giờ gửi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True),
                            ("lease_until__isnull", False),
                            _connector="OR",
                        ),
                        name="mail_under_way_is_leased",
                        violation_error_message="Thư đang gửi phải có thời hạn chờ.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=400, verbose_name="nội dung")),
                ("url", models.CharField(max_length=200, verbose_name="trang liên quan")),
                (
                    "event_key",
                    models.CharField(max_length=80, verbose_name="bước đã sinh ra thông báo"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=nganam_awards.core.clock.now, verbose_name="lúc"),
                ),
                (
                    "read_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="đã đọc lúc (giờ máy)"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["user", "-id"], name="notice_of_user"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "event_key"),
                        name="notice_once_a_person",
                        violation_error_message="Người này đã được báo về bước này.",
                    )
                ],
            },
        ),
    ]
