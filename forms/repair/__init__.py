"""How a report that does not add up is repaired: the search behind ``forms.culprit``."""
