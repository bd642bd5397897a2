#include "net/external/introspection.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace irc {
namespace {

ExternalAnswer NoAnswer(std::string why) {
  return {.verdict = ExternalVerdict::kNoAnswer,
          .detail = absl::StrCat("the issuer was not heard: ", why)};
}

// A value of the type application/x-www-form-urlencoded.
std::string FormValue(absl::string_view text) {
  const std::unique_ptr<char, void (*)(void*)> escaped(
      ::curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), ::curl_free);
  return escaped == nullptr ? "" : escaped.get();
}

// One request and its answer.
class Request {
 public:
  explicit Request(const IntrospectionOptions& options, const std::string& token)
      : form_(absl::StrCat("token=", FormValue(token), "&token_type_hint=access_token")) {
    headers_ = ::curl_slist_append(nullptr, "Accept: application/json");
    Set(CURLOPT_URL, options.url.c_str());
    Set(CURLOPT_PROTOCOLS_STR, "http,https");
    Set(CURLOPT_FOLLOWLOCATION, 0L);
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_NOPROXY, "*");
    Set(CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(options.timeout)));
    Set(CURLOPT_HTTPHEADER, headers_);
    Set(CURLOPT_POSTFIELDSIZE, static_cast<long>(form_.text().size()));
    Set(CURLOPT_POSTFIELDS, form_.text().c_str());
    Set(CURLOPT_WRITEFUNCTION, &Request::Write);
    Set(CURLOPT_WRITEDATA, this);
    if (options.client_id.empty()) return;
    Set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    Set(CURLOPT_USERNAME, options.client_id.c_str());
    Set(CURLOPT_PASSWORD, options.client_secret.c_str());
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request() {
    ::curl_multi_remove_handle(multi_, easy_);
    ::curl_easy_cleanup(easy_);
    ::curl_multi_cleanup(multi_);
    ::curl_slist_free_all(headers_);
  }

  // Why there is no answer with the status 200; empty: there is one.
  std::string Run(int stop) {
    ::curl_multi_add_handle(multi_, easy_);
    int running = 1;
    while (true) {
      if (const CURLMcode code = ::curl_multi_perform(multi_, &running)) {
        return ::curl_multi_strerror(code);
      }
      if (running == 0) return Result();
      curl_waitfd wait = {.fd = stop, .events = CURL_WAIT_POLLIN, .revents = 0};
      ::curl_multi_poll(multi_, &wait, stop < 0 ? 0 : 1, 1000, nullptr);
      if (wait.revents != 0) return "the server ends";
    }
  }

  const std::string& body() const { return body_; }

 private:
  template <typename Value>
  void Set(CURLoption option, Value value) {
    ::curl_easy_setopt(easy_, option, value);
  }

  static size_t Write(char* data, size_t size, size_t count, void* self) {
    auto& request = *static_cast<Request*>(self);
    const size_t bytes = size * count;
    if (request.body_.size() + bytes > Introspection::kAnswerBytesMax) {
      request.too_long_ = true;
      return 0;
    }
    request.body_.append(data, bytes);
    return bytes;
  }

  std::string Result() const {
    if (too_long_) return "the answer is too long";
    int left = 0;
    const CURLMsg* message = ::curl_multi_info_read(multi_, &left);
    if (message == nullptr) return "no result";
    if (message->data.result != CURLE_OK) return ::curl_easy_strerror(message->data.result);
    long status = 0;
    ::curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 ? "" : absl::StrCat("status ", status);
  }

  CURL* const easy_ = ::curl_easy_init();
  CURLM* const multi_ = ::curl_multi_init();
  curl_slist* headers_ = nullptr;
  const SecretText form_;
  std::string body_;
  bool too_long_ = false;
};

}  // namespace

Introspection::Introspection(IntrospectionOptions options) : options_(std::move(options)) {
  static std::once_flag once;  // curl_global_init() is not for several threads
  std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

ExternalAnswer Introspection::Check(const std::string& token, int stop) const {
  Request request(options_, token);
  std::string why = request.Run(stop);
  return why.empty() ? ReadIntrospection(request.body()) : NoAnswer(std::move(why));
}

ExternalAnswer ReadIntrospection(absl::string_view body) {
  const auto object = nlohmann::json::parse(body.begin(), body.end(), /*cb=*/nullptr,
                                            /*allow_exceptions=*/false);
  if (!object.is_object()) return NoAnswer("the answer is no JSON object");
  const auto active = object.find("active");
  if (active == object.end() || !active->is_boolean()) {
    return NoAnswer("the answer has no \"active\"");
  }
  if (!active->get<bool>()) return {.detail = "the token is not active"};
  const auto name = object.find("username");
  const auto* text =
      name == object.end() ? nullptr : name->get_ptr<const nlohmann::json::string_t*>();
  if (text == nullptr || text->empty()) return {.detail = "the answer names no \"username\""};
  return {.verdict = ExternalVerdict::kRight, .account = *text};
}

}  // namespace irc
