-- Raw values into points, in the order of docs/schemes.md: see rules.sql.

-- ---- 1. the value of each try -----------------------------------------------------

-- What faults do. A fault works from its `since`-th time in one try on; before that it
-- is a warning.
INSERT INTO re_penalty
SELECT student, item, n,
  sum(CASE effect WHEN 'add_ms' THEN (times - since + 1) * amount
    WHEN 'not_counted' THEN -(times - since + 1)
    WHEN 'minus_count' THEN -(times - since + 1) * amount ELSE 0 END),
  max(effect IN ('void_attempt', 'void_item')), max(effect = 'void_item')
FROM re_fault JOIN re_effect USING (item, code)
WHERE times >= since GROUP BY student, item, n;

-- Time is added before anything is read; repetitions are taken from the count, which
-- never goes below none. Cutting drops digits toward zero, the other roundings go up
-- from the floor, also below zero: x - (x mod step), mod never negative.
INSERT INTO re_tried
WITH taken AS (
  SELECT t.*, i.kind, i.read, i.step, i.round, ifnull(p.more, 0) AS more,
    iif(t.state = 'ok' AND p.voids, 'foul', t.state) AS now,
    t.raw + iif(i.kind = 'time', ifnull(p.more, 0) * 1000000, 0) AS whole
  FROM re_try t JOIN re_item i USING (item)
  LEFT JOIN re_penalty p USING (student, item, n)),
cut AS (
  SELECT *, iif(read > 0, whole / max(read, 1) * read, whole) AS x FROM taken),
rounded AS (
  SELECT *, CASE round
    WHEN 'half_up' THEN x + step / 2 - ((x + step / 2) % step + step) % step
    WHEN 'nonzero_up' THEN x + step - 1 - ((x + step - 1) % step + step) % step
    ELSE x - x % step END / 1000000 AS value
  FROM cut)
SELECT student, item, makeup, n, now,
  CASE WHEN now <> 'ok' THEN NULL
    WHEN kind <> 'time' AND more <> 0 THEN max(value + more, 0) ELSE value END
FROM rounded;

-- ---- 4. the row of a value ------------------------------------------------------------

-- Asked for before 2, because a full score may end the tries. The score is exact, in
-- 1/den of the item's scale.
CREATE TEMP VIEW re_scored AS
WITH worst AS (
  -- How much worse than the full mark, no further than what costs everything.
  SELECT w.item, w.sex, w.grade, w.value,
    min(max(iif(less, value - full_at, full_at - value), 0),
      worse * (scale_c / max(worse_c, 1) + 1)) AS off
  FROM re_met w JOIN re_item i USING (item) WHERE i.method = 'linear')
SELECT w.item, w.sex, w.grade, w.value, CASE
  WHEN i.no_table THEN NULL
  WHEN i.method IN ('table', 'bands') THEN (
    SELECT iif(count(*) = 0, NULL, ifnull(max(score_c) FILTER (
      WHERE ifnull(low, w.value) <= w.value AND w.value <= ifnull(high, w.value)),
      i.below_c))
    FROM re_row r WHERE (r.item, r.sex, r.grade) = (w.item, w.sex, w.grade)) * den / 100
  WHEN i.method = 'linear' THEN max(i.floor_c * den / 100, i.scale_c * den / 100 - (
    SELECT iif(i.proportional, off * i.worse_c * (den / 100) / i.worse,
      off / i.worse * i.worse_c * (den / 100))
    FROM worst o WHERE (o.item, o.sex, o.grade, o.value)
      = (w.item, w.sex, w.grade, w.value)))
  WHEN i.method = 'gate' THEN
    iif(iif(i.less, w.value <= i.need, w.value >= i.need), i.scale_c, i.below_c)
      * den / 100
  WHEN i.method = 'judged' THEN min(w.value, i.scale_c) * den / 100
  END AS score_n
FROM re_met w JOIN re_item i USING (item) JOIN re_scheme WHERE w.score_n IS NULL;

INSERT INTO re_met
SELECT DISTINCT item, sex, grade, value, NULL
FROM re_tried JOIN re_student USING (student) WHERE value IS NOT NULL;
INSERT OR REPLACE INTO re_met SELECT * FROM re_scored;

-- ---- 2. the value of the item ---------------------------------------------------------

-- A device's error is not used up and a trial never counts. With stop_on_full, what
-- follows a full score in its line is not looked at. A mean is rounded once more.
INSERT INTO re_line
WITH stop AS MATERIALIZED (
  SELECT t.student, t.item, t.makeup, min(t.n) AS n
  FROM re_item i JOIN re_tried t USING (item) JOIN re_student s USING (student)
  JOIN re_met m ON (m.item, m.sex, m.grade, m.value)
    = (t.item, s.sex, s.grade, t.value) JOIN re_scheme
  WHERE i.stop_on_full AND m.score_n = i.scale_c * den / 100
    AND t.state NOT IN ('device', 'trial')
  GROUP BY t.student, t.item, t.makeup),
line AS (
  SELECT t.student, t.item, t.makeup, count(*) AS used, count(value) AS valid,
    min(value) AS least, max(value) AS most, sum(value) AS sum,
    min(t.n) FILTER (WHERE value IS NOT NULL) AS first,
    max(t.n) FILTER (WHERE value IS NOT NULL) AS last
  FROM re_tried t LEFT JOIN stop o USING (student, item, makeup)
  WHERE t.state NOT IN ('device', 'trial') AND (o.n IS NULL OR t.n <= o.n)
  GROUP BY t.student, t.item, t.makeup),
chosen AS (
  SELECT l.*, step * valid AS steps, round,
    sum * 1000000 + CASE round WHEN 'half_up' THEN step * valid / 2
      WHEN 'nonzero_up' THEN step * valid - 1 ELSE 0 END AS lifted,
    CASE WHEN valid = 1 OR use = 'first_valid' THEN first WHEN use = 'last' THEN last
      WHEN use = 'mean' THEN NULL ELSE (
        SELECT min(n) FROM re_tried t WHERE t.student = l.student AND t.item = l.item
          AND t.makeup = l.makeup AND t.value = iif(less, least, most)) END AS n
  FROM line l JOIN re_item i USING (item))
SELECT student, item, makeup, used, CASE
  WHEN valid = 1 THEN least
  WHEN n IS NOT NULL THEN (SELECT value FROM re_tried t WHERE t.student = c.student
    AND t.item = c.item AND t.makeup = c.makeup AND t.n = c.n)
  WHEN valid > 1 THEN (lifted - iif(round IN ('half_up', 'nonzero_up'),
    (lifted % steps + steps) % steps, lifted % steps)) / valid / 1000000 END, n
FROM chosen c;

-- Of the main line and a make-up one counts, as the scheme says. A fault that voids the
-- item voids both.
INSERT INTO re_got
WITH lines AS (
  SELECT s.student, i.item, i.void_open, a.value, a.n, ifnull(a.used, 0) AS used,
    b.value AS value_b, b.n AS n_b, ifnull(b.used, 0) AS used_b,
    CASE sessions WHEN 'makeup' THEN b.used > 0
      WHEN 'last' THEN b.value IS NOT NULL
      ELSE b.value IS NOT NULL AND (a.value IS NULL OR i.less IS NULL
        OR iif(i.less, b.value < a.value, b.value > a.value)) END IS TRUE AS second,
    sessions = 'makeup' AS replaces,
    EXISTS (SELECT 1 FROM re_penalty p WHERE p.student = s.student AND p.item = i.item
      AND p.voids_item) AS is_void
  FROM re_student s JOIN re_scheme JOIN re_item i ON i.sex IN ('', s.sex)
  LEFT JOIN re_line a ON (a.student, a.item, a.makeup) = (s.student, i.item, 0)
  LEFT JOIN re_line b ON (b.student, b.item, b.makeup) = (s.student, i.item, 1)),
one AS (
  SELECT student, item, void_open, is_void, second,
    iif(is_void, NULL, iif(second, value_b, value)) AS value,
    iif(is_void, NULL, iif(second, n_b, n)) AS n,
    iif(second AND replaces, used_b, used + used_b) AS used
  FROM lines)
SELECT student, item, CASE WHEN value IS NOT NULL THEN 'points'
  WHEN used > 0 AND (is_void OR NOT void_open) THEN 'void' ELSE 'none' END,
  value, second AND value IS NOT NULL, n, NULL, NULL
FROM one;

-- An index is mass in kg over the square of length in m, in tenths: 10000 g / mm2.
UPDATE re_got SET got = 'points', value = x.value FROM (
  SELECT m.student, i.item, (m.value * 10000 + CASE i.round
      WHEN 'half_up' THEN l.value * l.value / 2
      WHEN 'nonzero_up' THEN l.value * l.value - 1 ELSE 0 END)
    / (l.value * l.value) AS value
  FROM re_item i JOIN re_got m ON m.item = i.mass
  JOIN re_got l ON l.student = m.student AND l.item = i.length AND l.value > 0
  WHERE i.kind = 'index' AND m.value IS NOT NULL) AS x
WHERE re_got.student = x.student AND re_got.item = x.item;

-- ---- 3. statuses ----------------------------------------------------------------------

-- What a place covers: an item, the student's item of a slot, the items of a group, or
-- of all groups and gates of a part, or of everything.
CREATE TEMP VIEW re_covered AS
WITH place AS (
  SELECT key AS place, item, sex FROM re_item
  UNION SELECT slot, item, sex FROM re_item WHERE slot <> ''
  UNION SELECT g.key, item, sex FROM re_group g JOIN re_member USING (grp)
    JOIN re_item USING (item)
  UNION SELECT p.key, item, sex FROM re_part p JOIN re_group g USING (part)
    JOIN re_member USING (grp) JOIN re_item USING (item)
  UNION SELECT p.key, item, sex FROM re_part p JOIN re_gate USING (part)
    JOIN re_item USING (item)
  UNION SELECT '', item, sex FROM re_item)
SELECT DISTINCT s.student, t.place, t.code, p.item
FROM re_standing t JOIN re_student s USING (student)
JOIN place p ON p.place = t.place AND p.sex IN ('', s.sex);

INSERT OR IGNORE INTO re_of_item
SELECT student, item, status FROM re_covered JOIN re_status USING (code)
WHERE of_what = 'item';

INSERT OR IGNORE INTO re_of_part
SELECT student, ifnull(s.part, p.part), status FROM re_standing t
JOIN re_status s USING (code) LEFT JOIN re_part p ON p.key = t.place
WHERE of_what = 'part' AND ifnull(s.part, p.part) IS NOT NULL
UNION SELECT student, g.part, status FROM re_covered c JOIN re_status s USING (code)
JOIN re_member m USING (item) JOIN re_group g USING (grp)
WHERE of_what = 'part' AND s.part IS NULL AND place <> ''
  AND NOT EXISTS (SELECT 1 FROM re_part p WHERE p.key = c.place);

INSERT OR IGNORE INTO re_of_total
SELECT student, status FROM re_standing JOIN re_status USING (code)
WHERE of_what = 'total';

UPDATE re_got SET status = o.status, got = CASE is_what
  WHEN 'exempt_full' THEN 'exempt' WHEN 'exempt_share' THEN 'exempt' ELSE is_what END
FROM re_of_item o JOIN re_status s ON s.status = o.status
WHERE re_got.student = o.student AND re_got.item = o.item;

-- ---- 4. again, for what counts -----------------------------------------------------------

-- Means and indexes are values that no try had.
INSERT OR IGNORE INTO re_met
SELECT DISTINCT item, sex, grade, value, NULL
FROM re_got JOIN re_student USING (student) WHERE value IS NOT NULL;
INSERT OR REPLACE INTO re_met SELECT * FROM re_scored;

UPDATE re_got SET score_n = m.score_n FROM re_student s, re_met m
WHERE re_got.got = 'points' AND s.student = re_got.student
  AND (m.item, m.sex, m.grade, m.value)
    = (re_got.item, s.sex, s.grade, re_got.value);
UPDATE re_got SET got = 'no-table' WHERE got = 'points' AND score_n IS NULL;
UPDATE re_got SET score_n = 0 WHERE got = 'void';

-- ---- 5. points of the item --------------------------------------------------------------

-- What is printed as a distance from the full mark becomes a value.
UPDATE re_bonus_row SET beyond = 0, at = at + (
  SELECT ifnull(low, high) FROM re_row r WHERE (r.item, r.sex, r.grade)
    = (re_bonus_row.item, re_bonus_row.sex, re_bonus_row.grade)
  ORDER BY score_c DESC LIMIT 1)
WHERE beyond;

-- The best row that is met; or so much for each `each` beyond the full mark. A make-up
-- that is held down earns none.
INSERT INTO re_beyond
WITH full AS (
  SELECT item, CASE WHEN method = 'linear' THEN full_at ELSE (
    SELECT ifnull(low, high) FROM re_row r WHERE r.item = i.item AND score_c = scale_c
    LIMIT 1) END AS at
  FROM re_item i)
SELECT g.student, g.item, min(b.cap_c, CASE
  WHEN b.only_full AND g.score_n < i.scale_c * den / 100 THEN 0
  WHEN b.each > 0 THEN
    max(iif(i.less, f.at - g.value, g.value - f.at), 0) / b.each * b.add_c
  ELSE (SELECT ifnull(max(add_c), 0) FROM re_bonus_row r
    WHERE (r.item, r.sex, r.grade) = (g.item, s.sex, s.grade)
      AND iif(i.less, g.value <= r.at, g.value >= r.at)) END) * den / 100
FROM re_got g JOIN re_bonus b USING (item) JOIN re_item i USING (item)
JOIN full f USING (item) JOIN re_student s USING (student) JOIN re_scheme
WHERE g.got = 'points' AND NOT (g.makeup AND makeup_c IS NOT NULL);

-- In a mean an item counts with its scale, else with its share of the group. An item
-- that may be scored instead of a member has its worth in that group, too. Points of a
-- make-up may be held down to a share.
INSERT OR IGNORE INTO re_earned
WITH place AS (
  SELECT s.student, m.grp, m.item, 1 AS member
  FROM re_student s JOIN re_item i ON i.sex IN ('', s.sex) JOIN re_member m USING (item)
  WHERE m.drawn
  UNION ALL SELECT g.student, m.grp, t.instead, 0
  FROM re_got g JOIN re_status t USING (status) JOIN re_member m USING (item)
  WHERE t.instead IS NOT NULL AND m.drawn
  ORDER BY member DESC),
worth AS (
  SELECT w.student, w.grp, w.item, w.member, g.score_n, t.share_c, i.step_n, i.lift_n,
    i.cap_c, i.scale_c, g.makeup AND makeup_c IS NOT NULL AS held,
    iif(p.mean, i.scale_c, h.points_c / r.pick) AS each_c,
    CASE WHEN EXISTS (SELECT 1 FROM re_doubt d WHERE d.student = w.student
        AND d.item IN (i.item, i.mass, i.length)) THEN 'none'
      WHEN g.got = 'partial' AND t.instead IS NOT NULL THEN 'replaced'
      ELSE g.got END AS got
  FROM place w JOIN re_scheme JOIN re_student s USING (student)
  JOIN re_item i USING (item) JOIN re_got g USING (student, item)
  JOIN re_group r USING (grp) JOIN re_part p USING (part)
  JOIN re_share h ON (h.grp, h.sex, h.grade) = (w.grp, s.sex, s.grade)
  LEFT JOIN re_status t USING (status))
SELECT w.student, w.grp, w.item, w.member, w.got, each_c, CASE
  WHEN got = 'none' THEN iif(missing_zero, 0, NULL)
  WHEN got IN ('no-table', 'deferred') THEN NULL
  WHEN got = 'exempt' THEN each_c * share_c * (den / 10000)
  WHEN got = 'points' THEN min(
    (iif(held, min(score_n * each_c / scale_c, each_c * makeup_c * (den / 10000)),
      score_n * each_c / scale_c) + w.lift_n) / w.step_n * w.step_n
      + iif(b.goes_to = 'item', ifnull(bonus_n, 0), 0),
    ifnull(w.cap_c * den / 100, 9223372036854775807))
  ELSE 0 END
FROM worth w JOIN re_scheme LEFT JOIN re_bonus b USING (item)
LEFT JOIN re_beyond e USING (student, item);

-- ---- 6. groups -------------------------------------------------------------------------

-- What is drawn, or is all there is for this sex, counts without a choice. The best
-- counts once enough has points; of equals the first in the scheme. Then a status may
-- put another item in the place of one that was picked.
INSERT OR IGNORE INTO re_pick
WITH ranked AS (
  SELECT student, grp, item, pick, choose, count(*) OVER own AS all_there_is,
    count(points_n) OVER own AS have,
    row_number() OVER (PARTITION BY student, grp ORDER BY points_n DESC, item) AS place
  FROM re_earned JOIN re_group USING (grp) WHERE member
  WINDOW own AS (PARTITION BY student, grp)),
picked AS (
  SELECT student, grp, item FROM ranked r
  WHERE CASE choose WHEN 'best' THEN have >= pick AND place <= pick
    WHEN 'drawn' THEN 1
    ELSE all_there_is = pick OR EXISTS (SELECT 1 FROM re_choice c
      WHERE (c.student, c.grp, c.item) = (r.student, r.grp, r.item)) END)
SELECT k.student, k.grp, ifnull(t.instead, k.item)
FROM picked k JOIN re_got g USING (student, item) LEFT JOIN re_status t USING (status);

INSERT INTO re_group_sum
SELECT s.student, g.grp, g.part, count(k.item),
  iif(count(k.item), count(*) - count(e.points_n), 1),
  count(*) FILTER (WHERE e.got = 'no-table'),
  min((ifnull(sum(e.points_n), 0) + g.lift_n) / g.step_n * g.step_n,
    ifnull(g.cap_c * den / 100, 9223372036854775807)),
  ifnull(sum(iif(p.mean, 1, e.each_c)) FILTER (WHERE e.got = 'partial'), 0)
FROM re_student s JOIN re_scheme JOIN re_group g JOIN re_part p USING (part)
JOIN re_share h ON (h.grp, h.sex, h.grade) = (g.grp, s.sex, s.grade)
LEFT JOIN re_pick k ON k.student = s.student AND k.grp = g.grp
LEFT JOIN re_earned e ON (e.student, e.grp, e.item) = (k.student, k.grp, k.item)
GROUP BY s.student, g.grp;

-- ---- 6. parts --------------------------------------------------------------------------

-- A component: every year its points, or what the scheme says of a missing one.
INSERT INTO re_component_sum
WITH years AS (
  SELECT s.student, c.component, c.part, v.value_c IS NULL AS lacks, CASE
    WHEN v.value_c IS NULL THEN iif(p.missing = 'fixed', min(missing_c, c.points_c), 0)
    WHEN c.typed THEN v.value_c
    ELSE (SELECT b.points_c FROM re_band b WHERE b.component = c.component
      AND b.from_c <= v.value_c ORDER BY from_c DESC LIMIT 1) END AS points_c
  FROM re_student s JOIN re_component c JOIN re_year y USING (component)
  JOIN re_part p USING (part)
  LEFT JOIN re_process v ON (v.student, v.component, v.year)
    = (s.student, y.component, y.year)),
sums AS (
  SELECT student, component, part, count(*) AS years, sum(lacks) AS lacking,
    count(*) - sum(lacks) AS known, sum(points_c) * (SELECT den FROM re_scheme) / 100
    AS sum_n
  FROM years GROUP BY student, component)
SELECT student, s.component, s.part,
  lacking > 0 AND (p.missing = 'block' OR p.missing = 'scale' AND known = 0),
  min(CASE WHEN lacking > 0 AND known > 0 AND p.missing = 'scale' THEN
      (sum_n * years + CASE p.round WHEN 'half_up' THEN p.step_n * known / 2
        WHEN 'nonzero_up' THEN p.step_n * known - 1 ELSE 0 END)
      / (p.step_n * known) * p.step_n
    ELSE sum_n END, ifnull(c.cap_c * den / 100, 9223372036854775807))
FROM sums s JOIN re_component c USING (component)
JOIN re_part p ON p.part = s.part JOIN re_scheme;

-- A part: the sum of its groups, or the mean of its items times its points, or the sum
-- of its components; then its bonus, its rounding, its cap. What partial has left out
-- is made up by the rest, in proportion: the sum of the rest is divided by it, once.
INSERT INTO re_part_sum
WITH places AS (
  SELECT student, part, iif(mean, picks, p.points_c) AS full FROM re_student
  JOIN re_part p),
groups AS (
  SELECT student, part, max(open > 0) AS open, min(open = no_table AND picked > 0
    OR open = 0) AS only_tables, sum(points_n) AS sum_n, sum(left_out) AS left_out
  FROM re_group_sum GROUP BY student, part),
components AS (
  SELECT student, part, max(open) AS open, sum(points_n) AS sum_n
  FROM re_component_sum GROUP BY student, part),
gates AS (
  SELECT student, t.part, max(got IN ('none', 'deferred')) AS open,
    max(got NOT IN ('none', 'deferred', 'exempt')
      AND score_n IS NOT i.scale_c * den / 100) AS failed
  FROM re_got g JOIN re_gate t USING (item) JOIN re_item i USING (item) JOIN re_scheme
  GROUP BY student, t.part),
-- An item that two groups have gives its bonus once, where it counts last.
last_place AS (
  SELECT student, item, max(grp) AS grp FROM re_pick GROUP BY student, item),
bonus AS (
  SELECT l.student, g.part, sum(bonus_n) AS bonus_n FROM last_place l
  JOIN re_group g USING (grp) JOIN re_bonus b ON b.item = l.item AND goes_to = 'part'
  JOIN re_beyond e ON e.student = l.student AND e.item = l.item
  GROUP BY l.student, g.part),
sums AS (
  SELECT s.student, s.part, p.kind, s.full, p.mean, ifnull(g.left_out, 0) AS left_out,
    max(ifnull(g.open, 0), ifnull(c.open, 0), ifnull(t.open, 0)) AS open,
    ifnull(g.only_tables, 0) AS only_tables, ifnull(t.failed, 0) AS failed,
    ifnull(g.sum_n, 0) AS groups_n, ifnull(c.sum_n, 0) AS components_n,
    ifnull(b.bonus_n, 0) AS bonus_n, iif(mean, p.points_c, s.full) AS num,
    iif(mean, p.scale_c, 1) AS scale, p.round, p.step_n, p.lift_n, p.points_c, p.cap_c
  FROM places s JOIN re_part p USING (part)
  LEFT JOIN groups g ON g.student = s.student AND g.part = s.part
  LEFT JOIN components c ON c.student = s.student AND c.part = s.part
  LEFT JOIN gates t ON t.student = s.student AND t.part = s.part
  LEFT JOIN bonus b ON b.student = s.student AND b.part = s.part),
rest AS (
  SELECT *, max(full - left_out, 1) * scale AS d, kind = 'field' AND left_out >= full
    AS nothing_left FROM sums),
exact AS (
  SELECT *, components_n + CASE WHEN kind <> 'field' OR nothing_left THEN 0
    WHEN left_out > 0 THEN (groups_n * num + CASE round WHEN 'half_up' THEN step_n * d / 2
      WHEN 'nonzero_up' THEN step_n * d - 1 ELSE 0 END) / (step_n * d) * step_n
    WHEN mean THEN groups_n * num / d
    ELSE groups_n END AS exact_n
  FROM rest),
said AS (
  SELECT student, o.part, is_what, share_c FROM re_of_part o JOIN re_status USING (status))
SELECT e.student, e.part, CASE WHEN is_what IN ('exempt_full', 'exempt_share')
    THEN 'exempt' WHEN is_what IS NOT NULL THEN is_what
    WHEN open OR nothing_left THEN 'open' ELSE 'points' END,
  failed AND is_what IS NULL, only_tables AND NOT nothing_left, left_out, exact_n, CASE
    WHEN is_what IN ('exempt_full', 'exempt_share')
      THEN e.points_c * share_c * (den / 10000)
    WHEN is_what IS NOT NULL THEN 0
    ELSE min((exact_n + bonus_n + e.lift_n) / e.step_n * e.step_n, e.cap_c * den / 100)
    END
FROM exact e JOIN re_scheme
LEFT JOIN said t ON t.student = e.student AND t.part = e.part;

-- ---- 7. the total -------------------------------------------------------------------------

INSERT INTO re_item_points
WITH last_place AS (
  SELECT student, item, max(grp) AS grp FROM re_pick GROUP BY student, item)
SELECT g.student, g.item, g.got, g.value, g.score_n,
  iif(e.got = 'partial', NULL, e.points_n), l.grp, g.n
FROM re_got g LEFT JOIN last_place l ON l.student = g.student AND l.item = g.item
LEFT JOIN re_earned e ON (e.student, e.grp, e.item) = (l.student, l.grp, l.item);

-- No total while anything is open, or when a gate bars it. A status of the whole student
-- comes before all that.
INSERT INTO re_total
WITH parts AS (
  SELECT student, max(got IN ('open', 'deferred')) AS open,
    min(got NOT IN ('open', 'deferred') OR got = 'open' AND only_tables) AS only_tables,
    max(failed AND on_fail = 'no_total') AS barred,
    max(failed AND on_fail = 'zero_total') AS zero, sum(points_n) AS sum_n,
    max(got = 'exempt' OR left_out > 0) AS exempt
  FROM re_part_sum JOIN re_part USING (part) GROUP BY student),
-- With missing_zero nothing at all is still nothing.
none AS (
  SELECT student, count(score_n) = 0 AS empty FROM re_got GROUP BY student),
counting AS (
  SELECT i.student, max(i.got = 'exempt') AS exempt,
    sum(bonus_n) FILTER (WHERE goes_to = 'total') AS bonus_n
  FROM re_item_points i JOIN re_group g USING (grp)
  JOIN re_part_sum p ON p.student = i.student AND p.part = g.part AND p.got = 'points'
  LEFT JOIN re_bonus b ON b.item = i.item
  LEFT JOIN re_beyond e ON e.student = i.student AND e.item = i.item
  WHERE NOT EXISTS (SELECT 1 FROM re_doubt d WHERE d.student = i.student
    AND d.item = i.item)
  GROUP BY i.student),
said AS (
  SELECT student, is_what, share_c FROM re_of_total JOIN re_status USING (status)),
made AS (
  SELECT p.student, is_what, CASE WHEN is_what = 'deferred' THEN 'incomplete'
      WHEN is_what IN ('exempt_full', 'exempt_share') THEN 'exempt'
      WHEN is_what IS NOT NULL THEN 'complete'
      WHEN barred OR missing_zero AND empty OR open AND NOT only_tables
        THEN 'incomplete'
      WHEN open THEN 'no-table'
      WHEN p.exempt OR c.exempt THEN 'exempt' ELSE 'complete' END AS state,
    min(ifnull(c.bonus_n, 0), ifnull(bonus_cap_c * den / 100, 9223372036854775807))
      AS bonus_n,
    iif(is_what IS NULL, sum_n, points_c * t.share_c * (den / 10000)) AS sum_n, zero
  FROM parts p JOIN none USING (student) JOIN re_scheme
  LEFT JOIN counting c USING (student) LEFT JOIN said t USING (student)),
total AS (
  SELECT student, state, bonus_n, CASE WHEN state IN ('incomplete', 'no-table') THEN NULL
    WHEN is_what IN ('exempt_full', 'exempt_share')
      THEN (sum_n + lift_n) / step_n * step_n
    WHEN is_what IS NOT NULL OR zero THEN 0
    ELSE min((sum_n + bonus_n + lift_n) / step_n * step_n, cap_c * den / 100) END
    AS total_n
  FROM made JOIN re_scheme)
SELECT student, state, bonus_n, total_n,
  (SELECT key FROM re_level WHERE total_n >= from_c * den / 100
    ORDER BY from_c DESC LIMIT 1),
  (SELECT zh FROM re_level WHERE total_n >= from_c * den / 100
    ORDER BY from_c DESC LIMIT 1)
FROM total JOIN re_scheme;

-- Every share, scale and mean must have been whole: the denominator is the scheme's.
INSERT INTO re_said
SELECT DISTINCT '', 0, printf('%s: its points are not whole in 1/%d point',
  i.key, den)
FROM re_earned e JOIN re_got g USING (student, item) JOIN re_item i USING (item)
JOIN re_scheme WHERE g.got = 'points' AND g.score_n * e.each_c % i.scale_c <> 0;
