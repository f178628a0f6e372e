"""What else is on record: people in statements, incidents, patrols, offers and journeys."""

from datetime import date, timedelta

import numpy as np

from workbench.demo.cast import Cast
from workbench.demo.land import WINTERS, Station
from workbench.demo.passages import DATES, Ranges
from workbench.demo.people import PEOPLE, SHARED_PHONE
from workbench.demo.seizures import FIRST_CASE, SECOND_CASE
from workbench.demo.sheets import Sheet

__all__ = ["record_sheets"]

_FAR_DEGREES = 0.1


def record_sheets(
    rng: np.random.Generator, cast: Cast, ranges: Ranges, stations: tuple[Station, ...]
) -> list[Sheet]:
    """The five tables beside the seizures."""
    return [
        _people(),
        _incidents(rng, cast, ranges, stations),
        _patrols(rng, cast, ranges),
        _offers(),
        _journeys(),
    ]


def _person(number: str, name: str, who: str, **more: str) -> dict[str, str]:
    someone = PEOPLE[who]
    row = {
        "No": number, "Name": name, "Also written": "", "Born": someone.born, "Sex": "",
        "Nationality": someone.nationality, "Occupation": "", "Document": "", "Phone": "",
        "Plate": "", "Plate country": "", "Home": "", "Home country": "", "Case no": "",
        "Role": "", "Contact of": "", "Remarks": "simulated",
    }  # fmt: skip
    return row | {key.replace("_", " "): value for key, value in more.items()}


def _people() -> Sheet:
    p = PEOPLE
    rows = [
        _person("RU-1", "ДЬЯЧУК Степан", "courier", Document=p["courier"].document,
                Contact_of="RU-2"),
        _person("RU-2", p["owner"].ru, "owner", Document=p["owner"].document,
                Phone=p["owner"].phone, Case_no=FIRST_CASE, Role="owner"),
        _person("RU-3", p["hunter"].ru, "hunter", Phone=p["hunter"].phone, Contact_of="RU-2"),
        _person("RU-4", p["helper"].ru, "helper", Phone=p["helper"].phone, Contact_of="RU-3"),
        _person("RU-5", p["shop"].ru, "shop", Phone=p["shop"].phone, Contact_of="RU-2",
                Home="Славянка", Home_country="Россия"),
        _person("RU-6", p["broker"].ru, "broker", Contact_of="RU-2", Occupation="лес, грибы"),
        _person("CN-1", p["seller"].han, "seller", Document=p["seller"].document,
                Phone=p["seller"].phone, Also_written="Qu Wenbin"),
        _person("CN-2", p["stall"].han, "stall", Document=p["stall"].document,
                Phone=p["stall"].phone, Case_no=SECOND_CASE, Role="owner", Contact_of="CN-1"),
        _person("CN-3", p["carrier"].han, "carrier", Document=p["carrier"].document,
                Phone=p["carrier"].phone, Contact_of="CN-2"),
        _person("CN-4", p["broker"].han, "broker", Document=p["broker"].document,
                Phone=SHARED_PHONE, Contact_of="CN-1", Also_written="Zheng Hailong; Чжэн Хайлун"),
        _person("CN-5", p["namesake"].han, "namesake", Document=p["namesake"].document,
                Phone=p["namesake"].phone, Also_written="Zheng Hailong", Occupation="餐馆"),
        _person("VN-1", p["buyer"].viet, "buyer", Document=p["buyer"].document,
                Phone=p["buyer"].phone, Case_no=SECOND_CASE, Role="buyer"),
        _person("VN-2", p["tailor"].viet, "tailor", Phone=p["tailor"].phone, Contact_of="VN-1"),
        _person("RU-7", p["driver"].ru, "driver", Document=p["driver"].document,
                Phone=p["driver"].phone, Plate="К318ЕМ125", Plate_country="RU"),
    ]  # fmt: skip
    return Sheet("people.xlsx", "kedrovka_persons", "", tuple(rows))


def _incident(
    number: int, when: str, what: str, place: tuple[float, float], how: str, text: str, **more: str
) -> dict[str, str]:
    row = {
        "№": str(number), "Дата и время": when, "Что": what,
        "Широта": f"{place[0]:.4f}".replace(".", ","),
        "Долгота": f"{place[1]:.4f}".replace(".", ","), "Погрешность, м": "300",
        "Как узнали": how, "Станция": "", "Особь": "", "Госномер": "", "Описание": text,
    }  # fmt: skip
    return row | more


def _incidents(
    rng: np.random.Generator, cast: Cast, ranges: Ranges, stations: tuple[Station, ...]
) -> Sheet:
    home = ranges[cast.lord][0]
    here = (home.latitude + 0.004, home.longitude - 0.005)
    rows = [
        _incident(101, f"{DATES.tracks:%d.%m.%Y} 11:30", "следы людей", here, "видели",
                  "следы двух человек поверх следов самца (вымышлено)",
                  Станция=home.key, Особь=cast.lord),
        _incident(102, f"{DATES.shots:%d.%m.%Y} 20:40", "выстрелы", here, "слышали",
                  "два выстрела после заката (вымышлено)"),
        _incident(103, f"{DATES.shots:%d.%m.%Y} 21:05", "выстрел", here, "слышали",
                  "ещё один (вымышлено)"),
        _incident(104, f"{DATES.camera_destroyed:%d.%m.%Y} 09:15", "камера разбита", here, "нашли",
                  "камера прострелена (вымышлено)", Станция=home.key, Госномер="К318ЕМ125"),
    ]  # fmt: skip
    # Out of earshot of the story: elsewhere people hunt too.
    far = [
        s
        for s in stations
        if s.reserve == "ru"
        and min(abs(s.latitude - own.latitude) for own in ranges[cast.lord]) > _FAR_DEGREES
    ]
    words = (("выстрел", "слышали"), ("петля", "нашли"), ("свет ночью", "видели"),
             ("лагерь", "нашли"), ("браконьерство", "нашли"))  # fmt: skip
    for n in range(20):
        first, _ = WINTERS[n % 4]
        day = first + timedelta(days=int(rng.integers(5, 170)))
        station = far[int(rng.integers(len(far)))]
        what, how = words[n % len(words)]
        place = (station.latitude + 0.006, station.longitude + 0.006)
        hour = f"{int(rng.integers(6, 23)):02d}:{int(rng.integers(60)):02d}"
        rows.append(_incident(200 + n, f"{day:%d.%m.%Y} {hour}", what, place, how, "вымышлено"))
    return Sheet("incidents_ru.csv", "kedrovka_incidents", "windows-1251", tuple(rows), ";")


def _patrols(rng: np.random.Generator, cast: Cast, ranges: Ranges) -> Sheet:
    home = ranges[cast.lord][0]

    def patrol(number: int, day: date, result: str, night: str) -> dict[str, str]:
        return {
            "№ рейда": f"Р-{number}", "Дата": f"{day:%d.%m.%Y}", "Район": home.name,
            "Широта": f"{home.latitude:.4f}", "Долгота": f"{home.longitude:.4f}",
            "Километров": f"{rng.integers(8, 40)} км", "Часов": str(rng.integers(4, 14)),
            "Ночь": night, "Результат": f"{result} (вымышлено)", "Группа": "охрана",
        }  # fmt: skip

    rows = [
        patrol(1, DATES.tracks, "следы двух человек поверх следов самца", "нет"),
        patrol(2, DATES.second_patrol, "ничего не обнаружено", "да"),
    ]
    for n in range(14):
        first, _ = WINTERS[n % 4]
        day = first + timedelta(days=int(rng.integers(5, 170)))
        rows.append(patrol(10 + n, day, "без происшествий", "да" if n % 3 == 0 else "нет"))
    return Sheet("patrols_ru.csv", "kedrovka_patrols", "utf-16", tuple(rows))


def _offers() -> Sheet:
    def offer(
        number: str, day: str, kind: str, price: str, product: str, **more: str
    ) -> dict[str, str]:
        row = {
            "Số": number, "Ngày": day, "Sản phẩm": product, "Loài": "báo", "Loại giá": kind,
            "Giá": price, "Kênh": "chợ", "Nước": "Việt Nam", "Chợ": "Chợ Móng Cái",
            "Người bán": "", "Điện thoại": "", "Vụ bắt giữ": "", "Ghi chú": "mô phỏng (simulated)",
        }  # fmt: skip
        return row | more

    rows = [
        offer("CB-1", "10/03/2025", "chào bán", "310.000.000 đồng", "da báo",
              **{"Vụ bắt giữ": SECOND_CASE, "Người bán": PEOPLE["tailor"].viet}),
        offer("CB-2", "tháng 11 năm 2024", "chào bán", "280.000.000 đồng", "da báo"),
        offer("CB-3", "02/2024", "đã trả", "240.000.000 đồng", "da báo"),
        offer("CB-4", "2023", "chào bán", "9.500.000 đồng", "móng hổ", Loài="hổ"),
        offer("CB-5", "19/06/2025", "thỏa thuận", "265.000.000 đồng", "da báo"),
        offer("CB-6", "05/01/2026", "chào bán", "330.000.000 đồng", "da báo"),
    ]  # fmt: skip
    return Sheet("offers_vi.csv", "kedrovka_offers", "utf-8-sig", tuple(rows))


def _journeys() -> Sheet:
    p = PEOPLE

    def journey(number: str, day: date, who: str, plate: str, **more: str) -> dict[str, str]:
        row = {
            "No": number, "Date": f"{day:%d/%m/%Y}", "Traveller": p[who].latin,
            "Traveller born": p[who].born, "Traveller document": p[who].document, "Driver": "",
            "Driver born": "", "Driver document": "", "Plate": plate, "Plate country": "Russia",
            "From": "Slavyanka", "From country": "Russia", "To": "Hunchun", "To country": "China",
            "Transport": "car", "Case no": "",
        }  # fmt: skip
        return row | more

    driver = {
        "Driver": p["driver"].latin,
        "Driver born": p["driver"].born,
        "Driver document": p["driver"].document,
    }
    first, second = DATES.first_seizure, DATES.second_seizure
    rows = [
        journey("J-1", first - timedelta(days=2), "courier", "К318ЕМ125", **driver),
        journey("J-2", second - timedelta(days=4), "carrier", "К318ЕМ125", **driver),
        journey("J-3", first - timedelta(days=30), "owner", "М417ТН125"),
        journey("J-4", date(2024, 10, 9), "broker", "吉H7Q302", **{"Plate country": "China"}),
        journey("J-5", date(2024, 7, 3), "namesake", "吉H1A115", **{"Plate country": "China"}),
    ]
    return Sheet("journeys.csv", "kedrovka_journeys", "utf-8", tuple(rows))
