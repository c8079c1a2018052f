//! Which language a page is in.

use axum::http::{HeaderMap, header};
use roster_domain::Language;
use url::form_urlencoded;

/// What the reader asked for in the address, `?lang=`. Anything else there is left aside: an address that mail programs
/// have added to must still open.
pub fn chosen(query: Option<&str>) -> Option<Language> {
    form_urlencoded::parse(query?.as_bytes())
        .filter(|(name, _)| name == "lang")
        .find_map(|(_, tag)| tag.parse().ok())
}

/// The best of what the browser says its owner reads (RFC 9110, section 12.5.4); English if we speak none of it.
pub fn accepted(headers: &HeaderMap) -> Language {
    let header = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut wanted: Vec<(f32, Language)> = header.split(',').filter_map(weighted).collect();
    // Stable: of equals, the first that was named.
    wanted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    wanted.first().map_or(Language::En, |(_, language)| *language)
}

fn weighted(range: &str) -> Option<(f32, Language)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let weight: f32 = match parameters.trim().strip_prefix("q=") {
        Some(weight) => weight.trim().parse().ok()?,
        None => 1.0,
    };
    let primary = tag.trim().split('-').next()?;
    let language = Language::ALL.iter().find(|language| {
        language
            .tag()
            .split('-')
            .next()
            .is_some_and(|known| known.eq_ignore_ascii_case(primary))
    })?;
    (weight > 0.0).then_some((weight, *language))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(header: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(header));
        accepted(&headers)
    }

    #[test]
    fn the_most_wanted_language_that_we_speak_is_taken() {
        assert_eq!(of("fr-CA,fr;q=0.9,en;q=0.8"), Language::Fr);
        assert_eq!(of("ja, de-AT;q=0.4, ar;q=0.7"), Language::Ar);
        assert_eq!(of("pt-PT"), Language::PtBr);
        assert_eq!(of("en;q=0.5, es"), Language::Es);
        for nothing in ["", "ja", "*", "fr;q=0", ";;,,q=", "fr;q=x"] {
            assert_eq!(of(nothing), Language::En, "{nothing}");
        }
        assert_eq!(accepted(&HeaderMap::new()), Language::En);
    }

    #[test]
    fn the_address_may_choose_and_may_carry_anything_else() {
        assert_eq!(chosen(Some("utm_source=mail&lang=pt-BR")), Some(Language::PtBr));
        for query in ["", "lang=", "lang=tlh", "lang=EN", "x", "%ff&&=&lang"] {
            assert_eq!(chosen(Some(query)), None, "{query}");
        }
        assert_eq!(chosen(None), None);
    }
}
