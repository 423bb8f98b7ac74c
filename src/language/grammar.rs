//! Danish words that hold a sentence together: what opens a clause, what stands beside a verb, which words are verbs.

use std::sync::LazyLock;

use foldhash::HashSet;

/// A set of words in lower case.
type Words = LazyLock<HashSet<&'static str>>;

macro_rules! words {
    ($text:literal $(,)?) => {
        LazyLock::new(|| $text.split_whitespace().collect())
    };
}

/// Open a subordinate clause wherever they stand in it.
static SUBORDINATORS: Words = words!(
    "at som når hvis fordi mens indtil hvor hvad hvem hvilke hvilken hvilket hvordan hvornår hvorfor hvortil \
    hvorfra hvorefter hvori hvormed hvorved hvorvidt hvoraf hvorpå medmindre såfremt idet selvom skønt ifald \
    uanset såvidt",
);
/// Open one only where they are its first word.
static FIRST_SUBORDINATORS: Words = words!("om så da før inden der siden efter end jo for");
/// With what follows them as a main clause; `ligesom` joins one to what comes before it in the language of contracts.
static COORDINATORS: Words = words!("og men eller samt ligesom");

/// May stand between a finite verb and its infinitive.
static ADVERBS: Words = words!(
    "kunne ikke også altid aldrig kun dog derfor desuden samtidig automatisk endvidere løbende straks herefter \
    derefter først alene som minimum mindst entydigt ligeledes tillige manuelt digitalt normalt senest til \
    enhver tid",
);

static NUMBER_WORDS: Words = words!(
    "én ét to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten \
    tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind halvanden halvandet million \
    millioner",
);

static FINITE: Words = words!(
    "skal må kan vil bør er har bliver var blev kræves forventes ønskes gælder omfatter indeholder viser skulle \
    kunne ville får giver sker anvendes bruges vises sendes gemmes dækker sikrer understøtter",
);

static MONTHS: Words = words!("januar februar marts april maj juni juli august september oktober november december");

/// Infinitives that are no nouns, as requirements use them.
static INFINITIVES: Words = words!(
    "indkalde tilkalde invitere booke uploade downloade printe scanne fremsøge fremvise frasortere tilmelde afmelde \
    framelde aflyse udpege udvælge visitere bevilge anbringe henvise rådgive vejlede planlægge opkræve inddrive \
    modregne indbetale tilbagebetale afstemme kontere fakturere overtage flette omdanne nulstille gendanne simulere \
    kategorisere specificere klassificere formidle drøfte forelægge forklare fremsende returnere igangsætte afvikle \
    installere konfigurere implementere idriftsætte uddanne undervise deltage afholde bistå rådføre genåbne \
    genberegne efterregulere tilbageføre omregne indeksere omdirigere låse viderebringe varsle alarmere \
    nedlægge ophæve genstarte teste afgive indgive indskrive udmelde sammenlægge opstille \
    acceptere adskille advare advisere afbryde afgrænse aflevere aflæse afprøve afsende afslutte afvise aktivere \
    analysere angive anmelde annullere anonymisere anvende anvise arkivere attestere autentificere bede begrunde \
    begrænse beholde bekræfte beregne besvare betale bevare beskytte blive blokere bogføre danne dokumentere \
    eksportere fastholde fastlægge fastsætte filtrere fjerne flytte foretage forhindre forlænge fordele foreslå \
    fortryde føre gemme genbruge genfinde genoprette genoptage give godkende gruppere håndtere rapportere \
    estimere udføre behandle sagsbehandle vurdere placere prioritere integrere hente hindre holde identificere \
    igangsætte importere indberette indeholde indhente indlæse indsende indtaste informere journalisere knytte \
    kontrollere konvertere kopiere kryptere kræve kvittere logge lukke låse levere lægge markere modtage \
    navngive notificere opbevare opdatere opdele opfylde opgøre oplyse oprette opsamle opsige orientere \
    overdrage overføre overholde overvåge påminde præsentere publicere redigere registrere reservere respektere \
    returnere rette sammenholde sammenligne sende signere slette slukke sortere spærre standse starte stille \
    stoppe styre suspendere synkronisere søge tage teste tildele tilføje tilgå tilknytte tillade trække \
    udarbejde udbetale udfylde udlevere udsende udskrive udstede udstille udtrække uddele underrette underskrive \
    undersøge validere vedhæfte vedligeholde verificere vise viderestille videregive videresende være vælge yde \
    åbne ændre",
);

/// End in `-es` as passive verbs do, and are none.
static NO_PASSIVES: Words = words!(
    "deres vores jeres alles begges findes synes lykkes mislykkes trives mindes mødes enes længes skyldes fattes \
    færdes samtlige andres ens ældres forældres pårørendes ansattes",
);

/// Whether a word opens a subordinate clause; `first` says that it is the clause's first word.
pub fn is_subordinator(small: &str, first: bool) -> bool {
    SUBORDINATORS.contains(small) || first && FIRST_SUBORDINATORS.contains(small)
}

/// `og`, `men`, `eller`, `samt`.
pub fn is_coordinator(small: &str) -> bool {
    COORDINATORS.contains(small)
}

pub fn is_adverb(small: &str) -> bool {
    ADVERBS.contains(small)
}

pub fn is_number_word(small: &str) -> bool {
    NUMBER_WORDS.contains(small)
}

/// A verb in the present or past tense that often follows the subject of a requirement.
pub fn is_finite(small: &str) -> bool {
    FINITE.contains(small)
}

/// A verb whose subject may be a clause that comes after it: `Det gælder, at …`, `Det skal være muligt, at …`.
pub fn foretells_a_clause(small: &str) -> bool {
    matches!(
        small,
        "er" | "var"
            | "bliver"
            | "blev"
            | "være"
            | "blive"
            | "gælder"
            | "gælde"
            | "følger"
            | "følge"
            | "fremgår"
            | "fremgå"
            | "påhviler"
            | "påhvile"
            | "tilkommer"
            | "hænder"
            | "sker"
            | "forekommer"
            | "lykkes"
            | "ses"
            | "står"
    )
}

/// A verb that says what something said before leads to: `Det betyder, at …`.
pub fn concludes(small: &str) -> bool {
    matches!(small, "betyder" | "medfører" | "indebærer" | "forudsætter" | "kræver")
}

/// A verb that another follows in the infinitive.
pub fn is_modal(small: &str) -> bool {
    matches!(small, "skal" | "må" | "kan" | "vil" | "bør" | "skulle" | "kunne" | "ville" | "burde")
}

/// A preposition that a clause with `at` may hang on: `for at`, `ved at`.
pub fn governs_a_clause(small: &str) -> bool {
    matches!(
        small,
        "for"
            | "til"
            | "ved"
            | "uden"
            | "med"
            | "om"
            | "efter"
            | "af"
            | "på"
            | "i"
            | "fra"
            | "under"
            | "mod"
            | "over"
            | "inden"
    )
}

/// A pronoun that points at something said before, also in front of a noun.
pub fn is_demonstrative(small: &str) -> bool {
    ["denne", "dette", "disse"].contains(&small)
}

/// Counts without saying how many: `få`, `nogle`, `kort`.
pub fn is_vague_count(small: &str) -> bool {
    ["få", "nogle", "et", "par", "enkelte", "kort", "kortere", "ganske"].contains(&small)
}

/// A verb in the present tense, active or passive.
pub fn is_finite_or_passive(small: &str) -> bool {
    is_finite(small) || is_passive(small) || small.ends_with("står")
}

pub fn is_month(small: &str) -> bool {
    MONTHS.contains(small)
}

/// An infinitive that is no noun.
pub fn is_infinitive(small: &str) -> bool {
    INFINITIVES.contains(small)
}

/// A verb in the passive: `registreres`, `vises`. A genitive such as `brugeres` looks like one and is known by its noun.
pub fn is_passive(small: &str) -> bool {
    let Some(stem) = small.strip_suffix('s') else { return false };
    if !stem.ends_with('e') || stem.chars().count() < 4 || NO_PASSIVES.contains(small) {
        return false;
    }
    // `borgeres`, `medarbejderes`: nouns in `-er` have no infinitive in `-ere`.
    !stem.ends_with("ere") || is_infinitive(stem) || is_loan_verb(stem)
}

/// Passives of using a thing: whoever uses it does it.
pub fn is_of_use(small: &str) -> bool {
    ["bruges", "anvendes", "benyttes", "betjenes", "læses", "ses", "tilgås", "afspilles"].contains(&small)
}

/// `validere`, `prioritere`, `kategorisere`: verbs in `-ere` with the endings that nouns do not have.
fn is_loan_verb(stem: &str) -> bool {
    [
        "isere", "icere", "itere", "ulere", "llere", "mmere", "rrere", "trere", "ntere", "mere", "nere", "cere",
        "ptere", "ktere", "tuere", "iere", "udere", "elere", "duere",
    ]
    .iter()
    .any(|ending| stem.ends_with(ending))
        && !["borgere", "brugere"].contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passives_are_told_from_genitives() {
        for passive in ["registreres", "vises", "sendes", "krypteres", "prioriteres", "håndteres"] {
            assert!(is_passive(passive), "{passive}");
        }
        for other in ["borgeres", "brugeres", "medarbejderes", "lederes", "deres", "løsningens", "findes"] {
            assert!(!is_passive(other), "{other}");
        }
    }
}
