//! Names in addresses that a partnership had before; they still lead to it.

link! { in directory "partnership_former_slug" partnership_id PartnershipId: PartnershipId =>
/// A former name.
slug Slug: String }
