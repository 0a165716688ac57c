INSERT INTO dossiers_dossierwords (dossier_id, for_unit, for_town, called, words)
SELECT due.* FROM (SELECT array_agg(id ORDER BY id) AS ids FROM load_dossier) AS loaded,
       dossier_words_due(loaded.ids) AS due;
