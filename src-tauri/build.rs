//! Hands tauri-build the paths of this layout: the manifest is at the repository's root, the capabilities beside the code.

fn main() {
    // tauri-build watches only its default folder; without this line edits to capabilities are silently not rebuilt.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning=tauri-build: {error:#}");
        std::process::exit(1);
    }
}
