import Testing

@testable import CurlTransport

@Suite struct TurnstileTests {
    private let start = ContinuousClock.now
    private func at(_ seconds: Int) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

    @Test func firstComeFirstServedWithinThePlaces() {
        var turnstile = Turnstile<Int>(places: 2)
        for number in 0..<5 { turnstile.arrive(number, deadline: at(10)) }
        #expect([turnstile.enter(), turnstile.enter(), turnstile.enter()] == [0, 1, nil])
        #expect((turnstile.inside, turnstile.waiting) == (2, 3))
        turnstile.leave()
        #expect([turnstile.enter(), turnstile.enter()] == [2, nil])
    }

    @Test func deadlinesTakeOutOfTheMiddle() {
        var turnstile = Turnstile<Int>(places: 1)
        for (number, seconds) in [5, 1, 9, 2].enumerated() { turnstile.arrive(number, deadline: at(seconds)) }
        #expect(turnstile.nextDeadline == at(1))
        #expect(turnstile.takeExpired(at: at(0)) == [])
        #expect(turnstile.takeExpired(at: at(2)) == [1, 3])
        #expect(turnstile.nextDeadline == at(5))
        #expect(turnstile.enter() == 0)
        #expect(turnstile.takeAll() == [2])
        #expect(turnstile.nextDeadline == nil)
        #expect(turnstile.waiting == 0)
    }

    @Test func somebodyWhoLeavesTheLineIsSkipped() {
        var turnstile = Turnstile<Int>(places: 3)
        for number in 0..<3 { turnstile.arrive(number, deadline: at(1)) }
        #expect(turnstile.takeFirst { $0 == 1 } == 1)
        #expect(turnstile.takeFirst { $0 == 1 } == nil)
        #expect([turnstile.enter(), turnstile.enter(), turnstile.enter()] == [0, 2, nil])
    }

    /// Against a plain array, over long random histories.
    @Test func behavesLikeAnArray() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var turnstile = Turnstile<Int>(places: Int.random(in: 1...5, using: &random))
            var model: [(number: Int, seconds: Int)] = []
            var inside = 0
            for step in 0..<400 {
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<5:
                    let seconds = Int.random(in: 0..<100, using: &random)
                    turnstile.arrive(step, deadline: at(seconds))
                    model.append((step, seconds))
                case 5..<8:
                    let expected = inside < turnstile.places && !model.isEmpty ? model.removeFirst().number : nil
                    if expected != nil { inside += 1 }
                    #expect(turnstile.enter() == expected)
                case 8:
                    if inside > 0 {
                        inside -= 1
                        turnstile.leave()
                    }
                default:
                    let seconds = Int.random(in: 0..<20, using: &random)
                    #expect(turnstile.takeExpired(at: at(seconds)) == model.filter { $0.seconds <= seconds }.map(\.number))
                    model.removeAll { $0.seconds <= seconds }
                }
                #expect(turnstile.waiting == model.count)
                if let soonest = model.map(\.seconds).min() { #expect((turnstile.nextDeadline ?? at(1_000)) <= at(soonest)) }
            }
        }
    }
}
