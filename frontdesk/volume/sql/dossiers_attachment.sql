-- Three signed papers a dossier; the files themselves are those of the demonstration, kept once.
INSERT INTO dossiers_attachment (
    dossier_id, part, line_id, replaced_by_id, file, name, content_type, size, sha256, page_count, scan,
    tries, flaw, virus, scan_asked_at, scanned_at, uploaded_by_id, uploaded_at)
SELECT d.id, p.part, NULL, NULL, p.file, p.name, 'application/pdf', p.size, p.sha256, p.page_count, 'off',
       0, '', '', NULL, NULL, d.clerk, d.created_at + interval '20 minutes'
  FROM load_dossier d, load_file p
 WHERE p.part <> ''
 ORDER BY d.id, p.part;
