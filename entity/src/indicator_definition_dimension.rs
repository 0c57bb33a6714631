//! By what a measurement may be broken down.

link! { in directory "indicator_definition_dimension" definition_id DefinitionId: IndicatorDefinitionId =>
/// A dimension, such as "opleidingsniveau".
name Name: String }
