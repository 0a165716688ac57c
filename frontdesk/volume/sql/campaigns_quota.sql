-- As many places as the lines need and a fifth more; the counters are what the lines say.
INSERT INTO campaigns_quota (
    id, plan_id, award_type_id, honouree_kind, unit_id, "limit", asked, awarded_on_paper,
    proposed, recommended, with_chairman, awarded)
SELECT q.id, q.plan_id, f.gk, q.kind, NULL,
       greatest(5, (q.proposed + q.recommended + q.with_chairman + q.awarded) * 6 / 5), NULL, 0,
       q.proposed, q.recommended, q.with_chairman, q.awarded
  FROM load_quota q, load_fact f ORDER BY q.id;
