-- What the journal knows of students for the fitness standard, as rows: see rules.sql.

-- A valid try uses one up, a foul does not. Of each line as many count as the standard
-- gives; a doubtful one makes the whole item doubtful.
INSERT INTO re_try
WITH tries AS (
  SELECT j.*, i.item, i.tries, row_number() OVER (PARTITION BY j.student, i.item, makeup
    ORDER BY place) AS in_line
  FROM re_journal j JOIN re_item i ON i.measure = j.measure AND i.sex IN ('', j.sex)
  WHERE outcome = 'valid')
SELECT student, item, row_number() OVER (PARTITION BY student, item ORDER BY place) - 1,
  makeup, 'ok', raw, station, seq
FROM tries WHERE in_line <= tries;

INSERT INTO re_doubt
SELECT DISTINCT j.student, i.item FROM re_journal j JOIN re_item i USING (measure)
WHERE outcome = 'valid' AND is_disputed;
