import Glibc
import Testing

@testable import CurlTransport

/// Socket numbers come again, and libcurl does not announce the end of every socket that it lets watch.
@Suite struct SocketWatchTests {
    /// `CURL_POLL_IN`, `CURL_POLL_OUT`, `CURL_POLL_REMOVE`.
    private static let (input, output, remove): (Int32, Int32, Int32) = (1, 2, 4)

    private func pair() -> (Int32, Int32) {
        var sockets: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0)
        return (sockets[0], sockets[1])
    }

    /// The sockets on which something can be done.
    private func ready(_ watch: SocketWatch) -> Set<Int32> {
        watch.wait(milliseconds: 1_000)
        var found: Set<Int32> = []
        while let (socket, _) = watch.next() { found.insert(socket) }
        return found
    }

    /// The resolver's pair is closed without a word; the connection that follows gets its number and is watched for something else, or the same.
    @Test(arguments: [output, input], [true, false])
    func aNumberThatComesAgainIsWatchedAnew(_ wish: Int32, _ isAnnounced: Bool) throws {
        let watch = try #require(SocketWatch())
        let (old, oldPeer) = pair()
        #expect(watch.want(Self.input, of: old))
        let (new, peer) = pair()
        defer { for socket in [old, oldPeer, new, peer] { close(socket) } }
        // The same number, another socket: what epoll knew of the number is gone with the old one.
        #expect(dup2(new, old) == old)
        if isAnnounced { watch.opened(old) }
        #expect(watch.want(wish, of: old) || !isAnnounced)
        #expect(write(peer, "x", 1) == 1)
        if wish == Self.output || isAnnounced { #expect(ready(watch) == [old]) }
    }

    @Test func whatIsLetGoLeavesNothingBehind() throws {
        let watch = try #require(SocketWatch())
        let (old, oldPeer) = pair()
        #expect(watch.want(Self.input, of: old))
        #expect(watch.want(Self.remove, of: old))
        let (new, peer) = pair()
        defer { for socket in [old, oldPeer, new, peer] { close(socket) } }
        #expect(dup2(new, old) == old)
        #expect(watch.want(Self.input, of: old))
        #expect(write(peer, "x", 1) == 1)
        #expect(ready(watch) == [old])
    }

    @Test func whatCannotBeWatchedIsSaid() throws {
        let watch = try #require(SocketWatch())
        let (socket, peer) = pair()
        close(socket)
        close(peer)
        #expect(!watch.want(Self.input, of: socket))
        #expect(!watch.want(Self.input, of: -1))
    }
}
