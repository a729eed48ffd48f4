//! Both languages say the same things, and everything the code says has words.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use fluent_syntax::ast;
use syn::visit::Visit;

use super::Fault;
use super::source::{Source, Tree};

/// Message id → the variables its sentence uses.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Refuses keys or variables that stand in one language alone, and codes without words.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut languages = Vec::new();
    for language in ["vi", "en"] {
        let folder = format!("crates/words/text/{language}/");
        let mut messages = Messages::new();
        for path in tree.files.iter().filter(|path| path.starts_with(&folder)) {
            faults.extend(read(path, tree.text(path)?, &mut messages));
        }
        languages.push(messages);
    }
    let (vi, en) = (&languages[0], &languages[1]);
    faults.extend(differences(vi, en, "en"));
    faults.extend(differences(en, vi, "vi"));
    for source in tree.sources.iter().filter(|source| source.krate != "xtask" && !source.is_test())
    {
        faults.extend(codes_without_words(source, vi));
    }
    for path in tree.files.iter().filter(|path| path.starts_with("crates/web/templates/")) {
        let text = tree.text(path)?;
        faults.extend(said(&text).filter(|(_, code)| !vi.contains_key(*code)).map(
            |(line, code)| Fault::new(format!("{path}:{line}"), format!("`{code}` has no words")),
        ));
    }
    Ok(faults)
}

fn read(path: &str, text: String, messages: &mut Messages) -> Vec<Fault> {
    let mut faults = Vec::new();
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
        faults.extend(errors.iter().map(|error| Fault::new(path, error.to_string())));
        resource
    });
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let mut variables = BTreeSet::new();
        if let Some(pattern) = &message.value {
            variables_of(pattern, &mut variables);
        }
        if messages.insert(message.id.name.clone(), variables).is_some() {
            faults.push(Fault::new(path, format!("`{}` stands twice", message.id.name)));
        }
    }
    faults
}

fn variables_of(pattern: &ast::Pattern<String>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            expression_variables(expression, found);
        }
    }
}

fn expression_variables(expression: &ast::Expression<String>, found: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => inline_variables(inline, found),
        ast::Expression::Select { selector, variants } => {
            inline_variables(selector, found);
            for variant in variants {
                variables_of(&variant.value, found);
            }
        }
    }
}

fn inline_variables(inline: &ast::InlineExpression<String>, found: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| inline_variables(argument, found));
        }
        ast::InlineExpression::Placeable { expression } => expression_variables(expression, found),
        _ => {}
    }
}

/// What the first has and the other lacks. English may select by number where Vietnamese need not.
fn differences(have: &Messages, lack: &Messages, language: &str) -> Vec<Fault> {
    let place = format!("crates/words/text/{language}");
    have.iter()
        .filter_map(|(id, variables)| match lack.get(id) {
            None => Some(Fault::new(&place, format!("`{id}` is missing"))),
            Some(other) if other != variables => Some(Fault::new(
                &place,
                format!("`{id}` uses {other:?}, the other language {variables:?}"),
            )),
            Some(_) => None,
        })
        .collect()
}

/// Codes that `fn code` or a call of `say` names and no sentence words.
fn codes_without_words(source: &Source, words: &Messages) -> Vec<Fault> {
    let mut codes = Codes::default();
    codes.visit_file(&source.file);
    let coded = codes.found.iter().map(|(line, code)| (*line, code.as_str()));
    coded
        .chain(said(&source.text))
        .filter(|(line, code)| {
            let in_test = source.tests.iter().any(|(first, last)| (*first..=*last).contains(line));
            !in_test && !words.contains_key(*code)
        })
        .map(|(line, code)| {
            Fault::new(format!("{}:{line}", source.path), format!("`{code}` has no words"))
        })
        .collect()
}

/// String literals in functions called `code`.
#[derive(Default)]
struct Codes {
    inside: bool,
    found: Vec<(usize, String)>,
}

impl<'ast> Visit<'ast> for Codes {
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        let outer = std::mem::replace(&mut self.inside, item.sig.ident == "code");
        syn::visit::visit_impl_item_fn(self, item);
        self.inside = outer;
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        if self.inside && is_code(&literal.value()) {
            self.found.push((literal.span().start().line, literal.value()));
        }
    }
}

/// Codes in calls of the form `say("code"`, `say(lang, "code"` or `word(…)`.
fn said(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let calls = text.match_indices("say(").chain(text.match_indices("word("));
    calls.filter_map(|(at, call)| {
        let rest = &text[at + call.len()..];
        let open = rest.find('"')?;
        let before_is_language =
            rest[..open].chars().all(|c| c.is_alphanumeric() || " ,.&_*\n".contains(c));
        let code = rest[open + 1..].split('"').next()?;
        (before_is_language && is_code(code)).then(|| (text[..at].matches('\n').count() + 1, code))
    })
}

fn is_code(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{Messages, differences, read, said};

    fn messages(text: &str) -> Messages {
        let mut messages = Messages::new();
        assert_eq!(read("a.ftl", text.into(), &mut messages), []);
        messages
    }

    #[test]
    fn a_missing_key_and_a_missing_variable_are_found() {
        let vi = messages("a-b = Xin chào { $name }\nc-d = Hết\n");
        let en = messages("a-b = Hello\n");
        let faults = differences(&vi, &en, "en");
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn calls_of_say_are_found_with_their_line() {
        let text = "x\nsay(lang, \"unit-gone\", &[]) say(code)\n{{ w.word(\"home-title\") }}";
        assert_eq!(said(text).collect::<Vec<_>>(), [(2, "unit-gone"), (3, "home-title")]);
    }
}
