import StrictJSON
import Testing

@Suite("JSON: limits and numbers")
struct LimitTests {
    private func nested(_ depth: Int) -> [UInt8] { Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8) }

    @Test func depthIsBounded() {
        #expect(throws: Never.self) { try JSON(parsing: nested(32), limits: .request) }
        for depth in [33, 100_000] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(depth), limits: JSONLimits(bytes: 1 << 20)) }
            #expect(error?.code == .tooDeep)
        }
        let objects = String(repeating: "{\"a\":", count: 33) + "1" + String(repeating: "}", count: 33)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(objects.utf8), limits: .request) }
    }

    @Test func sizeIsBounded() throws {
        let limits = JSONLimits(bytes: 10)
        #expect(try JSON(parsing: Array("[12345678]".utf8), limits: limits).elements?.count == 1)
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array("[123456789]".utf8), limits: limits) }
        #expect(error?.code == .tooLarge)
    }

    @Test func theNumberOfValuesIsBounded() {
        let many = Array(("[" + String(repeating: "1,", count: 9_000) + "1]").utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: many, limits: .request) }
        #expect(error?.code == .tooLarge)
    }

    /// Names that would fall into one bucket of a weak hash must not make reading quadratic; here it is enough that they are read.
    @Test func aHundredThousandNamesAreRead() throws {
        let text = "{" + (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        let json = try JSON(parsing: Array(text.utf8), limits: JSONLimits(bytes: 4 << 20, values: 200_000))
        #expect(json.members?.count == 100_000)
        let repeated = text.dropLast() + ",\"k500\":2}"
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(repeated.utf8), limits: JSONLimits(bytes: 4 << 20, values: 200_000)) }
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil),
        ] as [(String, Int?)])
    func integersAreExactOrNone(_ text: String, _ value: Int?) throws {
        let json = try JSON(parsing: Array(text.utf8), limits: .request)
        #expect(json == .number(text) && json.integer == value)
    }

    @Test func namesAreComparedByBytes() throws {
        let json = try JSON(parsing: Array("{\"é\":1,\"e\u{301}\":2}".utf8), limits: .request)
        #expect(json["é"]?.integer == 1 && json["e\u{301}"]?.integer == 2)
    }
}
