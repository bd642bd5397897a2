#include "core/protocol/unicode/precis.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/ascii.h"
#include "core/check.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

using Text = std::u32string;  // code points

// Nothing when `bytes` is not UTF-8.
std::optional<Text> Decode(absl::string_view bytes) {
  Text text;
  text.reserve(bytes.size());
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes.data(), i, size, c);
    if (c < 0) return std::nullopt;
    text.push_back(static_cast<char32_t>(c));
  }
  return text;
}

std::string Encode(const Text& text) {
  std::string bytes;
  bytes.reserve(text.size() * 2);
  for (char32_t c : text) {
    char each[U8_MAX_LENGTH];
    int32_t size = 0;
    U8_APPEND_UNSAFE(each, size, static_cast<UChar32>(c));
    bytes.append(each, static_cast<size_t>(size));
  }
  return bytes;
}

void Append(Text& text, const icu::UnicodeString& units) {
  for (int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    text.push_back(static_cast<char32_t>(units.char32At(i)));
  }
}

const icu::Normalizer2& Nfc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  IRC_CHECK(U_SUCCESS(error), "the tables of NFC are part of ICU");
  return *nfc;
}

const icu::Normalizer2& Nfkc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  IRC_CHECK(U_SUCCESS(error), "the tables of NFKC are part of ICU");
  return *nfkc;
}

Text Compose(const Text& text) {
  icu::UnicodeString units;
  for (char32_t c : text) units.append(static_cast<UChar32>(c));
  UErrorCode error = U_ZERO_ERROR;
  Text composed;
  Append(composed, Nfc().normalize(units, error));
  return composed;
}

bool IsWildcardInDisguise(char32_t c) { return c == 0xff0a || c == 0xff1f; }

// RFC 8265, 3.3.2: wide and narrow characters become what they are a form of.
Text MapWidths(const Text& text) {
  Text mapped;
  for (char32_t c : text) {
    const int32_t form = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_DECOMPOSITION_TYPE);
    icu::UnicodeString ordinary;
    if ((form == U_DT_WIDE || form == U_DT_NARROW) && !IsWildcardInDisguise(c) &&
        Nfkc().getDecomposition(static_cast<UChar32>(c), ordinary)) {
      Append(mapped, ordinary);
    } else {
      mapped.push_back(c);
    }
  }
  return mapped;
}

Text ToLower(const Text& text) {
  Text lower;
  for (char32_t c : text) {
    if (c == 0x130) {  // the one letter with two for its lower case: I with a dot
      lower += U"i\u0307";
    } else {
      lower.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
  }
  return lower;
}

// RFC 8264, section 7: until nothing changes; text that never comes to rest is of no use anyway.
Text FoldText(Text text) {
  constexpr int kRounds = 4;
  for (int i = 0; i < kRounds; ++i) {
    Text next = Compose(ToLower(MapWidths(text)));
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

bool HasScript(char32_t c, UScriptCode script) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error) == script;
}

int32_t JoiningType(char32_t c) {
  return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_JOINING_TYPE);
}

// RFC 5892, A.1: between letters that are written together.
bool JoinsLetters(const Text& text, size_t i) {
  size_t before = i, after = i + 1;
  while (before > 0 && JoiningType(text[before - 1]) == U_JT_TRANSPARENT) --before;
  while (after < text.size() && JoiningType(text[after]) == U_JT_TRANSPARENT) ++after;
  if (before == 0 || after == text.size()) return false;
  const int32_t left = JoiningType(text[before - 1]), right = JoiningType(text[after]);
  return (left == U_JT_LEFT_JOINING || left == U_JT_DUAL_JOINING) &&
         (right == U_JT_RIGHT_JOINING || right == U_JT_DUAL_JOINING);
}

bool IsArabicDigit(char32_t c) { return c >= 0x660 && c <= 0x669; }
bool IsExtendedArabicDigit(char32_t c) { return c >= 0x6f0 && c <= 0x6f9; }

// The characters with a rule of their own (RFC 5892, sections 2.6 and 2.8, and appendix A): whether
// the one at `i` may stand there. Nothing for all others.
std::optional<bool> ExceptionAt(const Text& text, size_t i) {
  const char32_t c = text[i];
  const auto before = [&](auto test) { return i > 0 && test(text[i - 1]); };
  const auto after = [&](auto test) { return i + 1 < text.size() && test(text[i + 1]); };
  const auto is_l = [](char32_t other) { return other == 'l'; };
  const auto is_greek = [](char32_t other) { return HasScript(other, USCRIPT_GREEK); };
  const auto is_hebrew = [](char32_t other) { return HasScript(other, USCRIPT_HEBREW); };
  const auto follows_virama = [](char32_t other) {
    return u_getCombiningClass(static_cast<UChar32>(other)) == 9;
  };
  const auto is_japanese = [](char32_t other) {
    return HasScript(other, USCRIPT_HIRAGANA) || HasScript(other, USCRIPT_KATAKANA) ||
           HasScript(other, USCRIPT_HAN);
  };
  if (IsArabicDigit(c)) return std::none_of(text.begin(), text.end(), IsExtendedArabicDigit);
  if (IsExtendedArabicDigit(c)) return std::none_of(text.begin(), text.end(), IsArabicDigit);
  switch (c) {
    case 0xdf:
    case 0x3c2:
    case 0x6fd:
    case 0x6fe:
    case 0xf0b:
    case 0x3007:
      return true;
    case 0x640:
    case 0x7fa:
    case 0x302e:
    case 0x302f:
    case 0x303b:
    case 0x3031:
    case 0x3032:
    case 0x3033:
    case 0x3034:
    case 0x3035:
      return false;
    case 0xb7:
      return before(is_l) && after(is_l);
    case 0x375:
      return after(is_greek);
    case 0x5f3:
    case 0x5f4:
      return before(is_hebrew);
    case 0x30fb:
      return std::any_of(text.begin(), text.end(), is_japanese);
    case 0x200c:
      return before(follows_virama) || JoinsLetters(text, i);
    case 0x200d:
      return before(follows_virama);
    default:
      return std::nullopt;
  }
}

// RFC 8264, section 8, for the IdentifierClass.
bool MayStandAt(const Text& text, size_t i) {
  if (const std::optional<bool> exception = ExceptionAt(text, i)) return *exception;
  const auto c = static_cast<UChar32>(text[i]);
  if (c < 0x80) return c > 0x20 && c < 0x7f;
  const int32_t syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_LEADING_JAMO || syllable == U_HST_VOWEL_JAMO ||
      syllable == U_HST_TRAILING_JAMO) {
    return false;
  }
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return false;
  UErrorCode error = U_ZERO_ERROR;
  if (!Nfkc().isNormalized(icu::UnicodeString(c), error)) return false;
  constexpr uint32_t kLetterDigits = U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_LM_MASK |
                                     U_GC_ND_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
  return (U_GET_GC_MASK(c) & kLetterDigits) != 0;
}

bool IsOfIdentifierClass(const Text& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!MayStandAt(text, i)) return false;
  }
  return true;
}

uint32_t DirectionBit(char32_t c) {
  return uint32_t{1} << u_charDirection(static_cast<UChar32>(c));
}

// RFC 5893, section 2. Text without a character of a right-to-left script obeys it.
bool ObeysBidiRule(const Text& text) {
  constexpr uint32_t kL = 1u << U_LEFT_TO_RIGHT, kR = 1u << U_RIGHT_TO_LEFT,
                     kAl = 1u << U_RIGHT_TO_LEFT_ARABIC, kAn = 1u << U_ARABIC_NUMBER,
                     kEn = 1u << U_EUROPEAN_NUMBER, kNsm = 1u << U_DIR_NON_SPACING_MARK;
  constexpr uint32_t kNeutral = 1u << U_EUROPEAN_NUMBER_SEPARATOR |
                                1u << U_COMMON_NUMBER_SEPARATOR |
                                1u << U_EUROPEAN_NUMBER_TERMINATOR | 1u << U_OTHER_NEUTRAL |
                                1u << U_BOUNDARY_NEUTRAL | kNsm | kEn;
  uint32_t all = 0, last = 0;
  for (char32_t c : text) {
    const uint32_t bit = DirectionBit(c);
    all |= bit;
    if (bit != kNsm) last = bit;
  }
  if ((all & (kR | kAl | kAn)) == 0) return true;
  const uint32_t first = DirectionBit(text.front());
  if (first == kL) return (all & ~(kNeutral | kL)) == 0 && (last & (kL | kEn)) != 0;
  if ((first & (kR | kAl)) == 0) return false;
  const bool both_numbers = (all & kEn) != 0 && (all & kAn) != 0;
  return (all & ~(kNeutral | kR | kAl | kAn)) == 0 && (last & (kR | kAl | kEn | kAn)) != 0 &&
         !both_numbers;
}

}  // namespace

std::string FoldUnicode(absl::string_view bytes) {
  std::optional<Text> text = IsAscii(bytes) ? std::nullopt : Decode(bytes);
  if (!text.has_value()) return absl::AsciiStrToLower(bytes);
  return Encode(FoldText(*std::move(text)));
}

bool IsIdentifier(absl::string_view name) {
  std::optional<Text> text = Decode(name);
  if (!text.has_value() || text->empty()) return false;
  const Text prepared = MapWidths(*text);
  if (!IsOfIdentifierClass(prepared)) return false;
  const Text folded = FoldText(*std::move(text));
  return IsOfIdentifierClass(folded) && ObeysBidiRule(folded) &&
         (U_GET_GC_MASK(static_cast<UChar32>(folded.front())) & U_GC_M_MASK) == 0;
}

bool IsVisible(absl::string_view bytes) {
  const std::optional<Text> text = Decode(bytes);
  return text.has_value() && std::all_of(text->begin(), text->end(), [](char32_t c) {
           const auto point = static_cast<UChar32>(c);
           return (U_GET_GC_MASK(point) & (U_GC_C_MASK | U_GC_Z_MASK)) == 0 &&
                  !u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
         });
}

}  // namespace irc
