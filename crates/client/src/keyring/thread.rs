use std::sync::Arc;
use std::sync::mpsc;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

use super::{KeyringError, OpenStore, SERVICE};

/// What the keyring is asked to do with the entry of a name.
#[derive(Debug)]
pub(super) enum Request {
    Get(String),
    Set(String, SecretString),
    Delete(String),
}

type Answer = Result<Option<SecretString>, KeyringError>;

/// The thread that talks to the keyring, one request after the other. It ends when it is no longer asked.
#[derive(Debug)]
pub(super) struct Worker(mpsc::Sender<(Request, oneshot::Sender<Answer>)>);

impl Worker {
    pub fn start(open: OpenStore) -> Self {
        let (sender, requests) = mpsc::channel();
        let started = std::thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || serve(&open, &requests));
        if let Err(error) = started {
            // The receiver is gone with the thread, so that every request says that the keyring cannot be used.
            tracing::error!(%error, "the keyring's thread did not start");
        }
        Self(sender)
    }

    pub fn send(&self, request: Request) -> oneshot::Receiver<Answer> {
        let (sender, answer) = oneshot::channel();
        // When the thread is gone, the sender is dropped with the message, and waiting for the answer says so.
        let _ = self.0.send((request, sender));
        answer
    }
}

fn serve(open: &OpenStore, requests: &mpsc::Receiver<(Request, oneshot::Sender<Answer>)>) {
    let mut store = None;
    for (request, asker) in requests {
        // Whoever asked has given up waiting: what they wanted kept is kept in memory only, as they were told.
        if asker.is_closed() {
            continue;
        }
        let answer = answer(open, &mut store, &request);
        if asker.send(answer).is_err() {
            take_back(open, &mut store, request);
        }
    }
}

/// Undoes what was done after whoever asked had stopped waiting for it.
fn take_back(open: &OpenStore, store: &mut Option<Arc<CredentialStore>>, request: Request) {
    if let Request::Set(name, _) = request
        && let Err(error) = answer(open, store, &Request::Delete(name))
    {
        tracing::warn!(%error, "a secret that came too late stays in the keyring");
    }
}

fn answer(open: &OpenStore, store: &mut Option<Arc<CredentialStore>>, request: &Request) -> Answer {
    let answer = ask(open, store, request);
    if answer.is_err() {
        // It may be back, or be another one, next time.
        *store = None;
    }
    answer
}

fn ask(open: &OpenStore, store: &mut Option<Arc<CredentialStore>>, request: &Request) -> Answer {
    let store = match store {
        Some(store) => store,
        None => store.insert(open()?),
    };
    let entry = |name: &str| -> keyring_core::Result<Entry> { store.build(SERVICE, name, None) };
    match request {
        Request::Get(name) => match entry(name)?.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        },
        Request::Set(name, secret) => {
            entry(name)?.set_password(secret.expose_secret())?;
            Ok(None)
        }
        Request::Delete(name) => match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    use keyring_core::mock;

    use super::super::Keyring;
    use super::*;

    fn of_memory() -> OpenStore {
        let store = mock::Store::new().unwrap();
        Box::new(move || Ok(store.clone()))
    }

    #[tokio::test]
    async fn a_secret_is_there_until_it_is_deleted() {
        let keyring = Keyring::new(of_memory(), Duration::from_mins(1));
        assert!(keyring.get("token").await.unwrap().is_none());
        keyring.set("token", SecretString::from("s3cret")).await.unwrap();
        assert_eq!(keyring.get("token").await.unwrap().unwrap().expose_secret(), "s3cret");
        assert!(keyring.get("another").await.unwrap().is_none());
        keyring.delete("token").await.unwrap();
        keyring.delete("token").await.unwrap();
        assert!(keyring.get("token").await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_keyring_that_appears_later_is_used() {
        let (store, there) = (mock::Store::new().unwrap(), Arc::new(AtomicBool::new(false)));
        let open: OpenStore = Box::new({
            let there = there.clone();
            move || {
                if there.load(Ordering::SeqCst) {
                    Ok(store.clone())
                } else {
                    Err(Error::NoDefaultStore)
                }
            }
        });
        let keyring = Keyring::new(open, Duration::from_mins(1));
        assert!(matches!(keyring.get("token").await, Err(KeyringError::Unavailable(_))));
        there.store(true, Ordering::SeqCst);
        keyring.set("token", SecretString::from("s3cret")).await.unwrap();
    }

    /// A keyring that waits for its password.
    #[derive(Default)]
    struct Door(Mutex<bool>, Condvar);

    impl Door {
        fn wait(&self) {
            let mut open = self.0.lock().unwrap();
            while !*open {
                open = self.1.wait(open).unwrap();
            }
        }

        fn open(&self) {
            *self.0.lock().unwrap() = true;
            self.1.notify_all();
        }
    }

    #[tokio::test]
    async fn one_that_does_not_open_in_time_keeps_nothing_that_was_told_to_stay_in_memory() {
        let (store, door) = (mock::Store::new().unwrap(), Arc::new(Door::default()));
        let open: OpenStore = Box::new({
            let door = door.clone();
            move || {
                door.wait();
                Ok(store.clone())
            }
        });
        let mut keyring = Keyring::new(open, Duration::from_millis(50));
        // The first is at the door when its time is up; the second is not even begun.
        for name in ["token", "key"] {
            let answer = keyring.set(name, SecretString::from("s3cret")).await;
            assert_eq!(answer, Err(KeyringError::Locked));
        }
        door.open();
        (keyring.patience, keyring.stuck) = (Duration::from_mins(1), false.into());
        for name in ["token", "key"] {
            assert!(keyring.get(name).await.unwrap().is_none(), "{name}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_is_not_opened_is_waited_for_once() {
        let keyring = Keyring::new(
            Box::new(|| {
                loop {
                    std::thread::park();
                }
            }),
            Duration::from_secs(5),
        );
        let began = tokio::time::Instant::now();
        for _ in 0..10 {
            assert!(matches!(keyring.get("token").await, Err(KeyringError::Locked)));
        }
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    }

    #[test]
    fn neither_form_of_debug_shows_a_secret() {
        let request = Request::Set("token".to_owned(), SecretString::from("s3cret"));
        assert!(!format!("{request:?}").contains("s3cret"));
    }
}
