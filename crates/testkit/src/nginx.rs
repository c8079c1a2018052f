use std::env;
use std::fs;
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use tempfile::TempDir;

use crate::left_out;
use crate::process_group::ProcessGroup;

/// How often and how long it is looked whether it listens.
const STEPS: u32 = 400;
const STEP: Duration = Duration::from_millis(25);

/// Where Debian's package and builds from source put the program. These folders are in root's `PATH` only.
const SYSTEM_FOLDERS: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

/// nginx, which offers a service under a path of its own as docs/OPERATIONS.md describes it: it takes the path away. It ends when
/// this is dropped.
#[derive(Debug)]
pub struct Nginx {
    _running: ProcessGroup,
    _folder: TempDir,
    /// Where the service is to be had, with its path.
    pub url: String,
}

impl Nginx {
    /// The address at which one is to listen: a service has to know it before it starts.
    pub fn free_address() -> Result<SocketAddrV4> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        Ok(SocketAddrV4::new(Ipv4Addr::LOCALHOST, listener.local_addr()?.port()))
    }

    /// Starts it at `address`, and returns when it listens. It offers `service`, an `http` address without a path, under `path`, which
    /// is empty or begins with a slash and does not end in one. `settings` are further directives of its `http` block, each with its
    /// semicolon. `None` where nginx is not installed: then it prints that the test is left out.
    ///
    /// # Errors
    /// When it does not start; the error has its log.
    pub fn start(address: SocketAddrV4, path: &str, service: &str, settings: &str) -> Result<Option<Self>> {
        let Some(program) = program() else {
            left_out("a service behind nginx", "nginx-light");
            return Ok(None);
        };
        let folder = tempfile::tempdir()?;
        let at = folder.path().display();
        let service = service.trim_end_matches('/');
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {at}/nginx.pid;\nerror_log {at}/error.log;\nevents {{}}\nhttp {{\n\
             access_log off;\nclient_body_temp_path {at}/body;\nproxy_temp_path {at}/proxy;\nfastcgi_temp_path {at}/fastcgi;\n\
             uwsgi_temp_path {at}/uwsgi;\nscgi_temp_path {at}/scgi;\n{settings}\nserver {{\nlisten {address};\nlocation {path}/ {{\n\
             proxy_pass {service}/;\nproxy_http_version 1.1;\nproxy_set_header Host $host;\n\
             proxy_set_header X-Forwarded-For $remote_addr;\nproxy_buffering off;\n}}\n}}\n}}\n"
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, configuration)?;
        let mut command = Command::new(program);
        command.arg("-c").arg(&file).arg("-p").arg(folder.path());
        command.arg("-e").arg(folder.path().join("error.log"));
        let mut running =
            ProcessGroup::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))?;
        for _ in 0..STEPS {
            if TcpStream::connect(address).is_ok() {
                return Ok(Some(Self {
                    _running: running,
                    _folder: folder,
                    url: format!("http://{address}{path}"),
                }));
            }
            if running.has_ended() {
                break;
            }
            thread::sleep(STEP);
        }
        let said = fs::read_to_string(folder.path().join("error.log")).unwrap_or_default();
        bail!("nginx does not listen: {said}")
    }
}

fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(SYSTEM_FOLDERS.map(PathBuf::from));
    folders
        .map(|folder| folder.join("nginx"))
        .find(|program| program.is_file())
}
