/* The phrase that names a speaker, taken apart: "the Trump lawyer Michael Cohen", "a cousin of X", "Governor X of Y". */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include "base/arena.h"
#include "base/error.h"
#include "text/person.h"

enum { PHRASE_PARTS = 16 };

struct phrase {
	struct str names[PHRASE_PARTS], roles[PHRASE_PARTS];
	size_t n_names, n_roles;
	struct str own;   /* last name word before the first preposition */
	bool group;       /* "sources close to X", "critics of X" */
	bool deputy;
	bool agent;       /* a deputy, in an apposition too: "X, a spokesman for Y" */
	bool kin;         /* "a cousin of X" */
	bool body;        /* an institution: "Nordfjell Rail", "BBC" */
	bool personal;    /* a word for a person is among the roles */
	enum gender gender;
	struct person person; /* its own names, when it is one's */
	struct str head;  /* its last role: "porter" */
	bool article;     /* "the" before it */
	bool several;     /* "X and Y" */
	bool plural;      /* "the elders" */
	bool indefinite;  /* "a teacher", "some of them" */
	bool headed;      /* the last word is a role: "Merrinese surveyor" */
};

int phrase_read(struct arena *a, struct str text, struct phrase *out, struct error *e);

#endif
