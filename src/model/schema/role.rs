//! The words the program knows. A model gives them to its kinds, statuses, fields, values and link types.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// Makes [`Role`] and its names from one list.
macro_rules! roles {
    ($($role:ident = $name:literal),* $(,)?) => {
        /// What a kind, status, field, value or link type means to the program, whatever it is called in the model.
        ///
        /// One role may stand in several positions (`version` of an interface and of a standard); a rule asks for it
        /// in the position it means. Statuses come first and are ordered by the course of a life, so that
        /// `role >= Role::Decided` reads "decided or further"; [`Role::Withdrawn`] is the greatest of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[rustfmt::skip]
        pub enum Role { $(#[doc = concat!("`", $name, "`")] $role),* }

        impl Role {
            /// Every role, in the order of the list.
            pub const ALL: &'static [Role] = &[$(Role::$role),*];

            /// The name by which model files call it, in snake case.
            pub fn as_str(self) -> &'static str {
                match self { $(Role::$role => $name),* }
            }
        }
    };
}

roles! {
    // Statuses, in the order of a life: later ones are greater. `Review` is also the role of a kind.
    Draft = "draft", Open = "open", Review = "review", Approved = "approved", InForce = "in_force",
    Decided = "decided", InProgress = "in_progress", Done = "done", Closed = "closed", Withdrawn = "withdrawn",

    // Kinds.
    Page = "page", Domain = "domain", Organisation = "organisation", Body = "body", Solution = "solution",
    ExternalSystem = "external_system", Contract = "contract", Frame = "frame", LegalSource = "legal_source",
    Provision = "provision", LegalAnalysis = "legal_analysis", Requirement = "requirement",
    DomainModel = "domain_model", Process = "process", Concept = "concept", InformationObject = "information_object",
    Rule = "rule", UseCase = "use_case", Interface = "interface", Standard = "standard", Proposal = "proposal",
    Change = "change", Commission = "commission", Decision = "decision", LawCase = "law_case",
    Interpretation = "interpretation", Tender = "tender",

    // Keys that every kind has.
    Id = "id", Kind = "kind", Title = "title", Status = "status", BodyText = "body_text", Validity = "validity",
    ValidFrom = "valid_from", ValidTo = "valid_to", Reviewed = "reviewed", ReviewedOn = "reviewed_on",
    ReviewedBy = "reviewed_by", FormerIds = "former_ids", Keywords = "keywords", Visibility = "visibility",
    Provisional = "provisional", Reason = "reason", Awaits = "awaits", Versions = "versions", Version = "version",
    Date = "date", Responsible = "responsible", Description = "description", Diagrams = "diagrams", File = "file",
    ExternalIds = "external_ids",

    // Fields of kinds, of their objects and of links.
    Kle = "kle", FormCode = "form_code", OrganisationType = "organisation_type", BodyType = "body_type",
    BodyLevel = "body_level", Mandate = "mandate", Members = "members", PersonName = "person_name",
    AttendsAs = "attends_as", Meetings = "meetings", Participants = "participants", Agenda = "agenda",
    AgendaItem = "agenda_item", Minutes = "minutes", MeetingsPerYear = "meetings_per_year", Minimum = "minimum",
    Maximum = "maximum", StateContactModel = "state_contact_model", SolutionType = "solution_type", Phase = "phase",
    GovernanceModel = "governance_model", ProjectManager = "project_manager", Volumes = "volumes",
    VolumeName = "volume_name", Amount = "amount", Unit = "unit", Source = "source", BaseSoftware = "base_software",
    SoftwareName = "software_name", SupportedUntil = "supported_until", Programme = "programme",
    SystemHolder = "system_holder", ContractNumber = "contract_number", ContractType = "contract_type",
    ContractStart = "contract_start", ContractEnd = "contract_end", NonTerminableUntil = "non_terminable_until",
    Options = "options", OptionLength = "option_length", NoticeBy = "notice_by", OptionUsed = "option_used",
    DataRights = "data_rights", ExitPlan = "exit_plan", Document = "document", Handover = "handover",
    HandoverSubject = "handover_subject", Deadline = "deadline", Received = "received",
    ProcessingAgreement = "processing_agreement", Annexes = "annexes", AnnexNumber = "annex_number",
    AnnexTitle = "annex_title", Period = "period", Goal = "goal", DocumentType = "document_type",
    DocumentNumber = "document_number", ShortName = "short_name", PopularTitle = "popular_title", Eli = "eli",
    Signed = "signed", Published = "published", InForceFrom = "in_force_from", EffectFrom = "effect_from",
    AppliesFrom = "applies_from", HistoricFrom = "historic_from", Repealed = "repealed", Lapsed = "lapsed",
    Coverage = "coverage", Complete = "complete", Watched = "watched", DigitalReady = "digital_ready",
    Assessed = "assessed", AssessedBy = "assessed_by", Principles = "principles",
    PrincipleNumber = "principle_number", PrincipleAssessment = "principle_assessment", Editions = "editions",
    EditionTitle = "edition_title", Summary = "summary", Provisions = "provisions", Pinpoint = "pinpoint",
    TextVersions = "text_versions", Assessment = "assessment", GivesRequirement = "gives_requirement",
    Moved = "moved", MovedFrom = "moved_from", MovedOn = "moved_on", AnalysisPoints = "analysis_points",
    Reading = "reading", Discretion = "discretion", Consequence = "consequence", QualityAssured = "quality_assured",
    PreparedBy = "prepared_by", RequirementType = "requirement_type", Nature = "nature", Origin = "origin",
    ContractService = "contract_service", AppliesIn = "applies_in", RequirementArea = "requirement_area",
    Delivery = "delivery", Optional = "optional", Guidance = "guidance", Practice = "practice",
    AcceptanceCriteria = "acceptance_criteria", ServiceLevel = "service_level", Target = "target",
    MeasuringPeriod = "measuring_period", AnswerForm = "answer_form", AddressedTo = "addressed_to",
    ModelType = "model_type", ModelStatus = "model_status", ApprovalStatus = "approval_status",
    BusinessArea = "business_area", ProcessLevel = "process_level", Steps = "steps", StepId = "step_id",
    StepName = "step_name", Actor = "actor", NextStep = "next_step", ProcessDiagram = "process_diagram",
    AcceptedTerms = "accepted_terms", DeprecatedTerms = "deprecated_terms", Definition = "definition",
    Example = "example", Comment = "comment", UsageNote = "usage_note", Identifier = "identifier",
    EnglishTerm = "english_term", EnglishDefinition = "english_definition", Attributes = "attributes",
    AttributeName = "attribute_name", DataType = "data_type", Multiplicity = "multiplicity",
    PersonalData = "personal_data", Relations = "relations", RelationRole = "relation_role",
    DecisionTable = "decision_table", TableInputs = "table_inputs", TableOutputs = "table_outputs",
    TableRows = "table_rows", HitPolicy = "hit_policy", Actors = "actors", Preconditions = "preconditions",
    MainFlow = "main_flow", AlternativeFlows = "alternative_flows", Result = "result", ServiceId = "service_id",
    Direction = "direction", Pattern = "pattern", Protocol = "protocol", DataContent = "data_content",
    Settlement = "settlement", PhasedOutOn = "phased_out_on", Publisher = "publisher", WebAddress = "web_address",
    Pinpoints = "pinpoints", ProposalType = "proposal_type", ProposalOrigin = "proposal_origin",
    Priority = "priority", Rank = "rank", Benefit = "benefit", ChangeType = "change_type", Cause = "cause",
    Estimate = "estimate", Hours = "hours", ContractClause = "contract_clause", Clause = "clause",
    Agreement = "agreement", Briefing = "briefing", PutIntoOperation = "put_into_operation", NoChange = "no_change",
    DecisionKind = "decision_kind", DecisionBasis = "decision_basis", Edition = "edition",
    ContentHash = "content_hash", Verdict = "verdict", Monitoring = "monitoring", LawPhase = "law_phase",
    HearingDeadline = "hearing_deadline", Reported = "reported", ReportReference = "report_reference",
    Question = "question", Answer = "answer", AnswerSource = "answer_source", TenderDate = "tender_date",
    TenderProfile = "tender_profile", AnnexPlan = "annex_plan", AnnexSelection = "annex_selection",
    Dialogue = "dialogue", DialogueType = "dialogue_type", QuestionsAnswers = "questions_answers",
    ConflictOfInterest = "conflict_of_interest", ConflictParty = "conflict_party",
    ConflictAssessment = "conflict_assessment", Measure = "measure", Handling = "handling",
    HandledHow = "handled_how", ReviewType = "review_type", Round = "round", Remarks = "remarks", Remark = "remark",
    RemarkStatus = "remark_status", RemarkProposal = "remark_proposal", RemarkKind = "remark_kind",
    RemarkSender = "remark_sender", RemarkPrint = "remark_print", FormerlyInForce = "formerly_in_force", Action = "action",
    PreferredTerm = "preferred_term",

    // Values of enumerations.
    Public = "public", Internal = "internal", Confidential = "confidential", Bidders = "bidders",
    Municipality = "municipality", LocalGovernmentAssociation = "local_government_association",
    JointPurchaser = "joint_purchaser", SpecialistOffice = "specialist_office",
    SupplierOrganisation = "supplier_organisation", MinistryOrganisation = "ministry_organisation", Agency = "agency",
    Partnership = "partnership", Other = "other", Board = "board", Executive = "executive",
    PortfolioGroup = "portfolio_group", CoordinationGroup = "coordination_group", SteeringGroup = "steering_group",
    ExpertGroup = "expert_group", ContactCommittee = "contact_committee", RequirementsBoard = "requirements_board",
    LawMonitoring = "law_monitoring", StateContact = "state_contact", ArchitectureBoard = "architecture_board",
    PortfolioLevel = "portfolio_level", DomainLevel = "domain_level", SolutionLevel = "solution_level",
    Member = "member", Observer = "observer", AdHoc = "ad_hoc", ExistingForum = "existing_forum",
    DedicatedContactGroup = "dedicated_contact_group", StateMember = "state_member",
    BusinessSystem = "business_system", SupportingSystem = "supporting_system",
    SelfServiceSystem = "self_service_system", TenderPhase = "tender_phase", DevelopmentPhase = "development_phase",
    OperationPhase = "operation_phase", PhaseOut = "phase_out", ClosedPhase = "closed_phase",
    JointGovernance = "joint_governance", OtherGovernance = "other_governance", FullCoverage = "full_coverage",
    SelectedCoverage = "selected_coverage", GivesRequirementYes = "gives_requirement_yes",
    GivesRequirementNo = "gives_requirement_no", NotAssessed = "not_assessed", Mandatory = "mandatory",
    Prioritised = "prioritised", Plain = "plain", Functional = "functional", NonFunctional = "non_functional",
    OriginLaw = "origin_law", OriginBusiness = "origin_business", OriginArchitecture = "origin_architecture",
    OriginTechnology = "origin_technology", OriginContract = "origin_contract",
    ServiceFunctionality = "service_functionality", ServiceMaintenance = "service_maintenance",
    ServiceDevelopment = "service_development", ServiceOperation = "service_operation", ExitPhase = "exit_phase",
    AnswerConfirm = "answer_confirm", AnswerDescribe = "answer_describe", AnswerDocument = "answer_document",
    ToSupplier = "to_supplier", ToConsumingSystem = "to_consuming_system", ToCustomer = "to_customer",
    ToThirdParty = "to_third_party", ConceptModel = "concept_model", InformationModel = "information_model",
    RuleModel = "rule_model", ProcessModel = "process_model", BusinessProcess = "business_process",
    WorkProcess = "work_process", NoPersonalData = "no_personal_data",
    OrdinaryPersonalData = "ordinary_personal_data", ConfidentialPersonalData = "confidential_personal_data",
    SpecialCategories = "special_categories", PatternCall = "pattern_call", PatternEvent = "pattern_event",
    PatternFile = "pattern_file", ChangeWish = "change_wish", DevelopmentProposal = "development_proposal",
    LawChangeWish = "law_change_wish", FromMunicipality = "from_municipality", FromExpertGroup = "from_expert_group",
    FromCoordinationGroup = "from_coordination_group", FromRequirementsBoard = "from_requirements_board",
    FromLawMonitoring = "from_law_monitoring", FromSupplier = "from_supplier", FromState = "from_state",
    LegalMaintenance = "legal_maintenance", TechnicalMaintenance = "technical_maintenance",
    MinorChange = "minor_change", FurtherDevelopment = "further_development", CauseLaw = "cause_law",
    CauseNeed = "cause_need", CauseFault = "cause_fault", CauseSecurity = "cause_security",
    CauseBaseSoftware = "cause_base_software", Approval = "approval", Information = "information", Advice = "advice",
    Submission = "submission", Recommendation = "recommendation", Resolution = "resolution", Refusal = "refusal",
    Postponement = "postponement", Proactive = "proactive", Reactive = "reactive", LawProgramme = "law_programme",
    LawHearing = "law_hearing", LawIntroduced = "law_introduced", LawAdopted = "law_adopted",
    LawPublished = "law_published", LawInForce = "law_in_force", LawLapsed = "law_lapsed",
    SourceGuidance = "source_guidance", SourceLetter = "source_letter", SourceRuling = "source_ruling",
    SourceJudgment = "source_judgment", HandledBeforeTender = "handled_before_tender",
    HandledInContract = "handled_in_contract", HandledAsOption = "handled_as_option",
    HandledDropped = "handled_dropped", MunicipalReview = "municipal_review", SupplierHearing = "supplier_hearing",
    ArchitectureReview = "architecture_review", ReadabilityReview = "readability_review", ActionNew = "action_new",
    ActionChanged = "action_changed", ActionWithdrawn = "action_withdrawn", UniqueHit = "unique_hit",
    AnyHit = "any_hit", PriorityHit = "priority_hit", FirstHit = "first_hit", SeveralHits = "several_hits",

    // Types of link.
    BelongsTo = "belongs_to", InDomain = "in_domain", LegalBasis = "legal_basis", Refines = "refines",
    DependsOn = "depends_on", ConflictsWith = "conflicts_with", Replaces = "replaces", ReusedFrom = "reused_from",
    Supports = "supports", SupportedBy = "supported_by", Uses = "uses", CompliesWith = "complies_with",
    DeviatesFrom = "deviates_from", Owner = "owner", OfModel = "of_model", BroaderConcept = "broader_concept",
    ConceptTopic = "concept_topic", DescribesConcept = "describes_concept", AttributeConcept = "attribute_concept",
    RelationTo = "relation_to", InProcess = "in_process", StepRequirement = "step_requirement",
    StepRule = "step_rule", StepInterface = "step_interface", Provider = "provider", Consumer = "consumer",
    CarriesData = "carries_data", Analyses = "analyses", ResultsIn = "results_in",
    QualityAssuredBy = "quality_assured_by", IssuedUnder = "issued_under", GuidesOn = "guides_on", Amends = "amends",
    Repeals = "repeals", BringsIntoForce = "brings_into_force", SupersededBy = "superseded_by",
    Transposes = "transposes", Ministry = "ministry", AssessedFor = "assessed_for", PartOf = "part_of",
    ServesFor = "serves_for", LocatedIn = "located_in", Secretariat = "secretariat", StaffedBy = "staffed_by",
    RepresentsInterests = "represents_interests", AnchoredIn = "anchored_in",
    MemberOrganisation = "member_organisation", MemberCompetence = "member_competence", AgendaAbout = "agenda_about",
    SystemOwner = "system_owner", Customer = "customer", Supplier = "supplier",
    OperationsSupplier = "operations_supplier", UnderContract = "under_contract", Successor = "successor",
    ContractHolder = "contract_holder", DecidedIn = "decided_in", ApprovedIn = "approved_in", Touches = "touches",
    ProposedBy = "proposed_by", Addressee = "addressee", PrioritySetBy = "priority_set_by",
    ClauseContract = "clause_contract", AgreedWith = "agreed_with", BriefedBody = "briefed_body",
    StemsFrom = "stems_from", CarriedOutIn = "carried_out_in", CommissionedBy = "commissioned_by",
    PerformedBy = "performed_by", WithinFrame = "within_frame", About = "about", Interprets = "interprets",
    DecidedBy = "decided_by", OnRecommendation = "on_recommendation", RequestedBy = "requested_by", Bill = "bill",
    ReportedBy = "reported_by", AnsweredBy = "answered_by", AskedOf = "asked_of", TenderReplaces = "tender_replaces",
    Handles = "handles", RemarkOn = "remark_on", ReviewBy = "review_by", DiagramShows = "diagram_shows",
    Mentions = "mentions",
}

/// A word that is no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRole;

impl fmt::Display for UnknownRole {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("unknown role")
    }
}

impl std::error::Error for UnknownRole {}

static BY_NAME: LazyLock<Vec<Role>> = LazyLock::new(|| {
    let mut roles = Role::ALL.to_vec();
    roles.sort_unstable_by_key(|role| role.as_str());
    roles
});

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Role, UnknownRole> {
        let found = BY_NAME.binary_search_by_key(&name, |role| role.as_str());
        found.map(|number| BY_NAME[number]).map_err(|_| UnknownRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn every_role_is_read_back_from_its_name() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
        }
        assert!("ejer".parse::<Role>().is_err());
    }

    #[test]
    fn later_statuses_are_greater() {
        assert!(Role::Draft < Role::Review && Role::Review < Role::Approved && Role::Approved < Role::InForce);
        assert!(Role::Decided < Role::InProgress && Role::Done < Role::Closed && Role::Closed < Role::Withdrawn);
    }
}
