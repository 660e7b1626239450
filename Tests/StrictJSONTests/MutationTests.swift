import StrictJSON
import Testing

/// Documents with bytes changed by a seeded generator: the reader either refuses, or gives a value that is the same when written and read
/// again. It never fails otherwise.
@Suite("JSON: mutations")
struct MutationTests {
    private static let seeds: [[UInt8]] = [
        #"{"certificate":"marital-status","subject":{"name":"欧阳晓梅","identifier":{"type":"resident-id","number":"44990119850312004X"}},"claims":[]}"#,
        #"[1,-2.5e+10,true,false,null,"\u00e9\ud83d\ude39\n",{"a":{"b":[[],[{}]]}}]"#,
        #"{"a":"\\\"","b":[0,0.1,1E-2],"c":"","d":{"":0}}"#,
    ].map { Array($0.utf8) }

    @Test(arguments: 0..<8) func areRefusedOrRead(_ seed: UInt64) throws {
        var random = SplitMix(state: seed &* 104_729 &+ 1)
        var accepted = 0
        for _ in 0..<4_000 {
            var bytes = Self.seeds[Int(random.next() % UInt64(Self.seeds.count))]
            for _ in 0...Int(random.next() % 3) { random.change(&bytes) }
            guard let json = try? JSON(parsing: bytes, limits: .request) else { continue }
            accepted += 1
            let again = try JSON(parsing: json.encoded(), limits: .request)
            #expect(again == json)
        }
        #expect(accepted > 100)
    }
}

/// SplitMix64: the same bytes for the same seed, everywhere.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = Int(next() % UInt64(bytes.count))
        switch next() % 5 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: bytes[place..<min(place + 12, bytes.count)], at: place)
        case 3: bytes.removeSubrange(place..<min(place + 6, bytes.count))
        default: bytes.insert(Array("{}[],:\"\\0e-. ".utf8)[Int(next() % 13)], at: place)
        }
    }
}
