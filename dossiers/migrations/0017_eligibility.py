"""Facts of a nominee that provisions read; what they said; whom an officer took in spite."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nganam_awards.core.clock
import nganam_awards.core.long_text


# What the portal itself awarded tells its category, and where the honouree was then.
BACKFILL = """
UPDATE honourees_award a
SET category = d.category, unit_then_id = d.unit_id, working_unit = n.working_unit
FROM dossiers_nomination n JOIN dossiers_dossier d ON d.id = n.dossier_id
WHERE n.award_id = a.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0006_reminder"),
        ("dossiers", "0016_council"),
        ("honourees", "0005_register"),
        ("law", "0010_provision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("filed", "Khi nộp"),
                            ("appraised", "Khi thẩm định"),
                            ("submitted", "Khi trình Chủ tịch"),
                            ("issued", "Khi ban hành"),
                        ],
                        max_length=10,
                        verbose_name="lúc",
                    ),
                ),
                ("rules_stamp", models.UUIDField(verbose_name="phiên bản quy định")),
                ("data_sha", models.CharField(max_length=64, verbose_name="mã băm dữ kiện")),
                ("findings", models.JSONField(verbose_name="kết luận")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="xét lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả xét điều kiện",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CollectiveMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                ("full_name", models.CharField(max_length=200, verbose_name="họ và tên")),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="năm sinh"
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="chức vụ")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("good", "Hoàn thành tốt nhiệm vụ"),
                            ("completed", "Hoàn thành nhiệm vụ"),
                            ("failed", "Không hoàn thành nhiệm vụ"),
                        ],
                        max_length=12,
                        verbose_name="xếp loại trong năm",
                    ),
                ),
                (
                    "penalty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reprimand", "Khiển trách"),
                            ("warning", "Cảnh cáo"),
                            ("pay_cut", "Hạ bậc lương"),
                            ("demotion", "Giáng chức"),
                            ("removal", "Cách chức"),
                            ("dismissal", "Buộc thôi việc"),
                        ],
                        max_length=10,
                        verbose_name="hình thức kỷ luật",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên của tập thể",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Overruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("receiver", "Đối tượng được nhận"),
                            ("authority", "Thẩm quyền quyết định"),
                            ("regime_gap", "Thành tích và quyết định theo hai luật"),
                            ("registration", "Đăng ký thi đua"),
                            ("future_day", "Ngày tháng khai báo"),
                            ("service", "Thời gian công tác trong năm"),
                            ("rating", "Xếp loại trong năm"),
                            ("discipline", "Kỷ luật"),
                            ("under_review", "Đang bị xem xét, thanh tra, điều tra"),
                            ("needed_award", "Danh hiệu phải có trước"),
                            ("evidence", "Sáng kiến, đề tài, xếp loại"),
                            ("merit_ground", "Khen chuyên đề, đột xuất không làm căn cứ"),
                            ("member_share", "Tỷ lệ thành viên"),
                            ("member_discipline", "Kỷ luật của thành viên"),
                            ("member_duty", "Thành viên hoàn thành nhiệm vụ"),
                            ("ratio", "Tỷ lệ tối đa"),
                            ("same_title", "Một danh hiệu một năm"),
                            ("same_deed", "Một thành tích một hình thức"),
                            ("state_twice", "Hai hình thức cấp Nhà nước một năm"),
                            ("elsewhere", "Có trong hồ sơ khác"),
                            ("body_ended", "Tập thể, đơn vị đã ngừng hoạt động"),
                            ("consultation", "Ý kiến hiệp y"),
                            ("council", "Hội đồng xét"),
                            ("plan", "Kế hoạch khen thưởng được duyệt đầu năm"),
                            ("plan_year", "Năm thành tích"),
                            ("exclusion", "Việc không xét khen"),
                            ("quota", "Chỉ tiêu được duyệt"),
                            ("papers", "Thành phần hồ sơ"),
                        ],
                        max_length=20,
                        verbose_name="quy định xét",
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=30, verbose_name="phần")),
                (
                    "reason",
                    nganam_awards.core.long_text.LongTextField(
                        max_length=1000, verbose_name="lý do"
                    ),
                ),
                ("told", models.CharField(max_length=600, verbose_name="kết luận đã bỏ qua")),
                (
                    "at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.now, verbose_name="ghi lúc"
                    ),
                ),
                (
                    "taken_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="rút lại lúc"),
                ),
            ],
            options={
                "verbose_name": "vẫn đề nghị, có lý do",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="nomination",
            name="only_collectives_count_members",
        ),
        migrations.RemoveConstraint(
            model_name="nomination",
            name="only_persons_serve",
        ),
        migrations.AddField(
            model_name="nomination",
            name="advanced_count",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="số Lao động tiên tiến"
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="completed_count",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="số người hoàn thành nhiệm vụ"
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="fighter_count",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="số Chiến sĩ thi đua cơ sở"
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="hired_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày vào làm việc"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="initiative_body",
            field=models.CharField(blank=True, max_length=200, verbose_name="cơ quan công nhận"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="initiative_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("initiative", "Sáng kiến được công nhận"),
                    ("research", "Đề tài khoa học được nghiệm thu"),
                ],
                max_length=10,
                verbose_name="sáng kiến hay đề tài",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="initiative_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày công nhận"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="initiative_scope",
            field=models.CharField(
                blank=True,
                choices=[("base", "Cơ sở"), ("province", "Trong tỉnh"), ("nation", "Toàn quốc")],
                max_length=10,
                verbose_name="phạm vi ảnh hưởng",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="leave_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(366)],
                verbose_name="số ngày nghỉ trong năm",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="leave_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("maternity", "Nghỉ thai sản"),
                    ("study_short", "Đi học, bồi dưỡng dưới 1 năm"),
                    ("study_long", "Đi học, bồi dưỡng từ 1 năm, kết quả khá trở lên"),
                    ("brave_hurt", "Bị thương vì hành động dũng cảm cứu người, cứu tài sản"),
                    ("sick", "Nghỉ ốm"),
                    ("unpaid", "Nghỉ không hưởng lương"),
                    ("other", "Nghỉ khác"),
                ],
                max_length=12,
                verbose_name="lý do nghỉ",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="penalised_count",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="số người bị kỷ luật từ cảnh cáo"
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="penalty",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reprimand", "Khiển trách"),
                    ("warning", "Cảnh cáo"),
                    ("pay_cut", "Hạ bậc lương"),
                    ("demotion", "Giáng chức"),
                    ("removal", "Cách chức"),
                    ("dismissal", "Buộc thôi việc"),
                ],
                max_length=10,
                verbose_name="hình thức kỷ luật",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="penalty_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày kỷ luật"),
        ),
        migrations.AlterField(
            model_name="nomination",
            name="group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("leader", "Lãnh đạo, quản lý"),
                    ("direct", "Trực tiếp công tác, lao động"),
                    ("forces", "Lực lượng vũ trang, dân quân, công an, bảo vệ ở cơ sở"),
                    ("small", "Tập thể nhỏ"),
                ],
                max_length=10,
                verbose_name="nhóm đối tượng",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("honouree_kind", "collective"),
                    models.Q(
                        ("advanced_count", None),
                        ("completed_count", None),
                        ("fighter_count", None),
                        ("headcount", None),
                        ("penalised_count", None),
                    ),
                    _connector="OR",
                ),
                name="only_collectives_count_members",
                violation_error_message="Chỉ tập thể có số người.",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("honouree_kind", "person"),
                    models.Q(
                        ("discipline", ""),
                        ("hired_on", None),
                        ("initiative_body", ""),
                        ("initiative_kind", ""),
                        ("initiative_on", None),
                        ("initiative_scope", ""),
                        ("leave_days", None),
                        ("leave_kind", ""),
                        ("penalty", ""),
                        ("penalty_on", None),
                        ("service_months", None),
                    ),
                    _connector="OR",
                ),
                name="only_persons_serve",
                violation_error_message="Chỉ cá nhân có thời gian công tác, ngày nghỉ, kỷ luật và sáng kiến.",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group", ""),
                    models.Q(
                        ("honouree_kind", "person"), models.Q(("group", "small"), _negated=True)
                    ),
                    models.Q(("group", "small"), ("honouree_kind", "collective")),
                    _connector="OR",
                ),
                name="group_fits_its_kind",
                violation_error_message="Cá nhân: chọn nhóm của người; tập thể chỉ có «Tập thể nhỏ»; hộ để trống.",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("headcount", None),
                    models.Q(
                        models.Q(
                            ("advanced_count", None),
                            ("advanced_count__lte", models.F("headcount")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("fighter_count", None),
                            ("fighter_count__lte", models.F("headcount")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("completed_count", None),
                            ("completed_count__lte", models.F("headcount")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("penalised_count", None),
                            ("penalised_count__lte", models.F("headcount")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="counts_within_headcount",
                violation_error_message="Số người đạt không được nhiều hơn số người của tập thể.",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="collectivemember",
            name="nomination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="dossiers.nomination",
                verbose_name="tập thể",
            ),
        ),
        migrations.AddField(
            model_name="overruling",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="overruling",
            name="nomination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overrulings",
                to="dossiers.nomination",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["dossier", "-id"], name="assessment_newest"),
        ),
        migrations.AddConstraint(
            model_name="collectivemember",
            constraint=models.UniqueConstraint(
                fields=("nomination", "full_name", "birth_year"),
                name="member_stands_once",
                nulls_distinct=False,
                violation_error_message="Người này đã có trong danh sách thành viên.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivemember",
            constraint=models.CheckConstraint(
                condition=models.Q(("full_name", ""), _negated=True),
                name="member_has_a_name",
                violation_error_message="Ghi họ và tên thành viên.",
            ),
        ),
        migrations.AddConstraint(
            model_name="overruling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("nomination", "key", "part"),
                name="one_overruling_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="overruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="overruling_says_why",
                violation_error_message="Ghi lý do vẫn đề nghị.",
            ),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
