//! Holds docs/proxy-ids.md against the rules. `A2E_BLESS=1 cargo test -p a2e-wasm --features server --lib table` writes its tables.

use crate::server::ids::{self, Field};
use crate::server::routes::{self, Route};
use crate::server::rules::{self, Rule};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/proxy-ids.md");
/// What the tables begin with.
const START: &str = "## Requests\n";

fn all() -> impl Iterator<Item = Route> {
    routes::all().filter_map(|(names, _, verb, _)| Route::named(&routes::full(names, verb)))
}

fn requests() -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for route in all() {
        for (kind, meaning) in [
            (Field::Own, "the record it is about: the user's own"),
            (Field::Room, "the room it is about: the user's own"),
            (Field::Used, "a record it uses: not another user's"),
            (Field::NoRecord, "no record: not looked up"),
        ] {
            // Of families the task's own id is left out: it is the same for all.
            let names = ids::names(kind)
                .filter(|name| route.takes(name) && !(kind == Field::Own && route.family.is_some()));
            rows.extend(names.map(|name| [tick(&route.name), tick(name), meaning.into()]));
        }
    }
    rows
}

fn answers() -> Vec<[String; 3]> {
    let made = |route: &Route| match rules::maker(route) {
        _ if route.name == rules::JOIN => "the room".into(),
        None => String::new(),
        Some("") => "the record, if the answer holds one alone".into(),
        Some(list) => ["the record that was not in ", &tick(list), " before"].concat(),
    };
    let row = |route: Route| {
        let rule = match rules::rule(&route) {
            Rule::Public => "public: all rows",
            Rule::Account => "the account as a whole: all rows",
            Rule::Mixed => "public rows, and the user's own",
            Rule::Own => "the user's own rows",
            Rule::Records => "the user's own rows, and rows without an id",
        };
        [tick(&route.name), rule.into(), made(&route)]
    };
    all().filter(|route| route.family.is_none()).map(row).collect()
}

fn tick(name: &str) -> String {
    ["`", name, "`"].concat()
}

fn table(head: [&str; 3], rows: Vec<[String; 3]>) -> String {
    let line = |cells: &[String; 3]| ["| ", &cells.join(" | "), " |\n"].concat();
    let rows = rows.iter().map(line).collect::<String>();
    [line(&head.map(String::from)), line(&["---"; 3].map(String::from)), rows].concat()
}

#[test]
fn the_page_has_every_id_and_every_answer() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (prose, _) = page.split_once(START).unwrap();
    let requests = table(["operation", "field", "what it names"], requests());
    let answers = table(["operation", "rows for a user", "becomes the user's own"], answers());
    let wanted = [prose, START, "\n", &requests, "\n## Answers\n\n", &answers].concat();
    if std::env::var_os("A2E_BLESS").is_some() {
        std::fs::write(PAGE, &wanted).unwrap();
    }
    assert!(
        std::fs::read_to_string(PAGE).unwrap() == wanted,
        "docs/proxy-ids.md is stale: see src/server/table.rs"
    );
}
