-- Frozen words in the shape of today; the file is one of the demonstration, kept once.
WITH paper AS (
    SELECT w.name || '' AS name, w.words, p.file, p.sha256, p.size, p.page_count
      FROM load_words w, load_file p WHERE p.part = ''
), annex AS (
    SELECT l.decision_id, l.unit_id,
           jsonb_agg(jsonb_build_object(
               'name', l.full_name, 'note', '', 'order', l.pos, 'prize', l.prize_vnd,
               'detail', pg_temp.post(l.id, l.kind), 'achievement', '') ORDER BY l.line_id) AS rows
      FROM load_line l WHERE l.decision_id IS NOT NULL
     GROUP BY GROUPING SETS ((l.decision_id), (l.decision_id, l.unit_id))
), ordered AS (
    SELECT d.draft_id AS id, 'decision' AS kind, true AS is_draft, 'Dự thảo: ' || d.reason AS title,
           '' AS symbol, NULL::date AS issued_on, d.composed_at AS moment, d.id AS decision_id,
           NULL::bigint AS unit_id
      FROM load_decision d
     UNION ALL
    SELECT d.letter_id, 'home_affairs_letter', false, 'Tờ trình số ' || d.letter_number, d.letter_number,
           d.letter_on, d.submitted_at, d.id, NULL
      FROM load_decision d WHERE d.letter_id IS NOT NULL
     UNION ALL
    SELECT d.document_id, 'decision', false, 'Quyết định số ' || d.symbol, d.symbol, d.issued_on, d.issued_at,
           d.id, NULL
      FROM load_decision d WHERE d.document_id IS NOT NULL
     UNION ALL
    SELECT f.extract_document_base + e.n, 'decision_extract', false,
           'Trích sao Quyết định số ' || d.symbol || ': ' || u.name, d.symbol, d.issued_on, d.issued_at,
           d.id, e.unit_id
      FROM load_extract e JOIN load_decision d ON d.id = e.decision_id JOIN load_unit u ON u.id = e.unit_id
     CROSS JOIN load_fact f
)
INSERT INTO documents_document (
    id, kind, is_draft, code, title, symbol, issued_on, context, created_at, state, progress, at_page, tries,
    queued_at, lease_until, next_try_at, failure, file, sha256, size, page_count, ready_at)
SELECT o.id, o.kind, o.is_draft, pg_temp.code(o.id), left(o.title, 500), left(o.symbol, 40), o.issued_on,
       p.words || jsonb_build_object(
           'about', 'Về việc khen thưởng ' || d.counted || ' ' || d.reason,
           'annexes', jsonb_build_array(coalesce(p.words -> 'annexes' -> 0, '{}') || jsonb_build_object(
               'total', d.total_vnd,
               'sections', jsonb_build_array(jsonb_build_object('roman', '', 'title', '', 'rows', a.rows)))),
           'verification', jsonb_build_object('code', pg_temp.code(o.id), 'address', '')),
       o.moment, 'ready', 100, 0, 1, o.moment, NULL, NULL, '', p.file, p.sha256, p.size, p.page_count,
       o.moment + interval '1 minute'
  FROM ordered o
  JOIN load_decision d ON d.id = o.decision_id
  JOIN paper p ON p.name = o.kind
  JOIN annex a ON a.decision_id = o.decision_id AND a.unit_id IS NOT DISTINCT FROM o.unit_id
 ORDER BY o.id;

INSERT INTO documents_document (
    id, kind, is_draft, code, title, symbol, issued_on, context, created_at, state, progress, at_page, tries,
    queued_at, lease_until, next_try_at, failure, file, sha256, size, page_count, ready_at)
SELECT f.announcement_document_base + a.n, 'result_announcement', false,
       pg_temp.code(f.announcement_document_base + a.n), 'Thông báo số ' || a.symbol, a.symbol,
       (a.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       w.words || jsonb_build_object('about', 'Về kết quả xét khen thưởng hồ sơ ' || d.ref,
           'verification', jsonb_build_object('code', pg_temp.code(f.announcement_document_base + a.n), 'address', '')),
       a.issued_at, 'ready', 100, 0, 1, a.issued_at, NULL, NULL, '', p.file, p.sha256, p.size, p.page_count,
       a.issued_at + interval '1 minute'
  FROM load_announcement a
 CROSS JOIN load_fact f
  JOIN load_dossier d ON d.id = a.dossier_id
  JOIN load_words w ON w.name = 'result_announcement'
  JOIN load_file p ON p.part = ''
 ORDER BY a.n;
