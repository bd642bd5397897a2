// Any bytes as the parameters of MODE: the input is the mode string and its arguments, separated by
// spaces. Every letter gives one change, arguments are used up from the left, and what ModeString
// writes of the changes gives the same changes again.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "core/check.h"
#include "core/protocol/modes.h"

namespace irc {
namespace {

using Words = std::vector<absl::string_view>;
using Parser = std::vector<ModeChange> (*)(absl::string_view, const absl::string_view*, size_t);

void CheckChanges(absl::string_view modes, const Words& params,
                  const std::vector<ModeChange>& changes) {
  size_t used = 0, next = 0;
  bool add = true;
  for (char c : modes) {
    if (c == '+' || c == '-') {
      add = c == '+';
      continue;
    }
    IRC_CHECK(next < changes.size(), "every letter is a change");
    const ModeChange& change = changes[next++];
    IRC_CHECK(change.letter == c && change.add == add, "the changes come in the letters' order");
    if (!change.has_param) {
      IRC_CHECK(change.param.empty(), "what is absent is empty");
      continue;
    }
    IRC_CHECK(used < params.size() && change.param.data() == params[used].data(),
              "arguments are taken from the left");
    ++used;
  }
  IRC_CHECK(next == changes.size(), "only letters are changes");
}

void CheckRoundTrip(Parser parse, const std::vector<ModeChange>& changes) {
  ModeString text;
  std::vector<ModeChange> written;
  for (const ModeChange& change : changes) {
    // A mode that takes an argument and has none is never announced.
    const std::string alone = {change.add ? '+' : '-', change.letter};
    const absl::string_view dummy = "x";
    if (parse(alone, &dummy, 1)[0].has_param && change.param.empty()) continue;
    text.Add(change.add, change.letter, change.param);
    written.push_back(change);
  }
  const Words params(text.params().begin(), text.params().end());
  const std::vector<ModeChange> again = parse(text.letters(), params.data(), params.size());
  IRC_CHECK(again.size() == written.size(), "all changes were written");
  for (size_t i = 0; i < again.size(); ++i) {
    IRC_CHECK(again[i].add == written[i].add && again[i].letter == written[i].letter &&
                  again[i].param == written[i].param,
              "what was written is what was meant");
  }
  IRC_CHECK(text.empty() == written.empty(), "nothing written is empty");
}

}  // namespace
}  // namespace irc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  irc::Words params = absl::StrSplit(input, ' ');
  const absl::string_view modes = params.front();
  params.erase(params.begin());
  for (irc::Parser parse : {irc::ParseChannelModes, irc::ParseUserModes}) {
    const std::vector<irc::ModeChange> changes = parse(modes, params.data(), params.size());
    irc::CheckChanges(modes, params, changes);
    irc::CheckRoundTrip(parse, changes);
  }
  return 0;
}
