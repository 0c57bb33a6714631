//! The persons who act for an organisation at the table.

link! { in partnership "membership_representative" membership_id MembershipId: MembershipId =>
/// A person who acts for an organisation at the table.
Representative {
    /// The person.
    person_id: crate::PersonId,
    /// In what function.
    function: Option<String>,
} }
