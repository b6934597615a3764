/* Days, months and years of the proleptic Gregorian calendar. Pure functions, no state. */
#ifndef TIME_CALENDAR_H
#define TIME_CALENDAR_H

#include "time/time.h"

struct ymd {
	int year; /* astronomical: 0 is 1 BC */
	int month, day;
};

bool calendar_valid(struct ymd d);
/* Reads YYYY-MM-DD and nothing else. */
bool calendar_read_day(struct str s, struct ymd *out);
int calendar_month_days(int year, int month);
day_number calendar_day(struct ymd d); /* d must be valid */
struct ymd calendar_ymd(day_number n);
int calendar_weekday(day_number n); /* 1 Monday to 7 Sunday */
/* ISO week of a day, and the first day (Monday) of an ISO week. */
void calendar_iso_week(day_number n, int *year, int *week);
day_number calendar_iso_week_start(int year, int week);
struct days calendar_year(int year);
struct days calendar_month(int year, int month);

/* Sums and comparisons that respect open ends. */
day_number calendar_add(day_number n, long days); /* saturates below the open ends */
day_number calendar_add_months(day_number n, long months); /* the day clamped to the month */
bool days_overlap(struct days a, struct days b);
bool days_contain(struct days outer, struct days inner);
struct days days_join(struct days a, struct days b); /* the smallest that holds both */
/* Both ends moved outwards. Adding months clamps the day ("30 June" from 31 May), so for whole months it is the day
 * behind the end that moves; for a `single` day, the day itself. */
struct days days_widen(struct days d, long months, long days, bool single);

#endif
