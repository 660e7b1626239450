import Ledger
import Testing

@Suite struct ReceiptCodeTests {
    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U")

    private static func codes(_ count: Int) -> [ReceiptCode] {
        var random = CountingBytes(seed: 3)
        return (0..<count).map { _ in ReceiptCode.generated { random.next($0) } }
    }

    @Test("known codes: the check symbol is the number modulo 37")
    func known() {
        #expect(ReceiptCode("0000-0000-0000") != nil && ReceiptCode("0000-0000-0011") != nil)
        // 32 mod 37 is *, 36 mod 37 is U.
        #expect(ReceiptCode("0000-0000-010*") != nil && ReceiptCode("0000-0000-014U") != nil && ReceiptCode("0000-0000-0150") != nil)
        #expect(ReceiptCode("0000-0000-0012") == nil)
    }

    @Test("what is written is read, in one form; none given out ends with a symbol that nobody can say")
    func written() {
        let codes = Self.codes(2000)
        #expect(Set(codes).count == codes.count)
        for code in codes {
            #expect(ReceiptCode(code.text) == code)
            #expect(code.text.count == 14 && code.text.allSatisfy { "-0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
        }
    }

    @Test("case, hyphens, spaces and the letters I, L, O are forgiven")
    func forgiving() {
        for code in Self.codes(500) {
            let plain = code.text.filter { $0 != "-" }
            let typed = [
                plain, plain.lowercased(), " " + code.text.lowercased() + " ", plain.map { "\($0)-" }.joined(),
                String(plain.map { $0 == "1" ? "I" : $0 == "0" ? "O" : $0 }), String(plain.map { $0 == "1" ? "l" : $0 == "0" ? "o" : $0 }),
            ]
            for text in typed { #expect(ReceiptCode(text) == code) }
        }
        for text in ["", "-", "0", "00000000000", "0000000000000", "0000_0000_0000", "0000-0000-000\u{FF10}", "U000-0000-0000", "é000-0000-0000"] {
            #expect(ReceiptCode(text) == nil)
        }
    }

    @Test("every single wrong symbol and every exchange of neighbours is noticed")
    func singleErrors() {
        for code in Self.codes(300) + ["0000-0000-010*", "0000-0000-014U"].compactMap({ ReceiptCode($0) }) {
            let plain = Array(code.text.filter { $0 != "-" })
            for place in plain.indices {
                for symbol in Self.symbols where symbol != plain[place] {
                    var wrong = plain
                    wrong[place] = symbol
                    if ReceiptCode(String(wrong)) != nil { Issue.record("place \(place) of a code") }
                }
                guard place > 0, plain[place] != plain[place - 1] else { continue }
                var wrong = plain
                wrong.swapAt(place, place - 1)
                if ReceiptCode(String(wrong)) != nil { Issue.record("neighbours \(place) of a code") }
            }
        }
    }

    @Test("the same for every pair of symbols at every place: what is wrong never vanishes modulo 37")
    func everyPair() {
        for place in 0..<10 {
            for left in 0..<32 {
                for right in 0..<32 {
                    // A code that has this pair at this place and zeros elsewhere.
                    var values = [Int](repeating: 0, count: 11)
                    (values[place], values[place + 1]) = (left, right)
                    let check = values.reduce(0) { ($0 * 32 + $1) % 37 }
                    let text = String(values.map { Self.symbols[$0] }) + String(Self.symbols[check])
                    guard ReceiptCode(text) != nil else { return #expect(Bool(false), "\(text) is no code") }
                    guard left != right else { continue }
                    values.swapAt(place, place + 1)
                    let swapped = String(values.map { Self.symbols[$0] }) + String(Self.symbols[check])
                    if ReceiptCode(swapped) != nil { Issue.record("\(text) and \(swapped)") }
                }
            }
        }
    }
}
