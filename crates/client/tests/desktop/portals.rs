//! Networks that stand between the desktop and its service: a certificate that proves nothing, a name that leads nowhere, an
//! answer that is only the beginning of one. All of it is "offline", and nobody is told anything.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use roster_client::Desktop;
use roster_client::view::{CommandErrorKind, Stage, SyncState};
use roster_domain::UserStatus;
use roster_testkit::Certificate;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::impostor::{Impostor, broken, page, user};
use crate::support::{Computer, credentials, names, until, until_sync_is, until_up_to_date};

/// A name that is too long to be asked for: looking it up fails without a question to anyone.
const NO_NAME: &str = "https://a-name-of-more-than-sixty-three-letters-which-the-system-refuses-to-look-up.example";

/// Someone who would decrypt what they are told, with a certificate of an authority that nobody trusts.
struct Stranger {
    url: String,
    met: Arc<AtomicUsize>,
    heard: Arc<AtomicUsize>,
}

impl Stranger {
    async fn start() -> Self {
        let certificate = Certificate::for_this_computer().unwrap();
        let chain = CertificateDer::pem_file_iter(certificate.chain()).unwrap();
        let chain = chain.collect::<Result<Vec<_>, _>>().unwrap();
        let key = PrivateKeyDer::from_pem_file(certificate.key()).unwrap();
        let config = ServerConfig::builder().with_no_client_auth();
        let acceptor = TlsAcceptor::from(Arc::new(config.with_single_cert(chain, key).unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stranger = Self {
            url: format!("https://{}", listener.local_addr().unwrap()),
            met: Arc::default(),
            heard: Arc::default(),
        };
        let (met, heard) = (stranger.met.clone(), stranger.heard.clone());
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                met.fetch_add(1, Ordering::SeqCst);
                if let Ok(mut open) = acceptor.accept(connection).await {
                    let mut told = Vec::new();
                    let _ = open.read_to_end(&mut told).await;
                    heard.fetch_add(told.len(), Ordering::SeqCst);
                }
            }
        });
        stranger
    }
}

/// A desktop that was signed in at the impostor and knows someone, and now finds another address to be the service's: as if
/// the same name led elsewhere.
async fn led_to(computer: &Computer, url: &str) -> Arc<Desktop> {
    let impostor = Impostor::start().await;
    impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    let held = async || Arc::strong_count(&desktop);
    until("the end of its sync", held, |held| *held == 1).await;
    drop(desktop);
    let settings = computer.data.path().join("desktop.json");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace(&impostor.url(), url)).unwrap();
    for entry in computer.keyring.search(&HashMap::new()).unwrap() {
        let ((service, name), Ok(secret)) = (entry.get_specifiers().unwrap(), entry.get_secret()) else {
            continue;
        };
        let there = computer
            .keyring
            .build(&service, &name.replace(&impostor.url(), url), None);
        there.unwrap().set_secret(&secret).unwrap();
    }
    computer.open()
}

async fn is_offline_and_knows_what_it_knew(desktop: &Arc<Desktop>) {
    assert_eq!(desktop.status().await.stage, Stage::SignedIn);
    until_sync_is(desktop, SyncState::Offline).await;
    assert!(desktop.sync_now().await.is_err());
    assert_eq!(desktop.status().await.stage, Stage::SignedIn);
    assert_eq!(names(desktop, UserStatus::Active).await, ["Ada", "Grace"]);
}

#[tokio::test]
async fn a_certificate_that_proves_nothing_is_told_nothing() {
    let (computer, stranger) = (Computer::new(), Stranger::start().await);
    let refused = computer
        .open()
        .connect_to_server(stranger.url.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.kind, CommandErrorKind::Offline, "{refused:?}");
    let computer = Computer::new();
    let desktop = led_to(&computer, &stranger.url).await;
    is_offline_and_knows_what_it_knew(&desktop).await;
    let met = async || stranger.met.load(Ordering::SeqCst);
    until("several tries", met, |met| *met >= 3).await;
    assert_eq!(
        stranger.heard.load(Ordering::SeqCst),
        0,
        "the token is for the service alone"
    );
}

#[tokio::test]
async fn a_name_that_is_not_found_is_offline() {
    let computer = Computer::new();
    let refused = computer.open().connect_to_server(NO_NAME.to_owned()).await.unwrap_err();
    assert_eq!(refused.kind, CommandErrorKind::Offline, "{refused:?}");
    let computer = Computer::new();
    is_offline_and_knows_what_it_knew(&led_to(&computer, NO_NAME).await).await;
}

#[tokio::test]
async fn of_an_answer_that_is_not_whole_nothing_is_believed() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    let whole = serde_json::to_string(&page(2, vec![user(3, "Max")])).unwrap();
    let beginning = whole[..whole.len() - 1].to_owned();
    let answers: Vec<Box<dyn Fn() -> Response + Send>> = vec![
        // Cut by the connection, and cut by something that then ends in order.
        Box::new(broken),
        Box::new(move || as_json(beginning.clone())),
        Box::new(|| as_json(String::new())),
        // A page that claims to be what was asked for.
        Box::new(|| as_json("<!doctype html><title>Hotel</title>".to_owned())),
        Box::new(move || as_json(format!("{whole}<!-- injected by your provider -->"))),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        impostor.instead(move |seen| seen.path.contains("/changes").then(&answer));
        assert!(desktop.sync_now().await.is_err(), "answer {number}");
        assert_eq!(
            names(&desktop, UserStatus::Active).await,
            ["Ada", "Grace"],
            "answer {number}"
        );
    }
    impostor.feed([page(2, vec![user(3, "Max")])]);
    impostor.instead(|_| None);
    let active = async || names(&desktop, UserStatus::Active).await;
    until("what was held back", active, |names| names == &["Ada", "Grace", "Max"]).await;
}

fn as_json(body: String) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
