-- Which points are stored, asked for one student: by key, not through those of all.
--
-- A view that is a UNION is made whole before a student is looked for in it, so that each
-- attempt of an import read the points of the whole school. UNION ALL is searched. A student
-- with points of two schemes stands in it twice, which `behind` takes once.

DROP VIEW worked_out;
CREATE VIEW worked_out AS
SELECT student, 'standard' AS what FROM score
UNION ALL SELECT student, 'exam' FROM exam_score;
