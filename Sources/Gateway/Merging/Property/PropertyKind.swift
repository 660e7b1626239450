import Verification

/// The kinds of property that have a register or institutions to ask, each with the register that has the word on it.
enum PropertyKind: Sendable, CaseIterable {
    /// Houses and land: the real-estate register (Civil Code 209, 210, 216, 217).
    case realEstate
    /// Vehicles: the vehicle register (Road Traffic Safety Law 8; Civil Code 225).
    case vehicle
    /// Bank deposits and insurance: whoever holds them answers a single query (`domain.md` A.4.9 item 17).
    case deposit, insurance
    /// Shares, funds, bonds: likewise.
    case securities
    /// Shares of companies: the register of market entities (Company Law 34).
    case companyShare

    /// Nil for a word that is none of ``ClaimKind/propertyKinds``.
    init?(_ word: String) {
        guard let kind = Self.allCases.first(where: { $0.word.hasSameBytes(as: word) }) else { return nil }
        self = kind
    }

    /// The kinds that a claim names, each once.
    static func kinds(of claim: Claim) -> [PropertyKind] {
        ([claim.text("kind")].compactMap(\.self) + claim.words("kinds")).compactMap(PropertyKind.init).withoutRepeats()
    }

    /// The registers that have the word on the kinds that a claim names.
    static func registries(for claim: Claim) -> [RegistryID] { kinds(of: claim).map(\.registry).withoutRepeats() }

    var word: String {
        switch self {
        case .realEstate: "real-estate"
        case .vehicle: "vehicle"
        case .deposit: "deposit"
        case .insurance: "insurance"
        case .securities: "securities"
        case .companyShare: "company-share"
        }
    }

    var registry: RegistryID {
        switch self {
        case .realEstate: .realEstate
        case .vehicle: .traffic
        case .deposit, .insurance: .bankHoldings
        case .securities: .securities
        case .companyShare: .marketEntities
        }
    }

    /// True where the register tells only what there is now: about an earlier day its silence says nothing, and nothing in it ends a holding.
    var isPresentOnly: Bool {
        switch self {
        case .realEstate, .vehicle: false
        case .deposit, .insurance, .securities, .companyShare: true
        }
    }
}
