#include "net/config/cautions.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "net/testing/config_text.h"
#include "net/testing/refused_calls.h"

namespace irc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);  // 2026-01-01

Lines CautionsAbout(absl::string_view text, mode_t mode) {
  const std::string path = Write("cautions.toml", text);
  EXPECT_EQ(::chmod(path.c_str(), mode), 0);
  Lines cautions = LoadConfig(path, {}).cautions;
  for (std::string& caution : cautions) caution = caution.substr(path.size());
  return cautions;
}

TEST(Cautions, OperatorsOfAccountsThatDoNotExist) {
  Config config;
  config.accounts = {"ann"};
  config.opers.push_back({.name = "anybody"});
  config.opers.push_back({.name = "a", .account = "Ann"});
  config.opers.push_back({.name = "b", .account = "Bob"});
  config.opers.push_back({.name = "c", .account = "carl"});
  EXPECT_EQ(CautionsOfOpers(config, {Put(AccountRow{.id = {1}, .name = "bOB"})}),
            Lines{"oper.account of 'c': there is no account 'carl'; until an operator registers it "
                  "with NickServ SAREGISTER, nobody can use this block"});
}

TEST(Cautions, AFileWithPasswordsThatEverybodyCanRead) {
  const Lines kReadable = {
      ": everybody on this machine can read the passwords in it; chmod o-r helps"};
  for (const char* text :
       {"[server]\npassword = 'x'\n", "[[account]]\nname = 'a'\npassword = 'x'\n",
        "[cloak]\nsecret = 'x'\n", "[[oper]]\nname = 'a'\npassword = 'x'\n",
        "[[webirc]]\nname = 'a'\npassword = 'x'\n"}) {
    EXPECT_EQ(CautionsAbout(text, 0644), kReadable) << text;
    EXPECT_EQ(CautionsAbout(text, 0640), Lines{}) << text;
  }
  EXPECT_EQ(CautionsAbout("[server]\nnetwork = 'x'\n", 0644), Lines{}) << "no password is in it";
  EXPECT_EQ(CautionsAbout("", 0662), Lines{": everybody on this machine can change it"});
}

// A certificate for irc.example that is valid from `from` until `until`, and its key.
struct Pair {
  Pair(absl::Time from, absl::Time until, mode_t key_mode = 0600) {
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_(::EVP_EC_gen("P-256"),
                                                              ::EVP_PKEY_free);
    const std::unique_ptr<X509, void (*)(X509*)> made(::X509_new(), ::X509_free);
    ::ASN1_TIME_set(::X509_getm_notBefore(made.get()), absl::ToTimeT(from));
    ::ASN1_TIME_set(::X509_getm_notAfter(made.get()), absl::ToTimeT(until));
    ::X509_NAME_add_entry_by_txt(::X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>("irc.example"), -1, -1, 0);
    ::X509_set_pubkey(made.get(), key_.get());
    ::X509_sign(made.get(), key_.get(), ::EVP_sha256());
    std::FILE* file = std::fopen(certificate.c_str(), "w");
    ::PEM_write_X509(file, made.get());
    std::fclose(file);
    file = std::fopen(key.c_str(), "w");
    ::PEM_write_PrivateKey(file, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    ::chmod(key.c_str(), key_mode);
  }

  std::string certificate = absl::StrCat(::testing::TempDir(), "/cautions.crt");
  std::string key = absl::StrCat(::testing::TempDir(), "/cautions.key");
};

Lines CautionsAbout(const Pair& pair, FullConfig config = {},
                    const std::vector<Listener>& listeners = {}) {
  config.shell.tls_keys = {pair.key};
  const auto tls = TlsCredentials::Load({{pair.certificate, pair.key}});
  EXPECT_TRUE(tls.ok()) << tls.status();
  Lines cautions = CautionsOfTls(config, listeners, tls->get(), kNow);
  for (std::string& caution : cautions) {
    const size_t at = caution.find(::testing::TempDir());
    if (at != std::string::npos) caution.erase(at, ::testing::TempDir().size() + 1);
  }
  return cautions;
}

TEST(Cautions, CertificatesThatExpire) {
  const absl::Duration day = absl::Hours(24);
  EXPECT_EQ(CautionsAbout(Pair(kNow - day, kNow + 15 * day)), Lines{});
  EXPECT_EQ(CautionsAbout(Pair(kNow - day, kNow + 14 * day)),
            Lines{"tls.certificates: 'cautions.crt' expires soon, on 2026-01-15"});
  EXPECT_EQ(CautionsAbout(Pair(kNow - 2 * day, kNow)),
            Lines{"tls.certificates: 'cautions.crt' has expired on 2026-01-01"});
  EXPECT_EQ(CautionsAbout(Pair(kNow + day, kNow + 90 * day)),
            Lines{"tls.certificates: 'cautions.crt' is not valid before 2026-01-02"});
  EXPECT_EQ(CautionsAbout(Pair(kNow - day, kNow + 90 * day, 0644)),
            Lines{"tls.keys: everybody on this machine can read 'cautions.key'"});
}

std::vector<Listener> ListenersAt(const std::vector<std::string>& addresses) {
  ShellConfig config;
  config.listen_addresses = addresses;
  return ListenersOf(config);
}

TEST(Cautions, AnStsPolicyThatNobodyCanFollow) {
  const Pair pair(kNow - absl::Hours(1), kNow + absl::Hours(24 * 90));
  FullConfig config;
  config.core.server_name = "irc.example";
  config.core.sts_port = 6697;
  const Lines kNone = {
      "tls.sts_port: no listener has port 6697, so clients that hold to the policy "
      "cannot connect"};
  EXPECT_EQ(CautionsAbout(pair, config, ListenersAt({"*:6697 tls"})), Lines{});
  EXPECT_EQ(CautionsAbout(pair, config, ListenersAt({"*", "*:6667"})), kNone);
  EXPECT_EQ(CautionsAbout(pair, config, ListenersAt({"*:6698 tls"})), kNone);
  EXPECT_EQ(
      CautionsAbout(pair, config, ListenersAt({"*:6697"})),
      Lines{"tls.sts_port: the listener of port 6697 does not speak TLS, so clients that hold "
            "to the policy cannot connect"});
  EXPECT_EQ(CautionsAbout(pair, config, ListenersAt({"*:6667", "127.0.0.1:6670 proxy"})), Lines{})
      << "the proxy may speak TLS";
  config.shell.sts_hosts = {"irc.example", "chat.example"};
  EXPECT_EQ(
      CautionsAbout(pair, config, ListenersAt({"*:6697 tls"})),
      Lines{"tls.sts_hosts: no certificate is for 'chat.example', so clients that hold to the "
            "policy cannot connect"});
  config.core.sts_port = 0;
  EXPECT_EQ(CautionsAbout(pair, config), Lines{});
}

// In a process of its own, because a filter of system calls stays.
TEST(Cautions, WhatTheSystemRefuses) {
  const auto tell = [] {
    ShellConfig config;
    const Lines by_default = CautionsOfSystem(config);
    config.poller = "epoll";
    config.io = "io_uring";
    RefuseCalls({SYS_epoll_create1, SYS_io_uring_setup});
    const Lines refused = CautionsOfSystem(config);
    config.poller = "select";
    config.io = "plain";
    std::fprintf(stderr, "%s | %s | %s", absl::StrJoin(by_default, ", ").c_str(),
                 absl::StrJoin(refused, ", ").c_str(),
                 absl::StrJoin(CautionsOfSystem(config), ", ").c_str());
    std::_Exit(0);
  };
  EXPECT_EXIT(tell(), ::testing::ExitedWithCode(0),
              "^ \\| listen.poller: the system refuses epoll, listen.io: the system refuses "
              "io_uring \\| $");
}

}  // namespace
}  // namespace irc
