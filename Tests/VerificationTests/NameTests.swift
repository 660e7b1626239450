import Testing
import Verification

@Suite("Names of persons")
struct NameTests {
    private func code(_ text: String) -> NameMistake.Code? {
        if case .failure(let mistake) = PersonName.reading(text) { mistake.code } else { nil }
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test("Every persona's name stays as it is", arguments: Persona.all)
    func personas(_ persona: Persona) throws {
        let reading = try PersonName.reading(persona.name).get()
        #expect(reading.name == PersonName(text: persona.name, original: persona.name))
        #expect(reading.normalised.isEmpty)
        #expect(reading.name.compared(with: persona.name) == .exact)
    }

    @Test(
        "Names are put into their comparison form",
        arguments: [
            (" 陈安然 ", "陈安然", [Normalisation.surroundingSpacesInName]), ("\u{3000}陈安然", "陈安然", [.surroundingSpacesInName]),
            ("ＳＡＭＰＬＥ ＡＮＮＡ", "SAMPLE ANNA", [.fullWidthName]), ("SAMPLE\u{3000}ANNA", "SAMPLE ANNA", [.fullWidthName]),
            ("阿依古丽•买买提", "阿依古丽·买买提", [.nameSeparator]), ("阿依古丽‧买买提", "阿依古丽·买买提", [.nameSeparator]),
            ("阿依古丽・买买提", "阿依古丽·买买提", [.nameSeparator]), ("阿依古丽∙买买提", "阿依古丽·买买提", [.nameSeparator]),
            ("阿依古丽．买买提", "阿依古丽·买买提", [.nameSeparator]), ("阿依古丽.买买提", "阿依古丽·买买提", [.nameSeparator]),
            ("\u{E863}文涛", "䶮文涛", [.privateUseCharacter]), ("王\u{E854}", "王\u{9FBA}", [.privateUseCharacter]),
            ("\u{E816}\u{E831}\u{E83B}\u{E855}", "\u{20087}\u{215D7}\u{2298F}\u{241FE}", [.privateUseCharacter]),
            ("\u{F90A}文涛", "\u{91D1}文涛", [.composedName]), ("Rene\u{301}e", "Ren\u{E9}e", [.composedName]),
            ("\u{2F81A}一", "\u{51AC}一", [.composedName]), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}", [.composedName]),
            (" 阿依古丽•买买提", "阿依古丽·买买提", [.surroundingSpacesInName, .nameSeparator]),
        ] as [(String, String, [Normalisation])])
    func normalised(_ typed: String, _ text: String, _ changes: [Normalisation]) throws {
        let reading = try PersonName.reading(typed).get()
        #expect(scalars(reading.name.text) == scalars(text))
        #expect(scalars(reading.name.original) == scalars(typed))
        #expect(reading.normalised == changes)
    }

    @Test(
        "What is not between CJK letters is no separator, and NFKC is not applied",
        arguments: ["J. R. Smith", "A.B", "王.", ".王", "Ana·Maria", "㈱王", "王①", "王\u{F8F5}", "葛\u{E0100}", "\u{2CC56}\u{20164}㛃䶮"])
    func untouched(_ typed: String) throws {
        let reading = try PersonName.reading(typed).get()
        #expect(scalars(reading.name.text) == scalars(typed))
        #expect(reading.normalised.isEmpty)
    }

    @Test(
        "What cannot be a name is refused with its reason",
        arguments: [
            ("", NameMistake.Code.empty), ("  \u{3000}", .empty), ("123", .noLetter), ("·", .noLetter), ("--", .noLetter),
            ("陈\n安然", .controlCharacter), ("陈安然\r\n", .controlCharacter), ("陈\u{85}安然", .controlCharacter),
            ("陈\u{2028}安然", .controlCharacter), ("陈\u{7F}安然", .controlCharacter), ("陈\u{1B}[31m", .controlCharacter),
            ("陈\u{200B}安然", .invisibleCharacter), ("陈\u{202E}安然", .invisibleCharacter), ("陈\u{2066}安", .invisibleCharacter),
            ("陈\u{FEFF}安然", .invisibleCharacter), ("陈\u{AD}安然", .invisibleCharacter), ("陈\u{3164}安", .invisibleCharacter),
            ("陈\u{200D}安", .invisibleCharacter), ("陈\u{FFFE}安", .invisibleCharacter), ("\u{E0041}陈", .invisibleCharacter),
        ])
    func refused(_ typed: String, _ expected: NameMistake.Code) {
        #expect(code(typed) == expected)
    }

    @Test(
        "One to a hundred code points, counted as code points",
        arguments: [(1, true), (50, true), (51, true), (100, true), (101, false), (4000, false)])
    func length(_ count: Int, _ isAccepted: Bool) {
        for letter in ["陈", "\u{20164}", "A"] {
            #expect((code(String(repeating: letter, count: count)) == nil) == isAccepted)
        }
    }

    @Test(
        "Two written names compare as B.1 says",
        arguments: [
            ("陈安然", "陈安然", NameComparison.exact), ("阿依古丽•买买提", "阿依古丽·买买提", .normalised), ("阿依古丽·买买提", "阿依古丽．买买提", .normalised),
            (" 陈安然", "陈安然", .normalised), ("䶮文涛", "\u{E863}文涛", .normalised), ("\u{E863}文涛", "䶮文涛", .normalised),
            ("䶮文涛", "\u{F8F5}文涛", .variant), ("\u{F8F5}文涛", "䶮文涛", .variant), ("金文", "\u{F90A}文", .normalised),
            ("陳泰文", "陈泰文", .variant), ("陈泰文", "陳泰文", .variant), ("黄丽云", "黃麗雲", .variant), ("萧红", "肖红", .variant),
            ("葛\u{E0100}明", "葛明", .variant), ("Sample Anna", "SAMPLE ANNA", .variant),
            ("陈安然", "陈安", .mismatch), ("陈安", "陈安然", .mismatch), ("陈安然", "陈安燃", .mismatch), ("陈安然", "", .mismatch),
            ("阿依古丽·买买提", "阿依古丽买买提", .mismatch), ("A\u{F8F5}", "AB", .mismatch), ("邓招娣", "邓小满", .mismatch),
        ] as [(String, String, NameComparison)])
    func comparison(_ typed: String, _ registered: String, _ expected: NameComparison) throws {
        #expect(try PersonName.reading(typed).get().name.compared(with: registered) == expected)
    }

    @Test("Swift's own equality is not ours")
    func canonicalEquivalence() throws {
        #expect("\u{F90A}" == "\u{91D1}", "trap M12 holds on this toolchain")
        let name = try PersonName.reading("\u{F90A}").get().name
        #expect(name != (try PersonName.reading("\u{91D1}").get().name))
        #expect(name.compared(with: "\u{91D1}") == .normalised)
    }

    @Test("Reading is idempotent, and every accepted name matches itself")
    func idempotence() throws {
        var random = SeededRandom(seed: 33)
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0xA0...0x2FF, 0x300...0x36F, 0x370...0x5FF, 0x2000...0x206F, 0x2E80...0x303F, 0x3040...0x30FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xF8FF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x1100...0x11FF, 0x20000...0x3134A,
        ]
        var accepted = 0
        for _ in 0..<5_000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { view.append(scalar) }
            }
            guard case .success(let first) = PersonName.reading(String(view)) else { continue }
            accepted += 1
            let second = try PersonName.reading(first.name.text).get()
            #expect(scalars(second.name.text) == scalars(first.name.text))
            #expect(second.normalised.isEmpty)
            #expect(first.name.compared(with: first.name.original) == .exact)
            #expect([.exact, .normalised].contains(first.name.compared(with: first.name.text)))
            #expect(first.normalised.isEmpty == (scalars(first.name.text) == scalars(first.name.original)))
        }
        #expect(accepted > 1_000)
    }

    @Test("Variants fold both ways and into themselves")
    func variantsAreSymmetric() throws {
        for (left, right) in [("陈", "陳"), ("国", "國"), ("锺", "鍾"), ("肖", "蕭"), ("干", "乾")] {
            #expect(try PersonName.reading(left).get().name.compared(with: right) == .variant)
            #expect(try PersonName.reading(right).get().name.compared(with: left) == .variant)
        }
    }
}
