#include "core/testing/transcript_runner.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/server.h"
#include "core/transcript/line_diff.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "core/transcript/rewrite.h"
#include "core/transcript/write.h"

namespace irc {
namespace {

using transcript::Block;
using transcript::Player;
using transcript::Transcript;

// Replaces `server` by a new one that has loaded its snapshot.
absl::Status Reload(std::unique_ptr<Server>& server) {
  const std::string snapshot = server->Save();
  auto fresh = std::make_unique<Server>(Config(), absl::UnixEpoch());
  const absl::Status status = fresh->Load(snapshot);
  if (!status.ok()) return status;
  if (fresh->Save() != snapshot) {
    return absl::InternalError("a server that was loaded saves itself differently");
  }
  if (fresh->NextDeadline() != server->NextDeadline()) {
    return absl::InternalError("a server that was loaded has another deadline");
  }
  server = std::move(fresh);
  server->CheckInvariants();
  return absl::OkStatus();
}

// An error of the parser or the player, "line 7: …", as a finding for that line.
Finding FindingOf(const absl::Status& status) {
  Finding finding{0, std::string(status.message())};
  absl::string_view rest = status.message();
  if (absl::ConsumePrefix(&rest, "line ")) {
    static_cast<void>(absl::SimpleAtoi(rest.substr(0, rest.find(':')), &finding.line));
  }
  return finding;
}

using Outputs = std::vector<std::vector<std::string>>;

transcript::LineViews ViewsOf(const std::vector<std::string>& lines) {
  return {lines.begin(), lines.end()};
}

std::vector<Finding> CompareBlocks(const Transcript& transcript, const Outputs& actual) {
  std::vector<Finding> findings;
  for (size_t i = 0; i < transcript.blocks.size(); ++i) {
    const Block& block = transcript.blocks[i];
    if (!block.checked) continue;
    const std::string diff =
        FormatDiff(transcript::DiffLines(transcript::ExpectedOf(block), ViewsOf(actual[i])), 3);
    if (diff.empty()) continue;
    findings.push_back(Finding{block.divider_line, absl::StrCat("-expected\n+actual\n", diff)});
  }
  return findings;
}

}  // namespace

absl::StatusOr<Outputs> PlayTranscript(const Transcript& transcript, Care care) {
  absl::Status reloads;
  uint64_t events = 0;
  Player player([&](std::unique_ptr<Server>& server) {
    ++events;
    server->CheckInvariants();
    if (care != Care::kReloads || !reloads.ok()) return;
    const absl::Status status = Reload(server);
    if (!status.ok()) {
      reloads = absl::InternalError(absl::StrCat("event ", events, ": ", status.message()));
    }
  });
  Outputs outputs;
  for (const Block& block : transcript.blocks) {
    absl::StatusOr<std::vector<std::string>> lines = player.Play(block);
    if (!reloads.ok()) return reloads;
    if (!lines.ok()) return lines.status();
    outputs.push_back(*std::move(lines));
  }
  return outputs;
}

std::vector<Finding> CheckTranscript(absl::string_view source) {
  const absl::StatusOr<Transcript> transcript = transcript::ParseTranscript(source);
  if (!transcript.ok()) return {FindingOf(transcript.status())};
  const absl::StatusOr<Transcript> again =
      transcript::ParseTranscript(transcript::PrintTranscript(*transcript));
  if (!again.ok() || *again != *transcript) {
    return {Finding{1, "printing and reading the transcript changes it"}};
  }
  const absl::StatusOr<Outputs> plain = PlayTranscript(*transcript, Care::kInvariants);
  if (!plain.ok()) return {FindingOf(plain.status())};
  std::vector<Finding> findings = CompareBlocks(*transcript, *plain);

  const absl::StatusOr<Outputs> reloaded = PlayTranscript(*transcript, Care::kReloads);
  if (!reloaded.ok()) {
    findings.push_back(FindingOf(reloaded.status()));
    return findings;
  }
  for (size_t i = 0; i < plain->size(); ++i) {
    const std::string diff =
        FormatDiff(transcript::DiffLines(ViewsOf((*plain)[i]), ViewsOf((*reloaded)[i])), 3);
    if (diff.empty()) continue;
    findings.push_back(
        Finding{transcript->blocks[i].steps[0].line,
                absl::StrCat("saving and loading after every event changes the output\n"
                             "-without\n+with\n",
                             diff)});
  }
  return findings;
}

absl::StatusOr<std::string> RefreshTranscript(absl::string_view source) {
  const absl::StatusOr<Transcript> transcript = transcript::ParseTranscript(source);
  if (!transcript.ok()) return transcript.status();
  const absl::StatusOr<Outputs> outputs = PlayTranscript(*transcript, Care::kInvariants);
  if (!outputs.ok()) return outputs.status();
  return transcript::Rewrite(source, *transcript, *outputs);
}

}  // namespace irc
