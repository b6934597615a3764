/* Roles and their holders, as a document names them side by side. */
#ifndef TEXT_ROLE_H
#define TEXT_ROLE_H

#include "base/str.h"

/* Does the document give the role to somebody ("Minister Okafor", "Dennis Okafor, the new minister")? `role` is one
 * word in small letters. */
bool role_is_held(struct str document, struct str role);

#endif
