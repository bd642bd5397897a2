// A transcript on disk. It is read line by line, because a block can be as long as the whole file.
#ifndef IRCSERV_CMD_TRANSCRIPT_FILE_H_
#define IRCSERV_CMD_TRANSCRIPT_FILE_H_

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

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

  // Goes on to the next block. False at the end of the file. The message of an error is a sentence,
  // also below.
  absl::StatusOr<bool> Next();
  // The next input line of the block, comments included; null behind the last one. Good until the
  // next line is read.
  absl::StatusOr<const transcript::Step*> NextStep();
  // Behind the last input line: the next expected line of the block, comments included; null behind
  // the last one. Good until the next line is read.
  absl::StatusOr<const transcript::ExpectedLine*> NextExpected();

  const std::string& name() const { return name_; }
  // The number of the block, from 1, and of the lines that were read.
  size_t number() const { return number_; }
  int lines() const { return reader_.lines(); }
  // Behind the last input line: false when the output of the block is not compared.
  bool checked() const { return checked_; }

  // From now on TakeText returns the text of all lines that were read since its last call.
  void KeepText() { keeps_text_ = true; }
  std::string TakeText() { return std::exchange(text_, ""); }

  // After the last line: true for a recording without the mark of its end. Its last block may lack
  // some of its output; an incomplete last line does not count.
  bool cut_off() const { return at_end_ && recording_ && !ended_; }

  // An error that names the file.
  absl::Status Wrong(absl::string_view what) const;

 private:
  TranscriptFile(std::string name, std::FILE* file) : name_(std::move(name)), file_(file) {}

  // Reads one line into line_, without its '\n'. False at the end of the file.
  absl::StatusOr<bool> ReadBytes();
  // Reads one line into what_. At the end of the file it is Blank.
  absl::Status ReadLine();
  void LookForMarks();

  const std::string name_;
  std::FILE* const file_;
  transcript::Reader reader_;
  transcript::Line what_;  // the last line
  size_t number_ = 0;
  bool fresh_ = false;    // NextStep has not returned the first line of the block yet
  bool checked_ = false;  // the divider of the block was read
  bool keeps_text_ = false;
  std::string text_;
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
