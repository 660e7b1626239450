import StrictJSON
import Verification

/// `archive.custodian`: who keeps the personal file? (Archives Law 13 to 15; rules on the files of mobile personnel, 人社部发〔2021〕112号;
/// founding document, item 16; `domain.md` A.4.9 item 16: locate first.)
///
/// Whoever says that it keeps a file of the person is found. Files are split and moved, so there may be several: all are named, with a
/// caution. A custodian without the file says nothing about the others.
enum ArchiveCustodian {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let registers = hearing.requiredTestimonies()
        let custodians = PersonalFile.files(in: registers).map(\.custodian).distinctByBytes()
        guard !custodians.isEmpty else { return hearing.nothingHeld(in: registers) }
        if custodians.count > 1 { hearing.note(.severalCustodians) }
        // Others may keep a part too; whoever was found keeps one in any case.
        if hearing.block(among: registers) != nil { hearing.note(.coverageLimited) }
        return Conclusion(
            .confirmed, .recorded, value: .word(custodians.joined(separator: "、")),
            restsOn: registers.filter { !$0.records("file").isEmpty }.map(\.registry)
        ).by(.fileLocated)
    }
}

/// One custodian's file of a person.
struct PersonalFile: Sendable {
    let registry: RegistryID
    /// In comparison form: trimmed, half-width, NFC.
    let custodian: String
    let facts: [StatedFact]

    static func files(in registers: [Testimony]) -> [PersonalFile] {
        registers.flatMap { register in
            register.records("file").map { record in
                PersonalFile(
                    registry: register.registry, custodian: (record.text("custodian") ?? "").inComparisonForm, facts: record.facts("facts"))
            }
        }
    }
}

extension [String] {
    /// Each text once, in the order of bytes.
    fileprivate func distinctByBytes() -> [String] {
        var texts: [String] = []
        for text in sorted(by: { $0.precedesByBytes($1) }) where !(texts.last?.hasSameBytes(as: text) ?? false) { texts.append(text) }
        return texts
    }
}
