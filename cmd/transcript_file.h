// A transcript on disk that is read block by block.
#ifndef IRCSERV_CMD_TRANSCRIPT_FILE_H_
#define IRCSERV_CMD_TRANSCRIPT_FILE_H_

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/transcript/read.h"
#include "core/transcript/transcript.h"

namespace irc {

class TranscriptFile {
 public:
  // Opens the file `path`, which messages call `name`. The message of an error is a sentence.
  static absl::StatusOr<std::unique_ptr<TranscriptFile>> Open(const std::string& name,
                                                              const std::string& path);
  ~TranscriptFile();

  // From now on text() has the text of the blocks.
  void KeepText() { keeps_text_ = true; }

  // Reads the next block. False at the end of the file. The message of an error is a sentence.
  absl::StatusOr<bool> Next();

  const std::string& name() const { return name_; }
  // The block that Next has read, its number, from 1, and its text: all lines behind those of the
  // block before it, of which the first has the number `first_line`. At the end of the file the
  // text is what follows the last block.
  transcript::Block& block() { return block_; }
  size_t number() const { return number_; }
  const std::string& text() const { return text_; }
  int first_line() const { return first_line_; }
  int lines() const { return reader_.lines(); }

  // After the last block: true for a recording without the mark of its end. Its last block may lack
  // some of its output; an incomplete last line does not count.
  bool cut_off() const { return at_end_ && recording_ && !ended_; }

  // An error that names the file.
  absl::Status Wrong(absl::string_view what) const;

 private:
  TranscriptFile(std::string name, std::FILE* file) : name_(std::move(name)), file_(file) {}

  // Reads one line into line_, without its '\n'. False at the end of the file.
  absl::StatusOr<bool> ReadLine();
  void LookForMarks();

  const std::string name_;
  std::FILE* const file_;
  transcript::Reader reader_;
  transcript::Block block_;
  size_t number_ = 0;
  bool keeps_text_ = false;
  std::string text_;
  int first_line_ = 1;
  char* line_ = nullptr;  // of getline()
  size_t room_ = 0;
  size_t bytes_ = 0;        // of the line, without its '\n'
  bool whole_ = false;      // the line had its '\n'
  bool at_end_ = false;     // of the file
  bool recording_ = false;  // the first mark of a recording was read
  bool ended_ = false;      // and the last one
};

}  // namespace irc

#endif  // IRCSERV_CMD_TRANSCRIPT_FILE_H_
