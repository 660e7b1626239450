import AdapterKit
import Adapters
import StrictJSON
import Testing
import Verification

/// What the adapter makes of replies that no honest register would send.
@Suite("Civil affairs: replies")
struct CivilAffairsReplyTests {
    private func outcome(_ registry: RegistryID, answered body: String) async throws -> String {
        let outbound = ScriptedOutbound(
            try RecordedMessage("CivilAffairs", "secret.reply").response, OutboundResponse(status: 200, headers: [], body: Array(body.utf8)))
        let adapter = try Rig.adapter(.civilAffairs, secrets: CivilAffairsWireTests.secrets, outbound: outbound)
        do throws(AdapterFailure) {
            return "\(try await adapter.ask(Question(registry, about: .subject), context: .untraced).statement)"
        } catch {
            return "\(error.kind.rawValue): \(error.detail)"
        }
    }

    private static let own = #""name_man":"陈安然","cert_num_man":"449901198512040025""#

    @Test(
        "every mistake of the marriage register says its place",
        arguments: [
            (#"{"op_type":"IZ","op_date":"2010-05-20",\#(own)}"#, "unreadable: /biz_data/result/0/op_type is an unknown operation"),
            (#"{"op_type":"IA","op_date":"2010-02-30",\#(own)}"#, "unreadable: /biz_data/result/0/op_date must be a day, written YYYY-MM-DD"),
            (#"{"op_type":"IA","op_date":"",\#(own)}"#, "unreadable: /biz_data/result/0/op_date is missing"),
            (#"{"op_type":"IA","op_date":"20100520",\#(own)}"#, "unreadable: /biz_data/result/0/op_date must be a day, written YYYY-MM-DD"),
            (#"{"op_type":"IA","op_date":"2010-05-20"}"#, "unreadable: /biz_data/result/0 is not about the number asked"),
            (#"{"op_type":"IA","op_date":"2010-05-20","cert_num_man":7}"#, "unreadable: /biz_data/result/0/cert_num_man must be a string"),
            (#"{"op_type":"","op_type_desc":"结婚登记","op_date":""}"#, "unreadable: /biz_data/result/0/op_type_desc is an unknown notice"),
            (#"{"op_type":"","op_date":""}"#, "unreadable: /biz_data/result/0/op_type_desc is missing"),
            (
                #"{"op_type":"","op_type_desc":"未查询到登记信息","op_date":"2010-05-20"}"#,
                "unreadable: /biz_data/result/0/op_date stands in a notice"
            ),
            (
                #"{"op_type":"","op_type_desc":"未查询到登记信息","op_date":""},{"op_type":"IA","op_date":"2010-05-20",\#(own)}"#,
                "unreadable: /biz_data/result/0/op_type is missing"
            ),
            (
                #"{"op_type":"IA","op_date":"2010-05-20",\#(own)},{"op_type":"","op_type_desc":"未查询到登记信息","op_date":""}"#,
                "unreadable: /biz_data/result/1/op_type is missing"
            ),
            (#"{"op_type":"","op_type_desc":"未查询到登记信息","op_date":""}"#, "noRecord"),
            (#"{"op_type":"","op_type_desc":"姓名与证件号码不一致","op_date":""}"#, "identityMismatch"),
            ("", "noRecord"),
        ])
    func marriages(rows: String, expected: String) async throws {
        let body = #"{"code":"1","msg":"","sign":"","biz_data":{"code":"0","status":"1","result":[\#(rows)],"data_as_of":"2026-02-28"}}"#
        #expect(try await outcome(.marriage, answered: body) == expected)
    }

    private static let row = #"{"NAME":"陈安然","ID_CARD":"449901198512040025","DEATH_TIME":"","CREMATION_TIME":"2026-02-18 00:00:00"}"#

    @Test(
        "a reply about cremations is whole or none",
        arguments: [
            (#""returncount":"0","recordcount":"0","rows":[]"#, "noRecord"),
            (#""returncount":0,"recordcount":0,"rows":[]"#, "noRecord"),
            (#""returncount":"0","recordcount":"3","rows":[]"#, "unreadable: /biz_data/recordcount says that rows are missing"),
            (#""returncount":"1","recordcount":"1","rows":[]"#, "unreadable: /biz_data/returncount is not the number of rows"),
            (#""returncount":"1","recordcount":"2","rows":[\#(row)]"#, "unreadable: /biz_data/recordcount says that rows are missing"),
            (#""returncount":"-1","recordcount":"0","rows":[]"#, "unreadable: /biz_data/returncount must be a whole number"),
            (#""returncount":1e0,"recordcount":1,"rows":[\#(row)]"#, "unreadable: /biz_data/returncount must be a whole number"),
            (#""recordcount":"0","rows":[]"#, "unreadable: /biz_data/returncount is missing"),
            (#""returncount":"0","recordcount":"0""#, "unreadable: /biz_data/rows is missing"),
            (
                #""returncount":"1","recordcount":"1","rows":[{"NAME":"陈安然","CREMATION_TIME":"2026-02-18"}]"#,
                "unreadable: /biz_data/rows/0/ID_CARD is not the number asked about"
            ),
            (
                #""returncount":"1","recordcount":"1","rows":[{"ID_CARD":"449901198512040025"}]"#,
                "unreadable: /biz_data/rows/0/CREMATION_TIME is missing"
            ),
            (
                #""returncount":"1","recordcount":"1","rows":[{"ID_CARD":"449901198512040025","CREMATION_TIME":"2026-02-18T00:00:00"}]"#,
                "unreadable: /biz_data/rows/0/CREMATION_TIME must be a day, written YYYY-MM-DD"
            ),
        ])
    func cremations(content: String, expected: String) async throws {
        #expect(try await outcome(.funeral, answered: #"{"code":"1","msg":"","sign":"","biz_data":{\#(content)}}"#) == expected)
    }

    @Test(
        "envelopes that are no answer",
        arguments: [
            (#"{"code":"0","msg":"","sign":"","biz_data":null}"#, "registry-error: /code is not 1"),
            (#"{"code":"1","msg":"","sign":"","biz_data":null}"#, "unreadable: /biz_data is missing"),
            (#"{"code":"1","biz_data":{"code":"1","result":[]}}"#, "registry-error: /biz_data/code is not 0"),
            (#"{"code":"1","biz_data":{"result":[]}}"#, "unreadable: /biz_data/code is missing"),
            (#"{"code":"2","biz_data":null}"#, "credentials-refused: code 2"),
            (#"{"code":"3","biz_data":null}"#, "denied"),
            (#"{"code":1,"biz_data":{"code":"0","result":[]}}"#, "unreadable: /code must be a string"),
            (#"{"code":"api-101","message":"陈安然","data":null}"#, "credentials-refused: code api-101"),
            (#"{"code":"api-102","message":"","data":null}"#, "credentials-refused: code api-102"),
            (#"{"code":"api-104","message":"","data":null}"#, "credentials-refused: code api-104"),
            (#"{"code":"api-105","message":"","data":null}"#, "registry-error: /code is not 1"),
            (#"{"code":"api-110","message":"","data":null}"#, "closed: code api-110"),
        ])
    func envelopes(body: String, expected: String) async throws {
        #expect(try await outcome(.marriage, answered: body) == expected)
    }
}
