"""The benchmark's results as a table and as plots."""

import json
import subprocess


def number(value):
    if value >= 1e6:
        return f"{value / 1e6:.2f} M"
    if value >= 10_000:
        return f"{value / 1e3:.1f} k"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}"


def table(scenarios, names, medians):
    """Markdown: a row a scenario, a column a server, and ircserv's share of the floor's figure."""
    shares = "floor" in names and "ircserv" in names
    head = ["scenario", "unit", *names] + (["of floor", "wanted"] if shares else [])
    lines = ["| " + " | ".join(head) + " |",
             "|---|---|" + "--:|" * (len(head) - 2)]
    for scenario in scenarios:
        row = medians.get(scenario.name, {})
        cells = [scenario.name, scenario.unit]
        cells += [number(row[name]) if name in row else "–" for name in names]
        if shares:
            both = "floor" in row and "ircserv" in row and row["floor"] > 0
            cells.append(f"{row['ircserv'] / row['floor']:.2f}" if both else "–")
            sign = "≤" if scenario.smaller else "≥"
            cells.append("–" if scenario.of_floor is None else f"{sign} {scenario.of_floor:.2f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def plot(path, scenario, row):
    """One bar a server."""
    data = "\n".join(f'"{name}" {value}' for name, value in row.items())
    script = f"""
set terminal svg size 640,360 font "sans-serif,12"
set output "{path}"
set title "{scenario.name}"
set ylabel "{scenario.unit}"
set style data histograms
set style fill solid 0.8
set yrange [0:*]
set grid ytics
unset key
$data << END
{data}
END
plot $data using 2:xtic(1) linecolor rgb "#4477aa"
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def write(folder, scenarios, names, medians, figures):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(figures, indent=1) + "\n")
    (folder / "table.md").write_text(table(scenarios, names, medians) + "\n")
    for index, scenario in enumerate(scenarios):
        if scenario.name in medians:
            plot(folder / f"{index:02d}.svg", scenario, medians[scenario.name])
