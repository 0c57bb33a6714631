"""What is asked of a case, and the figures that are expected: on days on which something turns, and around them."""

from datetime import timedelta

from reports import shown

CERTAINTY = ("provisional", "approximate", "bound")
WHEN = "(at: $at, include: $include)"
QUESTIONS = {
    "Indicator": (
        "Indicator",
        "$at: Date!, $include: Inclusion!",
        (
            ("level", WHEN, ("value", "observedOn", "basis", "coverage", *CERTAINTY)),
            ("ownLevel", WHEN, ("value", "observedOn", *CERTAINTY)),
            ("childrenLevel", "(at: $at)", ("value", "observedOn", *CERTAINTY)),
            ("progress", WHEN, ("value", "clamped", "basis", "coverage", *CERTAINTY)),
            ("index", WHEN, ()),
            ("expected", "(at: $at)", ("value",)),
            ("forecast", WHEN, ("value", "date")),
            ("target", "(at: $at)", ("value", "date")),
            ("resultLight", WHEN, ()),
            ("resultReason", WHEN, ()),
            ("reportingLight", WHEN, ()),
            ("reportDueOn", WHEN, ()),
            ("allocation", "(at: $at)", ("allocated", "unallocated", "share", "reportingChildren", "children")),
        ),
    ),
    "Effects": ("Indicator", "$at: Date!", (("byEffect", "(at: $at)", "effect level { value observedOn }"),)),
    "Series": (
        "Indicator",
        "$from: Date, $to: Date, $bucket: SeriesBucket, $include: Inclusion!",
        (
            (
                "series",
                "(from: $from, to: $to, bucket: $bucket, include: $include)",
                ("dates", "values", "expected", "added", "provisional"),
            ),
        ),
    ),
    "Parts": ("Measurement", "", (("breakdown", "", "dimension category value isUnknown isSuppressed"),)),
    "Goal": (
        "Goal",
        "$at: Date!, $include: Inclusion!",
        (("progress", WHEN, ("value", "clamped", "basis", "coverage", *CERTAINTY)),),
    ),
}


def question(on, variables, fields):
    """The form of a kind of question: what is asked, and where in the answer the values are that are compared."""
    select, values = [], []
    for name, arguments, parts in fields:
        of = parts if isinstance(parts, str) else " ".join(parts)
        select.append(f"{name}{arguments}" + (f" {{ {of} }}" if of else ""))
        values += [f"/{name}/{part}" for part in parts] if parts and not isinstance(parts, str) else [f"/{name}"]
    return {"on": on, "variables": variables, "select": " ".join(select), "values": values}


def iso(day):
    return None if day is None else day.isoformat()


class Asking:
    """A case that was played, of which everything is asked."""

    def ask_all(self):
        world, today = self.world, self.batch.today
        moments = [(today, False)] + [(day, False) for day in self.days_to_ask()]
        if any(one.state == "SUBMITTED" for one in world.measurements.values()):
            moments += [(today, True), (moments[-1][0], True)]
        for on, provisional in moments:
            when = {"at": iso(on), "include": "PROVISIONAL" if provisional else "APPROVED"}
            for name, put in world.indicators.items():
                self.ask("Indicator", name, when, self.figures_of(name, put.figures, on, provisional))
            for name in world.goals:
                progress, coverage = world.goal_progress(name, on, provisional)
                self.ask("Goal", name, when, progress_values(progress, coverage))
        for name, put in world.indicators.items():
            effects = [
                {"effect": effect, "level": {"value": shown(level.value), "observedOn": iso(level.observed)}}
                for effect, level in world.by_effect(name, moments[1][0])
            ]
            self.ask("Effects", name, {"at": iso(moments[1][0])}, [effects])
            if self.chance(0.4):
                self.ask_series(name, put.figures)
        for outside in (False, True):
            for name, one in world.measurements.items():
                told = one.state == "APPROVED" and world.indicators[one.indicator].figures.visibility == "PUBLIC"
                if one.breakdown and one.state != "RETURNED" and (told or not outside):
                    parts = [part_value(*part) for part in world.parts(name, outside)]
                    self.ask("Parts", name, {}, [parts], None if outside else "school")

    def days_to_ask(self):
        """Days on which something turns: those of reports and targets, those when a report is due, and around them."""
        days = {self.batch.today, self.batch.created}
        for name, put in self.world.indicators.items():
            figures, reports = put.figures, self.world.reports(name, True)
            days |= {day for _, day in figures.targets if day} | {one.day for one in reports}
            days |= {figures.since} if figures.since else set()
            for on in (self.batch.today, figures.created):
                for times in (1, 2):
                    due = figures.due(reports, on, times)
                    days |= {due, due + timedelta(days=figures.settings.grace)} if due else set()
        near = [day + timedelta(days=self.pick((-1, 0, 0, 0, 1))) for day in sorted(days)]
        return [self.pick(near), self.pick(near)]

    def ask(self, of, name, variables, values, by="school"):
        self.questions.append({"of": of, "id": name, "by": by, "with": variables, "expected": values})

    def figures_of(self, name, figures, on, provisional):
        reports = self.world.reports(name, provisional)
        allocation = self.world.allocation_of(name, on)
        level, progress = figures.level(reports, on), figures.progress(reports, on)
        coverage = None if level is None else shown(figures.coverage(level, allocation))
        values = level_values(level)[:2] + [level and level.basis, coverage] + level_values(level)[2:]
        values += level_values(figures.level(reports, on, "own"))
        values += level_values(figures.level(self.world.reports(name, False), on, "children"))
        values += progress_values(progress, figures.coverage(progress.value, allocation))
        index, _ = figures.index(reports, on)
        values += [shown(index), shown(figures.expected(on))]
        value, reached = figures.forecast(reports, on) or (None, None)
        target, target_on = figures.target_on(on) or (None, None)
        values += [shown(value), iso(reached), shown(target), iso(target_on)]
        values += [*figures.light(reports, on, allocation), figures.reporting_light(reports, on)]
        values += [iso(figures.due(reports, on))]
        if allocation is None:
            return values + [None] * 5
        values += [shown(allocation.allocated), shown(allocation.unallocated), shown(allocation.share)]
        return values + [allocation.reporting, allocation.children]

    def ask_series(self, name, figures):
        bucket = self.pick((None, "WEEK", "MONTH", "QUARTER", "YEAR"))
        include = self.pick(("APPROVED", "PROVISIONAL"))
        start = self.pick((None, self.day_around(self.batch.created, 400, 30)))
        end = self.pick((None, self.day_around(self.batch.today, 100, 300)))
        reports = self.world.reports(name, include == "PROVISIONAL")
        answer = figures.series(reports, start, end or self.batch.today, bucket)
        given = {"from": iso(start), "to": iso(end), "bucket": bucket, "include": include}
        values = [answer[part] for part in ("dates", "values", "expected", "added", "provisional")]
        self.ask("Series", name, given, values)


def level_values(level):
    if level is None:
        return [None] * 5
    it = level.certainty
    return [shown(level.value), iso(level.observed), it.provisional, it.approximate, it.bound]


def progress_values(progress, coverage):
    it = progress.certainty
    known = [shown(progress.value), shown(progress.clamped), progress.basis, shown(coverage)]
    return known + [it.provisional, it.approximate, it.bound]


def part_value(dimension, category, value, unknown):
    return {
        "dimension": dimension,
        "category": None if unknown else category,
        "value": shown(value),
        "isUnknown": unknown,
        "isSuppressed": value is None,
    }
