"""Kept words of dossiers, the triggers that write them, and the words of all that is there.

`dossier_…_due` say what should stand, `keep_dossier_words` makes it stand; triggers call it after
each statement with what the statement changed, so a list of 5,000 names is one call. The dossier's
row is locked first: two people who write in one dossier wait for each other. The functions' bodies
are text, so that columns they read may change their type later.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


DUE = """
-- What a dossier is called: now, and where a supplement is written as it was last sent.
CREATE FUNCTION dossier_called_due(dossiers bigint[])
RETURNS TABLE (dossier_id bigint, of_unit bool, of_town bool, words tsvector)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  WITH said AS (
    SELECT d.id, d.title, d.unit_id, concat_ws(' ', d.ref, d.one_stop_code) AS codes,
      coalesce(s.before #>> '{rows,dossier,0,fields,title}', d.title) AS sent
    FROM dossiers_dossier d
    LEFT JOIN dossiers_supplement s ON s.dossier_id = d.id AND s.answered_at IS NULL
    WHERE d.id = ANY (dossiers)
  ), told (id, unit, town, unit_id, text) AS (
    SELECT id, true, sent = title, unit_id, codes || ' ' || title FROM said
    UNION ALL
    SELECT id, false, true, unit_id, codes || ' ' || sent FROM said WHERE sent <> title
  )
  SELECT id, unit, town,
    vn_words(text) || array_to_tsvector(ARRAY['đv' || unit_id]) FROM told;
END $$;

-- The same of names on the list.
CREATE FUNCTION dossier_names_due(dossiers bigint[], lines bigint[])
RETURNS TABLE (dossier_id bigint, nomination_id bigint, for_unit bool, for_town bool, words tsvector)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  WITH sent AS MATERIALIZED (
    SELECT (line ->> 'pk')::bigint AS id, line #>> '{fields,full_name}' AS name
    FROM dossiers_supplement s, jsonb_array_elements(s.before #> '{rows,lines}') line
    WHERE s.dossier_id = ANY (dossiers) AND s.answered_at IS NULL
      AND jsonb_typeof(s.before #> '{rows,lines}') = 'array'
  ), said AS (
    SELECT n.dossier_id, n.id, n.full_name, coalesce(sent.name, n.full_name) AS sent
    FROM dossiers_nomination n LEFT JOIN sent ON sent.id = n.id
    WHERE n.id = ANY (lines)
  )
  SELECT dossier_id, id, true, sent = full_name, vn_words(full_name) FROM said
  UNION ALL
  SELECT dossier_id, id, false, true, vn_words(sent) FROM said WHERE sent <> full_name;
END $$;

-- All words of a dossier, with those it is called by: one row, or one for each where they differ.
CREATE FUNCTION dossier_words_due(dossiers bigint[])
RETURNS TABLE (dossier_id bigint, for_unit bool, for_town bool, called tsvector, words tsvector)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
  WITH called AS MATERIALIZED (SELECT * FROM dossier_called_due(dossiers)),
  apart AS (
    SELECT dossier_id FROM called WHERE NOT (of_unit AND of_town)
    UNION
    SELECT dossier_id FROM dossiers_namewords
    WHERE dossier_id = ANY (dossiers) AND NOT (for_unit AND for_town)
  ), reader (unit, town) AS (VALUES (true, true), (true, false), (false, true)),
  due AS (
    SELECT c.dossier_id, r.unit, r.town, c.words FROM called c
    LEFT JOIN apart a ON a.dossier_id = c.dossier_id
    JOIN reader r ON (a.dossier_id IS NULL) = (r.unit AND r.town)
      AND (r.unit AND c.of_unit OR r.town AND c.of_town)
  ), named AS (
    SELECT d.dossier_id, d.town, array_to_tsvector(array_agg(DISTINCT w.lexeme)) AS words
    FROM due d
    JOIN dossiers_namewords n ON n.dossier_id = d.dossier_id
      AND (d.unit AND n.for_unit OR d.town AND n.for_town)
    CROSS JOIN LATERAL unnest(n.words) w
    GROUP BY 1, 2
  )
  SELECT d.dossier_id, d.unit, d.town, d.words, d.words || coalesce(n.words, '')
  FROM due d LEFT JOIN named n ON (n.dossier_id, n.town) = (d.dossier_id, d.town);
END $$;
"""

KEEP = """
CREATE FUNCTION keep_dossier_words(dossiers bigint[], lines bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM dossiers_dossier WHERE id = ANY (dossiers) ORDER BY id FOR NO KEY UPDATE;
  IF lines <> '{}' THEN
    WITH due AS MATERIALIZED (
      SELECT * FROM dossier_names_due(dossiers, lines)
    ), gone AS (
      DELETE FROM dossiers_namewords n WHERE n.nomination_id = ANY (lines) AND NOT EXISTS (
        SELECT FROM due WHERE due.nomination_id = n.nomination_id
          AND (due.dossier_id, due.for_unit, due.for_town, due.words)
            = (n.dossier_id, n.for_unit, n.for_town, n.words)
      )
    )
    INSERT INTO dossiers_namewords (dossier_id, nomination_id, for_unit, for_town, words)
    SELECT * FROM due WHERE NOT EXISTS (
      SELECT FROM dossiers_namewords n WHERE n.nomination_id = due.nomination_id
        AND (n.dossier_id, n.for_unit, n.for_town, n.words)
          = (due.dossier_id, due.for_unit, due.for_town, due.words)
    );
  END IF;
  INSERT INTO dossiers_dossierwords AS kept (dossier_id, for_unit, for_town, called, words)
  SELECT * FROM dossier_words_due(dossiers)
  ON CONFLICT (dossier_id, for_town) DO UPDATE
    SET for_unit = EXCLUDED.for_unit, called = EXCLUDED.called, words = EXCLUDED.words
    WHERE (kept.for_unit, kept.called, kept.words)
      IS DISTINCT FROM (EXCLUDED.for_unit, EXCLUDED.called, EXCLUDED.words);
  DELETE FROM dossiers_dossierwords mine USING dossiers_dossierwords theirs
  WHERE mine.dossier_id = ANY (dossiers) AND NOT mine.for_town
    AND theirs.dossier_id = mine.dossier_id AND theirs.for_unit AND theirs.for_town;
END $$;
"""

TRIGGERS = """
CREATE FUNCTION dossier_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_dossier_words(ARRAY[NEW.id], '{}');
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT ON dossiers_dossier
  FOR EACH ROW EXECUTE FUNCTION dossier_words_follow();
CREATE TRIGGER words_follow_change AFTER UPDATE ON dossiers_dossier
  FOR EACH ROW
  WHEN ((OLD.ref, OLD.title, OLD.one_stop_code, OLD.unit_id)
    IS DISTINCT FROM (NEW.ref, NEW.title, NEW.one_stop_code, NEW.unit_id))
  EXECUTE FUNCTION dossier_words_follow();

CREATE FUNCTION dossier_words_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM dossiers_namewords WHERE dossier_id = OLD.id;
  DELETE FROM dossiers_dossierwords WHERE dossier_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER words_go AFTER DELETE ON dossiers_dossier
  FOR EACH ROW EXECUTE FUNCTION dossier_words_go();

CREATE FUNCTION nominee_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dossiers bigint[]; lines bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(DISTINCT n.dossier_id) || array_agg(DISTINCT o.dossier_id), array_agg(n.id)
    INTO dossiers, lines FROM written n JOIN before o ON o.id = n.id
    WHERE (n.full_name, n.dossier_id) IS DISTINCT FROM (o.full_name, o.dossier_id);
  ELSE
    SELECT array_agg(DISTINCT dossier_id), array_agg(id) INTO dossiers, lines FROM written;
  END IF;
  IF lines IS NOT NULL THEN
    PERFORM keep_dossier_words(dossiers, lines);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT ON dossiers_nomination
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION nominee_words_follow();
CREATE TRIGGER words_follow_change AFTER UPDATE ON dossiers_nomination
  REFERENCING NEW TABLE AS written OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION nominee_words_follow();
CREATE TRIGGER words_go AFTER DELETE ON dossiers_nomination
  REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION nominee_words_follow();

-- Asked: nothing differs yet. Answered or taken back: what differed is one again.
CREATE FUNCTION supplement_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.dossier_id ELSE NEW.dossier_id END;
  lines bigint[];
BEGIN
  SELECT coalesce(array_agg(id), '{}') INTO lines FROM (
    SELECT nomination_id AS id FROM dossiers_namewords
    WHERE dossier_id = asked AND NOT (for_unit AND for_town)
    UNION
    SELECT n.id FROM dossiers_supplement s
    CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(s.before #> '{rows,lines}')
      WHEN 'array' THEN s.before #> '{rows,lines}' ELSE '[]' END) line
    JOIN dossiers_nomination n ON n.id = (line ->> 'pk')::bigint
    WHERE s.dossier_id = asked AND s.answered_at IS NULL
      AND n.full_name <> line #>> '{fields,full_name}'
  ) found;
  PERFORM keep_dossier_words(ARRAY[asked], lines);
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT OR DELETE OR UPDATE OF before, answered_at
  ON dossiers_supplement FOR EACH ROW EXECUTE FUNCTION supplement_words_follow();
"""

BACKFILL = """
INSERT INTO dossiers_namewords (dossier_id, nomination_id, for_unit, for_town, words)
SELECT due.* FROM (SELECT array_agg(id) AS ids FROM dossiers_dossier) every,
  (SELECT array_agg(id) AS ids FROM dossiers_nomination) line,
  dossier_names_due(every.ids, line.ids) due;
INSERT INTO dossiers_dossierwords (dossier_id, for_unit, for_town, called, words)
SELECT due.* FROM (SELECT array_agg(id) AS ids FROM dossiers_dossier) every,
  dossier_words_due(every.ids) due;
"""

FORGET = """
DROP TRIGGER words_follow ON dossiers_supplement;
DROP TRIGGER words_go ON dossiers_nomination;
DROP TRIGGER words_follow_change ON dossiers_nomination;
DROP TRIGGER words_follow ON dossiers_nomination;
DROP TRIGGER words_go ON dossiers_dossier;
DROP TRIGGER words_follow_change ON dossiers_dossier;
DROP TRIGGER words_follow ON dossiers_dossier;
DROP FUNCTION supplement_words_follow, nominee_words_follow, dossier_words_go,
  dossier_words_follow, keep_dossier_words, dossier_words_due, dossier_names_due,
  dossier_called_due;
"""

# A prefix that no statistics know is taken for half of the rarest kept word: the more of them are
# kept, the surer a rare name is looked up in the index of words, not by walking a unit's dossiers.
STATISTICS = """
ALTER TABLE dossiers_dossierwords ALTER COLUMN called SET STATISTICS 500;
ALTER TABLE dossiers_dossierwords ALTER COLUMN words SET STATISTICS 500;
ALTER TABLE dossiers_namewords ALTER COLUMN words SET STATISTICS 500;
"""

TOLD = ["suspend", "resume", "strike", "revoke", "forward", "award_above", "decline_above"]
KEY = {
    "auto_created": True,
    "primary_key": True,
    "serialize": False,
    "verbose_name": "ID",
}


def _words():
    return django.contrib.postgres.search.SearchVectorField()


def _columns(*more):
    return [
        ("id", models.BigAutoField(**KEY)),
        ("for_unit", models.BooleanField()),
        ("for_town", models.BooleanField()),
        ("words", _words()),
        *more,
    ]


def _row_of(model, **how):
    kind = django.db.models.deletion.DO_NOTHING
    return models.ForeignKey(on_delete=kind, related_name="word_rows", to=model, **how)


def _words_index(model, field, name):
    index = django.contrib.postgres.indexes.GinIndex(fields=[field], name=name)
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_kept_words"), ("dossiers", "0006_one_word")]

    operations = [
        migrations.CreateModel(
            name="NameWords",
            fields=_columns(
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dossiers.dossier",
                    ),
                ),
                ("nomination", _row_of("dossiers.nomination")),
            ),
            options={"verbose_name": "từ của một tên"},
        ),
        migrations.CreateModel(
            name="DossierWords",
            fields=_columns(
                ("called", _words()), ("dossier", _row_of("dossiers.dossier", db_index=False))
            ),
            options={"verbose_name": "từ của hồ sơ"},
        ),
        migrations.RunSQL(DUE + KEEP + TRIGGERS, FORGET),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="dossierwords",
            constraint=models.UniqueConstraint(
                fields=("dossier", "for_town"), name="dossier_words_once_for_each"
            ),
        ),
        _words_index("dossierwords", "called", "dossier_called"),
        _words_index("dossierwords", "words", "dossier_all_words"),
        _words_index("namewords", "words", "nominee_named"),
        migrations.AddIndex(
            model_name="nominationevent",
            index=models.Index(
                fields=["id"],
                condition=models.Q(announced_at=None, action__in=TOLD),
                name="nominationevent_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["merit_year", "state", "-id"], name="dossier_of_year"),
        ),
        migrations.RemoveIndex(model_name="dossier", name="dossier_words"),
        migrations.RemoveIndex(model_name="nomination", name="nominee_words"),
        migrations.RunSQL(
            STATISTICS + "ANALYZE dossiers_dossierwords, dossiers_namewords;",
            migrations.RunSQL.noop,
        ),
    ]
