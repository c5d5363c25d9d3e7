//! Puts the built-in packs into the binary: every YAML file below `rules/` as compact JSON, which loads in a fraction of the time.
//! The types that read them are the ones that read a user's YAML (`src/pack`).

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    let mut code = String::from(
        "/// Built-in YAML files below `rules/`: path and content as JSON.\npub(crate) static FILES: &[(&str, &str)] = &[\n",
    );
    for path in files {
        let value: serde_yaml::Value = serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{path}: {e}"))?;
        let name = path.strip_prefix("rules/").unwrap_or(&path);
        writeln!(code, "    ({name:?}, {:?}),", serde_json::to_string(&value)?)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), code)?;
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
