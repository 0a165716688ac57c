INSERT INTO campaigns_awardplan (
    id, campaign_id, review_year, review_kind, review_on, content, paper_number, paper_on, state,
    submitted_on, approved_on, late_reason, exclusions, serves_law, serves_conference,
    serves_joint_programme, filing_opens_on, filing_closes_on)
SELECT p.id, p.campaign_id, p.year, CASE WHEN p.year = f.this_year THEN 'final' ELSE 'interim' END,
       make_date(p.year, 12, 20),
       'Thi đua đăng ký việc làm cụ thể từ đầu năm, kiểm tra giữa năm, bình xét công khai trước khi '
           || 'đề nghị khen thưởng năm ' || p.year || '.',
       (10 + p.campaign_n) || '/KH-UBND', make_date(p.year, 1, 12),
       CASE WHEN p.year = f.this_year THEN 'approved' ELSE 'closed' END,
       make_date(p.year, 1, 15), make_date(p.year, 1, 25), '', '{}', false, false, false,
       make_date(p.year, 1, 1), make_date(p.year, 12, 31)
  FROM load_plan p, load_fact f
 ORDER BY p.id;

-- Every unit that files may file under what the whole town does.
INSERT INTO campaigns_awardplan_participants (awardplan_id, unit_id)
SELECT p.id, u.id FROM load_plan p, load_unit u WHERE p.is_town ORDER BY p.id, u.n;

INSERT INTO campaigns_criterion (plan_id, text, evidence, is_measurable, "order")
SELECT p.id, (ARRAY['Hoàn thành chỉ tiêu được giao trong năm', 'Có việc làm cụ thể, được nhân dân ghi nhận',
                    'Không vi phạm pháp luật, quy ước'])[turn],
       'Báo cáo của đơn vị', turn = 1, turn
  FROM load_plan p, generate_series(1, 3) AS turn ORDER BY p.id, turn;

INSERT INTO campaigns_standard (plan_id, award_type_id, text, "order")
SELECT p.id, f.gk, 'Dẫn đầu phong trào của đơn vị, được bình xét công khai', 1
  FROM load_plan p, load_fact f ORDER BY p.id;
