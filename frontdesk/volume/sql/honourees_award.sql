INSERT INTO honourees_award (
    id, honouree_id, unit_id, award_type_id, merit_year, achievement, decision_symbol, decided_on, prize_vnd,
    category, unit_then_id, working_unit, origin, issuer, source, words, revoked_symbol, revoked_on)
SELECT l.award_id, l.honouree_id, h.unit_id, l.award_type_id, l.year, pg_temp.deed(l.id), d.symbol, d.issued_on,
       l.prize_vnd, l.category, l.unit_id, u.name, 'portal', '', '',
       award_words_of(h.full_name, d.symbol, h.unit_id, l.unit_id), '', NULL
  FROM load_line l
  JOIN load_decision d ON d.id = l.decision_id
  JOIN load_unit u ON u.id = l.unit_id
  JOIN honourees_honouree h ON h.id = l.honouree_id
 WHERE l.award_id IS NOT NULL
 ORDER BY l.award_id;
