#include "net/import/plan.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/protocol/utf8.h"
#include "net/import/latin1.h"
#include "net/import/planner.h"
#include "net/store/rows/time_text.h"

namespace irc {

Planner::Planner(const ForeignNetwork& network, const HighestIds& highest, const ImportRules& rules,
                 Report& report)
    : network_(network),
      highest_(highest),
      rules_(rules),
      report_(report),
      written_at_(network.written_at == kUnknownTime ? rules.now : network.written_at),
      names_(rules.casemapping, rules.limits.nick_bytes) {}

void Planner::NoteKept(const std::vector<Row>& kept) {
  absl::flat_hash_map<AccountId, NamesHere::Owner> owners;
  for (const Row& row : kept) {
    if (const auto* account = std::get_if<AccountRow>(&row)) {
      const NamesHere::Owner owner = {.account = account->id,
                                      .name = account->name,
                                      .registered_at = account->registered_at,
                                      .was_kept = true};
      names_.Take(account->name, owner);
      owners.emplace(account->id, owner);
    }
  }
  for (const Row& row : kept) {
    if (const auto* nick = std::get_if<NickRow>(&row)) {
      NamesHere::Owner owner = owners[nick->account];
      owner.by_name = false;
      names_.Take(nick->nick, owner);
    } else if (const auto* credential = std::get_if<CredentialRow>(&row)) {
      if (credential->kind == "certificate") {
        certificates_.emplace(credential->label, owners[credential->account].name);
      }
    } else if (const auto* group = std::get_if<GroupRow>(&row)) {
      groups_.emplace(Fold(rules_.casemapping, group->name), group->id);
      groups_there_.insert(Fold(rules_.casemapping, group->name));
    } else if (const auto* channel = std::get_if<ChannelRow>(&row)) {
      channels_.emplace(Fold(rules_.casemapping, channel->name), channel->id);
    } else if (const auto* vhost = std::get_if<VhostRow>(&row)) {
      have_host_.insert(vhost->account);
    } else if (const auto* request = std::get_if<VhostRequestRow>(&row)) {
      have_request_.insert(request->account);
    } else if (std::string key = OnceKey(rules_.casemapping, row); !key.empty()) {
      once_.insert(std::move(key));
    }
  }
}

void Planner::PutRow(Thing thing, Row row) {
  report_.Take(thing);
  records_.push_back(Put(std::move(row)));
}

std::string Planner::Text(absl::string_view text, int64_t bytes_max) {
  std::string clean(text);
  if (!IsValidUtf8(clean)) {
    clean = Latin1ToUtf8(clean);
    report_.CountLatin1();
  }
  for (char& c : clean) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  if (static_cast<int64_t>(clean.size()) > bytes_max) {
    clean.resize(TruncateUtf8(clean, static_cast<size_t>(bytes_max)).size());
    report_.CountCut();
  }
  return clean;
}

void Planner::NoteReference(absl::string_view reference, size_t place) {
  references_.emplace(std::string(reference), place);
  folded_references_.emplace(Fold(rules_.casemapping, reference), place);
}

const Planner::Placed* Planner::Resolve(absl::string_view reference) const {
  if (reference.empty()) return nullptr;
  const auto exact = references_.find(std::string(reference));
  if (exact != references_.end()) return &placed_[exact->second];
  const auto folded = folded_references_.find(Fold(rules_.casemapping, reference));
  return folded == folded_references_.end() ? nullptr : &placed_[folded->second];
}

std::string Planner::NameOf(absl::string_view reference) {
  const Placed* placed = Resolve(reference);
  return placed == nullptr ? Text(reference, 128) : placed->name;
}

std::vector<Record> PlanImport(const ForeignNetwork& network, const std::vector<Row>& kept,
                               const HighestIds& highest, const ImportRules& rules,
                               Report& report) {
  Planner planner(network, highest, rules, report);
  planner.NoteKept(kept);
  planner.PlanAccounts();
  planner.PlanGroups();
  planner.PlanChannels();
  planner.PlanHosts();
  planner.PlanStaff();
  return planner.TakeRecords();
}

}  // namespace irc
