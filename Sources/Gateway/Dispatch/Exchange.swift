package import AdapterKit
package import Verification

/// One question with its answer and what it took to get it.
package struct Exchange: Sendable, Hashable {
    package let answer: Answer
    package let elapsedMilliseconds: Int
    /// The exchange's own id, as the registry has it; empty where none was held.
    package let id: String
    /// Every request that was sent for it; none where it did not come to that.
    package let sends: [SendLog.Send]

    package init(answer: Answer, elapsedMilliseconds: Int, id: String = "", sends: [SendLog.Send] = []) {
        self.answer = answer
        self.elapsedMilliseconds = elapsedMilliseconds
        self.id = id
        self.sends = sends
    }
}
