"""The people of the story, all invented, each in the spellings under which records know them.

Two groups that never meet on paper, a broker between them, a driver who travelled with each, and
a namesake of the broker who has nothing to do with it.
"""

from dataclasses import dataclass

import numpy as np

__all__ = ["PEOPLE", "SHARED_PHONE", "Someone", "passers_by"]

# A number kept free of subscribers is not to be had for all countries: these are invented.
SHARED_PHONE = "+86 199 0000 4417"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the story. ru, han, latin, viet: their name as each script's records have it."""

    key: str
    part: str
    ru: str = ""
    han: str = ""
    latin: str = ""
    viet: str = ""
    born: str = ""
    document: str = ""
    phone: str = ""
    nationality: str = ""


PEOPLE = {
    someone.key: someone
    for someone in (
        Someone("courier", "courier of SZ-1", "Дьячук Степан Аркадьевич", "", "Dyachuk Stepan", "",
                "17.03.1984", "0517 118342", "+7 900 000-10-01", "Россия"),
        Someone("owner", "owner of the load of SZ-1", "Мохов Геннадий Ильич", "", "Mokhov Gennady",
                "", "02.11.1969", "0508 771904", "+7 900 000-10-02", "Россия"),
        Someone("hunter", "hunter", "Рогов Валентин Петрович", "", "Rogov Valentin", "",
                "21.05.1975", "0511 340286", "+7 900 000-10-03", "Россия"),
        Someone("helper", "helper of the hunter", "Тарасюк Олег Юрьевич", "", "Tarasyuk Oleg", "",
                "30.08.1990", "0515 902217", "+7 900 000-10-04", "Россия"),
        Someone("shop", "keeps the store where skins are dried", "Сипягина Лидия Андреевна", "",
                "Sipyagina Lidiya", "", "11.04.1981", "0512 660418", "+7 900 000-10-05", "Россия"),
        Someone("seller", "seller in SZ-2", "Цюй Вэньбинь", "曲文斌", "Qu Wenbin", "",
                "09.09.1980", "E51180226", "+86 199 0000 2001", "中国"),
        Someone("stall", "owner of the stall", "Пан Лисинь", "庞立新", "Pang Lixin", "",
                "30.01.1972", "E51180771", "+86 199 0000 2002", "中国"),
        Someone("carrier", "carrier to the market", "Тун Чжиюань", "佟志远", "Tong Zhiyuan", "",
                "18.06.1979", "E51182035", "+86 199 0000 2003", "中国"),
        Someone("buyer", "buyer in SZ-2", "", "阮氏怀", "Nguyen Thi Hoai", "Nguyễn Thị Hoài",
                "15.07.1988", "C9031177", "+84 91 234 50 01", "Việt Nam"),
        Someone("tailor", "works skins into coats", "", "黎文凯", "Le Van Khai", "Lê Văn Khải",
                "05.12.1983", "C9034410", "+84 91 234 50 02", "Việt Nam"),
        Someone("broker", "between the two groups", "Чжэн Хайлун", "郑海龙", "Zheng Hailong", "",
                "14.06.1978", "E48213377", SHARED_PHONE, "中国"),
        Someone("namesake", "somebody else of the broker's name", "Чжэн Хайлун", "郑海珑",
                "Zheng Hailong", "", "03.02.1991", "E90117264", "+86 199 0000 7710", "中国"),
        Someone("driver", "drove both", "Ким Сергей Владимирович", "", "Kim Sergey", "",
                "05.12.1986", "0519 220871", "+7 900 000-10-06", "Россия"),
    )
}  # fmt: skip

_RU_NAMES = ("Егор", "Павел", "Никита", "Артём", "Роман", "Кирилл")
_RU_FAMILIES = ("Лапшов", "Бердин", "Чухно", "Зимарев", "Кочура", "Дегтев", "Ярыгин", "Шишлов")
_HAN_FAMILIES = "谭尹樊臧柏冉"
_HAN_NAMES = ("国栋", "晓梅", "建业", "春华", "永康", "玉兰")
_VIET_NAMES = ("Phạm Quốc Dũng", "Đỗ Thị Lan", "Vũ Hồng Sơn", "Bùi Thanh Tùng", "Hồ Thị Mai")


def passers_by(rng: np.random.Generator, script: str, count: int) -> list[str]:
    """Invented names of people of other seizures, each once. script: ru, han or viet."""
    if script == "ru":
        pool = [f"{family} {name}" for family in _RU_FAMILIES for name in _RU_NAMES]
    elif script == "han":
        pool = [family + name for family in _HAN_FAMILIES for name in _HAN_NAMES]
    else:
        pool = list(_VIET_NAMES)
    return [pool[int(i)] for i in rng.choice(len(pool), count, replace=False)]
