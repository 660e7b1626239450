import CIconv
import Glibc

/// One iconv descriptor, used for one conversion and closed. Safe: the descriptor never leaves, and lives as long as this value.
@safe struct Conversion: ~Copyable {
    private let descriptor: iconv_t

    init(from source: String, to target: String) throws(CharsetError) {
        guard let descriptor = unsafe iconv_open(target, source), Int(bitPattern: descriptor) != -1 else {
            throw CharsetError(.unavailable, at: 0)
        }
        unsafe self.descriptor = descriptor
    }

    deinit {
        unsafe iconv_close(descriptor)
    }

    /// Converts all of `input`; `expecting` is a first guess of the output's size, which grows when it was too small.
    consuming func convert(_ input: [UInt8], expecting capacity: Int) throws(CharsetError) -> [UInt8] {
        var output: [UInt8] = []
        var consumed = 0
        var room = capacity
        while true {
            let (step, reason) = advance(input, from: consumed, appendingTo: &output, room: room)
            consumed += step
            switch reason {
            case nil: return output
            case E2BIG: room *= 2
            case EINVAL: throw CharsetError(.truncated, at: consumed)
            default: throw CharsetError(.undecodable, at: consumed)
            }
        }
    }

    /// Converts as much as fits into `room` more bytes; says how much input that took and, if not all was converted, iconv's reason.
    private borrowing func advance(_ input: [UInt8], from start: Int, appendingTo output: inout [UInt8], room: Int) -> (step: Int, reason: CInt?) {
        var remaining = input.count - start
        var reason: CInt?
        let addition = unsafe [UInt8](unsafeUninitializedCapacity: room) { space, initialised in
            unsafe input.withUnsafeBytes { source in
                // iconv's signature lacks a const: it reads the input only.
                var from = unsafe UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self))
                var free = space.count
                unsafe space.baseAddress?.withMemoryRebound(to: CChar.self, capacity: space.count) { base in
                    var to: UnsafeMutablePointer<CChar>? = unsafe base
                    let result = unsafe iconv(descriptor, &from, &remaining, &to, &free)
                    // A count other than zero would be characters that were converted irreversibly.
                    if result == -1 { reason = errno } else if result > 0 { reason = EILSEQ }
                }
                initialised = space.count - free
            }
        }
        output.append(contentsOf: addition)
        return (input.count - start - remaining, reason)
    }
}
