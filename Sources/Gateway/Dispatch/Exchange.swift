package import Verification

/// One question with its answer and what it took to get it.
package struct Exchange: Sendable, Hashable {
    package let answer: Answer
    package let elapsedMilliseconds: Int

    package init(answer: Answer, elapsedMilliseconds: Int) {
        self.answer = answer
        self.elapsedMilliseconds = elapsedMilliseconds
    }
}
