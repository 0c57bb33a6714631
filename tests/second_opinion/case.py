"""One case being made: people do what comes up, allowed or not, and the world says what is refused."""

import random
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from figures import SUMMABLE
from questions import Asking, iso
from reports import shown
from terms import FORMS
from world import World, rows_of

QUALIFIERS = ("ABOUT", "AT_LEAST", "JUST_OVER", "JUST_UNDER")
REPORTERS = ("company", "school", "chair", "secretary")


class Case(Asking):
    """One case being made: what is done goes to the world, which says what is refused."""

    def __init__(self, seed, batch):
        self.random = random.Random(seed)
        self.batch = batch
        self.world = World(batch.created, batch.today)
        self.world.definitions = dict(batch.world.definitions)
        self.seed, self.setup, self.acts, self.questions = seed, [], [], []
        self.counts, self.waiting = {}, []
        self.phase = self.setup

    def name(self, kind):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"${kind}{self.counts[kind]}"

    def chance(self, part):
        return self.random.random() < part

    def pick(self, many):
        return self.random.choice(list(many))

    def do(self, subject, act, given, name, refusals):
        given = {key: value for key, value in given.items() if value is not None}
        self.phase.append([subject, act, given, None if refusals else name, sorted(refusals) if refusals else None])
        return not refusals

    # Partnerships, goals and indicators.

    def partnership(self):
        name = self.name("p")
        settings = None
        if self.chance(0.3):
            settings = {
                "greenFrom": self.pick(("0.9", "0.95", "1", "0.8")),
                "amberFrom": self.pick(("0.75", "0.5", "0.8")),
                "coverageMinimum": self.pick(("0.5", "0", "0.3333", "1", "0.75")),
                "graceDays": self.pick((0, 1, 7, 14, 45)),
                "suppressionLimit": self.pick((5, 10, 20)),
            }
        slug = f"c{self.seed}-{name[1:]}"
        given = partnership(slug, self.batch.created, settings)
        self.world.partnership_create(name, given)
        self.do("admin", "partnershipCreate", given, name, None)
        for subject, role in (("chair", "CHAIR"), ("company", "PARTNER"), ("school", "PARTNER")):
            self.do("secretary", "membershipCreate", member(name, subject, role), None, None)
        return name

    def goal(self, partnership, parent=None):
        name = self.name("g")
        given = {
            "partnership": partnership,
            "title": name[1:],
            "kind": "OUTCOME",
            "parent": parent,
            "weight": self.weight(),
            "visibility": "PUBLIC" if self.chance(0.15) else None,
        }
        given = {key: value for key, value in given.items() if value is not None}
        return name if self.do("secretary", "goalCreate", given, name, self.world.goal_create(name, given)) else None

    def weight(self):
        return self.pick((None, None, "1", "2", "3", "0.5", "0.3333", "1000000"))

    def day_around(self, day, before, after):
        """A day near another, often the end or the start of a month, where calendars go wrong."""
        found = day + timedelta(days=self.random.randint(-before, after))
        kind = self.random.random()
        if kind < 0.3:
            return found.replace(day=monthrange(found.year, found.month)[1])
        return found.replace(day=1) if kind < 0.45 else found

    def numbers(self, definition):
        """How large the numbers of one series are."""
        measure = definition.measure
        if measure == "PERCENT":
            step = self.pick((Fraction(1), Fraction(1, 4), Fraction(1, 10000)))
            return lambda low=0: Fraction(self.random.randint(0, int(100 / step))) * step
        if measure == "YES_NO":
            return lambda low=0: Fraction(self.random.randint(0, 1))
        unit, most = self.pick(
            (
                (Fraction(1), 10),
                (Fraction(1), 100),
                (Fraction(1), 60_000),
                (Fraction(1, 2), 40),
                (Fraction(1, 10_000), 50_000),
                (Fraction(1), 10**12),
            )
        )
        if measure == "MONEY":
            unit = max(unit, Fraction(1, 100))
        low = -most if measure in ("MONEY", "SCALE") and self.chance(0.4) else 0
        return lambda: unit * self.random.randint(low, most)

    def indicator(self, partnership, definition, goal=None, **more):
        made = self.batch.world.definitions[definition]
        number = self.numbers(made)
        for _ in range(3):
            given = self.terms(made, number)
            given |= {
                "partnership": partnership,
                "definition": definition,
                "goal": goal,
                "weight": self.weight() if not self.chance(0.02) else self.pick(("0", "-1")),
                "visibility": "PUBLIC" if self.chance(0.25) else None,
            } | more
            given = {key: value for key, value in given.items() if value is not None}
            name = self.name("i")
            if self.do("secretary", "indicatorCreate", given, name, self.world.indicator_create(name, given)):
                return name, number
        return None, number

    def terms(self, definition, number):
        terms, targets = {}, []
        sign = -1 if definition.direction == "DECREASE" else 1
        start = number()
        since = self.day_around(self.batch.created, 500, 60)
        with_value, with_date = self.chance(0.75), self.chance(0.8)
        if definition.measure == "NARRATIVE" and not self.chance(0.05):
            with_value = False
        if with_value or with_date:
            baseline = {}
            if with_value and definition.measure == "PERCENT" and self.chance(0.4):
                baseline["ratio"] = self.ratio()
            elif with_value:
                baseline["value"] = shown(start)
            if with_value and self.chance(0.01):
                baseline["ratio"] = self.ratio()
                baseline.pop("value", None)
                if definition.measure != "PERCENT":
                    return {"baseline": baseline}
            if with_date:
                baseline["date"] = iso(since)
            terms["baseline"] = baseline
        wild = self.chance(0.08)
        values = [number() for _ in range(self.pick((0, 1, 1, 1, 2, 3, 4)))]
        if definition.measure == "NARRATIVE" and not self.chance(0.05):
            values = []
        if not wild:
            if definition.basis != "PER_PERIOD":
                values = sorted(values) if sign > 0 else sorted(values, reverse=True)
            if with_value and definition.direction != "MAINTAIN" and "value" in terms["baseline"]:
                distances = [abs(value - start) for value in values]
                if definition.basis != "PER_PERIOD":
                    distances.sort()
                values = [start + sign * distance for distance in distances]
        on = since if with_date else self.batch.created
        for value in values:
            on = self.day_around(on + timedelta(days=self.pick((20, 31, 92, 183, 365))), 10, 25)
            target = {"value": shown(value)}
            if not self.chance(0.1 if value is values[-1] else 0.01):
                target["date"] = iso(on)
            targets.append(target)
        if self.chance(0.03):
            self.random.shuffle(targets)
        if targets:
            terms["targets"] = targets
        if self.chance(0.7 if definition.direction == "MAINTAIN" else 0.01):
            low, high = sorted((number(), number()))
            if self.chance(0.05):
                low, high = high, low
            band = {"low": shown(low), "high": shown(high)}
            if self.chance(0.3):
                del band[self.pick(("low", "high"))]
            terms["band"] = band
        return terms

    def ratio(self):
        whole = self.pick((1, 3, 7, 10, 130, 999, 10**6, Fraction(5, 2)))
        part = min(Fraction(whole), Fraction(self.random.randint(0, max(1, int(whole)))))
        if self.chance(0.02):
            whole = self.pick((0, -1))
        if self.chance(0.02):
            part = self.pick((whole + 1, -1))
        return {"numerator": shown(part), "denominator": shown(whole)}

    # Measurements.

    def reading(self, definition, number):
        """A value in the form that the measure asks for, or now and then in another."""
        form = FORMS.get(definition.measure, "number")
        if self.chance(0.02):
            form = self.pick(("number", "ratio", "scale", "yesNo", "text"))
        said = {
            "number": lambda: shown(number() if not self.chance(0.1) else 0),
            "scale": lambda: shown(number()),
            "ratio": self.ratio,
            "yesNo": lambda: self.chance(0.6),
            "text": lambda: "Het gaat goed",
        }[form]
        return {form: said()}

    def days_to_report(self, indicator):
        figures = self.world.indicators[indicator].figures
        first = figures.since or self.batch.created
        span = max(1, (self.batch.today - first).days)
        return lambda: self.day_around(first + timedelta(days=self.random.randint(-30, span)), 0, 0)

    def readings(self, indicator, number, count):
        """What is to be said of one indicator, one report after another."""
        definition = self.world.indicators[indicator].figures.definition
        some_day = self.days_to_report(indicator)
        growing, said = Fraction(0), []
        days = sorted(some_day() for _ in range(count))
        if self.chance(0.2):
            self.random.shuffle(days)
        for on in days:
            if said and self.chance(0.12):
                on = date.fromisoformat(self.pick(said)["observedOn"])
            value = self.reading(definition, number)
            if definition.reporting == "RUNNING_TOTAL" and "number" in value and not self.chance(0.1):
                growing += abs(Fraction(value["number"])) / self.pick((1, 2, 5))
                growing = Fraction(int(growing * 100), 100)
                value = {"number": shown(growing)}
            given = {"indicator": indicator, "observedOn": iso(on), "value": value}
            if self.chance(0.03):
                given["observedOn"] = iso(self.batch.today + timedelta(days=self.random.randint(0, 3)))
            if self.chance(0.25):
                given["qualifier"] = self.pick(QUALIFIERS)
            if "ratio" in value and self.chance(0.25):
                given["denominatorQualifier"] = self.pick(QUALIFIERS)
            if self.chance(0.15):
                given["periodFrom"] = iso(on - timedelta(days=self.random.randint(-1, 40)))
            whole = Fraction(value.get("number", "1")).denominator == 1  # persons come whole
            if definition.dimensions and whole and self.chance(0.5):
                given["breakdown"] = self.cells(definition, value)
            said.append(given)
        return said

    def series(self, indicator, number, count):
        """Reports of one indicator, each entered and judged apart, most of them approved."""
        definition = self.world.indicators[indicator].figures.definition
        for given in self.readings(indicator, number, count):
            subject = self.pick(REPORTERS) if self.chance(0.3) else "company"
            name = self.submit(subject, given)
            if name:
                self.afterwards(name, subject, definition, number)
        for subject, name in self.waiting:
            self.judged(subject, "measurementApprove", name)
        self.waiting = []

    def rows(self, partnership, said):
        """Reports of one partnership in one act, and most of them approved in another."""
        subject = "company" if self.chance(0.8) else "school"
        names = [self.name("m") for _ in said]
        answers = rows_of(self.world.measurement_submit, [(name, subject, given) for name, given in zip(names, said)])
        given = {"partnership": partnership, "acceptGoodRows": True}
        self.do_rows(subject, "measurementsSubmit", given | {"rows": said}, names, answers)
        sent = [name for name in names if name in self.world.measurements and not self.chance(0.1)]
        if sent:
            rows = [{"measurement": name, "expectedVersion": 1} for name in sent]
            answers = rows_of(self.world.measurement_approve, [(name,) for name in sent])
            self.do_rows("secretary", "measurementsApprove", given | {"rows": rows}, [None] * len(sent), answers)

    def do_rows(self, subject, act, given, names, answers):
        # A row's refusals name the row.
        answers = answers and [
            row and sorted(" ".join((one.split()[0], f"rows.{n}.{one.split()[1]}")) for one in row)
            for n, row in enumerate(answers)
        ]
        if answers and all(answers):
            answers = sorted(one for row in answers for one in row)
        self.phase.append([subject, act, given, names, answers])

    def submit(self, subject, given):
        name = self.name("m")
        refusals = self.world.measurement_submit(name, subject, given)
        return name if self.do(subject, "measurementSubmit", given, name, refusals) else None

    def afterwards(self, name, subject, definition, number):
        """What becomes of a measurement that was submitted."""
        fate = self.random.random()
        if fate < 0.1:
            if fate < 0.05:
                self.waiting.append((subject, name))
            return
        if fate < 0.2:
            self.judged(subject, "measurementReturn", name, reason="Klopt dit?")
            if not self.chance(0.6):
                return
            version = self.world.measurements[name].version
            given = {"draft": name, "expectedVersion": version}
            if self.chance(0.8):
                given["value"] = self.reading(definition, number)
            refusals = self.world.measurement_submit(name, subject, given, draft=name)
            if not self.do(subject, "measurementSubmit", given, None, refusals):
                return
        if self.judged(subject, "measurementApprove", name) and self.chance(0.15):
            old = self.world.measurements[name]
            given = {"measurement": name, "expectedVersion": old.version, "reason": "Verteld"}
            given["value"] = self.reading(definition, number)
            if self.chance(0.2):
                given["observedOn"] = iso(old.observed + timedelta(days=self.random.randint(-9, 9)))
            new = self.name("m")
            refusals = self.world.measurement_correct(new, subject, given)
            if self.do(subject, "measurementCorrect", given, new, refusals) and not self.chance(0.3):
                self.judged(subject, "measurementApprove", new)

    def judged(self, subject, act, name, **more):
        version = self.world.measurements[name].version
        by = "chair" if subject == "secretary" else "secretary"
        given = {"measurement": name, "expectedVersion": version} | more
        judge = {"measurementApprove": self.world.measurement_approve, "measurementReturn": self.world.measurement_return}
        return self.do(by, act, given, None, judge[act](name))

    def cells(self, definition, value):
        whole = abs(Fraction(value.get("number", "50")))
        cells = []
        for dimension in definition.dimensions:
            left = whole
            for category in ("mbo 2", "mbo 3", "mbo 4", "hbo", "anders")[: self.random.randint(0, 5)]:
                part = self.pick((Fraction(int(left / self.pick((1, 2, 3)))), Fraction(self.random.randint(0, 15))))
                if part > left and not self.chance(0.03):
                    continue
                left -= part
                cells.append({"dimension": dimension, "category": category, "value": shown(part)})
        if cells and self.chance(0.04):
            cells.append({"dimension": "leeftijd", "category": "jong", "value": "0"})
        if cells and self.chance(0.03):
            cells.append(dict(cells[0]))
        if cells and self.chance(0.02):
            cells[0] = cells[0] | {"value": "-1"}
        return cells

    # Allocations.

    def hand_out(self, parent, child):
        """Hands out a part of a target, to the child or to its partnership, and mostly has its table agree."""
        world = self.world
        target = (world.indicators[parent].figures.targets or [(Fraction(100), None)])[-1][0]
        part = abs(target) * self.pick((Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(1), Fraction(1, 60)))
        part = Fraction(int(part * 100), 100) if not self.chance(0.04) else self.pick((Fraction(0), Fraction(-1)))
        given = {"indicator": parent, "value": shown(part)}
        home, away = world.indicators[parent].partnership, world.indicators[child].partnership
        late = home != away and self.chance(0.4)
        given |= {"partnership": away} if late else {"child": child}
        if self.chance(0.3):
            given["reason"] = "Niet elke regio haalt het"
        name = self.name("a")
        if not self.do("secretary", "allocationCreate", given, name, world.allocation_create(name, given)):
            return
        if self.chance(0.15):
            one = world.allocations[name]
            value = {"value": shown(part * self.pick((2, 3)))}
            given = {"allocation": name, "expectedVersion": one.version} | value
            self.do("secretary", "allocationChange", given, None, world.allocation_change(name, given))
        if home != away and not self.chance(0.15):
            given = {"allocation": name, "expectedVersion": world.allocations[name].version}
            if late:
                given["indicator"] = child
            self.do("secretary", "allocationAgree", given, None, world.allocation_agree(name, given))
        if self.chance(0.05):
            given = {"allocation": name, "expectedVersion": world.allocations[name].version, "reason": "Anders"}
            self.do("secretary", "allocationRemove", given, None, world.allocation_remove(name))

    def line(self):
        return {"case": self.seed, "setup": self.setup, "acts": self.acts, "questions": self.questions}


def member(partnership, subject, role):
    return {
        "partnership": partnership,
        "organisation": f"$at_{subject}",
        "roles": [role],
        "from": "2015-01-01",
        "representatives": [{"person": f"${subject}"}],
    }


def partnership(slug, created, settings=None):
    given = {
        "name": slug,
        "slug": slug,
        "kind": "SECTOR_TABLE",
        "referencePrefix": "T",
        "secretariat": {
            "organisation": "$at_secretary",
            "from": "2015-01-01",
            "representatives": [{"person": "$secretary"}],
        },
    }
    return given | ({"settings": settings} if settings else {})
