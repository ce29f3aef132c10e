-- Where an exam's stored points are not what points.sql makes, and what no student
-- should have: one sentence each, in re_said.

CREATE TEMP VIEW re_exempt AS
SELECT student, o.part FROM re_of_part o JOIN re_status USING (status)
WHERE is_what IN ('exempt_full', 'exempt_share')
UNION SELECT student, p.part FROM re_of_total JOIN re_status USING (status)
JOIN re_part p WHERE is_what IN ('exempt_full', 'exempt_share');

-- Can this item earn points of the student's, or was another chosen or drawn?
CREATE TEMP VIEW re_may_count AS
SELECT s.student, t.item FROM re_student s JOIN re_gate t
UNION SELECT s.student, m.item FROM re_student s JOIN re_member m
LEFT JOIN re_choice c ON c.student = s.student AND c.grp = m.grp
WHERE m.drawn AND (c.item IS NULL OR c.item = m.item);

-- ---- what contradicts itself -----------------------------------------------------------

INSERT INTO re_said
SELECT id, 1, 'the roster does not say whether this is a boy or a girl'
FROM re_student WHERE sex = '';

INSERT INTO re_said
SELECT DISTINCT s.id, 1, printf('%s is chosen, and the part is exempt', i.key)
FROM re_choice c JOIN re_group g USING (grp) JOIN re_exempt e USING (student, part)
JOIN re_student s USING (student) JOIN re_item i USING (item);

INSERT INTO re_said
SELECT DISTINCT s.id, 1, printf('%s has a result, and a status says absent', i.key)
FROM re_of_item o JOIN re_status t USING (status) JOIN re_try r USING (student, item)
JOIN re_student s USING (student) JOIN re_item i USING (item) WHERE is_what = 'absent';

INSERT INTO re_said
SELECT s.id, 1, printf('%s has %d statuses', place, count(*)) FROM (
  SELECT student, i.key AS place FROM re_of_item JOIN re_item i USING (item)
  UNION ALL SELECT student, p.key FROM re_of_part JOIN re_part p USING (part)
  UNION ALL SELECT student, 'the total' FROM re_of_total)
JOIN re_student s USING (student) GROUP BY student, place HAVING count(*) > 1;

-- Both items that bar each other, or one item in two groups, or in the place of another
-- and also chosen.
INSERT INTO re_said
SELECT s.id, 1, printf('of items that bar each other %d are chosen: %s', count(*),
  group_concat(i.key, ', '))
FROM re_choice c JOIN re_barred b USING (item) JOIN re_student s USING (student)
JOIN re_item i USING (item) GROUP BY c.student, b.n HAVING count(*) > 1;
INSERT INTO re_said
SELECT s.id, 1, printf('%s counts in %d places', i.key, count(*)) FROM (
  SELECT student, item FROM re_choice
  UNION ALL SELECT student, instead FROM re_of_item JOIN re_status USING (status)
  WHERE instead IS NOT NULL)
JOIN re_student s USING (student) JOIN re_item i USING (item)
GROUP BY student, item HAVING count(*) > 1;

INSERT INTO re_said
SELECT s.id, 1, printf('%s stands for %s, and is left out itself', w.key, i.key)
FROM re_of_item o JOIN re_status t USING (status)
JOIN re_of_item b ON b.student = o.student AND b.item = t.instead
JOIN re_status u ON u.status = b.status AND u.is_what = 'partial'
JOIN re_student s ON s.student = o.student JOIN re_item i ON i.item = o.item
JOIN re_item w ON w.item = t.instead;

INSERT INTO re_said
SELECT s.id, 1, printf('%d items of %s are chosen (allowed: %d)', count(*), g.key, g.pick)
FROM re_choice c JOIN re_group g USING (grp) JOIN re_student s USING (student)
GROUP BY c.student, c.grp HAVING count(*) <> g.pick;

INSERT INTO re_said
WITH choices AS (
  SELECT s.student, g.grp, EXISTS (SELECT 1 FROM re_choice c
    WHERE c.student = s.student AND c.grp = g.grp) AS chosen
  FROM re_student s JOIN re_group g JOIN re_member m USING (grp)
  JOIN re_item i ON i.item = m.item AND i.sex IN ('', s.sex)
  WHERE g.choose = 'declared' GROUP BY s.student, g.grp HAVING count(*) > g.pick)
SELECT s.id, 1, printf('%d of %d groups are chosen (allowed: all, or none)', sum(chosen),
  count(*))
FROM choices JOIN re_student s USING (student) JOIN re_scheme WHERE all_or_none
GROUP BY student HAVING sum(chosen) NOT IN (0, count(*));

-- Two results in one slot: more valid attempts in a line than the exam or the fitness
-- test gives. The first of them count, so it is no contradiction. One that is disputed
-- waits for a person already.
INSERT INTO re_said
SELECT j.id, 0, printf('%s has %d valid attempts%s (allowed: %d)', i.key, count(*),
  iif(makeup, ' of a make-up', ''), i.valid_most)
FROM re_journal j JOIN re_item i ON i.measure = j.measure AND i.sex IN ('', j.sex)
JOIN re_may_count m ON m.student = j.student AND m.item = i.item
WHERE j.outcome = 'valid' AND NOT is_disputed
GROUP BY j.student, i.item, makeup HAVING count(*) > i.valid_most;

INSERT INTO re_said
SELECT DISTINCT j.id, 2, printf('%s has an attempt that is disputed', i.key)
FROM re_journal j JOIN re_item i ON i.measure = j.measure AND i.sex IN ('', j.sex)
JOIN re_may_count m ON m.student = j.student AND m.item = i.item WHERE is_disputed;

INSERT INTO re_said
SELECT DISTINCT s.id, 1, printf('%s has an attempt outside its range', i.key)
FROM re_tried t JOIN re_student s USING (student) JOIN re_item i USING (item)
JOIN re_may_count m USING (student, item) WHERE value NOT BETWEEN hard_min AND hard_max;

INSERT INTO re_said
SELECT DISTINCT s.id, 1, printf('%s has a fault %s, which it does not know', i.key, code)
FROM re_fault f JOIN re_student s USING (student) JOIN re_item i USING (item)
JOIN re_may_count m USING (student, item)
WHERE (item, code) NOT IN (SELECT item, code FROM re_effect);

INSERT INTO re_said
SELECT s.id, 1, printf('"%s" is no status of the scheme', code)
FROM re_standing t JOIN re_student s USING (student)
WHERE code NOT IN (SELECT code FROM re_status);

-- ---- results that nobody should have ----------------------------------------------------

-- Both items of a slot, or only the other sex's: that result is somebody else's.
INSERT INTO re_said
SELECT DISTINCT j.id, 0, printf('has a result of %s, which is the other sex''s%s', i.key,
  iif(EXISTS (SELECT 1 FROM re_try t JOIN re_item o USING (item)
    WHERE t.student = j.student AND o.slot = i.slot AND i.slot <> ''),
    ', beside their own', ''))
FROM re_journal j JOIN re_item i ON i.measure = j.measure
WHERE i.sex NOT IN ('', j.sex) AND NOT EXISTS (SELECT 1 FROM re_item o
  WHERE o.measure = j.measure AND o.sex IN ('', j.sex));

-- ---- what is stored ----------------------------------------------------------------------

-- Who was scored for this exam, and had no entry since. Nobody else is compared: not being
-- worked out yet is no difference. Where the journal contradicts itself, only that this is
-- said of the total.
CREATE TEMP VIEW re_stored AS
SELECT s.student, s.id, s.sex, x.state, x.total_n, x.den, x.level_zh,
  EXISTS (SELECT 1 FROM re_said w WHERE w.student = s.id AND contradiction) AS wrong
FROM exam_score x JOIN re_which w ON w.digest = x.digest AND w.exam_year = x.exam_year
JOIN re_student s ON s.id = x.student
WHERE NOT EXISTS (SELECT 1 FROM behind b WHERE b.student = x.student AND what = 'exam');

CREATE TEMP VIEW re_told AS  -- 1/den as people read it
SELECT n, rtrim(rtrim(printf('%d.%04d', n / den, n % den * 10000 / den), '0'), '.') AS said
FROM (SELECT points_n AS n FROM exam_item UNION SELECT points_n FROM exam_part
  UNION SELECT total_n FROM exam_score UNION SELECT points_n FROM re_item_points
  UNION SELECT points_n FROM re_part_sum UNION SELECT total_n FROM re_total)
JOIN re_scheme;

INSERT INTO re_said
WITH both AS (
  SELECT x.id, i.key, e.state AS state_a, e.value AS value_a, e.points_n AS points_a,
    e.score_n AS score_a, e.in_group AS group_a, e.station AS station_a, e.seq AS seq_a,
    p.got AS state_b, p.value AS value_b, p.points_n AS points_b, p.score_n AS score_b,
    ifnull(g.key, '') AS group_b, t.station AS station_b, t.seq AS seq_b
  FROM re_stored x JOIN re_item_points p USING (student) JOIN re_item i USING (item)
  LEFT JOIN re_group g USING (grp)
  LEFT JOIN re_try t ON (t.student, t.item, t.n) = (x.student, p.item, p.n)
  LEFT JOIN exam_item e ON e.student = x.id AND e.item = i.key
    AND e.digest = (SELECT digest FROM re_which)
  WHERE NOT x.wrong)
SELECT id, 0, printf('%s: stored is %s %s with %s points%s, computed a second way it is '
    || '%s %s with %s', key, ifnull(state_a, 'nothing'), ifnull(value_a, ''),
  ifnull((SELECT said FROM re_told WHERE n = points_a), 'no'),
  iif(group_a = group_b, '', ' in ' || iif(ifnull(group_a, '') = '', 'no group',
    group_a)), state_b, ifnull(value_b, ''),
  ifnull((SELECT said FROM re_told WHERE n = points_b), 'no'))
FROM both WHERE (state_a, value_a, points_a, score_a, group_a, station_a, seq_a)
  IS NOT (state_b, value_b, points_b, score_b, group_b, station_b, seq_b);

INSERT INTO re_said
SELECT x.id, 0, printf('%s: a row is stored, and it is no item of theirs', e.item)
FROM exam_item e JOIN re_which w ON w.digest = e.digest JOIN re_stored x ON x.id = e.student
WHERE NOT EXISTS (SELECT 1 FROM re_item i WHERE i.key = e.item AND i.sex IN ('', x.sex));

-- A status of the whole stands for every part.
INSERT INTO re_said
WITH whole AS (
  SELECT student, CASE is_what WHEN 'exempt_full' THEN 'exempt'
    WHEN 'exempt_share' THEN 'exempt' ELSE is_what END AS got
  FROM re_of_total JOIN re_status USING (status)),
both AS (
  SELECT x.id, r.key, e.state AS state_a, e.points_n AS points_a, CASE
      WHEN w.got IS NOT NULL THEN w.got
      WHEN p.got = 'points' AND r.kind = 'gate' THEN iif(failed, 'not-met', 'met')
      ELSE p.got END AS state_b,
    iif(w.got IS NOT NULL OR r.kind = 'gate' OR p.got IN ('open', 'deferred'), NULL,
      p.points_n) AS points_b
  FROM re_stored x JOIN re_part_sum p USING (student) JOIN re_part r USING (part)
  LEFT JOIN whole w USING (student)
  LEFT JOIN exam_part e ON e.student = x.id AND e.part = r.key
    AND e.digest = (SELECT digest FROM re_which)
  WHERE NOT x.wrong)
SELECT id, 0, printf('part %s: stored is %s with %s points, computed a second way it is '
    || '%s with %s', key, ifnull(state_a, 'nothing'),
  ifnull((SELECT said FROM re_told WHERE n = points_a), 'no'), state_b,
  ifnull((SELECT said FROM re_told WHERE n = points_b), 'no'))
FROM both WHERE (state_a, points_a) IS NOT (state_b, points_b);

INSERT INTO re_said
SELECT x.id, 0, printf('the total: stored is %s with %s points %s, computed a second way it '
    || 'is %s with %s %s', x.state,
  ifnull((SELECT said FROM re_told WHERE n = x.total_n), 'no'), x.level_zh,
  iif(wrong, 'wrong', t.state),
  ifnull((SELECT said FROM re_told WHERE n = t.total_n AND NOT wrong), 'no'),
  iif(wrong, '', ifnull(t.level_zh, '')))
FROM re_stored x JOIN re_total t USING (student) JOIN re_scheme d
WHERE x.den <> d.den OR (x.state, x.total_n, x.level_zh)
  IS NOT (iif(wrong, 'wrong', t.state), iif(wrong, NULL, t.total_n),
    iif(wrong, '', ifnull(t.level_zh, '')));
