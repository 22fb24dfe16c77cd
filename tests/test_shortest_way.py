"""The fewest keys from one cell of a table to another, as a practised clerk would go."""

from hypothesis import given
from hypothesis import strategies as st

from forms.cells import Address
from forms.edition_file import built_in_editions
from ui.table_keys import next_typed, shortest_way
from ui.table_shape import TableShape

EDITION = built_in_editions()["2021"]
STEPS = {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1)}


def arrived(shape: TableShape, here: Address, way: list[str]) -> Address | None:
    at: Address | None = here
    for key in way:
        assert at is not None
        if key in STEPS:
            at = shape.neighbour(shape.place_of(at), *STEPS[key])
        else:
            at = next_typed(shape, at, key == "Return", False)
    return at


@given(st.data())
def test_it_arrives(data):
    shape = TableShape(EDITION, data.draw(st.sampled_from(sorted(EDITION.tables))))
    order = shape.typed_by_column if not shape.has_wide_values else shape.typed_by_row
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
    way = shortest_way(shape, order[first], order[last])

    assert arrived(shape, order[first], way) == order[last]
    assert len(way) <= last - first


def test_the_arrows_where_they_are_shorter():
    shape = TableShape(EDITION, "applications")
    here = Address("applications", "received", "person")
    right = Address("applications", "received", "enterprise")
    below = Address("applications", "carried_in", "enterprise")

    assert shortest_way(shape, here, here) == []
    assert shortest_way(shape, here, right) in (["Tab"], ["Right"])
    assert shortest_way(shape, here, below) == ["Down", "Right"]
