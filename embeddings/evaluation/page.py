"""The report of an evaluation: what was asked of what, every figure with its interval, the plots.

One list of sections is made from the result alone; HTML is written here, the PDF is typeset from
the same sections elsewhere. Nothing is said in one and not in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from embeddings.evaluation.plots import Axis, Series, Spread, plot, spreads

_STYLE = """
body{font:15px/1.5 "Noto Sans",system-ui,sans-serif;color:#1b1f24;max-width:60rem;margin:2rem auto;
padding:0 1.2rem}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:
collapse;margin:.6rem 0}td,th{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid
#d5d9de;vertical-align:top}th{color:#5b636d;font-weight:600}svg{max-width:100%;height:auto}
code{background:#f4f6f8;padding:.1rem .3rem}.note{background:#f4f6f8;border-left:3px solid #a4161a;
padding:.5rem .8rem}
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a heading, sentences, perhaps a table (heading first) and a plot."""

    title: str
    text: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    svg: str = ""


def sections(result: Mapping[str, Any]) -> list[Section]:
    """The whole report of a result as `kedrovka evaluate` writes it."""
    made = [_asked(result), _headlines(result)]
    made += [*_peers(result), *_controls(result), *_open_set(result), *_ratios(result)]
    made += [_leads(result), _limits(result)]
    return made


def html(title: str, parts: Sequence[Section]) -> str:
    """The report as one page that needs no other file."""
    body = [f"<h1>{escape(title)}</h1>"]
    for part in parts:
        body.append(f"<h2>{escape(part.title)}</h2>")
        body += [f"<p>{escape(line)}</p>" for line in part.text]
        if part.table:
            head, *rows = part.table
            cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
            lines = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                for row in rows
            )
            body.append(f"<table><tr>{cells}</tr>{lines}</table>")
        body.append(part.svg)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><body>{''.join(body)}</body></html>\n"
    )


def figure(value: Mapping[str, Any] | None) -> str:
    """A figure with its interval as it is read."""
    if value is None:
        return "-"
    return f"{value['value']:.3f} ({value['low']:.3f} to {value['high']:.3f})"


def _asked(result: Mapping[str, Any]) -> Section:
    run = result["run"]
    data = result["data"]
    rows = [
        ("what", "value"),
        ("data", f"{data['name']}: {data['photos']:,} photos of {data['animals']:,} animals"),
        ("protocol", run["protocol"]),
        ("queries", f"{data['known']:,} known, {data['unknown']:,} of animals without an answer"),
        ("gallery", f"{data['gallery']:,} photos of {data['gallery_animals']:,} animals"),
        ("near-duplicates", f"{data['duplicates']:,} pairs across encounters, hidden"),
        ("rows refused", f"{data['refused']:,}"),
        ("seed", str(run["seed"])),
        ("network", f"{run['weights']}, sha256 {run['weights_digest']}"),
        (
            "calibration",
            "; ".join(f"{c['name']}, digest {c['digest']}" for c in run["calibration"]),
        ),
        ("command", run["command"]),
    ]
    if run["pelts"]:
        rows.insert(3, ("queries are", run["pelts"]))
    text = (
        "Intervals are 95 % over resampled animals (1,000 resamples), never over photos or pairs.",
        "A query never meets photos of its own encounter, nor of the other flank.",
    )
    return Section("What was measured, and on what", text, tuple(rows))


def _headlines(result: Mapping[str, Any]) -> Section:
    measures = result["figures"]
    rows = [("figure", "value")]
    rows += [(name, figure(value)) for name, value in measures["retrieval"].items()]
    chance = measures["chance"]
    rows.append(("chance, photo and animal", f"{chance['photo']:.3f}, {chance['animal']:.3f}"))
    rows += [(f"animal within rank {k}", figure(value)) for k, value in measures["cmc"].items()]
    speed = measures["speed_s"]
    rows.append(("one search, median and 95 %", f"{speed['median']:.2f} s, {speed['95 %']:.2f} s"))
    svg = plot(
        "Cumulative match: own animal within rank",
        Axis("rank", 1, 20),
        Axis("share of known queries", 0, 1),
        [Series("ours", result["curves"]["cmc"])],
    )
    return Section("Retrieval", (), tuple(rows), "cmc.svg", svg)


def _peers(result: Mapping[str, Any]) -> list[Section]:
    peers = result.get("peers")
    if not peers:
        return []
    ours = result["figures"]["retrieval"]
    rows: list[tuple[str, ...]] = [("method", "mAP", "top-1 photo", "top-5 photos")]
    rows.append(("ours", *(figure(ours[name]) for name in rows[0][1:])))
    names = ("mean_average_precision", "top_1", "top_5")
    rows += [(title, *(figure(peer[name]) for name in names)) for title, peer in peers.items()]
    text = ("All methods see the same photos, regions, masks and marks, in the same run.",)
    return [Section("Beside what one would use instead", text, tuple(rows))]


def _controls(result: Mapping[str, Any]) -> list[Section]:
    controls = result.get("controls")
    if not controls:
        return []
    rows = [("view", "top-1 photo", "chance", "queries", "should")]
    rows += [
        (
            name,
            figure(one["top_1"]),
            f"{one['chance']:.3f}",
            f"{one['queries']:,}",
            one["should"],
        )
        for name, one in controls.items()
    ]
    text = ("Each view is searched on the same path, in a gallery of fewer photos an encounter.",)
    return [Section("Controls", text, tuple(rows))]


def _open_set(result: Mapping[str, Any]) -> list[Section]:
    measures = result["figures"]
    if not measures["dir_at"]:
        return []
    rows = [("figure", "value")]
    rows += [
        (f"identified at {float(far):.0%} false alarms", figure(value))
        for far, value in measures["dir_at"].items()
    ]
    for rule, told in measures["open_set"].items():
        rows.append((f"{rule}: BAKS", figure(told["baks"])))
        rows.append((f"{rule}: BAUS", figure(told["baus"])))
        rows.append((f"{rule}: root of their product", figure(told["root"])))
    text = (
        "lead: what the lead says or leans to counts, and cannot tell is right of nobody. firm: "
        "the same by firm leads alone. ratio: new "
        "where the ratio for none of these is above 1. fitted: new above a threshold of that "
        "ratio chosen on other animals (5 folds).",
    )
    svg = plot(
        "Identified against false alarms",
        Axis("false alarm rate", 0, 1),
        Axis("detection and identification rate", 0, 1),
        [Series("ours", result["curves"]["dir"], steps=True)],
    )
    return [Section("Animals that are not in the gallery", text, tuple(rows), "dir.svg", svg)]


def _ratios(result: Mapping[str, Any]) -> list[Section]:
    ratios = result["figures"]["ratios"]
    if ratios is None:
        return []
    drawn = result["curves"]
    rows = [("figure", "value")]
    rows += [(name, figure(value)) for name, value in ratios["figures"].items()]
    pairs = f"{ratios['pairs_same']:,} of one animal, {ratios['pairs_different']:,} of two"
    rows.append(("comparisons", pairs))
    widest = max(1.0, *(abs(x) for line in drawn["tippett"].values() for x, _ in line))
    made = [
        Section("Likelihood ratios", _held_out(result), tuple(rows)),
        _lines("Tippett", "tippett.svg", drawn["tippett"], Axis("log10 LR", -widest, widest)),
        _lines("Empirical cross-entropy", "ece.svg", drawn["ece"], Axis("prior log10 odds", -3, 3)),
    ]
    told = [(one["said"], one["seen"]) for one in drawn["reliability"]]
    diagonal = [(-widest, -widest), (widest, widest)]
    svg = plot(
        "Reliability: said against observed",
        Axis("log10 LR said", -widest, widest),
        Axis("log10 LR observed", -widest, widest),
        [Series("calibrated", diagonal), Series("observed", told, marks=True)],
    )
    made.append(Section("Reliability", (), (), "reliability.svg", svg))
    return [*made, _quality(drawn["quality"], widest)]


def _held_out(result: Mapping[str, Any]) -> tuple[str, ...]:
    told = [f"{one['name']} stands for {one['population']}" for one in result["run"]["calibration"]]
    return (
        "A ratio is held out only where the calibration was not fitted on these animals: "
        f"{'; '.join(told)}.",
    )


def _named(calibration: Mapping[str, str]) -> str:
    return f"{calibration['name']}, digest {calibration['digest']}"


def _lines(title: str, name: str, drawn: Mapping[str, Any], x: Axis) -> Section:
    y = Axis("share above" if name == "tippett.svg" else "bits", 0, 1)
    svg = plot(title, x, y, [Series(label, points) for label, points in drawn.items()])
    return Section(title, (), (), name, svg)


def _quality(rows: Sequence[Mapping[str, Any]], widest: float) -> Section:
    bars, table = [], [("quality of the query", "queries", "Cllr")]
    for row in rows:
        cost = "-" if row["cllr"] is None else f"{row['cllr']:.3f}"
        table.append((row["quality"].replace("_", " "), f"{row['queries']:,}", cost))
        bars.append(Spread(f"{row['quality']}: same", row["same"]))
        bars.append(Spread("another", row["other"]))
    svg = spreads("Ratios by quality", Axis("log10 LR", -widest, widest), bars)
    text = ("Boxes hold the middle half, whiskers 95 % of the ratios.",)
    return Section("Ratios by quality", text, tuple(table), "quality.svg", svg)


def _leads(result: Mapping[str, Any]) -> Section:
    rows = [("lead", "share of queries")]
    rows += [(name, figure(value)) for name, value in result["figures"]["leads"].items()]
    return Section("What the lead says", (), tuple(rows))


def _limits(result: Mapping[str, Any]) -> Section:
    return Section("Limits", tuple(result["limits"]))
