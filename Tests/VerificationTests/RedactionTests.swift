import Testing
import Verification

@Suite("Masks")
struct RedactionTests {
    @Test(
        "Names keep the first character, and the last when there are three or more",
        arguments: [
            ("欧阳晓梅", "欧**梅"), ("陈安然", "陈*然"), ("张念", "张*"), ("张", "张"), ("", ""), ("阿依古丽·买买提", "阿******提"), ("𠅤一\u{2CC56}", "𠅤*\u{2CC56}"),
            ("A\u{301}b", "A*b"), ("SAMPLE ANNA", "S*********A"),
        ])
    func names(_ name: String, _ masked: String) {
        #expect(Redaction.name(name) == masked)
    }

    @Test(
        "Numbers keep four and four, and short ones less",
        arguments: [
            ("44990119850312004X", "4499**********004X"), ("H99000001", "H990*0001"), ("99000001", "99****01"), ("E9900", "E9*00"), ("1234", "****"),
            ("", ""),
        ])
    func numbers(_ number: String, _ masked: String) {
        #expect(Redaction.number(number) == masked)
    }
}
