import Verification

/// `illness.certificate-authentic`: did this institution issue this certificate? (Physicians Law 24: a medical document is its physician's and
/// institution's; founding document, item 12; `domain.md` A.4.9 item 12.)
///
/// Nobody keeps a register of such certificates, and health records are not looked up across institutions. Only the institution can say: the
/// matter is referred to it, and nobody is asked.
enum IllnessCertificate {
    static func conclude() -> Conclusion { Conclusion(.referred, .competentBodyOnly) }
}
