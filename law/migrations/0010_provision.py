"""Provisions as dated rows, and a stamp that changes with every change of the law."""

from django.db import migrations, models


TABLES = (
    "awardpower",
    "awardrule",
    "awardtype",
    "prerequisite",
    "provision",
    "ruleset",
    "rulevalue",
)
STAMP = """
CREATE FUNCTION law_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO law_lawstamp (id, stamp) VALUES (1, gen_random_uuid())
  ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp;
  RETURN NULL;
END $$;
INSERT INTO law_lawstamp (id, stamp) VALUES (1, gen_random_uuid());
"""
WATCH = """
CREATE TRIGGER law_is_another AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON law_{table}
  FOR EACH STATEMENT EXECUTE FUNCTION law_is_another();
"""
UNWATCH = "DROP TRIGGER law_is_another ON law_{table};"


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0009_council"),
    ]

    operations = [
        migrations.CreateModel(
            name="LawStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField()),
            ],
            options={
                "verbose_name": "dấu phiên bản của quy định",
                "default_permissions": (),
            },
        ),
        migrations.AlterField(
            model_name="rulevalue",
            name="key",
            field=models.CharField(
                choices=[
                    ("cutoff", "Hạn cuối của «đầu năm» để duyệt kế hoạch khen thưởng"),
                    ("announcement_issuer", "Cơ quan ra thông báo về kế hoạch khen thưởng"),
                    ("processing_days", "Thời hạn giải quyết hồ sơ"),
                    ("batch_days", "Thời hạn giải quyết hồ sơ danh hiệu cuối năm"),
                    ("receive_days", "Thời hạn tiếp nhận"),
                    ("appraise_days", "Thời hạn thẩm định"),
                    ("decide_days", "Thời hạn trình và ký quyết định"),
                    ("return_days", "Thời hạn trả kết quả"),
                    ("apology_days", "Xin lỗi và hẹn lại: chậm nhất trước hạn trả"),
                    ("office_hours", "Giờ làm việc trong ngày"),
                    (
                        "portal_signature",
                        "Thủ trưởng xác nhận trên cổng thay cho bản ký giấy của tờ trình, danh sách",
                    ),
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
                    ("ldtt_months", "Thời gian làm việc trong năm để xét Lao động tiên tiến"),
                    ("ldtt_leave", "Thời gian nghỉ được tính là làm việc"),
                    ("ldtt_rating", "Xếp loại thấp nhất để xét Lao động tiên tiến"),
                    ("title_penalty", "Kỷ luật từ mức này trở lên: không xét danh hiệu trong năm"),
                    ("form_penalty", "Kỷ luật từ mức này trở lên: xem lại khi xét hình thức khen"),
                    ("member_penalty", "Thành viên bị kỷ luật từ mức này: không xét tập thể"),
                    (
                        "ttldtt_share",
                        "Tập thể lao động tiên tiến: thành viên là Lao động tiên tiến",
                    ),
                    ("ttldxs_share", "Tập thể lao động xuất sắc: thành viên là Lao động tiên tiến"),
                    ("ended_collective", "Khen tập thể đã ngừng hoạt động trước ngày quyết định"),
                    (
                        "ballot_titles",
                        "Tỷ lệ phiếu của Hội đồng cho Chiến sĩ thi đua cấp tỉnh, toàn quốc",
                    ),
                    (
                        "ballot_others",
                        "Tỷ lệ phiếu của Hội đồng cho khen thưởng khác trình cấp trên",
                    ),
                    ("ballot_town", "Tỷ lệ phiếu của Hội đồng cho khen thưởng của thị xã"),
                    ("council_quorum", "Số thành viên phải có mặt để Hội đồng họp"),
                    (
                        "council_tie",
                        "Biểu quyết công khai ngang phiếu: theo bên có Chủ tịch Hội đồng",
                    ),
                    (
                        "council_heads",
                        "Thành viên là thủ trưởng đơn vị trình không bỏ phiếu cho người của đơn vị mình",
                    ),
                    ("council_days", "Thời hạn Hội đồng xét"),
                    ("complaint_days", "Thời hiệu khiếu nại, từ khi nhận hoặc biết quyết định"),
                    ("complaint_accept_days", "Thời hạn thụ lý khiếu nại"),
                    ("complaint_settle_days", "Thời hạn giải quyết khiếu nại, từ ngày thụ lý"),
                    (
                        "complaint_long_days",
                        "Thời hạn giải quyết khiếu nại phức tạp, từ ngày thụ lý",
                    ),
                ],
                max_length=30,
                verbose_name="quy định",
            ),
        ),
        migrations.CreateModel(
            name="Provision",
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
                ("text", models.CharField(max_length=400, verbose_name="lời văn")),
                (
                    "governs",
                    models.CharField(
                        choices=[
                            ("merit", "ngày cuối của năm thành tích"),
                            ("decision", "ngày quyết định"),
                        ],
                        max_length=10,
                        verbose_name="luật của ngày nào",
                    ),
                ),
                (
                    "can_overrule",
                    models.BooleanField(
                        default=False,
                        help_text="Khi không đạt.",
                        verbose_name="chuyên viên được vẫn đề nghị, có lý do",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định xét",
                "ordering": ["key", "valid_from"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("citation", ""), _negated=True),
                        name="provision_names_its_source",
                        violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="provision_starts_before_it_ends",
                        violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
                    ),
                    models.UniqueConstraint(
                        fields=("key", "valid_from"), name="one_provision_per_key_and_day"
                    ),
                ],
            },
        ),
        migrations.RunSQL(STAMP, "DROP FUNCTION law_is_another();"),
        *(
            migrations.RunSQL(WATCH.format(table=table), UNWATCH.format(table=table))
            for table in TABLES
        ),
    ]
