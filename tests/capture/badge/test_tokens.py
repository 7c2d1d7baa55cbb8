"""What one unlabelled piece most likely is."""

import pytest

from capture.badge.tokens import guess_label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("amara@northwind.example", "email"),
        ("https://northwind.example", "website"),
        ("+49 30 5557 0142", "phone"),
        ("(021) 5555-0100", "phone"),
        ("13800138000", "phone"),
        ("100482", "badge_id"),
        ("A-10042", "badge_id"),
        ("SB001", "badge_id"),
        ("b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11", "badge_id"),
        ("DE", "country"),
        ("Germany", "country"),
        ("中国", "country"),
        ("Northwind Robotics GmbH", "company"),
        ("Northwind S.p.A.", "company"),
        ("上海精密机械有限公司", "company"),
        ("株式会社サンプル", "company"),
        ("Head of Procurement", "title"),
        ("采购经理", "title"),
        ("部長", "title"),
        ("办公室", "department"),
        ("王小明", "full_name"),
        ("山田太郎", "full_name"),
        ("Jan van der Berg", "full_name"),
        ("Northwind Robotics", ""),
        ("Berlin", ""),
        ("", ""),
        ("2026-11-23", ""),
    ],
)
def test_a_piece_speaks_for_itself(text: str, label: str) -> None:
    assert guess_label(text) == label
