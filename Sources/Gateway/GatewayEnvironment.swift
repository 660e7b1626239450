package import Verification

/// What the walk takes from the outer world; nothing in this room reads a clock or makes a random number by itself.
package struct GatewayEnvironment: Sendable {
    /// Milliseconds since 1970 by the wall clock.
    package let wallClock: @Sendable () -> Int64
    /// Today in Asia/Shanghai: the default of `at` and the reference for coverage.
    package let legalDate: @Sendable () -> CalendarDate
    /// A fresh UUIDv7 (RFC 9562).
    package let verificationID: @Sendable () -> String
    /// A fresh id of one exchange, 32 hexadecimal digits.
    package let exchangeID: @Sendable () -> String

    package init(
        wallClock: @escaping @Sendable () -> Int64, legalDate: @escaping @Sendable () -> CalendarDate,
        verificationID: @escaping @Sendable () -> String, exchangeID: @escaping @Sendable () -> String
    ) {
        self.wallClock = wallClock
        self.legalDate = legalDate
        self.verificationID = verificationID
        self.exchangeID = exchangeID
    }
}
