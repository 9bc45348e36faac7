//! Names in Rust, on the wire and in TypeScript.

/// `faceSwap.previews` is the interface `FaceSwapPreviews`.
pub fn interface(path: &str) -> String {
    path.split('.').map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What `rename_all = "camelCase"` of serde makes of a field.
pub fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    first + &words.map(capitalised).collect::<String>()
}

/// Whether it is one word of a name in JavaScript, such as `faceSwap`.
pub fn is_camel_case(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.chars().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_interface() {
        assert_eq!(interface("faceSwap.previews"), "FaceSwapPreviews");
        assert_eq!(interface("veoVideos"), "VeoVideos");
    }

    #[test]
    fn snake_case_becomes_camel_case() {
        assert_eq!(camel_case("content_type"), "contentType");
        assert_eq!(camel_case("key"), "key");
    }
}
