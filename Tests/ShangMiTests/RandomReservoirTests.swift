import ShangMi
import Testing

@Suite struct RandomReservoirTests {
    @Test func nothingIsGivenOutTwice() async {
        let reservoir = RandomReservoir()
        let numbers = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 { group.addTask { (0..<2_000).map { _ in reservoir.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(numbers).count == 16_000)
    }

    @Test(arguments: [0, 1, 16, 4095, 4096, 4097, 10_000])
    func asManyBytesAsAsked(count: Int) {
        let reservoir = RandomReservoir()
        _ = reservoir.bytes(count: 1000)
        #expect(reservoir.bytes(count: count).count == count)
        if count >= 16 { #expect(reservoir.bytes(count: count) != reservoir.bytes(count: count)) }
    }
}
