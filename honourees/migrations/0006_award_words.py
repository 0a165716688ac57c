"""Kept words of awards, what is put right by hand, and lists of earlier years.

`award_words_of` says what should stand; the triggers of `0004_unit_of_award` write it beside the
unit, and again when the honouree, a unit, the number or the name changes.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nganam_awards.core.clock
import nganam_awards.core.files.stored_file


WORDS = """
CREATE FUNCTION award_words_of(name text, symbol text, unit bigint, unit_then bigint)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN vn_words(name || ' ' || symbol)
  || array_to_tsvector(array_remove(ARRAY['đv' || unit, 'đv' || unit_then], NULL));
"""

KEEP = """
CREATE OR REPLACE FUNCTION award_has_its_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.unit_id, award_words_of(h.full_name, NEW.decision_symbol, h.unit_id, NEW.unit_then_id)
  INTO NEW.unit_id, NEW.words FROM honourees_honouree h WHERE h.id = NEW.honouree_id;
  RETURN NEW;
END $$;
DROP TRIGGER has_its_unit ON honourees_award;
CREATE TRIGGER has_its_unit BEFORE INSERT
  OR UPDATE OF honouree_id, unit_id, unit_then_id, decision_symbol, words ON honourees_award
  FOR EACH ROW EXECUTE FUNCTION award_has_its_unit();
DROP TRIGGER awards_follow ON honourees_honouree;
CREATE TRIGGER awards_follow AFTER UPDATE ON honourees_honouree FOR EACH ROW
  WHEN (OLD.unit_id <> NEW.unit_id OR OLD.full_name <> NEW.full_name)
  EXECUTE FUNCTION awards_follow_their_honouree();
"""

FORGET = """
CREATE OR REPLACE FUNCTION award_has_its_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT unit_id INTO NEW.unit_id FROM honourees_honouree WHERE id = NEW.honouree_id;
  RETURN NEW;
END $$;
DROP TRIGGER has_its_unit ON honourees_award;
CREATE TRIGGER has_its_unit BEFORE INSERT OR UPDATE OF honouree_id, unit_id ON honourees_award
  FOR EACH ROW EXECUTE FUNCTION award_has_its_unit();
DROP TRIGGER awards_follow ON honourees_honouree;
CREATE TRIGGER awards_follow AFTER UPDATE ON honourees_honouree FOR EACH ROW
  WHEN (OLD.unit_id <> NEW.unit_id) EXECUTE FUNCTION awards_follow_their_honouree();
"""

BACKFILL = """
UPDATE honourees_award a
SET words = award_words_of(h.full_name, a.decision_symbol, a.unit_id, a.unit_then_id)
FROM honourees_honouree h WHERE h.id = a.honouree_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# A prefix that no statistics know is taken for half of the rarest kept word.
STATISTICS = "ALTER TABLE honourees_award ALTER COLUMN words SET STATISTICS 500;"


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_kept_words"),
        ("honourees", "0005_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told", models.CharField(max_length=600, verbose_name="lần khen trước đó")),
                ("what", models.CharField(max_length=1000, verbose_name="đã làm gì")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                (
                    "at",
                    models.DateTimeField(default=nganam_awards.core.clock.now, verbose_name="lúc"),
                ),
            ],
            options={
                "verbose_name": "lần sửa lần khen",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PastList",
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
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ kiểm tra"),
                            ("checking", "Đang kiểm tra"),
                            ("checked", "Đã kiểm tra, chờ nhập"),
                            ("refused", "Không đọc được"),
                            ("writing", "Đang ghi vào sổ"),
                            ("saved", "Đã nhập"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(default=0, verbose_name="đã làm (phần trăm)"),
                ),
                ("turn", models.PositiveIntegerField(default=1, verbose_name="lượt kiểm tra")),
                (
                    "leased_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="máy đang giữ đến"),
                ),
                (
                    "tries_to_read",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần đọc thử"),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="vì sao không nhận")),
                ("report", models.JSONField(default=dict, verbose_name="kết quả kiểm tra")),
                ("answers", models.JSONField(default=dict, verbose_name="lựa chọn của người nhập")),
                (
                    "done_count",
                    models.PositiveIntegerField(default=0, verbose_name="số dòng đã ghi"),
                ),
                ("outcome", models.JSONField(default=dict, verbose_name="đã ghi")),
            ],
            options={
                "verbose_name": "danh sách các năm trước",
                "ordering": ["-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(WORDS, "DROP FUNCTION award_words_of(text, text, bigint, bigint);"),
        migrations.AddField(
            "award",
            "words",
            django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "award", "words", django.contrib.postgres.search.SearchVectorField(editable=False)
        ),
        migrations.RunSQL(KEEP, FORGET),
        migrations.RunSQL(STATISTICS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="award",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="award_words"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["-decided_on", "-id"], name="award_newest"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["merit_year", "-decided_on", "-id"], name="award_of_year"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["award_type", "-decided_on", "-id"], name="award_of_type"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(
                condition=models.Q(("origin", "portal"), _negated=True),
                fields=["origin", "-decided_on", "-id"],
                name="award_from_elsewhere",
            ),
        ),
        migrations.AddField(
            model_name="awardchange",
            name="award",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="changes",
                to="honourees.award",
            ),
        ),
        migrations.AddField(
            model_name="awardchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="awardchange",
            name="honouree",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="award_changes",
                to="honourees.honouree",
            ),
        ),
        migrations.AddField(
            model_name="pastlist",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="awardchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="award_change_says_why",
                violation_error_message="Ghi lý do sửa hoặc rút lần khen.",
            ),
        ),
        migrations.AddIndex(
            model_name="pastlist",
            index=models.Index(
                condition=models.Q(("scan__in", ("off", "waiting", "silent"))),
                fields=["id"],
                name="pastlist_to_scan",
            ),
        ),
        migrations.AddIndex(
            model_name="pastlist",
            index=models.Index(
                condition=models.Q(("scan", "opening")), fields=["id"], name="pastlist_to_open"
            ),
        ),
        migrations.AddIndex(
            model_name="pastlist",
            index=models.Index(
                condition=models.Q(("stage__in", ["waiting", "checking", "writing"])),
                fields=["id"],
                name="past_list_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), _negated=True),
                    models.Q(("virus", ""), _negated=True),
                    _connector="OR",
                ),
                name="pastlist_names_its_virus",
                violation_error_message="Tệp có vi-rút phải ghi tên vi-rút.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "unreadable"), _negated=True),
                    models.Q(("flaw", ""), _negated=True),
                    _connector="OR",
                ),
                name="pastlist_says_its_flaw",
                violation_error_message="Tệp không đọc được phải ghi vì sao.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__lte", 100)),
                name="past_list_percentage_is_one",
                violation_error_message="Phần trăm từ 0 đến 100.",
            ),
        ),
    ]
