"""What is made of several: how a target is handed out, how a goal gets on, and what is told of a breakdown."""

from dataclasses import dataclass
from fractions import Fraction

from figures import Progress
from reports import Certainty, bound_of, rounded


@dataclass
class Allocation:
    """What of a last target was handed out, and which of the children that it went to report."""

    target: Fraction | None
    parts: list
    children: int
    reporting: int
    sums: bool

    @property
    def allocated(self):
        return sum(self.parts, Fraction(0)) if self.sums else None

    @property
    def unallocated(self):
        return None if self.target is None or not self.sums else self.target - self.allocated

    @property
    def share(self):
        if not self.sums or self.target is None or self.target <= 0:
            return None
        return self.allocated / self.target

    def shares(self):
        """What bounds the coverage, for a rule by which children count."""
        return self.share, Fraction(self.reporting, self.children)


def goal_progress(parts, minimum):
    """(weight, p or None, certainty) of indicators and goals below make the progress of a goal, with its coverage."""
    whole = sum((weight for weight, _, _ in parts), Fraction(0))
    known = [(weight, rounded(p), certainty) for weight, p, certainty in parts if p is not None]
    with_p = sum((weight for weight, _, _ in known), Fraction(0))
    if not whole:
        return Progress(None), None
    coverage = with_p / whole
    if not known or coverage < minimum:
        return Progress(None), coverage
    value = sum(weight * p for weight, p, _ in known) / with_p
    if coverage < 1:
        value = min(value, Fraction(9999, 10000))
    vague = [certainty for _, _, certainty in known if certainty.approximate]
    sides = [{"AT_LEAST": 1, "AT_MOST": -1, None: 0}[certainty.bound] for certainty in vague]
    certainty = Certainty(any(certainty.provisional for _, _, certainty in known), bool(vague), bound_of(sides))
    return Progress(value, certainty, basis="WEIGHTED_AVERAGE"), coverage


def suppressed(cells, total, limit):
    """What is seen of a breakdown outside the table: [(category, value or None where it is suppressed, is unknown)].

    Without a limit all is seen. `cells` are (category, value) of one dimension; what they leave of the total is unknown. Small cells are hidden,
    then the next smallest, until two are hidden whose sum tells neither: more than 0, and more than 1 where what is unknown
    is one of them, since that is listed only where it is 1 or more. Where none are enough, all are withheld."""
    rest = total - sum(value for _, value in cells)
    every = [(name, value, False) for name, value in cells] + ([("", rest, True)] if rest else [])
    hidden = [cell for cell in every if limit is not None and cell[1] < limit]
    ahead = sorted((cell for cell in every if cell not in hidden), key=lambda cell: (cell[1], cell[2], cell[0]))
    if hidden:
        while len(hidden) < 2 or sum(value for _, value, _ in hidden) <= any(unknown for _, _, unknown in hidden):
            if not ahead:
                return []
            hidden.append(ahead.pop(0))
    return [(name, None if (name, value, unknown) in hidden else value, unknown) for name, value, unknown in every]
