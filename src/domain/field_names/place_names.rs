//! The Chinese words coordinate systems are known by, and what they are called in the registers' names.
//!
//! Owns the words only: which system a name then stands for is `geometry`'s business.

/// Chinese words and what stands for them; a longer word comes before those it contains.
const WORDS: [(&str, &str); 62] = [
    ("2000国家大地坐标系", " cgcs2000 "),
    ("国家大地坐标系2000", " cgcs2000 "),
    ("中国大地坐标系2000", " cgcs2000 "),
    ("2000中国大地坐标系", " cgcs2000 "),
    ("国家大地2000", " cgcs2000 "),
    ("国家2000", " cgcs2000 "),
    ("大地2000", " cgcs2000 "),
    ("2000国家", " cgcs2000 "),
    ("2000坐标", " cgcs2000 "),
    ("1980西安坐标系", " xian1980 "),
    ("1980年西安坐标系", " xian1980 "),
    ("西安1980", " xian1980 "),
    ("1980西安", " xian1980 "),
    ("西安80", " xian1980 "),
    ("80西安", " xian1980 "),
    ("1954年北京坐标系", " beijing1954 "),
    ("1954北京坐标系", " beijing1954 "),
    ("北京1954", " beijing1954 "),
    ("1954北京", " beijing1954 "),
    ("北京54", " beijing1954 "),
    ("54北京", " beijing1954 "),
    ("火星坐标系", " gcj02 "),
    ("火星坐标", " gcj02 "),
    ("国测局", " gcj02 "),
    ("高德", " gcj02 "),
    ("百度坐标系", " bd09 "),
    ("百度坐标", " bd09 "),
    ("百度", " bd09 "),
    ("网络墨卡托", " web mercator "),
    ("墨卡托", " mercator "),
    ("高斯－克吕格", " gk "),
    ("高斯-克吕格", " gk "),
    ("高斯—克吕格", " gk "),
    ("高斯克吕格", " gk "),
    ("高斯投影", " gk "),
    ("高斯", " gk "),
    ("中央子午线", " cm "),
    ("中央经线", " cm "),
    ("中央经度", " cm "),
    ("东经", " cm "),
    ("三度分带", " 3 degree gk "),
    ("3度分带", " 3 degree gk "),
    ("3°分带", " 3 degree gk "),
    ("三度带", " 3 degree gk "),
    ("3度带", " 3 degree gk "),
    ("3°带", " 3 degree gk "),
    ("六度分带", " 6 degree gk "),
    ("6度分带", " 6 degree gk "),
    ("6°分带", " 6 degree gk "),
    ("六度带", " 6 degree gk "),
    ("6度带", " 6 degree gk "),
    ("6°带", " 6 degree gk "),
    ("带号", " zone "),
    ("投影带", " zone "),
    ("带", " zone "),
    ("第", " zone "),
    ("平面坐标", " "),
    ("大地坐标系", " "),
    ("坐标系", " "),
    ("经纬度", " "),
    ("投影", " "),
    ("度", " "),
];

/// A coordinate system's name with its Chinese words in the registers' terms: `国家2000 3度带 中央经线120°` becomes
/// `cgcs2000 3 degree gk cm 120`, in lower case. What is not in the list is left.
#[must_use]
pub fn crs_words(name: &str) -> String {
    let mut words = name.to_lowercase();
    if !words.is_ascii() {
        words = words.chars().filter(|letter| !letter.is_whitespace() || letter.is_ascii()).collect();
        for (chinese, term) in WORDS {
            if words.contains(chinese) {
                words = words.replace(chinese, term);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_hidden_behind_a_shorter_one_before_it() {
        for (at, (word, _)) in WORDS.iter().enumerate() {
            let hidden = WORDS[..at].iter().find(|(before, _)| word.contains(before));
            // "1954北京" stands in "1954北京坐标系" only the other way round.
            assert!(hidden.is_none(), "{word} behind {hidden:?}");
        }
    }

    #[test]
    fn a_chinese_name_becomes_the_registers_words() {
        let words = crs_words("国家2000 3度带 中央经线120°");
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), "cgcs2000 3 degree gk cm 120°");
        assert_eq!(crs_words("EPSG:4549"), "epsg:4549");
    }
}
