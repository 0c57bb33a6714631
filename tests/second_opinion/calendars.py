"""Days: when the next report is due, where a path is on a day, and where weeks, months, quarters and years end."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

MONTHS = {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12}


def a_frequency_after(day, frequency, times=1):
    if frequency == "WEEKLY":
        return day + timedelta(days=7 * times)
    months = day.year * 12 + day.month - 1 + MONTHS[frequency] * times
    year, month = divmod(months, 12)
    length = monthrange(year, month + 1)[1]
    ends_month = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if ends_month else min(day.day, length))


def interpolate(knots, day):
    """The straight lines through the knots; before the first and after the last it stays where it is."""
    if day <= knots[0][0]:
        return knots[0][1]
    for (start, low), (end, high) in zip(knots, knots[1:]):
        if day <= end:
            return low + (high - low) * Fraction((day - start).days, (end - start).days)
    return knots[-1][1]


def buckets(start, end, bucket):
    """The last day of each bucket from a day to another, where the last one is cut off."""
    day = start
    while day <= end:
        if bucket == "WEEK":
            last = day + timedelta(days=6 - day.weekday())
        else:
            months = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}[bucket]
            month = (day.month - 1) // months * months + months
            last = date(day.year, month, monthrange(day.year, month)[1])
        yield min(last, end)
        day = last + timedelta(days=1)
