"""The columns that became rows go; what the rows must say becomes a rule of the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_fill_law_rows")]

    operations = [
        migrations.RemoveField(
            model_name="awardtype",
            name="is_verified",
        ),
        migrations.RemoveField(
            model_name="awardtype",
            name="level",
        ),
        migrations.RemoveField(
            model_name="checklistitem",
            name="is_required",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="collective_factor_thousandths",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="cutoff_day",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="cutoff_month",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="household_factor_thousandths",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="processing_days",
        ),
        migrations.RemoveField(
            model_name="ruleset",
            name="rounding",
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="authority_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="basesalary",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="basesalary_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="basesalary",
            constraint=models.UniqueConstraint(
                fields=("valid_from",), name="one_base_salary_per_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="checklistitem_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="checklistitem_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.UniqueConstraint(
                fields=("rule_set", "category", "award_type", "part", "valid_from"),
                name="one_line_per_part_and_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="holiday_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="legalbasis_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.UniqueConstraint(
                fields=("code", "valid_from"), name="one_wording_per_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="prizerate",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="prizerate_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prizerate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="prizerate_starts_before_it_ends",
                violation_error_message="Ngày bắt đầu hiệu lực không được sau ngày hết hiệu lực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prizerate",
            constraint=models.UniqueConstraint(
                fields=("rule_set", "award_type", "valid_from"),
                name="one_rate_per_award_rule_set_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(("citation", ""), _negated=True),
                name="ruleset_names_its_source",
                violation_error_message="Ghi nguồn: văn bản nào, điều nào nói như vậy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity", "deputy"), ("title_lines__startswith", "KT. ")),
                    models.Q(("capacity", "acting"), ("title_lines__startswith", "Q. ")),
                    models.Q(
                        ("capacity", "head"),
                        models.Q(("title_lines__startswith", "KT. "), _negated=True),
                        models.Q(("title_lines__startswith", "Q. "), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signatory_line_says_the_capacity",
                violation_error_message="Dòng chức vụ của cấp phó ký thay bắt đầu bằng «KT. », của quyền người đứng đầu bằng «Q. », của người đứng đầu không có chữ nào phía trước.",
            ),
        ),
    ]
