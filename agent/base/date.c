// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/date.h"

#include <stdbool.h>
#include <stdio.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60 };

#define LAST_SECOND 253402300799ULL

static bool is_leap_year(unsigned int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned int days_of_month(unsigned int year, unsigned int month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap_year(year));
}

void date_print(char buf[DATE_MAX], uint64_t seconds)
{
	unsigned int year = 1970, month = 1, day, time;

	seconds = seconds < LAST_SECOND ? seconds : LAST_SECOND;
	day = (unsigned int)(seconds / DAY);
	time = (unsigned int)(seconds % DAY);
	for (; day >= 365U + is_leap_year(year); year++)
		day -= 365U + is_leap_year(year);
	for (; day >= days_of_month(year, month); month++)
		day -= days_of_month(year, month);
	snprintf(buf, DATE_MAX, "%04u-%02u-%02uT%02u:%02u:%02uZ", year % 10000, month % 100,
		 (day + 1) % 100, time / HOUR % 100, time / MINUTE % MINUTE, time % MINUTE);
}
