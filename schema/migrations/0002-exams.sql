-- Exams: which scheme is in use, and what is known of a student beside attempts.
--
-- A scheme is used by two persons: one takes it, another compares it with the paper
-- and confirms. Choices, statuses and process values are entries like all others: a
-- correction is a later one, and the earlier stays. A process value stands with what
-- it was made from, so that a later change of the fitness results does not move it
-- unseen. Exam results are derived, by the digest of the scheme that made them: a
-- new version of a scheme scores again and leaves the old scores standing.

INSERT INTO entry_kind VALUES
  ('scheme_use',     'an exam''s scheme is taken into use for an exam year'),
  ('scheme_confirm', 'a second person compared that scheme with the paper'),
  ('choice',         'a student''s items of a group, chosen or drawn'),
  ('standing',       'a status of a student: exempt, deferred, absent and others'),
  ('process',        'a process value, frozen with what it was made from'),
  ('past_year',      'a student''s total of an earlier school year, from elsewhere'),
  ('penalty',        'faults of an attempt, as the referee gave them');

CREATE TABLE scheme_use(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  scheme    TEXT NOT NULL,     -- its id: 'daqing-sample'
  digest    BLOB NOT NULL,     -- its files are in scheme and scheme_file
  exam_year INTEGER NOT NULL CHECK (exam_year BETWEEN 2000 AND 2100),
  who       TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE scheme_confirm(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  who        TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES scheme_use
) STRICT, WITHOUT ROWID;

-- items are keys joined by /, in the scheme's order; '' takes the choice back. The
-- later row about one student, scheme and group holds.
CREATE TABLE choice(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  student TEXT NOT NULL,
  scheme  TEXT NOT NULL,
  part    TEXT NOT NULL,  -- key of the group
  items   TEXT NOT NULL,
  reason  TEXT NOT NULL,  -- why it was changed; '' for the first
  who     TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX choice_by_student ON choice(student, scheme, part);

-- code is one of the scheme's statuses; 'normal' ends what was said before of the
-- same place. Of the fitness standard (scheme 'national-2014') the codes are
-- 'exempt' (免予执行) and 'deferred'.
CREATE TABLE standing(
  station  TEXT NOT NULL, seq INTEGER NOT NULL,
  student  TEXT NOT NULL,
  scheme   TEXT NOT NULL,
  part     TEXT NOT NULL,     -- item, group or part; '' the student
  code     TEXT NOT NULL CHECK (code <> ''),
  papers   TEXT NOT NULL,     -- which were shown
  approver TEXT NOT NULL,
  given_on INTEGER NOT NULL,  -- yyyymmdd of the papers, 0 unknown
  who      TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_by_student ON standing(student, scheme, part);

CREATE TABLE process(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  student   TEXT NOT NULL,
  scheme    TEXT NOT NULL,
  component TEXT NOT NULL,
  year      TEXT NOT NULL,  -- as the scheme names it; '' given once
  value_c   INTEGER,        -- hundredths, points or the number for the bands; NULL
                            -- takes it back
  origin    TEXT NOT NULL CHECK (origin IN ('own', 'import', 'typed')),
  inputs    TEXT NOT NULL,  -- what it was made from, in words that can be checked
  who       TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX process_by_student ON process(student, scheme, component, year);

-- For 毕业成绩 and process points of years that this station did not measure.
CREATE TABLE past_year(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  student     TEXT NOT NULL,
  school_year INTEGER NOT NULL,  -- the year in which it began
  grade_code  INTEGER NOT NULL,  -- then
  total_c     INTEGER,           -- 学年总分 in hundredths; NULL takes it back
  origin      TEXT NOT NULL,     -- which file or register
  who         TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX past_year_by_student ON past_year(student, school_year);

-- The later row about one attempt and code holds; times 0 takes it back.
CREATE TABLE penalty(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  code       TEXT NOT NULL CHECK (code <> ''),  -- a fault of the scheme's item
  times      INTEGER NOT NULL CHECK (times BETWEEN 0 AND 99),
  reason     TEXT NOT NULL,
  who        TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
CREATE INDEX penalty_by_attempt ON penalty(of_station, of_seq, code);

-- ---- what holds today -----------------------------------------------------------

-- Later as everywhere: schema/FORMAT.md.
CREATE VIEW choice_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, scheme, part ORDER BY reached
    DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us) OVER
    (PARTITION BY c.student, c.scheme, c.part, c.station ORDER BY c.seq) AS reached
    FROM choice c JOIN entry e USING (station, seq)) c) WHERE place = 1;
CREATE VIEW standing_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, scheme, part ORDER BY reached
    DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us) OVER
    (PARTITION BY c.student, c.scheme, c.part, c.station ORDER BY c.seq) AS reached
    FROM standing c JOIN entry e USING (station, seq)) c)
  WHERE place = 1 AND code <> 'normal';
CREATE VIEW process_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, scheme, component, year ORDER
    BY reached DESC, station DESC, seq DESC) AS place FROM (SELECT c.*,
    max(e.made_us) OVER (PARTITION BY c.student, c.scheme, c.component, c.year,
    c.station ORDER BY c.seq) AS reached
    FROM process c JOIN entry e USING (station, seq)) c)
  WHERE place = 1 AND value_c IS NOT NULL;
CREATE VIEW past_year_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, school_year ORDER BY reached
    DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us) OVER
    (PARTITION BY c.student, c.school_year, c.station ORDER BY c.seq) AS reached
    FROM past_year c JOIN entry e USING (station, seq)) c)
  WHERE place = 1 AND total_c IS NOT NULL;
CREATE VIEW penalty_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY of_station, of_seq, code ORDER BY
    reached DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us)
    OVER (PARTITION BY c.of_station, c.of_seq, c.code, c.station ORDER BY c.seq) AS
    reached FROM penalty c JOIN entry e USING (station, seq)) c)
  WHERE place = 1 AND times > 0;
-- The scheme of an exam year, and who confirmed it ('' nobody yet).
CREATE VIEW scheme_now AS SELECT * FROM (
  SELECT u.*, ifnull((SELECT c.who FROM scheme_confirm c WHERE c.of_station = u.station
    AND c.of_seq = u.seq AND c.who <> u.who LIMIT 1), '') AS confirmed,
    row_number() OVER (PARTITION BY exam_year ORDER BY reached DESC, station DESC,
    seq DESC) AS place FROM (SELECT u.*, max(e.made_us) OVER (PARTITION BY
    u.exam_year, u.station ORDER BY u.seq) AS reached
    FROM scheme_use u JOIN entry e USING (station, seq)) u) WHERE place = 1;

-- ---- derived ---------------------------------------------------------------------

-- Points are counts of 1/den point. No result, zero points, exempt and no table are
-- different states; points_n is NULL where there are none.
CREATE TABLE exam_item(
  student  TEXT NOT NULL, digest BLOB NOT NULL,
  place    INTEGER NOT NULL,   -- in the scheme
  item     TEXT NOT NULL,
  state    TEXT NOT NULL,      -- 'none', 'points', 'void', 'no-table', 'exempt',
                               -- 'partial', 'deferred', 'absent', 'disqualified'
  value    INTEGER,            -- as it met the table
  score_n  INTEGER, points_n INTEGER,
  in_group TEXT NOT NULL,      -- where it counts, '' nowhere
  station  TEXT, seq INTEGER,  -- the attempt that counts
  PRIMARY KEY (student, digest, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE exam_part(
  student  TEXT NOT NULL, digest BLOB NOT NULL,
  place    INTEGER NOT NULL,
  part     TEXT NOT NULL,
  state    TEXT NOT NULL,      -- 'open', 'points', 'exempt', 'deferred', 'absent',
                               -- 'disqualified', of a gate 'met', 'not-met'
  points_n INTEGER,
  PRIMARY KEY (student, digest, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE exam_score(
  student  TEXT NOT NULL, digest BLOB NOT NULL,
  scheme   TEXT NOT NULL, exam_year INTEGER NOT NULL,
  status   TEXT NOT NULL,      -- of the scheme: 'official', 'draft', 'sample'
  den      INTEGER NOT NULL,
  state    TEXT NOT NULL,      -- 'complete', 'exempt', 'no-table', 'incomplete',
                               -- 'wrong': what is stored contradicts itself
  total_n  INTEGER,
  level_zh TEXT NOT NULL,
  why      TEXT NOT NULL,      -- why there is no total, in words; '' otherwise
  PRIMARY KEY (student, digest)
) STRICT, WITHOUT ROWID;

-- ---- refusals --------------------------------------------------------------------

CREATE TRIGGER scheme_confirm_by_another BEFORE INSERT ON scheme_confirm
WHEN EXISTS (SELECT 1 FROM scheme_use u WHERE u.station = NEW.of_station
    AND u.seq = NEW.of_seq AND u.who = NEW.who)
BEGIN SELECT raise(ABORT, 'a scheme is confirmed by another person than the one who took it'); END;

CREATE TRIGGER scheme_use_with_entry BEFORE INSERT ON scheme_use
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme_use')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme_use comes with its entry or not at all'); END;
CREATE TRIGGER scheme_confirm_with_entry BEFORE INSERT ON scheme_confirm
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme_confirm')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme_confirm comes with its entry or not at all'); END;
CREATE TRIGGER choice_with_entry BEFORE INSERT ON choice
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'choice')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of choice comes with its entry or not at all'); END;
CREATE TRIGGER standing_with_entry BEFORE INSERT ON standing
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'standing')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of standing comes with its entry or not at all'); END;
CREATE TRIGGER process_with_entry BEFORE INSERT ON process
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'process')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of process comes with its entry or not at all'); END;
CREATE TRIGGER past_year_with_entry BEFORE INSERT ON past_year
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'past_year')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of past_year comes with its entry or not at all'); END;
CREATE TRIGGER penalty_with_entry BEFORE INSERT ON penalty
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'penalty')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of penalty comes with its entry or not at all'); END;

CREATE TRIGGER scheme_use_no_update BEFORE UPDATE ON scheme_use
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_use)'); END;
CREATE TRIGGER scheme_use_no_delete BEFORE DELETE ON scheme_use
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_use)'); END;
CREATE TRIGGER scheme_confirm_no_update BEFORE UPDATE ON scheme_confirm
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_confirm)'); END;
CREATE TRIGGER scheme_confirm_no_delete BEFORE DELETE ON scheme_confirm
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_confirm)'); END;
CREATE TRIGGER choice_no_update BEFORE UPDATE ON choice
BEGIN SELECT raise(ABORT, 'the journal is never altered (choice)'); END;
CREATE TRIGGER choice_no_delete BEFORE DELETE ON choice
BEGIN SELECT raise(ABORT, 'the journal is never altered (choice)'); END;
CREATE TRIGGER standing_no_update BEFORE UPDATE ON standing
BEGIN SELECT raise(ABORT, 'the journal is never altered (standing)'); END;
CREATE TRIGGER standing_no_delete BEFORE DELETE ON standing
BEGIN SELECT raise(ABORT, 'the journal is never altered (standing)'); END;
CREATE TRIGGER process_no_update BEFORE UPDATE ON process
BEGIN SELECT raise(ABORT, 'the journal is never altered (process)'); END;
CREATE TRIGGER process_no_delete BEFORE DELETE ON process
BEGIN SELECT raise(ABORT, 'the journal is never altered (process)'); END;
CREATE TRIGGER past_year_no_update BEFORE UPDATE ON past_year
BEGIN SELECT raise(ABORT, 'the journal is never altered (past_year)'); END;
CREATE TRIGGER past_year_no_delete BEFORE DELETE ON past_year
BEGIN SELECT raise(ABORT, 'the journal is never altered (past_year)'); END;
CREATE TRIGGER penalty_no_update BEFORE UPDATE ON penalty
BEGIN SELECT raise(ABORT, 'the journal is never altered (penalty)'); END;
CREATE TRIGGER penalty_no_delete BEFORE DELETE ON penalty
BEGIN SELECT raise(ABORT, 'the journal is never altered (penalty)'); END;
