//! How one commitment depends on another.

record! { in partnership "commitment_dependency" CommitmentDependencyId {
    /// The commitment that depends.
    from_id: crate::CommitmentId,
    /// The commitment that it depends on.
    to_id: crate::CommitmentId,
    /// How.
    kind: crate::DependencyKind,
    /// With MATCHES: how much of the one goes with one of the other.
    ratio: Option<crate::Decimal>,
    /// In words.
    note: Option<String>,
} }
