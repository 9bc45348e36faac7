//! The `Range` header, which players send to jump within a video.

/// The part of a file that a request wants.
#[derive(Debug, PartialEq)]
pub enum RequestedRange {
    Whole,
    /// The first and the last byte, both included.
    Bytes(usize, usize),
    Unsatisfiable,
}

/// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n`. Everything else, such as several ranges, is
/// ignored, which HTTP allows.
pub fn parse_range(header: Option<&str>, length: usize) -> RequestedRange {
    let Some((first, last)) = header.and_then(|text| text.strip_prefix("bytes=")?.split_once('-')) else {
        return RequestedRange::Whole;
    };
    let (first, last) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(length.saturating_sub(1))),
        (Ok(first), Err(_)) if last.is_empty() => (first, length.saturating_sub(1)),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 => {
            (length.saturating_sub(count), length.saturating_sub(1))
        }
        (Err(_), Ok(_)) if first.is_empty() => return RequestedRange::Unsatisfiable,
        _ => return RequestedRange::Whole,
    };
    if first < length { RequestedRange::Bytes(first, last) } else { RequestedRange::Unsatisfiable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_forms() {
        assert_eq!(parse_range(Some("bytes=2-4"), 10), RequestedRange::Bytes(2, 4));
        assert_eq!(parse_range(Some("bytes=2-400"), 10), RequestedRange::Bytes(2, 9));
        assert_eq!(parse_range(Some("bytes=7-"), 10), RequestedRange::Bytes(7, 9));
        assert_eq!(parse_range(Some("bytes=-3"), 10), RequestedRange::Bytes(7, 9));
        assert_eq!(parse_range(Some("bytes=-30"), 10), RequestedRange::Bytes(0, 9));
    }

    #[test]
    fn refuses_what_lies_outside() {
        assert_eq!(parse_range(Some("bytes=10-"), 10), RequestedRange::Unsatisfiable);
        assert_eq!(parse_range(Some("bytes=-0"), 10), RequestedRange::Unsatisfiable);
        assert_eq!(parse_range(Some("bytes=0-"), 0), RequestedRange::Unsatisfiable);
    }

    #[test]
    fn ignores_what_it_does_not_know() {
        for header in [None, Some("items=0-1"), Some("bytes=4-2"), Some("bytes=0-1,3-4"), Some("bytes=x-y")] {
            assert_eq!(parse_range(header, 10), RequestedRange::Whole);
        }
    }
}
