// Which hosts users show, and which ones accounts may have.
#include "core/policy/hosts.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/protocol/address.h"
#include "core/testing/acts.h"
#include "core/testing/policy_world.h"
#include "core/testing/world.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using HostsTest = PolicyTest;

TEST_F(HostsTest, TheAccountGoesBeforeTheAddress) {
  EXPECT_EQ(HostOf(state, alice), "alice.example");
  SetUserMode(state, alice, UserMode::kCloak, true);
  EXPECT_EQ(HostOf(state, alice), "alice.cloak");
  state.config.cloak_account_suffix = "users.example";
  EXPECT_EQ(HostOf(state, alice), "alice.cloak") << "not logged in";
  SetAccount(state, alice, "Ann|x");
  EXPECT_EQ(HostOf(state, alice), "ann/7cx.users.example");
  state.config.limits.host_bytes = 16;
  EXPECT_EQ(HostOf(state, alice), "alice.cloak") << "the other one is too long";
  state.config.limits.host_bytes = 63;
  state.accounts.Apply(Put(AccountRow{.id = {1}, .name = "Ann|x"}));
  state.vhosts.Apply(Put(VhostRow{.account = {1}, .host = "ann.example.org"}));
  EXPECT_EQ(HostOf(state, alice), "ann.example.org");
  state.config.limits.host_bytes = 14;
  EXPECT_EQ(HostOf(state, alice), "alice.cloak") << "it would be too long for lines";
  state.config.limits.host_bytes = 63;
  SetUserMode(state, alice, UserMode::kCloak, false);
  EXPECT_EQ(HostOf(state, alice), "ann.example.org");
  state.accounts.Apply(Put(SettingRow{.account = {1}, .key = "VHOST", .value = "off"}));
  EXPECT_EQ(HostOf(state, alice), "alice.example");
}

TEST_F(HostsTest, AreLikeNoAddress) {
  EXPECT_EQ(WhyNoHost(state, "a.example"), "");
  EXPECT_EQ(WhyNoHost(state, "user/a_b-c"), "");
  for (absl::string_view host :
       {"",      "a",     ".a.b", "a.b.",   "a..b",  "a/",        "-a.b",         "a-.b",
        "a b.c", "a.b:c", "a.*",  "a.b?",   "a@b.c", "192.0.2.1", "192.0.2.1/24", "192.0.2.1/x",
        "a.12",  "12/a",  "x.ip", "x.y.IP6"}) {
    EXPECT_NE(WhyNoHost(state, host), "") << host;
  }
  EXPECT_EQ(WhyNoHost(state, "bob.users.example"), "");
  state.config.cloak_account_suffix = "users.example";
  EXPECT_NE(WhyNoHost(state, "bob.users.example"), "");
  EXPECT_EQ(WhyNoHost(state, "bobusers.example"), "");
}

RC_GTEST_PROP(Hosts, NoTextOfAnAddressIsOne, (const std::array<uint8_t, 4>& bytes)) {
  State state;
  const std::string address = AddressText(IpAddress::V4(bytes[0], bytes[1], bytes[2], bytes[3]));
  RC_ASSERT(!WhyNoHost(state, address).empty());
  RC_ASSERT(!WhyNoHost(state, absl::StrCat(address, "/", bytes[0] % 33)).empty());
}

// Otherwise a mask on the host of one account would match another.
RC_GTEST_PROP(Hosts, OfTwoAccountsAreTwo, ()) {
  const auto name =
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab57-_[|{\xc3")));
  const std::string one = *name, two = *name;
  RC_ASSERT((AccountAsHost(one) == AccountAsHost(two)) == (one == two));
}

// One of what changes the host of somebody. The accounts are "account", of the configuration, and a
// and b, of which a has a host.
rc::Gen<std::string> GenLine() {
  return rc::gen::element<std::string>(
      "MODE n1 +x", "MODE n1 -x", "MODE n2 +x", "MODE n2 -x", "NS IDENTIFY a *1/9",
      "NS IDENTIFY b *1/9", "NS IDENTIFY account *1/9", "NS LOGOUT", "HS ON", "HS OFF",
      "HS TAKE $account.example", "HS REQUEST my.example", "HS ACTIVATE b",
      "HS SET a other.example", "HS DEL a", "HS DEL b", "NS RENAME b c", "NS RENAME c b",
      "NS SUSPEND a reason", "NS UNSUSPEND a", "NS ERASE b", "QUIT");
}

std::vector<Row> TwoAccounts() {
  std::vector<Row> rows;
  for (const uint64_t id : {1, 2}) {
    const AccountId account{id};
    rows.push_back(
        AccountRow{.id = account, .name = id == 1 ? "a" : "b", .verified_at = absl::UnixEpoch()});
    rows.push_back(CredentialRow{.id = {id}, .account = account, .kind = "password"});
  }
  rows.push_back(VhostRow{.account = {1}, .host = "a.vhost"});
  rows.push_back(VhostOfferRow{.host = "$account.example"});
  return rows;
}

RC_GTEST_PROP(Hosts, EverybodyShowsTheOwn, ()) {
  Config config = SessionConfig();
  config.cloak_account_suffix = "users.example";
  World world(config);
  world.Apply(Restored{.rows = TwoAccounts(), .last_ids = {{"accounts", 2}, {"credentials", 2}}});
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::string>>>(
      rc::gen::pair(rc::gen::inRange(1, 4), GenLine()));
  for (const auto& [client, line] : steps) {
    const SessionId id{static_cast<uint64_t>(client)};
    if (!world.IsOpen(id)) {
      Register(world, id.value, absl::StrCat("n", client), 0);
      world.Say(id, "OPER root *1");
      world.CompleteOldest(true);
    }
    if (line == "QUIT") {
      config.cloak_account_suffix = config.cloak_account_suffix.empty() ? "users.example" : "";
      world.Apply(Configured{config});
    }
    world.Say(id, line);
    while (world.IsWaiting(id)) world.CompleteOldest(true);
    const State& state = world.server().state();
    RC_ASSERT(FindViolatedInvariant(state) == "");
    state.users.ForEach([&](const User& user) { RC_ASSERT(user.host == HostOf(state, user)); });
  }
}

}  // namespace
}  // namespace irc
