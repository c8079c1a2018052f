use crate::wire_enum::wire_enum;

wire_enum! {
    /// A language people are spoken to in, by its BCP 47 tag.
    Language {
        En = "en",
        Fr = "fr",
        Es = "es",
        De = "de",
        PtBr = "pt-BR",
        Ar = "ar",
    }
}

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        self.as_str()
    }

    /// Whether it is written from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }
}
