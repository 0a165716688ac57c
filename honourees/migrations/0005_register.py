"""The register for life: whence an award came, two records of one, registration of titles."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nganam_awards.core.clock
import nganam_awards.core.files.stored_file


class Migration(migrations.Migration):
    dependencies = [
        ("honourees", "0004_unit_of_award"),
        ("law", "0010_provision"),
        ("units", "0004_former_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardPaper",
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
                            ("opening", "Đang kiểm tra tệp"),
                            ("unreadable", "Không đọc được"),
                        ],
                        default="off",
                        max_length=10,
                        verbose_name="quét vi-rút",
                    ),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần mở thử"),
                ),
                (
                    "flaw",
                    models.CharField(blank=True, max_length=1000, verbose_name="vì sao không nhận"),
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
            ],
            options={
                "verbose_name": "giấy tờ chứng minh lần khen",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Distinction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="ghi lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "hai người khác nhau",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told", models.CharField(max_length=600, verbose_name="hai bản ghi khi gộp")),
                ("reasons", models.JSONField(default=list, verbose_name="vì sao giống")),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="điểm giống"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                (
                    "at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="gộp lúc"
                    ),
                ),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tách lại lúc"),
                ),
                (
                    "undone_note",
                    models.CharField(blank=True, max_length=500, verbose_name="lý do tách"),
                ),
            ],
            options={
                "verbose_name": "lần gộp bản ghi",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RegisteredTitle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Cá nhân"),
                            ("collective", "Tập thể"),
                            ("household", "Hộ gia đình"),
                        ],
                        max_length=20,
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "full_name",
                    models.CharField(max_length=200, verbose_name="họ và tên hoặc tên tập thể"),
                ),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm sinh"
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="chức vụ")),
                (
                    "working_unit",
                    models.CharField(blank=True, max_length=250, verbose_name="đơn vị công tác"),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                (
                    "name_fold",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("full_name"), function="vn_fold"),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng đăng ký thi đua",
                "ordering": ["order", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TitleRegistration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("merit_year", models.PositiveSmallIntegerField(verbose_name="năm thi đua")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="lập lúc"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="thủ trưởng xác nhận lúc"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="lần ghi")),
            ],
            options={
                "verbose_name": "đăng ký thi đua",
                "ordering": ["-merit_year", "unit"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="award",
            name="category",
            field=models.CharField(
                blank=True,
                choices=[
                    ("thematic", "Theo đợt (chuyên đề)"),
                    ("merit", "Theo công trạng (thường xuyên hằng năm)"),
                    ("unscheduled", "Đột xuất"),
                    ("forward", "Trình cấp trên"),
                ],
                max_length=20,
                verbose_name="loại hình",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="entered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc"),
        ),
        migrations.AddField(
            model_name="award",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="issuer",
            field=models.CharField(
                blank=True,
                help_text="Trống: thị xã.",
                max_length=200,
                verbose_name="cơ quan quyết định",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="origin",
            field=models.CharField(
                choices=[
                    ("portal", "Quyết định ban hành trên cổng"),
                    ("past", "Nhập từ danh sách các năm trước"),
                    ("other", "Khen thưởng nơi khác, có giấy tờ"),
                ],
                default="portal",
                max_length=10,
                verbose_name="nguồn",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="source",
            field=models.CharField(blank=True, max_length=300, verbose_name="ghi từ đâu"),
        ),
        migrations.AddField(
            model_name="award",
            name="unit_then",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị khi đó",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="working_unit",
            field=models.CharField(
                blank=True, max_length=250, verbose_name="nơi công tác, nơi ở khi đó"
            ),
        ),
        migrations.AddField(
            model_name="honouree",
            name="main",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="others",
                to="honourees.honouree",
                verbose_name="bản ghi chính",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin", "portal"),
                    models.Q(
                        ("entered_at__isnull", False),
                        ("entered_by__isnull", False),
                        models.Q(("source", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="award_from_elsewhere_says_whence",
                violation_error_message="Ghi nguồn của lần khen này: danh sách nào, giấy tờ nào.",
            ),
        ),
        migrations.AddConstraint(
            model_name="honouree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("main", None),
                    models.Q(("main", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_is_merged_into_itself",
                violation_error_message="Không gộp một bản ghi vào chính nó.",
            ),
        ),
        migrations.AddField(
            model_name="awardpaper",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="honourees.award",
            ),
        ),
        migrations.AddField(
            model_name="awardpaper",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="main",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="registeredtitle",
            name="award_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="law.awardtype",
                verbose_name="danh hiệu đăng ký",
            ),
        ),
        migrations.AddField(
            model_name="titleregistration",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="titleregistration",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="titleregistration",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="title_registrations",
                to="units.unit",
            ),
        ),
        migrations.AddField(
            model_name="registeredtitle",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="titles",
                to="honourees.titleregistration",
            ),
        ),
        migrations.AddIndex(
            model_name="awardpaper",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="awardpaper_to_scan",
            ),
        ),
        migrations.AddIndex(
            model_name="awardpaper",
            index=models.Index(
                condition=models.Q(("scan", "opening")), fields=["id"], name="awardpaper_to_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="awardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="awardpaper_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "unreadable"), _negated=True),
                    models.Q(("flaw", ""), _negated=True),
                    _connector="OR",
                ),
                name="awardpaper_says_its_flaw",
                violation_error_message="Tệp không đọc được phải ghi vì sao.",
            ),
        ),
        migrations.AddConstraint(
            model_name="distinction",
            constraint=models.UniqueConstraint(
                fields=("one", "other"), name="pair_is_told_apart_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="distinction",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))),
                name="pair_stands_in_order",
                violation_error_message="Bản ghi có mã nhỏ đứng trước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("other",),
                name="record_is_merged_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("main", models.F("other")), _negated=True),
                name="merge_is_of_two_records",
                violation_error_message="Chọn hai bản ghi khác nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="undone_merge_says_by_whom",
                violation_error_message="Lần tách phải ghi ai tách, lúc nào.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titleregistration",
            constraint=models.UniqueConstraint(
                fields=("unit", "merit_year"),
                name="one_registration_per_unit_and_year",
                violation_error_message="Đơn vị đã có danh sách đăng ký của năm này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titleregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="confirmed_registration_says_by_whom",
                violation_error_message="Lần xác nhận phải ghi ai xác nhận, lúc nào.",
            ),
        ),
        migrations.AddIndex(
            model_name="registeredtitle",
            index=models.Index(fields=["name_fold"], name="registered_folded"),
        ),
        migrations.AddConstraint(
            model_name="registeredtitle",
            constraint=models.UniqueConstraint(
                fields=("registration", "kind", "full_name", "birth_year", "award_type"),
                name="registered_title_stands_once",
                nulls_distinct=False,
                violation_error_message="Người (tập thể) này đã đăng ký danh hiệu ấy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registeredtitle",
            constraint=models.CheckConstraint(
                condition=models.Q(("full_name", ""), _negated=True),
                name="registered_name_is_given",
                violation_error_message="Ghi họ và tên hoặc tên tập thể.",
            ),
        ),
    ]
