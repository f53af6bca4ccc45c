from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD

from kb.graph.literals import confidence_literal, offset_literal, time_literal


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2014", XSD.gYear), ("2014-11", XSD.gYearMonth), ("2014-11-24", XSD.date), ("--11-24", XSD.gMonthDay), ("--02-29", XSD.gMonthDay),
        ("2014-11-24T10:00:00", XSD.dateTime), ("2014-11-24T10:00:00Z", XSD.dateTime), ("2014-11-24T10:00:00.5+02:00", XSD.dateTime),
    ],
)  # fmt: skip
def test_a_time_is_typed_by_its_form(value: str, datatype: object) -> None:
    literal = time_literal(value)
    assert (str(literal), literal.datatype) == (value, datatype)
    assert not literal.ill_typed


def test_a_moment_gets_its_seconds() -> None:
    assert [str(time_literal(value)) for value in ("2014-11-24T10:00", "2014-11-24T10:00Z")] == ["2014-11-24T10:00:00", "2014-11-24T10:00:00Z"]


@pytest.mark.parametrize("value", ["", "soon", "2014-13", "2014-02-29", "--02-30", "0000", "2014-W47", "2014-11-24T", "2014-11-24T25:00", "24 Nov", "٢٠١٤"])
def test_what_is_no_time_stays_untyped(value: str) -> None:
    assert (str(time_literal(value)), time_literal(value).datatype) == (value, None)


@given(st.dates())
def test_every_day_is_a_date(day: object) -> None:
    assert time_literal(str(day)).toPython() == day


@given(st.floats(0, 1))
def test_a_confidence_is_a_canonical_decimal(confidence: float) -> None:
    literal = confidence_literal(confidence)
    assert literal.datatype == XSD.decimal
    assert abs(Decimal(str(literal)) - Decimal(confidence)) <= Decimal("0.0005")
    whole, places = str(literal).split(".")
    assert whole in {"0", "1"}
    assert places == "0" or not places.endswith("0")


@given(st.integers(0, 10**9))
def test_an_offset_is_a_number(offset: int) -> None:
    assert (offset_literal(offset).toPython(), offset_literal(offset).datatype) == (offset, XSD.nonNegativeInteger)
