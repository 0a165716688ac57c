INSERT INTO campaigns_planevent (
    plan_id, action, source, target, by_id, note, facts, happened_at, recorded_at, announced_at)
SELECT p.id, s.action, s.source, s.target,
       CASE s.turn WHEN 1 THEN coalesce(u.clerk, f.home_clerk) WHEN 2 THEN coalesce(u.head, f.home_head)
                   WHEN 4 THEN f.chairman ELSE f.officer END,
       CASE s.turn WHEN 3 THEN 'Đủ tiêu chí, tiêu chuẩn, chỉ tiêu.' ELSE '' END, '{}',
       pg_temp.at(s.day, 540), pg_temp.at(s.day, 540), pg_temp.at(s.day, 541)
  FROM load_plan p
 CROSS JOIN load_fact f
  LEFT JOIN load_unit u ON u.n = p.unit_n
 CROSS JOIN LATERAL (VALUES
    (1, 'hand_over', 'draft', 'awaiting_head', make_date(p.year, 1, 12)),
    (2, 'confirm', 'awaiting_head', 'submitted', make_date(p.year, 1, 15)),
    (3, 'appraise', 'submitted', 'appraised', make_date(p.year, 1, 18)),
    (4, 'approve', 'appraised', 'approved', make_date(p.year, 1, 25)),
    (5, 'close', 'approved', 'closed', make_date(p.year + 1, 1, 31))
 ) AS s(turn, action, source, target, day)
 WHERE s.turn < 5 OR p.year < f.this_year
 ORDER BY s.day, p.id, s.turn;
