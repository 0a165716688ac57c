-- Clerk and head of the unit, the officer, the head of Phòng Nội vụ: as the steps are told.
INSERT INTO notices_notice (user_id, text, url, event_key, created_at, read_at)
SELECT told.user_id, left(told.text, 400), '/ho-so/' || d.ref || '/', 'dossiers.dossierevent:' || e.id,
       e.happened_at, CASE WHEN e.happened_at < pg_temp.at(f.today, 0) - interval '10 days' THEN e.happened_at + interval '3 hours' END
  FROM dossiers_dossierevent e
  JOIN load_dossier d ON d.id = e.dossier_id
 CROSS JOIN load_fact f
  JOIN load_unit u ON u.id = d.unit_id
 CROSS JOIN LATERAL (VALUES
    ('hand_over', d.head, 'Hồ sơ ' || d.ref || ' chờ anh/chị xác nhận và nộp.'),
    ('confirm', f.officer, u.name || ' vừa nộp hồ sơ ' || d.ref || ', chờ tiếp nhận.'),
    ('receive', d.clerk, 'Phòng Nội vụ đã tiếp nhận hồ sơ ' || d.ref || ', mã ' || d.one_stop_code || '.'),
    ('assign', d.officer, 'Giao anh/chị thẩm định hồ sơ ' || d.ref || ' của ' || u.name || '.'),
    ('conclude', d.clerk, 'Hồ sơ ' || d.ref || ' đã có kết quả cho mọi trường hợp.'),
    ('refuse', d.clerk, 'Phòng Nội vụ từ chối tiếp nhận hồ sơ ' || d.ref || '.'),
    ('ask_more', d.clerk, 'Phòng Nội vụ yêu cầu bổ sung hồ sơ ' || d.ref || '.')
 ) AS told(action, user_id, text)
 WHERE e.id > f.dossier_event_base AND told.action = e.action
 ORDER BY e.id;
