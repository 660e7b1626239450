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
            return Offers(certificate: certificate, finding: nil, purpose: purpose, catalogue: catalogue).steps(for: verdict, reason: nil)
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
        return Offers(certificate: certificate, finding: finding, purpose: purpose, catalogue: catalogue)
            .steps(for: finding.verdict, reason: finding.reason)
    }

    /// The steps that one certificate can offer, each worded from its entry; empty where the list names nothing of the kind.
    struct Offers {
        let certificate: Certificate
        /// What was found out about a claim; nil where none was asked.
        let finding: Finding?
        let purpose: PurposeCategory
        let catalogue: Catalogue

        /// The claim that was asked; nil where none was.
        var claim: Claim? { finding?.claim }

        /// The item of the list that the certificate is: most steps follow from it.
        var listItem: Text {
            Text(
                zh: "\(catalogue.source.zh)第 \(certificate.number) 项", en: "\(catalogue.source.en), item \(certificate.number)")
        }

        func basis(_ basis: StepBasis) -> Text? { catalogue.stepBases[basis] }

        func names(of documents: [DocumentID]) -> Text { joined(documents.compactMap { catalogue.documents[$0]?.name }) }

        func authorities(_ ids: [String]) -> Text { joined(ids.compactMap { catalogue.authorities[$0] }) }

        private func joined(_ texts: [Text]) -> Text {
            Text(zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
        }
    }
}

extension String {
    /// A phrase of the catalogue with a capital and a full stop.
    var asSentence: String {
        var scalars = String.UnicodeScalarView(unicodeScalars)
        if let first = scalars.first, let upper = first.properties.uppercaseMapping.unicodeScalars.first {
            scalars.removeFirst()
            scalars.insert(upper, at: scalars.startIndex)
        }
        return String(scalars) + "."
    }
}
