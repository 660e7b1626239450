package import StrictJSON

extension FaultRule {
    /// Reads a dataset's list; mistakes go to `problems`, and what could not be read is left out.
    static func list(_ json: JSON, at pointer: String, hasAreas: Bool, into problems: ProblemList) -> [FaultRule] {
        guard let elements = json.elements else {
            problems.add(pointer, "wrong-type", "must be an array of faults, is \(json.kind)")
            return []
        }
        return elements.enumerated().compactMap { element in
            rule(ObjectReader(element.element, at: pointer + "/\(element.offset)", into: problems), hasAreas: hasAreas)
        }
    }

    /// Reads the list that the admin door was given for one dataset.
    package static func list(_ json: JSON, for dataset: String) throws(PopulationMistakes) -> [FaultRule] {
        guard let shape = DatasetShape.named(dataset) else {
            throw PopulationMistakes([JSONProblem(pointer: "", code: "unknown-dataset", reason: "is not for a known dataset")])
        }
        let problems = ProblemList()
        let rules = list(json, at: "", hasAreas: shape.hasAreas, into: problems)
        guard problems.isEmpty else { throw PopulationMistakes(problems.all) }
        return rules
    }

    private static func rule(_ reader: ObjectReader, hasAreas: Bool) -> FaultRule? {
        guard let name = reader.word("fault", of: Fault.Name.self) else { return nil }
        var value: Int? = 0
        if let parameter = name.parameter { value = reader.integer(parameter.key, in: parameter.range) }
        let times = reader.optionalInteger("times", in: 1...1_000_000_000)
        let after = reader.optionalInteger("after", in: 0...1_000_000_000) ?? 0
        var area: String?
        if hasAreas {
            area = reader.optionalString("area")
            if let area, !area.isAreaCode { reader.report("area", "invalid-area", "must be a division code of six digits") }
        } else if reader.optional("area") != nil {
            reader.report("area", "not-applicable", "is only for datasets that are divided into areas")
        }
        _ = reader.optionalString("note")
        reader.finish()
        return value.map { FaultRule(Fault(name, value: $0), times: times, after: after, area: area) }
    }
}
