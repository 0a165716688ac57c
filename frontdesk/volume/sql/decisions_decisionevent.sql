INSERT INTO decisions_decisionevent (
    decision_id, action, source, target, by_id, note, facts, happened_at, recorded_at, announced_at)
SELECT d.id, s.action, s.source, s.target, s.by, s.note, s.facts, s.moment, s.moment,
       s.moment + interval '5 seconds'
  FROM load_decision d
 CROSS JOIN load_fact f
 CROSS JOIN LATERAL (VALUES
    (1, 'submit', 'drafted', 'submitted', f.home_head, d.submitted_at, '', '{}'::jsonb),
    (2, 'send_back', 'submitted', 'returned', f.chairman, d.returned_at,
        'Nêu rõ thành tích trong trích yếu rồi trình lại.',
        jsonb_build_object('draft', d.draft_id, 'total_vnd', d.total_vnd)),
    (3, 'approve', 'submitted', 'approved', f.chairman, d.issued_at, '', '{}'),
    (4, 'issue', 'approved', 'issued', NULL, d.issued_at, '', '{}')
 ) AS s(turn, action, source, target, by, moment, note, facts)
 WHERE s.moment IS NOT NULL
 ORDER BY s.moment, d.id, s.turn;
