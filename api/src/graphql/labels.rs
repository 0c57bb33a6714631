//! What people call every word of the schema's enums, in one answer.

use async_graphql::{InputType, Object, SimpleObject, resolver_utils::EnumType};

use super::{Labelled, Qualifier, ResourceKind, Visibility, shared::DatePrecision};
use crate::{
    access_key::object::AccessKeyPurpose,
    account::object::Scope,
    amendment::object::{AmendmentReason, AmendmentState},
    balance::object::{BalanceOpinionValue, BalanceSignal},
    commitment::words::{ChainStep, CommitmentState, Effect, Health, Obligation, Recurrence},
    delivery::object::DeliveryState,
    dependency::object::DependencyKind,
    endorsement::object::EndorsementDecision,
    goal::{gap::OpenCode, object::GoalKind},
    graphql::figure::{Bound, FigureBasis},
    health_check::lesson::HealthSign,
    indicator::{
        definition::object::{Frequency, HierarchyRule, IndicatorDirection, Measure, Reporting, TargetBasis},
        figure::Inclusion,
        object::{ReportingLight, ResultLight, ResultReason},
        over_time::SeriesBucket,
    },
    interest::object::InterestSide,
    language::Language,
    measurement::object::MeasurementState,
    meeting::agenda::AgendaReason,
    organisation::object::{OrganisationKind, OrganisationSector},
    partnership::{
        clock::ActionLight,
        membership::object::{MembershipRole, MembershipStatus},
        object::{ConsentRule, PartnershipKind, PartnershipStage},
    },
    problem::Code,
    region::object::RegionKind,
    reporting_period::object::PeriodState,
    workbook::object::ImportKind,
};

/// What people call the values of an enum. *Benamingen van een lijst van waarden.*
#[derive(SimpleObject)]
pub(crate) struct EnumLabels {
    /// The name of the enum.
    name: String,
    /// Its values.
    values: Vec<EnumLabel>,
}

/// What people call one value of an enum. *Benaming van een waarde.*
#[derive(SimpleObject)]
pub(crate) struct EnumLabel {
    /// The value.
    value: String,
    /// What people call it.
    label: String,
}

fn labels<E: EnumType + InputType + Labelled>(language: Language) -> EnumLabels {
    let label = |value: &str, word: E| EnumLabel { value: value.to_owned(), label: word.label(language).to_owned() };
    let values = E::items().iter().map(|item| label(item.name, item.value)).collect();
    EnumLabels { name: <E as InputType>::type_name().into_owned(), values }
}

impl Labelled for Code {
    fn label(self, language: Language) -> &'static str {
        self.sentence(language)
    }
}

macro_rules! all_labels {
    ($language:ident: $($name:ident),* $(,)?) => {
        vec![$(labels::<$name>($language)),*]
    };
}

/// Root fields about the schema's own words.
#[derive(Default)]
pub(crate) struct LabelQuery;

#[Object]
impl LabelQuery {
    /// What people call the values of every enum, for menus and legends. For error codes it is the sentence that says
    /// what is wrong. *Benamingen van alle waarden.*
    async fn enum_labels(
        &self,
        #[graphql(desc = "The language; Dutch where none is named.")] language: Option<Language>,
    ) -> Vec<EnumLabels> {
        let language = language.unwrap_or_default();
        all_labels![
            language: AccessKeyPurpose, ActionLight, AgendaReason, AmendmentReason, AmendmentState, BalanceOpinionValue, BalanceSignal, Bound, ChainStep, Code, CommitmentState, ConsentRule, DatePrecision, DeliveryState, DependencyKind, Effect, EndorsementDecision, FigureBasis, Frequency, GoalKind, Health, HealthSign, HierarchyRule, ImportKind, Inclusion, IndicatorDirection, InterestSide, Measure, MeasurementState, MembershipRole, MembershipStatus, Obligation, OpenCode, OrganisationKind, OrganisationSector, PartnershipKind, PartnershipStage, PeriodState, Qualifier, Recurrence, RegionKind, Reporting, ReportingLight, ResourceKind, ResultLight, ResultReason, Scope, SeriesBucket, TargetBasis, Visibility,
        ]
    }
}
