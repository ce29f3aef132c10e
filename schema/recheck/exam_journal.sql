-- What the journal knows of students for an exam, as rows: see rules.sql.

-- Of each line as many as the scheme gives, for the fitness test, which the same attempts
-- serve, lets a fouled one be made again; none while one of them is disputed.
INSERT INTO re_try
WITH tries AS (
  SELECT j.*, i.item, i.tries, row_number() OVER (PARTITION BY j.student, i.item, makeup
    ORDER BY place) AS in_line,
    max(is_disputed) OVER (PARTITION BY j.student, i.item) AS disputed
  FROM re_journal j JOIN re_item i ON i.measure = j.measure AND i.sex IN ('', j.sex))
SELECT student, item, row_number() OVER (PARTITION BY student, item ORDER BY place) - 1,
  makeup, CASE outcome WHEN 'valid' THEN 'ok' WHEN 'withdrawn' THEN 'quit'
    ELSE outcome END, raw, station, seq
FROM tries WHERE in_line <= tries AND NOT disputed;

INSERT INTO re_fault
SELECT t.student, t.item, t.n, p.code, p.times
FROM re_try t JOIN penalty_now p ON p.of_station = t.station AND p.of_seq = t.seq;

INSERT OR IGNORE INTO re_choice
SELECT s.student, g.grp, i.item FROM choice_now c JOIN re_scheme x ON x.id = c.scheme
JOIN re_student s ON s.id = c.student JOIN re_group g ON g.key = c.part
JOIN re_member m USING (grp) JOIN re_item i ON i.item = m.item AND i.sex IN ('', s.sex)
WHERE g.choose = 'declared'
  AND instr('/' || c.items || '/', '/' || i.key || '/') > 0;

INSERT INTO re_standing
SELECT s.student, t.part, t.code FROM standing_now t
JOIN re_scheme x ON x.id = t.scheme JOIN re_student s ON s.id = t.student;

INSERT OR IGNORE INTO re_process
SELECT s.student, c.component, y.year, p.value_c FROM process_now p
JOIN re_scheme x ON x.id = p.scheme JOIN re_student s ON s.id = p.student
JOIN re_component c ON c.key = p.component
JOIN re_year y ON y.component = c.component AND y.name = p.year;
