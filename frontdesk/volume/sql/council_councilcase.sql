-- What lies in an open decision had passed the Council by a written opinion before it was composed;
-- what is free for a decision waits for the Council. Decisions of the past stay as they were.
WITH due AS (
    SELECT l.id AS nomination_id, l.award_type_id, d.year, d.composed_at,
           row_number() OVER (PARTITION BY l.award_type_id, d.year ORDER BY l.id) AS place
      FROM load_line l
      JOIN load_decision d ON d.id = l.decision_id
     CROSS JOIN load_fact f
     WHERE d.is_open AND l.award_type_id IN (f.cstdcs, f.ttldtt)
), heard AS (
    INSERT INTO council_councilcase (
        state, award_type_id, category, merit_year, "order", form, base, percent, quorum_part,
        quorum_whole, tie_with_chair, bars_heads, on_paper, created_by_id, created_at)
    SELECT 'closed', award_type_id, 'merit', year, 0, 'opinion', 'all', 80, 2, 3, true, false, false,
           (SELECT home_head FROM load_fact), min(composed_at) - interval '3 days'
      FROM due GROUP BY award_type_id, year
    RETURNING id, award_type_id, merit_year, created_by_id, created_at
), stepped AS (
    INSERT INTO council_caseevent (
        case_id, action, source, target, by_id, note, facts, happened_at, recorded_at, announced_at)
    SELECT h.id, s.action, s.source, s.target, h.created_by_id, '', '{}', h.created_at + s.later,
           h.created_at + s.later, h.created_at + s.later
      FROM heard h
     CROSS JOIN (VALUES (1, 'send_out', 'waiting', 'voting', interval '1 hour'),
                        (2, 'close', 'voting', 'closed', interval '1 day')) AS s(turn, action, source, target, later)
     ORDER BY h.id, s.turn
)
INSERT INTO council_caseline (case_id, nomination_id, "order", outcome, base, agree, disagree, abstain)
SELECT h.id, due.nomination_id, due.place, 'passed', 11, 11, 0, 0
  FROM due JOIN heard h ON h.award_type_id = due.award_type_id AND h.merit_year = due.year
 ORDER BY h.id, due.place;
