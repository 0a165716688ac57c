-- Whom somebody filed; who only stands in a draft is not in the register yet.
INSERT INTO honourees_honouree (id, kind, full_name, gender, birth_year, birth_date, unit_id)
SELECT h.id, h.kind, h.full_name, h.gender, h.birth_year, NULL, h.unit_id
  FROM load_honouree h
 WHERE EXISTS (SELECT FROM load_line l WHERE l.honouree_id = h.id AND l.was_filed)
 ORDER BY h.id;
