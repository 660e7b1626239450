import Testing
import Verification

@testable import Gateway

/// A table finds what was put into it, whether it holds one registry or forty.
@Suite struct RegistryTableTests {
    private static func registry(_ number: Int) throws -> RegistryID { try #require(RegistryID(rawValue: "registry-\(number)")) }

    @Test(arguments: [0, 1, 8, 9, 16, 17, 40, 300])
    func findsEverything(count: Int) throws {
        var table = RegistryTable<Int>()
        for number in 0..<count { table.set(try Self.registry(number), number) }
        for number in 0..<count { #expect(table[try Self.registry(number)] == number) }
        #expect(table[try Self.registry(count)] == nil)
        #expect(table.values == Array(0..<count))
        for number in 0..<count { table.set(try Self.registry(number), -number) }
        #expect(table.registries.count == count)
        #expect(table.mapValues { $0 + 1 }.values == (0..<count).map { 1 - $0 })
        if count > 0 { #expect(table.mapValues { $0 }[try Self.registry(count - 1)] == 1 - count) }
    }

    @Test func theFirstOfTheSameRegistryCounts() throws {
        let table = RegistryTable((0..<20).map { (RegistryID(stringLiteral: "r-\($0 % 10)"), $0) })
        #expect(table.registries.count == 10)
        #expect(table["r-9"] == 9)
    }
}
