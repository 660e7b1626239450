import Ledger
import StrictJSON
import Testing
import Verification

@Suite struct LeafTests {
    private static let commitment = Commitment(of: [])

    private static func leaf(
        _ sequence: Int = 4711, back: Bool = false, kind: EntryKind = .outcome, verification: String? = EntrySamples.verification,
        receipt: Commitment? = nil
    ) -> Leaf {
        Leaf(
            sequence: sequence, stamp: EntryStamp(at: Timestamp(milliseconds: 1_772_323_200_000), clockWentBack: back), kind: kind,
            verification: verification.flatMap { VerificationID($0) }, commitment: commitment, receipt: receipt)
    }

    @Test("the leaf is written exactly as the contract says")
    func form() {
        let digest = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        #expect(
            String(decoding: Self.leaf(0, kind: .start, verification: nil).encoded, as: UTF8.self)
                == #"{"v":1,"seq":0,"at":"2026-03-01T00:00:00.000Z","kind":"start","verification":null,"commitment":"\#(digest)"}"#)
        #expect(
            String(decoding: Self.leaf(back: true, receipt: Self.commitment).encoded, as: UTF8.self)
                == #"{"v":1,"seq":4711,"at":"2026-03-01T00:00:00.000Z","kind":"outcome","verification":"\#(EntrySamples.verification)","#
                + #""commitment":"\#(digest)","receipt":"\#(digest)","clockWentBack":true}"#)
    }

    @Test("every kind is read back as it was written, within an entry of a tile", arguments: EntryKind.allCases)
    func roundTrip(kind: EntryKind) throws {
        for back in [false, true] {
            let leaf = Self.leaf(Int.max, back: back, kind: kind, receipt: kind == .outcome ? Self.commitment : nil)
            #expect(try Leaf(decoding: leaf.encoded) == leaf)
            #expect(leaf.encoded.count < 400)
        }
    }

    @Test("nothing else is taken for a leaf")
    func strictness() {
        let good = String(decoding: Self.leaf().encoded, as: UTF8.self)
        let bad = [
            good + "\n", good.replacingOccurrences(",\"kind", ", \"kind"), good.replacingOccurrences("4711", "-1"),
            good.replacingOccurrences("4711", "4711.0"), good.replacingOccurrences("\"v\":1", "\"v\":2"),
            good.replacingOccurrences("outcome", "Outcome"), good.replacingOccurrences("7a3b", "4a3b"), good.replacingOccurrences("7c11", "7C11"),
            good.replacingOccurrences(".000Z", "Z"), good.replacingOccurrences("03-01", "02-30"), good.replacingOccurrences("U=\"}", "V=\"}"),
            good.replacingOccurrences("U=\"}", "U=\",\"clockWentBack\":false}"), good.replacingOccurrences("U=\"}", "U=\",\"name\":\"\"}"),
            good.replacingOccurrences("{\"v\":1,\"seq\":4711", "{\"seq\":4711,\"v\":1"), good.replacingOccurrences("outcome", "\\u006futcome"),
            good.replacingOccurrences("\"outcome\"", "\"intent\"").replacingOccurrences("U=\"}", "U=\",\"receipt\":\"\(Self.commitment.base64)\"}"),
            good.replacingOccurrences("\"verification\":\"\(EntrySamples.verification)\",", ""), "", "[]", "null",
        ]
        for text in bad {
            #expect(text != good)
            #expect(throws: EntryFlaw.self, "\(text)") { try Leaf(decoding: Array(text.utf8)) }
        }
    }

    @Test("every turned bit makes another leaf or none")
    func bits() throws {
        let leaf = Self.leaf(receipt: Self.commitment)
        let bytes = leaf.encoded
        for place in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[place] ^= 1 << UInt8(bit)
                if let read = try? Leaf(decoding: turned) { #expect(read != leaf && read.encoded == turned) }
            }
        }
    }

    @Test("the clock is compared with the entry before")
    func clock() {
        var clock = EntryClock(last: Timestamp(milliseconds: 1000))
        let marks = [1000, 999, 999, 1001, 5, 6].map { clock.stamp(milliseconds: $0).clockWentBack }
        #expect(marks == [false, true, false, false, true, false])
        var fresh = EntryClock(last: nil)
        #expect(!fresh.stamp(milliseconds: -5).clockWentBack)
    }

    @Test("times are written and read exactly")
    func times() {
        let known: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_772_323_199_999, "2026-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        ]
        for (milliseconds, text) in known {
            #expect(Timestamp(milliseconds: milliseconds).text == text)
            #expect(Timestamp(text)?.milliseconds == milliseconds)
        }
        #expect(Timestamp(milliseconds: Int64.max).text == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: Int64.min).text == "0001-01-01T00:00:00.000Z")
        for text in [
            "2026-03-01T00:00:00Z", "2026-03-01 00:00:00.000Z", "2026-03-01T24:00:00.000Z", "2026-03-01T00:60:00.000Z",
            "2026-03-01T00:00:60.000Z", "2026-03-01T00:00:00.000z", "2026-03-01T00:00:00.000+", "2026-02-29T00:00:00.000Z",
            "2026-03-01T+1:00:00.000Z",
        ] {
            #expect(Timestamp(text) == nil)
        }
        #expect(Timestamp("2026-02-28T16:00:00.000Z")?.legalDate == CalendarDate("2026-03-01"))
        #expect(Timestamp("2026-02-28T15:59:59.999Z")?.legalDate == CalendarDate("2026-02-28"))
    }
}

extension String {
    /// The text with every occurrence exchanged, found by bytes.
    func replacingOccurrences(_ part: String, _ other: String) -> String {
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
