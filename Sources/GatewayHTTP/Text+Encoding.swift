import StrictJSON
import Verification

extension JSONWriter {
    /// A text for people, in both languages.
    mutating func text(_ text: Text) {
        beginObject()
        name("zh")
        string(text.zh)
        name("en")
        string(text.en)
        endObject()
    }
}
