//! The words columns are known by in real files, and the words their cells use.

use unicode_normalization::UnicodeNormalization;

use super::LandStatus;

/// Status words of real files, as [`status_from_word`] compares them (no spaces, half width, lower case).
const STATUS_WORDS: [(LandStatus, &[&str]); 6] = [
    (LandStatus::NotStarted, &["未动工", "未开工", "未建", "闲置", "notstarted", "not_started"]),
    (LandStatus::Suspended, &["停工", "停建", "烂尾", "suspended"]),
    (LandStatus::UnderConstruction, &["在建", "建设中", "underconstruction", "under_construction"]),
    (LandStatus::InUse, &["在产", "投产", "已投产", "正常", "正常生产", "在用", "inuse", "in_use"]),
    (LandStatus::VacantBuilt, &["停产", "空置", "停产空置", "倒闭", "关停", "vacant", "vacantbuilt", "vacant_built"]),
    (LandStatus::NotSupplied, &["储备", "未供", "待供", "notsupplied", "not_supplied"]),
];

/// The status a word of a file means; [`LandStatus::Unknown`] for a word that is not in the list, which is never guessed
/// at. Width, case and spaces do not matter.
#[must_use]
pub fn status_from_word(word: &str) -> LandStatus {
    let word: String = word.nfkc().filter(|each| !each.is_whitespace()).flat_map(char::to_lowercase).collect();
    let known = STATUS_WORDS.iter().find(|(_, words)| words.contains(&word.as_str()));
    known.map_or(LandStatus::Unknown, |&(status, _)| status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_are_known_whatever_their_width_and_spaces_and_others_stay_unknown() {
        assert_eq!(status_from_word(" 在 产 "), LandStatus::InUse);
        assert_eq!(status_from_word("In use"), LandStatus::InUse);
        assert_eq!(status_from_word("烂尾"), LandStatus::Suspended);
        assert_eq!(status_from_word("基本正常"), LandStatus::Unknown);
        for status in LandStatus::ALL {
            assert_eq!(status_from_word(status.key()), status);
        }
    }
}
