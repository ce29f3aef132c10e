#include "documents.h"

#include <string.h>

const struct document documents[] = {
	{ "register", "登记卡", doc_register, DOC_OF, false, NULL },
	{ "cards", "测试卡", doc_cards, DOC_OF | DOC_AGAIN, true,
		"Whoever has this file can pass for these students: print the cards, "
		"then "
		"delete it." },
	{ "notice", "成绩告知单", doc_notice, DOC_OF, false, NULL },
	{ "public", "公示", doc_public, DOC_CLASS, false, NULL },
	{ "slip", "成绩条", doc_slip, DOC_OF | DOC_PAPER, false, NULL },
	{ "sheets", "记录表", doc_sheets, DOC_CLASS | DOC_ITEM, false, NULL },
	{ "starts", "分组表", doc_starts, DOC_CLASS | DOC_ITEM, false, NULL },
	{ "missing", "未测名单", doc_missing, DOC_OF | DOC_ITEM, false, NULL },
	{ "exemption", "免予执行申请表", doc_exemption, DOC_OF, false, NULL },
	{ "class", "班级报告", doc_class, DOC_CLASS, false, NULL },
	{ "grade", "年级报告", doc_grade, 0, false, NULL },
	{ "school", "学校报告", doc_school, 0, false, NULL },
};
const size_t documents_count = sizeof(documents) / sizeof(documents[0]);

const struct document *documents_find(const char *key)
{
	for (size_t i = 0; i < documents_count; i++)
		if (strcmp(documents[i].key, key) == 0)
			return &documents[i];
	return NULL;
}
