use crate::installation::Installation;

async fn a_new_database_is_brought_up_to_date_also_while_another_serves(installation: Installation) {
    let output = installation.run(&["migrate"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let serving = installation.serve();
    assert_eq!(installation.run(&["migrate"]).status.code(), Some(0));
    serving.stop().await;
}

/// Several may be the first to open a new database.
async fn many_may_start_at_once(installation: Installation) {
    let starting: Vec<_> = (0..4)
        .map(|_| {
            let mut command = installation.command(["migrate"]);
            std::thread::spawn(move || command.output().expect("it starts"))
        })
        .collect();
    for one in starting {
        let output = one.join().expect("no panic");
        assert!(output.status.success(), "{output:?}");
    }
    let (one, other) = (installation.serve(), installation.serve());
    assert_ne!(one.url, other.url);
    one.stop().await;
    other.stop().await;
}

crate::over_both_databases!(
    a_new_database_is_brought_up_to_date_also_while_another_serves,
    many_may_start_at_once
);
