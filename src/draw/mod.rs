//! Drawings: plain texts and addresses in, SVG out. Every drawing has a title and a description, and whoever asks
//! for one shows the same beside it as a table or list. Colours come from classes, never from `style`.

pub mod bpmn;
pub mod chart;
pub mod classes;
pub mod flow;
pub mod layered;
pub mod map;
pub mod neighbourhood;
mod put;
pub mod shape;
pub mod svg;
pub mod text;
pub mod tree;
pub mod trend;
pub mod usecases;
