//! Whether modules import each other in a circle, so that none of them can be read or changed alone.
//!
//! Each folder is checked by itself: its files and folders must not import each other in a circle.
//! The folders of a crate then have an order, and so have the files of each folder. What a folder's
//! own file (`mod.rs`) defines counts as one more file: it must not import a child that imports it.
//! `mod` items are not imports, and tests may import everything. A path inside a macro call is not seen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, UseTree, VisRestricted};

/// The names that lead from the root of the crate to a module; none for the root itself.
type Module = Vec<String>;

/// What the children of one folder import from each other, with an example of each import.
type Folder = BTreeMap<String, BTreeMap<String, String>>;

/// The circles of the crate whose root is in this folder, each told in one line.
pub fn circles(src: &Path) -> Result<Vec<String>> {
    Ok(circles_of(&parsed(src)?))
}

/// The imports between the modules at the root that do not lead from one of these names to a later one.
pub fn upward(src: &Path, order: &[&str]) -> Result<Vec<String>> {
    let folders = folders(&parsed(src)?);
    let root = folders.get(&Module::new()).into_iter().flatten();
    let imports = root.flat_map(|(from, to)| to.iter().map(move |(to, example)| (from, to, example)));
    let place = |name: &str| order.iter().position(|module| *module == name);
    let is_upward =
        |from: &str, to: &str| from != "mod" && place(from).zip(place(to)).is_none_or(|(from, to)| from > to);
    Ok(imports.filter(|(from, to, _)| is_upward(from, to)).map(|(.., example)| example.clone()).collect())
}

fn parsed(src: &Path) -> Result<Vec<(Module, syn::File)>> {
    let mut files = Vec::new();
    read(src, &Module::new(), &mut files)?;
    Ok(files)
}

fn read(folder: &Path, module: &Module, files: &mut Vec<(Module, syn::File)>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_root = module.is_empty() && ["lib", "main"].contains(&name.as_str());
        let child = if name == "mod" || is_root { module.clone() } else { child_of(module, &name) };
        if path.is_dir() {
            read(&path, &child, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            let file = syn::parse_file(&text).with_context(|| format!("{} is not Rust", path.display()))?;
            files.push((child, file));
        }
    }
    Ok(())
}

fn child_of(module: &Module, name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

fn name_of(module: &Module) -> String {
    if module.is_empty() { "the root".to_owned() } else { module.join("::") }
}

fn circles_of(files: &[(Module, syn::File)]) -> Vec<String> {
    folders(files).iter().flat_map(|(name, folder)| circles_in(name, folder)).collect()
}

/// What the children of each folder import from each other.
fn folders(files: &[(Module, syn::File)]) -> BTreeMap<Module, Folder> {
    let modules = files.iter().map(|(module, _)| module.clone()).collect();
    let visited = files.iter().map(|(module, file)| {
        let mut imports = Imports::new(module, &modules);
        imports.visit_file(file);
        imports
    });
    let visited: Vec<Imports> = visited.collect();
    let tests: Vec<&Module> = visited.iter().flat_map(|imports| &imports.tests).collect();
    let mut folders = BTreeMap::<Module, Folder>::new();
    for Imports { module, found, .. } in &visited {
        if tests.iter().any(|test| module.starts_with(test)) {
            continue;
        }
        for target in found.iter().filter(|target| *target != module) {
            let shared = module.iter().zip(target).take_while(|(one, other)| one == other).count();
            // What the folder's own file defines counts as a child like the others.
            let child = |module: &Module| module.get(shared).map_or("mod", String::as_str).to_owned();
            let example = format!("{} imports {}", name_of(module), name_of(target));
            let folder = folders.entry(module[..shared].to_vec()).or_default();
            folder.entry(child(module)).or_default().insert(child(target), example);
        }
    }
    folders
}

/// The shortest circle of each child that is in none told before.
fn circles_in(name: &Module, folder: &Folder) -> Vec<String> {
    let mut told = BTreeSet::new();
    let mut circles = Vec::new();
    for start in folder.keys() {
        let Some(circle) = circle_through(start, folder).filter(|_| !told.contains(start.as_str())) else {
            continue;
        };
        let steps = circle.iter().zip(circle.iter().cycle().skip(1));
        let examples: Vec<&str> = steps.map(|(from, to)| folder[*from][*to].as_str()).collect();
        let examples = examples.join(", ");
        circles.push(format!("{}: {} -> {start} ({examples})", name_of(name), circle.join(" -> ")));
        told.extend(circle);
    }
    circles
}

/// The shortest way from a child back to itself, without its return.
fn circle_through<'f>(start: &'f str, folder: &'f Folder) -> Option<Vec<&'f str>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in folder.get(*way.last()?).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back(way.iter().copied().chain([next.as_str()]).collect());
            }
        }
    }
    None
}

/// Collects the modules that a file names.
struct Imports<'m> {
    modules: &'m BTreeSet<Module>,
    /// The module of the item that is being visited.
    module: Module,
    found: BTreeSet<Module>,
    /// The modules that it declares for its tests alone.
    tests: Vec<Module>,
}

impl<'m> Imports<'m> {
    fn new(module: &Module, modules: &'m BTreeSet<Module>) -> Self {
        Self { modules, module: module.clone(), found: BTreeSet::new(), tests: Vec::new() }
    }

    /// Adds the module that a path leads into, if it is one of this crate.
    fn add(&mut self, path: &[String]) {
        let (mut module, mut rest) = match path {
            [first, rest @ ..] if first == "crate" => (Module::new(), rest),
            [first, ..] if ["self", "super"].contains(&first.as_str()) => (self.module.clone(), path),
            // The name of a module that is declared here; a name alone can be that of a variable.
            [first, _, ..] if self.modules.contains(&child_of(&self.module, first)) => {
                (self.module.clone(), path)
            }
            _ => return,
        };
        while let [first, others @ ..] = rest
            && ["self", "super"].contains(&first.as_str())
        {
            if first == "super" {
                module.pop();
            }
            rest = others;
        }
        module.extend_from_slice(rest);
        while !self.modules.contains(&module) {
            module.pop();
        }
        self.found.insert(module);
    }

    fn add_tree(&mut self, before: &[String], tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                self.add_tree(&child_of(&before.to_vec(), &path.ident.to_string()), &path.tree)
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
            UseTree::Name(name) => self.add(&child_of(&before.to_vec(), &name.ident.to_string())),
            UseTree::Rename(name) => self.add(&child_of(&before.to_vec(), &name.ident.to_string())),
            UseTree::Glob(_) => self.add(before),
        }
    }
}

impl<'ast> Visit<'ast> for Imports<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let outside = self.module.clone();
        self.module.push(item.ident.to_string());
        if is_for_tests(&item.attrs) {
            self.tests.push(self.module.clone());
        } else {
            visit::visit_item_mod(self, item);
        }
        self.module = outside;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.add_tree(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(&path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    // The name of a macro begins at the root wherever the macro is defined.
    fn visit_macro(&mut self, _: &'ast Macro) {}

    // `pub(super)` imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    })
}

#[cfg(test)]
mod tests {
    use super::circles_of;

    /// The circles of a crate with these files.
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let parse = |(module, text): &(&str, &str)| {
            let module = module.split("::").filter(|name| !name.is_empty()).map(String::from).collect();
            (module, syn::parse_file(text).expect("Rust"))
        };
        circles_of(&files.iter().map(parse).collect::<Vec<_>>())
    }

    #[test]
    fn an_order_has_no_circle() {
        let files = [
            ("", "mod a; mod b; mod c; pub use a::A;"),
            ("a", "use crate::{b::{self, B}, c}; fn f(a: self::A) { std::fs::read(c::C) }"),
            ("b", "pub(crate) mod d; pub use d::D;"),
            ("b::d", "use crate::c::C; pub(super) struct D(crate::c::C);"),
            ("c", ""),
        ];
        assert_eq!(circles(&files), [] as [&str; 0]);
    }

    #[test]
    fn files_of_a_folder_in_a_circle_are_found() {
        let files = [
            ("b", "mod c; mod d; mod e;"),
            ("b::c", "use super::d::D;"),
            ("b::d", "fn f() -> super::e::E { super::e::E }"),
            ("b::e", "use crate::b::c as other;"),
        ];
        let circle = "b: c -> d -> e -> c (b::c imports b::d, b::d imports b::e, b::e imports b::c)";
        assert_eq!(circles(&files), [circle]);
    }

    #[test]
    fn folders_in_a_circle_are_found_whichever_files_make_it() {
        let files = [
            ("a", ""),
            ("a::one", "use crate::b::one::*;"),
            ("a::two", ""),
            ("b", ""),
            ("b::one", ""),
            ("b::two", "use crate::a::two::{X, Y};"),
        ];
        let circle = "the root: a -> b -> a (a::one imports b::one, b::two imports a::two)";
        assert_eq!(circles(&files), [circle]);
    }

    #[test]
    fn a_child_and_its_parent_are_a_circle() {
        let files = [("a", "mod b; use b::B; struct A;"), ("a::b", "use super::A; struct B;")];
        assert_eq!(circles(&files), ["a: b -> mod -> b (a::b imports a, a imports a::b)"]);
        let files = [("a", "mod b; struct A;"), ("a::b", "use super::A; struct B;")];
        assert_eq!(circles(&files), [] as [&str; 0]);
    }

    #[test]
    fn tests_import_what_they_like() {
        let files = [
            ("a", "#[cfg(test)] mod tests { use crate::b::B; } #[cfg(test)] use crate::b::C; struct A;"),
            ("b", "use crate::a::A; #[cfg(test)] mod tests;"),
            ("b::tests", "use super::B; use crate::c::C;"),
            ("c", "use crate::b::B;"),
        ];
        assert_eq!(circles(&files), [] as [&str; 0]);
    }
}
