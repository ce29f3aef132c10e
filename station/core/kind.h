/*
 * kind - the words that stand on no student's screen.
 *
 * Height and weight are private, and nobody is told to weigh less or to be another
 * shape; 肥胖, 超重, 低体重 and 不及格 hurt, and so does a rank. What says one of these, in
 * Chinese or in English, is not shown to a child, whoever wrote it.
 */
#ifndef CORE_KIND_H
#define CORE_KIND_H

#include <stdbool.h>

/* Does the text say none of them? English words count whole and in any case: "weight",
 * but not "weightless"; "fat", but not "father". */
bool kind_is(const char *text);

#endif
