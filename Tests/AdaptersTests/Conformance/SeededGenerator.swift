import Verification

/// SplitMix64: the same seed gives the same world on every machine, so a failing case can be asked for again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func chance(oneIn count: Int) -> Bool { integer(1...count) == 1 }
    mutating func element<Element>(of elements: [Element]) -> Element { elements[integer(0...elements.count - 1)] }

    /// Nil every third time.
    mutating func sometimes<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? { chance(oneIn: 3) ? nil : make(&self) }

    /// A day between 1950 and 2026.
    mutating func date() -> CalendarDate { CalendarDate(dayNumber: Int32(integer(-7_305...20_500))) }

    /// Names as registers write them: plain, compound, dotted, rare (also beyond the basic plane), private use, romanised, hostile.
    mutating func name() -> String {
        element(of: [
            "陈安然", "欧阳建国", "阿依古丽·买买提", "䶮文涛", "\u{E863}文涛", "𬱖小满", "陳泰文", "SAMPLE ANNA", "O'Test \"<&>\\ 张", "张  念",
        ])
    }

    /// A citizen number in the fictional area 4499 with its check digit (GB 11643).
    mutating func number() -> String {
        let born = date()
        let area = "4499\(integer(10...99))"
        let sequence = String(integer(100...999))
        return FictionalNumber.completed(area + born.compact + sequence)
    }

    mutating func party() -> Party { Party(name: name(), number: number()) }
}

/// Numbers that cannot be anybody's (`domain.md` C.1).
enum FictionalNumber {
    /// Seventeen digits with their check digit: ISO 7064 MOD 11-2.
    static func completed(_ digits: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
        return digits + ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
    }
}
