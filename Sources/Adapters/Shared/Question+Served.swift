import AdapterKit
import Verification

extension Question {
    /// Throws for a question about a place, or about one area of a register, which no register of citizens answers.
    func requireNoPlaceOrArea() throws(AdapterFailure) {
        if case .place = topic { throw Self.unasked("a place") }
        if area != nil { throw Self.unasked("one area") }
    }

    /// The failure for what a dataset cannot be asked about; nothing was sent.
    static func unasked(_ topic: String) -> AdapterFailure {
        AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset cannot be asked about \(topic)")
    }
}
