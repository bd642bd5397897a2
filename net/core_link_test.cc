#include "net/core_link.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/fake_workers.h"

namespace irc {
namespace {

const Instant kStart = {.wall = absl::FromUnixSeconds(1'767'225'600), .steady = absl::UnixEpoch()};

FullConfig TestConfig() {
  FullConfig config;
  config.core.accounts = {"Alice"};
  config.shell.account_passwords = {{"Alice", "sesame"}};
  return config;
}

Connected ConnectedOf(uint64_t session) {
  Connected connected;
  connected.session = SessionId{session};
  connected.peer.ip = connected.peer.host = connected.peer.cloak = "192.0.2.1";
  return connected;
}

std::string Read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A link to a core, whose checks the test decides.
struct TestLink {
  explicit TestLink(std::unique_ptr<RecordingFile> recording = nullptr)
      : workers(new FakeWorkers),
        link(TestConfig(), kStart, std::unique_ptr<Workers>(workers), "", std::move(recording)) {}

  bool Knows(uint64_t session) const { return link.sequencer().server().Knows(SessionId{session}); }

  // Applies the next event, and returns its session; 0 for an event without one, -1 for no event.
  int64_t ApplyNext() {
    const CoreLink::Applied* applied = link.ApplyNext(kStart);
    if (applied == nullptr) return -1;
    return std::visit(
        [](const auto& event) -> int64_t {
          if constexpr (requires { event.session; }) {
            return static_cast<int64_t>(event.session.value);
          }
          return 0;
        },
        applied->event);
  }

  FakeWorkers* const workers;
  CoreLink link;
};

TEST(CoreLink, SubmitAppliesNothing) {
  TestLink test;
  test.link.Submit(ConnectedOf(1));
  EXPECT_FALSE(test.Knows(1));
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_TRUE(test.Knows(1));
  EXPECT_EQ(test.ApplyNext(), -1);
}

TEST(CoreLink, AppliesInOrderOneByOne) {
  TestLink test;
  for (uint64_t session : {3, 1, 2}) test.link.Submit(ConnectedOf(session));
  EXPECT_EQ(test.ApplyNext(), 3);
  EXPECT_FALSE(test.Knows(1));
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_EQ(test.ApplyNext(), 2);
  EXPECT_EQ(test.ApplyNext(), -1);
}

TEST(CoreLink, EventsThatAreSubmittedMeanwhileComeAfterTheOthers) {
  TestLink test;
  test.link.Submit(ConnectedOf(1));
  test.link.Submit(ConnectedOf(2));
  EXPECT_EQ(test.ApplyNext(), 1);
  for (uint64_t session = 3; session < 20; ++session) test.link.Submit(ConnectedOf(session));
  for (int session = 2; session < 20; ++session) EXPECT_EQ(test.ApplyNext(), session);
  EXPECT_EQ(test.ApplyNext(), -1);
  test.link.Submit(ConnectedOf(20));
  EXPECT_EQ(test.ApplyNext(), 20);
}

TEST(CoreLink, GivesTheOutputOfEachEvent) {
  TestLink test;
  test.link.Submit(ConnectedOf(1));
  test.link.Submit(Received{SessionId{1}, "PING x"});
  test.link.Submit(Received{SessionId{1}, "QUIT"});
  EXPECT_EQ(test.ApplyNext(), 1);
  const CoreLink::Applied* applied = test.link.ApplyNext(kStart);
  EXPECT_EQ(applied->output.sends.size(), 1u);
  EXPECT_TRUE(applied->output.closes.empty());
  applied = test.link.ApplyNext(kStart);
  ASSERT_EQ(applied->output.closes.size(), 1u);
  EXPECT_EQ(applied->output.closes[0].session, SessionId{1});
}

// After the core has closed a session, no event about it may come (core/output.h).
TEST(CoreLink, ADisconnectedOfAClosedSessionIsNotApplied) {
  TestLink test;
  test.link.Submit(ConnectedOf(1));
  test.link.Submit(ConnectedOf(2));
  test.link.Submit(Received{SessionId{1}, "QUIT"});
  test.link.Submit(Disconnected{SessionId{1}, "SendQ exceeded"});
  test.link.Submit(Disconnected{SessionId{2}, "Connection closed"});
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_EQ(test.ApplyNext(), 2);
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_FALSE(test.Knows(1));
  EXPECT_EQ(test.ApplyNext(), 2);
  EXPECT_FALSE(test.Knows(2));
  EXPECT_EQ(test.ApplyNext(), -1);
}

TEST(CoreLink, AResultNamesTheSessionThatWaitsForIt) {
  TestLink test;
  test.link.Submit(ConnectedOf(1));
  test.link.SubmitResult(SessionId{1}, {EffectId{9}, PasswordChecked{}});
  EXPECT_EQ(test.link.ApplyNext(kStart)->resumes, std::nullopt);
  EXPECT_EQ(test.link.ApplyNext(kStart)->resumes, SessionId{1});
  test.link.Submit(Ticked{});
  EXPECT_EQ(test.link.ApplyNext(kStart)->resumes, std::nullopt);
}

// A connection whose lines give secrets away, and its requests.
class RequestTest : public ::testing::Test {
 protected:
  RequestTest() { client_.id = SessionId{5}; }

  // The handle of the last parameter of `line`.
  std::string Hide(std::string line) {
    client_.HideSecret(line, {});
    return line.substr(line.find('*'));
  }

  static Request Password(uint64_t effect, std::string handle, std::string credential = "server") {
    return {
        .id = EffectId{effect},
        .session = SessionId{5},
        .what = CheckPassword{.credential = std::move(credential), .secret = std::move(handle)}};
  }

  // A request for a message of PLAIN.
  Request Sasl(uint64_t effect, absl::string_view account, absl::string_view password) {
    const std::string message =
        absl::StrCat(absl::string_view("\0", 1), account, absl::string_view("\0", 1), password);
    return {.id = EffectId{effect},
            .session = SessionId{5},
            .what = CheckSasl{
                .mechanism = "PLAIN",
                .secrets = {Hide(absl::StrCat("AUTHENTICATE ", absl::Base64Escape(message)))}}};
  }

  std::optional<EffectResult> Begin(const Request& request, bool gone = false) {
    return link().Begin(request, gone ? nullptr : &client_, config_.core, verifiers_, kStart);
  }

  // The results since the last call, one line each.
  std::vector<std::string> Done() {
    std::vector<std::string> lines;
    for (const CoreLink::Done& done : link().TakeDone(kStart)) {
      std::string& line = lines.emplace_back(absl::StrCat("session ", done.session.value, ": "));
      if (const auto* gateway = std::get_if<CoreLink::GatewayChecked>(&done.result)) {
        absl::StrAppend(&line, "gateway ", gateway->gateway, gateway->ok ? " right" : " wrong");
        continue;
      }
      const auto& completed = std::get<Completed>(done.result);
      absl::StrAppend(&line, "effect ", completed.effect.value, " ");
      if (const auto* checked = std::get_if<PasswordChecked>(&completed.result)) {
        line += checked->ok ? "right" : "wrong";
      } else {
        absl::StrAppend(&line, "account '", std::get<SaslChecked>(completed.result).account, "'");
      }
    }
    return lines;
  }

  using Lines = std::vector<std::string>;

  CoreLink& link() { return test_.link; }
  FakeWorkers& workers() { return *test_.workers; }

  const FullConfig config_ = TestConfig();
  AccountVerifiers verifiers_;
  TestLink test_;
  Connection client_;
};

TEST_F(RequestTest, AKnownPasswordHasOneResult) {
  EXPECT_EQ(Begin(Password(7, Hide("OPER root open"), "oper/root")), std::nullopt);
  ASSERT_EQ(workers().open().size(), 1u);
  EXPECT_EQ(workers().open()[0].credential, "oper/root");
  EXPECT_EQ(workers().open()[0].password, "open");
  EXPECT_EQ(link().checks_waiting(), 1u);
  EXPECT_EQ(Done(), Lines{});
  workers().Decide(true);
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 right"});
  EXPECT_EQ(link().checks_waiting(), 0u);
  EXPECT_EQ(Done(), Lines{});
}

TEST_F(RequestTest, AWrongPasswordHasOneResult) {
  EXPECT_EQ(Begin(Password(7, Hide("PASS open"))), std::nullopt);
  workers().Decide(false);
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 wrong"});
  EXPECT_EQ(Done(), Lines{});
}

TEST_F(RequestTest, AnUnknownPasswordIsAnsweredAtOnce) {
  const std::string handle = Hide("PASS open");
  for (const auto& result :
       {Begin(Password(7, "*99")), Begin(Password(8, handle), /*gone=*/true)}) {
    ASSERT_TRUE(result.has_value());
    EXPECT_FALSE(std::get<PasswordChecked>(*result).ok);
  }
  EXPECT_TRUE(workers().open().empty());
  EXPECT_EQ(link().checks_waiting(), 0u);
}

TEST_F(RequestTest, ASecretIsUsedOnce) {
  const std::string handle = Hide("PASS open");
  EXPECT_EQ(Begin(Password(7, handle)), std::nullopt);
  EXPECT_TRUE(Begin(Password(8, handle)).has_value());
  EXPECT_EQ(workers().open().size(), 1u);
}

TEST_F(RequestTest, ASaslMessageProvesTheAccount) {
  EXPECT_EQ(Begin(Sasl(7, "aLICE", "sesame")), std::nullopt);
  ASSERT_EQ(workers().open().size(), 1u);
  EXPECT_EQ(workers().open()[0].credential, "account/Alice");
  EXPECT_EQ(workers().open()[0].password, "sesame");
  workers().Decide(true);
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 account 'Alice'"});
  EXPECT_EQ(Done(), Lines{});
}

TEST_F(RequestTest, AWrongSaslPasswordProvesNoAccount) {
  EXPECT_EQ(Begin(Sasl(7, "alice", "open")), std::nullopt);
  workers().Decide(false);
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 account ''"});
}

// The time of the answer does not tell which accounts there are, in whatever spelling.
TEST_F(RequestTest, AnUnknownAccountIsCheckedToo) {
  EXPECT_EQ(Begin(Sasl(7, "eve", "sesame")), std::nullopt);
  EXPECT_EQ(Begin(Sasl(8, "EVE", "sesame")), std::nullopt);
  ASSERT_EQ(workers().open().size(), 2u);
  EXPECT_EQ(workers().open()[0].credential, "account/eve");
  EXPECT_EQ(workers().open()[1].credential, "account/eve");
  workers().Decide(true);
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 account ''"});
}

TEST_F(RequestTest, AnUnreadableSaslMessageIsAnsweredAtOnce) {
  Request request = Sasl(7, "alice", "sesame");
  std::get<CheckSasl>(request.what).mechanism = "EXTERNAL";
  for (const auto& result : {Begin(request), Begin(Sasl(8, "alice", "sesame"), /*gone=*/true)}) {
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(std::get<SaslChecked>(*result).account, "");
  }
  EXPECT_TRUE(workers().open().empty());
}

TEST_F(RequestTest, AGatewaysPasswordHasOneResult) {
  link().CheckGateway(SessionId{3}, IpAddress(), "gate", "sesame");
  link().CheckGateway(SessionId{4}, IpAddress(), "gate", "open");
  EXPECT_EQ(workers().open()[0].credential, "webirc/gate");
  EXPECT_EQ(workers().open()[0].password, "sesame");
  workers().Decide(true);
  workers().Decide(false);
  EXPECT_EQ(Done(), (Lines{"session 3: gateway gate right", "session 4: gateway gate wrong"}));
  EXPECT_EQ(Done(), Lines{});
}

TEST_F(RequestTest, ResultsMayComeInAnotherOrder) {
  Begin(Password(7, Hide("PASS one")));
  Begin(Sasl(8, "alice", "two"));
  link().CheckGateway(SessionId{3}, IpAddress(), "gate", "three");
  while (!workers().open().empty()) workers().Decide(workers().open().back().id, true);
  EXPECT_EQ(Done(), (Lines{"session 3: gateway gate right", "session 5: effect 8 account 'Alice'",
                           "session 5: effect 7 right"}));
}

// The core still gets the result that it waits for.
TEST_F(RequestTest, TheCheckOfWhoIsGoneIsDropped) {
  const auto submitted = [&](size_t index) {
    const auto* completed = std::get_if<Completed>(&link().ApplyNext(kStart)->event);
    return completed != nullptr && completed->result.index() == index ? completed->effect.value : 0;
  };
  Begin(Password(7, Hide("PASS one")));
  link().DropCheck(SessionId{4});
  EXPECT_EQ(workers().open().size(), 1u) << "another's";
  link().DropCheck(SessionId{5});
  EXPECT_TRUE(workers().open().empty());
  EXPECT_EQ(link().checks_waiting(), 0u);
  EXPECT_EQ(submitted(0), 7u);
  Begin(Sasl(8, "alice", "two"));
  link().DropCheck(SessionId{5});
  EXPECT_TRUE(workers().open().empty());
  EXPECT_EQ(submitted(3), 8u);
  link().CheckGateway(SessionId{3}, IpAddress(), "gate", "three");
  link().DropCheck(SessionId{3});
  EXPECT_TRUE(workers().open().empty());
  EXPECT_EQ(link().ApplyNext(kStart), nullptr) << "the core does not know of gateways";
  link().DropCheck(SessionId{3});
  EXPECT_EQ(Done(), Lines{});
}

TEST_F(RequestTest, ACheckThatHasEndedIsNotDropped) {
  Begin(Password(7, Hide("PASS one")));
  workers().Decide(true);
  link().DropCheck(SessionId{5});
  EXPECT_EQ(Done(), Lines{"session 5: effect 7 right"});
  EXPECT_EQ(link().ApplyNext(kStart), nullptr);
}

TEST_F(RequestTest, ACheckIsInTheNameOfAnAddress) {
  link().CheckGateway(SessionId{3}, *ParseIpAddress("192.0.2.9"), "gate", "three");
  EXPECT_EQ(AddressText(workers().open()[0].from), "192.0.2.9");
}

TEST_F(RequestTest, ACheckKeepsTheCredentialsOfItsTime) {
  Begin(Password(7, Hide("PASS one")));
  const auto later = std::make_shared<const Credentials>();
  link().SetCredentials(later);
  Begin(Password(8, Hide("PASS two")));
  EXPECT_TRUE(workers().open()[0].credentials->Has("account/Alice"));
  EXPECT_EQ(workers().open()[1].credentials, later);
}

// A recording into a file, of which a test can read what the thread has been given.
struct Recording {
  explicit Recording(const std::string& path)
      : path(path), made(*RecordingFile::Create(path)), file(*made) {}
  std::string Text() {
    file.Drain();
    return Read(path);
  }

  const std::string path;
  std::unique_ptr<RecordingFile> made;
  RecordingFile& file;
};

// After a crash in the core, the file ends with the event that caused it.
TEST(CoreLinkRecording, HasAnEventBeforeItsOutput) {
  Recording recording(absl::StrCat(::testing::TempDir(), "/core_link"));
  TestLink test(std::move(recording.made));
  test.link.Submit(ConnectedOf(1));
  test.link.Submit(Received{SessionId{1}, "PING x"});
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_TRUE(absl::StrContains(recording.Text(), "connect c1")) << recording.Text();
  EXPECT_FALSE(absl::StrContains(recording.Text(), "PING x"));
  EXPECT_EQ(test.ApplyNext(), 1);
  EXPECT_TRUE(absl::StrContains(recording.Text(), "PING x")) << recording.Text();
  EXPECT_FALSE(absl::StrContains(recording.Text(), "PONG"));
  test.link.FlushRecording();
  EXPECT_TRUE(absl::StrContains(recording.Text(), "PONG")) << recording.Text();
  EXPECT_EQ(test.link.TakeRecordingError(), "");
}

TEST(CoreLinkRecording, HasNoEventThatWasNotApplied) {
  Recording recording(absl::StrCat(::testing::TempDir(), "/core_link_gone"));
  TestLink test(std::move(recording.made));
  test.link.Submit(ConnectedOf(1));
  test.link.Submit(Disconnected{SessionId{2}, "not a session of the core"});
  while (test.ApplyNext() >= 0) continue;
  test.link.FlushRecording();
  EXPECT_FALSE(absl::StrContains(recording.Text(), "not a session")) << recording.Text();
}

TEST(CoreLinkRecording, ReportsItsErrorOnce) {
  Recording full("/dev/full");
  TestLink test(std::move(full.made));
  test.link.Submit(ConnectedOf(1));
  EXPECT_EQ(test.ApplyNext(), 1);
  full.file.Drain();
  test.link.Submit(ConnectedOf(2));
  EXPECT_EQ(test.ApplyNext(), 2) << "the server goes on";
  EXPECT_EQ(test.link.TakeRecordingError(), "No space left on device");
  EXPECT_EQ(test.link.TakeRecordingError(), "");
}

}  // namespace
}  // namespace irc
