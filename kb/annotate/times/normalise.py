"""From what a rule matched to a TIMEX3 type and value: one function for each kind of rule."""

from __future__ import annotations

from kb.annotate.times import amounts, days, periods
from kb.annotate.times.matching import Normaliser

#: the rules' ``kind`` -> what gives their value
KINDS: dict[str, Normaliser] = {**days.KINDS, **periods.KINDS, **amounts.KINDS}
