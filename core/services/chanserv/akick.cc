// ChanServ AKICK: entries of the access list that keep somebody out.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "core/kept/channels/channel_effects.h"
#include "core/protocol/extban.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/entry_lists.h"
#include "core/services/chanserv/mask_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

constexpr size_t kReasonBytesMax = 300;

constexpr absl::string_view kAkick = "AKICK";  // the name of its list

// The key of the entry that the word is about. The nick of somebody who is here means their
// account, or their host if they are not logged in.
std::optional<AccessRow> SubjectToKeepOut(ServiceCtx& ctx, const RegisteredChannel& channel,
                                          absl::string_view name) {
  const User* user = FindUser(ctx.state, name);
  if (user == nullptr) return SubjectNamed(ctx, channel, name);
  const Account* account = user->has_account() ? FindAccount(ctx.state, user->account) : nullptr;
  if (account != nullptr && !account->configured) {
    return AccessRow{.kind = "account", .subject = account->id().value};
  }
  return SubjectNamed(ctx, channel, BanMaskOf(*user));
}

// How long it lasts, if the words from `at` on begin with that; moves `at` behind it. Nothing,
// after the syntax: !T without a duration.
std::optional<absl::Time> EndOf(ServiceCtx& ctx, size_t& at) {
  if (absl::EqualsIgnoreCase(ctx.word(at), "!P")) {
    ++at;
    return absl::InfiniteFuture();
  }
  const bool is_named = absl::EqualsIgnoreCase(ctx.word(at), "!T");
  if (is_named) ++at;
  const std::optional<absl::Duration> duration = ParseBanDuration(ctx.word(at));
  if (duration.has_value()) {
    ++at;
    return ctx.state.now + *duration;
  }
  if (!is_named) return absl::InfiniteFuture();
  ctx.SaySyntax();
  return std::nullopt;
}

std::string Part(absl::string_view text) {
  return std::string(TruncateUtf8(absl::StripAsciiWhitespace(text), kReasonBytesMax));
}

void Add(ServiceCtx& ctx, const RegisteredChannel& channel) {
  std::optional<AccessRow> key = SubjectToKeepOut(ctx, channel, ctx.word(2));
  if (!key.has_value() || !MayKeepOut(ctx, channel, *key)) return;
  size_t at = 3;
  const std::optional<absl::Time> end = EndOf(ctx, at);
  if (!end.has_value()) return;
  const std::string text = ctx.WordsFrom(at);
  const size_t bar = text.find('|');
  key->expires_at = *end;
  key->reason = Part(absl::string_view(text).substr(0, bar));
  if (bar != std::string::npos) key->comment = Part(absl::string_view(text).substr(bar + 1));
  SaveEntry(ctx, channel, *std::move(key), BitOf(ChannelRight::kBanned));
}

// The entry as LIST shows it, or of the subject.
const AccessEntry* EntryToDelete(ServiceCtx& ctx, const RegisteredChannel& channel,
                                 absl::string_view name) {
  for (const AccessEntry& entry : channel.access.entries()) {
    if (entry.Has(ChannelRight::kBanned) &&
        Fold(ctx.state.casemapping, SubjectOf(ctx.state, entry)) ==
            Fold(ctx.state.casemapping, name)) {
      return &entry;
    }
  }
  const std::optional<AccessRow> key = SubjectToKeepOut(ctx, channel, name);
  if (!key.has_value()) return nullptr;
  const AccessEntry* entry = EntryOf(ctx.state, channel, *key);
  if (entry != nullptr && entry->Has(ChannelRight::kBanned)) return entry;
  ctx.Say(texts::kNotOnList, name, kAkick, channel.name());
  return nullptr;
}

EntryList KeptOut(const ServiceCtx& ctx, const RegisteredChannel& channel) {
  return EntriesFor(ctx, std::string(kAkick), channel,
                    [](const AccessEntry& entry) { return entry.Has(ChannelRight::kBanned); });
}

// DEL <entry or numbers>
void Delete(ServiceCtx& ctx, const RegisteredChannel& channel) {
  EntryList list = KeptOut(ctx, channel);
  if (const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(ctx.word(2))) {
    if (!TakeNumbered(ctx, list, *numbers)) return;
  } else {
    const AccessEntry* entry = EntryToDelete(ctx, channel, ctx.word(2));
    if (entry == nullptr) return;
    list.entries = {entry};
  }
  SaveWithout(ctx, list, BitOf(ChannelRight::kBanned));
}

void List(ServiceCtx& ctx, const RegisteredChannel& channel) {
  if (!MaySeeAccess(ctx, channel)) return;
  SayList(ctx, KeptOut(ctx, channel), [&](size_t number, const AccessEntry& entry) {
    const AccessDetails& details = *entry.details;
    const auto part = [&](const AnswerText<1>& text, const std::string& value) {
      return value.empty() ? "" : ctx.Text(text, value);
    };
    const bool ends = details.expires_at != absl::InfiniteFuture();
    return ctx.Text(
        texts::kAkickOfEntry, number, SubjectOf(ctx.state, entry), channel.access.SetterOf(entry),
        FormatDate(absl::FromUnixMillis(entry.set_at_ms)),
        part(texts::kAkickUntil, ends ? FormatDate(details.expires_at) : ""),
        part(texts::kAkickReason, details.reason), part(texts::kAkickComment, details.comment));
  });
}

void Enforce(ServiceCtx& ctx, const RegisteredChannel& registered) {
  const size_t kicked = KickKeptOut(ctx.state, ctx.out, registered);
  ctx.Say(texts::kUsersAreKicked.Of(kicked), kicked, registered.name());
}

}  // namespace

void AkickOfChannel(ServiceCtx& ctx) {
  const absl::string_view act = ctx.word(1);
  if (absl::EqualsIgnoreCase(act, "LIST")) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel != nullptr) List(ctx, *channel);
    return;
  }
  const bool enforces = absl::EqualsIgnoreCase(act, "ENFORCE");
  const bool adds = absl::EqualsIgnoreCase(act, "ADD");
  const bool named = (adds || absl::EqualsIgnoreCase(act, "DEL")) && ctx.words.size() > 2;
  if (!enforces && !named) return ctx.SaySyntax();
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kKick);
  if (channel == nullptr) return;
  if (enforces) return Enforce(ctx, *channel);
  adds ? Add(ctx, *channel) : Delete(ctx, *channel);
}

}  // namespace irc
