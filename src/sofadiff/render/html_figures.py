"""Charts as HTML: one image (SVG) with a title and a description that has its figures."""

from __future__ import annotations

from sofadiff.document import BarChart, Ladder
from sofadiff.render import charts
from sofadiff.render.html_names import anchor
from sofadiff.render.visible import escaped


def bar_chart(chart: BarChart) -> str:
    """Stacked bars."""
    names = dict(chart.legend)
    told = ""
    for bar in chart.bars:
        parts = ", ".join([f"{names.get(kind, kind)} {count}" for kind, count in bar.parts])
        told += f"{bar.label}: {parts}. " if bar.parts else f"{bar.label}: "
    return _figure(chart, anchor("f", chart.id), charts.bars(chart), told)


def ladder(chart: Ladder) -> str:
    """Where each agreement stands on a scale of rungs."""
    told = "".join([f"{name}: {state if rank is None else chart.rungs[rank]}. " for name, rank, state in chart.marks])
    return _figure(chart, anchor("l", chart.id), charts.rungs(chart), told)


def _figure(chart: BarChart | Ladder, name: str, drawing: charts.Drawing, told: str) -> str:
    title, width, height = escaped(chart.title), charts.WIDTH, drawing.height
    lines = [
        f'<figure class="chart" id="{name}">',
        f"<figcaption>{title}</figcaption>",
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">',
        f'<title id="{name}-title">{title}</title>',
        f'<desc id="{name}-desc">{escaped(chart.description)} {escaped(told)}</desc>',
    ]
    if drawing.pole:
        lines.append(f'<line class="pole" x1="9" x2="9" y1="{drawing.pole[0]}" y2="{drawing.pole[1]}"/>')
    for rung in drawing.rungs:
        lines.append(f'<circle class="{"rung filled" if rung.filled else "rung"}" cx="9" cy="{rung.y}" r="6"/>')
    for box in drawing.boxes:
        lines.append(
            f'<rect class="bar k-{box.kind}" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>'
        )
    for line in drawing.words:
        lines.append(f'<text x="{line.x}" y="{line.y}" class="{line.style}">{escaped(line.text)}</text>')
    return "\n".join([*lines, "", "</svg>", "</figure>", ""])
