// ChanServ TRANSFER and SUCCESSOR: whose channel it is, now and later.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/channel_settings.h"
#include "core/kept/channels/channel_effects.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/commit.h"
#include "core/services/account_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"
#include "core/texts/common.h"

namespace irc {
namespace {

// The account of that name, if it can have the channel; null, after a sentence, if not.
const Account* RequireHeir(ServiceCtx& ctx, absl::string_view name) {
  const Account* account = ctx.state.accounts.OwnerOf(Fold(ctx.state.casemapping, name));
  if (account == nullptr || account->configured || !account->verified()) {
    ctx.Say(texts::kNoAccount, name);
    return nullptr;
  }
  // What it has is counted, and it may be ending.
  if (!MayEnd(ctx.state, account->id())) {
    ctx.Say(texts::kNewFounderIsSaved, account->name());
    return nullptr;
  }
  return account;
}

// Whether the account may have another channel; says so if not.
bool MayFoundAnother(ServiceCtx& ctx, const Account& account) {
  const auto most = static_cast<size_t>(ctx.state.config.limits.account_channels);
  if (ctx.state.registered_channels.CountOfFounder(account.id()) < most) return true;
  ctx.Say(texts::kFounderOfTooMany, account.name());
  return false;
}

// What makes the account the founder. What was offered is so no more.
std::vector<Record> RecordsOfFounder(const RegisteredChannel& channel, const Account& account) {
  ChannelRow row = channel.row;
  row.founder = account.id();
  if (row.successor == account.id()) row.successor = {};
  std::vector<Record> records = DropsOfOffer(channel);
  records.insert(records.begin(), Put(std::move(row)));
  return records;
}

bool IsHere(const State& state, const Account& account) {
  bool is_here = false;
  state.users.ForEach([&](const User& user) { is_here |= user.account == account.name(); });
  return is_here;
}

Record MemoFromService(ServiceCtx& ctx, const Account& to, std::string text) {
  return Put(MemoRow{.id = ctx.state.last_ids.NextMemo(),
                     .account = to.id(),
                     .sender = std::string(ctx.service.nick),
                     .sent_at = ctx.state.now,
                     .text = std::move(text)});
}

// Has the offer kept, with a memo about it for who is not here to read the notice. The memo counts
// as one of the user: otherwise offers would fill the memos of others.
void Offer(ServiceCtx& ctx, const RegisteredChannel& channel, const Account& heir) {
  std::vector<Record> records = {Put(ChannelSettingRow{.channel = channel.id(),
                                                       .key = std::string(kTransferOffer),
                                                       .value = absl::StrCat(heir.id().value)})};
  const bool is_here = IsHere(ctx.state, heir);
  const Account& own = *ctx.OwnAccount();
  const bool writes = !is_here && WhyNoMemo(ctx, own, heir).empty();
  if (writes) {
    if (!MaySendMemo(ctx, own)) return;
    records.push_back(MemoFromService(ctx, heir, OfferText(ctx.state, channel)));
  }
  AskCommit(ctx,
            {.records = std::move(records),
             .service = std::string(ctx.service.nick),
             .text = ctx.Text(is_here || writes ? texts::kOfferIsMade : texts::kOfferIsMadeUnsaid,
                              channel.name(), heir.name()),
             .counted = {.memo = writes ? own.id().value : 0}});
}

void TakeOfferBack(ServiceCtx& ctx, const RegisteredChannel& channel) {
  std::vector<Record> drops = DropsOfOffer(channel);
  if (drops.empty()) return ctx.Say(texts::kOfferNone, channel.name());
  SaveOfChannel(ctx, channel, std::move(drops), ctx.Text(texts::kOfferIsTakenBack, channel.name()));
}

// The channel that is offered to the user, if it can be changed now; null, after a sentence, if
// not.
const RegisteredChannel* RequireOffered(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
  if (channel == nullptr) return nullptr;
  if (channel->offered_to() != ctx.OwnAccount()->id()) {
    ctx.Say(texts::kOfferNotToYou, channel->name());
    return nullptr;
  }
  return MayChangeNow(ctx, *channel) ? channel : nullptr;
}

// Has the answer to an offer kept, with a memo about it for the founder.
void SaveAnswer(ServiceCtx& ctx, const RegisteredChannel& channel, std::vector<Record> records,
                std::string text, const AnswerText<2>& memo) {
  const Account& own = *ctx.OwnAccount();
  const Account* founder = ctx.state.accounts.Find(channel.row.founder);
  if (founder != nullptr && WhyNoMemo(ctx, own, *founder).empty()) {
    records.push_back(MemoFromService(ctx, *founder, ctx.Text(memo, own.name(), channel.name())));
  }
  SaveOfChannel(ctx, channel, std::move(records), std::move(text));
}

void AcceptOffer(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireOffered(ctx);
  if (channel == nullptr) return;
  const Account& own = *ctx.OwnAccount();
  // Two channels at once would be one too many.
  if (!MayEnd(ctx.state, own.id())) return ctx.Say(texts::kNewFounderIsSaved, own.name());
  if (!MayFoundAnother(ctx, own)) return;
  SaveAnswer(ctx, *channel, RecordsOfFounder(*channel, own),
             ctx.Text(texts::kFounderNow, own.name(), channel->name()), texts::kOfferWasAccepted);
}

void DeclineOffer(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireOffered(ctx);
  if (channel == nullptr) return;
  SaveAnswer(ctx, *channel, DropsOfOffer(*channel),
             ctx.Text(texts::kOfferIsDeclined, channel->name()), texts::kOfferWasDeclined);
}

}  // namespace

void TransferChannel(ServiceCtx& ctx) {
  if (absl::EqualsIgnoreCase(ctx.word(1), "ACCEPT")) return AcceptOffer(ctx);
  if (absl::EqualsIgnoreCase(ctx.word(1), "DECLINE")) return DeclineOffer(ctx);
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  if (absl::EqualsIgnoreCase(ctx.word(1), "CANCEL")) return TakeOfferBack(ctx, *channel);
  const Account* heir = RequireHeir(ctx, ctx.word(1));
  if (heir == nullptr) return;
  if (channel->row.founder == heir->id()) {
    return channel->offered_to() == AccountId()
               ? ctx.Say(texts::kFounderAlready, heir->name(), channel->name())
               : TakeOfferBack(ctx, *channel);
  }
  if (channel->offered_to() == heir->id()) {
    return ctx.Say(texts::kOfferIsMadeAlready, channel->name(), heir->name());
  }
  if (MayFoundAnother(ctx, *heir)) Offer(ctx, *channel, *heir);
}

void TransferAtOnce(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  const Account* heir = RequireHeir(ctx, ctx.word(1));
  if (heir == nullptr) return;
  if (channel->row.founder == heir->id()) {
    return ctx.Say(texts::kFounderAlready, heir->name(), channel->name());
  }
  if (!MayFoundAnother(ctx, *heir)) return;
  SaveOfChannel(ctx, *channel, RecordsOfFounder(*channel, *heir),
                ctx.Text(texts::kFounderNow, heir->name(), channel->name()),
                absl::StrCat("to ", heir->name()));
}

void SetSuccessor(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kFounder);
  if (channel == nullptr) return;
  ChannelRow row = channel->row;
  if (absl::EqualsIgnoreCase(ctx.word(1), "OFF")) {
    row.successor = {};
    return SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                         ctx.Text(texts::kNoSuccessorNow, channel->name()));
  }
  const Account* heir = RequireHeir(ctx, ctx.word(1));
  if (heir == nullptr) return;
  if (channel->row.founder == heir->id()) {
    return ctx.Say(texts::kSuccessorIsFounder);
  }
  row.successor = heir->id();
  SaveOfChannel(ctx, *channel, {Put(std::move(row))},
                ctx.Text(texts::kSuccessorNow, heir->name(), channel->name()),
                absl::StrCat("to ", heir->name()));
}

}  // namespace irc
