# SPDX-License-Identifier: AGPL-3.0-or-later
"""An assessment is written with what it rests on; a later one supersedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from amparo.assessment import Answer, AnswerError
from amparo.core.dates import PartialDate
from amparo.core.truth import Truth
from amparo_desk.accounts.models import Role, User
from amparo_desk.register import domain
from amparo_desk.register.models import Assessment, Person, Statement
from amparo_desk.register.queries import assessments_of
from register.made_up import case_record

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.database
CASE = "note-a/anna/case"


@pytest.fixture
def case(user: User) -> User:
    domain.add_case_record(record=case_record(), user=user)
    return user


def assess(user: User, *, prosecution: str = CASE, **more: Any) -> Assessment:  # noqa: ANN401
    seen = Statement.objects.filter(prop="months").values_list("pk", flat=True)
    answers = {"liberty": Answer(Truth.FALSE, "a suspended sentence", tuple(seen))}
    return domain.assess(
        prosecution=prosecution,
        definition="pace-1900",
        reference_date=PartialDate.from_edtf("2025-06"),
        user=user,
        **{"answers": answers, **more},
    )


def test_the_outcome_is_computed_and_the_definition_named_with_its_version(case: User) -> None:
    made = assess(case)
    assert (made.outcome, made.definition_version) == ("not_deprived", "2012-1")
    assert (made.record.key, made.reference_date) == ("note-a/anna", "2025-06")
    assert made.answers["liberty"]["reason"] == "a suspended sentence"


def test_a_later_assessment_supersedes_and_the_earlier_one_stays(case: User) -> None:
    first = assess(case)
    second = assess(case, answers={})
    assert (second.supersedes, second.outcome) == (first, "insufficient")
    assert list(assessments_of(Person.objects.get())) == [second]
    assert Assessment.objects.count() == 2


def test_it_outlives_a_rebuild(case: User) -> None:
    made = assess(case)
    domain.rebuild()
    assert list(assessments_of(Person.objects.get())) == [made]


def test_what_is_not_there_is_refused(case: User) -> None:
    with pytest.raises(domain.RefusedError, match="no prosecution"):
        assess(case, prosecution="note-a/anna")
    with pytest.raises(domain.RefusedError, match="999999"):
        assess(case, answers={"liberty": Answer(Truth.TRUE, "in a cell", (999_999,))})
    with pytest.raises(AnswerError, match="guilt"):
        assess(case, answers={"guilt": Answer(Truth.UNKNOWN)})
    assert not Assessment.objects.exists()


def test_the_second_assessor_is_somebody_else_who_may(case: User, reader: User) -> None:
    with pytest.raises(domain.RefusedError, match="second assessor"):
        assess(case, second_assessor=case)
    with pytest.raises(PermissionDenied):
        assess(case, second_assessor=reader)
    colleague = User.objects.create(username="colleague", role=Role.DOCUMENTER)
    made = assess(case, second_assessor=colleague, dissent=" I read the ban otherwise. ")
    assert (made.second_assessor, made.dissent) == (colleague, "I read the ban otherwise.")
