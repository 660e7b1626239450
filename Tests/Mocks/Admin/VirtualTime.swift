/// A time of day that the mocks are told; departments are open from 09:00 until 17:00 by it.
package struct VirtualTime: Sendable, Hashable {
    /// Minutes since midnight, 0…1439.
    package let minutes: Int

    /// Reads `HH:MM` in ASCII digits; anything else is nil.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), [0, 1, 3, 4].allSatisfy({ bytes[$0].isASCIIDigit }) else { return nil }
        func value(_ index: Int) -> Int { Int(bytes[index] - UInt8(ascii: "0")) }
        let hour = value(0) * 10 + value(1)
        let minute = value(3) * 10 + value(4)
        guard hour < 24, minute < 60 else { return nil }
        minutes = hour * 60 + minute
    }

    package var isOpeningHour: Bool { (9 * 60..<17 * 60).contains(minutes) }
}
