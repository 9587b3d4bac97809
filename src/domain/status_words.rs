//! What status words mean by a rulebook's lists, laid over the words the program knows by itself.

use std::collections::BTreeMap;

use super::LandStatus;
use super::field_names::folded;

/// The status a word of a status column stands for. Words are compared without regard to width, case and spaces around.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusWords {
    /// By folded word; [`LandStatus::Unknown`] where a list was there for it and gave it up.
    of_word: BTreeMap<String, LandStatus>,
}

impl StatusWords {
    /// The words of `lists`. A word of the `shipped` lists that the list of its status no longer names, and no other
    /// does, is known no more; a status that has no list at all keeps its shipped words.
    #[must_use]
    pub fn new(lists: &BTreeMap<LandStatus, Vec<String>>, shipped: &BTreeMap<LandStatus, Vec<String>>) -> Self {
        let mut of_word = BTreeMap::new();
        for (&status, words) in lists {
            for word in words {
                of_word.entry(folded(word)).or_insert(status);
            }
        }
        for words in shipped.iter().filter(|(status, _)| lists.contains_key(status)).map(|(_, words)| words) {
            for word in words {
                of_word.entry(folded(word)).or_insert(LandStatus::Unknown);
            }
        }
        Self { of_word }
    }

    /// The first word that stands in two of the lists, with the status of the second: what it means cannot be told.
    #[must_use]
    pub fn in_two(lists: &BTreeMap<LandStatus, Vec<String>>) -> Option<(LandStatus, &str)> {
        let mut seen = BTreeMap::new();
        let words = lists.iter().flat_map(|(&status, words)| words.iter().map(move |word| (status, word.as_str())));
        words.into_iter().find(|&(status, word)| *seen.entry(folded(word)).or_insert(status) != status)
    }

    /// The status a word stands for: by the lists, else by what the program knows.
    #[must_use]
    pub fn status_of(&self, word: &str) -> LandStatus {
        if self.of_word.is_empty() {
            return LandStatus::from_word(word);
        }
        self.of_word.get(&folded(word)).copied().unwrap_or_else(|| LandStatus::from_word(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(of: &[(LandStatus, &[&str])]) -> BTreeMap<LandStatus, Vec<String>> {
        of.iter().map(|(status, words)| (*status, words.iter().map(|word| (*word).to_owned()).collect())).collect()
    }

    #[test]
    fn a_list_adds_moves_and_takes_away_words_and_leaves_the_others_to_the_program() {
        let shipped = lists(&[
            (LandStatus::VacantBuilt, &["停产", "空置"]),
            (LandStatus::Suspended, &["停工"]),
            (LandStatus::InUse, &["在产"]),
        ]);
        let words = StatusWords::new(
            &lists(&[(LandStatus::VacantBuilt, &["停产"]), (LandStatus::Suspended, &["空置", "ＨＡＬＴ"])]),
            &shipped,
        );
        assert_eq!(words.status_of("空置"), LandStatus::Suspended, "moved");
        assert_eq!(words.status_of(" halt "), LandStatus::Suspended, "new, whatever its width and case");
        assert_eq!(words.status_of("停工"), LandStatus::Unknown, "taken away");
        assert_eq!(words.status_of("在产"), LandStatus::InUse, "a status without a list keeps its words");
        assert_eq!(words.status_of("烂尾"), LandStatus::Suspended, "known to the program alone");
        assert_eq!(words.status_of("办公"), LandStatus::Unknown);
        let twice = lists(&[(LandStatus::InUse, &["ok"]), (LandStatus::Suspended, &["停工", "停工", "OK "])]);
        assert_eq!(StatusWords::in_two(&twice), Some((LandStatus::Suspended, "OK ")));
        assert_eq!(StatusWords::in_two(&shipped), None);
        assert_eq!(StatusWords::default().status_of("停工"), LandStatus::Suspended);
    }
}
