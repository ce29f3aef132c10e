-- The second computation of points: what it starts from.
--
-- These files make points again from raw values without the program's engine: rules.sql
-- (these tables), attempts.sql with exam_journal.sql or standard_journal.sql (what the
-- journal knows, as rows), points.sql (the order of docs/schemes.md), exam_differ.sql or
-- standard_differ.sql (where that is not what is stored). The program only copies a
-- scheme's rules and its tables of thresholds in here, from the scheme's own files.
--
-- All tables are temporary, so that a store which is only read can be looked at, and
-- begin with re_, because a temporary table hides one of the journal with its name.
--
-- Units. `raw` counts millionths of the item's base unit (mm, g, ml, ms, times,
-- hundredths of a mark), a value whole ones. `_c` are hundredths of a point, `_n`
-- counts of 1/den point. A rounding is a pair: n becomes (n + lift) / step * step,
-- where lift is half a step for half_up, one less than a step for nonzero_up and 0 to
-- cut; without a rounding the step is 1. An `is` word is that of docs/schemes.md.

-- ---- the rules -------------------------------------------------------------------

CREATE TEMP TABLE re_scheme(     -- one row
  id TEXT, den INTEGER, points_c INTEGER, cap_c INTEGER, step_n INTEGER, lift_n INTEGER,
  bonus_cap_c INTEGER,           -- of all bonus to the total; NULL: none
  missing_zero INTEGER,          -- what was not measured is 0 points
  all_or_none INTEGER,
  sessions TEXT,                 -- which line of tries counts: last, best, makeup
  makeup_c INTEGER               -- the share of points that a make-up earns; NULL: all
) STRICT;

CREATE TEMP TABLE re_item(
  item INTEGER PRIMARY KEY, key TEXT, zh TEXT,
  slot TEXT, sex TEXT,           -- '' both
  measure TEXT,                  -- the item of items.yaml, '' none
  kind TEXT, method TEXT,
  less INTEGER,                  -- 1: less is better, 0: more; NULL: the later one
  read INTEGER,                  -- the raw value is cut to this; 0: it is not cut
  step INTEGER, round TEXT,      -- then rounded to this
  hard_min INTEGER, hard_max INTEGER,
  use TEXT, tries INTEGER, stop_on_full INTEGER,
  valid_most INTEGER,            -- valid tries that the exam or the fitness test gives
  void_open INTEGER,             -- no valid try leaves it open instead of 0 points
  no_table INTEGER, scale_c INTEGER, below_c INTEGER,
  full_at INTEGER, worse INTEGER, worse_c INTEGER, floor_c INTEGER,
  proportional INTEGER,          -- of a part of `worse`, too
  need INTEGER,                  -- of a gate
  mass INTEGER, length INTEGER,  -- of an index: items in g and mm
  step_n INTEGER, lift_n INTEGER, cap_c INTEGER
) STRICT;

-- A row is met from `low` to `high`, both inclusive, NULL is open; of the rows that are
-- met the one worth most counts.
CREATE TEMP TABLE re_row(
  item INTEGER, sex TEXT, grade TEXT, low INTEGER, high INTEGER, score_c INTEGER
) STRICT;
CREATE INDEX temp.re_row_by_item ON re_row(item, sex, grade);

CREATE TEMP TABLE re_effect(     -- of a fault, from its `since`-th time in one try on
  item INTEGER, code TEXT, effect TEXT, amount INTEGER, since INTEGER,
  PRIMARY KEY (item, code)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE re_part(
  part INTEGER PRIMARY KEY, key TEXT, kind TEXT, points_c INTEGER, cap_c INTEGER,
  mean INTEGER, picks INTEGER, scale_c INTEGER,  -- of every item in a mean
  round TEXT, step_n INTEGER, lift_n INTEGER,
  missing TEXT, missing_c INTEGER,               -- of a year
  on_fail TEXT                                   -- of a gate
) STRICT;
CREATE TEMP TABLE re_gate(part INTEGER, item INTEGER) STRICT;

CREATE TEMP TABLE re_group(
  grp INTEGER PRIMARY KEY, key TEXT, part INTEGER, pick INTEGER, choose TEXT,
  step_n INTEGER, lift_n INTEGER, cap_c INTEGER
) STRICT;
CREATE TEMP TABLE re_share(      -- a group's points; without a row it is not theirs
  grp INTEGER, sex TEXT, grade TEXT, points_c INTEGER, PRIMARY KEY (grp, sex, grade)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_member(
  grp INTEGER, item INTEGER,
  drawn INTEGER,                 -- 1 also where nothing is drawn by lot
  PRIMARY KEY (item, grp)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_barred(n INTEGER, item INTEGER) STRICT;  -- one of each n at most

CREATE TEMP TABLE re_component(
  component INTEGER PRIMARY KEY, key TEXT, part INTEGER, typed INTEGER,
  points_c INTEGER, cap_c INTEGER                -- of one year; of all together
) STRICT;
CREATE TEMP TABLE re_year(component INTEGER, year INTEGER, name TEXT) STRICT;
CREATE TEMP TABLE re_band(component INTEGER, from_c INTEGER, points_c INTEGER) STRICT;

CREATE TEMP TABLE re_bonus(
  item INTEGER PRIMARY KEY, each INTEGER, add_c INTEGER, goes_to TEXT, cap_c INTEGER,
  only_full INTEGER
) STRICT;
CREATE TEMP TABLE re_bonus_row(
  item INTEGER, sex TEXT, grade TEXT,
  at INTEGER,
  beyond INTEGER,                -- 1: `at` is printed as a distance from the full mark
  add_c INTEGER
) STRICT;
CREATE INDEX temp.re_bonus_row_by_item ON re_bonus_row(item, sex, grade);

CREATE TEMP TABLE re_status(
  status INTEGER PRIMARY KEY, code TEXT, is_what TEXT, share_c INTEGER, of_what TEXT,
  part INTEGER, instead INTEGER
) STRICT;
CREATE TEMP TABLE re_level(from_c INTEGER, key TEXT, zh TEXT) STRICT;

-- Of a store: which journal year, which stored points, and who is concerned. In an exam
-- the grade is ''.
CREATE TEMP TABLE re_which(exam_year INTEGER, school_year INTEGER, digest BLOB) STRICT;
CREATE TEMP TABLE re_grade(code INTEGER PRIMARY KEY, grade TEXT) STRICT;

CREATE TEMP TABLE re_journal(    -- attempts
  student INTEGER, id TEXT, sex TEXT, measure TEXT, makeup INTEGER, outcome TEXT,
  is_disputed INTEGER, station TEXT, seq INTEGER,
  place INTEGER,                 -- in the order they were made
  raw INTEGER
) STRICT;
CREATE INDEX temp.re_journal_by_student ON re_journal(student, measure);

-- ---- what is known of students ------------------------------------------------------

CREATE TEMP TABLE re_student(
  student INTEGER PRIMARY KEY, id TEXT UNIQUE, sex TEXT,
  grade TEXT                     -- '' in an exam
) STRICT;
CREATE TEMP TABLE re_try(
  student INTEGER, item INTEGER,
  n INTEGER,                     -- in the order they were made
  makeup INTEGER,
  state TEXT,                    -- ok, foul, quit, waived, device, trial
  raw INTEGER,                   -- of an ok one
  station TEXT, seq INTEGER,     -- the attempt of the journal
  PRIMARY KEY (student, item, n)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_fault(
  student INTEGER, item INTEGER, n INTEGER, code TEXT, times INTEGER,
  PRIMARY KEY (student, item, n, code)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_doubt(      -- a value that a person must look at counts nowhere
  student INTEGER, item INTEGER, PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_choice(
  student INTEGER, grp INTEGER, item INTEGER, PRIMARY KEY (student, grp, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_standing(
  student INTEGER,
  place TEXT,                    -- key of an item, slot, group or part; '' the student
  code TEXT
) STRICT;
CREATE TEMP TABLE re_process(
  student INTEGER, component INTEGER, year INTEGER, value_c INTEGER,
  PRIMARY KEY (student, component, year)
) STRICT, WITHOUT ROWID;

-- ---- what points.sql makes of it ------------------------------------------------------

CREATE TEMP TABLE re_penalty(
  student INTEGER, item INTEGER, n INTEGER, more INTEGER, voids INTEGER,
  voids_item INTEGER, PRIMARY KEY (student, item, n)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_tried(
  student INTEGER, item INTEGER, makeup INTEGER, n INTEGER, state TEXT, value INTEGER,
  PRIMARY KEY (student, item, makeup, n)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_line(       -- the tries of one line together
  student INTEGER, item INTEGER, makeup INTEGER, used INTEGER, value INTEGER,
  n INTEGER,                     -- the try that has this value; NULL of a mean
  PRIMARY KEY (student, item, makeup)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_met(
  item INTEGER, sex TEXT, grade TEXT, value INTEGER,
  score_n INTEGER,               -- of the item's scale; NULL: there is no table
  PRIMARY KEY (item, sex, grade, value)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_of_item(
  student INTEGER, item INTEGER, status INTEGER, PRIMARY KEY (student, item, status)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_of_part(
  student INTEGER, part INTEGER, status INTEGER, PRIMARY KEY (student, part, status)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_of_total(
  student INTEGER, status INTEGER, PRIMARY KEY (student, status)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_got(        -- an item of a student
  student INTEGER, item INTEGER,
  got TEXT,                      -- none, points, void, no-table, exempt, partial,
                                 -- deferred, absent, disqualified
  value INTEGER, makeup INTEGER, n INTEGER, score_n INTEGER, status INTEGER,
  PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_beyond(     -- bonus
  student INTEGER, item INTEGER, bonus_n INTEGER, PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_earned(     -- what an item is worth in a group, picked or not
  student INTEGER, grp INTEGER, item INTEGER,
  member INTEGER,                -- 0: only instead of another
  got TEXT,                      -- as in re_got; or replaced, by another item
  each_c INTEGER,
  points_n INTEGER,              -- NULL: open
  PRIMARY KEY (student, grp, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_pick(
  student INTEGER, grp INTEGER, item INTEGER, PRIMARY KEY (student, grp, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_group_sum(
  student INTEGER, grp INTEGER, part INTEGER, picked INTEGER,
  open INTEGER,                  -- how many items have no points yet
  no_table INTEGER,              -- of those: only a table is missing
  points_n INTEGER,
  left_out INTEGER,              -- points, or picks of a mean, by partial
  PRIMARY KEY (student, grp)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_component_sum(
  student INTEGER, component INTEGER, part INTEGER, open INTEGER, points_n INTEGER,
  PRIMARY KEY (student, component)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_part_sum(
  student INTEGER, part INTEGER,
  got TEXT,                      -- open, points, exempt, deferred, absent, disqualified
  failed INTEGER,                -- a gate that was not met
  only_tables INTEGER,           -- open, and nothing is missing but a table
  left_out INTEGER, sum_n INTEGER, points_n INTEGER, PRIMARY KEY (student, part)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_total(
  student INTEGER PRIMARY KEY,
  state TEXT,                    -- complete, exempt, no-table, incomplete
  bonus_n INTEGER, total_n INTEGER, level TEXT, level_zh TEXT
) STRICT;
CREATE TEMP TABLE re_item_points(  -- an item as it counts at last
  student INTEGER, item INTEGER, got TEXT, value INTEGER, score_n INTEGER,
  points_n INTEGER, grp INTEGER, n INTEGER, PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE re_said(       -- sentences
  student TEXT,
  contradiction INTEGER,         -- 1: what is known of the student contradicts itself;
                                 -- 2: and the teacher's page says so already (待核查)
  sentence TEXT
) STRICT;
