import AdapterKit
import StrictJSON

extension CourtsAdapter {
    /// What `Config/adapters.json` says for this department: `settings.callerID` and the secret `client-secret`.
    struct Settings: Sendable {
        /// The OAuth client identifier: 1 to 64 characters of ASCII without spaces.
        let callerID: String
        let clientSecret: Secret

        init(reading settings: AdapterSettings) throws(InvalidSettings) {
            let problems = ProblemList()
            let reader = ObjectReader(settings.json, at: settings.pointer, into: problems)
            let callerID = reader.headerText("callerID")
            let clientSecret = settings.secret("client-secret", into: problems)
            reader.finish()
            guard problems.isEmpty, let callerID, let clientSecret else { throw InvalidSettings(problems.all) }
            self.callerID = callerID
            self.clientSecret = clientSecret
        }
    }
}
