#include "core/conn/secrets.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

std::string Hidden(Secrets& secrets, std::string line) {
  secrets.Hide(line, {});
  return line;
}

TEST(Secrets, ReplacesThePasswordsOfTheTable) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "PASS sesame"), "PASS *1");
  EXPECT_EQ(Hidden(secrets, "OPER root :open sesame"), "OPER root :*2");
  EXPECT_EQ(Hidden(secrets, "@label=1 :me oper  root  sesame "), "@label=1 :me oper  root  *3");
  EXPECT_EQ(secrets.Take("*1"), "sesame");
  EXPECT_EQ(secrets.Take("*2"), "open sesame");
  EXPECT_EQ(secrets.Take("*3"), "sesame");
}

TEST(Secrets, LeavesEverythingElseAlone) {
  Secrets secrets;
  for (const char* line : {"", " ", "PASS", "OPER root", "NICK sesame", "PRIVMSG #c :PASS sesame",
                           "@pass=1", ":PASS", "PASSWORD sesame"}) {
    EXPECT_EQ(Hidden(secrets, line), line);
  }
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
}

TEST(Secrets, HidesWhatAServiceIsTold) {
  const std::pair<const char*, const char*> lines[] = {
      {"PRIVMSG NickServ :IDENTIFY sesame", "PRIVMSG NickServ :IDENTIFY *1/6"},
      {"privmsg nickserv :identify alice sesame", "privmsg nickserv :identify alice *1/6"},
      {"@label=1 :al PRIVMSG NickServ@irc.local :REGISTER sesame al@example.org",
       "@label=1 :al PRIVMSG NickServ@irc.local :REGISTER *1/6 al@example.org"},
      {"NOTICE NickServ :IDENTIFY sesame", "NOTICE NickServ :IDENTIFY *1/6"},
      {"PRIVMSG #c,NickServ :IDENTIFY sesame", "PRIVMSG #c,NickServ :IDENTIFY *1/6"},
      {"PRIVMSG NickServ IDENTIFY sesame", "PRIVMSG NickServ :IDENTIFY *1/6"},
      {"NS GHOST al sesame", "NS :GHOST al *1/6"},
      {"NICKSERV :REGAIN  al  sesame ", "NICKSERV :REGAIN al *1/6"},
      {"NS SETPASS alice sesame", "NS :SETPASS alice *1/6"},
      {"NS 2FA sesame", "NS :2FA *1/6"},
      {"NS 2FA confirm sesame", "NS :2FA confirm *1/6"},
      {"NS 2FA sesame OFF", "NS :2FA *1/6 OFF"},
  };
  for (const auto& [line, hidden] : lines) {
    Secrets secrets;
    EXPECT_EQ(Hidden(secrets, line), hidden);
    EXPECT_EQ(secrets.Take("*1/6"), "sesame") << line;
  }
}

TEST(Secrets, HidesCodesAndNewPasswords) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "VERIFY alice abcd2345"), "VERIFY alice *1");
  EXPECT_EQ(Hidden(secrets, "RECOVER CONFIRM alice 123456"), "RECOVER CONFIRM alice *2");
  EXPECT_EQ(Hidden(secrets, "RECOVER REQUEST alice"), "RECOVER REQUEST alice");
  EXPECT_EQ(Hidden(secrets, "SETPASS :open sesame"), "SETPASS :*3/11");
  EXPECT_EQ(Hidden(secrets, "NS RESETPASS alice 123456 sesame more"),
            "NS :RESETPASS alice *4/6 *5/6 *6/4");
  EXPECT_EQ(Hidden(secrets, "NS VERIFY abcd2345"), "NS :VERIFY *7/8");
  EXPECT_EQ(secrets.Take("*3/11"), "open sesame");
  EXPECT_EQ(secrets.Take("*4/6"), "123456");
  EXPECT_EQ(secrets.Take("*5/6"), "sesame");
}

TEST(Secrets, TheSecretOf2faDependsOnItsSubcommand) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "2FA ADD totp phone 123456"), "2FA ADD totp phone *1/6");
  EXPECT_EQ(Hidden(secrets, "2FA disable totp 123456 more"), "2FA disable totp *2/6");
  EXPECT_EQ(Hidden(secrets, "2FA REMOVE 7"), "2FA REMOVE 7");
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE TOTP"), "AUTHENTICATE TOTP");
}

TEST(Secrets, HidesWhatAServiceIsToldByAnotherName) {
  const ServiceNames names = {
      .aliases = {"Q=NickServ"}, .names = {"NickServ=N"}, .disabled = {"NickServ"}};
  const std::pair<const char*, const char*> lines[] = {
      {"PRIVMSG Q :IDENTIFY sesame", "PRIVMSG Q :IDENTIFY *1/6"},
      {"PRIVMSG #c,q@irc.local :IDENTIFY sesame", "PRIVMSG #c,q@irc.local :IDENTIFY *1/6"},
      {"q RELEASE al sesame", "q :RELEASE al *1/6"},
      {"PRIVMSG n :IDENTIFY sesame", "PRIVMSG n :IDENTIFY *1/6"},
      {"N IDENTIFY sesame", "N :IDENTIFY *1/6"},
      {"NICKSERV IDENTIFY sesame", "NICKSERV :IDENTIFY *1/6"},
      {"PRIVMSG QQ :IDENTIFY sesame", "PRIVMSG QQ :IDENTIFY sesame"},
  };
  for (const auto& [line, hidden] : lines) {
    Secrets secrets;
    std::string text = line;
    secrets.Hide(text, names);
    EXPECT_EQ(text, hidden);
  }
}

TEST(Secrets, HidesWhatAServiceDoesNotKnow) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "NS IDENTFIY alice sesame"), "NS :IDENTFIY * *");
  EXPECT_EQ(Hidden(secrets, "PRIVMSG NickServ sesame"), "PRIVMSG NickServ :sesame");
  EXPECT_EQ(Hidden(secrets, "PRIVMSG NickServ :"), "PRIVMSG NickServ :");
  EXPECT_EQ(Hidden(secrets, "NS"), "NS :");
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
}

TEST(Secrets, LeavesWhatIsNoSecretOfAService) {
  Secrets secrets;
  for (const char* line :
       {"PRIVMSG NickServ :INFO alice", "NS :CERT ADD abcd", "PRIVMSG alice :IDENTIFY sesame",
        "TAGMSG NickServ", "PRIVMSG NickServ2 :IDENTIFY sesame"}) {
    EXPECT_EQ(Hidden(secrets, line), line);
  }
}

TEST(Secrets, OfAServiceAreGoneFromLinesThatAreRefused) {
  Secrets secrets;
  std::string line = "PRIVMSG NickServ :IDENTIFY sesame";
  line += '\0';
  const std::string hidden = Hidden(secrets, line);
  EXPECT_FALSE(absl::StrContains(hidden, "sesame"));
  EXPECT_EQ(hidden.size(), line.size());
  EXPECT_TRUE(absl::StrContains(hidden, '\0')) << "it is refused all the same";
  const std::string long_line = absl::StrCat("NS IDENTIFY sesame", std::string(600, 'x'));
  EXPECT_FALSE(absl::StrContains(Hidden(secrets, long_line), "sesame"));
}

TEST(Secrets, AHandleOpensOnce) {
  Secrets secrets;
  Hidden(secrets, "PASS sesame");
  EXPECT_EQ(secrets.Take("1"), std::nullopt);
  EXPECT_EQ(secrets.Take("*"), std::nullopt);
  EXPECT_EQ(secrets.Take("*2"), std::nullopt);
  EXPECT_EQ(secrets.Take("*1"), "sesame");
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
}

TEST(Secrets, AClientCanNotForgeAHandle) {
  Secrets secrets;
  Hidden(secrets, "PASS sesame");
  EXPECT_EQ(Hidden(secrets, "OPER root *1"), "OPER root *2");
  EXPECT_EQ(secrets.Take("*2"), "*1");
}

TEST(Secrets, WhatFollowsASecretGoesWithIt) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "PASS open sesame"), "PASS *1");
  EXPECT_EQ(secrets.Take("*1"), "open");
}

TEST(Secrets, AnEmptyPasswordIsOne) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "PASS :"), "PASS :*1");
  EXPECT_EQ(secrets.Take("*1"), "");
}

TEST(Secrets, ARefusedLineStaysRefusedAndTellsNothing) {
  Secrets secrets;
  const std::string word(600, 's');
  EXPECT_EQ(Hidden(secrets, absl::StrCat("PASS ", word)),
            absl::StrCat("PASS ", std::string(600, '*')));
  EXPECT_EQ(Hidden(secrets, std::string("PASS se\0same", 12)), std::string("PASS **\0****", 12));
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
}

TEST(Secrets, TheLongestLineIsNotRefused) {
  Secrets secrets;
  const std::string word(505, 's');  // with "PASS " 510 bytes
  EXPECT_EQ(Hidden(secrets, absl::StrCat("PASS ", word)), "PASS *1");
  EXPECT_EQ(Hidden(secrets, absl::StrCat("@label=1 PASS ", word)), "@label=1 PASS *2");
  EXPECT_EQ(secrets.Take("*1"), word);
  EXPECT_EQ(Hidden(secrets, absl::StrCat("PASS s", word)),
            absl::StrCat("PASS ", std::string(506, '*')));
}

TEST(Secrets, TheOldestIsForgotten) {
  Secrets secrets;
  for (size_t i = 1; i <= Secrets::kKeptMax + 1; ++i) {
    EXPECT_EQ(Hidden(secrets, absl::StrCat("PASS word", i)), absl::StrCat("PASS *", i));
  }
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
  EXPECT_EQ(secrets.Take("*2"), "word2");
}

TEST(Secrets, LeavesTheWordsOfALogin) {
  Secrets secrets;
  for (const char* line : {"AUTHENTICATE PLAIN", "authenticate PLAIN", "AUTHENTICATE +",
                           "@label=1 AUTHENTICATE :*", "AUTHENTICATE"}) {
    EXPECT_EQ(Hidden(secrets, line), line);
  }
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE PLAIN AHNlc2FtZQ=="), "AUTHENTICATE PLAIN");
  EXPECT_EQ(secrets.Take("*1"), std::nullopt);
}

TEST(Secrets, HidesEverythingElseOfALogin) {
  Secrets secrets;
  const std::string piece(400, 'A');
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE AGJvYgBzZXNhbWU="), "AUTHENTICATE *1/16");
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE *1/16"), "AUTHENTICATE *2/5");
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE SESAME"), "AUTHENTICATE *3/6");
  EXPECT_EQ(Hidden(secrets, "AUTHENTICATE :"), "AUTHENTICATE :*4/0");
  EXPECT_EQ(Hidden(secrets, absl::StrCat("AUTHENTICATE ", piece)), "AUTHENTICATE *5/400");
  EXPECT_EQ(secrets.Take("*1/16"), "AGJvYgBzZXNhbWU=");
  EXPECT_EQ(secrets.Take("*2/5"), "*1/16");
  EXPECT_EQ(secrets.Take("*5/400"), piece);
  EXPECT_EQ(secrets.Take("*5/400"), std::nullopt);
}

TEST(Secrets, OfRegistrationsTheLengthIsTold) {
  Secrets secrets;
  EXPECT_EQ(Hidden(secrets, "REGISTER * * sesame"), "REGISTER * * *1/6");
  EXPECT_EQ(Hidden(secrets, "VERIFY bob 1234"), "VERIFY bob *2");
}

// The password is not in the resulting line, in any spelling of the command.
RC_GTEST_PROP(Secrets, NoPasswordGetsThrough, ()) {
  const auto spaces = [] { return std::string(*rc::gen::inRange<size_t>(1, 4), ' '); };
  const std::string password =
      absl::StrCat("Zq7", *rc::gen::container<std::string>(rc::gen::inRange<char>('!', '~')));
  std::string line;
  if (*rc::gen::arbitrary<bool>()) absl::StrAppend(&line, "@a=b;label=9", spaces());
  if (*rc::gen::arbitrary<bool>()) absl::StrAppend(&line, ":source", spaces());
  absl::StrAppend(&line, *rc::gen::element<std::string>("PASS", "pass", "OPER root", "Oper :"),
                  spaces(), *rc::gen::arbitrary<bool>() ? ":" : "", password);
  const bool two_params = absl::StrContains(line, "Oper :");
  const bool refused = *rc::gen::arbitrary<bool>();
  if (refused) line.append("\0more", 5);
  Secrets secrets;
  secrets.Hide(line, {});
  // "Oper : x" has one parameter and so no password; the core replies 461.
  RC_ASSERT(absl::StrContains(line, "Zq7") == two_params);
  RC_ASSERT(secrets.Take("*1").has_value() == (!two_params && !refused));
}

}  // namespace
}  // namespace irc
