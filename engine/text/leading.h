/* Numbers that stand before a word as its mark: the verse and sentence numbers of scripture and of statutes, set as
 * superscripts and glued to the word behind them. The mass number of an isotope stands there as well, and counts. */
#ifndef TEXT_LEADING_H
#define TEXT_LEADING_H

#include "text/fold.h"

enum leading {
	LEADING_NONE,   /* nothing is glued to it, or it is no mark */
	LEADING_NUMBER, /* a verse's number: the word is whole without it */
	LEADING_SYMBOL, /* a part of the symbol behind it: 14C, 3He */
};

/* What token i of a source is to the word behind it. */
enum leading leading_mark(const struct fold *f, size_t i);

#endif
