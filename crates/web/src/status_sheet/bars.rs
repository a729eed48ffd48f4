//! A figure's bars, one under the other: zero-based, labelled directly, oldest first. The last bar is
//! the darkest; what changed is said in words beside it. Drawn for the width of a phone, so that it
//! reads the same everywhere.

use std::fmt::Write as _;

use atlas::svg::escape;

/// One bar.
pub(super) struct Bar {
    /// The day.
    pub(super) label: String,
    /// The figure as written.
    pub(super) value: String,
    /// The figure in thousandths.
    pub(super) milli: i64,
}

/// Bars shown; of more the first and the last ones are.
const BARS_MOST: usize = 6;
const WIDTH: f64 = 320.0;
const ROW: f64 = 42.0;
const THICK: f64 = 14.0;

/// Draws the bars as SVG; nothing where there are none.
pub(super) fn bars(title: &str, all: &[Bar]) -> String {
    let shown = shown(all);
    let most = shown.iter().map(|bar| bar.milli).max().unwrap_or(0);
    if shown.is_empty() {
        return String::new();
    }
    let height = ROW * whole(i64::try_from(shown.len()).unwrap_or(i64::MAX));
    let mut svg = String::with_capacity(1024);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{}">"#,
        escape(title)
    );
    let last = shown.len() - 1;
    for (row, bar) in shown.iter().enumerate() {
        let top = ROW * whole(i64::try_from(row).unwrap_or(0));
        let length = if most > 0 { WIDTH * whole(bar.milli) / whole(most) } else { 0.0 };
        let class = if row == last { "bar-after" } else { "bar-before" };
        let _ = write!(
            svg,
            r#"<text x="0" y="{:.0}">{}: <tspan font-weight="600">{}</tspan></text><rect x="0" y="{:.0}" width="{length:.1}" height="{THICK}" class="{class}"/><path d="M0.5 {:.0}v{THICK}" stroke="currentColor"/>"#,
            top + 15.0,
            escape(&bar.label),
            escape(&bar.value),
            top + 21.0,
            top + 21.0
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The first bar and the last ones.
fn shown(all: &[Bar]) -> Vec<&Bar> {
    let skipped = all.len().saturating_sub(BARS_MOST);
    let is_shown = |at: usize| at == 0 || at > skipped;
    all.iter().enumerate().filter(|(at, _)| is_shown(*at)).map(|(_, bar)| bar).collect()
}

#[expect(clippy::cast_precision_loss, reason = "figures of a place are far below 2^52")]
fn whole(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(milli: i64) -> Bar {
        Bar { label: format!("ngày {milli}"), value: "31,5 <%".into(), milli }
    }

    #[test]
    fn the_longest_bar_is_the_largest_figure_and_the_others_keep_their_share_from_zero() {
        let svg = bars("Hộ dự họp", &[bar(20_000), bar(80_000)]);
        assert!(svg.contains(r#"width="80.0""#) && svg.contains(r#"width="320.0""#), "{svg}");
        assert_eq!(svg.matches("bar-after").count(), 1, "only the last is dark");
        assert!(svg.contains("31,5 &lt;%") && !svg.contains("style="));
    }

    #[test]
    fn of_many_bars_the_first_and_the_last_are_shown() {
        let all: Vec<Bar> = (1..=10).map(|n| bar(n * 1_000)).collect();
        let labels: Vec<&str> = shown(&all).iter().map(|bar| bar.label.as_str()).collect();
        assert_eq!(labels.len(), BARS_MOST);
        assert_eq!((labels[0], labels[5]), ("ngày 1000", "ngày 10000"));
    }

    #[test]
    fn nothing_and_zero_are_drawn_as_what_they_are() {
        assert_eq!(bars("x", &[]), "");
        assert!(bars("x", &[bar(0), bar(0)]).contains(r#"width="0.0""#));
    }
}
