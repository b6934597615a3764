/* The words that a date can be made of, of one language. The tables are data (english.def); the grammar knows classes
 * and numbers, never spellings. */
#ifndef TIME_LEXICON_H
#define TIME_LEXICON_H

#include "base/str.h"

enum word_class {
	CLASS_NONE,
	CLASS_MONTH,    /* value 1 to 12 */
	CLASS_WEEKDAY,  /* 1 Monday to 7 Sunday */
	CLASS_UNIT,     /* enum unit */
	CLASS_SEASON,   /* 1 spring to 4 winter */
	CLASS_CARDINAL, /* 0 to 90 */
	CLASS_ORDINAL,  /* 1 to 30 */
	CLASS_SCALE,    /* 100, 1000 */
	CLASS_DECADE,   /* "nineties": 90 */
	CLASS_DAYPART,  /* enum daypart */
	CLASS_DAY,      /* yesterday -1, today 0, tomorrow 1 */
	CLASS_PRESENT,  /* now: PRESENT_REF */
	CLASS_PAST,
	CLASS_FUTURE,
	CLASS_SET,          /* daily: enum unit */
	CLASS_ERA,          /* -1 BC, 1 AD */
	CLASS_ZONE,         /* time zones: quarters of an hour from UTC */
	CLASS_HOLIDAY,      /* enum holiday */
	CLASS_NUMBER_VAGUE, /* few, several, couple: enum vague */
	CLASS_WORD,         /* enum word_id: what the grammar asks for by name */
};

enum word_flag {
	WORD_TRIGGER = 1 << 0,   /* worth a look by itself */
	WORD_ABBREV = 1 << 1,    /* a short form: wants a number, a stop or a preposition beside it */
	WORD_AMBIGUOUS = 1 << 2, /* often something else: may, march, fall */
	WORD_NAME = 1 << 3,      /* a given name too: April, June */
	WORD_PLURAL = 1 << 4,
	WORD_UPPER = 1 << 5,       /* only in capitals */
	WORD_PREPOSITION = 1 << 6, /* a time may follow */
	WORD_ADVERB = 1 << 7,      /* "the year ago" */
};

enum unit {
	UNIT_NONE,
	UNIT_SECOND,
	UNIT_MINUTE,
	UNIT_HOUR,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_FORTNIGHT,
	UNIT_MONTH,
	UNIT_QUARTER,
	UNIT_YEAR,
	UNIT_DECADE,
	UNIT_CENTURY,
	UNIT_MILLENNIUM,
	UNIT_WEEKEND,
	UNIT_NIGHT,
	UNIT_GENERAL
};

enum daypart {
	PART_NONE,
	PART_MORNING,
	PART_AFTERNOON,
	PART_EVENING,
	PART_NIGHT,
	PART_DAYTIME,
	PART_NOON,
	PART_MIDNIGHT,
	PART_DAWN
};

enum holiday {
	HOLIDAY_NONE,
	HOLIDAY_CHRISTMAS,
	HOLIDAY_NEW_YEAR,
	HOLIDAY_THANKSGIVING,
	HOLIDAY_HALLOWEEN,
	HOLIDAY_EASTER
};

enum vague { VAGUE_NONE, VAGUE_COUPLE, VAGUE_FEW, VAGUE_SEVERAL, VAGUE_MANY, VAGUE_SOME };

enum word_id {
	W_NONE,
#define WORD(id) W_##id,
#include "time/words.def"
#undef WORD
};

struct word {
	const char *text; /* lower case */
	uint8_t len, class, flags;
	int16_t value;
};

struct language {
	const struct word *words;
	size_t n;
};

extern const struct language language_english;

/* A view of a language that looks words up fast. Built in some twenty microseconds; plain data. */
#define LEXICON_SLOTS 2048
#define LEXICON_WORD_MAX 15
struct lexicon {
	const struct language *language;
	uint16_t slot[LEXICON_SLOTS]; /* index + 1 */
};

#define LEXICON_HASH_START 2166136261u
#define LEXICON_HASH(h, lower) (((h) ^ (uint32_t)(uint8_t)(lower)) * 16777619u)

void lexicon_init(struct lexicon *l, const struct language *language);
/* False for most words that are not in the table, without a call. */
static inline bool lexicon_maybe(const struct lexicon *l, uint32_t hash)
{
	return l->slot[(hash ^ (hash >> 15)) & (LEXICON_SLOTS - 1)] != 0;
}
/* Index + 1 of the word in the table, 0 when absent. `word` in any case; `hash` over its lower-case bytes. */
uint16_t lexicon_find(const struct lexicon *l, struct str word, uint32_t hash);

#endif
