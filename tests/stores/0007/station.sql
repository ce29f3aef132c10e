PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, made_us INTEGER NOT NULL) STRICT;
INSERT INTO migration VALUES(1,'0001-begin.sql',X'bb2edd4a00fd2e1593a3bf7aa1cff9bddf2dac2ecec17b5c74a5ccb7d8870567',1795393800000000);
INSERT INTO migration VALUES(2,'0002-exams.sql',X'08ccf900a55c324fc0e58200e444d1b539eb0a483b7072bba887d3b941590294',1795393800000000);
INSERT INTO migration VALUES(3,'0003-days.sql',X'7d818500147edde44f86b42d82803d6f8e2de04c8f5a4022a4e94a8de6f3d5e5',1795393800000000);
INSERT INTO migration VALUES(4,'0004-behind.sql',X'7e11eafeac4e14f1b5da6c4d763373b50efbc6b5dd6c2deb230f11933bc7b81d',1795393800000000);
INSERT INTO migration VALUES(5,'0005-official.sql',X'cb764a8aa2521054d55f0a9178a079135a54eb5c675f202884534985e5cb9125',1795393800000000);
INSERT INTO migration VALUES(6,'0006-handins.sql',X'040bd45dcf6039eb82044ebf070a99d4fa6f6711cf02d25d5f072e1c2ed68337',1795393800000000);
INSERT INTO migration VALUES(7,'0007-worked-out.sql',X'501fcad463cc33fe60fc9a10e4c6683387a4a11f3efe23c061cec1c9e67fae4e',1795393800000000);
CREATE TABLE entry_kind(
  kind TEXT PRIMARY KEY,  -- also the name of the table that holds what it says
  what TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO entry_kind VALUES('attempt','one try by one student at one item');
INSERT INTO entry_kind VALUES('card','a student''s card, by the digest of its token');
INSERT INTO entry_kind VALUES('choice','a student''s items of a group, chosen or drawn');
INSERT INTO entry_kind VALUES('chunk','raw bytes of a listening');
INSERT INTO entry_kind VALUES('dispute','an attempt needs a person to look');
INSERT INTO entry_kind VALUES('export','a file was made to be handed in');
INSERT INTO entry_kind VALUES('lineup','who lines up for a heat or a run, by lane, vest or chip');
INSERT INTO entry_kind VALUES('listening','a port is listened to');
INSERT INTO entry_kind VALUES('listening_end','a listening is over');
INSERT INTO entry_kind VALUES('move','a result is another student''s');
INSERT INTO entry_kind VALUES('official','a student''s record of a school year, as the platform or a paper gave it');
INSERT INTO entry_kind VALUES('past_year','a student''s total of an earlier school year, from elsewhere');
INSERT INTO entry_kind VALUES('penalty','faults of an attempt, as the referee gave them');
INSERT INTO entry_kind VALUES('presence','a student is here, absent, on leave or not tested on a day');
INSERT INTO entry_kind VALUES('process','a process value, frozen with what it was made from');
INSERT INTO entry_kind VALUES('profile','a device profile, when first used');
INSERT INTO entry_kind VALUES('putoff','a class or an item is put off to another day');
INSERT INTO entry_kind VALUES('revise','a console corrected what an attempt was made from');
INSERT INTO entry_kind VALUES('roster_row','a student''s class, grade and sex, or that he is gone');
INSERT INTO entry_kind VALUES('scheme','a scoring scheme with all its files, when first used');
INSERT INTO entry_kind VALUES('scheme_confirm','a second person compared that scheme with the paper');
INSERT INTO entry_kind VALUES('scheme_use','an exam''s scheme is taken into use for an exam year');
INSERT INTO entry_kind VALUES('school','the school, its year and system, as set at this station');
INSERT INTO entry_kind VALUES('session','what the following attempts belong to');
INSERT INTO entry_kind VALUES('source_file','results or a record came in from a file');
INSERT INTO entry_kind VALUES('standing','a status of a student: exempt, deferred, absent and others');
INSERT INTO entry_kind VALUES('station','a station begins: always its entry 1');
INSERT INTO entry_kind VALUES('station_key','the public key by which this station signs');
INSERT INTO entry_kind VALUES('verdict','a person said that an attempt stands or is void');
CREATE TABLE session_kind(kind TEXT PRIMARY KEY, zh TEXT NOT NULL,
  counts INTEGER NOT NULL  -- 0: never counts, never exported
) STRICT, WITHOUT ROWID;
INSERT INTO session_kind VALUES('deferred','缓测',1);
INSERT INTO session_kind VALUES('formal','正式',1);
INSERT INTO session_kind VALUES('makeup','补测',1);
INSERT INTO session_kind VALUES('practice','模拟练习',0);
CREATE TABLE source(source TEXT PRIMARY KEY, what TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO source VALUES('device','from a device''s bytes');
INSERT INTO source VALUES('hand','a person pressed at the moment');
INSERT INTO source VALUES('import','from another program''s file, by whom it was brought in');
INSERT INTO source VALUES('manual','typed in afterwards, with a reason and by whom');
CREATE TABLE outcome(outcome TEXT PRIMARY KEY, what TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO outcome VALUES('foul','does not count, and uses up a try');
INSERT INTO outcome VALUES('interrupted','unplugged or crashed in the middle; uses up nothing');
INSERT INTO outcome VALUES('valid','has a value');
INSERT INTO outcome VALUES('withdrawn','began and gave up');
CREATE TABLE entry(
  station TEXT    NOT NULL,  -- opaque id of the station where it happened
  seq     INTEGER NOT NULL CHECK (seq > 0),
  kind    TEXT    NOT NULL REFERENCES entry_kind,
  made_us INTEGER NOT NULL,  -- as the station's clock said, right or wrong
  prev    BLOB    NOT NULL CHECK (length(prev) = 32),
  digest  BLOB    NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (station, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO entry VALUES('0g2gdw5gkhtb',1,'station',1795393800000000,X'0000000000000000000000000000000000000000000000000000000000000000',X'2c2e96737a20269661e66855c553709e6da3579b6624ee8e50c9daf62efa60f3');
INSERT INTO entry VALUES('0g2gdw5gkhtb',2,'school',1795393800000000,X'2c2e96737a20269661e66855c553709e6da3579b6624ee8e50c9daf62efa60f3',X'c5a1e58fcb98568666ae55a59084905d7ff625fce756082ee1b5eef5873f46fd');
INSERT INTO entry VALUES('0g2gdw5gkhtb',3,'scheme',1795393800000000,X'c5a1e58fcb98568666ae55a59084905d7ff625fce756082ee1b5eef5873f46fd',X'a3acdcdba3374a9cfd83ca6f8671cb9462cff221080e53c36648383656dfd74e');
INSERT INTO entry VALUES('0g2gdw5gkhtb',4,'roster_row',1795393800000000,X'a3acdcdba3374a9cfd83ca6f8671cb9462cff221080e53c36648383656dfd74e',X'f9811083a4a589642a69bf63146189e967adef8b738f08f5f56a9fa235e14839');
INSERT INTO entry VALUES('0g2gdw5gkhtb',5,'session',1795393800000000,X'f9811083a4a589642a69bf63146189e967adef8b738f08f5f56a9fa235e14839',X'd3ccf897571631549ccc411d70760dbac816eb0c354d7519e80345ab2f42ac28');
INSERT INTO entry VALUES('0g2gdw5gkhtb',6,'profile',1795393800000000,X'd3ccf897571631549ccc411d70760dbac816eb0c354d7519e80345ab2f42ac28',X'0b18ee9a22662cce1b67c79d8edbcde5b588901454cb48487e649918cd533daa');
INSERT INTO entry VALUES('0g2gdw5gkhtb',7,'listening',1795393800000000,X'0b18ee9a22662cce1b67c79d8edbcde5b588901454cb48487e649918cd533daa',X'e0a798d48c5d909c17aa1f9e52b5e639decf803f396efd0820214bb8b0f686a4');
INSERT INTO entry VALUES('0g2gdw5gkhtb',8,'chunk',1795393800000100,X'e0a798d48c5d909c17aa1f9e52b5e639decf803f396efd0820214bb8b0f686a4',X'0e639a6dcaf593e2e3dcb30f73df40d91b2ea524a2d734c78595bd1f55d7c147');
INSERT INTO entry VALUES('0g2gdw5gkhtb',9,'chunk',1795393800000200,X'0e639a6dcaf593e2e3dcb30f73df40d91b2ea524a2d734c78595bd1f55d7c147',X'a3e7c8c72169dec2da12af9ad528eb0dc0b89c057f9c4bab8d20b64dddcd4311');
INSERT INTO entry VALUES('0g2gdw5gkhtb',10,'attempt',1795393801000000,X'a3e7c8c72169dec2da12af9ad528eb0dc0b89c057f9c4bab8d20b64dddcd4311',X'bb57d38a21da42cebb28c32df95a4f1812e01e06832e83e145dec42c5143a42d');
INSERT INTO entry VALUES('0g2gdw5gkhtb',11,'attempt',1795393801000000,X'bb57d38a21da42cebb28c32df95a4f1812e01e06832e83e145dec42c5143a42d',X'a90f393b3b00714a62f64f5df7aec7eb38c52151f0a7ceeae7cef2e9fd81f0bf');
INSERT INTO entry VALUES('0g2gdw5gkhtb',12,'dispute',1795393800000000,X'a90f393b3b00714a62f64f5df7aec7eb38c52151f0a7ceeae7cef2e9fd81f0bf',X'fdb60e511bc4178501a90673a35a9c807fcef8ee2ad84f983888b74c9cd7eb10');
INSERT INTO entry VALUES('0g2gdw5gkhtb',13,'verdict',1795393800000000,X'fdb60e511bc4178501a90673a35a9c807fcef8ee2ad84f983888b74c9cd7eb10',X'd4571bc17cc105224b76d89feab0c94c44f40770c5bac7cd1204e8589cc7c865');
INSERT INTO entry VALUES('0g2gdw5gkhtb',14,'revise',1795393800000000,X'd4571bc17cc105224b76d89feab0c94c44f40770c5bac7cd1204e8589cc7c865',X'cfbcd4958d18e4c7214d55df68dcd4c35d393e30f7c051440de93d885760b022');
INSERT INTO entry VALUES('0g2gdw5gkhtb',15,'scheme_use',1795393800000000,X'cfbcd4958d18e4c7214d55df68dcd4c35d393e30f7c051440de93d885760b022',X'334f43b7f8e3f4f706775968fe84c09cb4569d6bbbda93962ae1611f4738037b');
INSERT INTO entry VALUES('0g2gdw5gkhtb',16,'scheme_confirm',1795393800000000,X'334f43b7f8e3f4f706775968fe84c09cb4569d6bbbda93962ae1611f4738037b',X'56e9db8dda4f9bbf6b2c713a133caa67da7088e92c9f9d64267145aa9d89a381');
INSERT INTO entry VALUES('0g2gdw5gkhtb',17,'choice',1795393800000000,X'56e9db8dda4f9bbf6b2c713a133caa67da7088e92c9f9d64267145aa9d89a381',X'ed23f80ca55ccb6a83378fa3d0c3b993b0d837981f42b7b03f8b7998f391eeb8');
INSERT INTO entry VALUES('0g2gdw5gkhtb',18,'standing',1795393800000000,X'ed23f80ca55ccb6a83378fa3d0c3b993b0d837981f42b7b03f8b7998f391eeb8',X'2d2205e7afd06074851688bd4bbfcf08b80ea4607ca50ec0b70dccc4641d402f');
INSERT INTO entry VALUES('0g2gdw5gkhtb',19,'process',1795393800000000,X'2d2205e7afd06074851688bd4bbfcf08b80ea4607ca50ec0b70dccc4641d402f',X'54c0e4e8ec81d30fcc1a5c87cdc184193cd40c5027872a2e1ad3d8a0618c5bcd');
INSERT INTO entry VALUES('0g2gdw5gkhtb',20,'past_year',1795393800000000,X'54c0e4e8ec81d30fcc1a5c87cdc184193cd40c5027872a2e1ad3d8a0618c5bcd',X'5d8793423188e67385dc1a30611cc09cf94d9147b4b012c67708dd8b195ca5f2');
INSERT INTO entry VALUES('0g2gdw5gkhtb',21,'penalty',1795393800000000,X'5d8793423188e67385dc1a30611cc09cf94d9147b4b012c67708dd8b195ca5f2',X'a446b1274dea2579158afce814f9f6b8bf3f6509250e9fa0297581414f0b0d78');
INSERT INTO entry VALUES('0g2gdw5gkhtb',22,'move',1795393800000000,X'a446b1274dea2579158afce814f9f6b8bf3f6509250e9fa0297581414f0b0d78',X'3f945e494054e6887dc22c3ea21a9d8817d3fde2824da6c679d2c4854e577d39');
INSERT INTO entry VALUES('0g2gdw5gkhtb',23,'presence',1795393800000000,X'3f945e494054e6887dc22c3ea21a9d8817d3fde2824da6c679d2c4854e577d39',X'a268ecf6c3832907510d39b88c58ee2610ca9c20f2b31233d7a9938c5dcbf930');
INSERT INTO entry VALUES('0g2gdw5gkhtb',24,'putoff',1795393800000000,X'a268ecf6c3832907510d39b88c58ee2610ca9c20f2b31233d7a9938c5dcbf930',X'676408ada275dd4531029e4ef48c3fdfd30649b2e6c42689c66c336a5ef628a1');
INSERT INTO entry VALUES('0g2gdw5gkhtb',25,'card',1795393800000000,X'676408ada275dd4531029e4ef48c3fdfd30649b2e6c42689c66c336a5ef628a1',X'f91e6fc819d82e8a5d36658c826153af112e1375e4a8610de0136a5a865b2f8a');
INSERT INTO entry VALUES('0g2gdw5gkhtb',26,'lineup',1795393800000000,X'f91e6fc819d82e8a5d36658c826153af112e1375e4a8610de0136a5a865b2f8a',X'0315ab43e0ca5da108bedc96f37803f08da84d29c38e0eb8350136c755c817aa');
INSERT INTO entry VALUES('0g2gdw5gkhtb',27,'export',1795393800000000,X'0315ab43e0ca5da108bedc96f37803f08da84d29c38e0eb8350136c755c817aa',X'01a0c25b138a450017c717aa6258b2f4228e9a3f6e16e8f8ed7f43a8ca865b28');
INSERT INTO entry VALUES('0g2gdw5gkhtb',28,'station_key',1795393800000000,X'01a0c25b138a450017c717aa6258b2f4228e9a3f6e16e8f8ed7f43a8ca865b28',X'a7d89be14580b4e69faf3b4eeca752770442e665daf884eaaf565e1eb9a25f0e');
INSERT INTO entry VALUES('0g2gdw5gkhtb',29,'listening_end',1795393800000300,X'a7d89be14580b4e69faf3b4eeca752770442e665daf884eaaf565e1eb9a25f0e',X'fdcc9915c2f1074d484be968c5651dd80fd6a08e0dd8c56f0d465cafc135009b');
CREATE TABLE kept(
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),  -- BLAKE2b-256 of bytes
  bytes  BLOB NOT NULL
) STRICT;
INSERT INTO kept VALUES(X'99cccfae87c1db21cdce381e370a589fb6ec5ec3bb7d031fd2cb1d054d0154c7',X'6974656d2c7365782c67726164652c73636f72652c7468726573686f6c640a');
INSERT INTO kept VALUES(X'96ba746abd4dbca0d62e7e181b3d30b5a8077f8e201d41a6c4823dbc34b26a0f',X'666f726d61743a20310a6e616d653a20706c61696e207363616c650a6b696e643a207363616c650a6c696e653a203936303020386e310a6974656d733a205b20776569676874205d0a6472697665723a20746578740a7465737465643a2022746869732074657374220a6672616d653a207b207374617274733a20223d222c20656e64733a20616e792c206d61783a203332207d0a6d657373616765733a0a20202d206e616d653a207765696768740a202020206d617463683a2027283f3c76616c75653e5c647b312c337d5c2e5c64296b67270a20202020736179733a205b207b206b696e643a207765696768742c2076616c75653a2076616c75652c20756e69743a206b67207d205d0a6578616d706c65733a0a20202d2062797465733a20273d32302e306b675c725c6e270a20202020736179733a205b20277765696768742c2c2c32303030303030303030302c75672c312c2c2c27205d0a');
CREATE TABLE station(
  station TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq = 1),
  name    TEXT NOT NULL,     -- for people, may be empty
  format  INTEGER NOT NULL,  -- of the encoding: 1
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO station VALUES('0g2gdw5gkhtb',1,'一号测试点',1);
CREATE TABLE school(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  name        TEXT NOT NULL,
  school_year INTEGER NOT NULL CHECK (school_year BETWEEN 1990 AND 2200),
  system      INTEGER NOT NULL CHECK (system IN (63, 54)),  -- 学制
  zone        TEXT NOT NULL,     -- 'Asia/Shanghai'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO school VALUES('0g2gdw5gkhtb',2,'向阳学校',2026,63,'Asia/Shanghai');
CREATE TABLE profile(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  name    TEXT NOT NULL,  -- 'ohaus'
  digest  BLOB NOT NULL REFERENCES kept,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO profile VALUES('0g2gdw5gkhtb',6,'plain',X'96ba746abd4dbca0d62e7e181b3d30b5a8077f8e201d41a6c4823dbc34b26a0f');
CREATE TABLE scheme(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  scheme  TEXT NOT NULL,  -- 'national-2014'
  digest  BLOB NOT NULL,  -- as core/scheme computes it
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO scheme VALUES('0g2gdw5gkhtb',3,'sample',X'99cccfae87c1db21cdce381e370a589fb6ec5ec3bb7d031fd2cb1d054d0154c7');
CREATE TABLE scheme_file(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0, in order of name
  name    TEXT NOT NULL,     -- 'items.csv'
  digest  BLOB NOT NULL REFERENCES kept,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES scheme
) STRICT, WITHOUT ROWID;
INSERT INTO scheme_file VALUES('0g2gdw5gkhtb',3,0,'items.csv',X'99cccfae87c1db21cdce381e370a589fb6ec5ec3bb7d031fd2cb1d054d0154c7');
CREATE TABLE roster_row(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  student    TEXT NOT NULL,     -- opaque id
  state      TEXT NOT NULL CHECK (state IN ('here', 'gone')),
  grade_code INTEGER NOT NULL,  -- the platform's 年级编号
  class_code TEXT NOT NULL,     -- 班级编号
  class_name TEXT NOT NULL,     -- 班级名称
  sex        TEXT NOT NULL CHECK (sex IN ('M', 'F', '')),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO roster_row VALUES('0g2gdw5gkhtb',4,'tfd520hcepkb190d','here',11,'1101','1年级1班','M');
CREATE TABLE session(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  kind        TEXT NOT NULL REFERENCES session_kind,
  school_year INTEGER NOT NULL,
  item        TEXT NOT NULL,  -- 'long_jump', as in schema/items.yaml
  place       TEXT NOT NULL,
  testers     TEXT NOT NULL,  -- names joined by 、
  device      TEXT NOT NULL,  -- as the platform's 测试信息 wants it
  course      TEXT NOT NULL,  -- '200米跑道'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO session VALUES('0g2gdw5gkhtb',5,'formal',2026,'weight','操场','郑老师、周老师','','');
CREATE TABLE listening(
  station  TEXT NOT NULL, seq INTEGER NOT NULL,
  port     TEXT NOT NULL,  -- 'serial:/dev/ttyUSB0'
  settings TEXT NOT NULL,  -- '9600 8n1'
  profile  TEXT NOT NULL,  -- its name
  digest   BLOB NOT NULL REFERENCES kept,  -- its file
  wall_us  INTEGER NOT NULL,
  mono_us  INTEGER NOT NULL,  -- the monotonic clock at wall_us
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO listening VALUES('0g2gdw5gkhtb',7,'tty:/dev/pts/3','9600 8n1','plain',X'96ba746abd4dbca0d62e7e181b3d30b5a8077f8e201d41a6c4823dbc34b26a0f',1795393800000000,5000000);
CREATE TABLE chunk(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  listening INTEGER NOT NULL,  -- seq of the same station
  start     INTEGER NOT NULL CHECK (start >= 0),
  at_us     INTEGER NOT NULL,  -- arrival, monotonic
  bytes     BLOB NOT NULL CHECK (length(bytes) > 0),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
INSERT INTO chunk VALUES('0g2gdw5gkhtb',8,7,0,5000100,X'3d32302e306b670d0a3d32302e306b');
INSERT INTO chunk VALUES('0g2gdw5gkhtb',9,7,15,5000200,X'670d0a3d32302e306b670d0a');
CREATE TABLE listening_end(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  listening INTEGER NOT NULL,
  at_us     INTEGER NOT NULL,  -- monotonic
  why       TEXT NOT NULL,     -- 'done', 'lost', 'crash'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
INSERT INTO listening_end VALUES('0g2gdw5gkhtb',29,7,5000300,'done');
CREATE TABLE attempt(
  station         TEXT NOT NULL, seq INTEGER NOT NULL,
  student         TEXT NOT NULL,
  item            TEXT NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  source          TEXT NOT NULL REFERENCES source,
  outcome         TEXT NOT NULL REFERENCES outcome,
  value           INTEGER,  -- at the item's precision; NULL without
  raw_value       INTEGER,  -- before rounding, in raw_unit
  raw_unit        TEXT NOT NULL,    -- 'us', '' for that of value
  correction      INTEGER NOT NULL, -- a judge's counts, already in value
  channel         TEXT NOT NULL,  -- lane, as the device names it
  subject         TEXT NOT NULL,  -- start number, chip or vest
  began_us        INTEGER NOT NULL,
  ended_us        INTEGER NOT NULL,
  reason          TEXT NOT NULL,  -- of a manual result
  who             TEXT NOT NULL,  -- typed it in
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (session_station, session) REFERENCES session,
  CHECK ((outcome = 'valid') <= (value IS NOT NULL)),
  CHECK (source <> 'manual' OR (reason <> '' AND who <> ''))
) STRICT, WITHOUT ROWID;
INSERT INTO attempt VALUES('0g2gdw5gkhtb',10,'tfd520hcepkb190d','weight','0g2gdw5gkhtb',5,'device','valid',20000,20000000000,'ug',0,'','',1795393800000000,1795393801000000,'','');
INSERT INTO attempt VALUES('0g2gdw5gkhtb',11,'tfd520hcepkb190d','weight','0g2gdw5gkhtb',5,'device','valid',20000,20000000000,'ug',0,'','',1795393800000000,1795393801000000,'','');
CREATE TABLE attempt_reading(
  station           TEXT NOT NULL, seq INTEGER NOT NULL,
  n                 INTEGER NOT NULL,  -- from 0
  listening_station TEXT, listening INTEGER,  -- NULL: a hand's start
  frame             INTEGER,           -- offset of its first byte in the stream
  part              INTEGER NOT NULL,  -- index in the frame
  at_us             INTEGER NOT NULL,  -- arrival, monotonic
  kind              TEXT NOT NULL,     -- 'finish', as `station decode` prints it
  unit              TEXT NOT NULL,     -- 'us'
  value             INTEGER,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES attempt,
  FOREIGN KEY (listening_station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',10,0,'0g2gdw5gkhtb',7,0,0,5000100,'weight','ug',20000000000);
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',10,1,'0g2gdw5gkhtb',7,9,0,5000100,'weight','ug',20000000000);
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',10,2,'0g2gdw5gkhtb',7,18,0,5000100,'weight','ug',20000000000);
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',11,0,'0g2gdw5gkhtb',7,0,0,5000100,'weight','ug',20000000000);
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',11,1,'0g2gdw5gkhtb',7,9,0,5000100,'weight','ug',20000000000);
INSERT INTO attempt_reading VALUES('0g2gdw5gkhtb',11,2,'0g2gdw5gkhtb',7,18,0,5000100,'weight','ug',20000000000);
CREATE TABLE dispute(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  reason  TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
INSERT INTO dispute VALUES('0g2gdw5gkhtb',12,'0g2gdw5gkhtb',10,'two on the scale');
CREATE TABLE dispute_with(
  station TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  other_station TEXT NOT NULL, other_seq INTEGER NOT NULL,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES dispute,
  FOREIGN KEY (other_station, other_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
INSERT INTO dispute_with VALUES('0g2gdw5gkhtb',12,0,'0g2gdw5gkhtb',11);
CREATE TABLE verdict(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),  -- 0: void
  reason  TEXT NOT NULL CHECK (reason <> ''),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
INSERT INTO verdict VALUES('0g2gdw5gkhtb',13,'0g2gdw5gkhtb',10,1,'looked','郑老师');
CREATE TABLE revise(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  outcome   TEXT NOT NULL REFERENCES outcome,
  value     INTEGER,
  raw_value INTEGER,
  raw_unit  TEXT NOT NULL,
  reason    TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt,
  CHECK ((outcome = 'valid') <= (value IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO revise VALUES('0g2gdw5gkhtb',14,'0g2gdw5gkhtb',10,'valid',20000,20000000000,'ug','impulse inserted');
CREATE TABLE revise_reading(  -- as attempt_reading
  station TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  listening_station TEXT, listening INTEGER,
  frame INTEGER, part INTEGER NOT NULL, at_us INTEGER NOT NULL,
  kind  TEXT NOT NULL, unit TEXT NOT NULL, value INTEGER,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES revise,
  FOREIGN KEY (listening_station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
INSERT INTO revise_reading VALUES('0g2gdw5gkhtb',14,0,'0g2gdw5gkhtb',7,0,0,5000100,'weight','ug',20000000000);
INSERT INTO revise_reading VALUES('0g2gdw5gkhtb',14,1,'0g2gdw5gkhtb',7,9,0,5000100,'weight','ug',20000000000);
INSERT INTO revise_reading VALUES('0g2gdw5gkhtb',14,2,'0g2gdw5gkhtb',7,18,0,5000100,'weight','ug',20000000000);
CREATE TABLE student(
  id         TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  grade_code INTEGER NOT NULL,
  class_code TEXT NOT NULL,
  class_name TEXT NOT NULL,
  sex        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO student VALUES('tfd520hcepkb190d','here',11,'1101','1年级1班','M');
CREATE TABLE result(
  student  TEXT NOT NULL,
  place    INTEGER NOT NULL,  -- of the item in the catalogue
  item     TEXT NOT NULL,
  state    TEXT NOT NULL,     -- 'missing', 'valid', 'disputed', 'foul'
  value    INTEGER,
  points_c INTEGER,           -- centipoints
  bonus_c  INTEGER NOT NULL,
  station  TEXT, seq INTEGER, -- the attempt that counts
  tries    INTEGER NOT NULL,
  PRIMARY KEY (student, place)
) STRICT, WITHOUT ROWID;
INSERT INTO result VALUES('tfd520hcepkb190d',0,'height','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',1,'weight','valid',20000,NULL,0,'0g2gdw5gkhtb',10,1);
INSERT INTO result VALUES('tfd520hcepkb190d',2,'vital_capacity','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',3,'run50','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',4,'sit_reach','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',5,'rope_skip','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',6,'situps','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',7,'shuttle_50x8','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',8,'long_jump','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',9,'pull_ups','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',10,'run1000','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',11,'run800','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',12,'football_dribble','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',13,'basketball_dribble','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',14,'basketball_shot','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',15,'volleyball_pass','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',16,'volleyball_wall','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',17,'table_tennis','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',18,'skating','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',19,'solid_ball','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',20,'rope_3min','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',21,'rope_4min','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',22,'inverted_row','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',23,'swim_25m','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',24,'swim_200m','missing',NULL,NULL,0,NULL,NULL,0);
INSERT INTO result VALUES('tfd520hcepkb190d',25,'swim_distance','missing',NULL,NULL,0,NULL,NULL,0);
CREATE TABLE score(
  student    TEXT PRIMARY KEY,
  state      TEXT NOT NULL,   -- 'complete', 'incomplete', 'no-table'
  standard_c INTEGER, bonus_c INTEGER, total_c INTEGER,
  level      TEXT NOT NULL, level_zh TEXT NOT NULL,
  passed     INTEGER NOT NULL, good INTEGER NOT NULL,
  measured   INTEGER NOT NULL, needed INTEGER NOT NULL,
  disputed   INTEGER NOT NULL,
  scheme     TEXT NOT NULL, digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE derived(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  scheme BLOB NOT NULL, school_year INTEGER NOT NULL
) STRICT;
INSERT INTO derived VALUES(1,X'0000000000000000000000000000000000000000000000000000000000000000',2026);
CREATE TABLE derived_head(
  station TEXT PRIMARY KEY, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO derived_head VALUES('0g2gdw5gkhtb',29);
CREATE TABLE self(
  one INTEGER PRIMARY KEY CHECK (one = 1), station TEXT NOT NULL
) STRICT;
INSERT INTO self VALUES(1,'0g2gdw5gkhtb');
CREATE TABLE open_attempt(
  id INTEGER PRIMARY KEY,
  student TEXT NOT NULL, item TEXT NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  source TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
  began_us INTEGER NOT NULL
) STRICT;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE binding(
  port TEXT PRIMARY KEY, settings TEXT NOT NULL, profile TEXT NOT NULL,
  item TEXT NOT NULL, lanes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE scheme_use(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  scheme    TEXT NOT NULL,     -- its id: 'daqing-sample'
  digest    BLOB NOT NULL,     -- its files are in scheme and scheme_file
  exam_year INTEGER NOT NULL CHECK (exam_year BETWEEN 2000 AND 2100),
  who       TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO scheme_use VALUES('0g2gdw5gkhtb',15,'sample',X'0102',2027,'郑老师');
CREATE TABLE scheme_confirm(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  who        TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES scheme_use
) STRICT, WITHOUT ROWID;
INSERT INTO scheme_confirm VALUES('0g2gdw5gkhtb',16,'0g2gdw5gkhtb',15,'周老师');
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
INSERT INTO choice VALUES('0g2gdw5gkhtb',17,'tfd520hcepkb190d','sample','skill','skating','','郑老师');
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
INSERT INTO standing VALUES('0g2gdw5gkhtb',18,'tfd520hcepkb190d','sample','','deferred','医院证明','校长',20261001,'郑老师');
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
INSERT INTO process VALUES('0g2gdw5gkhtb',19,'tfd520hcepkb190d','sample','lessons','初三',NULL,'typed','register','郑老师');
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
INSERT INTO past_year VALUES('0g2gdw5gkhtb',20,'tfd520hcepkb190d',2025,22,8250,'register','郑老师');
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
INSERT INTO penalty VALUES('0g2gdw5gkhtb',21,'0g2gdw5gkhtb',10,'pole_down',2,'','郑老师');
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
CREATE TABLE move(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  student TEXT NOT NULL,  -- whose it is from now on
  reason  TEXT NOT NULL CHECK (reason <> ''),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
INSERT INTO move VALUES('0g2gdw5gkhtb',22,'0g2gdw5gkhtb',10,'tfd520hcepkb190d','认错人','郑老师');
CREATE TABLE presence(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  student TEXT NOT NULL,
  day     INTEGER NOT NULL,  -- 20261123
  item    TEXT NOT NULL,     -- '' all of them
  state   TEXT NOT NULL CHECK (state IN ('here', 'absent', 'leave', 'not-today')),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO presence VALUES('0g2gdw5gkhtb',23,'tfd520hcepkb190d',20261123,'','not-today','郑老师');
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
INSERT INTO putoff VALUES('0g2gdw5gkhtb',24,'101','run50',20261123,0,'下雨','郑老师');
CREATE TABLE card(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  student TEXT NOT NULL,
  token   BLOB NOT NULL CHECK (length(token) = 32),  -- BLAKE2b-256 of what is printed
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO card VALUES('0g2gdw5gkhtb',25,'tfd520hcepkb190d',X'3031323334353637383961626364656630313233343536373839616263646566');
CREATE TABLE lineup(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  heat    INTEGER NOT NULL,  -- 第3组
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (session_station, session) REFERENCES session
) STRICT, WITHOUT ROWID;
INSERT INTO lineup VALUES('0g2gdw5gkhtb',26,'0g2gdw5gkhtb',5,1);
CREATE TABLE lineup_person(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0
  number  INTEGER NOT NULL,  -- lane, start number or vest
  student TEXT NOT NULL,     -- '' not known yet
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES lineup
) STRICT, WITHOUT ROWID;
INSERT INTO lineup_person VALUES('0g2gdw5gkhtb',26,0,4,'tfd520hcepkb190d');
CREATE TABLE behind(
  student TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('standard', 'exam')),
  PRIMARY KEY (student, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE source_file(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  name    TEXT NOT NULL,     -- of the file, without its folders
  digest  BLOB NOT NULL CHECK (length(digest) = 32),  -- BLAKE2b-256 of its bytes
  what    TEXT NOT NULL CHECK (what IN ('template', 'results', 'returned', 'paper')),
  school_year INTEGER NOT NULL,
  runs    TEXT NOT NULL,     -- how doubtful runs were read, ''
  who     TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE TABLE official(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  student     TEXT NOT NULL,
  school_year INTEGER NOT NULL,  -- the year in which it began
  grade_code  INTEGER NOT NULL,  -- then
  standard_c  INTEGER,           -- 标准分 in hundredths; NULL not said
  bonus_c     INTEGER,           -- 附加分
  total_c     INTEGER,           -- 总分
  level       TEXT NOT NULL,     -- 优秀, 良好, 及格, 不及格; '' not said
  origin      TEXT NOT NULL CHECK (origin <> ''),  -- '平台 成绩.xls', or the paper's name
  who         TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE TABLE official_item(
  station  TEXT NOT NULL, seq INTEGER NOT NULL,
  n        INTEGER NOT NULL,  -- from 0
  item     TEXT NOT NULL,     -- an item's key; 'bmi' for what stands beside 体重
  value    INTEGER,           -- the item's base unit; NULL not said
  points_c INTEGER,           -- 评分 in hundredths; NULL not said
  bonus_c  INTEGER,           -- 附加分
  level    TEXT NOT NULL,     -- 等级; '' not said
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES official
) STRICT, WITHOUT ROWID;
CREATE TABLE export(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('national', 'exam', 'tests')),
  layout  TEXT NOT NULL,     -- 'national-mixed'; 'template' the platform's own workbook
  scheme  TEXT NOT NULL,     -- by which it was scored, ''
  scheme_digest BLOB CHECK (length(scheme_digest) = 32),  -- NULL without
  school_year INTEGER NOT NULL,
  file    TEXT NOT NULL,     -- its name, without folders
  sha256  BLOB NOT NULL CHECK (length(sha256) = 32),      -- SHA-256 of its bytes
  rows    INTEGER NOT NULL,  -- of students
  who     TEXT NOT NULL,     -- '' not said
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO export VALUES('0g2gdw5gkhtb',27,'national','national-primary','',NULL,2026,'上报.xlsx',X'3031323334353637383961626364656630313233343536373839616263646566',1,'郑老师');
CREATE TABLE export_value(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0
  student TEXT NOT NULL,
  item    TEXT NOT NULL,     -- '' his row is in the file, and this is no value
  value   INTEGER,           -- the item's base unit
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES export
) STRICT, WITHOUT ROWID;
INSERT INTO export_value VALUES('0g2gdw5gkhtb',27,0,'tfd520hcepkb190d','',NULL);
INSERT INTO export_value VALUES('0g2gdw5gkhtb',27,1,'tfd520hcepkb190d','weight',20000);
CREATE TABLE station_key(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  public  BLOB NOT NULL CHECK (length(public) = 32),  -- Ed25519
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO station_key VALUES('0g2gdw5gkhtb',28,X'3031323334353637383961626364656630313233343536373839616263646566');
CREATE INDEX profile_by_digest ON profile(digest);
CREATE INDEX scheme_by_digest ON scheme(digest);
CREATE INDEX roster_row_by_student ON roster_row(student);
CREATE INDEX session_by_year ON session(school_year);
CREATE UNIQUE INDEX chunk_in_order ON chunk(station, listening, start);
CREATE UNIQUE INDEX listening_ends_once ON listening_end(station, listening);
CREATE INDEX attempt_by_student ON attempt(student, item);
CREATE INDEX attempt_by_session ON attempt(session_station, session);
CREATE INDEX attempt_by_end ON attempt(ended_us);
CREATE INDEX dispute_by_attempt ON dispute(of_station, of_seq);
CREATE INDEX verdict_by_attempt ON verdict(of_station, of_seq);
CREATE INDEX revise_by_attempt ON revise(of_station, of_seq);
CREATE VIEW answer AS
  SELECT v.station, v.seq, v.of_station, v.of_seq, v.stands, v.reason,
    (SELECT made_us FROM entry e WHERE e.station = v.station AND e.seq = v.seq)
      AS made_us
  FROM verdict v;
CREATE VIEW last_verdict AS
  SELECT * FROM answer v WHERE NOT EXISTS (
    SELECT 1 FROM answer w
    WHERE w.of_station = v.of_station AND w.of_seq = v.of_seq
    AND CASE WHEN w.station = v.station THEN w.seq > v.seq
        ELSE (w.made_us, w.station) > (v.made_us, v.station) END);
CREATE VIEW open_dispute AS
  SELECT d.*, (SELECT made_us FROM entry e WHERE e.station = d.station
    AND e.seq = d.seq) AS made_us
  FROM dispute d WHERE NOT EXISTS (
    SELECT 1 FROM answer w
    WHERE w.of_station = d.of_station AND w.of_seq = d.of_seq
    AND CASE WHEN w.station = d.station THEN w.seq > d.seq
        ELSE (w.made_us, w.station) > ((SELECT made_us FROM entry e
          WHERE e.station = d.station AND e.seq = d.seq), d.station) END);
CREATE INDEX student_by_class ON student(grade_code, class_code);
CREATE INDEX result_by_item ON result(item, state);
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq <> 1 + ifnull((SELECT max(seq) FROM entry WHERE station = NEW.station), 0)
BEGIN SELECT raise(ABORT, 'a journal has no gap: this entry is not the next'); END;
CREATE TRIGGER entry_chained BEFORE INSERT ON entry
WHEN NEW.prev <> ifnull((SELECT digest FROM entry WHERE station = NEW.station
  ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN SELECT raise(ABORT, 'a journal is a chain: prev is not the digest before'); END;
CREATE TRIGGER chunk_without_gap BEFORE INSERT ON chunk
WHEN NEW.start <> ifnull((SELECT start + length(bytes) FROM chunk
  WHERE station = NEW.station AND listening = NEW.listening
  ORDER BY start DESC LIMIT 1), 0)
BEGIN SELECT raise(ABORT, 'the bytes of a listening have no gap'); END;
CREATE TRIGGER station_with_entry BEFORE INSERT ON station
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'station')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of station comes with its entry or not at all'); END;
CREATE TRIGGER school_with_entry BEFORE INSERT ON school
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'school')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of school comes with its entry or not at all'); END;
CREATE TRIGGER profile_with_entry BEFORE INSERT ON profile
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'profile')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of profile comes with its entry or not at all'); END;
CREATE TRIGGER scheme_with_entry BEFORE INSERT ON scheme
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme comes with its entry or not at all'); END;
CREATE TRIGGER scheme_file_with_entry BEFORE INSERT ON scheme_file
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme_file comes with its entry or not at all'); END;
CREATE TRIGGER roster_row_with_entry BEFORE INSERT ON roster_row
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'roster_row')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of roster_row comes with its entry or not at all'); END;
CREATE TRIGGER session_with_entry BEFORE INSERT ON session
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'session')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of session comes with its entry or not at all'); END;
CREATE TRIGGER listening_with_entry BEFORE INSERT ON listening
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'listening')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of listening comes with its entry or not at all'); END;
CREATE TRIGGER chunk_with_entry BEFORE INSERT ON chunk
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'chunk')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of chunk comes with its entry or not at all'); END;
CREATE TRIGGER listening_end_with_entry BEFORE INSERT ON listening_end
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'listening_end')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of listening_end comes with its entry or not at all'); END;
CREATE TRIGGER attempt_with_entry BEFORE INSERT ON attempt
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'attempt')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of attempt comes with its entry or not at all'); END;
CREATE TRIGGER attempt_reading_with_entry BEFORE INSERT ON attempt_reading
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'attempt')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of attempt_reading comes with its entry or not at all'); END;
CREATE TRIGGER dispute_with_entry BEFORE INSERT ON dispute
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'dispute')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of dispute comes with its entry or not at all'); END;
CREATE TRIGGER dispute_with_with_entry BEFORE INSERT ON dispute_with
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'dispute')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of dispute_with comes with its entry or not at all'); END;
CREATE TRIGGER verdict_with_entry BEFORE INSERT ON verdict
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'verdict')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of verdict comes with its entry or not at all'); END;
CREATE TRIGGER revise_with_entry BEFORE INSERT ON revise
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'revise')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of revise comes with its entry or not at all'); END;
CREATE TRIGGER revise_reading_with_entry BEFORE INSERT ON revise_reading
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'revise')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of revise_reading comes with its entry or not at all'); END;
CREATE TRIGGER entry_kind_no_update BEFORE UPDATE ON entry_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry_kind)'); END;
CREATE TRIGGER entry_kind_no_delete BEFORE DELETE ON entry_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry_kind)'); END;
CREATE TRIGGER session_kind_no_update BEFORE UPDATE ON session_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (session_kind)'); END;
CREATE TRIGGER session_kind_no_delete BEFORE DELETE ON session_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (session_kind)'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source
BEGIN SELECT raise(ABORT, 'the journal is never altered (source)'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source
BEGIN SELECT raise(ABORT, 'the journal is never altered (source)'); END;
CREATE TRIGGER outcome_no_update BEFORE UPDATE ON outcome
BEGIN SELECT raise(ABORT, 'the journal is never altered (outcome)'); END;
CREATE TRIGGER outcome_no_delete BEFORE DELETE ON outcome
BEGIN SELECT raise(ABORT, 'the journal is never altered (outcome)'); END;
CREATE TRIGGER kept_no_update BEFORE UPDATE ON kept
BEGIN SELECT raise(ABORT, 'the journal is never altered (kept)'); END;
CREATE TRIGGER kept_no_delete BEFORE DELETE ON kept
BEGIN SELECT raise(ABORT, 'the journal is never altered (kept)'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry)'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry)'); END;
CREATE TRIGGER station_no_update BEFORE UPDATE ON station
BEGIN SELECT raise(ABORT, 'the journal is never altered (station)'); END;
CREATE TRIGGER station_no_delete BEFORE DELETE ON station
BEGIN SELECT raise(ABORT, 'the journal is never altered (station)'); END;
CREATE TRIGGER school_no_update BEFORE UPDATE ON school
BEGIN SELECT raise(ABORT, 'the journal is never altered (school)'); END;
CREATE TRIGGER school_no_delete BEFORE DELETE ON school
BEGIN SELECT raise(ABORT, 'the journal is never altered (school)'); END;
CREATE TRIGGER profile_no_update BEFORE UPDATE ON profile
BEGIN SELECT raise(ABORT, 'the journal is never altered (profile)'); END;
CREATE TRIGGER profile_no_delete BEFORE DELETE ON profile
BEGIN SELECT raise(ABORT, 'the journal is never altered (profile)'); END;
CREATE TRIGGER scheme_no_update BEFORE UPDATE ON scheme
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme)'); END;
CREATE TRIGGER scheme_no_delete BEFORE DELETE ON scheme
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme)'); END;
CREATE TRIGGER scheme_file_no_update BEFORE UPDATE ON scheme_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_file)'); END;
CREATE TRIGGER scheme_file_no_delete BEFORE DELETE ON scheme_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_file)'); END;
CREATE TRIGGER roster_row_no_update BEFORE UPDATE ON roster_row
BEGIN SELECT raise(ABORT, 'the journal is never altered (roster_row)'); END;
CREATE TRIGGER roster_row_no_delete BEFORE DELETE ON roster_row
BEGIN SELECT raise(ABORT, 'the journal is never altered (roster_row)'); END;
CREATE TRIGGER session_no_update BEFORE UPDATE ON session
BEGIN SELECT raise(ABORT, 'the journal is never altered (session)'); END;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session
BEGIN SELECT raise(ABORT, 'the journal is never altered (session)'); END;
CREATE TRIGGER listening_no_update BEFORE UPDATE ON listening
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening)'); END;
CREATE TRIGGER listening_no_delete BEFORE DELETE ON listening
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening)'); END;
CREATE TRIGGER chunk_no_update BEFORE UPDATE ON chunk
BEGIN SELECT raise(ABORT, 'the journal is never altered (chunk)'); END;
CREATE TRIGGER chunk_no_delete BEFORE DELETE ON chunk
BEGIN SELECT raise(ABORT, 'the journal is never altered (chunk)'); END;
CREATE TRIGGER listening_end_no_update BEFORE UPDATE ON listening_end
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening_end)'); END;
CREATE TRIGGER listening_end_no_delete BEFORE DELETE ON listening_end
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening_end)'); END;
CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt)'); END;
CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt)'); END;
CREATE TRIGGER attempt_reading_no_update BEFORE UPDATE ON attempt_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt_reading)'); END;
CREATE TRIGGER attempt_reading_no_delete BEFORE DELETE ON attempt_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt_reading)'); END;
CREATE TRIGGER dispute_no_update BEFORE UPDATE ON dispute
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute)'); END;
CREATE TRIGGER dispute_no_delete BEFORE DELETE ON dispute
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute)'); END;
CREATE TRIGGER dispute_with_no_update BEFORE UPDATE ON dispute_with
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute_with)'); END;
CREATE TRIGGER dispute_with_no_delete BEFORE DELETE ON dispute_with
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute_with)'); END;
CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN SELECT raise(ABORT, 'the journal is never altered (verdict)'); END;
CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN SELECT raise(ABORT, 'the journal is never altered (verdict)'); END;
CREATE TRIGGER revise_no_update BEFORE UPDATE ON revise
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise)'); END;
CREATE TRIGGER revise_no_delete BEFORE DELETE ON revise
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise)'); END;
CREATE TRIGGER revise_reading_no_update BEFORE UPDATE ON revise_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise_reading)'); END;
CREATE TRIGGER revise_reading_no_delete BEFORE DELETE ON revise_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise_reading)'); END;
CREATE INDEX choice_by_student ON choice(student, scheme, part);
CREATE INDEX standing_by_student ON standing(student, scheme, part);
CREATE INDEX process_by_student ON process(student, scheme, component, year);
CREATE INDEX past_year_by_student ON past_year(student, school_year);
CREATE INDEX penalty_by_attempt ON penalty(of_station, of_seq, code);
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
CREATE VIEW scheme_now AS SELECT * FROM (
  SELECT u.*, ifnull((SELECT c.who FROM scheme_confirm c WHERE c.of_station = u.station
    AND c.of_seq = u.seq AND c.who <> u.who LIMIT 1), '') AS confirmed,
    row_number() OVER (PARTITION BY exam_year ORDER BY reached DESC, station DESC,
    seq DESC) AS place FROM (SELECT u.*, max(e.made_us) OVER (PARTITION BY
    u.exam_year, u.station ORDER BY u.seq) AS reached
    FROM scheme_use u JOIN entry e USING (station, seq)) u) WHERE place = 1;
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
CREATE INDEX move_by_attempt ON move(of_station, of_seq);
CREATE INDEX presence_by_day ON presence(day, student);
CREATE INDEX putoff_by_day ON putoff(day);
CREATE INDEX card_by_token ON card(token);
CREATE INDEX card_by_student ON card(student);
CREATE VIEW last_move AS
  SELECT m.* FROM move m WHERE NOT EXISTS (
    SELECT 1 FROM move w JOIN entry e USING (station, seq)
    WHERE w.of_station = m.of_station AND w.of_seq = m.of_seq
    AND CASE WHEN w.station = m.station THEN w.seq > m.seq
        ELSE (e.made_us, w.station) > ((SELECT made_us FROM entry
          WHERE station = m.station AND seq = m.seq), m.station) END);
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
CREATE TRIGGER attempt_behind AFTER INSERT ON attempt BEGIN
  INSERT OR IGNORE INTO behind SELECT student, what FROM worked_out
  WHERE student = NEW.student;
END;
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
CREATE INDEX official_by_student ON official(student, school_year);
CREATE VIEW official_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, school_year ORDER BY reached
    DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us) OVER
    (PARTITION BY c.student, c.school_year, c.station ORDER BY c.seq) AS reached
    FROM official c JOIN entry e USING (station, seq)) c)
  WHERE place = 1;
CREATE TRIGGER source_file_with_entry BEFORE INSERT ON source_file
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'source_file')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of source_file comes with its entry or not at all'); END;
CREATE TRIGGER official_with_entry BEFORE INSERT ON official
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'official')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of official comes with its entry or not at all'); END;
CREATE TRIGGER official_item_with_entry BEFORE INSERT ON official_item
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'official')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of official_item comes with its entry or not at all'); END;
CREATE TRIGGER source_file_no_update BEFORE UPDATE ON source_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (source_file)'); END;
CREATE TRIGGER source_file_no_delete BEFORE DELETE ON source_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (source_file)'); END;
CREATE TRIGGER official_no_update BEFORE UPDATE ON official
BEGIN SELECT raise(ABORT, 'the journal is never altered (official)'); END;
CREATE TRIGGER official_no_delete BEFORE DELETE ON official
BEGIN SELECT raise(ABORT, 'the journal is never altered (official)'); END;
CREATE TRIGGER official_item_no_update BEFORE UPDATE ON official_item
BEGIN SELECT raise(ABORT, 'the journal is never altered (official_item)'); END;
CREATE TRIGGER official_item_no_delete BEFORE DELETE ON official_item
BEGIN SELECT raise(ABORT, 'the journal is never altered (official_item)'); END;
CREATE INDEX export_value_by_student ON export_value(student);
CREATE TRIGGER export_with_entry BEFORE INSERT ON export
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'export')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of export comes with its entry or not at all'); END;
CREATE TRIGGER export_value_with_entry BEFORE INSERT ON export_value
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'export')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of export_value comes with its entry or not at all'); END;
CREATE TRIGGER station_key_with_entry BEFORE INSERT ON station_key
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'station_key')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of station_key comes with its entry or not at all'); END;
CREATE TRIGGER export_no_update BEFORE UPDATE ON export
BEGIN SELECT raise(ABORT, 'the journal is never altered (export)'); END;
CREATE TRIGGER export_no_delete BEFORE DELETE ON export
BEGIN SELECT raise(ABORT, 'the journal is never altered (export)'); END;
CREATE TRIGGER export_value_no_update BEFORE UPDATE ON export_value
BEGIN SELECT raise(ABORT, 'the journal is never altered (export_value)'); END;
CREATE TRIGGER export_value_no_delete BEFORE DELETE ON export_value
BEGIN SELECT raise(ABORT, 'the journal is never altered (export_value)'); END;
CREATE TRIGGER station_key_no_update BEFORE UPDATE ON station_key
BEGIN SELECT raise(ABORT, 'the journal is never altered (station_key)'); END;
CREATE TRIGGER station_key_no_delete BEFORE DELETE ON station_key
BEGIN SELECT raise(ABORT, 'the journal is never altered (station_key)'); END;
CREATE VIEW worked_out AS
SELECT student, 'standard' AS what FROM score
UNION ALL SELECT student, 'exam' FROM exam_score;
COMMIT;
