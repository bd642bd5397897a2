#include "net/telemetry/log.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "net/telemetry/json_string.h"

namespace irc {
namespace {

// The shortest time between two warnings about lost lines. More warnings would displace other lines
// from the full queue.
constexpr absl::Duration kTellOfLostEvery = absl::Seconds(1);

constexpr std::array<std::pair<LogLevel, absl::string_view>, 4> kLevels = {
    {{LogLevel::kError, "error"},
     {LogLevel::kWarning, "warning"},
     {LogLevel::kInfo, "info"},
     {LogLevel::kDebug, "debug"}}};

absl::string_view LevelName(LogLevel level) { return kLevels[static_cast<size_t>(level)].second; }

// True if `text` needs no quotes in the text format.
bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    constexpr absl::string_view kSigns = ".:_-/@+";
    return absl::ascii_isalnum(c) || kSigns.find(static_cast<char>(c)) != kSigns.npos;
  });
}

bool IsEmpty(const LogField& field) {
  const absl::string_view* text = std::get_if<absl::string_view>(&field.value);
  return text != nullptr && text->empty();
}

void AppendText(std::string* line, const LogField& field) {
  if (IsEmpty(field)) return;
  absl::StrAppend(line, " ", field.key, "=");
  if (const int64_t* number = std::get_if<int64_t>(&field.value)) {
    absl::StrAppend(line, *number);
  } else if (const absl::string_view text = std::get<absl::string_view>(field.value);
             IsPlain(text)) {
    line->append(text.data(), text.size());
  } else {
    AppendJsonString(line, text);
  }
}

void AppendJson(std::string* line, const LogField& field) {
  if (IsEmpty(field)) return;
  absl::StrAppend(line, ",\"", field.key, "\":");
  if (const int64_t* number = std::get_if<int64_t>(&field.value)) {
    absl::StrAppend(line, *number);
  } else {
    AppendJsonString(line, std::get<absl::string_view>(field.value));
  }
}

std::string Render(LogFormat format, absl::Time now, LogLevel level, absl::string_view event,
                   absl::Span<const LogField> fields) {
  const std::string time = absl::FormatTime("%Y-%m-%d%ET%H:%M:%E3SZ", now, absl::UTCTimeZone());
  std::string line;
  if (format == LogFormat::kText) {
    absl::StrAppendFormat(&line, "%s %-8s%s", time, LevelName(level), event);
    for (const LogField& field : fields) AppendText(&line, field);
  } else {
    absl::StrAppend(&line, "{\"time\":\"", time, "\",\"level\":\"", LevelName(level),
                    "\",\"event\":");
    AppendJsonString(&line, event);
    for (const LogField& field : fields) AppendJson(&line, field);
    line.push_back('}');
  }
  line.push_back('\n');
  return line;
}

}  // namespace

bool ParseLogLevel(absl::string_view text, LogLevel& level) {
  for (const auto& [candidate, name] : kLevels) {
    if (text != name) continue;
    level = candidate;
    return true;
  }
  return false;
}

bool ParseLogFormat(absl::string_view text, LogFormat& format) {
  if (text != "text" && text != "json") return false;
  format = text == "text" ? LogFormat::kText : LogFormat::kJson;
  return true;
}

void Log::Write(LogLevel level, absl::string_view event, absl::Span<const LogField> fields) {
  if (!Wants(level)) return;
  const absl::Time now = clock_.Wall();
  TellOfLost(now);
  std::string line = Render(format_, now, level, event, fields);
  sink_.Write(line);
  if (level > LogLevel::kWarning) return;
  if (trouble_.size() == kTroubleMax) trouble_.pop_front();
  trouble_.push_back(std::move(line));
}

void Log::TellOfLost(absl::Time now) {
  const uint64_t lost = sink_.lost();
  if (lost == told_lost_) return;
  const absl::Time steady = clock_.Steady();  // the wall clock may be set
  if (steady - told_at_ < kTellOfLostEvery) return;
  told_lost_ = lost;
  told_at_ = steady;
  sink_.Write(Render(format_, now, LogLevel::kWarning, "lines of the log were lost",
                     Listed({{"since_start", lost}})));
}

void Log::Reopen() {
  const absl::Status status = sink_.Reopen();
  if (status.ok()) return Info("the log was opened again");
  Error("the log was not opened again", {{"reason", status.message()}});
}

void WriteToStderr(absl::string_view line) {
  // An error is ignored: there is no other place to report it.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace irc
