-- What the triggers would have kept, each name of the pool asked once.
INSERT INTO dossiers_namewords (dossier_id, nomination_id, for_unit, for_town, words)
SELECT l.dossier_id, l.id, true, true, w.words
  FROM load_line l
  JOIN (SELECT full_name, vn_words(full_name) AS words
          FROM (SELECT DISTINCT full_name FROM load_line) AS named) AS w USING (full_name)
 ORDER BY l.id;
