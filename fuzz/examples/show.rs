//! Prints the files that an input stands for: `cargo run --example show -- TARGET FILE`.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(target), Some(file)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: show framework|assessment|structured FILE");
        std::process::exit(2);
    };
    let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    for (path, text) in gradus_fuzz::files_of(&target, &bytes).0 {
        println!("===== {path}\n{}", String::from_utf8_lossy(&text));
    }
}
