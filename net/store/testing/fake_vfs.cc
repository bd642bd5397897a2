#include "net/store/testing/fake_vfs.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <new>

#include "absl/strings/str_cat.h"

namespace irc {
namespace {

// sqlite3_file must be the first member: SQLite knows the object by it.
struct OpenFile {
  sqlite3_file base;
  FakeVfs* vfs;
  uint64_t file;
  bool sync_folder;  // with the first sync, as the VFS of Unix does for journals
  bool remove_at_end;
  std::string* path;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int CodeOf(int error, int code) {
  if (error == 0) return SQLITE_OK;
  return error == ENOSPC ? SQLITE_FULL : code;
}

int Close(sqlite3_file* base) {
  OpenFile& file = Of(base);
  {
    const std::lock_guard<std::mutex> lock(file.vfs->mutex());
    file.vfs->SharedOf(*file.path).levels.erase(&file);
  }
  if (file.remove_at_end) file.vfs->disk().Remove(*file.path);
  delete file.path;
  return SQLITE_OK;
}

int Read(sqlite3_file* base, void* to, int size, sqlite3_int64 offset) {
  OpenFile& file = Of(base);
  const std::string bytes =
      file.vfs->disk().BytesAt(file.file, static_cast<uint64_t>(offset), static_cast<size_t>(size));
  std::memset(to, 0, static_cast<size_t>(size));
  std::memcpy(to, bytes.data(), bytes.size());
  return bytes.size() == static_cast<size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* base, const void* from, int size, sqlite3_int64 offset) {
  OpenFile& file = Of(base);
  const absl::string_view bytes(static_cast<const char*>(from), static_cast<size_t>(size));
  return CodeOf(
      file.vfs->disk().WriteAt(file.file, *file.path, static_cast<uint64_t>(offset), bytes),
      SQLITE_IOERR_WRITE);
}

int Truncate(sqlite3_file* base, sqlite3_int64 size) {
  OpenFile& file = Of(base);
  return CodeOf(file.vfs->disk().TruncateTo(file.file, *file.path, static_cast<uint64_t>(size)),
                SQLITE_IOERR_TRUNCATE);
}

int Sync(sqlite3_file* base, int) {
  OpenFile& file = Of(base);
  const int error = file.vfs->disk().SyncFile(file.file, *file.path);
  if (error == 0 && file.sync_folder) {
    file.sync_folder = false;
    return CodeOf(file.vfs->disk().SyncFolder(""), SQLITE_IOERR_DIR_FSYNC);
  }
  return CodeOf(error, SQLITE_IOERR_FSYNC);
}

int FileSize(sqlite3_file* base, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(Of(base).vfs->disk().SizeOf(Of(base).file));
  return SQLITE_OK;
}

int Lock(sqlite3_file* base, int level) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  FakeVfs::Shared& shared = file.vfs->SharedOf(*file.path);
  if (shared.levels[&file] >= level) return SQLITE_OK;
  // The highest level of another connection that this one is compatible with.
  const int others_max = level == SQLITE_LOCK_SHARED     ? SQLITE_LOCK_RESERVED
                         : level == SQLITE_LOCK_RESERVED ? SQLITE_LOCK_SHARED
                                                         : SQLITE_LOCK_NONE;
  for (const auto& [other, held] : shared.levels) {
    if (other != &file && held > others_max) return SQLITE_BUSY;
  }
  shared.levels[&file] = level;
  return SQLITE_OK;
}

int Unlock(sqlite3_file* base, int level) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  int& held = file.vfs->SharedOf(*file.path).levels[&file];
  if (held > level) held = level;
  return SQLITE_OK;
}

int CheckReservedLock(sqlite3_file* base, int* reserved) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  *reserved = 0;
  for (const auto& [other, held] : file.vfs->SharedOf(*file.path).levels) {
    if (held >= SQLITE_LOCK_RESERVED) *reserved = 1;
  }
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int SectorSize(sqlite3_file*) { return 512; }

// As the VFS of Unix says it by default: a torn write harms no bytes beside those that it writes. A
// sync of the WAL then comes behind the last byte of a transaction.
int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int ShmMap(sqlite3_file* base, int region, int size, int extend, void volatile** address) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  FakeVfs::Shared& shared = file.vfs->SharedOf(*file.path);
  *address = nullptr;
  while (extend != 0 && shared.regions.size() <= static_cast<size_t>(region)) {
    shared.regions.push_back(std::make_unique<char[]>(static_cast<size_t>(size)));
  }
  if (static_cast<size_t>(region) < shared.regions.size()) {
    *address = shared.regions[static_cast<size_t>(region)].get();
  }
  return SQLITE_OK;
}

int ShmLock(sqlite3_file* base, int first, int count, int flags) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  FakeVfs::Shared& shared = file.vfs->SharedOf(*file.path);
  const int kind = flags & (SQLITE_SHM_SHARED | SQLITE_SHM_EXCLUSIVE);
  for (int i = first; i < first + count; ++i) {
    auto& owners = shared.slots[static_cast<size_t>(i)];
    if ((flags & SQLITE_SHM_UNLOCK) != 0) continue;
    for (const auto& [owner, held] : owners) {
      if (owner == &file) continue;
      if (held == SQLITE_SHM_EXCLUSIVE || kind == SQLITE_SHM_EXCLUSIVE) return SQLITE_BUSY;
    }
  }
  for (int i = first; i < first + count; ++i) {
    auto& owners = shared.slots[static_cast<size_t>(i)];
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      owners.erase(&file);
    } else {
      owners[&file] = kind;
    }
  }
  return SQLITE_OK;
}

// A lock and its release order the memory of all threads.
void ShmBarrier(sqlite3_file* base) {
  const std::lock_guard<std::mutex> lock(Of(base).vfs->mutex());
}

int ShmUnmap(sqlite3_file* base, int remove) {
  OpenFile& file = Of(base);
  const std::lock_guard<std::mutex> lock(file.vfs->mutex());
  FakeVfs::Shared& shared = file.vfs->SharedOf(*file.path);
  for (auto& owners : shared.slots) owners.erase(&file);
  if (remove != 0) shared.regions.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = Close,
    .xRead = Read,
    .xWrite = Write,
    .xTruncate = Truncate,
    .xSync = Sync,
    .xFileSize = FileSize,
    .xLock = Lock,
    .xUnlock = Unlock,
    .xCheckReservedLock = CheckReservedLock,
    .xFileControl = FileControl,
    .xSectorSize = SectorSize,
    .xDeviceCharacteristics = DeviceCharacteristics,
    .xShmMap = ShmMap,
    .xShmLock = ShmLock,
    .xShmBarrier = ShmBarrier,
    .xShmUnmap = ShmUnmap,
};

FakeVfs& Of(sqlite3_vfs* vfs) { return *static_cast<FakeVfs*>(vfs->pAppData); }

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* out_flags) {
  OpenFile& file = *new (base) OpenFile();
  FakeDisk& disk = Of(vfs).disk();
  const std::string path = name == nullptr ? absl::StrCat("/temporary-", absl::Hex(base)) : name;
  const bool is_new = disk.Find(path) == 0;
  if (is_new && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  const int journals = SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  file.vfs = &Of(vfs);
  file.file = disk.FindOrCreate(path);
  file.sync_folder = is_new && (flags & journals) != 0;
  file.remove_at_end = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file.path = new std::string(path);
  file.base.pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  FakeDisk& disk = Of(vfs).disk();
  const int error = disk.Remove(path);
  if (error == ENOENT) return SQLITE_IOERR_DELETE_NOENT;
  if (error == 0 && sync_folder != 0) disk.SyncFolder("");
  return CodeOf(error, SQLITE_IOERR_DELETE);
}

int Access(sqlite3_vfs* vfs, const char* path, int, int* exists) {
  const uint64_t file = Of(vfs).disk().Find(path);
  *exists = file != 0 && Of(vfs).disk().SizeOf(file) > 0 ? 1 : 0;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* path, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs*, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(i * 37 + 11);
  return size;
}

int Sleep(sqlite3_vfs*, int microseconds) { return sqlite3_sleep(microseconds / 1000) * 1000; }

int CurrentTime(sqlite3_vfs*, double* days) {
  *days = 2461041.5;  // 2026-01-01
  return SQLITE_OK;
}

int GetLastError(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

FakeVfs::FakeVfs(FakeDisk& disk) : disk_(disk), name_(absl::StrCat("fake-", absl::Hex(this))) {
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = 1024;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Open;
  vfs_.xDelete = Delete;
  vfs_.xAccess = Access;
  vfs_.xFullPathname = FullPathname;
  vfs_.xRandomness = Randomness;
  vfs_.xSleep = Sleep;
  vfs_.xCurrentTime = CurrentTime;
  vfs_.xGetLastError = GetLastError;
  sqlite3_vfs_register(&vfs_, /*makeDflt=*/0);
}

FakeVfs::~FakeVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace irc
