//! The kinds of thing that await a body, in the order in which they are shown.

use crate::finding::Said;
use crate::said;

/// What a body has to do with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    Agenda,
    Decide,
    Recommend,
    Approve,
    Inform,
    Sign,
    SetFrame,
    Waiver,
    Commission,
    AssureAnalysis,
    Prioritise,
    AssureItem,
    AssessLaw,
    AnswerHearing,
    AskState,
    ConveyWish,
    FollowHearing,
    FollowForce,
    CheckLaw,
    Across,
    Submit,
    LeadOn,
    Execute,
    Finish,
    Agree,
    Specify,
    Estimate,
    Appoint,
    Prolong,
    Receive,
    ReviewRound,
    AnswerRemark,
    ConceptConflict,
    Duplicate,
    Reused,
    Reassess,
}

impl Duty {
    /// Heading of the list of such things.
    pub fn heading(self) -> Said {
        match self {
            Duty::Agenda => said!("På det næste møde", "At the next meeting"),
            Duty::Decide => said!("Indstillinger, der afventer beslutning", "Recommendations awaiting a decision"),
            Duty::Recommend => said!("Rådgivning, der afventer indstilling", "Advice awaiting a recommendation"),
            Duty::Approve => said!("Til godkendelse", "For approval"),
            Duty::Inform => said!("Til orientering", "For information"),
            Duty::Sign => said!("Til underskrift", "For signature"),
            Duty::SetFrame => said!("Rammer, der udløber", "Frames that end"),
            Duty::Waiver => said!("Dispensationer, der udløber", "Waivers that expire"),
            Duty::Commission => said!("Bestillinger", "Commissions"),
            Duty::AssureAnalysis => said!("Lovudredninger til kvalitetssikring", "Legal analyses to assure"),
            Duty::Prioritise => said!("Forslag, der skal prioriteres", "Proposals to prioritise"),
            Duty::AssureItem => said!("Krav og modeller til kvalitetssikring", "Requirements and models to assure"),
            Duty::AssessLaw => said!("Regelændringer, der skal vurderes", "Changes of law to assess"),
            Duty::AnswerHearing | Duty::FollowHearing => said!("Høringer", "Consultations"),
            Duty::AskState => said!("Åbne fortolkningsspørgsmål", "Open questions of interpretation"),
            Duty::ConveyWish => said!("Ønsker til lovgivningen", "Wishes for legislation"),
            Duty::FollowForce => said!("Regler på vej i kraft", "Rules about to enter into force"),
            Duty::CheckLaw => said!("Hjemmel, der skal efterprøves", "Legal bases to verify"),
            Duty::Across => said!("På tværs af domænets løsninger", "Across the solutions of the domain"),
            Duty::Submit => said!("Skal forelægges for styregruppen", "To be put to the steering group"),
            Duty::LeadOn => said!("Skal udmøntes", "To lead on to a change"),
            Duty::Execute => said!("Klar til udførelse", "Ready to be carried out"),
            Duty::Finish => said!("Under udførelse", "Being carried out"),
            Duty::Agree => said!("Skal aftales med leverandøren", "To be agreed with the supplier"),
            Duty::Specify => said!("Skal specificeres", "To be specified"),
            Duty::Estimate => said!("Skal estimeres", "To be estimated"),
            Duty::Appoint => said!("Mangler en ansvarlig", "Without a responsible person"),
            Duty::Prolong => said!("Forlængelse af kontrakten", "Prolongation of the contract"),
            Duty::Receive => said!("Skal overleveres af leverandøren", "To be handed over by the supplier"),
            Duty::ReviewRound => said!("Gennemgange", "Review rounds"),
            Duty::AnswerRemark => said!("Bemærkninger uden svar", "Remarks without an answer"),
            Duty::ConceptConflict => said!("Begreber, der er defineret forskelligt", "Concepts defined differently"),
            Duty::Duplicate => said!("Krav, der ligner hinanden", "Requirements that are alike"),
            Duty::Reused => said!("Fælles krav, der er ændret", "Shared requirements that have changed"),
            Duty::Reassess => said!("Henvisninger, der skal genvurderes", "Links to be reviewed again"),
        }
    }

    /// What its day is.
    pub fn day(self) -> Said {
        match self {
            Duty::Agenda => said!("Møde", "Meeting"),
            Duty::AnswerHearing | Duty::FollowHearing => said!("Høringsfrist", "Consultation ends"),
            Duty::FollowForce => said!("I kraft", "In force"),
            Duty::Waiver | Duty::SetFrame => said!("Udløber", "Expires"),
            Duty::Sign => said!("Annonceres", "Announced"),
            _ => said!("Senest", "No later than"),
        }
    }

    /// What is done, as a request before the name of the thing.
    pub fn request(self) -> Said {
        match self {
            Duty::Agenda => said!("Behandl", "Discuss"),
            Duty::Decide => said!("Tag stilling til", "Decide on"),
            Duty::Recommend => said!("Indstil på grundlag af", "Recommend on the basis of"),
            Duty::Approve => said!("Tag stilling til", "Decide on"),
            Duty::Inform => said!("Bliv orienteret om", "Be informed of"),
            Duty::Sign => said!("Underskriv udbudsparatheden for", "Sign the readiness of"),
            Duty::SetFrame => said!("Sæt en ny ramme efter", "Set a new frame after"),
            Duty::Waiver => said!("Tag stilling til dispensationen fra", "Decide on the waiver of"),
            Duty::Commission => said!("Løs bestillingen", "Carry out the commission"),
            Duty::AssureAnalysis | Duty::AssureItem => said!("Kvalitetssikr", "Assure the quality of"),
            Duty::Prioritise => said!("Prioritér", "Prioritise"),
            Duty::AssessLaw => said!("Vurdér", "Assess"),
            Duty::AnswerHearing => said!("Svar på høringen om", "Answer the consultation on"),
            Duty::FollowHearing => said!("Følg høringen om", "Follow the consultation on"),
            Duty::AskState => said!("Få svar på", "Get an answer to"),
            Duty::ConveyWish => said!("Formidl ønsket", "Convey the wish"),
            Duty::FollowForce => said!("Følg", "Follow"),
            Duty::CheckLaw => said!("Efterprøv hjemlen for", "Verify the legal basis of"),
            Duty::Across => said!("Overvej rådgivning om", "Consider advice on"),
            Duty::Submit => said!("Forelæg", "Put forward"),
            Duty::LeadOn => said!("Udmønt", "Lead on from"),
            Duty::Execute => said!("Sæt i gang", "Begin"),
            Duty::Finish => said!("Idriftsæt", "Put into operation"),
            Duty::Agree => said!("Aftal", "Agree on"),
            Duty::Specify => said!("Specificér", "Specify"),
            Duty::Estimate => said!("Estimér", "Estimate"),
            Duty::Appoint => said!("Udpeg en ansvarlig for", "Appoint somebody responsible for"),
            Duty::Prolong => said!("Tag stilling til forlængelse af", "Decide on prolonging"),
            Duty::Receive => said!("Få overleveret efter", "Receive under"),
            Duty::ReviewRound => said!("Gennemfør", "Carry out"),
            Duty::AnswerRemark => said!("Besvar bemærkninger i", "Answer remarks in"),
            Duty::ConceptConflict => said!("Afklar", "Clarify"),
            Duty::Duplicate => said!("Sammenhold", "Compare"),
            Duty::Reused => said!("Genvurdér genbruget i", "Review the reuse in"),
            Duty::Reassess => said!("Genvurdér", "Review"),
        }
    }
}
