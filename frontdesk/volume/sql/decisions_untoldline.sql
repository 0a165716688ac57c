INSERT INTO decisions_untoldline (nomination_id)
SELECT l.id FROM load_line l WHERE l.state = 'declined' AND NOT EXISTS (
    SELECT FROM decisions_resultannouncement_nominations told WHERE told.nomination_id = l.id);
