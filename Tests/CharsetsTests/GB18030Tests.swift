import Charsets
import Testing

@Suite struct GB18030Tests {
    /// Letters of names that small tables forget, with their bytes.
    @Test(
        arguments: [
            ("𬱖", 0x2CC56, [0x99, 0x33, 0xC3, 0x36]), ("䶮", 0x4DAE, [0xFE, 0x9F]),
            ("㛃", 0x36C3, [0x82, 0x30, 0xB7, 0x31]),
            ("𠅤", 0x20164, [0x95, 0x32, 0xA6, 0x32]), ("·", 0xB7, [0xA1, 0xA4]),
            ("陈", 0x9648, [0xB3, 0xC2]), ("A", 0x41, [0x41]),
        ] as [(String, UInt32, [UInt8])])
    func `has the bytes of the standard`(text: String, scalar: UInt32, bytes: [UInt8]) throws {
        #expect(text.unicodeScalars.map(\.value) == [scalar])
        #expect(try GB18030.bytes(from: text) == bytes)
        #expect(try Array(GB18030.text(from: bytes).utf8) == Array(text.utf8))
    }

    /// Unified ideographs with all extensions to H, both compatibility blocks, radicals, and the supplementary private planes' neighbours.
    @Test(
        arguments: [
            0x2E80...0x2FDF, 0x3000...0x303F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x2A6DF, 0x2A700...0x2B739,
            0x2B740...0x2B81D, 0x2B820...0x2CEA1, 0x2CEB0...0x2EBE0, 0x2EBF0...0x2EE5D, 0x2F800...0x2FA1F,
            0x30000...0x3134A, 0x31350...0x323AF,
        ] as [ClosedRange<UInt32>])
    func `every ideograph goes there and back`(block: ClosedRange<UInt32>) throws {
        var text = ""
        text.unicodeScalars.append(contentsOf: block.compactMap(Unicode.Scalar.init))
        let bytes = try GB18030.bytes(from: text)
        #expect(try GB18030.utf8(from: bytes) == Array(text.utf8))
    }

    /// glibc gives the two-byte places that GB 18030-2022 moved out of the private use area their assigned characters, and leaves the
    /// private-use characters that stood there without bytes. A change in a later glibc would show here.
    @Test func `only the given away private use characters have no bytes`() throws {
        let without = (UInt32(0xE000)...0xF8FF).compactMap(Unicode.Scalar.init).filter {
            (try? GB18030.bytes(from: String($0))) == nil
        }
        #expect(without.map(\.value) == Self.givenAway)
        for scalar in (UInt32(0xE000)...0xF8FF).compactMap(Unicode.Scalar.init)
        where !without.contains(scalar) {
            let bytes = try GB18030.bytes(from: String(scalar))
            #expect(try Array(GB18030.text(from: bytes).unicodeScalars) == [scalar])
        }
    }

    static let givenAway: [UInt32] =
        Array(0xE78D...0xE796) + [
            0xE816, 0xE817, 0xE818, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B, 0xE843,
            0xE854, 0xE855, 0xE864,
        ]

    @Test func `a private use character in four bytes stays what it is`() throws {
        #expect(try Array(GB18030.text(from: [0x83, 0x36, 0xCF, 0x39]).unicodeScalars) == ["\u{E863}"])
        #expect(try GB18030.bytes(from: "\u{E863}") == [0x83, 0x36, 0xCF, 0x39])
        #expect(try Array(GB18030.text(from: [0xFE, 0x9F]).unicodeScalars) == ["\u{4DAE}"])
    }

    @Test(
        arguments: [
            ([0x41, 0xFF], .undecodable, 1), ([0xB3, 0xC2, 0x80], .undecodable, 2),
            ([0xB3, 0xC2, 0x81], .truncated, 2), ([0xB3], .truncated, 0),
            ([0x81, 0x30, 0x81], .truncated, 0),
            ([0xB3, 0x20], .undecodable, 0), ([0x41, 0xE3, 0x32, 0x9A, 0x36], .undecodable, 1),
            ([0x99, 0x33, 0xC3], .truncated, 0),
        ] as [([UInt8], CharsetError.Code, Int)])
    func `says where it stopped`(bytes: [UInt8], code: CharsetError.Code, offset: Int) {
        #expect(throws: CharsetError(code, at: offset)) { try GB18030.utf8(from: bytes) }
    }

    @Test func `a character without bytes is an error with its UTF-8 offset`() {
        #expect(throws: CharsetError(.undecodable, at: 3)) { try GB18030.bytes(from: "陈\u{E816}") }
    }

    /// UTF-8 is often valid GB 18030 by accident: this module cannot tell, so whoever reads must check what the document declares.
    @Test func `wrong charset often decodes`() throws {
        #expect(try GB18030.text(from: Array("陈安".utf8)) != "陈安")
        #expect(throws: CharsetError.self) { try GB18030.utf8(from: Array("陈".utf8)) }
    }

    @Test func `nothing in nothing out`() throws {
        #expect(try GB18030.utf8(from: []) == [])
        #expect(try GB18030.bytes(from: "") == [])
    }

    @Test func `long texts grow the buffer`() throws {
        let text = String(repeating: "䶮a𬱖", count: 40_000)
        #expect(try GB18030.text(from: GB18030.bytes(from: text)) == text)
    }

    @Test func `many tasks convert at once`() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let text = String(repeating: "䶮文涛\(index)", count: 50)
                    return try GB18030.text(from: GB18030.bytes(from: text)) == text
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
