"""stub"""


def write_papers(*a: object) -> list[str]:
    return []
