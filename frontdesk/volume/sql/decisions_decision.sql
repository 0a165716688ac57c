INSERT INTO decisions_decision (
    id, creation_key, category, plan_id, kind, award_kind, merit_year, reason, fund_line, fund_id,
    line_order, wording, recipients, standards, letter_number, letter_on, letter_id, composed_by_id,
    composed_at, state, draft_id, document_id, entry_id, issued_on, signatory_id, total_vnd)
SELECT d.id, gen_random_uuid(), d.category, d.plan_id, 'award', d.award_kind, d.year, d.reason,
       f.fund_name || ' năm ' || d.year, f.fund, 'by_name', '{}', '[]', '',
       coalesce(d.letter_number, ''), CASE WHEN d.letter_number IS NOT NULL THEN d.letter_on END, d.letter_id,
       d.officer, d.composed_at, d.state, d.draft_id, d.document_id, d.entry_id, d.issued_on,
       CASE WHEN d.state = 'issued' THEN f.signatory END, d.total_vnd
  FROM load_decision d, load_fact f
 ORDER BY d.id;
