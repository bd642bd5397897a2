// The shell's part in WEBIRC: a gateway's password is checked before the core hears of the client,
// so the core, a recording and the log never see it.
#include <optional>
#include <string>
#include <utility>

#include "net/shell.h"

namespace irc {
namespace {

// The core counts its questions from below.
constexpr uint64_t kOwnQuestions = uint64_t{1} << 63;

}  // namespace

void Shell::UseGateways() {
  gateways_.clear();
  for (const GatewayConfig& config : config_.shell.gateways) {
    Gateway gateway = {.name = config.name};
    for (const std::string& text : config.addresses) {
      gateway.networks.push_back(*ParseIpNetwork(text));
    }
    gateways_.push_back(std::move(gateway));
  }
}

// The next lines are the client's, and wait in the socket.
void Shell::AskWebirc(Connection& connection) {
  Opening& opening = *connection.opening;
  const std::string name = FindGateway(gateways_, opening.address, opening.webirc->gateway)->name;
  const EffectId question = {kOwnQuestions + ++own_questions_};
  connection.waiting = true;
  SetInterest(connection);
  asked_.emplace(question.value, Asked{.session = connection.id, .gateway = name});
  passwords_->Ask(question, GatewayCredential(name), std::exchange(opening.webirc->password, {}));
}

void Shell::AnswerWebirc(SessionId session, const std::string& gateway, bool ok) {
  Connection* connection = connections_.Find(session);
  if (connection == nullptr) return;  // it did not wait
  connection->waiting = false;
  if (ok) {
    SetInterest(*connection);
    log_.Info("brought by a gateway", {{"gateway", gateway},
                                       {"gateway_address", AddressText(connection->address)},
                                       {"session", session.value}});
    return Opened(*connection);
  }
  CountRefusal(connection->address, Refusal::kWebirc);
  // It has said more than was read, so the socket is not just closed: the answer would be lost.
  connection->SetLayers(std::move(connection->opening->tls), nullptr);
  connection->opening.reset();
  LetGo(*connection, "ERROR :Invalid WebIRC password\r\n");
}

}  // namespace irc
