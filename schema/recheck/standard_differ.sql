-- Where the fitness standard's stored points (result, score) are not what points.sql
-- makes: one sentence each, in re_said. Not being worked out yet is no difference, nor is
-- being behind.

CREATE TEMP VIEW re_behind AS SELECT student AS id FROM behind WHERE what = 'standard';

INSERT INTO re_said
WITH made AS (
  SELECT g.student, s.id, i.key, CASE
      WHEN g.value IS NOT NULL THEN iif(d.item IS NULL, 'valid', 'disputed')
      WHEN EXISTS (SELECT 1 FROM re_journal j WHERE j.student = g.student
        AND j.measure = i.measure) THEN 'foul' ELSE 'missing' END AS state,
    g.value, g.score_n * 100 / den AS points_c, ifnull(b.bonus_n, 0) * 100 / den
      AS bonus_c, t.station, t.seq
  FROM re_got g JOIN re_student s USING (student) JOIN re_item i USING (item)
  JOIN re_scheme LEFT JOIN re_doubt d USING (student, item)
  LEFT JOIN re_beyond b USING (student, item)
  LEFT JOIN re_try t ON (t.student, t.item, t.n) = (g.student, g.item, g.n)
  WHERE i.measure <> '')
SELECT m.id, 0, printf('%s: stored is %s %s with %s and %s bonus points (in hundredths), '
    || 'computed a second way it is %s %s with %s and %s', m.key, r.state,
  ifnull(r.value, ''), ifnull(r.points_c, 'no'), r.bonus_c, m.state, ifnull(m.value, ''),
  ifnull(m.points_c, 'no'), m.bonus_c)
FROM made m JOIN result r ON r.student = m.id AND +r.item = m.key
WHERE (r.state, r.value, r.points_c, r.bonus_c, r.station, r.seq)
  IS NOT (m.state, m.value, m.points_c, m.bonus_c, m.station, m.seq)
  AND m.id NOT IN re_behind;

-- A row stands for every item that the student is tested in, measured or not, also for
-- what an index is made of; and for no other.
INSERT INTO re_said
WITH tested AS (
  SELECT s.id, i.measure AS key FROM re_student s
  JOIN re_share h ON h.sex = s.sex AND h.grade = s.grade JOIN re_member m USING (grp)
  JOIN re_item x ON x.item = m.item
  JOIN re_item i ON i.item IN (x.item, x.mass, x.length) AND i.measure <> '')
SELECT t.id, 0, printf('%s: no row of it is stored', key) FROM tested t
JOIN score c ON c.student = t.id JOIN re_which w ON w.digest = c.digest
WHERE NOT EXISTS (SELECT 1 FROM result r WHERE r.student = t.id AND +r.item = key)
  AND t.id NOT IN re_behind
UNION ALL SELECT r.student, 0, printf('%s: a row is stored, and the standard does not '
    || 'test it', r.item)
FROM result r JOIN re_student s ON s.id = r.student
WHERE NOT EXISTS (SELECT 1 FROM tested t WHERE t.id = r.student AND t.key = r.item)
  AND r.student NOT IN re_behind;

INSERT INTO re_said
WITH made AS (
  SELECT s.id, iif(h.student IS NULL, 'no-table', t.state) AS state,
    (p.sum_n + lift_n) / step_n * step_n * 100 / den AS standard_c,
    t.bonus_n * 100 / den AS bonus_c, t.total_n * 100 / den AS total_c,
    ifnull(t.level, '') AS level
  FROM re_student s JOIN re_total t USING (student) JOIN re_part_sum p USING (student)
  JOIN re_scheme
  LEFT JOIN (SELECT DISTINCT student FROM re_group_sum) h USING (student)),
complete AS (
  SELECT id, state, iif(state = 'complete', standard_c, NULL) AS standard_c,
    iif(state = 'complete', bonus_c, NULL) AS bonus_c,
    iif(state = 'complete', total_c, NULL) AS total_c,
    iif(state = 'complete', level, '') AS level
  FROM made)
SELECT m.id, 0, printf('the total: stored is %s %s (%s and %s bonus, in hundredths) %s, '
    || 'computed a second way it is %s %s (%s and %s) %s', r.state,
  ifnull(r.total_c, 'none'), ifnull(r.standard_c, 'none'), ifnull(r.bonus_c, 'no'),
  r.level, m.state, ifnull(m.total_c, 'none'), ifnull(m.standard_c, 'none'),
  ifnull(m.bonus_c, 'no'), m.level)
FROM complete m JOIN score r ON r.student = m.id
JOIN re_which w ON w.digest = r.digest
WHERE (r.state, r.standard_c, r.bonus_c, r.total_c, r.level)
  IS NOT (m.state, m.standard_c, m.bonus_c, m.total_c, m.level)
  AND m.id NOT IN re_behind;
