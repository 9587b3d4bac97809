//! The domain's terms by name: models, statuses, units, columns, measures.

use std::borrow::Cow;

use super::Lang;
use crate::domain::field_names::WrittenUnit;
use crate::domain::{
    AreaBasis, Category, ColumnKey, DateField, FindingKind, FirmKey, LandBasis, LandStatus, Measure, MeasureKey,
    Outcome, RenewalModel, Stage, TableColumn, Term, TextField, Unit, Year,
};

/// A stable `snake_case` key as the tail of a text id.
fn id_from_key(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

impl Lang {
    /// A model's full name.
    #[must_use]
    pub fn model(self, model: RenewalModel) -> Cow<'static, str> {
        self.text(&id_from_key("model", model.code()))
    }

    /// A model's short name, for chart axes and chips.
    #[must_use]
    pub fn model_short(self, model: RenewalModel) -> Cow<'static, str> {
        self.text(&id_from_key("model-short", model.code()))
    }

    /// The park the reform names as the model's example.
    #[must_use]
    pub fn model_exemplar(self, model: RenewalModel) -> Cow<'static, str> {
        self.text(&id_from_key("model-exemplar", model.code()))
    }

    /// What the model works by.
    #[must_use]
    pub fn model_lever(self, model: RenewalModel) -> Cow<'static, str> {
        self.text(&id_from_key("model-lever", model.code()))
    }

    /// A land status by name.
    #[must_use]
    pub fn status(self, status: LandStatus) -> Cow<'static, str> {
        self.text(&id_from_key("status", status.key()))
    }

    /// A term by name.
    #[must_use]
    pub fn term(self, term: Term) -> Cow<'static, str> {
        match term {
            Term::Model(model) => self.model(model),
            Term::Status(status) => self.status(status),
            Term::Shape(state) => self.text(&id_from_key("shape-state", state.key())),
            Term::Untagged => self.text("term-untagged"),
            Term::Route(route) => self.text(&id_from_key("route", route.code())),
            Term::Agreement(agreement) => self.text(&id_from_key("agreement", agreement.key())),
            Term::NoGroup => self.text("term-no-group"),
            Term::Total => self.text("term-total"),
            Term::Registered => self.text("basis-registered"),
            Term::Geometric => self.text("basis-geometric"),
            Term::Plane => self.text("basis-plane"),
            Term::Adjusted => self.text("basis-adjusted"),
            Term::Presence(state) => self.text(&id_from_key("presence", state.key())),
            Term::ShippedRulebook => self.text("rulebook-shipped-name"),
            Term::ChangedRulebook => self.text("rulebook-changed-name"),
            Term::Kind(kind) => self.finding_kind(kind),
            Term::Outcome(outcome) => self.outcome(outcome),
            Term::FollowUp(state) => self.text(&id_from_key("follow", state.key())),
        }
    }

    /// What parcels are judged for, by name.
    #[must_use]
    pub fn finding_kind(self, kind: FindingKind) -> Cow<'static, str> {
        self.text(&id_from_key("finding-kind", kind.key()))
    }

    /// An outcome of a judgement by name.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Cow<'static, str> {
        match outcome {
            Outcome::Model(model) => self.model(model),
            other => self.text(&id_from_key("outcome", other.key())),
        }
    }

    /// A stage of a project by name.
    #[must_use]
    pub fn stage(self, stage: Stage) -> Cow<'static, str> {
        self.text(&id_from_key("stage", stage.key()))
    }

    /// A unit's sign, empty for counts and texts.
    #[must_use]
    pub fn unit(self, unit: Unit) -> Cow<'static, str> {
        let id = match unit {
            Unit::None | Unit::Count | Unit::Ratio => return Cow::Borrowed(""),
            Unit::Mu => "unit-mu",
            Unit::SquareMetre => "unit-square-metre",
            Unit::WanYuan => "unit-wan-yuan",
            Unit::WanYuanPerMu => "unit-wan-yuan-per-mu",
            Unit::Share => "unit-percent",
            Unit::Persons => "unit-persons",
            Unit::PersonsPerMu => "unit-persons-per-mu",
            Unit::WanYuanPerPerson => "unit-wan-yuan-per-person",
            Unit::Tonnes => "unit-tonnes",
            Unit::WanYuanPerTonneCoal => "unit-wan-yuan-per-tonne-coal",
            Unit::WanYuanPerTonne => "unit-wan-yuan-per-tonne",
        };
        self.text(id)
    }

    /// A land basis, with what geometric areas are measured on where that is not the ellipsoid.
    #[must_use]
    pub fn land_basis_on(self, basis: LandBasis, area: AreaBasis) -> String {
        let basis = self.land_basis(basis).into_owned();
        match area {
            AreaBasis::Ellipsoid => basis,
            AreaBasis::Plane => self.text_with("area-basis-plane", [("basis", basis.into())]),
        }
    }

    /// A result column's name without its unit.
    #[must_use]
    pub fn column(self, key: ColumnKey) -> Cow<'static, str> {
        self.text(&id_from_key("column", key))
    }

    /// A result column's header: its name, and its unit in brackets where it has one.
    #[must_use]
    pub fn header(self, key: ColumnKey, unit: Unit) -> String {
        let name = self.column(key);
        let unit = self.unit(unit);
        if unit.is_empty() { name.into_owned() } else { format!("{name} ({unit})") }
    }

    /// A measure by name.
    #[must_use]
    pub fn measure(self, measure: Measure) -> Cow<'static, str> {
        self.text(&id_from_key("measure", measure.key()))
    }

    /// A measure with its year, where it has one.
    #[must_use]
    pub fn measure_key(self, key: MeasureKey) -> String {
        self.with_year(&self.measure(key.measure), key.year)
    }

    /// A name with the year it belongs to, where there is one.
    #[must_use]
    pub fn with_year(self, name: &str, year: Option<Year>) -> String {
        match year {
            Some(year) => self.text_with("group-with-year", [("name", name.into()), ("year", year.to_string().into())]),
            None => name.to_owned(),
        }
    }

    /// An indicator's name, by its key, for menus and chart titles.
    #[must_use]
    pub fn indicator(self, key: ColumnKey) -> Cow<'static, str> {
        self.text(&id_from_key("indicator", key))
    }

    /// How an indicator, or a figure of groups such as `idle_rate`, is made, by its key.
    #[must_use]
    pub fn formula(self, key: ColumnKey) -> Cow<'static, str> {
        self.text(&id_from_key("formula", key))
    }

    /// A land basis by name.
    #[must_use]
    pub fn land_basis(self, basis: LandBasis) -> Cow<'static, str> {
        self.text(&id_from_key("land-basis", basis.key()))
    }

    /// A text field by name.
    #[must_use]
    pub fn text_field(self, field: TextField) -> Cow<'static, str> {
        self.text(&id_from_key("field", field.key()))
    }

    /// A date field by name.
    #[must_use]
    pub fn date_field(self, field: DateField) -> Cow<'static, str> {
        self.text(&id_from_key("field", field.key()))
    }

    /// Any column of a parcel table by name, with its year.
    #[must_use]
    pub fn table_column(self, column: TableColumn) -> String {
        match column {
            TableColumn::Measure(key) => self.measure_key(key),
            TableColumn::Text(field) => self.text_field(field).into_owned(),
            TableColumn::Category(category) => self.category(category).into_owned(),
            TableColumn::Date(field) => self.date_field(field).into_owned(),
        }
    }

    /// A unit as it may be written in a file, by name.
    #[must_use]
    pub fn written_unit(self, unit: WrittenUnit) -> String {
        self.text(&id_from_key("written-unit", unit.key())).into_owned()
    }

    /// The key of a join by name.
    #[must_use]
    pub fn firm_key(self, key: FirmKey) -> Cow<'static, str> {
        self.text_field(key.field())
    }

    /// A category by name.
    #[must_use]
    pub fn category(self, category: Category) -> Cow<'static, str> {
        self.text(&id_from_key("field", category.key()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FollowState, RevivalRoute, TagAgreement};

    #[test]
    fn every_term_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            for model in RenewalModel::ALL {
                for prefix in ["model", "model-short", "model-exemplar", "model-lever"] {
                    assert!(lang.has(&id_from_key(prefix, model.code())), "{prefix} {}", model.code());
                }
            }
            for status in LandStatus::ALL {
                assert!(lang.has(&id_from_key("status", status.key())), "{}", status.key());
            }
            for kind in FindingKind::ALL {
                assert!(lang.has(&id_from_key("finding-kind", kind.key())), "{}", kind.key());
            }
            for outcome in Outcome::all().filter(|outcome| !matches!(outcome, Outcome::Model(_))) {
                assert!(lang.has(&id_from_key("outcome", outcome.key())), "{}", outcome.key());
            }
            for state in FollowState::ALL {
                assert!(lang.has(&id_from_key("follow", state.key())), "{}", state.key());
            }
            for route in RevivalRoute::ALL {
                assert!(lang.has(&id_from_key("route", route.code())), "{}", route.code());
            }
            for agreement in TagAgreement::ALL {
                assert!(lang.has(&id_from_key("agreement", agreement.key())), "{}", agreement.key());
            }
            for basis in LandBasis::ALL {
                assert!(lang.has(&id_from_key("land-basis", basis.key())), "{}", basis.key());
            }
            for measure in Measure::ALL {
                assert!(lang.has(&id_from_key("measure", measure.key())), "{}", measure.key());
            }
            for key in TextField::ALL
                .map(TextField::key)
                .into_iter()
                .chain(Category::ALL.map(Category::key))
                .chain(DateField::ALL.map(DateField::key))
            {
                assert!(lang.has(&id_from_key("field", key)), "{key}");
            }
        }
    }
}
