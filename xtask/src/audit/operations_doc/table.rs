//! Tables in Markdown, padded so that they can be read as text.

/// A head and its rows; every column is as wide as its widest cell.
pub fn write<const N: usize>(head: &[String; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        rows.iter().chain([head]).map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: &[String; N]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("| {cell:<width$} "));
        padded.collect::<String>() + "|\n"
    };
    let rule = widths.map(|width| format!("|{}", "-".repeat(width + 2))).concat();
    format!("{}{rule}|\n{}", line(head), rows.iter().map(line).collect::<String>())
}
