import numpy as np
import polars as pl
import pytest

from flows.match.names import COLUMNS, parsed
from flows.match.owners import fits


def told(name: str, mailbox: str) -> tuple[bool, bool]:
    """Whether a mailbox is somebody's own, and whether it is called after the given name."""
    names = parsed(pl.DataFrame([dict.fromkeys(COLUMNS, "") | {"full_name": name}])).with_columns(mailed=pl.lit(""))
    none = np.zeros(1, np.int32)
    own, called = fits(names, none, pl.Series([f"{mailbox}@nordwerk.example"]), none)
    return bool(own[0]), bool(called[0])


@pytest.mark.parametrize(
    ("name", "mailbox", "outcome"),
    [
        ("Petra Müller", "petra.mueller", (True, True)),
        ("Petra Müller", "pmueller", (True, False)),
        ("Petra Müller", "petra", (True, True)),
        ("Petra Müller", "pm", (True, False)),
        ("Petra Müller", "vonderschmid.anton", (False, False)),
        ("张伟", "wei.zhang", (True, True)),
        ("Bob Kinton", "robert.k", (True, True)),
        ("Pablo Gutiérrez Navarro", "gutierrez", (True, False)),
    ],
)
def test_a_mailbox_is_told_by_the_name(name: str, mailbox: str, outcome: tuple[bool, bool]) -> None:
    assert told(name, mailbox) == outcome
