"""Charts of the archive as SVG text, with a text alternative."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from briefing.labels import Labels

WIDTH, HEIGHT, FOOT = 600, 120, 26


def days_chart(counts: list[tuple[date, int]], words: Labels) -> Markup:
    """One bar a day; the days with a story are told in the title for those who cannot see it."""
    most = max((count for _, count in counts), default=0)
    if most == 0:
        return Markup("")
    step = WIDTH / len(counts)
    bars = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
            round(place * step + 1, 1),
            round(HEIGHT - HEIGHT * 0.8 * count / most, 1),
            round(step - 2, 1),
            round(HEIGHT * 0.8 * count / most, 1),
        )
        for place, (_, count) in enumerate(counts)
        if count
    )
    told = words.join(
        [words("chart.value", name=words.date(day, "short"), n=words.number(count))
         for day, count in counts if count]
    )  # fmt: skip
    title = words("chart.alt", title=words("chart.last_days"), values=told)
    first, last = (words.date(counts[place][0], "short") for place in (0, -1))
    return Markup(
        '<svg class="days" viewBox="0 0 {w} {full}" role="img" aria-label="{title}">'
        '<g class="bars">{bars}</g><path class="axis" d="M0 {h}.5H{w}"/>'
        '<text x="0" y="{text}">{first}</text>'
        '<text x="{w}" y="{text}" text-anchor="end">{last}</text>'
        '<text x="{w}" y="16" text-anchor="end">{most}</text></svg>'
    ).format(
        w=WIDTH, h=HEIGHT, full=HEIGHT + FOOT, text=HEIGHT + FOOT - 5, title=title, bars=bars,
        first=first, last=last, most=words.count("count.stories", most),
    )  # fmt: skip
