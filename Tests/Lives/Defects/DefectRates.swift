/// A kind of mistake in registries, injected on purpose and labelled in the oracle (`domain.md` C.2.3).
package enum DefectClass: String, Sendable, CaseIterable {
    /// One character of a name typed wrongly.
    case wrongCharacter = "wrong-character"
    /// The middle dot of a name written with another character.
    case wrongSeparator = "wrong-separator"
    /// A character of a name from a private use area.
    case privateUseCharacter = "private-use-character"
    /// The number in its old form of fifteen digits: at the rate in records before October 1999, at an eightieth of it later.
    case fifteenDigitNumber = "fifteen-digit-number"
    /// Two neighbouring digits of a number swapped.
    case transposedDigits = "transposed-digits"
    /// A row of the marriage register that stands there twice.
    case duplicateMarriage = "duplicate-marriage"
    /// A reissued certificate without the day of the original registration.
    case missingReissueLink = "missing-reissue-link"
    /// Somebody used another person's number for years, and the population register links it to both.
    case sharedNumber = "shared-number"
    /// The death of somebody who lives.
    case falseDeath = "false-death"
}

/// How often each kind of mistake happens, per million things that it can happen to.
package struct DefectRates: Sendable, Hashable {
    private var rates: [Int]

    package static let none = DefectRates(rates: DefectClass.allCases.map { _ in 0 })

    /// The rates of C.2.3.
    package static let standard: DefectRates = {
        var rates = none
        rates[.wrongCharacter] = 5_000
        rates[.wrongSeparator] = 300_000
        rates[.privateUseCharacter] = 500
        rates[.fifteenDigitNumber] = 800_000
        rates[.transposedDigits] = 1_000
        rates[.duplicateMarriage] = 3_000
        rates[.missingReissueLink] = 200_000
        rates[.sharedNumber] = 20
        rates[.falseDeath] = 10
        return rates
    }()

    package subscript(_ kind: DefectClass) -> Int {
        get { rates[Self.place(of: kind)] }
        set { rates[Self.place(of: kind)] = newValue }
    }

    private static func place(of kind: DefectClass) -> Int { DefectClass.allCases.firstIndex(of: kind) ?? 0 }

    /// Reads `none`, `standard`, or a list of `CLASS=RATE` after either of them (none by default): "standard,false-death=0.001". A rate is a
    /// decimal from 0 to 1 with at most six decimals.
    package init(parsing text: String) throws(DefectRatesMistake) {
        self = .none
        for (place, part) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
            if place == 0, part == "none" { continue }
            if place == 0, part == "standard" {
                self = .standard
                continue
            }
            let halves = part.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, let kind = DefectClass.allCases.first(where: { $0.rawValue.utf8.elementsEqual(halves[0].utf8) }) else {
                let known = DefectClass.allCases.map(\.rawValue).joined(separator: ", ")
                throw DefectRatesMistake("'\(part)' is not none, standard or CLASS=RATE; classes are \(known)")
            }
            guard let rate = Self.rate(halves[1]) else {
                throw DefectRatesMistake("the rate of \(kind.rawValue) must be a decimal from 0 to 1 with at most six decimals")
            }
            self[kind] = rate
        }
    }

    private init(rates: [Int]) { self.rates = rates }

    private static func rate(_ text: Substring) -> Int? {
        let halves = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty && $0.count <= 6 }) else { return nil }
        guard halves.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let decimals = halves.count == 2 ? String(decoding: Array(halves[1]), as: UTF8.self) : ""
        let padded = decimals + String(repeating: "0", count: 6 - decimals.utf8.count)
        guard let whole = Int(String(decoding: Array(halves[0]), as: UTF8.self)), let rest = Int(padded) else { return nil }
        let rate = whole * 1_000_000 + rest
        return rate <= 1_000_000 ? rate : nil
    }
}

extension DefectRates: CustomStringConvertible {
    /// `none`, `standard`, or every rate that is not zero, as the reader takes it.
    package var description: String {
        if self == .none { return "none" }
        if self == .standard { return "standard" }
        return DefectClass.allCases.filter { self[$0] > 0 }.map { kind in
            let rest = String(self[kind] % 1_000_000)
            return "\(kind.rawValue)=\(self[kind] / 1_000_000)." + String(repeating: "0", count: 6 - rest.utf8.count) + rest
        }.joined(separator: ",")
    }
}

/// Why a list of rates cannot be read.
package struct DefectRatesMistake: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
