//! What each type of body may do, and what it may not, after the model of governance.

use crate::finding::Said;
use crate::model::Role;
use crate::said;

/// One thing a body does: "godkender" "videreudvikling, før den besluttes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    pub does: Said,
    pub what: Said,
}

/// What a type of body does, weightiest first; nothing for a type the model of governance does not name.
pub fn powers(body_type: Role) -> Vec<Power> {
    let power = |does: Said, what: Said| Power { does, what };
    match body_type {
        Role::SteeringGroup => vec![
            power(
                said!("godkender", "approves"),
                said!("videreudvikling, før den besluttes", "further development, before it is decided"),
            ),
            power(
                said!("beslutter", "decides"),
                said!(
                    "de strategiske og økonomiske rammer for løsningen",
                    "the strategic and budget frames of the solution"
                ),
            ),
            power(
                said!("orienteres", "is informed"),
                said!(
                    "om behovsændringer, som projektleder og leverandør har aftalt",
                    "of needs-based changes that project manager and supplier have agreed"
                ),
            ),
        ],
        Role::ExpertGroup => expert_group(),
        Role::RequirementsBoard => vec![
            power(
                said!("koordinerer", "coordinates"),
                said!("krav på tværs af projekter og løsninger", "requirements across projects and solutions"),
            ),
            power(
                said!("kvalitetssikrer", "assures quality"),
                said!(
                    "så dokumentationen hænger sammen og har det aftalte kvalitetsniveau",
                    "so that the documentation coheres and has the agreed level of quality"
                ),
            ),
            power(said!("finder", "finds"), said!("konsekvenser på tværs af systemer", "consequences across systems")),
        ],
        Role::StateContact => vec![
            power(
                said!("formidler", "conveys"),
                said!("ønsker om ændret lovgivning til staten", "wishes for changed legislation to the state"),
            ),
            power(
                said!("søger indflydelse", "seeks influence"),
                said!("når ny lovgivning forberedes", "when new legislation is prepared"),
            ),
            power(
                said!("drøfter", "discusses"),
                said!("tidsfrister, implementering og fortolkning", "deadlines, implementation and interpretation"),
            ),
        ],
        Role::LawMonitoring => vec![
            power(
                said!("overvåger", "monitors"),
                said!("lovgivning og andre retskilder", "legislation and other legal sources"),
            ),
            power(
                said!("deltager", "takes part"),
                said!("i dialogen, når ny lovgivning forberedes", "in the dialogue when new legislation is prepared"),
            ),
        ],
        other => of_portfolio(other),
    }
}

fn expert_group() -> Vec<Power> {
    vec![
        Power {
            does: said!("kvalitetssikrer", "assures quality"),
            what: said!("lovudredninger, krav og modeller", "of legal analyses, requirements and models"),
        },
        Power {
            does: said!("angiver", "states"),
            what: said!("nye og ændrede forretningskrav", "new and changed business requirements"),
        },
        Power {
            does: said!("giver oplæg", "submits"),
            what: said!("til, hvilke forslag der skal komme først", "which proposals should come first"),
        },
    ]
}

/// Bodies of the portfolio and of domains have one or two things to do.
fn of_portfolio(body_type: Role) -> Vec<Power> {
    let one = |does: Said, what: Said| vec![Power { does, what }];
    match body_type {
        Role::Board => one(
            said!("beslutter", "decides"),
            said!(
                "prioriteringen af porteføljen efter direktionens indstilling",
                "the priorities of the portfolio on the executive's recommendation"
            ),
        ),
        Role::Executive => one(
            said!("indstiller", "recommends"),
            said!(
                "prioriteringen til bestyrelsen efter at have rådført sig med Porteføljegruppen",
                "the priorities to the board after consulting the portfolio group"
            ),
        ),
        Role::PortfolioGroup => one(
            said!("rådgiver", "advises"),
            said!(
                "direktionen om prioritering mellem fagområder, projekter og løsninger",
                "the executive on priorities between fields, projects and solutions"
            ),
        ),
        Role::CoordinationGroup => one(
            said!("rejser", "raises"),
            said!("KL's nye ønsker til porteføljen over for KOMBIT", "KL's new wishes for the portfolio with KOMBIT"),
        ),
        Role::ContactCommittee => one(
            said!("rådgiver", "advises"),
            said!(
                "om lovgivning, der kan digitaliseres, og om udvikling på tværs af domænets løsninger",
                "on legislation that can be digitised and on development across the solutions of the domain"
            ),
        ),
        Role::ArchitectureBoard => vec![
            Power {
                does: said!("godkender", "approves"),
                what: said!("fælles arkitekturprodukter", "shared architecture products"),
            },
            Power { does: said!("rådgiver", "advises"), what: said!("projekterne om dem", "the projects on them") },
        ],
        _ => Vec::new(),
    }
}

/// What a type of body may not do or waits for; `None` when nothing is said.
pub fn limit(body_type: Role) -> Option<Said> {
    Some(match body_type {
        Role::ExpertGroup => said!(
            "Går i gang, når KOMBIT bestiller det, og inden for styregruppens rammer. Kan ikke godkende ændringer.",
            "Starts when KOMBIT commissions it, and within the steering group's frames. Can't approve changes."
        ),
        Role::ContactCommittee => said!(
            "Rådgiver på KOMBITs opfordring. Træder ikke i stedet for en styregruppe og kan ikke godkende ændringer.",
            "Advises at KOMBIT's request. Does not replace a steering group and can't approve changes."
        ),
        Role::RequirementsBoard | Role::LawMonitoring | Role::StateContact | Role::CoordinationGroup => {
            said!("Beslutter ikke om ændringer.", "Does not decide on changes.")
        }
        Role::PortfolioGroup => said!("Rådgiver og beslutter ikke.", "Advises and does not decide."),
        Role::ArchitectureBoard => {
            said!("Godkender ikke ændringer i den enkelte løsning.", "Does not approve changes of a single solution.")
        }
        _ => return None,
    })
}
