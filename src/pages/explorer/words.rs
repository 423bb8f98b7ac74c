//! The words of the explorer's scripts, in the site's language. `{}` is filled in by the script, in order.

use std::collections::BTreeMap;

use super::super::book::Book;

/// Every word by the name under which the scripts ask for it.
pub fn words(book: &Book) -> BTreeMap<&'static str, &'static str> {
    let pair = |(name, da, en): &(&'static str, &'static str, &'static str)| (*name, book.word(da, en));
    WORDS.iter().map(pair).collect()
}

/// Name, Danish, English.
const WORDS: &[(&str, &str, &str)] = &[
    // Choosing.
    ("search", "Find et element (id eller titel)", "Find an item (id or title)"),
    ("found", "Fundne elementer", "Items found"),
    ("hits", "{} elementer fundet", "{} items found"),
    ("hits_one", "{} element fundet", "{} item found"),
    ("filter", "Vis kun", "Show only"),
    ("kind", "Type", "Kind"),
    ("solution", "Løsning", "Solution"),
    ("status", "Status", "Status"),
    ("no_solution", "uden løsning", "without a solution"),
    ("no_status", "uden status", "without a status"),
    ("all", "alle", "all"),
    ("chosen", "{} valgt", "{} chosen"),
    ("clear", "Fjern filtre", "Clear filters"),
    // The tools of the drawing.
    ("home", "Overblik", "Overview"),
    ("steps", "Hvor langt der vises", "How far is shown"),
    ("one_step", "Ét led", "One step"),
    ("two_steps", "To led", "Two steps"),
    ("zoom", "Størrelse", "Size"),
    ("zoom_in", "Større", "Larger"),
    ("zoom_out", "Mindre", "Smaller"),
    ("whole", "Vis det hele", "Show all of it"),
    ("drawing", "Tegning af forbindelserne", "Drawing of the connections"),
    (
        "keys",
        "Med tastaturet: piletasterne går fra element til element, Enter sætter et element i midten, + og − viser og skjuler dets naboer, Esc går tilbage, / søger. Skift og pil flytter tegningen; z og Z gør den større og mindre.",
        "With the keyboard: the arrow keys go from item to item, Enter puts an item in the middle, + and − show and hide its neighbours, Esc goes back, / searches. Shift and an arrow move the drawing; z and Z make it larger and smaller.",
    ),
    // What is drawn.
    (
        "around",
        "{}: hviler på {}, og {} hviler på det. Tegnet i alt: {}.",
        "{}: rests on {}, and {} rest on it. Drawn in all: {}.",
    ),
    ("hidden", "Filtrene udelader {} naboer.", "The filters leave out {} neighbours."),
    ("hidden_one", "Filtrene udelader {} nabo.", "The filters leave out {} neighbour."),
    (
        "overview",
        "Overblik: {} af {} retskilder og løsninger er tegnet. Tallet ved en streg er, hvor mange elementer i løsningen der har hjemmel i retskilden.",
        "Overview: {} of {} legal sources and solutions are drawn. The number at a line is how many items of the solution have their basis in the legal source.",
    ),
    ("set", "Tegnet: {} af {} (side {} af {}).", "Drawn: {} of {} (page {} of {})."),
    ("nothing", "Ingen elementer passer til valget.", "No items fit the choice."),
    ("unknown", "Elementet {} findes ikke her.", "There is no item {} here."),
    ("more", "+ {} flere", "+ {} more"),
    ("previous", "Forrige side", "Previous page"),
    ("rest", "{} elementer hviler på den", "{} items rest on it"),
    ("rest_one", "{} element hviler på den", "{} item rests on it"),
    ("belong", "{} elementer hører til den", "{} items belong to it"),
    ("belong_one", "{} element hører til den", "{} item belongs to it"),
    ("resting", "{} elementer har hjemmel i den", "{} items have their basis in it"),
    ("resting_one", "{} element har hjemmel i den", "{} item has its basis in it"),
    ("shared", "{} fælles snitflader", "{} shared interfaces"),
    ("shared_one", "{} fælles snitflade", "{} shared interface"),
    ("counts", "hviler på {}, og {} hviler på det", "rests on {}, and {} rest on it"),
    ("missing", "{} findes ikke", "{} does not exist"),
    ("broken", "{} brudte henvisninger", "{} broken links"),
    ("broken_one", "{} brudt henvisning", "{} broken link"),
    ("marked", "Stiplede streger: {}.", "Dashed lines: {}."),
    ("beside", "{} naboer er ikke tegnet", "{} neighbours are not drawn"),
    ("beside_one", "{} nabo er ikke tegnet", "{} neighbour is not drawn"),
    // The details of a node.
    ("details", "Det valgte element", "The chosen item"),
    (
        "choose",
        "Vælg et element i tegningen for at se mere om det.",
        "Choose an item in the drawing to see more about it.",
    ),
    ("solutions", "Løsninger", "Solutions"),
    ("left", "Hviler på", "Rests on"),
    ("right", "Hviler på dette", "Rests on this"),
    ("focus", "Sæt i midten", "Put in the middle"),
    ("unfold", "Vis naboer", "Show neighbours"),
    ("fold", "Skjul naboer", "Hide neighbours"),
    ("page", "Åbn siden", "Open the page"),
    // The same as a table.
    ("table", "Vis som tabel", "Show as a table"),
    ("items", "Tegnede elementer", "Items drawn"),
    ("item", "Element", "Item"),
    ("act", "Handling", "Action"),
    ("joined", "Tegnede forbindelser", "Connections drawn"),
    ("from", "Fra", "From"),
    ("link", "Forbindelse", "Connection"),
    ("to", "Til", "To"),
    ("uncounted", "Ikke tegnet:", "Not drawn:"),
];
