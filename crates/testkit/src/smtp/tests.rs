use std::io::Write;
use std::net::TcpStream;

use super::*;

/// A client that speaks by hand, so that the server is not tested with a library that agrees with it.
struct Client(BufReader<TcpStream>);

impl Client {
    fn connect(server: &SmtpServer) -> Self {
        let mut client = Self(BufReader::new(
            TcpStream::connect(("127.0.0.1", server.port())).unwrap(),
        ));
        assert_eq!(client.reply().0, 220);
        assert_eq!(client.say("EHLO test.example").0, 250);
        client
    }

    fn say(&mut self, line: &str) -> (u16, String) {
        write!(self.0.get_mut(), "{line}\r\n").unwrap();
        self.reply()
    }

    /// The code and all the lines of a reply; a hyphen after the code says that there are more (RFC 5321, 4.2.1).
    fn reply(&mut self) -> (u16, String) {
        let mut all = String::new();
        loop {
            let begin = all.len();
            self.0.read_line(&mut all).unwrap();
            if all.as_bytes().get(begin + 3) != Some(&b'-') {
                return (all[begin..begin + 3].parse().unwrap(), all);
            }
        }
    }

    /// Sends one mail as far as the server lets it, and gives the code of its last reply.
    fn send(&mut self, to: &str, body: &str) -> u16 {
        let lines = [
            "MAIL FROM:<roster@example.com>".to_owned(),
            format!("RCPT TO:<{to}>"),
            "DATA".to_owned(),
            format!("Subject: Hello\r\n\r\n{body}\r\n."),
        ];
        let mut code = 0;
        for line in lines {
            code = self.say(&line).0;
            if code >= 400 {
                self.say("RSET");
                return code;
            }
        }
        code
    }
}

#[tokio::test]
async fn keeps_what_it_accepts_as_it_came_over_the_wire() {
    let server = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let mut client = Client::connect(&server);
    assert_eq!(client.send("ada@example.com", "Grüße, and a dot:\r\n..\r\nEnd"), 250);
    let messages = server.wait_for(1).await.unwrap();
    assert_eq!(messages[0].from, "roster@example.com");
    assert_eq!(messages[0].to, ["ada@example.com"]);
    assert_eq!(
        messages[0].raw,
        "Subject: Hello\r\n\r\nGrüße, and a dot:\r\n.\r\nEnd\r\n"
    );
}

#[tokio::test]
async fn refuses_whom_it_is_told_to_refuse() {
    let reject_recipient = Some((550, Some("nobody@example.com".to_owned())));
    let server = SmtpServer::start(&SmtpOptions {
        reject_recipient,
        ..SmtpOptions::default()
    })
    .unwrap();
    let mut client = Client::connect(&server);
    assert_eq!(client.send("nobody@example.com", "Hello?"), 550);
    assert_eq!(client.send("ada@example.com", "Hello!"), 250);
    assert_eq!(server.wait_for(1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn fails_the_first_few_and_then_recovers_slowly() {
    let options = SmtpOptions {
        fail_first: 2,
        slow: Duration::from_millis(20),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&options).unwrap();
    let mut client = Client::connect(&server);
    let codes = [0; 3].map(|_| client.send("ada@example.com", "Hello"));
    assert_eq!(codes, [451, 451, 250]);
    assert_eq!(server.wait_for(1).await.unwrap().len(), 1);
}

#[test]
fn takes_mails_only_from_who_knows_the_password() {
    let auth = Some(("roster".to_owned(), "secret".to_owned()));
    let server = SmtpServer::start(&SmtpOptions {
        auth,
        ..SmtpOptions::default()
    })
    .unwrap();
    assert_eq!(Client::connect(&server).send("ada@example.com", "Hello"), 530);
    // RFC 4616: authorisation identity, user and password, each but the first after a NUL; here in base64.
    assert_eq!(Client::connect(&server).say("AUTH PLAIN AHJvc3RlcgB3cm9uZw==").0, 535);
    let mut client = Client::connect(&server);
    assert_eq!(client.say("AUTH PLAIN AHJvc3RlcgBzZWNyZXQ=").0, 235);
    assert_eq!(client.send("ada@example.com", "Hello"), 250);
}

#[test]
fn offers_starttls_only_when_told_to() {
    let offer = |starttls| {
        let server = SmtpServer::start(&SmtpOptions {
            starttls,
            ..SmtpOptions::default()
        })
        .unwrap();
        Client::connect(&server).say("EHLO test.example").1.contains("STARTTLS")
    };
    assert!(offer(true));
    assert!(!offer(false));
}

#[tokio::test]
async fn comes_back_on_the_same_port_and_says_when_it_is_gone() {
    let mut first = SmtpServer::start(&SmtpOptions::default()).unwrap();
    let port = Some(first.port());
    let taken = SmtpServer::start(&SmtpOptions {
        port,
        ..SmtpOptions::default()
    });
    assert!(taken.is_err(), "two servers on one port");
    first.process.kill().unwrap();
    assert!(first.wait_for(1).await.unwrap_err().to_string().contains("has ended"));
    drop(first);
    let second = SmtpServer::start(&SmtpOptions {
        port,
        ..SmtpOptions::default()
    })
    .unwrap();
    assert_eq!(Some(second.port()), port);
}
