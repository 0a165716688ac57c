"""Kept words and named units of decisions, the triggers that write them, and all that is there.

`…_due` say what should stand. The decision's row is locked first, so that two who change one
decision wait for each other. A unit is named when its decision is issued: from then on the line-up
stands, and a line that the province declines stays in it.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


WORDS = """
CREATE FUNCTION decision_words_due(decisions bigint[])
RETURNS TABLE (decision_id bigint, called tsvector, words tsvector)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  WITH named AS (
    SELECT l.decision_id, array_to_tsvector(array_agg(DISTINCT w.lexeme)) AS words
    FROM decisions_decisionline l
    JOIN dossiers_namewords p ON p.nomination_id = l.nomination_id AND p.for_town
    CROSS JOIN LATERAL unnest(p.words) w
    WHERE l.decision_id = ANY (decisions) GROUP BY 1
  ), said AS (
    SELECT d.id, vn_words(concat_ws(' ', e.symbol, d.reason)) AS called
    FROM decisions_decision d LEFT JOIN law_numberentry e ON e.id = d.entry_id
    WHERE d.id = ANY (decisions)
  )
  SELECT s.id, s.called, s.called || coalesce(n.words, '')
  FROM said s LEFT JOIN named n ON n.decision_id = s.id;
END $$;

CREATE FUNCTION keep_decision_words(decisions bigint[]) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM decisions_decision WHERE id = ANY (decisions) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO decisions_decisionwordrow AS kept (decision_id, called, words)
  SELECT * FROM decision_words_due(decisions)
  ON CONFLICT (decision_id) DO UPDATE SET called = EXCLUDED.called, words = EXCLUDED.words
    WHERE (kept.called, kept.words) IS DISTINCT FROM (EXCLUDED.called, EXCLUDED.words);
END $$;

CREATE FUNCTION decision_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_decision_words(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT ON decisions_decision
  FOR EACH ROW EXECUTE FUNCTION decision_words_follow();
CREATE TRIGGER words_follow_change AFTER UPDATE ON decisions_decision FOR EACH ROW
  WHEN ((OLD.reason, OLD.entry_id) IS DISTINCT FROM (NEW.reason, NEW.entry_id))
  EXECUTE FUNCTION decision_words_follow();

CREATE FUNCTION decision_symbol_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_decision_words(array_agg(id)) FROM decisions_decision
    WHERE entry_id = NEW.id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow_change AFTER UPDATE ON law_numberentry FOR EACH ROW
  WHEN (OLD.symbol IS DISTINCT FROM NEW.symbol) EXECUTE FUNCTION decision_symbol_follows();

CREATE FUNCTION decision_names_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decisions bigint[];
BEGIN
  IF TG_TABLE_NAME = 'decisions_decisionline' THEN
    SELECT array_agg(DISTINCT decision_id) INTO decisions FROM written;
  ELSE
    SELECT array_agg(DISTINCT l.decision_id) INTO decisions
    FROM decisions_decisionline l
    WHERE l.nomination_id IN (SELECT nomination_id FROM written WHERE for_town);
  END IF;
  IF decisions IS NOT NULL THEN
    PERFORM keep_decision_words(decisions);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT ON decisions_decisionline
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION decision_names_follow();
CREATE TRIGGER words_go AFTER DELETE ON decisions_decisionline
  REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION decision_names_follow();
CREATE TRIGGER decision_words_follow AFTER INSERT ON dossiers_namewords
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION decision_names_follow();
CREATE TRIGGER decision_words_go AFTER DELETE ON dossiers_namewords
  REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION decision_names_follow();
"""

UNITS = """
CREATE FUNCTION named_units_due(decisions bigint[])
RETURNS TABLE (decision_id bigint, unit_id bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  SELECT DISTINCT d.id, o.unit_id FROM decisions_decision d
  JOIN decisions_decisionline l ON l.decision_id = d.id
  JOIN dossiers_nomination n ON n.id = l.nomination_id
  JOIN dossiers_dossier o ON o.id = n.dossier_id
  WHERE d.id = ANY (decisions) AND d.state = 'issued' AND (n.state <> 'declined'
    OR EXISTS (SELECT FROM decisions_forwardanswer a WHERE a.line_id = l.id));
END $$;

CREATE FUNCTION keep_named_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM decisions_namedunit WHERE decision_id = NEW.id;
  INSERT INTO decisions_namedunit (decision_id, unit_id)
  SELECT * FROM named_units_due(ARRAY[NEW.id]);
  IF NEW.kind = 'award' AND
    (SELECT count(*) FROM decisions_namedunit WHERE decision_id = NEW.id) > 1
  THEN
    INSERT INTO decisions_pendingextracts VALUES (NEW.id) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER units_are_named AFTER UPDATE ON decisions_decision FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND NEW.state = 'issued') EXECUTE FUNCTION keep_named_units();

CREATE FUNCTION name_units_anew(decisions bigint[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM decisions_namedunit WHERE decision_id = ANY (decisions);
  INSERT INTO decisions_namedunit (decision_id, unit_id) SELECT * FROM named_units_due(decisions);
$$;

-- A filed dossier keeps its unit; should it ever change, its decisions follow.
CREATE FUNCTION named_units_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM name_units_anew(array_agg(DISTINCT l.decision_id))
  FROM decisions_decisionline l JOIN dossiers_nomination n ON n.id = l.nomination_id
  WHERE n.dossier_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER named_units_follow AFTER UPDATE ON dossiers_dossier FOR EACH ROW
  WHEN (OLD.unit_id <> NEW.unit_id) EXECUTE FUNCTION named_units_follow();

-- Whom the Chairman declined is named by no decision, unless the province answered for him there.
CREATE FUNCTION named_units_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM name_units_anew(array_agg(DISTINCT decision_id))
  FROM decisions_decisionline WHERE nomination_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER named_units_of_line AFTER UPDATE ON dossiers_nomination FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND 'declined' IN (OLD.state, NEW.state))
  EXECUTE FUNCTION named_units_of_line();

CREATE FUNCTION named_units_of_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM name_units_anew(array_agg(decision_id)) FROM decisions_decisionline
  WHERE id IN (NEW.line_id, OLD.line_id);
  RETURN NULL;
END $$;
CREATE TRIGGER named_units_of_answer AFTER INSERT OR DELETE ON decisions_forwardanswer FOR EACH ROW
  EXECUTE FUNCTION named_units_of_answer();
"""

UNTOLD = """
CREATE FUNCTION untold_line_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM decisions_untoldline WHERE nomination_id = NEW.id;
  IF NEW.state = 'declined' AND NOT EXISTS (
    SELECT FROM decisions_resultannouncement_nominations WHERE nomination_id = NEW.id
  ) THEN
    INSERT INTO decisions_untoldline (nomination_id) VALUES (NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER untold_line_follows AFTER UPDATE ON dossiers_nomination FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND 'declined' IN (OLD.state, NEW.state))
  EXECUTE FUNCTION untold_line_follows();

CREATE FUNCTION told_line_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    DELETE FROM decisions_untoldline WHERE nomination_id = NEW.nomination_id;
  ELSE
    INSERT INTO decisions_untoldline (nomination_id)
    SELECT id FROM dossiers_nomination n WHERE id = OLD.nomination_id AND state = 'declined'
      AND NOT EXISTS (
        SELECT FROM decisions_resultannouncement_nominations WHERE nomination_id = n.id)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER told_line_goes AFTER INSERT OR DELETE ON decisions_resultannouncement_nominations
  FOR EACH ROW EXECUTE FUNCTION told_line_goes();
"""

BACKFILL = """
INSERT INTO decisions_untoldline (nomination_id)
SELECT id FROM dossiers_nomination n WHERE state = 'declined' AND NOT EXISTS (
  SELECT FROM decisions_resultannouncement_nominations WHERE nomination_id = n.id);
INSERT INTO decisions_decisionwordrow (decision_id, called, words)
SELECT due.* FROM (SELECT array_agg(id) AS ids FROM decisions_decision) every,
  decision_words_due(every.ids) due;
INSERT INTO decisions_namedunit (decision_id, unit_id)
SELECT due.* FROM (SELECT array_agg(id) AS ids FROM decisions_decision) every,
  named_units_due(every.ids) due;
INSERT INTO decisions_pendingextracts (decision_id)
SELECT d.id FROM decisions_decision d
WHERE d.state = 'issued' AND d.kind = 'award'
  AND (SELECT count(*) FROM decisions_namedunit u WHERE u.decision_id = d.id) > 1
  AND NOT EXISTS (SELECT FROM decisions_unitextract e WHERE e.decision_id = d.id);
"""

FORGET = """
DROP TRIGGER told_line_goes ON decisions_resultannouncement_nominations;
DROP TRIGGER untold_line_follows ON dossiers_nomination;
DROP TRIGGER named_units_of_answer ON decisions_forwardanswer;
DROP TRIGGER named_units_of_line ON dossiers_nomination;
DROP TRIGGER named_units_follow ON dossiers_dossier;
DROP TRIGGER units_are_named ON decisions_decision;
DROP TRIGGER decision_words_go ON dossiers_namewords;
DROP TRIGGER decision_words_follow ON dossiers_namewords;
DROP TRIGGER words_go ON decisions_decisionline;
DROP TRIGGER words_follow ON decisions_decisionline;
DROP TRIGGER words_follow_change ON law_numberentry;
DROP TRIGGER words_follow_change ON decisions_decision;
DROP TRIGGER words_follow ON decisions_decision;
DROP FUNCTION told_line_goes, untold_line_follows, named_units_of_answer, named_units_of_line,
  named_units_follow, name_units_anew, keep_named_units, named_units_due, decision_names_follow,
  decision_symbol_follows, decision_words_follow, keep_decision_words, decision_words_due;
"""

STATISTICS = """
ALTER TABLE decisions_decisionwordrow ALTER COLUMN words SET STATISTICS 500;
ANALYZE decisions_decisionwordrow, decisions_namedunit;
"""

KEY = {
    "auto_created": True,
    "primary_key": True,
    "serialize": False,
    "verbose_name": "ID",
}


def _decision(kind, **how):
    return kind(on_delete=django.db.models.deletion.DO_NOTHING, to="decisions.decision", **how)


def _words_index(field, name):
    return migrations.AddIndex(
        model_name="decisionwordrow",
        index=django.contrib.postgres.indexes.GinIndex(fields=[field], name=name),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_opened_file_and_long_text"),
        ("dossiers", "0007_kept_words"),
        ("law", "0005_opened_file_and_long_text"),
        ("units", "0002_ended_body"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionWordRow",
            fields=[
                (
                    "decision",
                    _decision(
                        models.OneToOneField,
                        primary_key=True,
                        related_name="word_row",
                        serialize=False,
                    ),
                ),
                ("called", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={"verbose_name": "từ của quyết định"},
        ),
        migrations.CreateModel(
            name="NamedUnit",
            fields=[
                ("id", models.BigAutoField(**KEY)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                ("decision", _decision(models.ForeignKey, related_name="named_units")),
            ],
            options={"verbose_name": "đơn vị có tên trong quyết định"},
        ),
        migrations.CreateModel(
            name="PendingExtracts",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="pending_extracts",
                        serialize=False,
                        to="decisions.decision",
                    ),
                )
            ],
            options={"verbose_name": "quyết định chờ trích sao"},
        ),
        migrations.CreateModel(
            name="UntoldLine",
            fields=[
                (
                    "nomination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="untold_line",
                        serialize=False,
                        to="dossiers.nomination",
                    ),
                )
            ],
            options={"verbose_name": "đề nghị chờ thông báo"},
        ),
        migrations.RunSQL(WORDS + UNITS + UNTOLD, FORGET),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="namedunit",
            constraint=models.UniqueConstraint(
                fields=("unit", "decision"), name="unit_once_in_a_decision"
            ),
        ),
        _words_index("called", "decision_called"),
        _words_index("words", "decision_all_words"),
        # What a fund paid in a year is summed on every list of decisions.
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["issued_on"], name="decision_issued_on"),
        ),
        migrations.RemoveIndex(model_name="decision", name="decision_words"),
        migrations.RunSQL(STATISTICS, migrations.RunSQL.noop),
    ]
