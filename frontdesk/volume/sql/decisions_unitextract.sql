INSERT INTO decisions_unitextract (decision_id, unit_id, document_id)
SELECT e.decision_id, e.unit_id, f.extract_document_base + e.n FROM load_extract e, load_fact f ORDER BY e.n;
