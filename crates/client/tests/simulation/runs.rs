//! Runs beside one another, and what is said of one that goes wrong.

use std::env;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use roster_testkit::SeededRandom;
use tokio::runtime::{Builder, Runtime};

use crate::template::Template;
use crate::world::World;

/// As many as take about a minute and a half on two cores.
const RUNS: usize = 1_000;

/// What is printed of a run that goes wrong, from its end.
const TAIL: usize = 40;

/// A run that went wrong.
struct Fault {
    seed: u64,
    why: String,
    trace: Vec<String>,
}

pub fn all() {
    let template = runtime().block_on(Template::make());
    if let Some(seed) = number("ROSTER_SIMULATION_SEED") {
        return repeat(&template, seed);
    }
    let runs = number("ROSTER_SIMULATION_RUNS").map_or(RUNS, |runs| usize::try_from(runs).expect("a number of runs"));
    let seeds = SeededRandom::from_environment();
    let seeds: Mutex<Vec<u64>> = Mutex::new((0..runs).map(|_| seeds.next_u64()).rev().collect());
    let (stop, fault) = (AtomicBool::new(false), Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, NonZero::get) {
            scope.spawn(|| {
                while !stop.load(Ordering::Acquire) {
                    let Some(seed) = seeds.lock().unwrap().pop() else {
                        return;
                    };
                    if let Err(found) = one(&template, seed) {
                        stop.store(true, Ordering::Release);
                        fault.lock().unwrap().get_or_insert(found);
                    }
                }
            });
        }
    });
    if let Some(fault) = fault.into_inner().unwrap() {
        let after = runs - seeds.into_inner().unwrap().len();
        fault.tell(after);
    }
}

/// One seed, run twice: every decision, request and answer is the same.
pub fn twice() {
    let template = runtime().block_on(Template::make());
    let seeds = SeededRandom::from_environment();
    for seed in (0..5).map(|_| seeds.next_u64()) {
        let [first, second] = [(); 2].map(|()| match one(&template, seed) {
            Ok(trace) => trace,
            Err(fault) => fault.trace,
        });
        let differs = first.iter().zip(&second).position(|(first, second)| first != second);
        if let Some(line) = differs {
            panic!(
                "seed {seed}: line {line} is\n{}\nand then\n{}",
                first[line], second[line]
            );
        }
        assert_eq!(first.len(), second.len(), "seed {seed}: one run goes on");
    }
}

fn repeat(template: &Template, seed: u64) {
    let outcome = one(template, seed);
    let (Ok(trace) | Err(Fault { trace, .. })) = &outcome;
    for line in trace {
        println!("{line}");
    }
    if let Err(fault) = outcome {
        panic!("{}", fault.why);
    }
}

fn one(template: &Template, seed: u64) -> Result<Vec<String>, Fault> {
    let runtime = runtime();
    let mut world = runtime.block_on(World::new(template, seed));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(world.run())));
    let why = match outcome {
        Ok(Ok(())) => return Ok(runtime.block_on(world.close())),
        Ok(Err(why)) => why,
        Err(panic) => match panic.downcast::<String>() {
            Ok(text) => *text,
            Err(panic) => panic.downcast_ref::<&str>().copied().unwrap_or("a panic").to_owned(),
        },
    };
    let trace = world.trace().to_vec();
    Err(Fault { seed, why, trace })
}

/// Everything of a run on one thread, apart from the databases, for whose answers it waits.
fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is a number, not {text:?}")),
    )
}

impl Fault {
    fn tell(&self, runs: usize) -> ! {
        let from = self.trace.len().saturating_sub(TAIL);
        for line in &self.trace[from..] {
            eprintln!("{line}");
        }
        panic!(
            "run {runs} goes wrong: {}\n\nrepeat it with\n  ROSTER_SIMULATION_SEED={} cargo test -p roster-client --test \
             simulation once_or_refused -- --nocapture",
            self.why, self.seed
        );
    }
}
