"""Reports that count towards a figure, how sure they make it, and numbers as they leave."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

UPWARD = {"AT_LEAST": 1, "JUST_OVER": 1, "JUST_UNDER": -1, "ABOUT": 0}


def shown(number, places=6):
    """A number as it leaves: half-even to 6 decimals, without zeros that say nothing."""
    if number is None:
        return None
    scaled = round(Fraction(number) * 10**places)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    whole, part = divmod(scaled, 10**places)
    part = str(part).rjust(places, "0").rstrip("0")
    return f"{sign}{whole}{'.' + part if part else ''}"


def rounded(number):
    return Fraction(round(Fraction(number) * 10**6), 10**6)


@dataclass
class Report:
    """A report that counts: `order` is when it was approved; what is not approved yet comes after all that is."""

    day: date
    order: tuple
    value: Fraction | None = None
    over: Fraction | None = None  # the denominator of a share, whose numerator is the value
    qualifier: str = "EXACT"
    over_qualifier: str = "EXACT"
    source: str = ""
    child: str | None = None  # through which child it came; None for one of the indicator itself
    provisional: bool = False
    effect: str | None = None

    @property
    def vagueness(self):
        """Where the true value lies: 1 above, -1 below, 0 on either side; nothing where it is exact."""
        upper = [UPWARD[self.qualifier]] if self.qualifier != "EXACT" else []
        lower = [-UPWARD[self.over_qualifier]] if self.over is not None and self.over_qualifier != "EXACT" else []
        return upper + lower


@dataclass
class Certainty:
    provisional: bool = False
    approximate: bool = False
    bound: str | None = None

    @staticmethod
    def of(reports):
        sides = [side for report in reports for side in report.vagueness]
        return Certainty(any(report.provisional for report in reports), bool(sides), bound_of(sides))

    def turned(self):
        other = {"AT_LEAST": "AT_MOST", "AT_MOST": "AT_LEAST", None: None}
        return Certainty(self.provisional, self.approximate, other[self.bound])


def bound_of(sides):
    if sides and all(side == 1 for side in sides):
        return "AT_LEAST"
    if sides and all(side == -1 for side in sides):
        return "AT_MOST"
    return None
