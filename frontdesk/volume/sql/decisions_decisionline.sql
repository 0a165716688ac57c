INSERT INTO decisions_decisionline (id, decision_id, nomination_id, prize_vnd)
SELECT line_id, decision_id, id, CASE WHEN state = 'awarded' THEN prize_vnd END
  FROM load_line WHERE decision_id IS NOT NULL ORDER BY line_id;
