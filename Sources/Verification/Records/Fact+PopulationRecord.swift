extension Record {
    /// The typed fact of an entry of the population register; nil for households and links.
    var populationEntry: Fact? {
        guard kind.word == "registration" || kind.word == "status", let holder = party("person"), let status = registrationStatus else {
            return nil
        }
        var residences: [Residence] = []
        if text("division") != nil || text("address") != nil {
            residences = [Residence(division: text("division"), address: text("address"), from: nil, until: nil)]
        }
        return .registration(
            Registration(
                holder: holder, status: status, sex: text("sex"), birthDate: date("born"), ethnicity: text("ethnicity"),
                formerNames: texts("formerNames").map { FormerName(name: $0, until: nil) },
                links: texts("otherNumbers").map { IdentifierLink(identifier: Identifier(writtenAs: $0)) }, residences: residences))
    }

    /// Active where nothing else is said; nil for a cancellation without a reason.
    private var registrationStatus: RegistrationStatus? {
        if let reason = text("reason").flatMap({ CancellationReason(rawValue: $0) }) { return .cancelled(reason, on: date("date")) }
        return text("status") == "cancelled" ? nil : .active
    }

    /// The typed fact of an entry of the exit-entry register. A link reads as an entry of the first side that names the other's number, as the
    /// native adapter reads it.
    var exitEntry: Fact? {
        switch kind.word {
        case "document":
            guard let holder = party("person"), let type = text("type"), let number = text("number") else { return nil }
            return .document(
                IdentityDocument(
                    holder: holder, type: type, number: number, validFrom: date("validFrom"), validUntil: date("validUntil"),
                    isRevoked: boolean("revoked") ?? false))
        case "crossing":
            guard let holder = party("person"), let date = date("date") else { return nil }
            return .crossing(Crossing(holder: holder, date: date))
        case "link":
            guard let a = party("a"), let b = party("b"), let number = b.number else { return nil }
            let link = IdentifierLink(identifier: Identifier(writtenAs: number), name: b.name)
            return .registration(Registration(holder: a, status: .active, links: [link]))
        default: return nil
        }
    }
}

extension Identifier {
    /// A number whose type nobody states: the type whose form and check digit it fits, else that of a passport, which has no form of its own.
    init(writtenAs number: String) {
        let candidates: [IdentifierType] = [
            .residentID, .hkMacaoTaiwanResidencePermit, .foreignPermanentResidence, .hkMacaoTravelPermit, .taiwanTravelPermit,
            .unifiedSocialCreditCode,
        ]
        let type = candidates.first { if case .success = Identifier.reading(number, as: $0) { true } else { false } }
        self.init(type: type ?? .passport, number: number)
    }
}
