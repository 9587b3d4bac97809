//! Everything a user reads, in the language handed in: texts from `assets/locales`, names of the domain's terms, and
//! the layout of numbers.
//!
//! The language is a value ([`Lang`]) that callers pass down, never a process-wide switch, so two tests or two windows
//! can differ. Texts are Fluent messages, embedded in the binary, one file an area and the same ids in both languages;
//! a test holds every id used in the source against both. This module knows `domain` and nothing above it.

mod number;
mod terms;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
pub use fluent_bundle::{FluentArgs, FluentValue};
pub use number::{MISSING_MARK, decimals, grouped};
use serde::{Deserialize, Serialize};
use unic_langid::langid;

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

macro_rules! locale_files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/locales/", $lang, "/acting.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/app.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/base.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/chart.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/columns.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/export.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/firms.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/follow.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/formats.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/graphics.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/hard.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/io.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/judge.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/map.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/marks.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/place.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/promise.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/rulebook.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/seeing.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/shapes.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/terms.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/ui.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/years.ftl")),
        ]
    };
}

static ZH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(langid!("zh-CN"), &locale_files!("zh")));
static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(langid!("en"), &locale_files!("en")));

fn bundle(language: unic_langid::LanguageIdentifier, files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks show as boxes where a font lacks them, and would end up in CSV headers.
    bundle.set_use_isolating(false);
    for file in files {
        // A faulty message is left out here and named by the test below; the rest of the file still serves.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language's own name, for the switch.
    #[must_use]
    pub fn own_name(self) -> Cow<'static, str> {
        self.text("language-name")
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// The text with this id. An unknown id gives the id itself, which the tests refuse.
    #[must_use]
    pub fn text(self, id: &str) -> Cow<'static, str> {
        self.format(id, None)
    }

    /// The text with this id, its placeables filled from `args`.
    #[must_use]
    pub fn text_with<'a>(self, id: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let args: FluentArgs<'a> = args.into_iter().collect();
        self.format(id, Some(&args)).into_owned()
    }

    /// Whether there is a text with this id.
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        self.bundle().get_message(id).is_some_and(|message| message.value().is_some())
    }

    fn format(self, id: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            tracing::warn!(id, "no such text");
            return Cow::Owned(id.to_owned());
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::warn!(id, ?errors, "text with an unfilled place");
        }
        Cow::Owned(text.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_is_told_in_the_singular() {
        for id in ["status-findings", "chart-scatter-beyond"] {
            let of = |count: u64| Lang::En.text_with(id, [("count", count.into())]);
            assert!(!of(1).contains("findings") && !of(1).contains("parcels"), "{}", of(1));
            assert!(of(2).contains("findings") || of(2).contains("parcels"), "{}", of(2));
        }
    }

    #[test]
    fn every_locale_file_is_well_formed_and_both_languages_have_the_same_ids() {
        let ids = |files: &[&str]| -> Vec<Vec<String>> {
            files
                .iter()
                .map(|file| {
                    let resource = FluentResource::try_new((*file).to_owned()).expect("a well-formed locale file");
                    let mut ids: Vec<String> = resource
                        .entries()
                        .filter_map(|entry| match entry {
                            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                            _ => None,
                        })
                        .collect();
                    ids.sort();
                    ids
                })
                .collect()
        };
        let zh = ids(&locale_files!("zh"));
        assert_eq!(zh, ids(&locale_files!("en")));
        let mut seen = std::collections::BTreeSet::new();
        for id in zh.iter().flatten() {
            assert!(seen.insert(id), "{id} stands twice, in one file or in two");
        }
    }

    #[test]
    fn a_placeable_is_filled_without_isolation_marks() {
        let text = Lang::En.text_with("group-with-year", [("name", "Output".into()), ("year", 2023.into())]);
        assert_eq!(text, "Output (2023)");
    }

    #[test]
    fn the_two_languages_differ_and_do_not_disturb_each_other() {
        assert_ne!(Lang::Zh.text("term-total"), Lang::En.text("term-total"));
    }
}
