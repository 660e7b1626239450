# Prints one uniform result, or one problem document, so that a person can read it.
#
#   awk -f scripts/show-result.awk RESULT.json
#
# Plain POSIX awk, because neither jq nor python is sure to be there: the JSON is flattened to paths ("findings.0.reason.code"), then told.

{ text = text $0 "\n" }

END {
  at = 1; value("")
  if ("code" in leaf && "status" in leaf) problem(); else result()
}

function skip() { while (index(" \t\r\n", substr(text, at, 1)) && at <= length(text)) at++ }

function value(path,   c, n) {
  skip(); c = substr(text, at, 1)
  if (c == "{") {
    at++; skip()
    while (substr(text, at, 1) != "}" && at <= length(text)) {
      c = string(); skip(); at++          # the colon
      value(path == "" ? c : path "." c); skip()
      if (substr(text, at, 1) == ",") { at++; skip() }
    }
    at++
  } else if (c == "[") {
    at++; skip(); n = 0
    while (substr(text, at, 1) != "]" && at <= length(text)) {
      value(path "." n++); skip()
      if (substr(text, at, 1) == ",") { at++; skip() }
    }
    at++; count[path] = n
  } else if (c == "\"") leaf[path] = string()
  else {
    n = at
    while (index(",]} \t\r\n", substr(text, at, 1)) == 0 && at <= length(text)) at++
    c = substr(text, n, at - n)
    if (c != "null") leaf[path] = c
  }
}

function string(   c, out) {
  at++; out = ""
  while ((c = substr(text, at, 1)) != "\"" && at <= length(text)) {
    if (c == "\\") { at++; c = substr(text, at, 1); if (c == "n") c = "\n"; else if (c == "t") c = "\t" }
    out = out c; at++
  }
  at++
  return out
}

function has(path) { return path in leaf }
function either(path, otherwise) { return has(path) ? leaf[path] : otherwise }
function line(label, words) { if (words != "") printf "     %-9s %s\n", label, words }

function result(   i, j, f, words) {
  printf "   => %s: %s\n", leaf["verdict"], leaf["action"]
  for (i = 0; i < count["findings"]; i++) {
    f = "findings." i "."
    words = leaf[f "claim"] " = " leaf[f "verdict"]
    if (has(f "value")) words = words ": " leaf[f "value"]
    if (has(f "since")) words = words ", since " leaf[f "since"]
    if (has(f "asOf")) words = words ", as of " leaf[f "asOf"]
    if (has(f "validUntil")) words = words ", valid until " leaf[f "validUntil"]
    line("finding", words)
    line("reason", leaf[f "reason.code"] ": " either(f "reason.text.zh", ""))
    words = ""
    for (j = 0; j < count[f "trace"]; j++)
      words = words (j ? " > " : "") leaf[f "trace." j ".step"] (has(f "trace." j ".from") ? " (" leaf[f "trace." j ".from"] ")" : "")
    if (words != "") line("steps", words)
    for (j = 0; j < count[f "cautions"]; j++) line("caution", leaf[f "cautions." j ".code"] ": " either(f "cautions." j ".text.zh", ""))
  }
  words = ""
  for (i = 0; i < count["sources"]; i++) {
    f = "sources." i "."
    words = words (i ? ", " : "") leaf[f "registry"] " " leaf[f "outcome"] " (" either(f "elapsedMilliseconds", "?") " ms)"
  }
  line("asked", words == "" ? "no registry" : words)
  for (i = 0; i < count["corrections"]; i++) line("correct", leaf["corrections." i ".registry"] " " leaf["corrections." i ".code"])
  for (i = 0; i < count["nextSteps"]; i++) line("next", leaf["nextSteps." i ".kind"] ": " either("nextSteps." i ".text.zh", ""))
}

function problem(   i, f) {
  printf "   => refused, HTTP %s: %s\n", leaf["status"], leaf["code"]
  line("because", either("detail", either("title", "")))
  for (i = 0; i < count["invalidParameters"]; i++) {
    f = "invalidParameters." i "."
    line("at", either(f "pointer", "/") " " either(f "code", "") ": " either(f "reason", ""))
  }
  line("say", either("say", either("say.zh", "")))
}
