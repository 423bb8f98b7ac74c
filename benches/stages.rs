//! The stages one by one, in memory, on the corpus: `cargo bench --bench stages`. Compare with the budget
//! table in `benches/README.md`.

// The module's own tests are compiled here too, but not run.
#[allow(unused_imports)]
#[path = "corpus/mod.rs"]
mod corpus;

use std::hint::black_box;
use std::sync::Arc;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, criterion_group, criterion_main};
use sporbar::config::Config;
use sporbar::document;
use sporbar::pages::{self, Book, Dress};
use sporbar::pipeline::{Input, Pipeline};
use sporbar::source::Sources;
use sporbar::trace::impact::{Changed, Limit, Seen, Spread};
use sporbar::trace::{Facts, Traces};
use sporbar::{model, rules};

/// Items of the corpus; figures for other sizes come from `compare.sh`.
const ITEMS: usize = 10_000;
/// Seed of the corpus, the one of `compare.sh`.
const SEED: i64 = 7;

fn input(files: &[(String, String)]) -> Input {
    Input {
        config: Arc::new(Config::default()),
        model: None,
        sources: Sources::from_texts(files.iter().cloned()),
        waivers: None,
        lock: None,
        record: None,
        brands: None,
        external: Arc::default(),
        baseline: None,
        answers: None,
        theme: Vec::new(),
        settings_hash: [0; 16],
        day: jiff::civil::date(2026, 11, 23),
    }
}

fn stages(criterion: &mut Criterion) {
    let files = corpus::files(ITEMS, SEED, corpus::Rules::MachineryOnly);
    let markdown: Vec<&str> = files.iter().filter(|(path, _)| path.ends_with(".md")).map(|(_, text)| &**text).collect();
    let keys = &model::Schema::builtin().prose_keys;
    let mut group = criterion.benchmark_group("10000 items");
    group.sample_size(10);
    group.bench_function("documents", |bencher| {
        bencher.iter(|| {
            for text in &markdown {
                black_box(document::parse(document::Form::Markdown, text, keys));
            }
        });
    });
    let facts = Pipeline::default().facts(input(&files)).expect("the corpus is valid");
    group.bench_function("model", |bencher| {
        bencher.iter(|| {
            black_box(model::build(
                model::Schema::builtin(),
                &facts.files,
                &model::Portfolios::default(),
                facts.model.day,
            ))
        });
    });
    group.bench_function("impact of every item, one thread", |bencher| {
        bencher.iter(|| {
            let spread = Spread::new(&facts.model, &Seen::ALL);
            for ix in facts.model.all() {
                let changed = Changed::from(ix);
                let impact = spread.impact(&facts.model, &changed, Limit(200));
                black_box(spread.involved(&facts.model, &changed, &impact));
                black_box(spread.deadline(&facts.model, &changed, &impact));
            }
        });
    });
    group.bench_function("rules", |bencher| bencher.iter(|| black_box(rules::check(&facts))));
    rules_by_area(&mut group, &facts);
    let findings = Arc::new(rules::check(&facts));
    group.bench_function("plan", |bencher| {
        bencher.iter_batched(
            || Book::new(facts.clone(), findings.clone(), Dress::default()),
            |book| black_box(sporbar::pages::plan(&book)),
            BatchSize::PerIteration,
        );
    });
    let book = || Book::new(facts.clone(), findings.clone(), Dress::default());
    // The spread of the model, the impact of every item and the section that tells it.
    group.bench_function("traces and sections, one thread", |bencher| {
        let sections = |book: Book| {
            let told = facts.model.all().filter_map(|ix| pages::impact_section(&book, ix));
            told.for_each(|section| drop(black_box(section)));
            book
        };
        bencher.iter_batched(book, sections, BatchSize::PerIteration);
    });
    // Neighbours chosen, drawn and listed; a drawing is a ten thousandth of it.
    group.bench_function("drawings, one thread", |bencher| {
        let drawings = |book: Book| {
            let drawn = facts.model.all().filter_map(|ix| pages::drawing_section(&book, ix));
            drawn.for_each(|section| drop(black_box(section)));
            book
        };
        bencher.iter_batched(book, drawings, BatchSize::PerIteration);
    });
    let edition = Pipeline::default().edition(input(&files)).expect("the corpus is valid");
    let plan = edition.plan();
    group.bench_function("views and templates, one thread", |bencher| {
        bencher.iter(|| {
            let mut bytes = Vec::new();
            for page in &plan {
                bytes.clear();
                edition.render(&page.route, &mut bytes).expect("the standard theme renders");
                black_box(&bytes);
            }
        });
    });
    group.finish();
}

/// All rules and each area alone, on one thread, so that the time is that of the processor. What several share (how
/// reviews stand, the terms, which rules are awake) is in every figure: "none" is that alone.
fn rules_by_area(group: &mut BenchmarkGroup<'_, WallTime>, facts: &Facts) {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    let areas = ["S", "J", "K", "V", "G", "O", "U", "D"];
    let chosen = [("all", &areas[..]), ("none", &[]), ("S and J", &areas[..2])];
    let each = areas.iter().map(|area| (*area, std::slice::from_ref(area)));
    for (name, on) in chosen.into_iter().chain(each) {
        let off = areas.iter().filter(|area| !on.contains(area)).map(|area| format!("{area}: \"off\""));
        let settings = format!("kvalitetsprofil: {{regler: {{{}}}}}", off.collect::<Vec<_>>().join(", "));
        let config = Arc::new(Config::read(&settings).expect("the settings are sound"));
        // Nothing is worked out before.
        let fresh = || Facts { config: config.clone(), traces: Traces::default(), ..facts.clone() };
        let judge = |facts: Facts| alone.install(|| black_box(rules::check(&facts)));
        group.bench_function(format!("rules, {name}, one thread"), |bencher| {
            bencher.iter_batched(fresh, judge, BatchSize::PerIteration);
        });
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
