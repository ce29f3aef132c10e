#include "exempt.h"

#include "query.h"

bool exempt_is(struct store *store, const char *student, bool *is, struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT count(*) FROM " EXEMPT_NOW "AND student = ?1");
	int64_t found;

	query_text(q, 1, student);
	if (!query_one_int(q, &found, 0, err))
		return false;
	*is = found != 0;
	return true;
}
