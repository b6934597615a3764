/* The text around quoted words: whom it tells of, and whether of two. */
#ifndef TEXT_SCENE_H
#define TEXT_SCENE_H

#include "text/person.h"
#include "text/prose.h"

struct scene {
	struct arena *a;
	const struct prose *p; /* around the words */
	struct str document;   /* further around, a part of the same text */
	struct span part;      /* the words */
	struct prose wide;     /* the document's words, as far as they are read: at the first need */
	bool read;
};

/* A dialogue, as stories tell it, where the reader knows who speaks. */
bool scene_is_dialogue(const struct prose *p);
/* Does one sentence tell of both names as of two persons? */
bool scene_told_apart(struct scene *scene, const struct person *x, const struct person *y);
/* And of both roles: "the porter looked at the guard"? */
bool scene_roles_apart(struct scene *scene, struct str x, struct str y);
/* Was the role given to somebody new before the words ("one top strategist"), without the name since? */
bool scene_introduced(const struct scene *scene, struct str role, struct str name);
/* Do the words speak to him by his name: "It's all up, Bill!"? */
bool scene_addressed(const struct scene *scene, const struct person *x);
/* Does the name stand in what the verb at the offset governs: "he told X that"? A subject is never named again there. */
bool scene_object(const struct scene *scene, size_t verb, struct str name);
/* Is the bearer of the name, or "the" role, somebody who acts or speaks in the third person? */
bool scene_tells_of(const struct scene *scene, struct str word);

#endif
