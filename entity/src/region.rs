//! A region: the country, a province, a labour-market region, a municipality.

record! { in directory "region" RegionId {
    /// Its name.
    name: String,
    /// What kind of region it is.
    kind: crate::RegionKind,
    /// Its official code, unique per kind.
    code: Option<String>,
} }
