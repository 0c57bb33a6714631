"""Handing out parts of a target to children, whose tables agree to what is seen of them."""

from dataclasses import dataclass
from fractions import Fraction

from terms import fits, misfit


@dataclass
class Handed:
    """A part of a target, handed to a child; agreed once the child's table says so."""

    parent: str
    child: str | None
    partnership: str
    value: Fraction
    reason: str | None
    agreed: bool
    version: int = 1


class Handing:
    """The allocations of a world, and who refuses which."""

    def descends(self, above, below, table, but=None):
        """Whether a target above is handed out, along any path, to the one below: by what is agreed, or that table offers."""
        stands = [
            one
            for one in self.allocations.values()
            if one.child and one is not but
            if one.agreed or self.indicators[one.parent].partnership == table
        ]
        reached, ahead = set(), [above]
        while ahead:
            parent = ahead.pop()
            new = {one.child for one in stands if one.parent == parent} - reached
            reached |= new
            ahead += new
        return below in reached

    def allocation_create(self, name, given):
        parent, child = given["indicator"], given.get("child")
        home, value = self.indicators[parent].partnership, Fraction(given["value"])
        problems = self.judge_value(parent, value, given.get("reason"), None)
        if self.indicators[parent].figures.definition.measure == "NARRATIVE":
            problems += ["MODE_COMBINATION indicator", "VALUE_KIND value"]
        waiting = [one for one in self.allocations.values() if one.parent == parent and one.child is None]
        if child is None and any(one.partnership == given["partnership"] for one in waiting):
            problems.append("ALREADY_EXISTS partnership")
        if child is not None:
            problems += self.judge_child(parent, child, "child", self.indicators[child].partnership == home)
        if problems:
            return problems
        partnership = given.get("partnership") or self.indicators[child].partnership
        self.allocations[name] = Handed(parent, child, partnership, value, given.get("reason"), partnership == home)

    def allocation_change(self, name, given):
        one = self.allocations[name]
        value = Fraction(given["value"])
        problems = self.judge_value(one.parent, value, given.get("reason") or one.reason, name)
        if not problems and (value, given.get("reason") or one.reason) != (one.value, one.reason):
            one.value, one.reason, one.version = value, given.get("reason") or one.reason, one.version + 1
        return problems

    def judge_value(self, parent, value, reason, but):
        above, problems = self.indicators[parent].figures, []
        if above.definition.rule == "SUM" and value <= 0:
            problems.append("OUT_OF_RANGE value")
        elif not fits(above.definition, value):
            problems.append(f"{misfit(above.definition)} value")
        rest = [one.value for key, one in self.allocations.items() if one.parent == parent and key != but]
        whole = above.targets[-1][0] if above.targets else Fraction(0)
        if above.definition.rule == "SUM" and not reason and sum(rest, value) > whole > 0:
            problems.append("OVER_ALLOCATED value")
        return problems

    def judge_child(self, parent, child, path, agrees, but=None):
        above, below = self.indicators[parent].figures, self.indicators[child].figures
        problems = []
        if (above.definition.measure, above.definition.unit) != (below.definition.measure, below.definition.unit):
            problems.append(f"UNIT_MISMATCH {path}")
        if above.definition.way != below.definition.way:
            problems.append(f"MODE_COMBINATION {path}")
        if agrees and above.visibility == "PUBLIC" and below.visibility != "PUBLIC":
            problems.append(f"BLOCKED {path}")
        table = self.indicators[parent].partnership
        if parent == child or self.descends(child, parent, table, but):
            problems.append(f"CYCLE {path}")
        elif any(one.parent == parent and one.child == child for one in self.allocations.values() if one is not but):
            problems.append(f"ALREADY_EXISTS {path}")
        elif self.doubles(parent, child, but):
            problems.append(f"DOUBLE_COUNT {path}")
        return problems

    def doubles(self, parent, child, but):
        """Whether one that is at or below the child would reach one that is at or above the parent by two paths."""
        table = self.indicators[parent].partnership
        above = [parent] + [one for one in self.indicators if self.descends(one, parent, table, but)]
        below = [child] + [one for one in self.indicators if self.descends(child, one, table, but)]
        return any(self.descends(top, end, table, but) for top in above for end in below)

    def allocation_agree(self, name, given):
        one = self.allocations[name]
        child = one.child or given["indicator"]
        path = "indicator" if one.child is None else "allocation"
        problems = self.judge_child(one.parent, child, path, True, one)
        if not problems:
            one.agreed, one.child, one.version = True, child, one.version + 1
        return problems

    def allocation_remove(self, name):
        del self.allocations[name]
