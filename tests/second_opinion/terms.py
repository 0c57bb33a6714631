"""What a definition can measure, and which baselines and targets make sense: refusals are added to `problems`."""

from datetime import date
from fractions import Fraction

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


def misfit(definition):
    return "VALUE_KIND" if definition.measure == "YES_NO" else "OUT_OF_RANGE"


def rows_of(act, rows):
    """What an act of rows is answered, where each is judged after those before it and the good ones are done."""
    answers = [act(*row) or None for row in rows]
    return answers if any(answers) else None


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
        early = on is not None and since is not None and on < since
        if undated or early or (on is not None and before is not None and (on < before or (n and on == before))):
            problems.append(f"DATE_ORDER {path}.date")
        before = on or before
