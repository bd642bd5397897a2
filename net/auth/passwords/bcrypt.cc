#include "net/auth/passwords/bcrypt.h"

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace irc {
namespace {

constexpr size_t kRounds = 16;
constexpr size_t kKeyWords = kRounds + 2;
constexpr std::array<uint32_t, kKeyWords + 4 * 256> kPiWords = {
#include "net/auth/passwords/pi_words.inc"
};

using KeyWords = std::array<uint32_t, kKeyWords>;
using Salt = std::array<uint32_t, 4>;

class Blowfish {
 public:
  ~Blowfish() { ::OPENSSL_cleanse(words_.data(), sizeof(words_)); }

  // Makes the state depend on the key. The salt is mixed into each block; a salt of zeros does
  // nothing, as in Blowfish without one.
  void Expand(const KeyWords& key, const Salt& salt) {
    for (size_t i = 0; i < kKeyWords; ++i) words_[i] ^= key[i];
    uint32_t left = 0, right = 0;
    for (size_t i = 0; i < words_.size(); i += 2) {
      left ^= salt[i % 4];
      right ^= salt[i % 4 + 1];
      Encipher(left, right);
      words_[i] = left;
      words_[i + 1] = right;
    }
  }

  void Encipher(uint32_t& left, uint32_t& right) const {
    for (size_t i = 0; i < kRounds; i += 2) {
      left ^= words_[i];
      right ^= Mixed(left);
      right ^= words_[i + 1];
      left ^= Mixed(right);
    }
    const uint32_t last = left ^ words_[kRounds];
    left = right ^ words_[kRounds + 1];
    right = last;
  }

 private:
  uint32_t Mixed(uint32_t word) const {
    const uint32_t* boxes = words_.data() + kKeyWords;
    return ((boxes[word >> 24] + boxes[256 + (word >> 16 & 255)]) ^
            boxes[512 + (word >> 8 & 255)]) +
           boxes[768 + (word & 255)];
  }

  std::array<uint32_t, kPiWords.size()> words_ = kPiWords;
};

constexpr absl::string_view kAlphabet =
    "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

constexpr size_t kSaltCharacters = 22;
constexpr size_t kSettingSize = 7 + kSaltCharacters;

std::optional<Salt> ReadSalt(absl::string_view text) {
  Salt salt = {};
  for (size_t i = 0; i < kSaltCharacters * 6; ++i) {
    const size_t value = kAlphabet.find(text[i / 6]);
    if (value == absl::string_view::npos) return std::nullopt;
    // The last four bits stand for nothing.
    if (i < 128) salt[i / 32] = salt[i / 32] << 1 | (value >> (5 - i % 6) & 1);
  }
  return salt;
}

std::optional<int> ReadCost(absl::string_view setting) {
  if (setting.size() < kSettingSize || setting.substr(0, 2) != "$2" || setting[3] != '$' ||
      absl::string_view("aby").find(setting[2]) == absl::string_view::npos || setting[6] != '$') {
    return std::nullopt;
  }
  int cost = 0;
  for (const char c : setting.substr(4, 2)) {
    if (c < '0' || c > '9') return std::nullopt;
    cost = cost * 10 + (c - '0');
  }
  if (cost < 4 || cost > kLargestBcryptCost) return std::nullopt;
  return cost;
}

// The bytes of the password and a NUL, again and again.
KeyWords KeyOf(absl::string_view password) {
  KeyWords key = {};
  for (size_t i = 0; i < 4 * kKeyWords; ++i) {
    const size_t at = i % (password.size() + 1);
    const unsigned char byte = at < password.size() ? password[at] : '\0';
    key[i / 4] = key[i / 4] << 8 | byte;
  }
  return key;
}

void Prepare(Blowfish& blowfish, absl::string_view password, const Salt& salt, int cost) {
  KeyWords key = KeyOf(password);
  KeyWords salt_as_key;
  for (size_t i = 0; i < kKeyWords; ++i) salt_as_key[i] = salt[i % 4];
  blowfish.Expand(key, salt);
  for (uint32_t i = 0; i < uint32_t{1} << cost; ++i) {
    blowfish.Expand(key, Salt{});
    blowfish.Expand(salt_as_key, Salt{});
  }
  ::OPENSSL_cleanse(key.data(), sizeof(key));
}

}  // namespace

std::string Bcrypt(absl::string_view password, absl::string_view setting) {
  const std::optional<int> cost = ReadCost(setting);
  if (!cost) return "";
  const std::optional<Salt> salt = ReadSalt(setting.substr(7, kSaltCharacters));
  if (!salt) return "";
  Blowfish blowfish;
  Prepare(blowfish, password, *salt, *cost);
  // "OrpheanBeholderScryDoubt"
  std::array<uint32_t, 6> text = {0x4f727068, 0x65616e42, 0x65686f6c,
                                  0x64657253, 0x63727944, 0x6f756274};
  for (int i = 0; i < 64; ++i) {
    for (size_t j = 0; j < text.size(); j += 2) blowfish.Encipher(text[j], text[j + 1]);
  }
  std::string hash(setting.substr(0, kSettingSize));
  constexpr size_t kBits = 23 * 8;  // the last byte is left out
  for (size_t i = 0; i < kBits; i += 6) {
    size_t value = 0;
    for (size_t bit = i; bit < i + 6; ++bit) {
      value = value << 1 | (bit < kBits ? text[bit / 32] >> (31 - bit % 32) & 1 : 0);
    }
    hash += kAlphabet[value];
  }
  return hash;
}

}  // namespace irc
