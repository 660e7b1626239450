import COpenSSL

/// Secret bytes that are wiped when the last owner lets go of them: keys that live longer than one call.
///
/// Arrays made from it by ``bytes`` are the caller's to wipe (``SecureBytes/wipe(_:)``).
///
/// `@unchecked Sendable` because the memory is written in `init` alone and given back in `deinit`, which no reader outlives.
@safe package final class SecretBytes: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer

    /// A copy of the bytes; the array given stays as it is.
    package init(_ bytes: [UInt8]) {
        unsafe memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        unsafe memory.copyBytes(from: bytes)
    }

    deinit {
        if let start = unsafe memory.baseAddress { unsafe gatewayd_wipe(start.assumingMemoryBound(to: UInt8.self), memory.count) }
        unsafe memory.deallocate()
    }

    /// How many bytes there are.
    package var count: Int { unsafe memory.count }

    /// A copy in an array.
    package var bytes: [UInt8] { unsafe Array(memory) }

    /// Lets `body` read the bytes where they are.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe body(UnsafeBufferPointer(memory.bindMemory(to: UInt8.self)))
    }
}
