#include "time/calendar.h"

/* Day numbers stay inside int32: years beyond this are clamped. */
#define YEAR_MAX 5800000
#define CYCLE_YEARS 400
#define CYCLE_DAYS 146097

static int clamp_year(long year)
{
	if (year > YEAR_MAX)
		return YEAR_MAX;
	return year < -YEAR_MAX ? -YEAR_MAX : (int)year;
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && leap(year));
}

bool calendar_valid(struct ymd d)
{
	return d.year >= -YEAR_MAX && d.year <= YEAR_MAX && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= calendar_month_days(d.year, d.month);
}

bool calendar_read_day(struct str s, struct ymd *out)
{
	int parts[3] = { 0 };
	size_t part = 0;

	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (i == 4 || i == 7) {
			part++;
			continue;
		}
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		parts[part] = parts[part] * 10 + (s.ptr[i] - '0');
	}
	*out = (struct ymd){ parts[0], parts[1], parts[2] };
	return calendar_valid(*out);
}

/* Years are counted from March, so that the leap day is the last of its year (Hinnant, "chrono-compatible low-level
 * date algorithms"). */
day_number calendar_day(struct ymd d)
{
	long y = d.month <= 2 ? (long)d.year - 1 : d.year;
	long era = (y >= 0 ? y : y - (CYCLE_YEARS - 1)) / CYCLE_YEARS;
	long yoe = y - era * CYCLE_YEARS;
	long doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	long doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return (day_number)(era * CYCLE_DAYS + doe - 305);
}

struct ymd calendar_ymd(day_number n)
{
	long z = (long)n + 305;
	long era = (z >= 0 ? z : z - (CYCLE_DAYS - 1)) / CYCLE_DAYS;
	long doe = z - era * CYCLE_DAYS;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;
	struct ymd d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * CYCLE_YEARS + (d.month <= 2));
	return d;
}

int calendar_weekday(day_number n)
{
	long r = ((long)n - 1) % 7; /* 0001-01-01 was a Monday */

	return (int)(r < 0 ? r + 7 : r) + 1;
}

day_number calendar_iso_week_start(int year, int week)
{
	/* the week that holds 4 January is the first */
	day_number fourth = calendar_day((struct ymd){ clamp_year(year), 1, 4 });

	return calendar_add(fourth, 1L - calendar_weekday(fourth) + 7L * (week - 1));
}

void calendar_iso_week(day_number n, int *year, int *week)
{
	day_number thursday = calendar_add(n, 4L - calendar_weekday(n));

	*year = calendar_ymd(thursday).year;
	*week = (int)((thursday - calendar_day((struct ymd){ *year, 1, 1 })) / 7) + 1;
}

struct days calendar_year(int year)
{
	int y = clamp_year(year);

	return (struct days){ calendar_day((struct ymd){ y, 1, 1 }), calendar_day((struct ymd){ y, 12, 31 }) };
}

struct days calendar_month(int year, int month)
{
	int y = clamp_year(year);

	return (struct days){ calendar_day((struct ymd){ y, month, 1 }),
		              calendar_day((struct ymd){ y, month, calendar_month_days(y, month) }) };
}

day_number calendar_add(day_number n, long days)
{
	long limit = INT32_MAX - 1;

	if (n == DAY_OPEN_START || n == DAY_OPEN_END)
		return n;
	if (days > 2 * limit || (days > 0 && (long)n + days > limit))
		return (day_number)limit;
	if (days < -2 * limit || (days < 0 && (long)n + days < -limit))
		return (day_number)-limit;
	return (day_number)((long)n + days);
}

day_number calendar_add_months(day_number n, long months)
{
	struct ymd d;
	long all;
	int last;

	if (n == DAY_OPEN_START || n == DAY_OPEN_END)
		return n;
	if (months > 24L * YEAR_MAX)
		months = 24L * YEAR_MAX;
	if (months < -24L * YEAR_MAX)
		months = -24L * YEAR_MAX;
	d = calendar_ymd(n);
	all = (long)d.year * 12 + (d.month - 1) + months;
	d.month = (int)(((all % 12) + 12) % 12) + 1;
	d.year = clamp_year((all - (d.month - 1)) / 12);
	last = calendar_month_days(d.year, d.month);
	if (d.day > last)
		d.day = last;
	return calendar_day(d);
}

bool days_overlap(struct days a, struct days b)
{
	return a.first <= b.last && b.first <= a.last;
}

bool days_contain(struct days outer, struct days inner)
{
	return outer.first <= inner.first && inner.last <= outer.last;
}

struct days days_join(struct days a, struct days b)
{
	return (struct days){ a.first < b.first ? a.first : b.first, a.last > b.last ? a.last : b.last };
}

struct days days_widen(struct days d, long months, long days, bool single)
{
	struct days out = { calendar_add(calendar_add_months(d.first, -months), -days), 0 };

	out.last = single ? calendar_add(calendar_add_months(d.last, months), days)
	                  : calendar_add(calendar_add_months(calendar_add(d.last, 1), months), days - 1);
	return out;
}
