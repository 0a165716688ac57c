INSERT INTO dossiers_dossierevent (
    id, dossier_id, action, source, target, by_id, note, facts, happened_at, recorded_at, announced_at)
SELECT f.dossier_event_base + row_number() OVER (ORDER BY s.moment, d.id, s.turn), d.id, s.action, s.source,
       s.target, s.by, s.note, s.facts, s.moment, s.moment, s.moment + interval '5 seconds'
  FROM load_dossier d
 CROSS JOIN load_fact f
  LEFT JOIN load_officer o ON o.id = d.officer
 CROSS JOIN LATERAL (VALUES
    (1, 'hand_over', 'draft', 'awaiting_head', d.clerk, d.handed_at, '', '{}'::jsonb),
    (2, 'confirm', 'awaiting_head', 'filed', d.head, d.filed_at, '',
        '{"declaration": "Tôi cam đoan hồ sơ và thành tích nêu trong hồ sơ là chính xác, đúng đối tượng, tiêu chuẩn."}'),
    (3, 'ask_more', 'filed', 'need_more', f.officer,
        CASE WHEN d.state = 'need_more' THEN d.filed_at + interval '3 hours' END,
        'Bổ sung biên bản họp xét có đủ chữ ký.',
        jsonb_build_object('until', to_char(f.today + 5, 'DD/MM/YYYY'))),
    (4, 'receive', 'filed', 'received', f.officer, d.received_at, '', '{}'),
    (5, 'assign', 'received', 'appraising', f.home_head, d.assigned_at, '',
        jsonb_build_object('officer', o.full_name)),
    (6, 'finish', 'appraising', 'appraised', d.officer, d.finished_at, '', '{}'),
    (7, 'conclude', 'appraised', 'concluded', NULL,
        CASE WHEN d.state IN ('concluded', 'delivered') THEN d.ended_at END, '', '{}'),
    (8, 'deliver', 'concluded', 'delivered', d.officer,
        CASE WHEN d.state = 'delivered' THEN d.ended_at + interval '1 day' END, '', '{}'),
    (9, 'refuse', 'filed', 'refused', f.officer,
        CASE WHEN d.state = 'refused' THEN d.ended_at END,
        'Thành tích ghi chung chung, chưa nêu kết quả cụ thể.', '{}'),
    (10, 'withdraw', 'filed', 'withdrawn', d.head,
        CASE WHEN d.state = 'withdrawn' THEN d.ended_at END, 'Gộp vào hồ sơ chung của đơn vị.', '{}')
 ) AS s(turn, action, source, target, by, moment, note, facts)
 WHERE s.moment IS NOT NULL
 ORDER BY 1;
