//! `sporbar watch` as a process on a folder, and questions to it. Nothing here waits for a time to pass: what is waited
//! for is the next thing that the server tells.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use sporbar::pages::Route;
use sporbar::pipeline::{self, Pipeline};
use sporbar::serve::ELEMENT;

use super::support::Project;

/// Something is wrong when nothing is told for so long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A project in a folder of its own, watched.
pub struct Watched {
    _folder: tempfile::TempDir,
    /// Where the project lies.
    pub project: PathBuf,
    child: Child,
    port: u16,
    events: Events,
    said: Arc<(Mutex<String>, Condvar)>,
}

impl Watched {
    /// Watches a project with more flags; `page` is open in a browser.
    pub fn new(project: &Project, page: &str, flags: &[&str]) -> Watched {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("projekt");
        project.write(&path);
        Watched::on(folder, path, page, flags)
    }

    /// The same for a folder that is written already, on a port that is asked for.
    pub fn on_port(folder: tempfile::TempDir, project: PathBuf, page: &str, port: u16) -> Watched {
        Watched::on(folder, project, page, &["--port", &port.to_string()])
    }

    /// The same on whichever port is free.
    pub fn in_folder(folder: tempfile::TempDir, project: PathBuf, page: &str) -> Watched {
        Watched::on(folder, project, page, &[])
    }

    fn on(folder: tempfile::TempDir, project: PathBuf, page: &str, flags: &[&str]) -> Watched {
        let port = if flags.contains(&"--port") { &[][..] } else { &["--port", "0"] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_sporbar"))
            .args(["watch", "--lang", "da", "--project"])
            .arg(&project)
            .args(port)
            .args(flags)
            .env_remove("EDITOR_URL")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut told = String::new();
        let port = loop {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).unwrap() > 0, "watch ended:\n{told}");
            told.push_str(&line);
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        let said = Arc::new((Mutex::new(told), Condvar::new()));
        let hearing = said.clone();
        std::thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                hearing.0.lock().unwrap().push_str(&line);
                hearing.1.notify_all();
                line.clear();
            }
        });
        let mut watched = Watched { _folder: folder, project, child, port, events: Events::open(port, page), said };
        watched.next();
        watched
    }

    /// The next state that is told.
    #[track_caller]
    pub fn next(&mut self) -> serde_json::Value {
        match self.events.next() {
            Some(state) => state,
            None => panic!("nothing is told any more; said so far:\n{}", self.said()),
        }
    }

    /// All that the program said on standard error.
    pub fn said(&self) -> String {
        self.said.0.lock().unwrap().clone()
    }

    /// The same once `holds` is true of it: lines come on a way of their own, and may come after what the server tells.
    pub fn said_when(&self, holds: impl Fn(&str) -> bool) -> String {
        let said = self.said.0.lock().unwrap();
        let (said, _) = self.said.1.wait_timeout_while(said, PATIENCE, |said| !holds(said)).unwrap();
        said.clone()
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        super::support::write(&self.project, path, text);
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.project.join(path)
    }

    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// Status and bytes at an address of the site.
    pub fn get(&self, address: &str) -> (u16, Vec<u8>) {
        self.ask(address, &format!("Host: localhost:{}", self.port))
    }

    /// The same with headers of one's own.
    pub fn ask(&self, address: &str, headers: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /{} HTTP/1.0\r\n{headers}\r\n\r\n", encoded(address)).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        (head[9..12].parse().unwrap(), answer.split_off(end + 4))
    }

    /// Waits until what is served is what a clean build makes of the folder as it is now.
    #[track_caller]
    pub fn is_like_a_clean_build(&mut self, story: &str) {
        self.is_like_a_sample_of_a_clean_build(1, story);
    }

    /// The same of one page in so many, for sites that are too large to be asked for whole.
    #[track_caller]
    pub fn is_like_a_sample_of_a_clean_build(&mut self, one_of: usize, story: &str) {
        let clean = Clean::of(&self.project, one_of);
        while let Some(fault) = self.differs(&clean) {
            match self.events.next() {
                Some(_) => {}
                None => panic!("{story}: {fault}; said:\n{}", self.said()),
            }
        }
    }

    fn differs(&self, clean: &Clean) -> Option<String> {
        for (address, bytes) in &clean.pages {
            let (status, served) = self.get(address);
            let served = match address.ends_with(".html") {
                true => String::from_utf8(served).unwrap().replacen(ELEMENT, "", 1).into_bytes(),
                false => served,
            };
            if status != 200 || served != *bytes {
                return Some(format!("`{address}` is served with {status} and other bytes than a clean build's"));
            }
        }
        let gone = clean.gone.iter().find(|address| self.get(address).0 != 404);
        gone.map(|address| format!("`{address}` is served and is in no clean build"))
    }

    /// Ends it as Ctrl-C does; the exit status.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let killed = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a program that remembers nothing makes of a folder.
struct Clean {
    pages: Vec<(String, Vec<u8>)>,
    /// Addresses that earlier or other projects of these tests have.
    gone: Vec<String>,
}

impl Clean {
    fn of(project: &Path, one_of: usize) -> Clean {
        let input =
            pipeline::read(project, |config| Ok(config.as_of.as_deref().unwrap_or("2026-11-01").parse()?)).unwrap();
        let edition = Pipeline::default().edition(input).unwrap();
        let plan = edition.plan();
        let pages = plan.into_iter().step_by(one_of);
        let pages: Vec<(String, Vec<u8>)> =
            pages.map(|page| (page.address, edition.bytes(&page.route).unwrap())).collect();
        let usual = ["krav/k-1.html", "krav/k-2.html", "krav/k-3.html", "krav/ny-1.html", "loesning/l-1.html"];
        let is_gone = |address: &&str| !pages.iter().any(|(known, _)| known == address);
        let gone = usual.into_iter().filter(is_gone).map(str::to_owned).collect();
        Clean { pages, gone }
    }
}

/// Addresses and keys of a clean build, attachments left out: they are copied and never rendered.
pub fn keys(project: &Path) -> std::collections::BTreeMap<String, [u8; 16]> {
    let input = pipeline::read(project, |config| Ok(config.as_of.as_deref().unwrap_or("2026-11-01").parse()?)).unwrap();
    let plan = Pipeline::default().edition(input).unwrap().plan();
    let rendered = plan.into_iter().filter(|page| !matches!(page.route, Route::Attachment(_)));
    rendered.map(|page| (page.address, page.key)).collect()
}

/// The stream of states of one page.
pub struct Events(BufReader<TcpStream>);

impl Events {
    pub fn open(port: u16, page: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!("GET /_sporbar/events?page={} HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n", encoded(page));
        stream.write_all(head.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    /// The next state; `None` when none comes.
    fn next(&mut self) -> Option<serde_json::Value> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }
}

fn encoded(address: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    address.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}
