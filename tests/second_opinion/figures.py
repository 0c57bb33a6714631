"""The figures of an indicator and of a goal, with exact fractions: a second implementation, to check the first by.

Nothing is rounded but where a number leaves (half-even, 6 decimals) and where the progress of a part enters a goal.
No report is not a report of zero: whatever cannot be known is None.

Level A at the end of a day d, over the reports that count:
  INCREMENT of COUNT, MONEY, HOURS   B + the sum of what was observed after the baseline date (B absent: 0);
                                     where targets are per period, the sum alone
  INCREMENT of PERCENT               100 * sum of numerators / sum of denominators, after the baseline date
  all else                           the latest report; on one day the later approval; what waits for it comes last
Of children, by the rule of the definition:
  SUM            increments of all are added; else the latest report of each source is
  RATIO_OF_SUMS  100 * sum of numerators / sum of denominators of those same reports
  LAST           the latest report of all sources
  NONE           children never enter

Progress p = (A - B) / (T - B), T the last target. PER_PERIOD: increments until the last ended period's day against
the targets of ended periods, with B once for each. MAINTAIN: 1 within the band, else 0.
Expected path E: straight lines through the baseline and the dated targets after it.
Index = (A - B) / (E - B) on the day of the latest report.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from calendars import a_frequency_after, buckets, interpolate
from reports import Certainty, rounded, shown

SUMMABLE = ("COUNT", "MONEY", "HOURS")
LAST_DAY = date(2200, 1, 1)


@dataclass
class Definition:
    measure: str
    direction: str
    reporting: str
    basis: str
    rule: str = "NONE"
    frequency: str = "QUARTERLY"
    dimensions: tuple = ()
    structural: bool = False
    unit: str = "stuks"

    @property
    def adds_up(self):
        return self.reporting == "INCREMENT" and self.measure in SUMMABLE

    @property
    def periodic(self):
        return self.adds_up and self.basis == "PER_PERIOD"

    @property
    def way(self):
        """What children must share to be added up: how they are counted."""
        return self.direction, self.reporting, self.basis, self.rule

    @property
    def counts_after_baseline(self):
        return self.reporting == "INCREMENT" and self.measure in SUMMABLE + ("PERCENT",)

    @property
    def starts_at_zero(self):
        return self.measure in SUMMABLE and self.reporting in ("INCREMENT", "RUNNING_TOTAL")


@dataclass
class Settings:
    green: Fraction = Fraction(9, 10)
    amber: Fraction = Fraction(3, 4)
    coverage: Fraction = Fraction(1, 2)
    grace: int = 14
    limit: int = 10


@dataclass
class Level:
    value: Fraction
    observed: date
    certainty: Certainty
    basis: str


@dataclass
class Progress:
    value: Fraction | None
    certainty: Certainty = field(default_factory=Certainty)
    why_not: str | None = None
    basis: str | None = None

    @property
    def clamped(self):
        return None if self.value is None else min(max(self.value, Fraction(0)), Fraction(1))


def basis_of(reports):
    own, rolled = (any((one.child is None) == side for one in reports) for side in (True, False))
    return "MEASUREMENTS_AND_CONTRIBUTIONS" if own and rolled else "MEASUREMENTS" if own else "CONTRIBUTIONS"


@dataclass
class Indicator:
    definition: Definition
    settings: Settings
    created: date
    baseline: Fraction | None = None
    since: date | None = None
    targets: list = field(default_factory=list)  # (value, day or None)
    band: tuple | None = None
    weight: Fraction = Fraction(1)
    visibility: str = "PARTNERSHIP"
    effect: str | None = None

    # What it is counted from, and to.

    @property
    def start(self):
        return self.start_towards(self.targets[-1][0]) if self.targets else self.baseline

    def start_towards(self, end):
        """B: absent, it is 0 where what is reported starts at 0 and the target is not on the other side of it."""
        if self.baseline is not None:
            return self.baseline
        if not self.definition.starts_at_zero:
            return None
        right = {"INCREASE": end >= 0, "DECREASE": end <= 0, "MAINTAIN": True}[self.definition.direction]
        return Fraction(0) if right else None

    @property
    def dated(self):
        """The targets that the path leads to."""
        return [(value, day) for value, day in self.targets if day and (self.since is None or day > self.since)]

    @property
    def has_path(self):
        return self.since is not None and bool(self.dated)

    def target_on(self, day):
        ahead = [target for target in self.targets if target[1] is None or target[1] >= day]
        return (ahead or self.targets or [None])[0 if ahead else -1]

    # Levels.

    def counted(self, reports, day):
        valued = [one for one in reports if one.value is not None and one.day <= day]
        floor = self.since if self.definition.counts_after_baseline else None
        if self.latest_of_all(reports, day):
            floor = None
        return [one for one in valued if floor is None or one.day > floor]

    def latest_of_all(self, reports, day):
        """Whether the latest report counts, of its own and of children, however they are reported."""
        rolled = any(one.child is not None and one.value is not None and one.day <= day for one in reports)
        return self.definition.rule == "LAST" and rolled

    def level(self, reports, day, part="all", base=True):
        """`part` is own, children or all; `base` says whether B is added where increments are."""
        definition = self.definition
        counted = self.counted(reports, day)
        if part == "own" or (part == "all" and definition.rule == "NONE"):
            counted = self.counted([one for one in reports if one.child is None], day)
        elif part == "children":
            counted = [one for one in counted if one.child is not None] if definition.rule != "NONE" else []
        if not counted:
            return None
        by_age = sorted(counted, key=lambda one: (one.day, one.order))
        latest = self.latest_of_all(reports, day) and part != "own"
        if definition.counts_after_baseline and not latest:
            taken = by_age
        elif definition.rule in ("SUM", "RATIO_OF_SUMS"):
            taken = list({one.source: one for one in by_age}.values())
        else:
            taken = by_age[-1:]
        if definition.measure == "PERCENT":
            value = 100 * sum(one.value for one in taken) / sum(one.over for one in taken)
        else:
            value = sum((one.value for one in taken), Fraction(0))
            if taken is by_age and definition.adds_up and base and part != "children" and not definition.periodic:
                value += self.baseline or 0
        return Level(value, max(one.day for one in taken), Certainty.of(taken), basis_of(taken))

    # Progress.

    def progress(self, reports, day):
        level = self.level(reports, day)
        if level is None:
            return Progress(None, why_not="NO_DATA")
        if self.definition.direction == "MAINTAIN":
            return self.within(reports, day, level)
        if not self.targets:
            return Progress(None, why_not="NO_TARGET")
        if self.definition.periodic:
            return self.progress_of_periods(reports, day)
        start, end = self.start, self.targets[-1][0]
        if start is None or start == end:
            return Progress(None, why_not="NO_BASELINE")
        certainty = level.certainty if end > start else level.certainty.turned()
        return Progress((level.value - start) / (end - start), certainty, basis=level.basis)

    def within(self, reports, day, level):
        if self.band is not None:
            low, high = self.band
        elif self.targets:
            low = high = self.targets[-1][0]
        else:
            return Progress(None, why_not="NO_TARGET")
        if self.definition.periodic:
            # The latest increment alone: of each source where they are summed.
            by_age = sorted(self.taking_part(reports, day), key=lambda one: (one.day, one.order))
            sums = self.definition.rule == "SUM"
            latest = list({one.source: one for one in by_age}.values()) if sums else by_age[-1:]
            value = sum((one.value for one in latest), Fraction(0))
            level = Level(value, latest[-1].day, Certainty.of(latest), basis_of(latest))
        within = (low is None or level.value >= low) and (high is None or level.value <= high)
        certainty = Certainty(level.certainty.provisional, level.certainty.approximate, None)
        return Progress(Fraction(int(within)), certainty, basis=level.basis)

    def progress_of_periods(self, reports, day):
        if not self.dated:
            return Progress(None, why_not="NO_PATH")
        ended = [(value, end) for value, end in self.dated if end <= day]
        if not ended:
            return Progress(None, why_not="NOT_YET_DUE")
        level = self.level(reports, ended[-1][1])
        if level is None:
            return Progress(None, why_not="NO_DATA")
        whole = sum(value for value, _ in ended)
        each = self.start_towards(whole)
        if each is None or whole == each * len(ended):
            return Progress(None, why_not="NO_BASELINE")
        start = each * len(ended)
        certainty = level.certainty if whole > start else level.certainty.turned()
        return Progress((level.value - start) / (whole - start), certainty, basis=level.basis)

    # What was expected by now.

    def knots(self):
        if not self.has_path:
            return None
        if not self.definition.periodic:
            if self.start is None:
                return None
            return [(self.since, self.start)] + [(day, value) for value, day in self.dated]
        knots, total = [(self.since, Fraction(0))], Fraction(0)
        for value, day in self.dated:
            total += value
            knots.append((day, total))
        return knots

    def expected(self, day):
        knots = self.knots()
        return None if knots is None else interpolate(knots, day)

    def start_by(self, day):
        """B as far as it counts by a day: once, or once per period for the part of the periods that is over."""
        if not self.definition.periodic:
            return self.start
        each = self.baseline or Fraction(0)
        steps = [(self.since, Fraction(0))] + [(end, each * n) for n, (_, end) in enumerate(self.dated, 1)]
        return interpolate(steps, day)

    def index(self, reports, day):
        """The index, or None with whether it is too early for one."""
        level, knots = self.level(reports, day), self.knots()
        if level is None or knots is None or self.definition.direction == "MAINTAIN":
            return None, False
        if self.progress(reports, day).value is None:
            return None, False
        on = level.observed
        if self.definition.periodic and on > knots[-1][0]:
            on = knots[-1][0]
            level = self.level(reports, on)
            if level is None:
                return None, False
        expected, start = interpolate(knots, on), self.start_by(on)
        if expected == start:
            return None, True
        if 10 * (on - self.since) < knots[-1][0] - self.since:
            return None, True
        return (level.value - start) / (expected - start), False

    # Lights.

    def reported(self, reports, day):
        """The latest report that is in, with what tells no number too."""
        took_part = [one for one in reports if one.child is None or self.definition.rule != "NONE"]
        return max((one.day for one in took_part if one.day <= day), default=None)

    def due(self, reports, day, times=1):
        latest = self.reported(reports, day)
        if self.definition.frequency == "ONCE":
            return None
        return a_frequency_after(latest or self.since or self.created, self.definition.frequency, times)

    def reporting_light(self, reports, day):
        due = self.due(reports, day)
        if due is None or day <= due:
            return "GREEN"
        if day > self.due(reports, day, 2):
            return "STALE"
        return "AMBER" if day <= due + timedelta(days=self.settings.grace) else "RED"

    def coverage(self, progress_or_level, allocation):
        """How much of it is known: all of it, but where parts are handed out and not all of them are told of."""
        if progress_or_level is None:
            return Fraction(0)
        if allocation is None or self.definition.rule == "NONE":
            return Fraction(1)
        return min([Fraction(1)] + [part for part in allocation.shares() if part is not None])

    def light(self, reports, day, allocation=None):
        progress = self.progress(reports, day)
        if progress.value is None:
            return "GREY", progress.why_not
        if self.reporting_light(reports, day) == "STALE":
            return "GREY", "STALE"
        if self.definition.direction == "MAINTAIN":
            return ("GREEN", "WITHIN_BAND") if progress.value == 1 else ("RED", "OUTSIDE_BAND")
        if progress.value >= 1:
            return "ACHIEVED", "ACHIEVED"
        if progress.value < 0:
            return "RED", "WORSE_THAN_BASELINE"
        if not self.has_path:
            return "GREY", "NO_PATH"
        counts = allocation is not None and self.definition.rule != "NONE"
        if counts and any(part is not None and part < self.settings.coverage for part in allocation.shares()):
            return "GREY", "INCOMPLETE"
        index, early = self.index(reports, day)
        if early or index is None:
            return "GREY", "NOT_YET_DUE"
        if index >= self.settings.green:
            return "GREEN", "ON_TRACK"
        return ("AMBER", "ATTENTION") if index >= self.settings.amber else ("RED", "BEHIND")

    # Where it leads.

    def taking_part(self, reports, day):
        own_only = self.definition.rule == "NONE"
        return [one for one in self.counted(reports, day) if one.child is None or not own_only]

    def days(self, reports, day):
        """The days on which what counts was reported."""
        return sorted({one.day for one in self.taking_part(reports, day)})

    def forecast(self, reports, day):
        """Least squares through the levels, rounded to six decimals, of the last four days: the line on the last target's day, and the first
        day on which it is there."""
        if not self.targets or self.definition.periodic:
            return None
        days = [on for on in self.days(reports, day) if self.level(reports, on)][-4:]
        if len(days) < 2:
            return None
        levels = [self.level(reports, on) for on in days]
        points = [((on - days[0]).days, rounded(level.value)) for on, level in zip(days, levels)]
        count = len(points)
        mean_x, mean_y = Fraction(sum(x for x, _ in points), count), sum(y for _, y in points) / count
        slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)

        def line(on):
            return mean_y + slope * ((on - days[0]).days - mean_x)

        end, end_on = self.targets[-1]
        value = line(end_on) if end_on else None
        if self.definition.direction == "MAINTAIN":
            return value, None
        sign = 1 if self.definition.direction == "INCREASE" else -1
        latest = days[-1]
        if sign * line(latest) >= sign * end:
            return value, latest
        if sign * slope <= 0:
            return value, None
        ahead = (end - line(latest)) / slope
        whole = -(-ahead.numerator // ahead.denominator)
        return value, None if whole > (LAST_DAY - latest).days else latest + timedelta(days=whole)

    def series(self, reports, start, end, bucket):
        """By date: the level, what was expected, what was added, and whether it rests on what is not approved."""
        days = sorted({one.day for one in reports if one.child is None or self.definition.rule != "NONE"})
        if start is None:
            start = self.since or (days[0] if days else end + timedelta(days=1))
        if bucket is None:
            ends = [day for day in days if start <= day <= end]
        else:
            ends = list(buckets(start, end, bucket))
        dates, values, expected, added, provisional = [], [], [], [], []
        before = start - timedelta(days=1)
        for day in ends:
            level = self.level(reports, day)
            dates.append(day.isoformat())
            values.append(shown(level and level.value))
            expected.append(shown(self.expected(day)))
            since = day - timedelta(days=1) if bucket is None else before
            after = max(since, self.since or since)
            within = [one for one in self.taking_part(reports, day) if one.day > after]
            added.append(shown(sum(one.value for one in within)) if self.definition.adds_up and within else None)
            provisional.append(level is not None and level.certainty.provisional)
            before = day
        return {"dates": dates, "values": values, "expected": expected, "added": added, "provisional": provisional}
