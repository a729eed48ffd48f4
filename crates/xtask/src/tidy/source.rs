//! The tree as the rules see it: Rust files parsed once, their strings with lines, what is a test.

use std::path::Path;

use anyhow::{Context, Result};
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::run;

/// Everything git tracks or would track.
pub struct Tree {
    /// All files, path from the root with `/`.
    pub files: Vec<String>,
    /// The Rust files below `crates/`.
    pub sources: Vec<Source>,
    root: std::path::PathBuf,
}

/// One Rust file.
pub struct Source {
    /// Path from the root.
    pub path: String,
    /// The crate it stands in.
    pub krate: String,
    /// Its text.
    pub text: String,
    /// Parsed.
    pub file: syn::File,
    /// String literals outside tests, with their lines.
    pub strings: Vec<(usize, String)>,
    /// First and last line of each `#[cfg(test)]` item.
    pub tests: Vec<(usize, usize)>,
}

impl Tree {
    /// Reads the tree.
    ///
    /// # Errors
    /// When git or a file cannot be read, or a Rust file does not parse.
    pub fn read(root: &Path) -> Result<Self> {
        let listed = run::output(run::command("git").args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let files: Vec<String> =
            listed.lines().filter(|path| root.join(path).is_file()).map(String::from).collect();
        let mut sources = Vec::new();
        for path in files.iter().filter(|path| path.starts_with("crates/") && path.ends_with(".rs"))
        {
            let text = std::fs::read_to_string(root.join(path))?;
            sources.push(Source::parse(path, text)?);
        }
        Ok(Self { files, sources, root: root.to_path_buf() })
    }

    /// The text of a file; lossy, for text rules only.
    pub fn text(&self, path: &str) -> Result<String> {
        let bytes = std::fs::read(self.root.join(path)).with_context(|| path.to_string())?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The crates, by folder name.
    pub fn crates(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .files
            .iter()
            .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .filter(|name| !name.contains('/'))
            .map(String::from)
            .collect();
        names.sort();
        names
    }
}

impl Source {
    /// Parses a file.
    ///
    /// # Errors
    /// When it is not Rust.
    pub fn parse(path: &str, text: String) -> Result<Self> {
        let file = syn::parse_file(&text).with_context(|| format!("{path} does not parse"))?;
        let krate = path.split('/').nth(1).unwrap_or_default().to_string();
        let mut finder = Finder::default();
        finder.visit_file(&file);
        Ok(Self {
            path: path.into(),
            krate,
            text,
            file,
            strings: finder.strings,
            tests: finder.tests,
        })
    }

    /// Whether the whole file is test code, a bench or an example.
    pub fn is_test(&self) -> bool {
        let inside = self.path.split('/').skip(2);
        inside.clone().any(|part| ["tests", "benches", "examples", "testing"].contains(&part))
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("/testing.rs")
    }
}

/// Collects strings outside tests, and where the tests are.
#[derive(Default)]
struct Finder {
    strings: Vec<(usize, String)>,
    tests: Vec<(usize, usize)>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test_only(&item.attrs) {
            let span = item.span();
            self.tests.push((span.start().line, span.end().line));
        } else {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if is_test_only(&item.attrs) {
            let span = item.span();
            self.tests.push((span.start().line, span.end().line));
        } else {
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.strings.push((literal.span().start().line, literal.value()));
    }

    fn visit_attribute(&mut self, _attribute: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        strings_of(item.tokens.clone(), &mut self.strings);
    }
}

/// Whether an item is compiled for tests alone.
pub fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

fn strings_of(tokens: proc_macro2::TokenStream, strings: &mut Vec<(usize, String)>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => strings_of(group.stream(), strings),
            proc_macro2::TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    strings.push((line, text.value()));
                }
            }
            _ => {}
        }
    }
}
