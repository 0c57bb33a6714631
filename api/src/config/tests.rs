use clap::{Command, FromArgMatches};

use super::*;

fn flags(arguments: &[&str]) -> Flags {
    let command = Flags::augment_args(Command::new("akkoord"));
    let matches = command.try_get_matches_from(std::iter::once(&"akkoord").chain(arguments)).unwrap();
    Flags::from_arg_matches(&matches).unwrap()
}

/// A settings file that goes away at the end of the test.
struct OnDisk(PathBuf);

impl OnDisk {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("akkoord-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn settings(&self, arguments: &[&str]) -> Result<Settings, Problem> {
        let path = self.0.to_str().unwrap();
        flags(&[&["--config", path], arguments].concat()).settings()
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn identity(arguments: &[&str]) -> Result<Identity, Problem> {
    flags(arguments).over(Written::default()).identity()
}

#[test]
fn without_anything_set_the_defaults_hold() {
    let settings = Flags::default().over(Written::default());
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database_url.reveal(), "sqlite://akkoord.db?mode=rwc");
    assert_eq!((settings.log.as_str(), settings.snapshot_cache_bytes), ("info,sea_orm_migration=warn", 268_435_456));
}

#[test]
fn a_flag_goes_before_the_file_and_the_file_before_the_default() {
    let file = OnDisk::new("order", "listen = \"0.0.0.0:80\"\nlog = \"debug\"\nsnapshot_cache_bytes = 5\n");
    let settings = file.settings(&["--log", "warn"]).unwrap();
    assert_eq!((settings.listen.to_string().as_str(), settings.log.as_str()), ("0.0.0.0:80", "warn"));
    assert_eq!(settings.snapshot_cache_bytes, 5);
}

#[test]
fn every_setting_has_a_variable_of_its_own_name() {
    let command = Flags::augment_args(Command::new("akkoord"));
    for argument in command.get_arguments() {
        let expected = format!("AKKOORD_{}", argument.get_id().as_str().to_uppercase());
        assert_eq!(argument.get_env().unwrap(), expected.as_str());
    }
}

#[test]
fn an_unknown_key_is_named_and_a_wrong_value_is_not_quoted_with_its_line() {
    let problem = OnDisk::new("unknown", "log = \"info\"\n\nlisen = \"x\"\n").settings(&[]).unwrap_err();
    assert!(problem.message().contains("line 3") && problem.message().contains("`lisen`"), "{}", problem.message());
    let problem = OnDisk::new("typed", "dev_secret = [\"hunter2\"]\n").settings(&[]).unwrap_err();
    assert!(problem.message().contains("line 1") && !problem.message().contains("hunter2"), "{}", problem.message());
    assert!(flags(&["--config", "/nowhere/akkoord.toml"]).settings().unwrap_err().message().contains("/nowhere"));
}

#[test]
fn exactly_one_kind_of_key_is_needed_to_check_tokens() {
    assert!(identity(&[]).unwrap_err().message().contains("--dev-secret"));
    let kinds = [["--dev-secret", "x"], ["--jwks-file", "y"], ["--jwks-url", "https://id/keys"]];
    for [one, other] in [[0, 1], [0, 2], [1, 2]] {
        let problem = identity(&[kinds[one], kinds[other]].concat()).unwrap_err();
        assert!(problem.message().contains("Keep one"), "{}", problem.message());
    }
    let development = identity(&["--dev-secret", "x"]).unwrap();
    assert!(matches!(development.keys, KeySource::DevSecret(secret) if secret.reveal() == "x"));
    assert_eq!((development.issuer.as_str(), development.audience.as_str()), ("akkoord", "akkoord"));
}

#[test]
fn keys_of_an_issuer_need_its_name_and_ours() {
    assert!(identity(&["--jwks-file", "y", "--issuer", "https://id"]).unwrap_err().message().contains("--audience"));
    assert!(identity(&["--jwks-url", "y", "--audience", "api"]).unwrap_err().message().contains("--issuer"));
    let names = ["--issuer", "https://id", "--audience", "api"];
    let file = identity(&[&["--jwks-file", "y"], &names[..]].concat()).unwrap();
    assert!(matches!(file.keys, KeySource::JwksFile(file) if file == Path::new("y")));
    let url = identity(&[&["--jwks-url", "z"], &names[..]].concat()).unwrap();
    assert!(matches!(url.keys, KeySource::JwksUrl(url) if url == "z"));
}

#[test]
fn the_demo_brings_its_own_secret_whatever_is_set() {
    let settings = flags(&["--jwks-file", "y", "--jwks-url", "z"]).over(Written::default()).for_demo("demo".into());
    assert!(matches!(settings.identity().unwrap().keys, KeySource::DevSecret(secret) if secret.reveal() == "demo"));
}

#[test]
fn secrets_do_not_show_themselves_when_printed() {
    let settings = flags(&["--dev-secret", "hunter2", "--database-url", "postgres://u:hunter2@h/d"]);
    assert!(!format!("{settings:?}").contains("hunter2"));
    assert!(!format!("{:?}", settings.over(Written::default())).contains("hunter2"));
}

#[test]
fn an_empty_text_is_not_set() {
    let file = Written { issuer: Some("https://id".to_owned()), ..Written::default() };
    let settings =
        flags(&["--issuer", "", "--dev-secret", "", "--jwks-url", "", "--jwks-file", "y", "--audience", "api"])
            .over(file);
    assert_eq!(settings.identity().unwrap().issuer, "https://id");
}
