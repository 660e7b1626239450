/// A place beside the storage, under other hands if possible, that remembers how far the log had come: without it, an old copy of the whole
/// storage looks like the log.
///
/// Called on the writer's thread, which waits: what may take long (a command, a witness over the network) belongs on a thread of its own.
package protocol SecondPlace: Sendable {
    /// The newest checkpoints that were put there, one for each place; those of them that never got one are left out.
    func kept(of log: String) throws(SecondPlaceFailure) -> [KeptCheckpoint]

    /// Remembers the checkpoint of a batch, well enough to outlive this process.
    func note(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure)

    /// Remembers a published checkpoint, well enough to outlive a power failure.
    func publish(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure)

    /// Waits until what was published is kept, or has been tried: for a writer that stops.
    func finish()
}

extension SecondPlace {
    /// A place that is done when it returns has nothing to wait for.
    package func finish() {}
}

/// A checkpoint as it was found in a second place.
package struct KeptCheckpoint: Sendable, Hashable {
    /// What the place is called, for people.
    package let place: String
    /// The signed note's bytes.
    package let note: [UInt8]

    package init(place: String, note: [UInt8]) {
        self.place = place
        self.note = note
    }
}

/// Why a second place did not do what it was asked to do; for people.
package struct SecondPlaceFailure: Error, Sendable, Hashable {
    package let place: String
    package let reason: String

    package init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }
}

/// Several second places at once; all of them are asked, and all have to agree.
package struct SecondPlaces: SecondPlace {
    private let places: [any SecondPlace]

    /// None is a choice as well: then nobody notices an old copy.
    package init(_ places: [any SecondPlace]) { self.places = places }

    package func kept(of log: String) throws(SecondPlaceFailure) -> [KeptCheckpoint] {
        var kept: [KeptCheckpoint] = []
        for place in places { kept += try place.kept(of: log) }
        return kept
    }

    package func note(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        try forAll { place throws(SecondPlaceFailure) in try place.note(checkpoint, of: log) }
    }

    package func publish(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        try forAll { place throws(SecondPlaceFailure) in try place.publish(checkpoint, of: log) }
    }

    package func finish() {
        for place in places { place.finish() }
    }

    /// One that fails does not keep the others from hearing of it.
    private func forAll(_ body: (any SecondPlace) throws(SecondPlaceFailure) -> Void) throws(SecondPlaceFailure) {
        var first: SecondPlaceFailure?
        for place in places {
            do throws(SecondPlaceFailure) {
                try body(place)
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }
}
