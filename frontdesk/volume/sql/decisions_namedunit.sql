INSERT INTO decisions_namedunit (decision_id, unit_id)
SELECT due.* FROM (SELECT array_agg(id ORDER BY id) AS ids FROM load_decision) AS loaded,
       named_units_due(loaded.ids) AS due;
