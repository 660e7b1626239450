import Testing

@testable import Adapters

@Suite("When to look again")
struct LookScheduleTests {
    private let start = ContinuousClock.now

    @Test func `the first look comes at once, then the pause doubles up to half a second`() {
        var schedule = LookSchedule(deadline: start + .seconds(60), firstPause: nil)
        var pauses: [Duration?] = []
        for _ in 0..<8 {
            pauses.append(schedule.pauseBeforeNextLook(at: start))
            schedule.wasNotReady(retryAfter: nil)
        }
        #expect(pauses == [0, 20, 40, 80, 160, 320, 500, 500].map { .milliseconds($0) })
    }

    @Test func `the wish of the courts counts and does not lengthen the next pause`() {
        var schedule = LookSchedule(deadline: start + .seconds(60), firstPause: .milliseconds(7))
        #expect(schedule.pauseBeforeNextLook(at: start) == .milliseconds(7))
        schedule.wasNotReady(retryAfter: .seconds(3))
        #expect(schedule.pauseBeforeNextLook(at: start) == .seconds(3))
        schedule.wasNotReady(retryAfter: nil)
        #expect(schedule.pauseBeforeNextLook(at: start) == .milliseconds(20))
    }

    @Test func `a look that would come too late is not made`() {
        var schedule = LookSchedule(deadline: start + .milliseconds(125), firstPause: nil)
        #expect(schedule.lastInstant == start + .milliseconds(100))
        #expect(schedule.pauseBeforeNextLook(at: start + .milliseconds(99)) == .zero)
        #expect(schedule.pauseBeforeNextLook(at: start + .milliseconds(100)) == nil)
        schedule.wasNotReady(retryAfter: .milliseconds(50))
        #expect(schedule.pauseBeforeNextLook(at: start + .milliseconds(49)) == .milliseconds(50))
        #expect(schedule.pauseBeforeNextLook(at: start + .milliseconds(50)) == nil)
        schedule.wasNotReady(retryAfter: .seconds(999_999))
        #expect(schedule.pauseBeforeNextLook(at: start) == nil)
    }

    @Test func `looks are counted`() {
        var schedule = LookSchedule(deadline: start + .seconds(60), firstPause: nil)
        for _ in 0..<LookSchedule.lookLimit {
            #expect(schedule.pauseBeforeNextLook(at: start) != nil)
            schedule.wasNotReady(retryAfter: .zero)
        }
        #expect(schedule.pauseBeforeNextLook(at: start) == nil)
    }
}
