import Testing

@testable import Adapters

@Suite("XML, read strictly")
struct XMLTreeTests {
    private func tree(_ text: String, limits: XMLLimits = XMLLimits()) throws -> XMLTree { try XMLTree(parsing: Array(text.utf8), limits: limits) }

    @Test func `elements, namespaces, references and CDATA are read`() throws {
        let root = try tree("<s:a xmlns:s='urn:x' xmlns='urn:y' k='&lt;1'><b> x&amp;<![CDATA[<y>]]>&#x4dae; </b><b/>\n</s:a>")
        #expect(root.isNamed("a", "urn:x"))
        #expect(root.attributes == ["k": "<1"])
        #expect(root.children.map(\.name) == ["b", "b"])
        #expect(root.children.allSatisfy { $0.namespace == "urn:y" })
        #expect(root.children[0].text == " x&<y>䶮 ")
        #expect(root.text == "")
    }

    @Test(arguments: [
        "", " ", "x", "<", "<a", "<a>", "<a></b>", "<a><b></a>", "<a/><b/>", "<a/>x", "x<a/>", " <a/>", "<a>&b;</a>", "<a>&</a>", "<a>&#0;</a>",
        "<a>&#xD800;</a>", "<a>\u{1}</a>", "<a>\u{0}</a>", "<a>]]></a>", "<a b='1' b='2'/>", "<a b=1/>", "<a b='<'/>", "<s:a/>", "<a s:b='1'/>",
        "<a>x<b/></a>", "<a><b/>x</a>", "<a/>\u{0}", "\u{FEFF}<a/>", "<a><![CDATA[x]]</a>",
    ])
    func `what is not well-formed is a mistake`(text: String) {
        #expect(throws: XMLMistake.self) { try tree(text) }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!doctype a><a/>", "<!ENTITY x 'y'><a/>", "<a><!-- c --></a>", "<a/><!-- c -->", "<?x y?><a/>", "<a><?x y?></a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", "<a><!></a>",
    ])
    func `declarations, comments and instructions never reach the parser`(text: String) {
        let mistake = #expect(throws: XMLMistake.self) { try tree(text) }
        #expect(mistake?.place.hasPrefix("byte ") == true)
    }

    @Test func `a bomb of entities is refused before it is lit`() {
        var bomb = "<!DOCTYPE b [<!ENTITY e0 'ha'>"
        for level in 1...30 { bomb += "<!ENTITY e\(level) '&e\(level - 1);&e\(level - 1);'>" }
        let mistake = #expect(throws: XMLMistake.self) { try tree("\(bomb)]><b>&e30;</b>") }
        #expect(mistake?.place == "byte 0")
    }

    @Test func `everything has a limit`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        #expect(throws: Never.self) { try tree(nested(16)) }
        #expect(throws: XMLMistake.self) { try tree(nested(17)) }
        #expect(throws: XMLMistake.self) { try tree(nested(100_000)) }
        #expect(throws: XMLMistake.self) { try tree("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>") }
        #expect(throws: XMLMistake.self) { try tree("<a " + (0..<9).map { "a\($0)='1'" }.joined(separator: " ") + "/>") }
        #expect(throws: XMLMistake.self) { try tree("<a a='\(String(repeating: "x", count: 1_025))'/>") }
        #expect(throws: XMLMistake.self) { try tree("<a a='\(String(repeating: "x", count: 900_000))'/>") }
        #expect(throws: XMLMistake.self) { try tree("<a>\(String(repeating: "x", count: 1 << 20))</a>") }
        #expect(try tree("<a>\(String(repeating: "x", count: 900_000))</a>").text.utf8.count == 900_000)
    }

    @Test(
        arguments: [
            ("<a/>", nil, 0), ("<?xml version=\"1.0\"?><a/>", nil, 21), ("<?xml version='1.0' encoding='gb18030'?>\n<a/>", "GB18030", 40),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a/>", "UTF-8", 55),
        ] as [(String, String?, Int)])
    func `the declaration is read from bytes`(text: String, encoding: String?, end: Int) throws {
        let declaration = try XMLDeclaration(of: Array(text.utf8))
        #expect(declaration.encoding == encoding)
        #expect(declaration.end == end)
    }

    @Test(arguments: [
        "<?xml ?>", "<?xml version=\"1.1\"?>", "<?xml encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=UTF-8?>", "<?xml version=\"1.0\"",
        "<?xml version=\"1.0\" encoding=\"a\" encoding=\"b\"?>", "<?xml version=\"1.0\" \u{FF}?>",
    ])
    func `a strange declaration is a mistake`(text: String) {
        #expect(throws: XMLMistake.self) { try XMLDeclaration(of: Array(text.utf8)) }
    }

    @Test func `a reader says the path of what is missing or repeated`() throws {
        let root = try XMLElementReader(root: tree("<a><b>1</b><b>2</b><c x='1'>3</c><d><e/></d><f/></a>"), named: "a")
        #expect(throws: XMLMistake("/a/b", "stands there 2 times")) { try root.child("b") }
        #expect(throws: XMLMistake("/a/x", "is missing")) { try root.child("x") }
        #expect(throws: XMLMistake("/a/c", "has attributes")) { try root.text(of: "c") }
        #expect(throws: XMLMistake("/a/d", "must hold text only")) { try root.text(of: "d") }
        #expect(throws: XMLMistake("/a/*[1]", "is an unknown element")) { try root.children(allNamed: "c") }
        #expect(throws: XMLMistake("/b", "the document has another root")) { try XMLElementReader(root: root.element, named: "b") }
        #expect(try root.text(of: "f") == nil)
    }

    /// libxml2 keeps its last error by thread: a bad document must not spoil a good one beside it.
    @Test func `many documents are read at once`() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<2_000 {
                group.addTask {
                    let isGood = index % 3 != 0
                    let text = "<a><b>\(index)</b></\(isGood ? "a" : "c")>"
                    let tree = try? XMLTree(parsing: Array(text.utf8))
                    return isGood ? tree?.children.first?.text == String(index) : tree == nil
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `text goes into XML and comes back`() throws {
        for text in ["a&b<c>\"d'e", "\r\n\t ", "陈·䶮𬱖\u{E863}", "]]>", "&amp;"] {
            let element = try #require(XMLText.element("a", text))
            #expect(try Array(tree(element).text.utf8) == Array(text.utf8))
        }
        for text in ["\u{0}", "\u{1F}", "\u{FFFE}"] { #expect(XMLText.escaped(text) == nil) }
    }
}
