/// One of the 23 abolished certificates, by its id in the catalogue (`marital-status`, …).
package struct CertificateID: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package var description: String { rawValue }
}

/// A kind of document that a person may show, by its id in the catalogue (`marriage-cert`, …).
package struct DocumentID: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
}

/// One text in Chinese, which a clerk reads, and in English.
package struct Text: Sendable, Hashable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
