#include "core/actions/utterance.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/parse.h"

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

}  // namespace

void UtteranceVariants::MakeBatch(Outbox& out, const Utterance& utterance) {
  const Message& head = utterance.head;
  const std::string reference = out.NewBatch();
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
  std::string kept;
  ForEachTag(tags, [&](absl::string_view key, absl::string_view value, bool has_value) {
    if (key.size() < 2 || key[0] != '+' || IsDenied(config, key.substr(1))) return;
    absl::StrAppend(&kept, kept.empty() ? "" : ";", key, has_value && !value.empty() ? "=" : "",
                    value);
  });
  return kept;
}

}  // namespace irc
