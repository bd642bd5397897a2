#include "net/store/testing/fake_disk.h"

#include <algorithm>
#include <cerrno>
#include <random>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace {

constexpr size_t kSectorBytes = 512;

void PutBytes(uint64_t offset, absl::string_view bytes, std::string& content) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

class FakeDisk::File : public JournalFile {
 public:
  File(FakeDisk& disk, uint64_t file, std::string path)
      : disk_(disk), file_(file), path_(std::move(path)) {}
  int Append(absl::string_view bytes) override {
    return disk_.WriteAt(file_, path_, disk_.SizeOf(file_), bytes);
  }
  int Truncate(uint64_t size) override { return disk_.TruncateTo(file_, path_, size); }
  int Sync() override { return disk_.SyncFile(file_, path_); }

 private:
  FakeDisk& disk_;
  const uint64_t file_;
  const std::string path_;
};

class FakeDisk::HeldLock : public FolderLock {
 public:
  HeldLock(FakeDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  ~HeldLock() override {
    const std::lock_guard<std::mutex> lock(disk_.mutex_);
    disk_.locked_.erase(path_);
  }

 private:
  FakeDisk& disk_;
  const std::string path_;
};

// What the disk has, and what it was only told.
struct FakeDisk::Replay {
  enum class State {
    kPending,  // the next sync writes it
    kSynced,
    kGivenUp,  // by a sync that failed
  };
  struct Write {
    const Change* change;
    State state;
  };

  void Do(const Change& change) {
    switch (change.op) {
      case Op::kWrite:
      case Op::kTruncate:
        writes[change.file].push_back({&change, State::kPending});
        break;
      case Op::kSync:
      case Op::kFailedSync:
        for (Write& write : writes[change.file]) {
          if (write.state != State::kPending) continue;
          write.state = change.op == Op::kSync ? State::kSynced : State::kGivenUp;
        }
        break;
      case Op::kSyncFolder:
        for (auto& [path, steps] : pending_names) Name(path, steps.back());
        pending_names.clear();
        break;
      case Op::kCreate:
        contents[change.file];
        pending_names[change.path].push_back(change.file);
        break;
      case Op::kRemove:
        pending_names[change.path].push_back(0);
        break;
      case Op::kRename:
        pending_names[change.from].push_back(0);
        pending_names[change.path].push_back(change.file);
        break;
      case Op::kRead:
        break;
    }
  }

  void Apply(const Change& change, size_t bytes_max) {
    std::string& content = contents[change.file];
    if (change.op == Op::kTruncate) {
      content.resize(change.offset);
    } else {
      PutBytes(change.offset, absl::string_view(change.bytes).substr(0, bytes_max), content);
    }
  }

  void Name(const std::string& path, uint64_t file) {
    if (file == 0) {
      names.erase(path);
    } else {
      names[path] = file;
    }
  }

  std::map<uint64_t, std::string> contents;  // without the writes
  std::map<std::string, uint64_t> names;
  std::map<uint64_t, std::vector<Write>> writes;               // of each file, in their order
  std::map<std::string, std::vector<uint64_t>> pending_names;  // 0: it is removed
};

std::unique_ptr<FakeDisk> FakeDisk::AfterCut(size_t changes, Cut cut, uint32_t seed) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  Replay replay{.contents = base_contents_, .names = base_names_};
  for (size_t i = 0; i < changes; ++i) replay.Do(log_[i]);
  std::mt19937 random(seed);
  const Change* const last = changes == 0 ? nullptr : &log_[changes - 1];
  // How many bytes of a write are there.
  const auto survives = [&](const Replay::Write& write) -> size_t {
    const size_t size = write.change->bytes.size();
    if (write.state == Replay::State::kSynced || cut == Cut::kKept) return SIZE_MAX;
    if (cut == Cut::kLost) return 0;
    if (cut == Cut::kTorn) return write.change == last ? size / 2 : SIZE_MAX;
    if (random() % 2 == 0) return 0;
    if (random() % 4 != 0) return SIZE_MAX;
    const size_t sectors = size / kSectorBytes;
    return sectors == 0 ? size / 2 : kSectorBytes * (random() % (sectors + 1));
  };
  for (const auto& [file, writes] : replay.writes) {
    for (const Replay::Write& write : writes) {
      if (const size_t bytes = survives(write); bytes > 0) replay.Apply(*write.change, bytes);
    }
  }
  for (const auto& [path, steps] : replay.pending_names) {
    size_t kept = steps.size();
    if (cut == Cut::kLost) kept = 0;
    if (cut == Cut::kMixed) kept = random() % (steps.size() + 1);
    if (kept > 0) replay.Name(path, steps[kept - 1]);
  }
  auto disk = std::make_unique<FakeDisk>();
  disk->base_contents_ = disk->contents_ = std::move(replay.contents);
  disk->base_names_ = disk->names_ = std::move(replay.names);
  disk->last_file_ = last_file_;
  return disk;
}

void FakeDisk::Fail(Fault fault) {
  const std::lock_guard<std::mutex> lock(mutex_);
  faults_.push_back(std::move(fault));
}

void FakeDisk::StopFailing() {
  const std::lock_guard<std::mutex> lock(mutex_);
  faults_.clear();
}

void FakeDisk::HangSyncs(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  hanging_ = true;
  hanging_path_ = path;
}

void FakeDisk::EndHanging(int error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  hanging_ = false;
  hanging_error_ = error;
  released_.notify_all();
}

int FakeDisk::FaultOf(Op op, const std::string& path, size_t* taken) {
  for (Fault& fault : faults_) {
    if (fault.op != op || fault.calls <= 0 || !absl::StrContains(path, fault.path)) continue;
    --fault.calls;
    if (taken != nullptr) *taken = fault.taken;
    return fault.error;
  }
  return 0;
}

size_t FakeDisk::changes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return log_.size();
}

void FakeDisk::Apply(const Change& change) {
  switch (change.op) {
    case Op::kWrite:
      PutBytes(change.offset, change.bytes, contents_[change.file]);
      break;
    case Op::kTruncate:
      contents_[change.file].resize(change.offset);
      break;
    case Op::kCreate:
      names_[change.path] = change.file;
      break;
    case Op::kRemove:
      names_.erase(change.path);
      break;
    case Op::kRename:
      names_.erase(change.from);
      names_[change.path] = change.file;
      break;
    case Op::kSync:
    case Op::kFailedSync:
    case Op::kSyncFolder:
    case Op::kRead:
      break;
  }
}

void FakeDisk::Record(Change change) {
  Apply(change);
  log_.push_back(std::move(change));
}

uint64_t FakeDisk::Named(const std::string& path) const {
  const auto found = names_.find(path);
  return found == names_.end() ? 0 : found->second;
}

uint64_t FakeDisk::AddFile(const std::string& path) {
  const uint64_t file = ++last_file_;
  contents_[file];
  Record({.op = Op::kCreate, .file = file, .path = path});
  return file;
}

std::string FakeDisk::ContentOf(const std::string& path) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = contents_.find(Named(path));
  return found == contents_.end() ? "" : found->second;
}

void FakeDisk::SetContent(const std::string& path, const std::string& content) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const uint64_t file = Named(path) == 0 ? ++last_file_ : Named(path);
  contents_[file] = base_contents_[file] = content;
  names_[path] = base_names_[path] = file;
}

std::vector<std::string> FakeDisk::Names() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [path, file] : names_) names.push_back(path);
  return names;
}

uint64_t FakeDisk::Find(const std::string& path) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Named(path);
}

uint64_t FakeDisk::FindOrCreate(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Named(path) == 0 ? AddFile(path) : Named(path);
}

int FakeDisk::WriteAt(uint64_t file, const std::string& path, uint64_t offset,
                      absl::string_view bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  size_t taken = 0;
  const int error = FaultOf(Op::kWrite, path, &taken);
  if (error != 0) bytes = bytes.substr(0, taken);
  if (!bytes.empty()) {
    Record({.op = Op::kWrite, .file = file, .offset = offset, .bytes = std::string(bytes)});
  }
  return error;
}

int FakeDisk::TruncateTo(uint64_t file, const std::string& path, uint64_t size) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const int error = FaultOf(Op::kTruncate, path); error != 0) return error;
  Record({.op = Op::kTruncate, .file = file, .offset = size});
  return 0;
}

// A sync that fails gives up what it should have written, as the kernel does: that stays readable
// until the power goes, and no later sync writes it.
int FakeDisk::SyncFile(uint64_t file, const std::string& path) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (hanging_ && absl::StrContains(path, hanging_path_)) {
    released_.wait(lock, [this] { return !hanging_; });
    if (hanging_error_ != 0) {
      Record({.op = Op::kFailedSync, .file = file});
      return hanging_error_;
    }
  }
  const int error = FaultOf(Op::kSync, path);
  Record({.op = error == 0 ? Op::kSync : Op::kFailedSync, .file = file});
  return error;
}

std::string FakeDisk::BytesAt(uint64_t file, uint64_t offset, size_t size) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = contents_.find(file);
  if (found == contents_.end() || offset >= found->second.size()) return "";
  return found->second.substr(offset, size);
}

uint64_t FakeDisk::SizeOf(uint64_t file) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = contents_.find(file);
  return found == contents_.end() ? 0 : found->second.size();
}

int FakeDisk::Lock(const std::string& path, std::unique_ptr<FolderLock>& lock) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (!locked_.insert(path).second) return EWOULDBLOCK;
  lock = std::make_unique<HeldLock>(*this, path);
  return 0;
}

int FakeDisk::Create(const std::string& path, std::unique_ptr<JournalFile>& file) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const int error = FaultOf(Op::kCreate, path); error != 0) return error;
  if (Named(path) != 0) return EEXIST;
  file = std::make_unique<File>(*this, AddFile(path), path);
  return 0;
}

int FakeDisk::Read(const std::string& path, uint64_t offset, size_t bytes_max, std::string& bytes) {
  uint64_t file = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const int error = FaultOf(Op::kRead, path); error != 0) return error;
    file = Named(path);
  }
  if (file == 0) return ENOENT;
  bytes = BytesAt(file, offset, bytes_max);
  return 0;
}

int FakeDisk::List(const std::string& folder, std::vector<std::string>& names) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string prefix = absl::StrCat(folder, "/");
  names.clear();
  for (const auto& [path, file] : names_) {
    if (absl::StartsWith(path, prefix)) names.push_back(path.substr(prefix.size()));
  }
  return 0;
}

int FakeDisk::Rename(const std::string& from, const std::string& to) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const int error = FaultOf(Op::kRename, from); error != 0) return error;
  if (Named(from) == 0) return ENOENT;
  Record({.op = Op::kRename, .file = Named(from), .path = to, .from = from});
  return 0;
}

int FakeDisk::Remove(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const int error = FaultOf(Op::kRemove, path); error != 0) return error;
  if (Named(path) == 0) return ENOENT;
  Record({.op = Op::kRemove, .path = path});
  return 0;
}

int FakeDisk::SyncFolder(const std::string& folder) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const int error = FaultOf(Op::kSyncFolder, folder); error != 0) return error;
  Record({.op = Op::kSyncFolder});
  return 0;
}

}  // namespace irc
