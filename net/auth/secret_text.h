// A password on its way to the check. Its bytes are overwritten when it is destroyed, on whatever
// way: checked, cancelled, or left over when the server ends.
#ifndef IRCSERV_NET_AUTH_SECRET_TEXT_H_
#define IRCSERV_NET_AUTH_SECRET_TEXT_H_

#include <openssl/crypto.h>

#include <memory>
#include <string>

namespace irc {

// Overwrites all bytes of `text` with NUL.
inline void Wipe(std::string& text) { ::OPENSSL_cleanse(text.data(), text.size()); }

// Movable, not copyable. The text lies on the heap, because a moved std::string that is short
// leaves a copy behind.
class SecretText {
 public:
  // Takes the text over: `text` is wiped and then empty.
  explicit SecretText(std::string&& text) : text_(new std::string(text)) {
    Wipe(text);
    text.clear();
  }

  // REQUIRES: not moved from.
  const std::string& text() const { return *text_; }

 private:
  struct WipeAndDelete {
    void operator()(std::string* text) const {
      Wipe(*text);
      delete text;
    }
  };

  std::unique_ptr<std::string, WipeAndDelete> text_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_SECRET_TEXT_H_
