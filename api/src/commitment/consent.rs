//! Whose consent a commitment needs: each debtor's, and that of each organisation that it is owed to. For the whole table the
//! chair speaks; where the chair owes it, any other partner does, because nobody consents for both sides.

use chrono::NaiveDate;
use entity::{MembershipRole, OrganisationId};

use super::Commitment;
use crate::ledger::Snapshot;

/// A party to a commitment: the organisations that may speak for it, each of which is enough.
pub(crate) type Party = Vec<OrganisationId>;

impl Snapshot {
    /// The parties to a commitment on a day.
    pub(crate) fn parties_to(&self, commitment: &Commitment, on: NaiveDate) -> Vec<Party> {
        let mut parties: Vec<Party> = commitment.debtors.iter().map(|debtor| vec![debtor.organisation_id]).collect();
        parties.extend(self.beneficiaries_of(commitment, on));
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Those that a commitment is owed to, on a day.
    pub(crate) fn beneficiaries_of(&self, commitment: &Commitment, on: NaiveDate) -> Vec<Party> {
        if commitment.beneficiaries.is_empty() {
            return vec![self.speakers_to(commitment, on)];
        }
        commitment.beneficiaries.iter().map(|organisation| vec![*organisation]).collect()
    }

    /// The organisations that speak for the whole table to whoever owes it something.
    fn speakers_to(&self, commitment: &Commitment, on: NaiveDate) -> Party {
        let those_who_do_not_owe = |role| {
            let mut organisations = self.members_as(role, on);
            organisations.retain(|one| !commitment.is_owed_by(*one));
            organisations
        };
        let chairs = those_who_do_not_owe(MembershipRole::Chair);
        if chairs.is_empty() { those_who_do_not_owe(MembershipRole::Partner) } else { chairs }
    }
}
