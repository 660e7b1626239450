/// A table that is written once, when an entry is compiled, and read by all threads.
///
/// An array would be retained and released at many of those looks, and each is an atomic change of a cache line that the other threads want as
/// well; this is plain memory, which its one owner frees.
///
/// Sendable although the compiler cannot see it: after `init` nobody writes, and a table has one owner, which no reader outlives.
struct FlatTable<Element: Sendable>: ~Copyable, @unchecked Sendable {
    /// Lent while the owner lives.
    let elements: UnsafeBufferPointer<Element>

    init(_ elements: some Collection<Element>) {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(fromContentsOf: elements)
        self.elements = UnsafeBufferPointer(memory)
    }

    deinit {
        let memory = UnsafeMutableBufferPointer(mutating: elements)
        memory.deinitialize()
        memory.deallocate()
    }

    var count: Int { elements.count }

    subscript(index: Int) -> Element { elements[index] }

    subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> { UnsafeBufferPointer(rebasing: elements[range]) }
}
