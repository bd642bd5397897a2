#include "net/import/foreign_modes.h"

#include <array>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

constexpr uint32_t kCommonBits = 0x1ff;  // every server has these
constexpr int kIrcds = 4;

// The letter of ours for each server of AthemeIrcd; '-': there is none.
struct AthemeBitRow {
  uint32_t bit;
  char letters[kIrcds + 1];
};
constexpr std::array kAthemeBits = {
    AthemeBitRow{0x1, "iiii"},        AthemeBitRow{0x2, "kkkk"},
    AthemeBitRow{0x4, "llll"},        AthemeBitRow{0x8, "mmmm"},
    AthemeBitRow{0x10, "nnnn"},       AthemeBitRow{0x40, "pppp"},
    AthemeBitRow{0x80, "ssss"},       AthemeBitRow{0x100, "tttt"},
    AthemeBitRow{0x1000, "cccR"},     AthemeBitRow{0x2000, "RMM-"},
    AthemeBitRow{0x4000, "URR-"},     AthemeBitRow{0x8000, "---z"},
    AthemeBitRow{0x10000, "-T--"},    AthemeBitRow{0x20000, "-QQ-"},
    AthemeBitRow{0x40000, "-cc-"},    AthemeBitRow{0x100000, "C---"},
    AthemeBitRow{0x200000, "ECC-"},   AthemeBitRow{0x400000, "zuu-"},
    AthemeBitRow{0x800000, "-zz-"},   AthemeBitRow{0x1000000, "-NN-"},
    AthemeBitRow{0x2000000, "T---"},  AthemeBitRow{0x10000000, "M-T-"},
    AthemeBitRow{0x20000000, "-DD-"},
};

struct AthemeModule {
  absl::string_view prefix;
  AthemeIrcd ircd;
};
constexpr std::array kAthemeModules = {
    AthemeModule{"solanum", AthemeIrcd::kSolanum},
    AthemeModule{"charybdis", AthemeIrcd::kSolanum},
    AthemeModule{"ircd-seven", AthemeIrcd::kSolanum},
    AthemeModule{"inspircd", AthemeIrcd::kInspircd},
    AthemeModule{"unreal", AthemeIrcd::kUnreal},
    AthemeModule{"ngircd", AthemeIrcd::kNgircd},
};

struct AnopeModeRow {
  absl::string_view name;
  char letter;
};
constexpr std::array kAnopeModes = {
    AnopeModeRow{"AUDITORIUM", 'u'},
    AnopeModeRow{"BAN", 'b'},
    AnopeModeRow{"BLOCKCOLOR", 'c'},
    AnopeModeRow{"DELAYEDJOIN", 'D'},
    AnopeModeRow{"EXCEPT", 'e'},
    AnopeModeRow{"INVITE", 'i'},
    AnopeModeRow{"INVITEOVERRIDE", 'I'},
    AnopeModeRow{"JOINFLOOD", 'j'},
    AnopeModeRow{"KEY", 'k'},
    AnopeModeRow{"LIMIT", 'l'},
    AnopeModeRow{"MODERATED", 'm'},
    AnopeModeRow{"NOCTCP", 'C'},
    AnopeModeRow{"NOEXTERNAL", 'n'},
    AnopeModeRow{"NOKICK", 'Q'},
    AnopeModeRow{"NONICK", 'N'},
    AnopeModeRow{"NONOTICE", 'T'},
    AnopeModeRow{"OPMODERATED", 'U'},
    AnopeModeRow{"PRIVATE", 'p'},
    AnopeModeRow{"QUIET", 'y'},
    AnopeModeRow{"REDIRECT", 'f'},
    AnopeModeRow{"REGISTEREDONLY", 'R'},
    AnopeModeRow{"REGMODERATED", 'M'},
    AnopeModeRow{"SECRET", 's'},
    AnopeModeRow{"SSL", 'z'},
    AnopeModeRow{"STRIPCOLOR", 'c'},
    AnopeModeRow{"TOPIC", 't'},
};

}  // namespace

std::optional<AthemeIrcd> AthemeIrcdOf(absl::string_view module) {
  if (!absl::ConsumePrefix(&module, "protocol/")) return std::nullopt;
  for (const AthemeModule& row : kAthemeModules) {
    if (absl::StartsWith(module, row.prefix)) return row.ircd;
  }
  return AthemeIrcd::kUnknown;
}

std::string LettersOfAtheme(AthemeIrcd ircd, uint32_t bits) {
  std::string letters;
  for (const AthemeBitRow& row : kAthemeBits) {
    if ((bits & row.bit) == 0) continue;
    if (ircd == AthemeIrcd::kUnknown && (row.bit & kCommonBits) == 0) continue;
    const char letter =
        ircd == AthemeIrcd::kUnknown ? row.letters[0] : row.letters[static_cast<int>(ircd) - 1];
    if (letter == '-') continue;
    bits &= ~row.bit;
    if (letters.find(letter) == std::string::npos) letters.push_back(letter);
  }
  for (; bits != 0; bits &= bits - 1) letters.push_back('?');
  return letters;
}

char LetterOfAnope(absl::string_view name) {
  for (const AnopeModeRow& row : kAnopeModes) {
    if (row.name == name) return row.letter;
  }
  return '\0';
}

}  // namespace irc
