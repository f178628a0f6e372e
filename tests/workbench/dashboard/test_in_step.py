"""Filters of a list: a quick hand loses nothing, and the way back leads to what stood before."""

import pytest

TYPED = [
    ("seizures", "text"),
    ("findings", "about"),
    ("resolution", "text"),
    ("catalogue", "text"),
]


def field(page, value):
    """The field that holds what the address says: pages have other fields for letters as well."""
    return next(one for one in page.text_input if one.value == value)


def said(page, name):
    """A parameter of the address; Streamlit's test gives it as a text or as a list of one."""
    value = page.query_params[name]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize(("path", "name"), TYPED)
def test_what_is_typed_twice_in_a_row_stands_both_times(path, name, shown, known):
    page = shown(path, "Anna", **{name: "first"})
    for typed in ("second", "third", "fourth"):
        field(page, said(page, name)).set_value(typed).run()
        assert said(page, name) == typed
        assert field(page, typed).value == typed


@pytest.mark.parametrize(("path", "name"), TYPED)
def test_the_way_back_leads_to_what_stood_before(path, name, shown, known):
    page = shown(path, "Anna", **{name: "first"})
    field(page, "first").set_value("second").run()
    page.query_params[name] = "first"
    page.run()
    assert field(page, "first").value == "first"
    assert said(page, name) == "first"


def test_of_two_picks_one_after_the_other_both_stand(shown, known):
    page = shown("seizures", "Anna")
    for place in range(2):
        one = page.multiselect[place]
        one.select(one.options[0] if place == 0 else one.options[-1]).run()
    assert all(page.multiselect[place].value for place in range(2))
    assert said(page, "country")
    assert said(page, "product")


def test_a_pick_stands_though_the_address_is_still_the_one_before(shown, known):
    page = shown("seizures", "Anna", text="first")
    field(page, "first").set_value("second").run()
    # The browser sends the next pick before it has heard of the new address.
    page.query_params["text"] = "first"
    field(page, "second").set_value("third").run()
    assert said(page, "text") == "third"


def test_a_choice_that_is_no_longer_there_is_given_up_for_the_address(shown, known):
    page = shown("resolution", "Anna", state="nonsense")
    assert not page.exception
    assert page.selectbox[0].value != "nonsense"
