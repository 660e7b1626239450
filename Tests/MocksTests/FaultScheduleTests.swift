import Mocks
import StrictJSON
import Testing

/// Which exchange is spoilt, as a value.
@Suite struct FaultScheduleTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rules: [FaultRule]
        let faults: [Fault?]
    }

    static let samples: [Sample] = [
        Sample(testDescription: "nothing", rules: [], faults: [nil, nil]),
        Sample(testDescription: "for good", rules: [FaultRule(.reset)], faults: [.reset, .reset, .reset]),
        Sample(testDescription: "twice", rules: [FaultRule(.timeout, times: 2)], faults: [.timeout, .timeout, nil, nil]),
        Sample(testDescription: "later", rules: [FaultRule(.garbage, times: 1, after: 2)], faults: [nil, nil, .garbage, nil]),
        Sample(
            testDescription: "one after the other",
            rules: [FaultRule(.timeout, times: 1), FaultRule(.status(code: 503), times: 2), FaultRule(.refuse)],
            faults: [.timeout, .status(code: 503), .status(code: 503), .refuse, .refuse]),
        Sample(
            testDescription: "the second waits once the first is used up",
            rules: [FaultRule(.timeout, times: 1), FaultRule(.truncate, times: 1, after: 1)], faults: [.timeout, nil, .truncate, nil]),
        Sample(
            testDescription: "the first for good hides the second", rules: [FaultRule(.timeout), FaultRule(.truncate)], faults: [.timeout, .timeout]),
        Sample(
            testDescription: "an area's fault does not concern an exchange without area",
            rules: [FaultRule(.timeout, area: "449901"), FaultRule(.reset)],
            faults: [.reset, .reset]),
    ]

    @Test(arguments: samples)
    func schedule(_ sample: Sample) {
        var schedule = FaultSchedule(sample.rules)
        for fault in sample.faults {
            #expect(schedule.upcoming() == fault)
            #expect(schedule.next() == fault)
        }
    }

    @Test func areasAreCountedApart() {
        var schedule = FaultSchedule([FaultRule(.timeout, times: 1, area: "449902"), FaultRule(.reset, times: 1)])
        #expect(schedule.next(in: "449901") == .reset)
        #expect(schedule.next(in: "449901") == nil)
        #expect(!schedule.isOver)
        #expect(schedule.next(in: "449902") == .timeout)
        #expect(schedule.next(in: "449902") == nil)
        #expect(schedule.isOver)
    }

    @Test("every fault is read by its name", arguments: Fault.Name.allCases)
    func reading(_ name: Fault.Name) throws {
        var members = [JSON.Member("fault", .string(name.rawValue))]
        if let parameter = name.parameter { members.append(.init(parameter.key, .integer(parameter.range.upperBound))) }
        let rules = try FaultRule.list([.object(members)], for: "court-judgment")
        #expect(rules.map(\.fault.name) == [name])
        #expect(rules.first?.times == nil)
        #expect(rules.first?.after == 0)
    }
}
