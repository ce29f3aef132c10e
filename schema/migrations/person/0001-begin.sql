-- person.db: everything that names a child, outside the chain, so that a child can
-- be forgotten without breaking the journal. It is attached as `person`. Rows are
-- replaced by the next roster and may be erased; a student of the journal without
-- a row here has no name, and nothing else is lost.

CREATE TABLE person(
  student     TEXT PRIMARY KEY,  -- the journal's opaque id
  number      TEXT NOT NULL,     -- 学籍号, '' when unknown
  name        TEXT NOT NULL,
  initials    TEXT NOT NULL,     -- pinyin initials of the name, for searching
  birth_date  INTEGER NOT NULL,  -- yyyymmdd, 0 unknown
  class_place INTEGER NOT NULL,  -- 班内学号 or 座号, 0 unknown
  test_number TEXT NOT NULL,     -- 测试号
  ethnicity   TEXT NOT NULL,     -- 民族代码
  address     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_by_number ON person(number) WHERE number <> '';
CREATE UNIQUE INDEX person_by_test_number ON person(test_number)
  WHERE test_number <> '';

-- 运动禁忌: health, so it stands here and not in the journal.
CREATE TABLE bar(
  student TEXT NOT NULL, item TEXT NOT NULL,
  PRIMARY KEY (student, item)
) STRICT, WITHOUT ROWID;
