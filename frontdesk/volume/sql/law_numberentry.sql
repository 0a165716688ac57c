INSERT INTO law_numberbook (authority_id, kind, year, policy, last)
SELECT f.town, 'QĐ', d.issued_year, 'own', max(d.number)
  FROM load_decision d, load_fact f WHERE d.state = 'issued' GROUP BY f.town, d.issued_year
 UNION ALL
SELECT f.home, 'TB', a.year, 'own', max(a.number) FROM load_announcement a, load_fact f GROUP BY f.home, a.year
    ON CONFLICT (authority_id, kind, year) DO UPDATE SET last = excluded.last;

INSERT INTO law_numberentry (
    id, book_id, number, symbol, given_on, subject, origin, entered_by_id, voided_on, void_reason)
SELECT d.entry_id, b.id, d.number, d.symbol, d.issued_on,
       CASE WHEN d.award_kind = 'title' THEN 'Công nhận danh hiệu thi đua, ' ELSE 'Tặng Giấy khen, ' END || d.reason,
       'portal', NULL, NULL, ''
  FROM load_decision d
 CROSS JOIN load_fact f
  JOIN law_numberbook b ON b.authority_id = f.town AND b.kind = 'QĐ' AND b.year = d.issued_year
 WHERE d.state = 'issued'
 ORDER BY d.entry_id;

INSERT INTO law_numberentry (
    id, book_id, number, symbol, given_on, subject, origin, entered_by_id, voided_on, void_reason)
SELECT f.entry_base + (SELECT count(*) FROM load_decision WHERE state = 'issued') + a.n, b.id, a.number, a.symbol, (a.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       'Kết quả xét khen thưởng hồ sơ ' || d.ref, 'portal', NULL, NULL, ''
  FROM load_announcement a
 CROSS JOIN load_fact f
  JOIN load_dossier d ON d.id = a.dossier_id
  JOIN law_numberbook b ON b.authority_id = f.home AND b.kind = 'TB' AND b.year = a.year
 ORDER BY a.n;
