-- Steps told with their dossier or decision: nobody is told of them one by one.
INSERT INTO dossiers_nominationevent (
    id, nomination_id, action, source, target, by_id, note, facts, happened_at, recorded_at, announced_at)
SELECT f.line_event_base + row_number() OVER (ORDER BY s.moment, s.turn, l.id), l.id, s.action, s.source,
       s.target, s.by, s.note, s.facts, s.moment, s.moment, NULL
  FROM load_line l
 CROSS JOIN load_fact f
  JOIN load_dossier d ON d.id = l.dossier_id
  LEFT JOIN load_decision x ON x.id = l.decision_id
 CROSS JOIN LATERAL (VALUES
    (1, 'recommend', 'proposed', 'recommended', l.officer, CASE
        WHEN l.state IN ('awarded', 'with_chairman', 'recommended')
            THEN coalesce(l.finished_at, l.assigned_at + interval '2 hours') - interval '30 minutes' END,
        '', '{}'::jsonb),
    (2, 'not_recommend', 'proposed', 'not_recommended', l.officer, CASE
        WHEN l.state IN ('not_recommended', 'declined')
            THEN coalesce(l.finished_at, l.assigned_at + interval '2 hours') - interval '20 minutes' END,
        '', '{"reason": "Thành tích chưa đạt tiêu chuẩn của hình thức đề nghị."}'),
    (3, 'remove', 'proposed', 'removed', l.head, CASE
        WHEN l.state = 'removed' THEN coalesce(l.ended_at, l.assigned_at + interval '1 hour') END,
        'Đơn vị rút khỏi danh sách.', '{}'),
    (4, 'decline', 'not_recommended', 'declined', f.home_head, l.declined_at, '', '{}'),
    (5, 'submit', 'recommended', 'with_chairman', f.home_head, x.submitted_at, '', '{}'),
    (6, 'set_aside', 'with_chairman', 'recommended', f.chairman, x.returned_at,
        'Nêu rõ thành tích trong trích yếu rồi trình lại.', '{}'),
    (7, 'approve', 'with_chairman', 'decided', f.chairman, x.issued_at, '', '{}'),
    (8, 'issue', 'decided', 'awarded', f.chairman, x.issued_at, '', '{}')
 ) AS s(turn, action, source, target, by, moment, note, facts)
 WHERE s.moment IS NOT NULL
 ORDER BY 1;
