/// The departments that the mocks stand in for. A list that is written out: nobody registers himself.
package enum MockDepartments {
    package static let all: [any MockDepartment.Type] = [
        PublicSecurityDepartment.self, CivilAffairsDepartment.self, HealthDepartment.self, CourtsDepartment.self, HumanResourcesDepartment.self,
        TaxDepartment.self, PayrollDepartment.self, RealEstateDepartment.self, HousingDepartment.self, FinancialSupervisionDepartment.self,
        SecuritiesDepartment.self, MarketRegulationDepartment.self, DisabledPersonsDepartment.self, StreetOfficeDepartment.self,
        FileCustodianDepartment.self, LocalGovernmentDepartment.self, CreditDepartment.self,
    ]

    /// Their authorities, in the same order.
    package static var authorities: [String] { all.map { $0.authority } }
}
