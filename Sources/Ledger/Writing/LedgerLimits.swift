/// How much a ledger takes on, and how long it waits.
package struct LedgerLimits: Sendable {
    /// Entries that may wait for the disk; more are refused at once.
    package var waitingEntriesMaximum = 8192
    /// Bytes of payloads that may wait for the disk; more are refused at once.
    package var waitingBytesMaximum = 64 << 20
    /// Entries that one transaction takes, unless a single call brings more.
    package var batchEntriesMaximum = 512
    /// The least time between two published checkpoints that nobody has asked for.
    package var publicationIntervalMilliseconds = 1000
    /// How long the log may grow without a second place that takes its checkpoints: four hours, as X-Road lets its time-stamping fail.
    package var secondPlaceGraceMilliseconds = 4 * 3_600_000
    /// Threads that read.
    package var readerCount = 2
    /// Reads that may wait; more are refused at once.
    package var waitingReadsMaximum = 1024

    /// The limits that fit a service hall's gateway.
    package init() {}
}
