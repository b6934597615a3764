/* The units of the SI brochure (BIPM, 9th edition, tables 2 to 8) that occur in prose, the imperial and American ones of
 * NIST Handbook 44, appendix C, and currencies after ISO 4217's list of names. */
#include "text/quantity_unit.h"

#include "text/verb.h"

/* Sorted by word. */
static const struct unit units[] = {
	{ "acre", "acre", UNIT_OTHER }, { "baht", "baht", UNIT_MONEY }, { "barrel", "barrel", UNIT_OTHER },
	{ "bpd", "barrel", UNIT_OTHER }, { "byte", "byte", UNIT_BYTES }, { "calorie", "calorie", UNIT_OTHER },
	{ "cent", "cent", UNIT_MONEY }, { "centimeter", "cm", UNIT_LENGTH }, { "centimetre", "cm", UNIT_LENGTH },
	{ "century", "century", UNIT_TIME }, { "cm", "cm", UNIT_LENGTH }, { "crown", "crown", UNIT_MONEY },
	{ "day", "day", UNIT_TIME }, { "decade", "decade", UNIT_TIME }, { "degree", "degree", UNIT_OTHER },
	{ "dinar", "dinar", UNIT_MONEY }, { "dlr", "$", UNIT_MONEY }, { "dollar", "$", UNIT_MONEY },
	{ "eur", "€", UNIT_MONEY }, { "euro", "€", UNIT_MONEY }, { "fathom", "fathom", UNIT_LENGTH },
	{ "feet", "foot", UNIT_LENGTH }, { "foot", "foot", UNIT_LENGTH }, { "fortnight", "fortnight", UNIT_TIME },
	{ "franc", "franc", UNIT_MONEY }, { "ft", "foot", UNIT_LENGTH }, { "g", "g", UNIT_MASS },
	{ "gallon", "gallon", UNIT_OTHER }, { "gb", "gigabyte", UNIT_BYTES }, { "gbp", "£", UNIT_MONEY },
	{ "gigabyte", "gigabyte", UNIT_BYTES }, { "gigawatt", "gw", UNIT_OTHER }, { "gram", "g", UNIT_MASS },
	{ "gramme", "g", UNIT_MASS }, { "guilder", "guilder", UNIT_MONEY }, { "gw", "gw", UNIT_OTHER },
	{ "hectare", "ha", UNIT_OTHER }, { "hour", "hour", UNIT_TIME }, { "hr", "hour", UNIT_TIME },
	{ "inch", "inch", UNIT_LENGTH }, { "joule", "joule", UNIT_OTHER }, { "kb", "kilobyte", UNIT_BYTES },
	{ "kg", "kg", UNIT_MASS }, { "kilobyte", "kilobyte", UNIT_BYTES }, { "kilogram", "kg", UNIT_MASS },
	{ "kilogramme", "kg", UNIT_MASS }, { "kilometer", "km", UNIT_LENGTH }, { "kilometre", "km", UNIT_LENGTH },
	{ "kilowatt", "kw", UNIT_OTHER }, { "km", "km", UNIT_LENGTH }, { "knot", "knot", UNIT_OTHER },
	{ "krona", "krona", UNIT_MONEY }, { "krone", "krone", UNIT_MONEY }, { "kroner", "krone", UNIT_MONEY },
	{ "kronor", "krona", UNIT_MONEY }, { "kw", "kw", UNIT_OTHER }, { "kwh", "kwh", UNIT_OTHER },
	{ "lb", "lb", UNIT_MASS }, { "lira", "lira", UNIT_MONEY }, { "liter", "l", UNIT_OTHER },
	{ "litre", "l", UNIT_OTHER }, { "m", "m", UNIT_LENGTH }, { "mb", "megabyte", UNIT_BYTES },
	{ "megabyte", "megabyte", UNIT_BYTES }, { "megawatt", "mw", UNIT_OTHER }, { "meter", "m", UNIT_LENGTH },
	{ "metre", "m", UNIT_LENGTH }, { "mg", "mg", UNIT_MASS }, { "mile", "mile", UNIT_LENGTH },
	{ "milligram", "mg", UNIT_MASS }, { "millimeter", "mm", UNIT_LENGTH }, { "millimetre", "mm", UNIT_LENGTH },
	{ "min", "minute", UNIT_TIME }, { "minute", "minute", UNIT_TIME }, { "ml", "ml", UNIT_OTHER },
	{ "mm", "mm", UNIT_LENGTH }, { "month", "month", UNIT_TIME }, { "mph", "mph", UNIT_OTHER },
	{ "mw", "mw", UNIT_OTHER }, { "night", "night", UNIT_OTHER }, { "octet", "octet", UNIT_BYTES },
	{ "ounce", "ounce", UNIT_MASS }, { "oz", "ounce", UNIT_MASS }, { "pence", "penny", UNIT_MONEY },
	{ "penny", "penny", UNIT_MONEY }, { "peso", "peso", UNIT_MONEY }, { "pint", "pint", UNIT_OTHER },
	{ "point", "point", UNIT_POINT }, { "pound", "£", UNIT_MONEY }, { "rand", "rand", UNIT_MONEY },
	{ "riyal", "riyal", UNIT_MONEY }, { "rouble", "rouble", UNIT_MONEY }, { "ruble", "rouble", UNIT_MONEY },
	{ "rupee", "rupee", UNIT_MONEY }, { "second", "second", UNIT_TIME }, { "shekel", "shekel", UNIT_MONEY },
	{ "shilling", "shilling", UNIT_MONEY }, { "terabyte", "terabyte", UNIT_BYTES }, { "ton", "ton", UNIT_MASS },
	{ "tonne", "tonne", UNIT_MASS }, { "usd", "$", UNIT_MONEY }, { "volt", "volt", UNIT_OTHER },
	{ "watt", "watt", UNIT_OTHER }, { "week", "week", UNIT_TIME }, { "yard", "yard", UNIT_LENGTH },
	{ "year", "year", UNIT_TIME }, { "yen", "yen", UNIT_MONEY }, { "yr", "year", UNIT_TIME },
	{ "yuan", "yuan", UNIT_MONEY },
};

const struct unit *unit_find(struct str word)
{
	size_t lo = 0, hi = sizeof units / sizeof *units;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = word_order(word, units[mid].word);
		if (order == 0)
			return &units[mid];
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

enum unit_dimension unit_dimension(struct str name)
{
	const struct unit *u = unit_find(name);
	if (u)
		return u->dimension;
	if (str_is(name, "$") || str_is(name, "£") || str_is(name, "€"))
		return UNIT_MONEY;
	return str_is(name, "g") || str_is(name, "kg") ? UNIT_MASS : str_is(name, "m") ? UNIT_LENGTH : UNIT_NONE;
}

bool unit_is_sign(uint32_t mark)
{
	return mark == '$' || mark == 0x20AC || mark == 0xA3 || mark == 0xA5;
}

struct str unit_of_sign(uint32_t mark)
{
	return mark == 0xA5 ? STR("yen") : mark == '$' ? STR("$") : mark == 0xA3 ? STR("£") : STR("€");
}
