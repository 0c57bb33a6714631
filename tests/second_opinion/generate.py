"""Generates cases from a seed: what people at one to several partnerships do, what each act is answered, and questions
with the figures that are expected. `python3 generate.py COUNT SEED` writes them as lines of JSON:

  a header   acts: what is asked of an act's answer; questions: the form of each kind of question, with the values that
             are compared, by JSON pointer
  a batch    {"batch", "created", "today", "acts"}: a database with a clock, and what all of its cases share
  a case     {"case", "setup", "acts", "questions"}: set up on the day `created`, acts and questions on the day `today`

An act is [who, name, input, the names of what it makes, refusals or null]. A name, such as "$i1", stands for an id. An
act of many rows makes a list of names and is answered with refusals or null by row, or with null where all are good.
"""

import json
import random
import sys
from datetime import date, timedelta

from case import Case, partnership
from figures import SUMMABLE
from questions import QUESTIONS, iso, question
from terms import BASES, RULES
from world import World

CASES_PER_BATCH = 50
DEFINITIONS_PER_BATCH = 40
FIRST_DAY = date(2026, 11, 21)  # from when the clock of the tests runs
FREQUENCIES = ("WEEKLY", "MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY", "ONCE")
DIMENSIONS = ("niveau", "regio")
ACTS = {
    "partnershipCreate": "record: partnership { id }",
    "membershipCreate": "record: membership { id }",
    "definitionCreate": "record: definition { id }",
    "goalCreate": "record: goal { id }",
    "indicatorCreate": "record: indicator { id }",
    "measurementSubmit": "record: measurement { id }",
    "measurementApprove": "record: measurement { id }",
    "measurementReturn": "record: measurement { id }",
    "measurementCorrect": "record: measurement { id }",
    "measurementsSubmit": "results { measurement { id } userErrors { path code } }",
    "measurementsApprove": "results { measurement { id } userErrors { path code } }",
    "allocationCreate": "record: allocation { id }",
    "allocationChange": "record: allocation { id }",
    "allocationAgree": "record: consent { id }",
    "allocationRemove": "removedId",
}


class Batch:
    """A database: its clock, and the definitions that its cases share."""

    def __init__(self, number, seed):
        self.number = number
        self.random = random.Random(f"batch {seed} {number}")
        self.created = FIRST_DAY + timedelta(days=self.random.randint(0, 800))
        self.today = self.created + timedelta(days=self.random.choice((0, 1, 30, 90, 200, 365, 400, 700)))
        self.world = World(self.created, self.today)
        base = partnership(f"basis-{number}", self.created)
        self.world.partnership_create("$base", base)
        self.acts = [["admin", "partnershipCreate", base, "$base", None]]
        for n in range(DEFINITIONS_PER_BATCH):
            self.define(f"$d{n}")

    def define(self, name):
        pick = self.random.choice
        measure = pick(("COUNT", "COUNT", "COUNT", "MONEY", "HOURS", "PERCENT", "PERCENT", "SCALE", "YES_NO", "NARRATIVE"))
        reporting = pick(("INCREMENT", "INCREMENT", "RUNNING_TOTAL", "SNAPSHOT"))
        basis, rule = pick(BASES[reporting]), pick(RULES[measure])
        if self.random.random() < 0.2:
            basis, rule = pick(("PER_PERIOD", "TO_DATE", "LEVEL")), pick(("SUM", "RATIO_OF_SUMS", "LAST", "NONE"))
        given = {
            "partnership": "$base",
            "code": f"{self.number}-{name[1:]}",
            "name": name[1:],
            "measure": measure,
            "unit": "%" if measure == "PERCENT" else "EUR" if measure == "MONEY" else "stuks",
            "direction": pick(("INCREASE", "INCREASE", "DECREASE", "MAINTAIN")),
            "reporting": reporting,
            "targetBasis": basis,
            "hierarchyRule": rule,
            "frequency": pick(FREQUENCIES),
        }
        if measure in SUMMABLE and self.random.random() < 0.4:
            given["dimensions"] = list(DIMENSIONS[: pick((1, 2))])
        refusals = self.world.definition_create(name, given)
        made = None if refusals else name
        self.acts.append(["secretary", "definitionCreate", given, made, sorted(refusals) if refusals else None])

    def line(self):
        return {"batch": self.number, "created": iso(self.created), "today": iso(self.today), "acts": self.acts}


def single(case):
    """One partnership, with a goal or two and some indicators."""
    table = case.partnership()
    goals = [None]
    for _ in range(case.pick((0, 1, 1, 2))):
        goals.append(case.goal(table, case.pick(goals)))
    series = []
    for _ in range(case.pick((1, 1, 2, 3))):
        series.append(case.indicator(table, case.pick(case.batch.world.definitions), case.pick(goals)))
    case.phase = case.acts
    report(case, table, series)


def report(case, table, series):
    """What is said of the indicators of one partnership: apart, or all in one act."""
    together = []
    for name, number in series:
        if name is None:
            continue
        count = case.pick((0, 1, 2, 3, 4, 6, 9))
        if case.chance(0.3):
            together += case.readings(name, number, count)
        else:
            case.series(name, number, count)
    if together:
        case.rows(table, together)


def rolled_up(case):
    """Partnerships of up to three levels, where the targets of those above are handed out to those below."""
    definitions = case.batch.world.definitions
    adding = [name for name, one in definitions.items() if one.rule not in ("NONE",)] or list(definitions)
    alike = case.pick(adding) if case.chance(0.9) else case.pick(definitions)
    visible = {"visibility": "PUBLIC"} if case.chance(0.3) else {}
    tables, ends, links = [], [], []

    def put(above):
        table = case.partnership() if above is None or not case.chance(0.15) else tables[-1][0]
        definition = alike if not case.chance(0.06) else case.pick(definitions)
        more = visible if not case.chance(0.05) else {"visibility": "PUBLIC"}
        if definitions[definition].measure in SUMMABLE and case.chance(0.4):
            more = more | {"effect": case.pick(("FILLED", "AVOIDED"))}
        goal = case.goal(table) if case.chance(0.3) else None
        name, number = case.indicator(table, definition, goal, **more)
        if name is None:
            return None
        tables.append((table, name, number))
        if above:
            links.append((above, name))
        return name

    top = put(None)
    for _ in range(case.pick((1, 2, 3)) if top else 0):
        child = put(top)
        for _ in range(case.pick((0, 0, 1, 2)) if child else 0):
            ends.append(put(child))
    case.random.shuffle(links)
    early = case.random.randint(0, len(links))
    for above, below in links[:early]:
        case.hand_out(above, below)
    case.phase = case.acts
    later = links[early:]
    names = [name for _, name, _ in tables]
    if names and case.chance(0.3):
        later.append((case.pick(names), case.pick(names)))
    for table, name, number in tables:
        if case.chance(0.8):
            report(case, table, [(name, number)])
        if later and case.chance(0.5):
            case.hand_out(*later.pop())
    for above, below in later:
        case.hand_out(above, below)


def cases(count, seed):
    batch = None
    for n in range(count):
        if n % CASES_PER_BATCH == 0:
            batch = Batch(n // CASES_PER_BATCH, seed)
            yield batch.line()
        case = Case(f"{seed}-{n}", batch)
        (rolled_up if case.chance(0.35) else single)(case)
        case.ask_all()
        yield case.line()


def main():
    count, seed = (int(text) for text in sys.argv[1:3])
    header = {"acts": ACTS, "questions": {name: question(*form) for name, form in QUESTIONS.items()}}
    for line in (header, *cases(count, seed)):
        print(json.dumps(line, separators=(",", ":"), ensure_ascii=False))


if __name__ == "__main__":
    main()
