INSERT INTO dossiers_dossier (
    id, ref, creation_key, category, unit_id, plan_id, merit_year, title, summary, letter_number,
    letter_on, version, state, created_by_id, created_at, officer_id, one_stop_code, filed_at,
    received_at, due_on, trashed_at)
SELECT d.id, d.ref, gen_random_uuid(), d.category, d.unit_id, d.plan_id, d.year,
       (ARRAY['Khen thưởng phong trào thi đua', 'Gương người tốt, việc tốt', 'Cán bộ, nhân dân',
              'Tổng kết năm', 'Sơ kết sáu tháng', 'Tập thể, cá nhân tiêu biểu'])[1 + pg_temp.dice(d.id, 71, 6)]
           || ' đợt ' || (1 + pg_temp.dice(d.id, 72, 30)) || ' năm ' || d.year,
       'Bình xét công khai tại đơn vị, lấy phiếu đồng ý trước khi đề nghị.',
       CASE WHEN d.was_filed THEN (1 + pg_temp.dice(d.id, 73, 300)) || '/TTr' ELSE '' END,
       CASE WHEN d.was_filed THEN d.day END,
       1, d.state, d.clerk, d.created_at, CASE WHEN d.was_assigned THEN d.officer END, d.one_stop_code,
       d.filed_at, d.received_at, d.due_on, NULL
  FROM load_dossier d
 ORDER BY d.id;

-- The series go on where the last number stands.
INSERT INTO dossiers_dossiercounter (series, last)
SELECT 'HS-' || year, max(split_part(ref, '-', 3)::int) FROM load_dossier GROUP BY year
 UNION ALL
SELECT to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD'), max(right(one_stop_code, 4)::int)
  FROM load_dossier WHERE was_received GROUP BY 1
    ON CONFLICT (series) DO UPDATE SET last = excluded.last;
