"""The law as rows with their own days: powers, figures, prerequisites, corrections."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import campaigns.models.authority
import nganam_awards.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_amendment_ways_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardPower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("citation", models.CharField(max_length=300, verbose_name="nguồn")),
                ("is_verified", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
                (
                    "is_local",
                    models.BooleanField(
                        default=False,
                        help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                        verbose_name="do thị xã nhập",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("commune", "Chủ tịch UBND xã, phường"),
                            ("town", "Chủ tịch UBND thị xã"),
                            ("province", "Chủ tịch UBND tỉnh"),
                            ("state", "Nhà nước"),
                            ("forces", "Quân đội, Công an"),
                            ("ministry", "bộ, ngành, đoàn thể trung ương"),
                        ],
                        max_length=20,
                        verbose_name="cấp quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "thẩm quyền quyết định",
                "ordering": ["award_type__order", "valid_from"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=30, verbose_name="danh mục")),
                ("subject", models.CharField(max_length=200, verbose_name="mã mục")),
                ("name", models.CharField(max_length=300, verbose_name="mục được sửa")),
                ("before", models.TextField(blank=True, verbose_name="trước đó")),
                ("after", models.TextField(blank=True, verbose_name="nay là")),
                (
                    "effective_on",
                    models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày"),
                ),
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="nguồn")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                (
                    "happened_at",
                    models.DateTimeField(default=nganam_awards.core.clock.now, verbose_name="lúc"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=nganam_awards.core.clock.machine_now, verbose_name="lúc (giờ máy)"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần sửa quy định",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Prerequisite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("citation", models.CharField(max_length=300, verbose_name="nguồn")),
                ("is_verified", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
                (
                    "is_local",
                    models.BooleanField(
                        default=False,
                        help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                        verbose_name="do thị xã nhập",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "group",
                    models.PositiveSmallIntegerField(default=1, verbose_name="nhóm điều kiện"),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("initiative", "Sáng kiến được công nhận"),
                            ("research", "Đề tài khoa học được nghiệm thu"),
                            ("excellent", "Xếp loại hoàn thành xuất sắc nhiệm vụ"),
                        ],
                        max_length=20,
                        verbose_name="cần minh chứng",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0: của chính năm xét", verbose_name="số năm liên tục"
                    ),
                ),
                (
                    "share",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "ttldtt_share",
                                "Tập thể lao động tiên tiến: thành viên là Lao động tiên tiến",
                            ),
                            (
                                "ttldxs_share",
                                "Tập thể lao động xuất sắc: thành viên là Lao động tiên tiến",
                            ),
                        ],
                        help_text="Tỷ lệ lấy từ giá trị của bộ quy tắc, không chép lại ở đây",
                        max_length=30,
                        verbose_name="tỷ lệ thành viên theo quy định",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="lời văn")),
            ],
            options={
                "verbose_name": "điều kiện của danh hiệu, hình thức",
                "ordering": ["rule_set", "award_type__order", "group", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RuleValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("citation", models.CharField(max_length=300, verbose_name="nguồn")),
                ("is_verified", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
                (
                    "is_local",
                    models.BooleanField(
                        default=False,
                        help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                        verbose_name="do thị xã nhập",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("cutoff", "Hạn cuối của «đầu năm» để duyệt kế hoạch khen thưởng"),
                            ("notice_issuer", "Cơ quan ra thông báo về kế hoạch khen thưởng"),
                            ("processing_days", "Thời hạn giải quyết hồ sơ"),
                            ("batch_days", "Thời hạn giải quyết hồ sơ danh hiệu cuối năm"),
                            ("receive_days", "Thời hạn tiếp nhận"),
                            ("appraise_days", "Thời hạn thẩm định"),
                            ("decide_days", "Thời hạn trình và ký quyết định"),
                            ("return_days", "Thời hạn trả kết quả"),
                            ("rounding", "Làm tròn tiền thưởng"),
                            ("collective_factor", "Tiền thưởng của tập thể so với cá nhân"),
                            ("household_factor", "Tiền thưởng của hộ gia đình so với cá nhân"),
                            (
                                "highest_title_only",
                                "Nhiều danh hiệu cùng thời điểm, cùng thành tích: chỉ nhận mức thưởng cao nhất",
                            ),
                            (
                                "cstdcs_percent",
                                "Tỷ lệ Chiến sĩ thi đua cơ sở tối đa trên số Lao động tiên tiến",
                            ),
                            ("cstdcs_base", "Nơi tính tỷ lệ Chiến sĩ thi đua cơ sở"),
                            (
                                "ldtt_months",
                                "Thời gian làm việc trong năm để xét Lao động tiên tiến",
                            ),
                            (
                                "ttldtt_share",
                                "Tập thể lao động tiên tiến: thành viên là Lao động tiên tiến",
                            ),
                            (
                                "ttldxs_share",
                                "Tập thể lao động xuất sắc: thành viên là Lao động tiên tiến",
                            ),
                            (
                                "ballot_titles",
                                "Tỷ lệ phiếu của Hội đồng cho Chiến sĩ thi đua cấp tỉnh, toàn quốc",
                            ),
                            (
                                "ballot_others",
                                "Tỷ lệ phiếu của Hội đồng cho khen thưởng khác trình cấp trên",
                            ),
                        ],
                        max_length=30,
                        verbose_name="quy định",
                    ),
                ),
                ("value", models.CharField(max_length=60, verbose_name="giá trị")),
            ],
            options={
                "verbose_name": "giá trị quy định",
                "ordering": ["rule_set", "key", "valid_from"],
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="legalbasis",
            options={"ordering": ["order", "valid_from", "pk"], "verbose_name": "căn cứ pháp lý"},
        ),
        migrations.AlterModelOptions(
            name="prizerate",
            options={
                "ordering": ["rule_set", "award_type__order", "valid_from"],
                "verbose_name": "mức tiền thưởng",
            },
        ),
        migrations.AlterModelOptions(
            name="ruleset",
            options={
                "ordering": ["valid_from"],
                "permissions": [("keep_catalogue", "Giữ danh mục và quy định")],
                "verbose_name": "bộ quy tắc",
            },
        ),
        migrations.RemoveConstraint(
            model_name="checklistitem",
            name="one_line_per_part",
        ),
        migrations.RemoveConstraint(
            model_name="prizerate",
            name="one_rate_per_award_and_rule_set",
        ),
        migrations.AddField(
            model_name="authority",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="parent_lines",
            field=models.TextField(blank=True, verbose_name="tên cơ quan chủ quản trên văn bản"),
        ),
        migrations.AddField(
            model_name="basesalary",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="campaigntheme",
            name="is_local",
            field=models.BooleanField(default=False, verbose_name="do thị xã nhập"),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="award_type",
            field=models.ForeignKey(
                blank=True,
                help_text="Trống: thủ tục chung của loại hình",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.awardtype",
                verbose_name="danh hiệu có thủ tục riêng",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="need",
            field=models.CharField(
                choices=[
                    ("required", "Bắt buộc"),
                    ("optional", "Không bắt buộc"),
                    ("not_asked", "Không yêu cầu"),
                ],
                default="required",
                max_length=20,
                verbose_name="yêu cầu",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="valid_from",
            field=models.DateField(
                default=datetime.date(2017, 10, 1), verbose_name="có hiệu lực từ"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
        ),
        migrations.AddField(
            model_name="holiday",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="legalbasis",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="prizerate",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="prizerate",
            name="valid_from",
            field=models.DateField(
                default=datetime.date(2017, 10, 1), verbose_name="có hiệu lực từ"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="prizerate",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
        ),
        migrations.AddField(
            model_name="ruleset",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="Tệp đi kèm cổng không ghi đè dòng này.",
                verbose_name="do thị xã nhập",
            ),
        ),
        migrations.AddField(
            model_name="signatory",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("head", "Người đứng đầu"),
                    ("deputy", "Cấp phó ký thay (KT.)"),
                    ("acting", "Quyền người đứng đầu (Q.)"),
                ],
                default="head",
                max_length=10,
                verbose_name="tư cách ký",
            ),
        ),
        migrations.AddField(
            model_name="signatory",
            name="scope",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("thematic", "Theo đợt (chuyên đề)"),
                        ("merit", "Theo công trạng (thường xuyên hằng năm)"),
                        ("unscheduled", "Đột xuất"),
                        ("forward", "Trình cấp trên"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="được ký loại hình",
            ),
        ),
        migrations.AddField(
            model_name="signatory",
            name="signature",
            field=models.FileField(
                blank=True,
                max_length=200,
                upload_to=campaigns.models.authority.signature_place,
                verbose_name="ảnh chữ ký",
            ),
        ),
        migrations.AlterField(
            model_name="authority",
            name="citation",
            field=models.CharField(max_length=300, verbose_name="nguồn"),
        ),
        migrations.AlterField(
            model_name="basesalary",
            name="citation",
            field=models.CharField(max_length=300, verbose_name="nguồn"),
        ),
        migrations.AlterField(
            model_name="checklistitem",
            name="part",
            field=models.CharField(
                choices=[
                    ("submission_letter", "Tờ trình"),
                    ("achievement_report", "Báo cáo thành tích"),
                    ("minutes", "Biên bản họp xét"),
                    ("ballot", "Kết quả bỏ phiếu"),
                    ("initiative", "Quyết định công nhận sáng kiến"),
                    ("confirmation", "Văn bản xác nhận"),
                    ("nominee_list", "Danh sách có ký tên, đóng dấu"),
                    ("concurrence", "Ý kiến hiệp y"),
                    ("other", "Tài liệu khác"),
                ],
                max_length=30,
                verbose_name="thành phần",
            ),
        ),
        migrations.AlterField(
            model_name="checklistitem",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checklist",
                to="campaigns.ruleset",
            ),
        ),
        migrations.AlterField(
            model_name="holiday",
            name="citation",
            field=models.CharField(max_length=300, verbose_name="nguồn"),
        ),
        migrations.AlterField(
            model_name="holiday",
            name="kind",
            field=models.CharField(
                choices=[("off", "Nghỉ"), ("worked", "Làm bù"), ("dropped", "Đã bỏ khỏi lịch")],
                max_length=10,
                verbose_name="loại",
            ),
        ),
        migrations.AlterField(
            model_name="legalbasis",
            name="citation",
            field=models.CharField(max_length=300, verbose_name="nguồn"),
        ),
        migrations.AlterField(
            model_name="legalbasis",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AlterField(
            model_name="prizerate",
            name="award_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rates",
                to="campaigns.awardtype",
            ),
        ),
        migrations.AlterField(
            model_name="prizerate",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rates",
                to="campaigns.ruleset",
            ),
        ),
        migrations.AlterField(
            model_name="ruleset",
            name="citation",
            field=models.CharField(max_length=300, verbose_name="nguồn"),
        ),
        migrations.AlterField(
            model_name="signatory",
            name="title_lines",
            field=models.TextField(max_length=120, verbose_name="dòng chức vụ trên chữ ký"),
        ),
        migrations.AlterField(
            model_name="signatory",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ký",
            ),
        ),
        migrations.AddField(
            model_name="awardpower",
            name="award_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="powers",
                to="campaigns.awardtype",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người sửa",
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="award_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prerequisites",
                to="campaigns.awardtype",
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="needed_award",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.awardtype",
                verbose_name="cần danh hiệu, hình thức",
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prerequisites",
                to="campaigns.ruleset",
            ),
        ),
        migrations.AddField(
            model_name="rulevalue",
            name="rule_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="values",
                to="campaigns.ruleset",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardpower",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="awardpower_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardpower",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="awardpower_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardpower",
            constraint=models.UniqueConstraint(
                fields=("award_type", "valid_from"), name="one_power_per_award_and_day"
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["table", "subject"], name="correction_of_a_subject"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e6ba5b2dd13e949f2845a21243258a1e92b57a9f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fac10",
                    table="campaigns_correction",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="prerequisite_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="prerequisite_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.UniqueConstraint(
                fields=(
                    "rule_set",
                    "award_type",
                    "group",
                    "needed_award",
                    "evidence",
                    "valid_from",
                ),
                name="one_need_per_award_and_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence", ""), ("needed_award__isnull", False)),
                    models.Q(("needed_award", None), models.Q(("evidence", ""), _negated=True)),
                    _connector="OR",
                ),
                name="prerequisite_asks_an_award_or_evidence",
                violation_error_message="Điều kiện cần một danh hiệu hoặc một minh chứng.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulevalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="rulevalue_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulevalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="rulevalue_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulevalue",
            constraint=models.UniqueConstraint(
                fields=("rule_set", "key", "valid_from"), name="one_value_per_rule_and_day"
            ),
        ),
    ]
