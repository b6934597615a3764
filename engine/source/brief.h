/* Documents that are not what their record names: an abstract, or the page that leads to the document. */
#ifndef SOURCE_BRIEF_H
#define SOURCE_BRIEF_H

#include "source/source.h"

enum brief {
	BRIEF_NO,
	BRIEF_ABSTRACT, /* a short text that says it is one */
	BRIEF_LANDING,  /* a short page that offers the document elsewhere: a PDF, a full text, a way to buy it */
};

/* Short is at most some six hundred words beside what stands aside; longer texts are never either. Says why in *words
 * (of the document, or a name of the page's own), which may be NULL. */
enum brief document_brief(const struct document *d, bool html, struct str *words);

#endif
