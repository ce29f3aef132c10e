-- Whose stored points are older than the journal.
--
-- An entry and the points that follow from it are two transactions: a result must not be
-- lost because its points could not be written. A full disk or a power cut between the two
-- leaves points that are not wrong but behind. The entry says so itself, in its own
-- transaction; whoever works the points out takes it back in theirs. Derived, as the points
-- are: it may be dropped with them.

CREATE TABLE behind(
  student TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('standard', 'exam')),
  PRIMARY KEY (student, what)
) STRICT, WITHOUT ROWID;

-- Only what is stored can be behind.
CREATE VIEW worked_out AS
SELECT student, 'standard' AS what FROM score
UNION SELECT student, 'exam' FROM exam_score;

CREATE TRIGGER attempt_behind AFTER INSERT ON attempt BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student;
END;

-- Of an attempt that was moved: whoever had it once, and who has it now.
CREATE VIEW had AS
SELECT station, seq, student FROM attempt
UNION ALL SELECT of_station, of_seq, student FROM move;

CREATE TRIGGER move_behind AFTER INSERT ON move BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out WHERE student IN (
    SELECT student FROM had WHERE station = NEW.of_station AND seq = NEW.of_seq);
END;
CREATE TRIGGER verdict_behind AFTER INSERT ON verdict BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out WHERE student IN (
    SELECT student FROM had WHERE station = NEW.of_station AND seq = NEW.of_seq);
END;
CREATE TRIGGER dispute_behind AFTER INSERT ON dispute BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out WHERE student IN (
    SELECT student FROM had WHERE station = NEW.of_station AND seq = NEW.of_seq);
END;
CREATE TRIGGER revise_behind AFTER INSERT ON revise BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out WHERE student IN (
    SELECT student FROM had WHERE station = NEW.of_station AND seq = NEW.of_seq);
END;

CREATE TRIGGER choice_behind AFTER INSERT ON choice BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student AND what = 'exam';
END;
CREATE TRIGGER standing_behind AFTER INSERT ON standing BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student AND what = 'exam';
END;
CREATE TRIGGER process_behind AFTER INSERT ON process BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student AND what = 'exam';
END;
CREATE TRIGGER past_year_behind AFTER INSERT ON past_year BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student AND what = 'exam';
END;
CREATE TRIGGER penalty_behind AFTER INSERT ON penalty BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out WHERE student IN (
    SELECT student FROM had WHERE station = NEW.of_station AND seq = NEW.of_seq)
  AND what = 'exam';
END;
