/* Units of measurement and currencies, each under one name. */
#ifndef TEXT_QUANTITY_UNIT_H
#define TEXT_QUANTITY_UNIT_H

#include "base/str.h"

enum unit_dimension {
	UNIT_NONE,
	UNIT_TIME,
	UNIT_LENGTH,
	UNIT_MASS,
	UNIT_MONEY,
	UNIT_BYTES,
	UNIT_POINT, /* percentage points */
	UNIT_OTHER,
};

struct unit {
	const char *word, *name; /* singular; what it is called here */
	enum unit_dimension dimension;
};

/* The unit that the singular word in small letters names; NULL when it names none. */
const struct unit *unit_find(struct str word);
/* Of a unit's name; UNIT_NONE for what is none. */
enum unit_dimension unit_dimension(struct str name);
/* Is the character a sign of currency? */
bool unit_is_sign(uint32_t mark);
/* The name of the currency of a sign. */
struct str unit_of_sign(uint32_t mark);

#endif
