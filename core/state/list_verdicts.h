// What the lists of a channel say of one of its members, remembered from one message to the next.
// core/policy/extban.cc asks and answers.
//
// Law: what is remembered is what would be found again. A change of a list is a new version of the
// channel's lists; what masks can see of a user is changed by functions of state.h alone, which
// make its memberships forget.
#ifndef IRCSERV_CORE_STATE_LIST_VERDICTS_H_
#define IRCSERV_CORE_STATE_LIST_VERDICTS_H_

#include <cstdint>
#include <optional>

namespace irc {

class ListVerdicts {
 public:
  // The entries that name nicks are asked about apart from the others, so that a change of nick
  // leaves the answers of the others.
  static constexpr int kQuestions = 16;
  enum class Entries : uint8_t { kOfNicks, kOthers };

  // REQUIRES: question < kQuestions. Returns nothing when the answer is not remembered.
  std::optional<bool> Find(uint32_t version, Entries entries, int question) const {
    const uint32_t bit = Bit(entries, question);
    if (version != version_ || (known_ & bit) == 0) return std::nullopt;
    return (yes_ & bit) != 0;
  }
  // Does not change the membership, which is the same with and without it.
  void Remember(uint32_t version, Entries entries, int question, bool yes) const {
    const uint32_t bit = Bit(entries, question);
    if (version != version_) known_ = 0;
    version_ = version;
    known_ |= bit;
    yes_ = yes ? yes_ | bit : yes_ & ~bit;
  }
  void Forget() { known_ = 0; }
  void ForgetNick() { known_ &= Bit(Entries::kOthers, kQuestions) - Bit(Entries::kOthers, 0); }

 private:
  static uint32_t Bit(Entries entries, int question) {
    return uint32_t{1} << (entries == Entries::kOfNicks ? question + kQuestions : question);
  }

  mutable uint32_t version_ = 0;  // of the lists that the answers are about
  mutable uint32_t known_ = 0;
  mutable uint32_t yes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_LIST_VERDICTS_H_
