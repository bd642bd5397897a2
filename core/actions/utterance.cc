#include "core/actions/utterance.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/protocol/parse.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

Message WithTarget(Message message, absl::string_view target) {
  message.Param(target);
  return message;
}

// True when CLIENTTAGDENY names the tag: "*" names all, and "-name" excepts one.
bool IsDenied(const Config& config, absl::string_view name) {
  bool denied = false;
  for (absl::string_view item : config.client_tag_deny) {
    if (item == "*" || item == name) denied = true;
    if (absl::StartsWith(item, "-") && item.substr(1) == name) return false;
  }
  return denied;
}

struct ClientTag {
  absl::string_view key;
  absl::string_view value;  // escaped
};

// +[<vendor>/]<name>, where the vendor is a host name.
bool IsClientOnlyKey(absl::string_view key) {
  if (!absl::ConsumePrefix(&key, "+")) return false;
  const size_t slash = key.find('/');
  const auto consists_of = [](absl::string_view text, absl::string_view others) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains(others, c);
    });
  };
  if (slash == absl::string_view::npos) return consists_of(key, "-");
  return consists_of(key.substr(0, slash), "-.") && consists_of(key.substr(slash + 1), "-");
}

// Of several tags with one key the last counts.
void DropAllButTheLast(std::vector<ClientTag>& tags) {
  absl::flat_hash_map<absl::string_view, size_t> last;
  for (size_t i = 0; i < tags.size(); ++i) last[tags[i].key] = i;
  std::vector<ClientTag> kept;
  for (size_t i = 0; i < tags.size(); ++i) {
    if (last[tags[i].key] == i) kept.push_back(tags[i]);
  }
  tags = std::move(kept);
}

}  // namespace

void UtteranceVariants::MakeBatch(Outbox& out, const Utterance& utterance) {
  const Message& head = utterance.head;
  const std::string reference = out.ids().NewBatch();
  batch_.push_back(head.WithCommand("BATCH"));
  batch_.back().Param(absl::StrCat("+", reference)).Param("draft/multiline");
  batch_.back().Param(utterance.target);
  for (const TextLine& line : utterance.lines) {
    Message message(head.source(), head.command());
    message.Param(utterance.target).Trailing(line.text).set_batch(reference);
    if (head.past_time().has_value()) message.set_past(*head.past_time(), "");
    if (line.concat) message.AddTag("draft/multiline-concat", "");
    batch_.push_back(std::move(message));
  }
  batch_.push_back(Message("BATCH").Param(absl::StrCat("-", reference)));
  if (head.past_time().has_value()) batch_.back().set_past(*head.past_time(), "");
}

// Sessions without the capability get no blank lines; only the first line bears the id.
void UtteranceVariants::MakeLines(const Utterance& utterance) {
  Message head = utterance.head;
  for (const TextLine& line : utterance.lines) {
    if (line.text.empty()) continue;
    plain_.push_back(WithTarget(head, utterance.target));
    plain_.back().Trailing(line.text);
    head.set_msgid(0);
    if (head.past_time().has_value()) head.set_past(*head.past_time(), "");
  }
}

std::vector<Message> MessagesFor(Outbox& out, const Session& session, const Utterance& utterance) {
  std::vector<Message> messages;
  UtteranceVariants(out, utterance)
      .ForEach({}, [&](const Message& message, const AudienceFilter& filter) {
        if (filter.Admits(session)) messages.push_back(message);
      });
  return messages;
}

std::string ClientOnlyTags(const Config& config, absl::string_view tags) {
  std::vector<ClientTag> found;
  ForEachTag(tags, [&](absl::string_view key, absl::string_view value, bool) {
    if (!IsClientOnlyKey(key) || IsDenied(config, key.substr(1)) || !IsValidUtf8(value)) return;
    found.push_back({key, value});
  });
  if (found.size() > 1) DropAllButTheLast(found);
  std::string kept;
  for (const auto& [key, value] : found) {
    // The value is written anew: escapes that do not exist and a backslash at the end are gone.
    const std::string text = UnescapeTagValue(value);
    absl::StrAppend(&kept, kept.empty() ? "" : ";", key, text.empty() ? "" : "=");
    AppendEscapedTagValue(text, &kept);
  }
  return kept;
}

}  // namespace irc
