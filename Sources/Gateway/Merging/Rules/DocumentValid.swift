import Verification

/// `identity.document-valid`: is the document issued to the subject, in force today, and neither lost nor withdrawn?
///
/// Only the issuer's register is competent: the population register for resident identity cards, the exit-entry register for passports and
/// permits. An issuer without such a document did not issue it, where its register is declared complete (`domain.md` A.4.9 item 2).
enum DocumentValid {
    /// The registers that may hold the document. Resident identity cards are the population register's; where it does not tell about cards,
    /// the register of documents may.
    static func registries(for claim: Claim) -> [RegistryID] {
        switch claim.text("documentType") {
        case "resident-id-card", IdentifierType.residentID.rawValue: [.population, .exitEntry]
        default: [.exitEntry]
        }
    }

    static func ask(_ hearing: Hearing, _ questions: inout QuestionList) {
        questions.insert(self.questions(hearing))
    }

    private static func questions(_ hearing: Hearing) -> [Question] {
        guard let type = hearing.claim.text("documentType"), let number = hearing.claim.text("documentNumber") else { return [] }
        return registries(for: hearing.claim).map {
            Question(registry: $0, topic: .document(holder: hearing.subject.person, type: type, number: number))
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let number = hearing.claim.text("documentNumber") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let registers = questions(hearing).map { hearing.testimony(to: $0, about: hearing.subject) }
        var holder: RegistryID?
        for register in registers {
            for case .document(let document) in register.facts where document.number.isSameNumber(as: number) {
                if document.isValid(on: hearing.at) {
                    return Conclusion(.confirmed, .recorded, since: document.validFrom, restsOn: [register.registry]).by(.certificateInForce)
                }
                holder = register.registry
            }
        }
        if let holder { return Conclusion(.refuted, .recordedOtherwise, restsOn: [holder]) }
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        // An entry without the card itself says that the person is registered, not that the card is in force.
        if let entry = registers.first(where: { !$0.facts.isEmpty }) { return Conclusion(.noRecord, .noRecordFound, restsOn: [entry.registry]) }
        return hearing.nothingFound(in: registers, from: nil, to: hearing.at)
    }
}

extension IdentityDocument {
    /// In force on the day: both ends of the validity count.
    fileprivate func isValid(on day: CalendarDate) -> Bool {
        !isRevoked && (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day <= $0 } ?? true)
    }
}
