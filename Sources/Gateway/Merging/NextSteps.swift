package import Verification

/// What can be done next, from the catalogue alone: never a dead end, and never back to the body whose certificates were abolished (P15).
package enum NextSteps {
    /// The steps of a whole verification: those of its findings, each once; where nothing was found out about a claim, those of the verdict.
    ///
    /// `purpose` chooses which exception's rules are named where the verdict is `exempt`.
    package static func steps(
        for findings: [Finding], verdict: Verdict, certificate: Certificate, purpose: PurposeCategory = .general, catalogue: Catalogue
    ) -> [NextStep] {
        if findings.isEmpty {
            return Offers(certificate: certificate, claim: nil, purpose: purpose, catalogue: catalogue).steps(for: verdict, reason: nil)
        }
        var steps: [NextStep] = []
        for finding in findings {
            for step in self.steps(for: finding, certificate: certificate, purpose: purpose, catalogue: catalogue) where !steps.contains(step) {
                steps.append(step)
            }
        }
        return steps
    }

    /// The steps of one finding; none where it is confirmed, at least one otherwise.
    package static func steps(
        for finding: Finding, certificate: Certificate, purpose: PurposeCategory = .general, catalogue: Catalogue
    ) -> [NextStep] {
        if finding.verdict == .confirmed { return [] }
        return Offers(certificate: certificate, claim: finding.claim?.kind, purpose: purpose, catalogue: catalogue)
            .steps(for: finding.verdict, reason: finding.reason)
    }
}
