"""What people record, act by act, and what each act is refused for. A refused act changes nothing.

A refusal is a code with the path of the field, such as "OUT_OF_RANGE weight". All problems of an act come together.
Days are dates, numbers are fractions; names beginning with "$" stand for ids.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from figures import (
    SUMMABLE,
    Allocation,
    Certainty,
    Definition,
    Indicator,
    Progress,
    Report,
    Settings,
    goal_progress,
)

RULES = {
    "COUNT": ("SUM", "LAST", "NONE"),
    "MONEY": ("SUM", "LAST", "NONE"),
    "HOURS": ("SUM", "LAST", "NONE"),
    "PERCENT": ("RATIO_OF_SUMS", "LAST", "NONE"),
    "SCALE": ("LAST", "NONE"),
    "YES_NO": ("LAST", "NONE"),
    "NARRATIVE": ("NONE",),
}
BASES = {"INCREMENT": ("PER_PERIOD", "TO_DATE"), "RUNNING_TOTAL": ("TO_DATE",), "SNAPSHOT": ("LEVEL",)}
FORMS = {"PERCENT": "ratio", "SCALE": "scale", "YES_NO": "yesNo", "NARRATIVE": "text"}


def number(text):
    return None if text is None else Fraction(text)


def day(text):
    return None if text is None else date.fromisoformat(text)


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


@dataclass
class Handed:
    """A part of a target, handed to a child; agreed once the child's table says so."""

    parent: str
    child: str | None
    partnership: str
    value: Fraction
    agreed: bool


class World:
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
        if given.get("hierarchyRule", "NONE") not in RULES[given["measure"]]:
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
        baseline = given.get("baseline") or {}
        start = self.baseline(definition, baseline, problems)
        since = day(baseline.get("date"))
        targets = [(Fraction(one["value"]), day(one.get("date"))) for one in given.get("targets", ())]
        self.judge_targets(definition, start, since, targets, problems)
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

    @staticmethod
    def baseline(definition, given, problems):
        value, ratio = number(given.get("value")), given.get("ratio")
        if ratio is not None:
            part, whole = Fraction(ratio["numerator"]), Fraction(ratio["denominator"])
            if definition.measure != "PERCENT":
                problems.append("VALUE_KIND baseline.ratio")
                return None
            return share(part, whole, "baseline.ratio", problems)
        if value is None:
            return None
        if definition.measure == "NARRATIVE":
            problems.append("VALUE_KIND baseline.value")
        elif not fits(definition, value):
            problems.append(f"{misfit(definition)} baseline.value")
        return value

    @staticmethod
    def judge_targets(definition, start, since, targets, problems):
        worded = definition.measure == "NARRATIVE"
        if targets and worded:
            problems.append("VALUE_KIND targets")
        sign = {"INCREASE": 1, "DECREASE": -1, "MAINTAIN": 0}[definition.direction]
        if start is None and definition.starts_at_zero and sign > 0:
            start = Fraction(0)
        before = since
        for n, (value, on) in enumerate(targets):
            path = f"targets.{n}"
            if not fits(definition, value):
                problems.append(f"{misfit(definition)} {path}.value")
            last = n + 1 == len(targets)
            if sign and start is not None and (last or not definition.periodic):
                # Targets of periods are together held against B once for each of them.
                periods = len(targets) if definition.periodic else 1
                whole = sum(target for target, _ in targets) if definition.periodic else value
                if whole == start * periods and last:
                    problems.append(f"TARGET_EQUALS_BASELINE {path}.value")
                elif sign * (whole - start * periods) < 0:
                    problems.append(f"TARGET_AGAINST_DIRECTION {path}.value")
            if sign and n and not definition.periodic and not worded and sign * (value - targets[n - 1][0]) < 0:
                problems.append(f"TARGETS_NOT_MONOTONE {path}.value")
            undated = n > 0 and targets[n - 1][1] is None
            if undated or (on is not None and before is not None and (on < before or (n and on == before))):
                problems.append(f"DATE_ORDER {path}.date")
            before = on or before

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
        sums, seen = {}, set()
        for n, cell in enumerate(cells):
            dimension, category, part = cell["dimension"], cell["category"], Fraction(cell["value"])
            if dimension not in definition.dimensions:
                problems.append(f"OUT_OF_RANGE breakdown.{n}.dimension")
            if not fits(definition, part):
                problems.append(f"OUT_OF_RANGE breakdown.{n}.value")
            if (dimension, category) in seen:
                problems.append(f"ALREADY_EXISTS breakdown.{n}.category")
            seen.add((dimension, category))
            sums[dimension] = sums.get(dimension, 0) + part
        # Below zero, what is lost and what is gained make up for each other.
        if value is not None and value >= 0:
            problems += ["BREAKDOWN_EXCEEDS_TOTAL breakdown" for total in sums.values() if total > value]

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

    # Allocations.

    def descends(self, above, below):
        """Whether a target above is handed out, along any path, to the one below."""
        return any(
            one.child == below or self.descends(one.child, below)
            for one in self.allocations.values()
            if one.parent == above and one.child
        )

    def allocation_create(self, name, given, agreed):
        parent, child = given["indicator"], given["child"]
        above, below = self.indicators[parent].figures, self.indicators[child].figures
        value = Fraction(given["value"])
        problems = self.judge_handing(parent, child, value, given.get("reason"), None)
        if problems:
            return problems
        self.allocations[name] = Handed(parent, child, self.indicators[child].partnership, value, agreed)

    def judge_handing(self, parent, child, value, reason, but):
        above = self.indicators[parent].figures
        problems = []
        if child is not None:
            if self.indicators[child].definition != self.indicators[parent].definition:
                problems.append("UNIT_MISMATCH child")
            if parent == child or self.descends(child, parent):
                problems.append("CYCLE child")
            elif any(one.parent == parent and one.child == child for one in self.allocations.values()):
                problems.append("ALREADY_EXISTS child")
            elif self.doubles(parent, child):
                problems.append("DOUBLE_COUNT child")
        if value <= 0:
            problems.append("OUT_OF_RANGE value")
        rest = [one.value for key, one in self.allocations.items() if one.parent == parent and key != but]
        if above.definition.rule == "SUM" and above.targets and not reason:
            if sum(rest, value) > above.targets[-1][0]:
                problems.append("OVER_ALLOCATED value")
        return problems

    def doubles(self, parent, child):
        """Whether one that is at or below the child would reach one that is at or above the parent by two paths."""
        above = [parent] + [one for one in self.indicators if self.descends(one, parent)]
        below = [child] + [one for one in self.indicators if self.descends(child, one)]
        return any(self.descends(top, end) for top in above for end in below)

    def agree(self, name, child=None):
        one = self.allocations[name]
        one.agreed, one.child = True, child or one.child

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


def share(part, whole, path, problems, within=True):
    """A share in per cent; of increments, what is counted in a period need not be among what it is counted from."""
    if part < 0 or (within and part > whole > 0):
        problems.append(f"OUT_OF_RANGE {path}.numerator")
    if whole <= 0:
        problems.append(f"DENOMINATOR_ZERO {path}.denominator")
        return None
    return 100 * part / whole


def fits(definition, value):
    """Whether a number can be one of the measure."""
    measure = definition.measure
    if measure in ("COUNT", "HOURS"):
        return value >= 0
    if measure == "PERCENT":
        return 0 <= value <= 100
    if measure == "YES_NO":
        return value in (0, 1)
    return True


def misfit(definition):
    return "VALUE_KIND" if definition.measure == "YES_NO" else "OUT_OF_RANGE"
