import AdapterKit
import StrictJSON
import Verification

extension CivilAffairsAdapter {
    /// What `Config/adapters.json` says for this department: `settings.callerID`, `settings.services` (the exchange's service id for each
    /// dataset) and the secrets `app-key` and `access-key`.
    struct Settings: Sendable {
        /// `gjgxjhpt_rid`: who we are to the exchange.
        let callerID: String
        /// `gjgxjhpt_sid`, by service.
        let serviceIDs: [CivilAffairsService: String]
        /// What signs the request for a secret and wraps the secret in its reply; never sent.
        let appKey: Secret
        /// Who we are to the department behind the exchange: goes along in every form.
        let accessKey: Secret

        static let appKeyName = "app-key"
        static let accessKeyName = "access-key"

        init(reading settings: AdapterSettings) throws(InvalidSettings) {
            let problems = ProblemList()
            let reader = ObjectReader(settings.json, at: settings.pointer, into: problems)
            let callerID = reader.headerText("callerID")
            let services = reader.object("services")
            var serviceIDs: [CivilAffairsService: String] = [:]
            for service in CivilAffairsService.allCases { serviceIDs[service] = services?.headerText(service.registry.rawValue) }
            services?.finish()
            let appKey = settings.secret(Self.appKeyName, into: problems)
            let accessKey = settings.secret(Self.accessKeyName, into: problems)
            reader.finish()
            guard problems.isEmpty, let callerID, let appKey, let accessKey else { throw InvalidSettings(problems.all) }
            self.callerID = callerID
            self.serviceIDs = serviceIDs
            self.appKey = appKey
            self.accessKey = accessKey
        }

        /// The id under which the exchange knows a service.
        func serviceID(of service: CivilAffairsService) -> String { serviceIDs[service] ?? "" }
    }
}
