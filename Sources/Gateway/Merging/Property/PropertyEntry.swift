import Verification

/// What one record says about a kind of property on the day in question.
enum PropertyEntry: Sendable, Hashable {
    /// The person held it. Open where the record tells no end, so that the register's further word could show one.
    case held(since: CalendarDate?, isOpen: Bool)
    /// It may or may not have been the person's.
    case unclear(ReasonCode)
    /// It says nothing of the kind, of the area, or of the day.
    case beside

    init(_ record: Record, as kind: PropertyKind, in area: PropertyArea, among all: [Record], at day: CalendarDate, today: CalendarDate) {
        // The day of a transfer is the new owner's (Civil Code 214), as the day of a divorce or a move belongs to the new state.
        let span = record.spans(day, today: today, endsOnLast: kind == .realEstate || kind == .vehicle)
        switch kind {
        case .realEstate:
            guard record.isKind("right"), span != .misses else { self = .beside; return }
            let place = area.place(of: record.text("area"))
            guard place != .mismatch else { self = .beside; return }
            // A right of use or a mortgage is no ownership, but whoever stands there is not nobody to the land either.
            guard record.text("right")?.hasSameBytes(as: "ownership") ?? false, place == .match else { self = .unclear(.recordsAmbiguous); return }
            self = Self.registered(record, span, among: all, on: day)
        case .vehicle:
            guard record.isKind("vehicle"), span != .misses else { self = .beside; return }
            self = Self.registered(record, span, among: all, on: day)
        case .deposit, .insurance:
            guard record.isKind("holding") else { self = .beside; return }
            switch BankAsset(record.text("asset")) {
            case .deposit where kind == .deposit, .insurance where kind == .insurance: self = Self.present(span, hasWorth: record.hasWorth)
            case .deposit, .insurance: self = .beside
            case .unknown: self = .unclear(.recordsAmbiguous)
            }
        case .securities: self = record.isKind("holding") ? Self.present(span, hasWorth: record.hasWorth) : .beside
        case .companyShare:
            guard record.isKind("share") else {
                self = .beside
                return
            }
            switch CompanyStanding(of: record, among: all) {
            case _ where span != .holds: self = .unclear(.startUnknown)
            case .stands: self = Self.present(span, hasWorth: record.decimal("percent").map { $0.hundredths > 0 } ?? true)
            case .struckOff: self = .beside
            case .unknown: self = .unclear(.recordsAmbiguous)
            }
        }
    }

    /// A right that is registered from a day until another one.
    private static func registered(_ record: Record, _ span: Spanning, among all: [Record], on day: CalendarDate) -> PropertyEntry {
        if span == .unknown { return .unclear(.startUnknown) }
        let isOpen = record.date("until") == nil
        // The register tells two things about it: that it goes on, and that it has ended.
        if isOpen, all.contains(where: { $0.isEnd(of: record, onOrBefore: day) }) { return .unclear(.recordsAmbiguous) }
        return .held(since: record.date("from"), isOpen: isOpen)
    }

    /// Something that stands on a list of the present.
    private static func present(_ span: Spanning, hasWorth: Bool) -> PropertyEntry {
        if span != .holds { return .unclear(.startUnknown) }
        return hasWorth ? .held(since: nil, isOpen: false) : .unclear(.recordsAmbiguous)
    }
}

/// What a bank or an insurer holds for somebody, in the words that they use for it.
private enum BankAsset {
    case deposit, insurance, unknown

    init(_ asset: String?) {
        let form = asset?.inComparisonForm ?? ""
        if Self.deposits.contains(where: { $0.hasSameBytes(as: form) }) {
            self = .deposit
        } else if Self.insurances.contains(where: { $0.hasSameBytes(as: form) }) {
            self = .insurance
        } else {
            self = .unknown
        }
    }

    private static let deposits = ["存款", "银行存款", "储蓄存款", "活期存款", "定期存款", "deposit"]
    private static let insurances = ["保险", "人寿保险", "财产保险", "健康保险", "年金保险", "保险合同", "保单", "insurance"]
}

extension Record {
    /// The record is of the kind of that word.
    func isKind(_ word: String) -> Bool { kind.word.hasSameBytes(as: word) }

    /// An account with nothing in it is no property; without an amount it is on the list because there is something.
    fileprivate var hasWorth: Bool { decimal("amount").map { $0.hundredths > 0 } ?? true }

    /// The same thing, registered on the same day, ended on a day or before it.
    func isEnd(of other: Record, onOrBefore day: CalendarDate) -> Bool {
        guard kind == other.kind, let end = date("until"), end <= day, date("from") == other.date("from") else { return false }
        return ["right", "area", "address", "plate", "vehicle"].allSatisfy { field in
            switch (text(field), other.text(field)) {
            case (let mine?, let theirs?): AddressForm(mine) == AddressForm(theirs)
            case (nil, _), (_, nil): true
            }
        }
    }
}
