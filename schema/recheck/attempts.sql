-- The attempts of the journal that a second computation starts from: see rules.sql.

INSERT INTO re_student
SELECT row_number() OVER (ORDER BY s.id), s.id, s.sex, g.grade
FROM student s JOIN re_grade g ON g.code = s.grade_code WHERE s.state = 'here';

-- Everything that was tried in the school year, practice, void and interrupted ones left
-- out, in the order of FORMAT.md: a station's clock may have been set back, so that its
-- latest time so far counts. A raw value without a unit has that of its item.
INSERT INTO re_journal
SELECT s.student, s.id, s.sex, a.item, a.session_kind = 'makeup', a.outcome,
  a.is_disputed, a.station, a.seq, row_number() OVER (PARTITION BY a.student
    ORDER BY a.reached, a.station, a.seq),
  CASE raw_unit WHEN 'us' THEN 1000 WHEN 'um' THEN 1000 WHEN 'ul' THEN 1000
    WHEN 'ug' THEN 1 ELSE 1000000 END * raw_value
FROM (
  SELECT t.*, max(e.made_us) OVER (PARTITION BY t.student, t.station ORDER BY t.seq)
    AS reached
  FROM attempt_now t JOIN entry e USING (station, seq)
  WHERE t.school_year = (SELECT school_year FROM re_which)) a
JOIN re_student s ON s.id = a.student
WHERE a.counts AND NOT a.is_void AND a.outcome <> 'interrupted';
