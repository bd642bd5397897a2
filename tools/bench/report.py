"""The benchmark's results as a table and as plots."""

import json
import statistics
import subprocess


def number(value):
    if value >= 1e6:
        return f"{value / 1e6:.2f} M"
    if value >= 10_000:
        return f"{value / 1e3:.1f} k"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}"


def median(values):
    """The median of the rounds that succeeded; None when there are none."""
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def share(scenario, build, figures):
    """The ratio of this build of ircserv to the other figure; see Scenario.against."""
    ours = figures.get(scenario.name, {}).get(build, [])
    if scenario.against is None:
        others = figures.get(scenario.name, {}).get("baseline", [])
    else:
        others = figures.get(scenario.against, {}).get(build, [])
    return median([a / b for a, b in zip(ours, others) if a is not None and b])


def table(scenarios, names, builds, figures):
    """Markdown: a row for each scenario, a column for each server, and the share of each build."""
    head = ["scenario", "unit", *names, *(f"{build}: share" for build in builds), "wanted"]
    lines = ["| " + " | ".join(head) + " |",
             "|---|---|" + "--:|" * (len(head) - 2)]
    for scenario in scenarios:
        row = figures.get(scenario.name, {})
        cells = [median(row.get(name, [])) for name in names]
        cells = ["–" if cell is None else number(cell) for cell in cells]
        shares = [share(scenario, build, figures) for build in builds]
        cells += ["–" if part is None else f"{part:.2f}" for part in shares]
        sign = "≤" if scenario.smaller else "≥"
        cells.append("–" if scenario.wanted is None else f"{sign} {scenario.wanted:.2f}")
        lines.append("| " + " | ".join([scenario.name, scenario.unit, *cells]) + " |")
    return "\n".join(lines)


def plot(path, scenario, row):
    """A bar for each server."""
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


def write(folder, scenarios, names, builds, figures):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(figures, indent=1) + "\n")
    (folder / "table.md").write_text(table(scenarios, names, builds, figures) + "\n")
    for index, scenario in enumerate(scenarios):
        row = {name: median(values) for name, values in figures.get(scenario.name, {}).items()}
        row = {name: value for name, value in row.items() if value is not None}
        if row:
            plot(folder / f"{index:02d}.svg", scenario, row)
