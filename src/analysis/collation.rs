//! The order in which Chinese readers expect words: by pinyin, numbers inside a word by their value.
//!
//! Owns the comparison of texts; knows nothing of columns. The order is that of the Unicode collation for Chinese, and
//! the same on every machine and in every language of the window.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Puts texts in order.
pub struct Collation {
    chinese: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// The order of Chinese dictionaries.
    #[must_use]
    pub fn chinese() -> Self {
        let mut preferences = CollatorPreferences::from(locale!("zh"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let chinese = CollatorBorrowed::try_new(preferences, CollatorOptions::default());
        if let Err(error) = &chinese {
            tracing::error!(%error, "no collation data: texts are put in order by code point");
        }
        Self { chinese: chinese.ok() }
    }

    /// Bytes that compare as the texts do.
    #[must_use]
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        match &self.chinese {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(text, &mut key);
            }
            None => key.extend_from_slice(text.as_bytes()),
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(words: &[&str]) -> bool {
        let collation = Collation::chinese();
        words.is_sorted_by_key(|word| collation.key(word))
    }

    #[test]
    fn words_come_in_the_order_of_their_pinyin() {
        // bà, dì, jí, lán, qì, yí
        assert!(in_order(&["霸王", "地块", "即墨经济开发区", "蓝谷高新区", "汽车产业新城", "怡发龙山产业园"]));
        // By code point 怡 (6021) would come before 汽 (6C7D).
        assert!(!in_order(&["怡发龙山产业园", "汽车产业新城"]));
    }

    #[test]
    fn numbers_inside_a_word_compare_by_their_value() {
        assert!(in_order(&["园区2号", "园区10号"]));
        assert!(in_order(&["GB00002", "GB00010"]));
    }
}
