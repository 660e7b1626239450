import AdapterKit
import StrictJSON

extension HealthAdapter {
    /// What `Config/adapters.json` says for this department: `settings.callerID` and the secret `licence-key`.
    struct Settings: Sendable {
        /// Who we are to the department: 1 to 64 characters of ASCII without spaces.
        let callerID: String
        /// What signs our requests; never sent.
        let licenceKey: Secret

        init(reading settings: AdapterSettings) throws(InvalidSettings) {
            let problems = ProblemList()
            let reader = ObjectReader(settings.json, at: settings.pointer, into: problems)
            let callerID = reader.headerText("callerID")
            let licenceKey = settings.secret("licence-key", into: problems)
            reader.finish()
            guard problems.isEmpty, let callerID, let licenceKey else { throw InvalidSettings(problems.all) }
            self.callerID = callerID
            self.licenceKey = licenceKey
        }
    }
}
