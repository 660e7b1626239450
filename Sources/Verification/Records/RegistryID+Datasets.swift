/// The datasets beside those that are judged today.
extension RegistryID {
    /// Public security: vehicle register.
    package static let traffic: RegistryID = "ps-traffic"
    /// Public security: door-plate addresses.
    package static let doorplate: RegistryID = "ps-doorplate"
    /// Civil affairs: adoptions.
    package static let adoption: RegistryID = "ca-adoption"
    /// Civil affairs: place names.
    package static let placename: RegistryID = "ca-placename"
    /// Health: medical certificates of birth.
    package static let birth: RegistryID = "hc-birth"
    /// Health: fertility registration.
    package static let fertility: RegistryID = "hc-fertility"
    /// Human resources: registered unemployment and recognised employment hardship.
    package static let employment: RegistryID = "hrss-employment"
    /// Human resources: social insurance contributions.
    package static let socialInsurance: RegistryID = "hrss-social-insurance"
    /// Tax: declared income.
    package static let tax: RegistryID = "tax"
    /// Finance: public payroll.
    package static let payroll: RegistryID = "finance-payroll"
    /// Natural resources: real-estate register.
    package static let realEstate: RegistryID = "real-estate"
    /// Housing: contracts and lease filings.
    package static let housing: RegistryID = "housing"
    /// Financial supervision: bank and insurance holdings.
    package static let bankHoldings: RegistryID = "nfra"
    /// Securities supervision: securities holdings.
    package static let securities: RegistryID = "csrc"
    /// Market regulation: market entities and shares in them.
    package static let marketEntities: RegistryID = "samr"
    /// Disabled persons' federation: disability certificates.
    package static let disability: RegistryID = "dpf"
    /// Street offices: community drug treatment and rehabilitation.
    package static let rehabilitation: RegistryID = "street-rehab"
    /// Custodians of personal files.
    package static let personalFiles: RegistryID = "archive-custodian"
    /// Local government: statements about premises.
    package static let localGovernment: RegistryID = "local-gov"
    /// Public credit information.
    package static let credit: RegistryID = "credit"
}

extension RegistryID {
    /// True for datasets that hold places and nobody: they are asked about a place.
    package var holdsPlaces: Bool { self == .doorplate || self == .placename }
}
