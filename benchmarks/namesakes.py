"""How many pairs of people of one name there are by chance, beside how many the watch expects.

    python benchmarks/namesakes.py --people 400 --worlds 2 --seed 1

Everybody is another person, so each pair of one name is chance. Peoples of five traditions are
drawn from shares of names written for this file from general knowledge (families) and by Zipf's
law (given names): invented, and no register. Told: pairs of a weight or more, at most; there: those
there are, weighed by tables alone and by the names on record too.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from cases.names import compare, keys
from cases.watches.name_chance import NamesOnRecord, expected_pairs

Texts = NDArray[np.str_]
BITS = (8, 11, 14, 17, 20)
_MOST_IN_A_BLOCK = 200
FAMILIES = {
    "Korean": "Kim 21.5 Lee 14.7 Park 8.4 Choi 4.7 Jung 4.3 Kang 2.3 Cho 2.1 Yoon 2.1 Jang 2 "
    "Lim 1.7 Han 1.6 Oh 1.5 Seo 1.5 Shin 1.5 Kwon 1.4 Hwang 1.4 Ahn 1.4 Song 1.4 Ryu 1.3 Bae .8",
    "Vietnamese": "Nguyễn 38.4 Trần 11 Lê 9.5 Phạm 7.1 Hoàng 2.6 Huỳnh 2.5 Phan 4.5 Vũ 2 Võ 1.9 "
    "Đặng 2.1 Bùi 2 Đỗ 1.4 Hồ 1.3 Ngô 1.3 Dương 1 Đinh 1 Trịnh .8 Mai .7 Đoàn .8 Trương 1.5",
    "Chinese, pinyin": "Wang 7.1 Li 7 Zhang 6.7 Liu 5.4 Chen 4.5 Yang 3.1 Huang 2.2 Zhao 2.1 "
    "Wu 2.1 Zhou 1.9 Xu 2.2 Sun 1.4 Ma 1.3 Zhu 1.3 Hu 1.2 Guo 1.1 He 1.3 Lin 1.1 Gao 1 Luo 1 "
    "Liang .9 Xie .8 Song .8 Tang .7 Han .7 Deng .7 Feng .6 Cao .6 Peng .6 Zeng .6 Xiao .6",
    "Russian": "Иванов 1.3 Смирнов 1 Кузнецов .7 Попов .6 Петров .6 Соколов .5 Новиков .4",
    "Arabic": "Mohammed 9 Ahmed 7 Ali 7 Hassan 5 Hussein 5 Mahmoud 4 Omar 4 Khaled 3 Ibrahim 4 "
    "Abdullah 4 Mustafa 3 Youssef 3 Saleh 2 Saeed 2 Hamza 1 Karim 2 Tariq 1 Faisal 1 Nasser 1",
}
GIVEN = {
    "Vietnamese": "Hùng Dũng Tuấn Minh Nam Hải Long Thắng Cường Sơn Hoàng Tùng Đức Thành Bình "
    "Trung Hiếu Anh Khoa Phong Kiên Việt Tâm Phúc Lâm Tài Toàn Thịnh Vinh Hòa Lộc Chiến Mạnh Duy",
    "Russian": "Александр Сергей Владимир Андрей Алексей Дмитрий Николай Иван Михаил Евгений "
    "Юрий Анатолий Игорь Олег Павел Максим Роман Денис Василий Антон Виталий Борис Пётр Григорий",
}
HALVES = {
    "Korean": (
        "Min Ji Sung Young Jae Hyun Seung Dong Sang Jin Kyung Eun Su Hye Tae Joon Chul Mi Yoo In",
        "ho soo jun hee woo min young hyun jin seok ki chul sik wook mi kyung ah jung sun hoon",
    ),
    "Chinese, pinyin": (
        "Jian Guo Zhi Wen Ming Hai Xiao Yu Chun Yong Jin De Jia Jun Zi Tian Shao Xin Zhen Yun",
        "guo hua ming jun ping qiang lin sheng wen min hong lan ying mei fang xia rong xiang",
    ),
}
# The rest of Russian family names: thousands, none of them common.
ROOTS = "Бел Вор Гор Дуб Жар Зуб Кар Лом Мух Нос Пуг Рог Сав Тук Уш Хар Чер Шум Щег Яг Бур Гал Дем"
MIDDLES, ENDS = "ан ач ен ик ин иш ок ол ом ор ош уг ух ыш яг", "ов ин ский енко ев ков"


def people(tradition: str, count: int, rng: np.random.Generator) -> list[str]:
    """So many names of different people of a tradition."""
    family = _families(tradition, count, rng)
    if tradition == "Arabic":
        more = [_families(tradition, count, rng) for _ in range(2)]
        return [" ".join(one) for one in zip(family, *more, strict=True)]
    if tradition in HALVES:
        first, second = (_zipf(half, count, rng) for half in HALVES[tradition])
        between = "-" if tradition == "Korean" else ""
        given = [f"{a}{between}{b}" for a, b in zip(first, second, strict=True)]
        return [f"{a} {b}" for a, b in zip(family, given, strict=True)]
    chosen = _zipf(GIVEN[tradition], count, rng)
    if tradition == "Russian":
        return [f"{b} {a}" for a, b in zip(family, chosen, strict=True)]
    return [f"{a} Văn {b}" for a, b in zip(family, chosen, strict=True)]


def _families(tradition: str, count: int, rng: np.random.Generator) -> Texts:
    parts = FAMILIES[tradition].split()
    share = np.array([float(one) for one in parts[1::2]])
    drawn = rng.choice(np.array(parts[::2]), count, p=share / share.sum())
    if tradition != "Russian":
        return drawn
    rare = [a + b + c for a in ROOTS.split() for b in MIDDLES.split() for c in ENDS.split()]
    return np.where(rng.random(count) < share.sum() / 100, drawn, rng.choice(rare, count))


def _zipf(names: str, count: int, rng: np.random.Generator) -> Texts:
    listed = np.array(names.split())
    share = np.arange(1, len(listed) + 1) ** -0.5
    return rng.choice(listed, count, p=share / share.sum())


def weights(names: list[str]) -> list[tuple[float, float]]:
    """Each pair of one name: its bits by tables alone, and by the names on record too."""
    often, blocks = Counter(names), dict[str, list[str]]()
    for name in sorted(often):
        for key in keys(name):
            blocks.setdefault(key, []).append(name)
    pairs = {
        pair
        for own in blocks.values()
        if len(own) <= _MOST_IN_A_BLOCK
        for pair in combinations(own, 2)
    }
    pairs |= {(name, name) for name, count in often.items() if count > 1}
    known, found = NamesOnRecord([one] for one in names), []
    for a, b in sorted(pairs):
        compared = compare(a, b)
        if compared.score >= 0.9:
            there = often[a] * often[b] if a != b else often[a] * (often[a] - 1) // 2
            bits = compared.weight_bits
            found += [(bits, known.bits(a, b, bits))] * there
    return found


def main() -> None:
    """Print told beside there, tradition by tradition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--worlds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.perf_counter()
    print("told at most:", ", ".join(f"{b}: {expected_pairs(asked.people, b):.2g}" for b in BITS))
    for tradition in FAMILIES:
        found = [
            pair
            for world in range(asked.worlds)
            for pair in weights(
                people(tradition, asked.people, np.random.default_rng([asked.seed, world]))
            )
        ]
        for place, way in enumerate(("tables", "record")):
            there = (sum(pair[place] >= b for pair in found) / asked.worlds for b in BITS)
            print(f"{tradition}, {way}:", ", ".join(f"{one:.2g}" for one in there))
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
