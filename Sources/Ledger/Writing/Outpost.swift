/// How a writer stands with its second place: a failure there is told, and after a time of grace nothing more is written until it has healed.
struct Outpost {
    private let place: any SecondPlace
    private let log: String
    private let graceNanoseconds: UInt64
    private let onWarning: @Sendable (LedgerWarning) -> Void
    /// What it did not take.
    private var missing: SizedCheckpoint?
    private var failingSince: UInt64 = 0
    /// Why it did not take the newest checkpoint; nil when it has.
    private(set) var failure: SecondPlaceFailure?

    init(_ setting: WriterSetting) {
        place = setting.secondPlace
        log = setting.log
        graceNanoseconds = UInt64(max(0, setting.limits.secondPlaceGraceMilliseconds)) * 1_000_000
        onWarning = setting.onWarning
    }

    /// Tells it of a batch.
    mutating func note(_ checkpoint: SizedCheckpoint) {
        do throws(SecondPlaceFailure) {
            try place.note(checkpoint, of: log)
            failure = nil
        } catch {
            fail(error, checkpoint)
        }
    }

    /// Tells it of a published checkpoint.
    mutating func publish(_ checkpoint: SizedCheckpoint) {
        do throws(SecondPlaceFailure) {
            try place.publish(checkpoint, of: log)
            failure = nil
        } catch {
            fail(error, checkpoint)
        }
    }

    /// Waits for places that take their time.
    func finish() { place.finish() }

    /// Why nothing may be written now; nil when something may. Once the grace is over, tries first whether it has healed.
    mutating func refusal() -> LedgerFailure? {
        guard failure != nil, let missing, Monitor.nowNanoseconds - failingSince >= graceNanoseconds else { return nil }
        note(missing)
        return failure.map { .secondPlace($0) }
    }

    private mutating func fail(_ error: SecondPlaceFailure, _ checkpoint: SizedCheckpoint) {
        if failure == nil { failingSince = Monitor.nowNanoseconds }
        failure = error
        missing = checkpoint
        onWarning(.secondPlace("\(error.place): \(error.reason)"))
    }
}
