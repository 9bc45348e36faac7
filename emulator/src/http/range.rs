//! The `Range` header, for players that jump about in a video.

/// What part of a file is asked for.
#[derive(Debug, PartialEq)]
pub enum Part {
    Whole,
    /// First and last byte, both included.
    Bytes(usize, usize),
    Unsatisfiable,
}

/// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n`. Anything else, several ranges included, may be
/// ignored and is.
pub fn part(header: Option<&str>, length: usize) -> Part {
    let Some((first, last)) = header.and_then(|text| text.strip_prefix("bytes=")?.split_once('-')) else {
        return Part::Whole;
    };
    let (first, last) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(length.saturating_sub(1))),
        (Ok(first), Err(_)) if last.is_empty() => (first, length.saturating_sub(1)),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 => {
            (length.saturating_sub(count), length.saturating_sub(1))
        }
        (Err(_), Ok(_)) if first.is_empty() => return Part::Unsatisfiable,
        _ => return Part::Whole,
    };
    if first < length { Part::Bytes(first, last) } else { Part::Unsatisfiable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_forms() {
        assert_eq!(part(Some("bytes=2-4"), 10), Part::Bytes(2, 4));
        assert_eq!(part(Some("bytes=2-400"), 10), Part::Bytes(2, 9));
        assert_eq!(part(Some("bytes=7-"), 10), Part::Bytes(7, 9));
        assert_eq!(part(Some("bytes=-3"), 10), Part::Bytes(7, 9));
        assert_eq!(part(Some("bytes=-30"), 10), Part::Bytes(0, 9));
    }

    #[test]
    fn refuses_what_lies_outside() {
        assert_eq!(part(Some("bytes=10-"), 10), Part::Unsatisfiable);
        assert_eq!(part(Some("bytes=-0"), 10), Part::Unsatisfiable);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Unsatisfiable);
    }

    #[test]
    fn ignores_what_it_does_not_know() {
        for header in [None, Some("items=0-1"), Some("bytes=4-2"), Some("bytes=0-1,3-4"), Some("bytes=x-y")] {
            assert_eq!(part(header, 10), Part::Whole);
        }
    }
}
