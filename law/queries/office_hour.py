"""When the office is at work: nobody is reminded in the evening or on a day off."""

from datetime import datetime, time

from law.queries import regime as regime_queries
from nganam_awards.core import calendar


OPENS_AT, CLOSES_AT = time(7, 0), time(17, 0)


def is_open(moment: datetime) -> bool:
    """A working day of the town's calendar between seven and five, on the office's clock."""
    return OPENS_AT <= moment.time() < CLOSES_AT and calendar.is_working_day(
        moment.date(), *regime_queries.days_off()
    )
