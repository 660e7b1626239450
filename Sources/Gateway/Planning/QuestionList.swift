import Verification

/// Questions, each once, in the order in which they came up; so few that searching costs less than hashing.
struct QuestionList: Sendable {
    private(set) var questions: [Question] = []

    mutating func insert(_ question: Question) {
        if !questions.contains(question) { questions.append(question) }
    }

    mutating func insert(_ more: [Question]) {
        for question in more { insert(question) }
    }
}
