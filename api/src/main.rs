//! M.
fn main() {}
