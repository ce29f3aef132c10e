-- Days: results that turn out to be another student's, who is there today, what is put
-- off, cards, and who lines up for a run.
--
-- A result measured for the wrong child is moved by an entry; the attempt stays as it was,
-- and attempt_now says whose it is today. Who is absent is said for a day; nobody asks why
-- someone is not tested today, so there is no column for it. A card holds a random token;
-- the journal keeps its digest only, so that the folder opens nobody's results. A start
-- list is written before the start, so that after a power cut the run is still known.

INSERT INTO entry_kind VALUES
  ('move',     'a result is another student''s'),
  ('presence', 'a student is here, absent, on leave or not tested on a day'),
  ('putoff',   'a class or an item is put off to another day'),
  ('card',     'a student''s card, by the digest of its token'),
  ('lineup',   'who lines up for a heat or a run, by lane, vest or chip');

-- The later row about an attempt holds.
CREATE TABLE move(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  student TEXT NOT NULL,  -- whose it is from now on
  reason  TEXT NOT NULL CHECK (reason <> ''),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
CREATE INDEX move_by_attempt ON move(of_station, of_seq);

-- The later row about a student, day and item holds.
CREATE TABLE presence(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  student TEXT NOT NULL,
  day     INTEGER NOT NULL,  -- 20261123
  item    TEXT NOT NULL,     -- '' all of them
  state   TEXT NOT NULL CHECK (state IN ('here', 'absent', 'leave', 'not-today')),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_by_day ON presence(day, student);

-- A class, an item, or an item of a class is not tested on `day` but on `until` (0: not
-- known yet). until = day takes it back.
CREATE TABLE putoff(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  class_code TEXT NOT NULL,  -- '' every class
  item       TEXT NOT NULL,  -- '' every item
  day        INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  reason     TEXT NOT NULL,  -- '下雨'
  who        TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX putoff_by_day ON putoff(day);

-- The later card of a student holds; the earlier one is dead.
CREATE TABLE card(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  student TEXT NOT NULL,
  token   BLOB NOT NULL CHECK (length(token) = 32),  -- BLAKE2b-256 of what is printed
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX card_by_token ON card(token);
CREATE INDEX card_by_student ON card(student);

-- The later row about a session and heat holds.
CREATE TABLE lineup(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  heat    INTEGER NOT NULL,  -- 第3组
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (session_station, session) REFERENCES session
) STRICT, WITHOUT ROWID;

CREATE TABLE lineup_person(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0
  number  INTEGER NOT NULL,  -- lane, start number or vest
  student TEXT NOT NULL,     -- '' not known yet
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES lineup
) STRICT, WITHOUT ROWID;

-- ---- how entries answer each other ---------------------------------------------

CREATE VIEW last_move AS
  SELECT m.* FROM move m WHERE NOT EXISTS (
    SELECT 1 FROM move w JOIN entry e USING (station, seq)
    WHERE w.of_station = m.of_station AND w.of_seq = m.of_seq
    AND CASE WHEN w.station = m.station THEN w.seq > m.seq
        ELSE (e.made_us, w.station) > ((SELECT made_us FROM entry
          WHERE station = m.station AND seq = m.seq), m.station) END);

-- As before, but of whose it is today; `of_student` is whose it was when it was made.
DROP VIEW attempt_now;
CREATE VIEW attempt_now AS
  SELECT a.station, a.seq, ifnull(m.student, a.student) AS student,
    a.student AS of_student, a.item, a.session_station, a.session,
    s.kind AS session_kind, k.counts, s.school_year, a.source,
    ifnull(r.outcome, a.outcome) AS outcome,
    iif(r.seq IS NULL, a.value, r.value) AS value,
    iif(r.seq IS NULL, a.raw_value, r.raw_value) AS raw_value,
    iif(r.seq IS NULL, a.raw_unit, r.raw_unit) AS raw_unit, a.correction,
    a.channel, a.subject, a.began_us, a.ended_us, a.reason, a.who,
    EXISTS (SELECT 1 FROM last_verdict v WHERE v.of_station = a.station
      AND v.of_seq = a.seq AND NOT v.stands) AS is_void,
    EXISTS (SELECT 1 FROM open_dispute d WHERE d.of_station = a.station
      AND d.of_seq = a.seq) AS is_disputed,
    r.station AS revise_station, r.seq AS revise_seq
  FROM attempt a
  JOIN session s ON s.station = a.session_station AND s.seq = a.session
  JOIN session_kind k ON k.kind = s.kind
  LEFT JOIN last_move m ON m.of_station = a.station AND m.of_seq = a.seq
  LEFT JOIN revise r ON r.of_station = a.station AND r.of_seq = a.seq
    AND NOT EXISTS (
      SELECT 1 FROM revise x JOIN entry e USING (station, seq)
      WHERE x.of_station = a.station AND x.of_seq = a.seq
      AND CASE WHEN x.station = r.station THEN x.seq > r.seq
          ELSE (e.made_us, x.station) > ((SELECT made_us FROM entry
            WHERE station = r.station AND seq = r.seq), r.station) END);

-- ---- refusals --------------------------------------------------------------------

CREATE TRIGGER move_with_entry BEFORE INSERT ON move
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'move')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of move comes with its entry or not at all'); END;
CREATE TRIGGER presence_with_entry BEFORE INSERT ON presence
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'presence')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of presence comes with its entry or not at all'); END;
CREATE TRIGGER putoff_with_entry BEFORE INSERT ON putoff
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'putoff')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of putoff comes with its entry or not at all'); END;
CREATE TRIGGER card_with_entry BEFORE INSERT ON card
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'card')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of card comes with its entry or not at all'); END;
CREATE TRIGGER lineup_with_entry BEFORE INSERT ON lineup
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'lineup')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of lineup comes with its entry or not at all'); END;
CREATE TRIGGER lineup_person_with_entry BEFORE INSERT ON lineup_person
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'lineup')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of lineup_person comes with its entry or not at all'); END;

CREATE TRIGGER move_no_update BEFORE UPDATE ON move
BEGIN SELECT raise(ABORT, 'the journal is never altered (move)'); END;
CREATE TRIGGER move_no_delete BEFORE DELETE ON move
BEGIN SELECT raise(ABORT, 'the journal is never altered (move)'); END;
CREATE TRIGGER presence_no_update BEFORE UPDATE ON presence
BEGIN SELECT raise(ABORT, 'the journal is never altered (presence)'); END;
CREATE TRIGGER presence_no_delete BEFORE DELETE ON presence
BEGIN SELECT raise(ABORT, 'the journal is never altered (presence)'); END;
CREATE TRIGGER putoff_no_update BEFORE UPDATE ON putoff
BEGIN SELECT raise(ABORT, 'the journal is never altered (putoff)'); END;
CREATE TRIGGER putoff_no_delete BEFORE DELETE ON putoff
BEGIN SELECT raise(ABORT, 'the journal is never altered (putoff)'); END;
CREATE TRIGGER card_no_update BEFORE UPDATE ON card
BEGIN SELECT raise(ABORT, 'the journal is never altered (card)'); END;
CREATE TRIGGER card_no_delete BEFORE DELETE ON card
BEGIN SELECT raise(ABORT, 'the journal is never altered (card)'); END;
CREATE TRIGGER lineup_no_update BEFORE UPDATE ON lineup
BEGIN SELECT raise(ABORT, 'the journal is never altered (lineup)'); END;
CREATE TRIGGER lineup_no_delete BEFORE DELETE ON lineup
BEGIN SELECT raise(ABORT, 'the journal is never altered (lineup)'); END;
CREATE TRIGGER lineup_person_no_update BEFORE UPDATE ON lineup_person
BEGIN SELECT raise(ABORT, 'the journal is never altered (lineup_person)'); END;
CREATE TRIGGER lineup_person_no_delete BEFORE DELETE ON lineup_person
BEGIN SELECT raise(ABORT, 'the journal is never altered (lineup_person)'); END;
