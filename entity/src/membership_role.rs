//! What an organisation does at the table.

link! { in partnership "membership_role" membership_id MembershipId: MembershipId =>
/// A role.
role Role: crate::MembershipRole }
