#include "net/auth/passwords/account_verifiers.h"

#include <optional>
#include <variant>

namespace irc {

void AccountVerifiers::Apply(const Record& record) {
  const auto* row = std::get_if<CredentialRow>(&record.row);
  if (row == nullptr) return;
  Forget(row->id);
  if (record.drop || row->verifier.empty()) return;
  const std::optional<PackedVerifier> packed = PackVerifier(row->verifier);
  if (!packed.has_value()) {
    others_[row->id] = row->verifier;
    return;
  }
  if (free_.empty()) {
    free_.push_back(static_cast<uint32_t>(pool_.size()));
    pool_.emplace_back();
  }
  pool_[free_.back()] = *packed;
  packed_[row->id] = free_.back();
  free_.pop_back();
}

std::string AccountVerifiers::Of(CredentialId id) const {
  if (const auto found = packed_.find(id); found != packed_.end()) {
    return UnpackVerifier(pool_[found->second]);
  }
  const auto found = others_.find(id);
  return found == others_.end() ? "" : found->second;
}

void AccountVerifiers::Replace(CredentialId id, const std::string& verifier) {
  if (Of(id).empty()) return;
  Apply(Put(CredentialRow{.id = id, .verifier = verifier}));
}

void AccountVerifiers::Forget(CredentialId id) {
  others_.erase(id);
  const auto found = packed_.find(id);
  if (found == packed_.end()) return;
  pool_[found->second].fill('\0');
  free_.push_back(found->second);
  packed_.erase(found);
}

}  // namespace irc
