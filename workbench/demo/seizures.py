"""Seizures of the story as three offices record them: Russian customs, Chinese police, a region.

SZ-1 and SZ-2 stand among others that have nothing to do with them; each office has its own words
for what is confirmed.
"""

import numpy as np

from workbench.demo.passages import DATES
from workbench.demo.people import PEOPLE, SHARED_PHONE, passers_by
from workbench.demo.sheets import Sheet

__all__ = ["FIRST_CASE", "FIRST_EXHIBIT", "SECOND_CASE", "SECOND_EXHIBIT", "seizure_sheets"]

FIRST_CASE, FIRST_EXHIBIT = "ДВ-2025-0113", "ДВ-2025-0113/1"
SECOND_CASE, SECOND_EXHIBIT = "珲公(刑)2025-031", "珲公(刑)2025-031/1"
_YEARS = (2022, 2023, 2024, 2025)


def seizure_sheets(rng: np.random.Generator) -> list[Sheet]:
    """The three tables."""
    return [_russian(rng), _chinese(rng), _regional(rng)]


def _day(rng: np.random.Generator, n: int) -> tuple[int, int, int]:
    return _YEARS[n % len(_YEARS)], int(rng.integers(1, 13)), int(rng.integers(1, 29))


def _russian(rng: np.random.Generator) -> Sheet:
    courier = PEOPLE["courier"]
    story = {
        "№ дела": FIRST_CASE, "Дата": f"{DATES.first_seizure:%d.%m.%Y}", "Место": "МАПП Краскино",
        "Страна": "Россия", "Широта": "42,7112", "Долгота": "130,7810",
        "Вид": "леопард (предположительно)", "Предмет": "шкура", "Количество": "1",
        "Ведомство": "таможенный пост (вымышленный)", "Вещдок": FIRST_EXHIBIT,
        "Сокрытие": "сложена в мешке с крупой", "Транспорт": "автобус",
        "Задержанный": courier.ru, "Дата рождения": courier.born, "Документ": courier.document,
        "Телефон задержанного": courier.phone, "Водитель": "", "Хозяин груза": "Мохов Г.И.",
        "Покупатель": "", "Телефоны": SHARED_PHONE, "Госномер": "М417ТН 125",
        "Цена": "900 000 руб.", "Происхождение": "Хасанский район, Россия",
        "Статус происхождения": "подтв.", "Через": "", "Статус транзита": "",
        "Куда следовал": "Хуньчунь, Китай", "Статус направления": "подтв.",
        "Назначение": "Вьетнам", "Статус назначения": "неподтв.",
        "Примечание": "ВЫМЫШЛЕНО (simulated)",
    }  # fmt: skip
    rows = [story]
    wares = (("медведь", "лапы"), ("кабарга", "струя"), ("тигр", "когти"), ("медведь", "желчь"))
    for n, name in enumerate(passers_by(rng, "ru", 4)):
        year, month, day = _day(rng, n)
        species, product = wares[n % len(wares)]
        rows.append({
            "№ дела": f"ДВ-{year}-{200 + n:04d}", "Дата": f"{day:02d}.{month:02d}.{year}",
            "Место": "Уссурийск", "Страна": "РФ", "Широта": f"43,{rng.integers(70, 90)}",
            "Долгота": f"131,{rng.integers(80, 99)}", "Вид": species, "Предмет": product,
            "Количество": str(rng.integers(1, 30)), "Ведомство": "полиция (вымышленная)",
            "Задержанный": name, "Госномер": f"Х{rng.integers(100, 999)}УМ 25",
            "Происхождение": "Россия", "Статус происхождения": "подтв.",
            "Куда следовал": "Китай", "Статус направления": "неподтв.",
            "Примечание": "ВЫМЫШЛЕНО (simulated)",
        })  # fmt: skip
    return Sheet(
        "seizures_customs_ru.csv", "kedrovka_seizures_ru", "windows-1251", tuple(rows), ";"
    )


def _chinese(rng: np.random.Generator) -> Sheet:
    seller, buyer = PEOPLE["seller"], PEOPLE["buyer"]
    story = {
        "案件编号": SECOND_CASE, "日期": f"{DATES.second_seizure:%Y-%m-%d}", "地点": "珲春西市场",
        "国家": "中国", "纬度": "42.8679", "经度": "130.3580", "物种": "豹", "物品": "皮张",
        "数量": "1", "机关": "公安（虚构）", "物证编号": SECOND_EXHIBIT,
        "隐藏方式": "裁成两块，藏于皮衣中", "运输方式": "货车", "携带人": seller.han,
        "出生日期": "1980-09-09", "证件号码": seller.document, "携带人电话": seller.phone,
        "司机": "", "货主": PEOPLE["stall"].han, "买方": buyer.viet, "查获电话": SHARED_PHONE,
        "车牌": "吉H·7Q302", "价格": "", "来源地": "俄罗斯", "来源状态": "已证实",
        "途经": "克拉斯基诺, 俄罗斯", "途经状态": "已证实", "下一站": "", "下一站状态": "",
        "目的地": "越南", "目的地状态": "未证实", "备注": "虚构 (simulated)",
    }  # fmt: skip
    rows = [story]
    wares = (("熊", "熊掌"), ("虎", "虎骨"), ("林蛙", "林蛙油"), ("熊", "熊胆"))
    for n, name in enumerate(passers_by(rng, "han", 3)):
        year, month, day = _day(rng, n + 1)
        species, product = wares[n % len(wares)]
        rows.append({
            "案件编号": f"珲公(刑){year}-{100 + n:03d}", "日期": f"{year}年{month}月{day}日",
            "地点": "延吉", "国家": "中国", "纬度": f"42.{rng.integers(80, 99)}",
            "经度": f"129.{rng.integers(40, 60)}", "物种": species, "物品": product,
            "数量": str(rng.integers(1, 20)), "机关": "公安（虚构）", "携带人": name,
            "来源地": "俄罗斯", "来源状态": "未证实" if n % 2 else "已证实",
            "备注": "虚构 (simulated)",
        })  # fmt: skip
    return Sheet("seizures_police_zh.csv", "kedrovka_seizures_zh", "gb18030", tuple(rows))


def _regional(rng: np.random.Generator) -> Sheet:
    places = (
        ("Hanoi", "Vietnam", 21.03, 105.85), ("Vientiane", "Lao PDR", 17.97, 102.63),
        ("Mong Cai", "Viet Nam", 21.52, 107.97), ("Bangkok", "Thailand", 13.75, 100.50),
        ("Hong Kong", "China - Hong Kong", 22.32, 114.17), ("Walvis Bay", "NA", -22.96, 14.51),
    )  # fmt: skip
    names = passers_by(rng, "viet", 5)
    rows = []
    for n in range(8):
        year, month, day = _day(rng, n)
        place, country, latitude, longitude = places[n % len(places)]
        rows.append({
            "Case no": f"REG-{year}-{n + 1:02d}", "Date": f"{day:02d}/{month:02d}/{year}",
            "Place": place, "Country": country, "Latitude": str(latitude),
            "Longitude": str(longitude), "Species": "leopard" if n % 3 == 0 else "tiger",
            "Product": ("skin", "bone", "claw")[n % 3], "Quantity": str(rng.integers(1, 9)),
            "Exhibit": "", "Concealment": "", "Transport": ("air", "road", "sea")[n % 3],
            "Courier born": "", "Courier document": "", "Courier phone": "", "Driver": "",
            "Owner": "", "Buyer": "", "Phones found": "", "Plate": "", "Outbound": "",
            "Outbound status": "",
            "Agency": "customs (invented)", "Courier": names[n % 5] if n % 2 else "",
            "Origin": ("Russia", "China", "South Africa")[n % 3],
            "Origin status": ("C", "UC", "")[n % 3], "Via": "Guangxi, China" if n % 2 else "",
            "Via status": "C" if n % 4 == 1 else "", "Destination": "Vietnam",
            "Destination status": "UC", "Remarks": "simulated",
        })  # fmt: skip
    return Sheet("seizures_region.xlsx", "kedrovka_seizures", "", tuple(rows))
