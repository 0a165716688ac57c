INSERT INTO decisions_resultannouncement (id, dossier_id, document_id)
SELECT f.announcement_base + a.n, a.dossier_id, f.announcement_document_base + a.n
  FROM load_announcement a, load_fact f ORDER BY a.n;

INSERT INTO decisions_resultannouncement_nominations (resultannouncement_id, nomination_id)
SELECT f.announcement_base + a.n, l.id
  FROM load_announcement a
 CROSS JOIN load_fact f
  JOIN load_line l ON l.dossier_id = a.dossier_id AND l.state = 'declined'
 ORDER BY l.id;
