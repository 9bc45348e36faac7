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
