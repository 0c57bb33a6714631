"""What people record, act by act, and what each act is refused for. A refused act changes nothing.

A refusal is a code with the path of the field, such as "OUT_OF_RANGE weight". All problems of an act come together.
Days are dates, numbers are fractions; names beginning with "$" stand for ids.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from figures import SUMMABLE, Definition, Indicator, Settings
from handing import Handing
from parts import Allocation, goal_progress, suppressed
from reports import Report
from terms import BASES, FORMS, RULES, baseline, day, fits, judge_targets, misfit, number, share


@dataclass
class Measurement:
    name: str
    indicator: str
    organisation: str
    observed: date
    since: date | None
    value: Fraction | None
    over: Fraction | None
    qualifier: str
    over_qualifier: str
    breakdown: list
    state: str = "SUBMITTED"
    version: int = 1
    supersedes: str | None = None
    submitted: int = 0
    approved: int | None = None


@dataclass
class Goal:
    partnership: str
    parent: str | None
    weight: Fraction
    visibility: str


@dataclass
class Put:
    """An indicator with where it belongs."""

    partnership: str
    definition: str
    goal: str | None
    figures: Indicator
    reports: list = field(default_factory=list)


class World(Handing):
    def __init__(self, created, today):
        self.today, self.created = today, created
        self.definitions, self.partnerships, self.goals = {}, {}, {}
        self.indicators, self.measurements, self.allocations = {}, {}, {}
        self.turn = 0

    # Definitions and indicators.

    def definition_create(self, name, given):
        problems = []
        if given["targetBasis"] not in BASES[given["reporting"]]:
            problems.append("MODE_COMBINATION targetBasis")
        rule = given.get("hierarchyRule", "NONE")
        # The latest of what was added in periods says nothing of a whole; a state or an index is the latest anyway.
        latest_addition = rule == "LAST" and given["reporting"] == "INCREMENT" and given["measure"] not in ("SCALE", "YES_NO")
        if rule not in RULES[given["measure"]] or latest_addition:
            problems.append("MODE_COMBINATION hierarchyRule")
        if given.get("structural") and given["targetBasis"] == "PER_PERIOD":
            problems.append("MODE_COMBINATION structural")
        if problems:
            return problems
        self.definitions[name] = Definition(
            given["measure"],
            given["direction"],
            given["reporting"],
            given["targetBasis"],
            given.get("hierarchyRule", "NONE"),
            given["frequency"],
            tuple(given.get("dimensions", ())),
            given.get("structural", False),
            given["unit"],
        )

    def partnership_create(self, name, given):
        settings = given.get("settings") or {}
        self.partnerships[name] = Settings(
            Fraction(settings.get("greenFrom", "0.9")),
            Fraction(settings.get("amberFrom", "0.75")),
            Fraction(settings.get("coverageMinimum", "0.5")),
            settings.get("graceDays", 14),
            settings.get("suppressionLimit", 10),
        )

    def goal_create(self, name, given):
        weight = Fraction(given.get("weight", "1"))
        if weight <= 0:
            return ["OUT_OF_RANGE weight"]
        self.goals[name] = Goal(
            given["partnership"], given.get("parent"), weight, given.get("visibility", "PARTNERSHIP")
        )

    def indicator_create(self, name, given):
        definition = self.definitions[given["definition"]]
        problems = []
        weight = Fraction(given.get("weight", "1"))
        if weight <= 0:
            problems.append("OUT_OF_RANGE weight")
        before = given.get("baseline") or {}
        start, since = baseline(definition, before, problems), day(before.get("date"))
        targets = [(Fraction(one["value"]), day(one.get("date"))) for one in given.get("targets", ())]
        judge_targets(definition, start, since, targets, problems)
        band = given.get("band")
        if band is not None:
            low, high = number(band.get("low")), number(band.get("high"))
            if definition.measure == "NARRATIVE":
                problems += ["VALUE_KIND band"] + [f"VALUE_KIND band.{edge}" for edge in ("low", "high") if edge in band]
            elif definition.direction != "MAINTAIN":
                problems.append("VALUE_KIND band")
            else:
                for edge, value in (("low", low), ("high", high)):
                    if value is not None and not fits(definition, value):
                        problems.append(f"{misfit(definition)} band.{edge}")
            if low is not None and high is not None and low > high:
                problems.append("OUT_OF_RANGE band.low")
            band = (low, high)
        if problems:
            return problems
        self.indicators[name] = Put(
            given["partnership"],
            given["definition"],
            given.get("goal"),
            Indicator(
                definition,
                self.partnerships[given["partnership"]],
                self.created,
                start,
                since,
                targets,
                band,
                weight,
                given.get("visibility", "PARTNERSHIP"),
                given.get("effect"),
            ),
        )

    # Measurements.

    def measurement_submit(self, name, subject, given, draft=None):
        old = self.measurements[draft] if draft else None
        indicator = given["indicator"] if old is None else old.indicator
        definition = self.indicators[indicator].figures.definition
        problems = []
        made = self.read(name, subject, indicator, definition, given, old, problems)
        if made is not None:
            problems += self.judge(made, definition)
        if problems:
            return problems
        self.turn += 1
        made.submitted = self.turn
        if old is not None:
            made.version, made.supersedes = old.version + 1, old.supersedes
        self.measurements[made.name] = made

    def read(self, name, subject, indicator, definition, given, old, problems):
        """A measurement from what is given, and for what is not from the one that it was before."""

        def kept(key, of_old):
            return given[key] if key in given else (None if old is None else of_old(old))

        observed = day(given["observedOn"]) if "observedOn" in given else old.observed
        since = day(given.get("periodFrom")) if "periodFrom" in given or old is None else old.since
        if observed > self.today:
            problems.append("FUTURE_MEASUREMENT observedOn")
        if since is not None and since > observed:
            problems.append("DATE_ORDER periodFrom")
        value = over = None
        if "value" in given:
            value, over = self.value(definition, given, problems)
        elif old is not None:
            value, over = old.value, old.over
        else:
            problems.append("REQUIRED value")
        cells = kept("breakdown", lambda it: it.breakdown) or []
        if cells:
            self.judge_cells(definition, cells, value, problems)
        return Measurement(
            draft_name(old, name),
            indicator,
            old.organisation if old else subject,
            observed,
            since,
            value,
            over,
            kept("qualifier", lambda it: it.qualifier) or "EXACT",
            kept("denominatorQualifier", lambda it: it.over_qualifier) or "EXACT",
            cells,
        )

    @staticmethod
    def value(definition, given, problems):
        ((form, said),) = given["value"].items()
        if given.get("denominatorQualifier") and definition.measure != "PERCENT":
            problems.append("VALUE_KIND denominatorQualifier")
        if form != FORMS.get(definition.measure, "number"):
            problems.append(f"VALUE_KIND value.{form}")
            return None, None
        if form == "ratio":
            part, whole = Fraction(said["numerator"]), Fraction(said["denominator"])
            share(part, whole, "value.ratio", problems, within=definition.reporting != "INCREMENT")
            return part, whole
        if form == "text":
            return None, None
        if form == "yesNo":
            return Fraction(int(said)), None
        if form == "number" and not fits(definition, Fraction(said)):
            problems.append("OUT_OF_RANGE value.number")
        return Fraction(said), None

    @staticmethod
    def judge_cells(definition, cells, value, problems):
        if definition.measure not in SUMMABLE:
            problems.append("VALUE_KIND breakdown")
            return
        sums, seen, lost = {}, set(), set()
        for n, cell in enumerate(cells):
            dimension, category, part = cell["dimension"], cell["category"], Fraction(cell["value"])
            if dimension not in definition.dimensions:
                problems.append(f"OUT_OF_RANGE breakdown.{n}.dimension")
            if not fits(definition, part):
                problems.append(f"OUT_OF_RANGE breakdown.{n}.value")
            if (dimension, category) in seen:
                problems.append(f"ALREADY_EXISTS breakdown.{n}.category")
            seen.add((dimension, category))
            lost |= {dimension} if part < 0 else set()
            sums[dimension] = sums.get(dimension, 0) + part
        # Below zero, what is lost and what is gained make up for each other.
        if value is not None and value >= 0:
            whole = [dimension for dimension in sums if dimension not in lost]
            problems += ["BREAKDOWN_EXCEEDS_TOTAL breakdown" for dimension in whole if sums[dimension] > value]

    def judge(self, made, definition):
        """How a measurement goes with the others of its series."""
        problems = []
        others = [
            one
            for one in self.measurements.values()
            if one.indicator == made.indicator
            and one.state in ("SUBMITTED", "APPROVED")
            and one.name not in (made.name, made.supersedes)
        ]
        own = [one for one in others if one.organisation == made.organisation]
        if any(one.observed == made.observed for one in own):
            problems.append("DUPLICATE_MEASUREMENT observedOn")
        elif definition.reporting == "INCREMENT":
            first = made.since or made.observed
            if any((one.since or one.observed) <= made.observed and first <= one.observed for one in own):
                problems.append("PERIOD_OVERLAP periodFrom")
        if definition.reporting == "RUNNING_TOTAL" and definition.measure in SUMMABLE and made.value is not None:
            if self.fell(made):
                problems.append("RUNNING_TOTAL_FELL value")
        return problems

    def fell(self, made):
        """Whether a total is below an approved one of before, or above one of after, and is not there to correct it."""
        figures = self.indicators[made.indicator].figures
        if made.supersedes or made.value is None or figures.definition.reporting != "RUNNING_TOTAL":
            return False
        if figures.definition.measure not in SUMMABLE:
            return False
        others = [
            one for one in self.measurements.values() if one.indicator == made.indicator and one.state == "APPROVED"
        ]
        fell = any(one.value > made.value for one in others if one.observed < made.observed)
        return fell or any(one.value < made.value for one in others if one.observed > made.observed)

    def measurement_approve(self, name):
        one = self.measurements[name]
        if self.fell(one):
            return ["RUNNING_TOTAL_FELL measurement"]
        self.turn += 1
        one.state, one.approved, one.version = "APPROVED", self.turn, one.version + 1
        if one.supersedes:
            old = self.measurements[one.supersedes]
            old.state, old.version = "SUPERSEDED", old.version + 1

    def measurement_return(self, name):
        one = self.measurements[name]
        one.state, one.version = "RETURNED", one.version + 1

    def measurement_correct(self, name, subject, given):
        old = self.measurements[given["measurement"]]
        definition = self.indicators[old.indicator].figures.definition
        problems = []
        made = self.read(name, subject, old.indicator, definition, given, old, problems)
        made.name, made.supersedes, made.organisation = name, old.name, old.organisation
        problems += self.judge(made, definition)
        if problems:
            return problems
        self.turn += 1
        made.submitted = self.turn
        self.measurements[name] = made

    # What is asked.

    def reports(self, name, provisional):
        """What counts for an indicator: its own, and what agreed children and theirs contribute."""
        own = self.own(name, provisional)
        return own + [
            report for key, one in self.allocations.items() if one.parent == name for report in self.through(key, one)
        ]

    def through(self, key, allocation):
        if not allocation.agreed or allocation.child is None:
            return []
        found = self.own(allocation.child, False)
        for below, one in self.allocations.items():
            if one.parent == allocation.child:
                found += self.through(below, one)
        for report in found:
            report.child = key
        return found

    def own(self, name, provisional):
        every = [one for one in self.measurements.values() if one.indicator == name]
        replaced = {one.supersedes for one in every if one.state == "SUBMITTED"} if provisional else set()
        found = []
        for one in every:
            waits = one.state == "SUBMITTED"
            if one.name in replaced or not (one.state == "APPROVED" or (waits and provisional)):
                continue
            order = (1, one.submitted) if waits else (0, one.approved)
            effect = self.indicators[name].figures.effect
            found.append(
                Report(
                    one.observed, order, one.value, one.over, one.qualifier, one.over_qualifier, name, None, waits, effect
                )
            )
        return found

    def allocation_of(self, name, on):
        children = {key: one for key, one in self.allocations.items() if one.parent == name}
        if not children:
            return None
        figures = self.indicators[name].figures
        reporting = sum(any(report.day <= on for report in self.through(key, one)) for key, one in children.items())
        return Allocation(
            figures.targets[-1][0] if figures.targets else None,
            [one.value for one in children.values()],
            len(children),
            reporting,
            figures.definition.rule == "SUM",
        )

    def by_effect(self, name, on):
        """The level by effect: what is its own counts with its own effect, and what is contributed with theirs."""
        figures = self.indicators[name].figures
        if figures.definition.rule != "SUM":
            return []
        reports = self.reports(name, False)
        found = []
        for effect in ("FILLED", "AVOIDED", None):
            of_effect = [one for one in reports if one.effect == effect]
            level = figures.level(of_effect, on, base=figures.effect == effect)
            if level is not None:
                found.append((effect, level))
        return found

    def parts(self, name, outside):
        """How a measurement divides: as it is, or as it is told outside the table."""
        one = self.measurements[name]
        figures = self.indicators[one.indicator].figures
        if outside and figures.definition.measure != "COUNT":
            return []
        found = []
        for dimension in figures.definition.dimensions:
            cells = [(cell["category"], Fraction(cell["value"])) for cell in one.breakdown if cell["dimension"] == dimension]
            limit = figures.settings.limit if outside else None
            if cells:
                found += [(dimension, *cell) for cell in suppressed(sorted(cells), one.value, limit)]
        return found

    def goal_progress(self, name, on, provisional):
        goal = self.goals[name]
        seen = ("PUBLIC",) if goal.visibility == "PUBLIC" else ("PUBLIC", "PARTNERSHIP")
        parts = []
        for key, one in self.indicators.items():
            if one.goal == name and one.figures.visibility in seen:
                progress = one.figures.progress(self.reports(key, provisional), on)
                parts.append((one.figures.weight, progress.clamped, progress.certainty))
        for key, one in self.goals.items():
            if one.parent == name and one.visibility in seen:
                progress, _ = self.goal_progress(key, on, provisional)
                parts.append((one.weight, progress.clamped, progress.certainty))
        return goal_progress(parts, self.partnerships[goal.partnership].coverage)


def draft_name(old, name):
    return name if old is None else old.name


def rows_of(act, rows):
    """What an act of rows is answered, where each is judged after those before it and the good ones are done."""
    answers = [act(*row) or None for row in rows]
    return answers if any(answers) else None
