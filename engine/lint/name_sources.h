/* Names that two sources of the run spell in two ways. */
#ifndef LINT_NAME_SOURCES_H
#define LINT_NAME_SOURCES_H

#include "lint/facts.h"

/* For every name of a claim that its evidence spells otherwise: where another cited source has the claim's spelling,
 * those of the same claim first. After the quotes were matched. Bounded: what is beyond the bound has no such place. */
int name_sources_build(struct run *run, struct arena *a, struct error *e);

#endif
