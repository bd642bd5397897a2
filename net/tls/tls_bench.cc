// The cost of TLS for the server, in CPU time. Handshakes: the work that net/shell.h has to bound
// in a turn. (The client runs here too, but its time is not counted.) Records: the cost of a
// fan-out for each receiver, with one connection (warm caches) and with many (cold caches).
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <time.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "net/testing/tls_client.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

double ProcessorSeconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

EVP_PKEY* MakeP256() { return ::EVP_EC_gen("P-256"); }
EVP_PKEY* MakeRsa2048() { return ::EVP_RSA_gen(2048); }

// Takes ownership of `key`.
std::shared_ptr<const TlsCredentials> Credentials(EVP_PKEY* key) {
  X509* certificate = ::X509_new();
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate), -3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate), 3600);
  ::X509_set_pubkey(certificate, key);
  ::X509_sign(certificate, key, ::EVP_sha256());
  char path[] = "/tmp/ircserv_tls_bench_XXXXXX";
  FILE* file = ::fdopen(::mkstemp(path), "w");
  ::PEM_write_X509(file, certificate);
  ::PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  auto credentials = TlsCredentials::Load({{path, path}});
  std::remove(path);
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
  return credentials.ok() ? *credentials : nullptr;
}

// The CPU time of the server's side in seconds; negative when the handshake failed.
double Handshake(const std::shared_ptr<const TlsCredentials>& credentials, TlsClient& client) {
  double seconds = -ProcessorSeconds();
  Tls server(credentials);
  seconds += ProcessorSeconds();
  std::string plain, wire;
  for (int i = 0; i < 10; ++i) {
    const std::string said = client.Step();
    if (said.empty()) break;
    seconds -= ProcessorSeconds();
    server.Read(said, plain, wire);
    seconds += ProcessorSeconds();
    client.Take(wire);
    wire.clear();
  }
  return server.established() ? seconds : -1;
}

void Full(benchmark::State& state, EVP_PKEY* (*make_key)(), int version) {
  const auto credentials = Credentials(make_key());
  for (auto _ : state) {
    TlsClient client("", version);
    state.SetIterationTime(Handshake(credentials, client));
  }
}

void Resumed(benchmark::State& state, EVP_PKEY* (*make_key)(), int version) {
  const auto credentials = Credentials(make_key());
  TlsClient first("", version);
  Handshake(credentials, first);
  for (auto _ : state) {
    TlsClient client("", version);
    client.Resume(first);
    state.SetIterationTime(Handshake(credentials, client));
    if (!client.resumed()) state.SkipWithError("it was not resumed");
    client.Close();  // otherwise OpenSSL does not resume this session
  }
}

void NewConnection(benchmark::State& state) {
  const auto credentials = TlsCredentials::SelfSigned("irc.example");
  for (auto _ : state) Tls server(credentials);
}

// Writes of range(1) bytes, round-robin over range(0) connections. One byte more than
// kLastRecordBytes makes a second record.
void Record(benchmark::State& state) {
  const auto credentials = Credentials(MakeP256());
  std::vector<std::unique_ptr<Tls>> servers;
  std::string plain, wire;
  for (int i = 0; i < state.range(0); ++i) {
    TlsClient client("", TLS1_3_VERSION);
    servers.push_back(std::make_unique<Tls>(credentials));
    for (std::string said = client.Step(); !said.empty(); said = client.Step()) {
      servers.back()->Read(said, plain, wire);
      client.Take(wire);
      wire.clear();
    }
  }
  const std::string text(static_cast<size_t>(state.range(1)), 'x');
  size_t next = 0;
  for (auto _ : state) {
    wire.clear();
    servers[next]->Write(text, wire);
    next = next + 1 < servers.size() ? next + 1 : 0;
  }
  state.SetBytesProcessed(state.iterations() * state.range(1));
}

#define BENCH(function, name, make_key, version)       \
  BENCHMARK_CAPTURE(function, name, make_key, version) \
      ->UseManualTime()                                \
      ->Unit(benchmark::kMicrosecond)
BENCH(Full, p256_tls13, MakeP256, TLS1_3_VERSION);
BENCH(Full, p256_tls12, MakeP256, TLS1_2_VERSION);
BENCH(Full, rsa2048_tls13, MakeRsa2048, TLS1_3_VERSION);
BENCH(Full, rsa2048_tls12, MakeRsa2048, TLS1_2_VERSION);
BENCH(Resumed, p256_tls13, MakeP256, TLS1_3_VERSION);
BENCH(Resumed, p256_tls12, MakeP256, TLS1_2_VERSION);
BENCHMARK(NewConnection)->Unit(benchmark::kMicrosecond);
BENCHMARK(Record)->ArgsProduct({{1, 500}, {100, kLastRecordBytes, kLastRecordBytes + 1, 8000}});

}  // namespace
}  // namespace irc
