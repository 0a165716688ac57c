INSERT INTO dossiers_nomination (
    id, dossier_id, award_type_id, honouree_kind, full_name, gender, birth_date, birth_year, position,
    working_unit, achievement, "group", headcount, votes_for, votes_total, initiative, rating,
    service_months, discipline, leave_kind, penalty, initiative_kind, initiative_scope, initiative_body,
    version, "order", state, verdict_reason, quota_id, honouree_id, identity,
    award_id)
SELECT l.id, l.dossier_id, l.award_type_id, l.kind, l.full_name, l.gender, NULL, l.birth_year,
       pg_temp.post(l.id, l.kind), u.name, pg_temp.deed(l.id),
       CASE WHEN l.kind <> 'person' THEN '' WHEN l.luck < 150 THEN 'leader' ELSE 'direct' END,
       CASE WHEN l.kind = 'collective' THEN 5 + pg_temp.dice(l.id, 81, 40) END,
       15 + pg_temp.dice(l.id, 82, 6), 20, '',
       CASE WHEN l.category = 'merit' AND l.kind = 'person' THEN 'good' ELSE '' END,
       CASE WHEN l.category = 'merit' AND l.kind = 'person' THEN 12 END,
       CASE WHEN l.kind = 'person' THEN 'clear' ELSE '' END, '', '', '', '', '', 1, l.pos, l.state,
       CASE WHEN l.state IN ('declined', 'not_recommended') THEN 'Thành tích chưa đạt tiêu chuẩn của hình thức đề nghị.' ELSE '' END,
       q.id, CASE WHEN l.was_filed THEN l.honouree_id END, '', l.award_id
  FROM load_line l
  JOIN load_unit u ON u.id = l.unit_id
  LEFT JOIN load_quota q ON q.plan_id = l.plan_id AND q.kind = l.kind AND l.was_filed
 ORDER BY l.id;
