"""What people write above a column, in four languages, with slips of the pen and much around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.header_meaning import MEANINGS, meaning_of

# Headers of real tables of seizures (EIA, ETIS, TRAFFIC, ROUTES, LEMIS, national forms).
EXACT = [
    ("Date", "date"), ("DATE OF SEIZURE", "date"), ("seizure_date", "date"),
    ("Ngày thu giữ", "date"),
    ("案发日期", "date"), ("Дата события", "date"), ("Année", "year"), ("Год", "year"),
    ("年份", "year"),
    ("Country of Discovery", "country"), ("Quốc gia", "country"), ("País", "country"),
    ("Location of incident", "place"), ("Место изъятия", "place"), ("địa điểm", "place"),
    ("Lat.", "latitude"), ("LONG", "longitude"), ("Широта", "latitude"), ("经度", "longitude"),
    ("Scientific Name", "species"), ("Вид животного", "species"), ("物种", "species"),
    ("Commodity type", "product"), ("Tang vật", "product"), ("Кол-во", "quantity"),
    ("No. of specimens", "quantity"), ("Số lượng", "quantity"), ("Weight (kg)", "weight"),
    ("Масса", "weight"), ("重量", "weight"), ("Подозреваемый", "courier"),
    ("犯罪嫌疑人", "courier"),
    ("Bị can", "courier"), ("Consignor", "owner"), ("发货人", "owner"), ("Consignee", "buyer"),
    ("người nhận", "buyer"), ("Продавец", "seller"), ("Водитель", "driver"),
    ("Họ và tên", "person"),
    ("Date of birth", "birthDate"), ("出生日期", "birthDate"), ("ngày sinh", "birthDate"),
    ("Гражданство", "nationality"), ("Passport No.", "document"), ("身份证号", "document"),
    ("CCCD", "document"), ("Телефон", "phone"), ("手机号", "phone"), ("SĐT", "phone"),
    ("Licence plate", "plate"), ("车牌号", "plate"), ("biển số xe", "plate"), ("IBAN", "account"),
    ("Mode of transport", "transport"), ("运输方式", "transport"),
    ("Способ сокрытия", "concealment"),
    ("Alleged final destination", "destination"), ("目的地", "destination"), ("откуда", "origin"),
    ("Countries of transit", "transit"), ("quá cảnh", "transit"), ("Trị giá", "price"),
    ("Валюта", "currency"), ("приговор", "outcome"), ("案情", "description"), ("Ghi chú", "note"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "meaning"), EXACT)
def test_a_header_that_is_a_word_of_the_list_is_sure(header: str, meaning: str) -> None:
    assert meaning_of(header) == (meaning, 1.0)


@pytest.mark.parametrize("dressed", ["{}:", "  {}  ", "{}#2", "{} (simulated)", "*{}*", "{}\n"])
def test_what_stands_around_a_header_does_not_make_it_another(dressed: str) -> None:
    for header, meaning in EXACT:
        found, sure = meaning_of(dressed.format(header))
        assert found == meaning, header
        assert sure >= 0.7, header


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Date of entry into the list", "date"), ("Weight in total, raw", "weight"),
        ("Suspect nationality", "nationality"), ("Courier phone number", "phone"),
        ("Official country of origin", "origin"), ("案件编号一", "reference"),
        ("被查获物品", "product"),
    ],
)  # fmt: skip
def test_a_header_with_a_known_word_at_its_end_is_proposed_and_less_sure(
    header: str, meaning: str
) -> None:
    assert meaning_of(header) == (meaning, 0.7)


@pytest.mark.parametrize(
    ("slip", "meaning"),
    [("Destnation", "destination"), ("Natonality", "nationality"), ("Descripton", "description"),
     ("Concealement", "concealment"), ("Куръер", ""), ("Longtitude", "longitude")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_forgiven_in_long_words_only(slip: str, meaning: str) -> None:
    assert meaning_of(slip) == ((meaning, 0.6) if meaning else ("", 0.0))


@pytest.mark.parametrize(
    "header",
    ["Colour", "Q7", "", "   ", "#", "###", "🐆", "--", "Rate", "Gate", "Notary", "Dated",
     "Cargo ship",
     "Viable", "Chateau", "цвет", "顏色", "màu"],
)  # fmt: skip
def test_a_header_that_only_resembles_a_word_means_nothing(header: str) -> None:
    assert meaning_of(header) == ("", 0.0)


def test_vietnamese_marks_tell_a_species_from_a_type() -> None:
    assert meaning_of("Loài")[0] == "species"
    assert meaning_of("Loại")[0] == "type"
    # However the accents are put together.
    assert meaning_of("Loa\u0300i")[0] == "species"


@given(st.text(max_size=60))
def test_any_header_means_something_known_or_nothing(header: str) -> None:
    meaning, sure = meaning_of(header)
    assert (meaning in MEANINGS and 0 < sure <= 1) or (meaning, sure) == ("", 0.0)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Suspect phone", "phone"), ("Driver phone", "phone"), ("Phone of suspect", "phone"),
        ("Courier phone number", "phone"), ("嫌疑人电话", "phone"), ("телефон курьера", "phone"),
        ("điện thoại nghi phạm", "phone"), ("嫌疑人国籍", "nationality"),
        ("Courier nationality", "nationality"), ("Seller account number", "account"),
        ("Date of birth of suspect", "birthDate"), ("Driver passport", "document"),
        ("Driver name", "driver"), ("Name of driver", "driver"), ("卖家姓名", "seller"),
        ("嫌疑人姓名", "courier"),
        # Where the owner lives is neither his name nor the place of the seizure.
        ("Owner address", ""), ("Owner country", ""), ("Buyer country", ""), ("Suspect number", ""),
        ("Weight of product", "weight"), ("Species of animal", "species"),
    ],
)  # fmt: skip
def test_of_two_words_in_a_header_the_one_it_is_about_counts(header: str, meaning: str) -> None:
    """Read by the longer word, phone numbers would become the names of people."""
    assert meaning_of(header)[0] == meaning
