#include "documents.h"

#include <string.h>

const struct document documents[] = {
	{ "register", "登记卡", doc_register },
};
const size_t documents_count = sizeof(documents) / sizeof(documents[0]);

const struct document *documents_find(const char *key)
{
	for (size_t i = 0; i < documents_count; i++)
		if (strcmp(documents[i].key, key) == 0)
			return &documents[i];
	return NULL;
}
