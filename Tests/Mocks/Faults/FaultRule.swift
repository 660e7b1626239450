/// One entry of a dataset's list of faults.
package struct FaultRule: Sendable, Hashable {
    package let fault: Fault
    /// How many exchanges it spoils; nil means all from its start on.
    package let times: Int?
    /// Exchanges that pass before it starts, counted from the moment when the entry before it was used up.
    package let after: Int
    /// The division whose exchanges it spoils; nil means all. Only where the dataset has areas.
    package let area: String?

    package init(_ fault: Fault, times: Int? = nil, after: Int = 0, area: String? = nil) {
        self.fault = fault
        self.times = times
        self.after = after
        self.area = area
    }
}

/// What can go wrong with a registry (`registries.md`, `faults`).
package enum Fault: Sendable, Hashable {
    /// Reads the request and never answers.
    case timeout
    /// Answers rightly, but so much later.
    case slow(milliseconds: Int)
    /// Answers with that HTTP status and no reply of the dialect.
    case status(code: Int)
    /// Closes the connection without an answer; where every dataset of the department refuses, already at the handshake.
    case refuse
    /// Reads the request and resets the connection (TCP RST).
    case reset
    /// Promises the whole answer, sends half of it and closes.
    case truncate
    /// Answers with bytes that are not HTTP.
    case garbage
    case wrongCharset
    case emptySuccess
    case businessError
    case expiredSecret
    case clockSkew(seconds: Int)
    /// New connections meet a certificate of nobody's; kept ones are closed.
    case wrongCertificate
    /// Sends the right answer so slowly.
    case drip(bytesPerSecond: Int)
    /// Sends an answer of that size.
    case oversize(mebibytes: Int)
    /// Says that the service is closed; once the clock has a time, only outside opening hours.
    case closedHours
}

extension Fault {
    /// The names of `registries.md`, in its order.
    package enum Name: String, Sendable, CaseIterable {
        case timeout, slow, status, refuse, reset, truncate, garbage
        case wrongCharset = "wrong-charset"
        case emptySuccess = "empty-success"
        case businessError = "business-error"
        case expiredSecret = "expired-secret"
        case clockSkew = "clock-skew"
        case wrongCertificate = "wrong-certificate"
        case drip, oversize
        case closedHours = "closed-hours"

        /// The one key that this fault needs besides `fault`, with the values it may have.
        package var parameter: (key: String, range: ClosedRange<Int>)? {
            switch self {
            case .slow: ("milliseconds", 0...3_600_000)
            case .status: ("code", 200...599)
            case .clockSkew: ("seconds", -10_000_000...10_000_000)
            case .drip: ("bytesPerSecond", 1...1_000_000)
            case .oversize: ("mebibytes", 1...1_024)
            default: nil
            }
        }
    }

    /// The word for this fault in files, logs and the request list.
    package var name: Name {
        switch self {
        case .timeout: .timeout
        case .slow: .slow
        case .status: .status
        case .refuse: .refuse
        case .reset: .reset
        case .truncate: .truncate
        case .garbage: .garbage
        case .wrongCharset: .wrongCharset
        case .emptySuccess: .emptySuccess
        case .businessError: .businessError
        case .expiredSecret: .expiredSecret
        case .clockSkew: .clockSkew
        case .wrongCertificate: .wrongCertificate
        case .drip: .drip
        case .oversize: .oversize
        case .closedHours: .closedHours
        }
    }

    /// The fault of a name with its parameter; `value` counts only where the name has one.
    init(_ name: Name, value: Int) {
        switch name {
        case .timeout: self = .timeout
        case .slow: self = .slow(milliseconds: value)
        case .status: self = .status(code: value)
        case .refuse: self = .refuse
        case .reset: self = .reset
        case .truncate: self = .truncate
        case .garbage: self = .garbage
        case .wrongCharset: self = .wrongCharset
        case .emptySuccess: self = .emptySuccess
        case .businessError: self = .businessError
        case .expiredSecret: self = .expiredSecret
        case .clockSkew: self = .clockSkew(seconds: value)
        case .wrongCertificate: self = .wrongCertificate
        case .drip: self = .drip(bytesPerSecond: value)
        case .oversize: self = .oversize(mebibytes: value)
        case .closedHours: self = .closedHours
        }
    }
}
