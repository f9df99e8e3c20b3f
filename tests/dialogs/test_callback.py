"""What a button asks for comes back as it was packed, and never as more than Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.speaking.callback import LONGEST, At, Go, TooLong, goes_to, unpack

NAMES = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True)
VALUES = st.one_of(st.just(""), st.from_regex(r"[a-z0-9_.=:]{1,40}", fullmatch=True))


@given(NAMES, VALUES)
def test_what_a_button_leads_to_comes_back(intent: str, value: str) -> None:
    assert unpack(Go(intent, value).pack()) == Go(intent, value)
    assert goes_to(Go(intent, value).pack()) == intent


@given(
    st.sampled_from(["choose", "toggle", "control", "edit"]),
    NAMES,
    st.from_regex(r"[a-z_.0-9]{1,20}", fullmatch=True),
    VALUES,
)
def test_a_place_of_a_questionnaire_comes_back(act: object, flow: str, path: str, value: str) -> None:
    asked = At(act, flow, path, value)  # type: ignore[arg-type]
    try:
        packed = asked.pack()
    except TooLong:
        return
    assert unpack(packed) == asked
    assert goes_to(packed) is None
    assert len(packed.encode()) <= LONGEST


@pytest.mark.parametrize("strange", ["", ":", "g:", "x:denial.kind:1", "a:", "hello"])
def test_what_no_button_of_ours_carries_is_nothing(strange: str) -> None:
    assert unpack(strange) is None


def test_a_button_that_carries_too_much_is_refused() -> None:
    with pytest.raises(TooLong, match="64 bytes"):
        Go("say", "x" * 70).pack()
