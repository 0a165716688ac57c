INSERT INTO campaigns_campaign (id, name, kind, is_town_wide, starts_on, ends_on, creation_key, organiser_id, theme_id)
SELECT c.id,
       (ARRAY['Chung sức xây dựng nông thôn mới, đô thị văn minh', 'Dạy tốt, học tốt',
              'Cả nước chung tay vì người nghèo', 'Cán bộ, công chức thi đua thực hiện văn hóa công sở',
              'Toàn dân bảo vệ an ninh Tổ quốc', 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
              'Nông dân sản xuất, kinh doanh giỏi', 'Xây dựng gia đình văn hóa'])[1 + c.n % 8]
           || ', đợt ' || c.n,
       'thematic', c.is_town, f.first_day, make_date(f.this_year, 12, 31), gen_random_uuid(), c.unit_id,
       (SELECT min(id) FROM law_campaigntheme) + c.n % (SELECT count(*) FROM law_campaigntheme)
  FROM load_campaign c, load_fact f
 ORDER BY c.id;
