//! Names from many places, so that what is tried out at size is also tried out in many scripts.

use roster_domain::Language;

/// First and last names that go together, and the language their bearers are written to in.
pub struct Region {
    pub language: Language,
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
}

pub const REGIONS: &[Region] = &[
    Region {
        language: Language::En,
        first: &["Alice", "Amelia", "Benjamin", "Charlotte", "Daniel", "Edith", "Frederick", "Harriet", "Isaac", "Josephine", "Oliver", "Rosalind", "Samuel", "Theodore", "Violet", "Winifred"],
        last: &["Abbott", "Barnes", "Carter", "Dawson", "Ellison", "Fletcher", "Grant", "Hughes", "Kingsley", "Lambert", "Mitchell", "O’Connor", "Palmer", "Sutherland", "Turner", "Whitfield"],
    },
    Region {
        language: Language::Fr,
        first: &["Amélie", "Benoît", "Chloé", "Étienne", "Françoise", "Gaël", "Hélène", "Jérôme", "Léa", "Mathis", "Noémie", "Océane", "Raphaël", "Solène", "Thérèse", "Zoé"],
        last: &["Beauchamp", "Bérubé", "Côté", "Desrosiers", "Dubois", "Fontaine", "Garçon", "Lefèvre", "Lévesque", "Marchand", "Noël", "Pelletier", "Rousseau", "Saint-Pierre", "Tremblay", "Vaillancourt"],
    },
    Region {
        language: Language::Es,
        first: &["Alejandro", "Belén", "Concepción", "Diego", "Elena", "Íñigo", "José María", "Lucía", "Martín", "Nieves", "Raúl", "Sofía"],
        last: &["Álvarez", "Benítez", "Domínguez", "Fernández", "García Márquez", "Ibáñez", "Jiménez", "López", "Muñoz", "Núñez", "Peña", "Zúñiga"],
    },
    Region {
        language: Language::De,
        first: &["Änne", "Björn", "Dörte", "Friedrich", "Greta", "Hans-Jürgen", "Jörg", "Käthe", "Lieselotte", "Ursula", "Wolfgang", "Zäzilie"],
        last: &["Becker", "Böhm", "Groß", "Hoffmann", "Jäger", "Krämer", "Müller-Lüdenscheidt", "Neumann", "Schäfer", "Schröder", "Weiß", "Zöllner"],
    },
    Region {
        language: Language::PtBr,
        first: &["Ana Luísa", "Caio", "Conceição", "Estêvão", "Fábio", "Inês", "João", "Letícia", "Maurício", "Otávio", "Simão", "Thaís"],
        last: &["Araújo", "Brandão", "Conceição", "da Silva", "Figueirêdo", "Gonçalves", "Magalhães", "Nóbrega", "Pinheiro", "Simões", "Tavares", "Vasconcelos"],
    },
    Region {
        language: Language::Ar,
        first: &["أحمد", "ليلى", "محمد", "فاطمة", "يوسف", "مريم", "عمر", "زينب", "خالد", "نور"],
        last: &["العلي", "الحسن", "المصري", "حداد", "خوري", "نجار", "السيد", "منصور", "الزهراني", "عبد الله"],
    },
    Region {
        language: Language::En,
        first: &["伟", "芳", "秀英", "健太", "さくら", "지훈", "서연", "Nguyễn", "Đặng", "Łukasz"],
        last: &["王", "李", "欧阳", "佐藤", "鈴木", "김", "박", "Thị Minh Khai", "Văn Trỗi", "Wójcik"],
    },
];
