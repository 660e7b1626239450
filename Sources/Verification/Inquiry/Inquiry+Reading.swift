package import StrictJSON

extension Inquiry {
    /// Claims in one inquiry.
    package static let maximumClaims = 16

    /// Reads a request body strictly against the catalogue; nil when something is wrong, all of it recorded with pointers into the body.
    ///
    /// Whether this client may ask it is not looked at here.
    package static func read(_ json: JSON, catalogue: Catalogue, today: CalendarDate, into problems: ProblemList) -> Inquiry? {
        let before = problems.all.count
        let reader = ObjectReader(json, into: problems)
        let certificate = certificate(reader, catalogue)
        let subject = subject(reader, certificate, today)
        let claims = claims(reader, certificate, today)
        let purpose = reader.object("purpose").flatMap { Purpose.read($0, today: today) }
        let clerk = reader.plainText("clerk", maximumLength: 64, required: false)
        let whenUnavailable = reader.optionalWord("whenUnavailable", of: WhenUnavailable.self) ?? .defer
        reader.finish()
        guard problems.all.count == before, let certificate, let purpose else { return nil }
        return Inquiry(
            certificate: certificate.id, subject: subject?.person, normalised: subject?.normalised ?? [], claims: claims, purpose: purpose,
            clerk: clerk, whenUnavailable: whenUnavailable)
    }

    static func certificate(_ reader: ObjectReader, _ catalogue: Catalogue) -> Certificate? {
        guard let name = reader.string("certificate", length: 1...200) else { return nil }
        if let certificate = catalogue.certificate(named: name) { return certificate }
        reader.report("certificate", "unknown-certificate", "is neither the id nor a name of a certificate of the catalogue")
        return nil
    }

    /// Only where nothing may be asked about anybody can the subject be left out.
    private static func subject(_ reader: ObjectReader, _ certificate: Certificate?, _ today: CalendarDate) -> PersonReading? {
        if certificate?.isPurelyProcedural == true || certificate == nil {
            return reader.optionalObject("subject").flatMap { Person.read($0, today: today) }
        }
        return reader.object("subject").flatMap { Person.read($0, today: today) }
    }

    private static func claims(_ reader: ObjectReader, _ certificate: Certificate?, _ today: CalendarDate) -> [Claim] {
        guard reader.has("claims") else {
            _ = reader.optional("claims")
            return certificate.map { defaultClaims(reader, $0) } ?? []
        }
        return reader.array("claims", count: 1...maximumClaims).compactMap { element in
            let claimReader = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            guard let claim = Claim.read(claimReader, today: today) else { return nil }
            if let certificate, !certificate.claims.contains(claim.kind) {
                claimReader.report("claim", "claim-not-of-certificate", "is not a question of this certificate")
            }
            return claim
        }
    }

    /// What is asked where the request names no claim.
    static func defaultClaims(_ reader: ObjectReader, _ certificate: Certificate) -> [Claim] {
        switch certificate.withoutClaims {
        case .askDefault: return certificate.defaultClaim.map { [Claim($0)] } ?? []
        case .refer, .notRequired: return []
        case .refuse:
            reader.report("claims", "claims-required", "this certificate has no default question: name at least one claim")
            return []
        }
    }
}

extension Purpose {
    /// Days for which an inquiry may be kept from the person at most; who needs longer asks again.
    static let hiddenDaysMaximum = 3660

    /// Reads `{category?, matter: {code, name?}, case, legalBasis?, consent?, hiddenUntil?}` strictly.
    static func read(_ reader: ObjectReader, today: CalendarDate) -> Purpose? {
        let category = reader.optionalWord("category", of: PurposeCategory.self) ?? .general
        let matter = reader.object("matter")
        let matterCode = matter?.plainText("code", maximumLength: 64, required: true)
        let matterName = matter?.plainText("name", maximumLength: 200, required: false)
        matter?.finish()
        let caseNumber = reader.plainText("case", maximumLength: 64, required: true)
        let legalBasis = reader.plainText("legalBasis", maximumLength: 500, required: false)
        let consent = reader.plainText("consent", maximumLength: 200, required: false)
        let hiddenUntil = reader.optionalString("hiddenUntil").flatMap { hiddenDay($0, reader, today) }
        reader.finish()
        guard let matterCode, let caseNumber else { return nil }
        return Purpose(
            category: category, matterCode: matterCode, matterName: matterName, caseNumber: caseNumber, legalBasis: legalBasis, consent: consent,
            hiddenUntil: hiddenUntil)
    }

    private static func hiddenDay(_ text: String, _ reader: ObjectReader, _ today: CalendarDate) -> CalendarDate? {
        guard let day = CalendarDate(text) else {
            reader.report("hiddenUntil", "not-a-date", "must be a day as YYYY-MM-DD")
            return nil
        }
        if day <= today || day > today.adding(days: hiddenDaysMaximum) {
            reader.report("hiddenUntil", "out-of-range", "must be a day after today, within ten years")
        }
        return day
    }
}
