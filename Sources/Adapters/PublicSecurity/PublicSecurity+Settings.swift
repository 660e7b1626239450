import AdapterKit
import StrictJSON
import Verification

extension PublicSecurityAdapter {
    /// What `Config/adapters.json` says for this department: `settings.callerID`, `settings.services` (the gateway's service id for each
    /// dataset) and the secret `token`.
    struct Settings: Sendable {
        /// `x-tif-paasid`: who we are to the gateway.
        let callerID: String
        /// `x-tif-serviceid`, by service.
        let serviceIDs: [PublicSecurityService: String]
        /// What signs our requests; never sent.
        let token: Secret

        static let tokenName = "token"

        init(reading settings: AdapterSettings) throws(InvalidSettings) {
            let problems = ProblemList()
            let reader = ObjectReader(settings.json, at: settings.pointer, into: problems)
            let callerID = reader.headerText("callerID")
            let services = reader.object("services")
            var serviceIDs: [PublicSecurityService: String] = [:]
            for service in PublicSecurityService.allCases { serviceIDs[service] = services?.headerText(service.registry.rawValue) }
            services?.finish()
            let token = settings.secret(Self.tokenName, into: problems)
            reader.finish()
            guard problems.isEmpty, let callerID, let token else { throw InvalidSettings(problems.all) }
            self.callerID = callerID
            self.serviceIDs = serviceIDs
            self.token = token
        }

        /// The id under which the gateway knows a service.
        func serviceID(of service: PublicSecurityService) -> String { serviceIDs[service] ?? "" }
    }
}
