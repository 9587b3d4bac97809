//! Project files of older versions brought to the present one, a version at a time, before they are typed.

use serde_json::{Map, Value};

/// The members of a project file.
pub type Members = Map<String, Value>;

/// Brings a file from one version to the next; it need not touch `version` itself.
pub type Upgrade = fn(&mut Members);

/// The step from version n + 1 to n + 2 stands at index n: none yet, the format is still at its first version.
pub const UPGRADES: &[Upgrade] = &[];

/// The version this program writes, one more than there are steps.
pub const VERSION: u64 = UPGRADES.len() as u64 + 1;

/// Applies to a file of version `from` all `steps` from there on. A version before the first counts as the first.
pub fn upgrade(members: &mut Members, from: u64, steps: &[Upgrade]) {
    let done = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        step(members);
    }
    members.insert("version".to_owned(), (steps.len() as u64 + 1).into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rename_parks(members: &mut Members) {
        if let Some(parks) = members.remove("parks") {
            members.insert("zones".to_owned(), parks);
        }
    }

    fn count_zones(members: &mut Members) {
        let count = members.get("zones").and_then(Value::as_array).map_or(0, Vec::len);
        members.insert("zone_count".to_owned(), count.into());
    }

    #[test]
    fn a_file_takes_every_step_from_its_own_version_on_and_no_other() {
        let steps: [Upgrade; 2] = [rename_parks, count_zones];
        for (from, before, after) in [
            (1, json!({"parks": [1, 2]}), json!({"zones": [1, 2], "zone_count": 2, "version": 3})),
            (2, json!({"zones": [1], "parks": []}), json!({"zones": [1], "parks": [], "zone_count": 1, "version": 3})),
            (3, json!({"parks": []}), json!({"parks": [], "version": 3})),
        ] {
            let Value::Object(mut members) = before else { panic!("an object") };
            upgrade(&mut members, from, &steps);
            assert_eq!(Value::Object(members), after);
        }
    }
}
