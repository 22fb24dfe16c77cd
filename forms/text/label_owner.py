"""Whose count a label speaks of: the whole agency's, or a part's."""

from __future__ import annotations

import re

from forms.text import claim_words as words

_PART_OWNER = re.compile(
    r"([一-龥]{1,20}?(?:局|委员会|委|厅|办公室|办|镇|乡|街道|处|中心|科|院|公司|区|县|市|部门|单位))"
    r"(?:[共已均新]|总共|累计|一共|依法)*$"
)
_WHOLE_OWNER = re.compile(r"[我本全各]|代表|政府(?:办公厅|办公室|办)?$")


def is_part(prefix: str, agency: str) -> bool:
    """Whether the words before a verb name a unit below the agency, or a part of the whole."""
    if re.search(words.NOT_ALL, prefix):
        return True
    owner = _PART_OWNER.search(prefix)
    if owner is None or _WHOLE_OWNER.search(owner[1]):
        return False
    return owner[1] not in agency and (not agency or agency not in prefix)
