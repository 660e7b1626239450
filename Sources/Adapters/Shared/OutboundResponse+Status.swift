import AdapterKit
import Verification

extension OutboundResponse {
    /// Throws for every status but 200, before anybody looks at the body: 401 and 403 refuse our credentials, all others are an error of
    /// the registry's side.
    func requireSuccess() throws(AdapterFailure) {
        switch status {
        case 200: return
        case 401, 403: throw AdapterFailure(.credentialsRefused, detail: "http \(status)")
        default: throw AdapterFailure(.registryError, detail: "http \(status)")
        }
    }
}
