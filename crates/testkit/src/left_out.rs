/// Prints that a test, or a part of one, is left out because this computer lacks what it needs, and which Debian package would bring
/// it. `what` says what is left out.
pub fn left_out(what: &str, debian_package: &str) {
    println!("LEFT OUT: {what} (apt-get install {debian_package})");
}
