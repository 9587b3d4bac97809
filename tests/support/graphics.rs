//! Whether pixels can be drawn here: tests that need them skip with a loud line where they cannot, and fail on a skip
//! when `MULENS_REQUIRE_GRAPHICS=1`.

/// Says loudly that a test is skipped, or fails it where graphics are required.
pub fn skip(test: &str, reason: &str) {
    let required = std::env::var("MULENS_REQUIRE_GRAPHICS").is_ok_and(|value| value == "1");
    assert!(!required, "{test}: {reason}, and MULENS_REQUIRE_GRAPHICS=1");
    eprintln!("SKIPPED {test}: {reason}");
}
