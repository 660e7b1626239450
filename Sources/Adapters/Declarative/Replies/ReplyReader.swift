import StrictJSON
import Verification

/// Compiles the part of an entry that reads replies: paths, conditions, values. Mistakes are recorded with their pointers.
struct ReplyReader {
    let entry: EntryReader
    let shape: ReplyShape
    /// The format of the rows when paths are read relative to one; nil above the rows.
    var rowFormat: DocumentFormat?

    init(_ entry: EntryReader, _ shape: ReplyShape) {
        self.entry = entry
        self.shape = shape
    }

    /// The same for paths inside rows of a list.
    func inside(_ list: LocatedPath) -> ReplyReader {
        var reader = self
        reader.rowFormat = list.format
        return reader
    }

    /// Reads a path from the top.
    func located(_ text: String, at pointer: String) -> LocatedPath? {
        do throws(ReplyMistake) {
            return try shape.locate(text)
        } catch {
            entry.problems.add(pointer, "bad-path", error.reason)
            return nil
        }
    }

    /// Reads a path from the row, if there is one and nothing else was said.
    func origin(_ text: String, at pointer: String, fromTop: Bool = false) -> ReplyOrigin? {
        guard let rowFormat, !fromTop else { return located(text, at: pointer).map { .reply($0) } }
        do throws(ReplyMistake) {
            return .row(try ReplyPath(text, in: rowFormat))
        } catch {
            entry.problems.add(pointer, "bad-path", error.reason)
            return nil
        }
    }

    /// A path from the top under a key: `{"at": PATH}`.
    func locatedValue(_ key: String, of reader: ObjectReader) -> LocatedPath? {
        guard let object = reader.optionalObject(key) else { return nil }
        let path = object.string("at", length: 0...512).flatMap { located($0, at: object.pointer(to: "at")) }
        object.finish()
        return path
    }

    /// Conditions under a key.
    func conditions(_ key: String, of reader: ObjectReader, required: Bool = false) -> [Condition] {
        reader.array(key, required: required, count: (required ? 1 : 0)...64).compactMap { element in
            let object = ObjectReader(element.json, at: element.pointer, into: entry.problems)
            let condition = condition(object)
            object.finish()
            return condition
        }
    }

    /// One condition out of an object that may hold other keys as well: `{at, is | not | present, any?, and?, in?}`; with `any`, the path of a
    /// list from the top, it holds when it does for one of the elements, and `at` is relative to them.
    func condition(_ object: ObjectReader) -> Condition? {
        if object.has("any") {
            guard let list = object.string("any", length: 0...512).flatMap({ located($0, at: object.pointer(to: "any")) }) else {
                for key in ["at", "is", "not", "present", "and", "in"] { _ = object.optional(key) }
                return nil
            }
            return inside(list).plainCondition(object).map { Condition(origin: $0.origin, test: $0.test, and: $0.and, list: list) }
        }
        return plainCondition(object)
    }

    private func plainCondition(_ object: ObjectReader) -> Condition? {
        let fromTop = readIn(object)
        let origin = object.string("at", length: 0...512).flatMap { self.origin($0, at: object.pointer(to: "at"), fromTop: fromTop) }
        let test = test(object)
        let and = conditions("and", of: object)
        guard let origin, let test else { return nil }
        return Condition(origin: origin, test: test, and: and)
    }

    private func test(_ object: ObjectReader) -> Condition.Test? {
        let given = ["is", "not", "present"].filter { object.has($0) }
        guard given.count == 1 else {
            _ = (object.optional("is"), object.optional("not"), object.optional("present"))
            object.problems.add(object.pointer, "wrong-count", "needs exactly one of is, not and present")
            return nil
        }
        switch given[0] {
        case "is": return .isOneOf(object.strings("is", count: 1...256))
        case "not": return .isNoneOf(object.strings("not", count: 1...256))
        default: return object.optionalBool("present").map { .isPresent($0) }
        }
    }

    /// `"in": "reply"` makes a path begin at the top although there are rows.
    private func readIn(_ object: ObjectReader) -> Bool {
        guard let word = object.optionalString("in") else { return false }
        if word.isByteIdentical(to: "reply") { return true }
        object.report("in", "unknown-value", "must be one of: reply")
        return false
    }

    /// A value under a key; nil when absent or wrong.
    func value(_ key: String, of reader: ObjectReader) -> ReplyValue? { reader.optionalObject(key).flatMap { value($0) } }

    /// A day under a key; `yyyy-MM-dd` unless the value says how it is written.
    func day(_ key: String, of reader: ObjectReader) -> ReplyValue? {
        guard let object = reader.optionalObject(key), let value = value(object) else { return nil }
        var dates = value.dates
        if dates.isEmpty, let usual = try? DatePattern("yyyy-MM-dd") { dates = [usual] }
        if !dates.allSatisfy(\.hasDay) { object.report("date", "bad-date-form", "must hold a year, a month and a day") }
        return value.with(dates: dates)
    }

    /// One value: `{at | either | constant | asked, in?, nothing?, table?, date?, unit?, default?}`.
    func value(_ object: ObjectReader) -> ReplyValue? {
        let origin = valueOrigin(object)
        let table = entry.table("table", of: object)
        let dates = dates(object)
        let fallback = object.optionalString("default", length: 0...256)
        let unit = object.optionalWord("unit", of: AmountUnit.self)
        let nothing = object.strings("nothing", required: false, count: 0...64)
        object.finish()
        return origin.map { ReplyValue(origin: $0, table: table, dates: dates, fallback: fallback, unit: unit, nothing: nothing) }
    }

    private func valueOrigin(_ object: ObjectReader) -> ReplyValue.Origin? {
        let fromTop = readIn(object)
        let given = ["at", "either", "constant", "asked"].filter { object.has($0) }
        guard given.count == 1 else {
            _ = (object.optional("at"), object.optional("either"), object.optional("constant"), object.optional("asked"))
            object.problems.add(object.pointer, "wrong-count", "needs exactly one of at, either, constant and asked")
            return nil
        }
        switch given[0] {
        case "at":
            return object.string("at", length: 0...512).flatMap { origin($0, at: object.pointer(to: "at"), fromTop: fromTop) }.map { .places([$0]) }
        case "either":
            let elements = object.array("either", count: 1...16)
            let places = elements.compactMap { element -> ReplyOrigin? in
                guard let text = element.json.text else {
                    object.problems.add(element.pointer, "wrong-type", "must be a string, is \(element.json.kind)")
                    return nil
                }
                return origin(text, at: element.pointer, fromTop: fromTop)
            }
            return places.count == elements.count && !places.isEmpty ? .places(places) : nil
        case "constant": return object.string("constant", length: 1...256).map { .constant($0) }
        default:
            guard let word = object.string("asked") else { return nil }
            if entry.isAboutPlaces {
                object.report("asked", "invalid", "nobody is asked about in a dataset of places")
                return nil
            }
            if word.isByteIdentical(to: "name") { return .askedName }
            if word.isByteIdentical(to: "number") { return .askedNumber }
            object.report("asked", "unknown-value", "must be one of: name, number")
            return nil
        }
    }

    /// `date` is one form or a list of them.
    private func dates(_ object: ObjectReader) -> [DatePattern] {
        guard let json = object.optional("date") else { return [] }
        let pointer = object.pointer(to: "date")
        let elements = json.elements.map { $0.enumerated().map { ($0.element, "\(pointer)/\($0.offset)") } } ?? [(json, pointer)]
        if elements.isEmpty { object.report("date", "wrong-count", "must have a form") }
        return elements.compactMap { element, pointer in
            guard let text = element.text else {
                object.problems.add(pointer, "wrong-type", "must be a string, is \(element.kind)")
                return nil
            }
            do throws(TemplateMistake) {
                return try DatePattern(text)
            } catch {
                object.problems.add(pointer, "bad-date-form", "column \(error.column): \(error.reason)")
                return nil
            }
        }
    }
}

extension ReplyShape {
    /// Reads `{format?, charset?, unwrap?: [{at, decode?, format?}]}`; an absent object is JSON in UTF-8.
    static func reading(_ reader: ObjectReader?) -> ReplyShape {
        guard let reader else { return ReplyShape() }
        var shape = ReplyShape(
            format: reader.optionalWord("format", of: DocumentFormat.self) ?? .json,
            charset: reader.optionalWord("charset", of: Charset.self) ?? .utf8)
        for element in reader.array("unwrap", required: false, count: 0...4) {
            let object = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            let path = object.string("at", length: 0...512)
            var layers: [Layer] = []
            for layer in object.array("decode", required: false, count: 0...4) {
                if let known = layer.json.text.flatMap({ Layer(rawValue: $0) }) {
                    layers.append(known)
                } else {
                    object.problems.add(layer.pointer, "unknown-value", "must be one of: \(Layer.allCases.map(\.rawValue).joined(separator: ", "))")
                }
            }
            let format = object.optionalWord("format", of: DocumentFormat.self) ?? .json
            object.finish()
            guard let path else { continue }
            do throws(ReplyMistake) {
                try shape.add(path, layers: layers, format: format)
            } catch {
                object.report("at", "bad-path", error.reason)
            }
        }
        reader.finish()
        return shape
    }
}
