import Testing

/// What may not stand in any file of the project: numbers that could be a real person's, and paths of somebody's machine.
@Suite struct FixtureTests {
    @Test("no citizen number outside the fictional areas")
    func numbers() {
        for file in Tree.texts {
            for (index, line) in file.lines.enumerated() {
                for number in CitizenNumber.candidates(in: line) where CitizenNumber.isWellFormed(number) {
                    let shown = String(decoding: number.prefix(6), as: UTF8.self)
                    #expect(CitizenNumber.isFictional(number), "\(file.path):\(index + 1) holds a number of area \(shown)… that may be somebody's")
                }
            }
        }
    }

    @Test("no path of somebody's machine")
    func machinePaths() {
        let folders = ["work", "farm", "home", "root", "Users"].map { "/" + $0 + "/" }
        for file in Tree.texts {
            for (index, line) in file.lines.enumerated() where line.utf8.contains(UInt8(ascii: "/")) {
                for folder in folders {
                    let found = line.ranges(of: folder).contains { range in
                        let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
                        let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
                        return !(before.isLetter || before.isNumber || before == "." || before == "_" || before == "}" || before == ")")
                            && (after.isLetter || after == ".")
                    }
                    #expect(!found, "\(file.path):\(index + 1) holds a path below \(folder)")
                }
            }
        }
    }

    @Test("the guard knows which numbers are genuine and which are fictional")
    func guardItself() {
        let persona = Array("449901198512040025".utf8)
        #expect(CitizenNumber.isWellFormed(persona) && CitizenNumber.isFictional(persona))
        // The same person in an area that exists in no list of ours, with the check digit that fits, put together here only.
        let elsewhere = CitizenNumber.withCheckDigit(Array("440801198512040025".utf8.prefix(17)))
        #expect(CitizenNumber.isWellFormed(elsewhere) && !CitizenNumber.isFictional(elsewhere))
        #expect(!CitizenNumber.isWellFormed(Array("449901198513040025".utf8)))
        #expect(CitizenNumber.candidates(in: "x 449901198512040025, 1449901198512040025 449901198512040025A").count == 1)
    }
}

/// GB 11643-1999, as far as the guard needs it.
enum CitizenNumber {
    /// Runs of exactly 18 digits (the last may be X) that stand alone in the line.
    static func candidates(in line: String) -> [[UInt8]] {
        line.utf8.split { !(isDigit($0) || isLetter($0)) }.map(Array.init).filter { run in
            run.count == 18 && run.dropLast().allSatisfy(isDigit)
                && (isDigit(run[17]) || run[17] == UInt8(ascii: "X") || run[17] == UInt8(ascii: "x"))
        }
    }

    /// True when the date can be one and the check digit fits: such a number may belong to somebody.
    static func isWellFormed(_ number: [UInt8]) -> Bool {
        guard number.count == 18 else { return false }
        let year = value(number[6..<10])
        let month = value(number[10..<12])
        let day = value(number[12..<14])
        guard (1850...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        let last = number[17] == UInt8(ascii: "x") ? UInt8(ascii: "X") : number[17]
        return withCheckDigit(Array(number.prefix(17))).last == last
    }

    /// True in an area that no revision of the division codes holds (`domain.md` C.1).
    static func isFictional(_ number: [UInt8]) -> Bool {
        let text = String(decoding: number, as: UTF8.self)
        if ["4499", "8199", "8299", "8399"].contains(where: text.hasPrefix) { return true }
        // Foreign permanent residents: 9, two digits of the place, and the nationality 990, which belongs to nobody.
        return text.hasPrefix("9") && text.dropFirst(3).hasPrefix("990")
    }

    /// The 17 digits with their check digit (ISO 7064 MOD 11-2).
    static func withCheckDigit(_ digits: [UInt8]) -> [UInt8] {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - UInt8(ascii: "0")) * $1.1 }
        return digits + [Array("10X98765432".utf8)[sum % 11]]
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) }
}
