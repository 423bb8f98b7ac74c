//! Who governs and how, after the model of governance of 13 May 2014: what each type of body may do, what serves
//! what, and the course a change of each type has to take.

mod bodies;
mod course;
mod powers;
mod written;

pub use bodies::{Bodies, Body};
pub use course::{Course, State, Step, course, decisions};
pub use powers::{Power, limit, powers};
pub use written::{Objects, chosen, day, objects, part, status};
