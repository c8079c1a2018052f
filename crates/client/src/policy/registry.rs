use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Type};

use super::value::{Source, Unusable, Value};

/// Group policies are below this key, and no other key is guarded as it is.
const PATH: &str = r"Software\Policies\Roster";

/// That there is no such key, as Windows says it (`ERROR_FILE_NOT_FOUND`).
const NOT_FOUND: i32 = 0x8007_0002_u32.cast_signed();

pub(super) fn sources() -> Vec<Source> {
    let keys = [
        ("HKEY_LOCAL_MACHINE", LOCAL_MACHINE),
        ("HKEY_CURRENT_USER", CURRENT_USER),
    ];
    keys.into_iter().filter_map(|(root, key)| source(root, key)).collect()
}

fn source(root: &str, key: &Key) -> Option<Source> {
    let members = match members(key) {
        Err(error) if error.code().0 == NOT_FOUND => return None,
        members => members.map_err(|error| Unusable::Unreadable(error.message())),
    };
    Some(Source {
        name: format!(r"{root}\{PATH}"),
        members,
    })
}

fn members(root: &Key) -> windows_registry::Result<Vec<(String, Value)>> {
    let key = root.open(PATH)?;
    let values = key.values()?;
    Ok(values.map(|(name, value)| (name, neutral(value))).collect())
}

fn neutral(value: windows_registry::Value) -> Value {
    match value.ty() {
        Type::String | Type::ExpandString => String::try_from(value).map_or(Value::Other, Value::Text),
        Type::U32 => u32::try_from(value).map_or(Value::Other, |number| Value::Number(number.into())),
        _ => Value::Other,
    }
}
