// The handlers of the services' commands; the rows of the tables name them.
#ifndef IRCSERV_CORE_SERVICES_HANDLERS_H_
#define IRCSERV_CORE_SERVICES_HANDLERS_H_

#include "core/services/services.h"

namespace irc {

using ServiceHandler = void (*)(ServiceCtx&);

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/chanserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/groupserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/hostserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/memoserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/nickserv.inc"

#define SERVICE_COMMAND(name, handler, ...) void handler(ServiceCtx& ctx);
#include "core/services/operserv.inc"

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_HANDLERS_H_
