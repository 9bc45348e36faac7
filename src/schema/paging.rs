//! The four ways in which the service's lists are asked for their pages.

/// How a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// `pageNum` and `pageSize`; answers `rows` (documented for `allRecords` and `records`).
    PageNum,
    /// `current` and `pageSize`; answers `data` (avatar videos).
    Current,
    /// `page` and `page_size` (the newer image families).
    Page,
    /// No paging at all.
    None,
}

impl Paging {
    /// The wire's names of page and size.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::PageNum => ("pageNum", "pageSize"),
            Self::Current => ("current", "pageSize"),
            Self::Page => ("page", "page_size"),
            Self::None => ("", ""),
        }
    }

    /// The same as a field string.
    pub const fn fields(self) -> &'static str {
        match self {
            Self::PageNum => "pageNum!:i pageSize!:i[1..100]",
            Self::Current => "current:i pageSize:i",
            Self::Page => "page:i page_size:i",
            Self::None => "",
        }
    }
}
