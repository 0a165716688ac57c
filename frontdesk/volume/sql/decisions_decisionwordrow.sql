INSERT INTO decisions_decisionwordrow (decision_id, called, words)
SELECT due.* FROM (SELECT array_agg(id ORDER BY id) AS ids FROM load_decision) AS loaded,
       decision_words_due(loaded.ids) AS due;
