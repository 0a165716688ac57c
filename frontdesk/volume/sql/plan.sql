-- What will be loaded, before any row of the portal is written: campaigns, dossiers, lines,
-- decisions, in temporary tables whose keys are those of the portal's tables.
-- load_fact (one row), load_unit, load_officer, load_day, load_name and load_prize stand already.

CREATE FUNCTION pg_temp.dice(i bigint, salt int, faces bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (hashint8extended(i, salt) & 4611686018427387903) % faces $$;

-- An instant of the office: a day and a minute of it.
CREATE FUNCTION pg_temp.at(day date, minute bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (day + make_interval(mins => minute::int)) AT TIME ZONE 'Asia/Ho_Chi_Minh' $$;

-- A verification code: multiplied by a number that shares no factor with 21, so that none repeats.
CREATE FUNCTION pg_temp.letter(v bigint, place int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT substr('34679ACEFGHJKMNPRTWXY', 1 + (v / power(21::float8, place)::bigint % 21)::int, 1) $$;

CREATE FUNCTION pg_temp.code(i bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT pg_temp.letter(v, 0) || pg_temp.letter(v, 1) || pg_temp.letter(v, 2) || pg_temp.letter(v, 3)
        || '-' || pg_temp.letter(v, 4) || pg_temp.letter(v, 5) || pg_temp.letter(v, 6) || pg_temp.letter(v, 7)
        || '-' || pg_temp.letter(v, 8) || pg_temp.letter(v, 9) || pg_temp.letter(v, 10) || pg_temp.letter(v, 11)
      FROM (SELECT ((i::numeric * 6364136223846791 + 90210) % 7355827511386641)::bigint AS v OFFSET 0) AS n
$$;

-- --- campaigns and their plans -----------------------------------------------------------------

CREATE TEMP TABLE load_campaign AS
SELECT c AS n, f.campaign_base + c AS id, c <= f.town_campaigns AS is_town,
       CASE WHEN c <= f.town_campaigns THEN f.home_unit ELSE u.id END AS unit_id,
       CASE WHEN c <= f.town_campaigns THEN NULL ELSE u.n END AS unit_n
  FROM load_fact f
 CROSS JOIN generate_series(1, f.town_campaigns + f.unit_campaigns) AS c
  JOIN load_unit u ON u.n = 1 + (c - 1) % f.units;
ANALYZE load_campaign;

CREATE TEMP TABLE load_plan AS
SELECT f.plan_base + row_number() OVER (ORDER BY y.year, c.n) AS id, c.n AS campaign_n,
       c.id AS campaign_id, c.is_town, c.unit_id, c.unit_n, y.year
  FROM load_fact f, load_campaign c, (SELECT DISTINCT year FROM load_day) AS y;
ANALYZE load_plan;

-- --- dossiers ----------------------------------------------------------------------------------

CREATE TEMP TABLE load_dossier AS
WITH drawn AS (
    SELECT i, i > f.dossiers - f.open AS is_open,
           CASE
               WHEN i > f.dossiers - f.open
                   THEN f.today_n - 18 + ((i - f.dossiers + f.open - 1) * 16) / greatest(f.open, 1)
                       - CASE WHEN pg_temp.dice(i, 3, 1000) >= 770 THEN 12 ELSE 0 END
               ELSE 1 + floor((f.today_n - 45) * power((i - 0.5) / (f.dossiers - f.open), 0.8))::int
           END AS day_n,
           1 + floor(f.units * power(pg_temp.dice(i, 1, 1000000) / 1000000.0, 1.5))::int AS unit_n,
           pg_temp.dice(i, 2, 100) AS sort,
           pg_temp.dice(i, 3, 1000) AS luck,
           CASE
               WHEN pg_temp.dice(i, 4, 1000) < 2 THEN 300
               WHEN pg_temp.dice(i, 4, 1000) < 10 THEN 60
               ELSE 1 + pg_temp.dice(i, 5, 17)
           END AS weight
      FROM load_fact f, generate_series(1, f.dossiers) AS i
), placed AS (
    SELECT d.*, u.id AS unit_id, u.clerk, u.head, day.day AS day, day.year AS year,
           sum(weight) OVER (ORDER BY i) AS heavy, sum(weight) OVER () AS heaviest
      FROM drawn d
      JOIN load_unit u ON u.n = d.unit_n
      JOIN load_day day ON day.n = d.day_n
), own AS (
    SELECT unit_n, year, min(id) AS id FROM load_plan WHERE NOT is_town GROUP BY unit_n, year
), town AS (
    SELECT year, min(id) AS id FROM load_plan WHERE is_town GROUP BY year
), planned AS (
    SELECT p.*, o.id AS officer,
           CASE
               WHEN sort >= 85 THEN NULL
               WHEN sort < 65 AND own.id IS NOT NULL THEN own.id
               ELSE town.id + pg_temp.dice(p.i, 6, f.town_campaigns)
           END AS plan_id
      FROM placed p
     CROSS JOIN load_fact f
      JOIN town ON town.year = p.year
      JOIN load_officer o ON o.n = 1 + pg_temp.dice(p.i, 7, f.officers)
      LEFT JOIN own ON own.unit_n = p.unit_n AND own.year = p.year
)
SELECT f.dossier_base + i AS id, i, unit_n, unit_id, clerk, head, day_n, day, year, is_open,
       plan_id, CASE WHEN plan_id IS NULL THEN 'merit' ELSE 'thematic' END AS category,
       1 + floor(heavy * (f.nominations - f.dossiers) / heaviest)::int
         - floor((heavy - weight) * (f.nominations - f.dossiers) / heaviest)::int AS lines,
       CASE
           WHEN NOT is_open AND luck < 20 THEN 'refused'
           WHEN NOT is_open AND luck < 35 THEN 'withdrawn'
           WHEN NOT is_open AND i > f.dossiers - f.open - f.dossiers / 50 THEN 'concluded'
           WHEN NOT is_open THEN 'delivered'
           WHEN luck < 250 THEN 'draft'
           WHEN luck < 330 THEN 'awaiting_head'
           WHEN luck < 450 THEN 'filed'
           WHEN luck < 530 THEN 'received'
           WHEN luck < 740 THEN 'appraising'
           WHEN luck < 770 THEN 'need_more'
           ELSE 'appraised'
       END AS state,
       planned.officer
  FROM planned, load_fact f;
ANALYZE load_dossier;

ALTER TABLE load_dossier ADD PRIMARY KEY (id);

-- The road of each, step by step. A line says by which step a state was reached at the earliest.
ALTER TABLE load_dossier
    ADD was_filed boolean, ADD was_received boolean, ADD was_assigned boolean,
    ADD was_finished boolean, ADD rank bigint,
    ADD created_at timestamptz, ADD handed_at timestamptz, ADD filed_at timestamptz,
    ADD received_at timestamptz, ADD assigned_at timestamptz, ADD finished_at timestamptz,
    ADD ended_at timestamptz, ADD due_on date, ADD finish_n int,
    ADD ref text, ADD one_stop_code text;

UPDATE load_dossier d SET
    was_filed = state NOT IN ('draft', 'awaiting_head'),
    was_received = state NOT IN ('draft', 'awaiting_head', 'filed', 'need_more', 'refused', 'withdrawn'),
    was_assigned = state IN ('appraising', 'appraised', 'concluded', 'delivered'),
    was_finished = state IN ('appraised', 'concluded', 'delivered'),
    finish_n = day_n + 5 + pg_temp.dice(i, 8, 4);

UPDATE load_dossier d SET
    created_at = pg_temp.at(d.day, 420 + pg_temp.dice(i, 9, 60)),
    handed_at = CASE WHEN state <> 'draft' THEN pg_temp.at(d.day, 500 + pg_temp.dice(i, 10, 60)) END,
    filed_at = CASE WHEN was_filed THEN pg_temp.at(d.day, 600 + pg_temp.dice(i, 11, 60)) END,
    received_at = CASE WHEN was_received THEN pg_temp.at(next.day, 450 + pg_temp.dice(i, 12, 60)) END,
    assigned_at = CASE WHEN was_assigned THEN pg_temp.at(next.day, 540 + pg_temp.dice(i, 13, 60)) END,
    finished_at = CASE WHEN was_finished THEN pg_temp.at(
        coalesce(done.day, f.today), 480 + pg_temp.dice(i, 14, 60)) END,
    -- refused or withdrawn on the day after the filing
    ended_at = CASE WHEN state IN ('refused', 'withdrawn')
        THEN pg_temp.at(next.day, 700 + pg_temp.dice(i, 15, 60)) END,
    due_on = CASE WHEN was_received THEN next.due_on END
  FROM load_fact f, load_day next, load_day done
 WHERE next.n = least(d.day_n + 1, f.today_n) AND done.n = least(d.finish_n, f.today_n);

UPDATE load_dossier d SET ref = numbered.ref, one_stop_code = numbered.code
  FROM (
    SELECT d.id,
           'HS-' || d.year || '-' || lpad(
               (coalesce(c.last, 0) + row_number() OVER (PARTITION BY d.year ORDER BY d.id))::text,
               greatest(5, length((coalesce(c.last, 0) + row_number() OVER (PARTITION BY d.year ORDER BY d.id))::text)),
               '0') AS ref,
           CASE WHEN was_received THEN
               f.one_stop_prefix || to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD') || '-' || lpad(
                   (coalesce(k.last, 0) + row_number() OVER (
                       PARTITION BY was_received, to_char(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD')
                       ORDER BY received_at, d.id))::text, 4, '0')
           END AS code
      FROM load_dossier d
     CROSS JOIN load_fact f
      LEFT JOIN dossiers_dossiercounter c ON c.series = 'HS-' || d.year
      LEFT JOIN dossiers_dossiercounter k
             ON k.series = to_char(d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYMMDD')
  ) AS numbered
 WHERE numbered.id = d.id;

-- --- honourees ---------------------------------------------------------------------------------

-- Every unit knows a quarter as many people as it has lines, and no fewer than its longest list has.
CREATE TEMP TABLE load_register AS
SELECT unit_n, unit_id, size, (f.honouree_base + sum(size) OVER (ORDER BY unit_n) - size)::bigint AS base
  FROM (
    SELECT unit_n, unit_id, 25 * (1 + greatest(sum(lines) / 4, max(lines) * 25 / 23 + 25)::bigint / 25) AS size
      FROM load_dossier GROUP BY unit_n, unit_id
  ) AS sizes, load_fact f;
ANALYZE load_register;

-- Of every 25 records three are collectives, two households, the others persons.
CREATE TEMP TABLE load_honouree AS
SELECT known.id, known.unit_id,
       known.kind, n.name AS full_name,
       CASE WHEN known.kind = 'collective' THEN '' ELSE n.gender END AS gender,
       CASE WHEN known.kind = 'person' THEN 1952 + pg_temp.dice(known.id, 21, 48) END AS birth_year
  FROM (
    SELECT r.base + k + 1 AS id, r.unit_id,
           CASE WHEN k % 25 < 3 THEN 'collective' WHEN k % 25 < 5 THEN 'household' ELSE 'person' END AS kind,
           CASE
               WHEN k % 25 < 3 THEN -1 - pg_temp.dice(r.base + k, 22, f.bodies)
               ELSE 1 + floor(f.persons * power(pg_temp.dice(r.base + k, 22, 1000000) / 1000000.0, 1.4))::int
           END AS name_n
      FROM load_register r, load_fact f, generate_series(0, r.size - 1) AS k
  ) AS known
  JOIN load_name n ON n.n = known.name_n;
ANALYZE load_honouree;

ALTER TABLE load_honouree ADD PRIMARY KEY (id);

-- --- lines -------------------------------------------------------------------------------------

-- The lines of a dossier are neighbours in its unit's register, so that nobody stands there twice.
CREATE TEMP TABLE load_line AS
WITH numbered AS (
    SELECT d.id AS dossier_id, d.state AS dossier_state, d.category, d.plan_id, d.year, d.unit_id,
           d.was_filed, d.was_finished, d.officer, d.filed_at, d.finished_at, d.assigned_at, d.ended_at,
           d.head, d.clerk, pos, r.base,
           f.line_base + row_number() OVER (ORDER BY d.id, pos) AS id,
           pg_temp.dice(d.id, 31, r.size) + pos AS j, r.size
      FROM load_dossier d
      JOIN load_register r ON r.unit_n = d.unit_n
     CROSS JOIN load_fact f
     CROSS JOIN generate_series(1, d.lines) AS pos
), chosen AS (
    SELECT n.*,
           base + 1 + CASE
               WHEN category = 'thematic' THEN j % size
               ELSE j % (size / 25 * 23) / 23 * 25
                    + (j % 23) + CASE WHEN j % 23 < 3 THEN 0 ELSE 2 END
           END AS honouree_id,
           pg_temp.dice(id, 32, 1000) AS luck
      FROM numbered n
)
SELECT c.*, h.kind, h.full_name, h.gender, h.birth_year,
       CASE
           WHEN category = 'thematic' THEN f.gk
           WHEN h.kind = 'collective' THEN f.ttldtt
           WHEN pos % 12 = 0 THEN f.cstdcs
           ELSE f.ldtt
       END AS award_type_id,
       CASE
           WHEN dossier_state IN ('refused', 'withdrawn') THEN 'removed'
           WHEN dossier_state = 'appraising' AND luck < 500 THEN 'recommended'
           WHEN dossier_state = 'appraising' AND luck < 560 THEN 'not_recommended'
           WHEN NOT was_finished THEN 'proposed'
           WHEN dossier_state = 'appraised' AND luck < 80 THEN 'not_recommended'
           WHEN dossier_state = 'appraised' THEN 'recommended'
           WHEN luck < 8 THEN 'removed'
           WHEN luck < 40 THEN 'declined'
           ELSE 'awarded'
       END AS state
  FROM chosen c
  JOIN load_honouree h ON h.id = c.honouree_id
 CROSS JOIN load_fact f;
ANALYZE load_line;

ALTER TABLE load_line ADD PRIMARY KEY (id);
CREATE INDEX ON load_line (dossier_id);

-- --- decisions ---------------------------------------------------------------------------------

-- Up to four dossiers of one plan and month (titles: of one unit and month) share a decision.
-- Of open dossiers a third waits for one, the others stand in a draft or before the Chairman.
CREATE TEMP TABLE load_group AS
WITH heard AS (
    SELECT d.id, d.plan_id, d.category, d.unit_id, d.year, d.state, d.finish_n, d.day_n,
           date_trunc('month', d.day) AS month,
           CASE WHEN d.category = 'merit' THEN d.unit_id END AS of_unit
      FROM load_dossier d
     WHERE (d.state IN ('concluded', 'delivered')
            OR (d.state = 'appraised' AND pg_temp.dice(d.id, 41, 3) > 0))
       AND EXISTS (SELECT FROM load_line l
                    WHERE l.dossier_id = d.id AND l.state IN ('awarded', 'recommended'))
), placed AS (
    SELECT h.*, (row_number() OVER (
               PARTITION BY state = 'appraised', category, plan_id, of_unit, year, month ORDER BY id
           ) - 1) / 4 AS turn
      FROM heard h
)
SELECT id AS dossier_id,
       dense_rank() OVER (ORDER BY state = 'appraised', year, month, category, plan_id, of_unit, turn) AS n
  FROM placed;
ANALYZE load_group;

CREATE TEMP TABLE load_decision AS
WITH grouped AS (
    SELECT g.n, min(d.plan_id) AS plan_id, min(d.category) AS category, min(d.year) AS year,
           min(d.unit_id) AS unit_id, count(DISTINCT d.unit_id) AS units,
           bool_or(d.state = 'appraised') AS is_open, max(d.finish_n) AS finish_n,
           min(d.officer) AS officer
      FROM load_group g JOIN load_dossier d ON d.id = g.dossier_id
     GROUP BY g.n
), timed AS (
    SELECT g.*,
           CASE
               WHEN NOT is_open THEN 'issued'
               WHEN pg_temp.dice(n, 42, 10) < 5 THEN 'drafted'
               WHEN pg_temp.dice(n, 42, 10) < 6 THEN 'returned'
               ELSE 'submitted'
           END AS state,
           least(finish_n + 1, f.today_n) AS composed_n,
           least(finish_n + 2, f.today_n) AS submitted_n,
           least(finish_n + 3 + pg_temp.dice(n, 43, 3), f.today_n) AS approved_n
      FROM grouped g, load_fact f
)
SELECT t.n, f.decision_base + row_number() OVER (ORDER BY approved_n, t.n) AS id,
       t.plan_id, t.category, t.year, t.unit_id, t.units, t.is_open, t.officer, t.state,
       CASE WHEN t.category = 'merit' THEN 'title' ELSE 'commendation' END AS award_kind,
       pg_temp.at(composed.day, 600 + pg_temp.dice(t.n, 44, 60)) AS composed_at,
       CASE WHEN t.state <> 'drafted' THEN pg_temp.at(submitted.day, 670 + pg_temp.dice(t.n, 45, 40)) END AS submitted_at,
       CASE WHEN t.state = 'returned' THEN pg_temp.at(submitted.day, 720) END AS returned_at,
       CASE WHEN t.state = 'issued' THEN pg_temp.at(approved.day, 800 + pg_temp.dice(t.n, 46, 150)) END AS issued_at,
       CASE WHEN t.state = 'issued' THEN approved.day END AS issued_on,
       submitted.day AS letter_on, extract(year FROM submitted.day)::int AS letter_year,
       extract(year FROM approved.day)::int AS issued_year
  FROM timed t
 CROSS JOIN load_fact f
  JOIN load_day composed ON composed.n = composed_n
  JOIN load_day submitted ON submitted.n = submitted_n
  JOIN load_day approved ON approved.n = approved_n;
ANALYZE load_decision;

ALTER TABLE load_decision ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON load_decision (n);
ALTER TABLE load_decision ADD symbol text, ADD number int, ADD entry_id bigint, ADD letter_number text,
    ADD draft_id bigint, ADD letter_id bigint, ADD document_id bigint, ADD total_vnd bigint,
    ADD reason text, ADD counted text;

ALTER TABLE load_line ADD decision_id bigint, ADD line_id bigint, ADD prize_vnd bigint,
    ADD award_id bigint, ADD declined_at timestamptz;

UPDATE load_line l SET
    decision_id = d.id,
    state = CASE WHEN d.state = 'submitted' THEN 'with_chairman' ELSE l.state END,
    prize_vnd = p.prize_vnd
  FROM load_group g
  JOIN load_decision d ON d.n = g.n
 CROSS JOIN load_prize p
 CROSS JOIN load_fact f
 WHERE g.dossier_id = l.dossier_id AND l.state IN ('awarded', 'recommended')
   AND p.month = date_trunc('month', coalesce(d.issued_on, f.today))::date AND p.award_type_id = l.award_type_id AND p.kind = l.kind;

UPDATE load_line l SET line_id = numbered.line_id, award_id = numbered.award_id
  FROM (
    SELECT l.id, f.decision_line_base + row_number() OVER (ORDER BY l.decision_id, l.id) AS line_id,
           CASE WHEN l.state = 'awarded' THEN
               f.award_base + row_number() OVER (PARTITION BY l.state = 'awarded' ORDER BY l.decision_id, l.id)
           END AS award_id
      FROM load_line l, load_fact f WHERE l.decision_id IS NOT NULL
  ) AS numbered
 WHERE numbered.id = l.id;

-- What was not recommended ends the day after the appraisal, by the head's word.
UPDATE load_line SET declined_at = finished_at + interval '1 day' WHERE state = 'declined';

-- A dossier ends with its last line: at the issue, or where nobody is awarded when that is said.
UPDATE load_dossier d SET ended_at = ends.ended_at
  FROM (
    SELECT l.dossier_id, max(coalesce(x.issued_at, l.declined_at, d.finished_at)) AS ended_at
      FROM load_line l
      JOIN load_dossier d ON d.id = l.dossier_id
      LEFT JOIN load_decision x ON x.id = l.decision_id
     WHERE d.state IN ('concluded', 'delivered')
     GROUP BY l.dossier_id
  ) AS ends
 WHERE ends.dossier_id = d.id;

UPDATE load_decision d SET
    total_vnd = sums.total_vnd,
    reason = 'đã có thành tích xuất sắc trong ' || CASE
        WHEN d.plan_id IS NULL THEN 'thực hiện nhiệm vụ năm ' || d.year
        ELSE 'phong trào thi đua đợt ' || (1 + d.n % 40) || ' năm ' || d.year
    END,
    counted = sums.counted
  FROM (
    SELECT decision_id, sum(prize_vnd) AS total_vnd,
           concat_ws(', ',
               CASE WHEN bodies > 0 THEN lpad(bodies::text, greatest(2, length(bodies::text)), '0') || ' tập thể' END,
               CASE WHEN persons > 0 THEN lpad(persons::text, greatest(2, length(persons::text)), '0') || ' cá nhân' END,
               CASE WHEN homes > 0 THEN lpad(homes::text, greatest(2, length(homes::text)), '0') || ' hộ gia đình' END
           ) AS counted
      FROM (
        SELECT decision_id, sum(prize_vnd) AS prize_vnd,
               count(*) FILTER (WHERE kind = 'collective') AS bodies,
               count(*) FILTER (WHERE kind = 'person') AS persons,
               count(*) FILTER (WHERE kind = 'household') AS homes
          FROM load_line WHERE decision_id IS NOT NULL GROUP BY decision_id
      ) AS kinds GROUP BY decision_id, bodies, persons, homes
  ) AS sums
 WHERE sums.decision_id = d.id;

UPDATE load_decision d SET
    number = numbered.number,
    symbol = lpad(numbered.number::text, greatest(2, length(numbered.number::text)), '0') || '/QĐ-' || numbered.town,
    entry_id = numbered.entry_id
  FROM (
    SELECT d.id, f.town_symbol AS town,
           coalesce(b.last, 0) + row_number() OVER (PARTITION BY d.issued_year ORDER BY d.id) AS number,
           f.entry_base + row_number() OVER (ORDER BY d.id) AS entry_id
      FROM load_decision d
     CROSS JOIN load_fact f
      LEFT JOIN law_numberbook b
             ON b.authority_id = f.town AND b.kind = 'QĐ' AND b.year = d.issued_year
     WHERE d.state = 'issued'
  ) AS numbered
 WHERE numbered.id = d.id;

UPDATE load_decision d SET letter_number = (100 + numbered.number) || '/TTr-PNV'
  FROM (
    SELECT id, row_number() OVER (PARTITION BY letter_year ORDER BY submitted_at, id) AS number
      FROM load_decision WHERE submitted_at IS NOT NULL
  ) AS numbered
 WHERE numbered.id = d.id;

UPDATE load_decision d SET
    draft_id = numbered.first + 1,
    letter_id = CASE WHEN d.submitted_at IS NOT NULL THEN numbered.first + 2 END,
    document_id = CASE WHEN d.state = 'issued' THEN numbered.first + 3 END
  FROM (
    SELECT id, f.document_base + 3 * (row_number() OVER (ORDER BY id) - 1) AS first
      FROM load_decision, load_fact f
  ) AS numbered
 WHERE numbered.id = d.id;

ANALYZE load_line;

-- Who was declined is told by one announcement a dossier.
CREATE TEMP TABLE load_announcement AS
SELECT told.*,
       lpad(number::text, greatest(2, length(number::text)), '0') || '/TB-' || f.home_symbol AS symbol
  FROM load_fact f, LATERAL (
    SELECT l.dossier_id, min(l.declined_at) AS issued_at,
           extract(year FROM min(l.declined_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year,
           coalesce(max(b.last), 0) + row_number() OVER (
               PARTITION BY extract(year FROM min(l.declined_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')
               ORDER BY min(l.declined_at), l.dossier_id) AS number,
           row_number() OVER (ORDER BY min(l.declined_at), l.dossier_id) AS n
      FROM load_line l
      LEFT JOIN law_numberbook b ON b.authority_id = f.home AND b.kind = 'TB'
           AND b.year = extract(year FROM l.declined_at AT TIME ZONE 'Asia/Ho_Chi_Minh')
     WHERE l.state = 'declined'
     GROUP BY l.dossier_id
  ) AS told;
ANALYZE load_announcement;

-- A decision about several units has an extract for each.
CREATE TEMP TABLE load_extract AS
SELECT row_number() OVER (ORDER BY decision_id, unit_id) AS n, decision_id, unit_id, lines
  FROM (
    SELECT l.decision_id, l.unit_id, count(*) AS lines,
           count(*) OVER (PARTITION BY l.decision_id) AS units,
           sum(count(*)) OVER (PARTITION BY l.decision_id) AS names
      FROM load_line l WHERE l.state = 'awarded' GROUP BY l.decision_id, l.unit_id
  ) AS parts
 WHERE units > 1 AND names > 3;
ANALYZE load_extract;


-- Places: a row for every plan and kind of honouree.
CREATE TEMP TABLE load_quota AS
SELECT f.quota_base + row_number() OVER (ORDER BY p.id, k.kind) AS id, p.id AS plan_id, k.kind,
       coalesce(c.proposed, 0) AS proposed, coalesce(c.recommended, 0) AS recommended,
       coalesce(c.with_chairman, 0) AS with_chairman, coalesce(c.awarded, 0) AS awarded
  FROM load_plan p
 CROSS JOIN load_fact f
 CROSS JOIN (VALUES ('collective'), ('person'), ('household')) AS k(kind)
  LEFT JOIN (
    SELECT plan_id, kind,
           count(*) FILTER (WHERE state = 'proposed') AS proposed,
           count(*) FILTER (WHERE state = 'recommended') AS recommended,
           count(*) FILTER (WHERE state = 'with_chairman') AS with_chairman,
           count(*) FILTER (WHERE state = 'awarded') AS awarded
      FROM load_line WHERE was_filed AND plan_id IS NOT NULL GROUP BY plan_id, kind
  ) AS c ON c.plan_id = p.id AND c.kind = k.kind;
ANALYZE load_quota;

-- What a line was nominated for.
CREATE FUNCTION pg_temp.deed(i bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (ARRAY[
        'Vận động nhân dân hiến đất làm lộ giao thông nông thôn', 'Mô hình cá – lúa tăng thu nhập mỗi hecta',
        'Bồi dưỡng học sinh giỏi đạt giải cấp tỉnh', 'Giúp hộ nghèo thoát nghèo bền vững',
        'Cải tiến quy trình, rút ngắn thời gian giải quyết hồ sơ', 'Giữ gìn an ninh, trật tự ở địa bàn dân cư',
        'Xây dựng thư viện ngoài trời cho học sinh', 'Vận động hiến máu tình nguyện',
        'Thu gom rác thải, giữ tuyến đường xanh, sạch, đẹp', 'Hoàn thành xuất sắc nhiệm vụ được giao'
    ])[1 + pg_temp.dice(i, 61, 10)] || ', ' || (2 + pg_temp.dice(i, 62, 400)) || ' lượt trong năm'
$$;

CREATE FUNCTION pg_temp.post(i bigint, kind text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN kind = 'person' THEN (ARRAY[
        'Giáo viên', 'Trưởng khóm', 'Chuyên viên', 'Công chức Văn hóa – Xã hội', 'Phó Hiệu trưởng',
        'Chi hội trưởng', 'Nhân viên', 'Điều dưỡng'])[1 + pg_temp.dice(i, 63, 8)] ELSE '' END
$$;

UPDATE load_fact SET
    extract_document_base = document_base + 3 * (SELECT count(*) FROM load_decision),
    announcement_document_base = document_base + 3 * (SELECT count(*) FROM load_decision)
        + (SELECT count(*) FROM load_extract);
