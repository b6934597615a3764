/* Dates: what the words of a text say about time.
 *
 * time_read finds every date expression of a text in one pass and resolves it. Days count from 0001-01-01 of the
 * proleptic Gregorian calendar as day 1 (years before that are astronomical: 0 is 1 BC); every interval is closed.
 * Conventions: TIMEX3 (TimeML 1.2.1) for type, value and mod; EDTF (ISO 8601-2:2019, levels 0 to 2). */
#ifndef TIME_TIME_H
#define TIME_TIME_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef int32_t day_number; /* the one typedef: days; DAY_OPEN_* are the open ends */
#define DAY_OPEN_START INT32_MIN
#define DAY_OPEN_END INT32_MAX

struct days {
	day_number first, last; /* closed; DAY_OPEN_START, DAY_OPEN_END where open */
};

enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };
enum time_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_APPROX, MOD_BEFORE, MOD_AFTER, MOD_ON_OR_BEFORE,
	MOD_ON_OR_AFTER, MOD_LESS_THAN, MOD_MORE_THAN, MOD_EQUAL_OR_LESS, MOD_EQUAL_OR_MORE };
enum time_precision { PRECISION_NONE, PRECISION_DAY, PRECISION_WEEK, PRECISION_MONTH, PRECISION_SEASON,
	PRECISION_YEAR, PRECISION_DECADE, PRECISION_CENTURY };

/* One reading of an expression. */
struct time_reading {
	struct days core;     /* surely meant */
	struct days tolerant; /* may be meant; contains core */
};

/* How an expression got its days. */
enum time_anchor {
	ANCHOR_NONE,       /* it says them itself */
	ANCHOR_EXPRESSION, /* another expression: `anchor` is its index */
	ANCHOR_ISSUED,     /* the document's date */
	ANCHOR_OPEN,       /* could not be resolved */
};

enum time_flag {
	TIME_APPROXIMATE = 1 << 0,
	TIME_UNCERTAIN = 1 << 1,
	TIME_YEAR_WRITTEN = 1 << 2,  /* the words hold a year of their own */
	TIME_RELATIVE = 1 << 3,      /* "ten days later", "last year" */
	TIME_WEEKDAY_WRONG = 1 << 4, /* the weekday written does not fit the date written */
	TIME_IMPOSSIBLE = 1 << 5,    /* 31 June: reads like a date and is none */
	TIME_RANGE_START = 1 << 6,   /* first of two that make a range; `partner` is the other */
	TIME_RANGE_END = 1 << 7,
	TIME_COMPARED = 1 << 9,      /* of what the sentence only compares with: "akin to the strike of 1912" */
	TIME_VAGUE = 1 << 8,         /* now, recently, the past: PRESENT_REF, PAST_REF, FUTURE_REF */
};

struct time_expression {
	struct span span;        /* in the text; gold conventions for extents: no preposition or article */
	enum time_type type;
	enum time_mod mod;
	enum time_precision precision;
	unsigned flags;          /* enum time_flag */
	struct str value;        /* TIMEX3 */
	/* candidates; none for durations, sets, vague and open expressions */
	struct time_reading *readings;
	size_t n_readings;
	enum time_anchor anchored;
	size_t anchor;           /* index of the expression it was resolved against */
	size_t partner;          /* of a range; SIZE_MAX */
	int weekday;             /* written weekday, 1 Monday to 7 Sunday; 0 none */
	/* durations: bounds in days, for the constraint network; 0,0 unknown */
	struct days length;
};

enum time_mode { MODE_AUTO, MODE_NARRATIVE, MODE_NEWS };

/* The words of the language, ready to be looked up: made once for many texts, immutable. */
struct lexicon;
const struct lexicon *time_lexicon(struct arena *a); /* NULL when memory ran out */

struct time_context {
	const struct lexicon *lexicon; /* of time_lexicon; NULL: made for this text alone */
	enum time_mode mode;
	struct time_reading issued; /* the document's own date; see has_issued */
	enum time_precision issued_precision;
	bool has_issued;
};

struct time_reading_list {
	struct time_expression *v; /* by position */
	size_t n;
	enum time_mode mode;       /* the one that was used */
};

int time_read(struct arena *a, struct str text, const struct time_context *context, struct time_reading_list *out,
              struct error *e);

/* A whole string that should be one date: the `date:` of a claim, `issued` of a record. EDTF or plain English; relative
 * words count from `context`'s issued. CC_ESYNTAX when it is no date (flags TIME_IMPOSSIBLE when it reads like one that
 * does not exist), with the offset. A range ("from 1 to 5 May 2003") is one expression here. */
int time_parse(struct arena *a, struct str text, const struct time_context *context, struct time_expression *out,
               struct error *e);

/* A reading for people: "January to March 2003, perhaps April"; "not before late April 2003". In `a`. */
struct str time_describe(struct arena *a, const struct time_reading *r, enum time_precision precision);

#endif
