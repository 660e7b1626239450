package import StrictJSON

extension Claim {
    /// Reads `{claim, parameters?}` strictly by the claim's specification; nil when something is wrong, all of it recorded.
    package static func read(_ reader: ObjectReader, today: CalendarDate) -> Claim? {
        let before = reader.problems.all.count
        let kind = reader.word("claim", of: ClaimKind.self)
        _ = reader.optional("parameters")
        reader.finish()
        guard let kind else { return nil }
        let parameters = reader.objectOrEmpty("parameters")
        let specification = kind.specification
        let claim = Claim(kind, read(specification.parameters, from: parameters, today: today))
        parameters.finish()
        let checked = claim.applying(specification.rules, parameters)
        return reader.problems.all.count == before ? checked : nil
    }

    private static func read(_ specifications: [ParameterSpecification], from reader: ObjectReader, today: CalendarDate) -> [Parameter] {
        var parameters: [Parameter] = []
        for specification in specifications {
            if reader.optional(specification.name) == nil {
                if specification.isRequired { reader.report(specification.name, "missing", "is required") }
            } else if let value = specification.type.read(specification.name, from: reader, today: today) {
                parameters.append(Parameter(specification.name, value))
            }
        }
        return parameters
    }

    /// Reports what does not hold between parameters; returns the claim, with a document's number in its normal form.
    func applying(_ rules: [ParameterRule], _ reader: ObjectReader) -> Claim {
        var claim = self
        for rule in rules {
            switch rule {
            case .exactlyOne(let names):
                if !names.contains(where: { reader.has($0) }) {
                    reader.report(names[0], "missing", "one of these is required: \(names.joined(separator: ", "))")
                }
                reportSecond(of: names, reader)
            case .atMostOne(let names): reportSecond(of: names, reader)
            case .ordered(let first, let second):
                if let left = self[first]?.ordinal, let right = self[second]?.ordinal, left > right {
                    reader.report(second, "out-of-order", "must not be before \(first)")
                }
            case .valueFitsAttribute: checkAttributeValue(reader)
            case .numberFitsDocumentType: claim = withCheckedDocumentNumber(reader)
            }
        }
        return claim
    }

    private func reportSecond(of names: [String], _ reader: ObjectReader) {
        let given = names.filter { reader.has($0) }
        if given.count > 1 { reader.report(given[1], "excludes-each-other", "only one of these may be given: \(names.joined(separator: ", "))") }
    }

    private func checkAttributeValue(_ reader: ObjectReader) {
        guard let attribute = text("attribute"), let value = text("value") else { return }
        switch attribute {
        case "sex":
            if Sex(rawValue: value) == nil { reader.report("value", "unknown-value", "must be male or female") }
        case "birth-date":
            if CalendarDate(value) == nil { reader.report("value", "invalid-date", "must be an existing day, YYYY-MM-DD") }
        case "former-name":
            if case .failure(let mistake) = PersonName.reading(value) { reader.report("value", mistake.code.rawValue, mistake.reason) }
        default: break
        }
    }

    private func withCheckedDocumentNumber(_ reader: ObjectReader) -> Claim {
        guard let type = text("documentType"), let number = text("documentNumber") else { return self }
        guard let identifierType = type.hasSameBytes(as: "resident-id-card") ? .residentID : IdentifierType(rawValue: type) else { return self }
        switch Identifier.reading(number, as: identifierType) {
        case .success(let reading):
            return Claim(kind, parameters.map { $0.name == "documentNumber" ? Parameter($0.name, .text(reading.identifier.number)) : $0 })
        case .failure(let mistake):
            reader.report("documentNumber", mistake.code.rawValue, mistake.reason)
            return self
        }
    }
}

extension Claim.Value {
    /// Where a day or month stands in time; nil for all else.
    fileprivate var ordinal: Int? {
        switch self {
        case .date(let date): Int(date.dayNumber)
        case .month(let year, let month): year * 12 + month
        default: nil
        }
    }
}
