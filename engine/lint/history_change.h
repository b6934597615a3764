/* What a new version has where an old one had some words. Of history.c only. */
#ifndef LINT_HISTORY_CHANGE_H
#define LINT_HISTORY_CHANGE_H

#include "source/source.h"
#include "text/match.h"

/* "changed \"mud\" to \"sand\"", "took out \"not\"", or empty where that can't be said in few words: how `new` differs from
 * the words `old` (span of old_document.text that a quote matched). Negative when memory ran out. */
int history_change(struct arena *a, struct str quote, const struct document *old, struct span span,
                   const struct document *new, const struct text_index *new_index, struct str *out);

/* The span of `new` that stands between the words that stood around `span` in `old`; empty when they are not both there,
 * once, near each other and in one block. */
int history_replacement(struct arena *a, const struct document *old, struct span span, const struct document *new,
                        const struct text_index *new_index, struct span *out);

#endif
